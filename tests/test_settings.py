"""Settings come from one file and the environment; a wrong value is named with its line and what is accepted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.domain.errors import SettingsError
from reader.settings import Settings, check_keys, load


def config(tmp_path: Path, text: str) -> dict[str, str]:
    """An environment whose settings file holds this text."""
    (tmp_path / "config.toml").write_text(text, "utf-8")
    return {"NEWSMARK_CONFIG": str(tmp_path / "config.toml"), "NEWSMARK_LIBRARY": str(tmp_path / "library")}


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(environ=config(tmp_path, text))
    message = str(caught.value)
    assert message.isprintable()
    assert message.startswith(str(tmp_path / "config.toml"))
    return message.removeprefix(str(tmp_path / "config.toml"))


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    """A missing file is no error."""
    settings = load(tmp_path, {"NEWSMARK_CONFIG": str(tmp_path / "nowhere.toml")})
    assert settings == Settings(tmp_path, tmp_path / "exports", file=tmp_path / "nowhere.toml")
    assert (settings.measure, settings.theme, settings.keys) == (72, "newsmark-dark", {})


def test_every_setting_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders expand `~`; keys are told by their action."""
    monkeypatch.setenv("HOME", "/home/mira")
    text = """library = "~/news"
[reading]
measure = 100
theme = "newsmark-light"
[export]
folder = "notes"
[keys]
archive = "d,delete"
"""
    environ = config(tmp_path, text)
    del environ["NEWSMARK_LIBRARY"]
    settings = load(environ=environ)
    assert settings.library == Path("/home/mira/news")
    assert settings.export_folder == tmp_path / "notes"
    assert (settings.measure, settings.theme) == (100, "newsmark-light")
    assert (settings.keys, settings.key_lines) == ({"archive": "d,delete"}, {"archive": 8})


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    """The nearest word counts; an empty variable says nothing."""
    environ = config(tmp_path, 'library = "configured"')
    assert load("asked", environ).library == Path.cwd() / "asked"
    assert load(environ=environ).library == tmp_path / "library"
    assert load(environ={**environ, "NEWSMARK_LIBRARY": ""}).library == tmp_path / "configured"


def test_without_any_word_the_platforms_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data and settings lie where the system wants them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    settings = load(environ={})
    assert settings.library.is_relative_to(tmp_path)
    assert settings.library.name == "newsmark"
    assert settings.file.parts[-2:] == ("newsmark", "config.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\nmeasure = 72", ", line 3: measure is not a setting; use library or reading or export or keys or views"),
        (
            "[reading]\n# size\nmesure = 72",
            ", line 3: reading.mesure is not a setting; "
            "use measure or theme or justified or line-spacing or fold-copies or bidi",
        ),
        ("[reading]\nmeasure = 39", ", line 2: reading.measure must be a whole number from 40 to 120, not 39"),
        ("reading.measure = true", ", line 1: reading.measure must be a whole number from 40 to 120, not True"),
        (
            "\nreading = { theme = 'x', measure = 72.5 }",
            ", line 2: reading.measure must be a whole number from 40 to 120, not 72.5",
        ),
        (
            "[keys]\ntheme = 'x'\n[reading]\n\"theme\" = 'dark'",
            ', line 4: reading.theme must be "newsmark-dark" or "newsmark-light", not \'dark\'',
        ),
        ("[reading]\nbidi = true", ', line 2: reading.bidi must be "newsmark" or "terminal", not True'),
        ("[export]\nfolder = ''", ", line 2: export.folder must be a folder, as \"~/news\", not ''"),
        (
            "[export]\nfolder = '~nobody-here/x'",
            ", line 2: export.folder names a home folder that is not there: '~nobody-here/x'",
        ),
        ("library = 3", ', line 1: library must be a folder, as "~/news", not 3'),
        ("\nreading = 3", ", line 2: reading must be a table; write [reading] on a line of its own"),
        ("[keys]\n\narchive = ['d']", ", line 3: keys.archive must be keys, as \"d,delete\", not ['d']"),
        ("[keys]\narchive = ''", ", line 2: keys.archive must be keys, as \"d,delete\", not ''"),
        ("[keys]\n'a\\x' = \"\\u001b\"", ", line 2: keys.a\\x must be keys, as \"d,delete\", not '\\x1b'"),
        (
            "\n[colours]\nred = 1",
            ", line 2: colours is not a setting; use library or reading or export or keys or views",
        ),
        (
            "[views]\nports = 'tag:strike'\n\"my wires\" = 'is:gone'",
            ", line 3: views.my wires cannot be read: is:gone is not known;"
            " use is:read, is:unread, is:starred or is:lost",
        ),
        ("[views]\nports = ['x']", ", line 2: views.ports must be a query, as \"tag:strike is:unread\", not ['x']"),
        ("[views]\n'' = 'x'", ", line 2: views. must have a name of letters or digits"),
        ("[reading]\njustified = 1", ", line 2: reading.justified must be true or false, not 1"),
        ("[reading]\nline-spacing = 3", ", line 2: reading.line-spacing must be 1 or 2, not 3"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """And with the values that are accepted."""
    assert refusal(tmp_path, text) == said


def test_saved_views_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Each with its query."""
    text = "[views]\nwires = 'source:\"Northern Wire\"'\n\"a b\" = '-tag:sport'\n"
    assert [*load(environ=config(tmp_path, text)).views.items()] == [
        ("wires", 'source:"Northern Wire"'),
        ("a b", "-tag:sport"),
    ]


def test_broken_toml_is_one_line_with_its_place(tmp_path: Path) -> None:
    """The parser's own line and column."""
    message = refusal(tmp_path, "[reading]\nmeasure = = 3\n")
    assert message.startswith(" is not valid TOML: ")
    assert "line 2" in message


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """A folder, or bytes that are no UTF-8."""
    environ = config(tmp_path, "")
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(environ={**environ, "NEWSMARK_CONFIG": str(tmp_path)})
    (tmp_path / "config.toml").write_bytes(b"library = '\xff'")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load(environ=environ)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    """Some editors write one."""
    assert load(environ=config(tmp_path, "\ufeff[reading]\nmeasure = 60")).measure == 60


def test_an_action_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    """The table of actions decides."""
    settings = load(environ=config(tmp_path, "[keys]\narchive = 'd'\narchve = 'd'\n"))
    check_keys(settings, {"archive", "archve"})
    with pytest.raises(SettingsError, match=r"config\.toml, line 3: archve is not an action; use archive, star"):
        check_keys(settings, {"star", "archive"})


def test_settings_load_without_platformdirs_where_the_environment_says_all(tmp_path: Path) -> None:
    """It is not paid for when it is not needed."""
    code = "import sys, reader.settings; reader.settings.load(); sys.exit('platformdirs' in sys.modules)"
    environ = {**os.environ, **config(tmp_path, "")}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 0
