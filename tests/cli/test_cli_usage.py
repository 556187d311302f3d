"""Reading the command line: help, exit codes, and what the first word means."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import Runner

from reader.cli import output
from reader.cli.parser import COMMANDS
from reader.version import __version__

pytest_plugins = ("cli_fixtures",)

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str, run: Run) -> None:
    """`--help` names the options and shows a use."""
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert f"example: newsmark {COMMANDS[name].example}" in out
    assert "--library DIR" in out


def test_the_first_help_lists_every_command(run: Run) -> None:
    """`newsmark --help` is the way to all others."""
    code, out, _ = run("--help")
    assert code == 0
    assert all(f"\n  {name} " in out for name in COMMANDS)


def test_the_version_is_told(run: Run) -> None:
    """Also without a terminal."""
    assert run("--version") == (0, f"newsmark {__version__}\n", "")


def test_every_example_can_be_parsed(run: Run) -> None:
    """No example of the help is itself wrong usage."""
    for command in COMMANDS.values():
        if command.name != "highlight":
            code, _, err = run(*command.example.split())
            assert code != 2, err


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("show",),
        ("show", "abcd", "--raw", "--json"),
        ("highlight", "abcd"),
        ("highlight", "abcd", "--quote", " "),
        ("highlight", "abcd", "--quote", "words", "--kind", "rumour"),
        ("tag", "abcd", "#"),
        ("list", "is:read,lost"),
        ("list", '"open'),
        ("list", "--nonsense"),
        ("list", "--library", ""),
        ("search",),
        ("search", "is:read"),
        ("search", "harbour", "--limit", "0"),
        ("export", "--format", "pdf"),
        ("--nonsense", "list"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(words: tuple[str, ...], run: Run) -> None:
    """Nothing on standard output, no usage text, no traceback."""
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("newsmark: ")
    assert err.count("\n") == 1


def test_a_misspelt_command_is_told_its_neighbour(run: Run) -> None:
    """The closest command is named."""
    assert run("exprot") == (2, "", "newsmark: there is no file or command 'exprot'; did you mean export?\n")


def test_an_unknown_word_is_pointed_to_the_help(run: Run) -> None:
    """Without a close command there is still a way on."""
    code, _, err = run("zebra\x1b[2J\ncrossing")
    assert code == 2
    assert err == "newsmark: there is no file or command 'zebra crossing'; see newsmark --help\n"


def test_the_app_needs_a_terminal(run: Run, newsmark: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe, one line says what to use; a file named like a command is a path when written so."""
    newsmark.file("add", "Words of an article.\n")
    monkeypatch.chdir(newsmark.home)
    for words in ((), ("./add",), ("--", "add")):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert "newsmark list" in err
        assert "newsmark add -" in err


def test_the_library_is_named_before_or_after_the_command(run: Run, home: Path, articles: tuple[str, str]) -> None:
    """Both places mean the same, and go before the environment."""
    other = home / "other library"
    assert run("--library", str(other), "list") == (0, "", "")
    assert run("list", f"--library={other}") == (0, "", "")
    assert (other.stat().st_mode & 0o777) == 0o700
    code, out, _ = run("--library", str(home / "library"), "list")
    assert code == 0
    assert all(article in out for article in articles)


def test_a_library_that_cannot_be_made_is_one_line(run: Run, home: Path) -> None:
    """A file in its place is named."""
    (home / "library").write_text("not a folder", encoding="utf-8")
    code, out, err = run("list")
    assert (code, out) == (1, "")
    assert "choose a folder with --library" in err
    assert err.count("\n") == 1


def test_wrong_settings_are_wrong_usage(run: Run, home: Path) -> None:
    """The file and its line are named."""
    (home / "config.toml").write_text("[reading]\nmeasure = 7\n", encoding="utf-8")
    code, _, err = run("list")
    assert code == 2
    assert "line 2" in err


def test_an_interrupt_is_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a traceback."""

    def interrupt(text: str) -> None:
        raise KeyboardInterrupt(text)

    monkeypatch.setattr(output, "write_line", interrupt)
    assert run("check") == (130, "", "")


def test_a_full_disk_on_standard_output_is_one_line(newsmark: Runner) -> None:
    """Also where the failure shows only at the end."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    script = f'"$@" > {full}'
    done = newsmark_shell(newsmark, script, "--help")
    assert done[0] == 1
    assert done[1].startswith("newsmark: standard output cannot be written")
    assert done[1].count("\n") == 1


def test_a_closed_standard_output_is_no_crash(newsmark: Runner) -> None:
    """Nothing to write to is nothing to fail on."""
    assert newsmark_shell(newsmark, '"$@" >&-', "list") == (0, "")


def newsmark_shell(newsmark: Runner, script: str, *arguments: str) -> tuple[int, str]:
    """Exit code and standard error of a shell line in which `"$@"` is the command."""
    done = subprocess.run(
        ["sh", "-c", script, "sh", *newsmark.command(*arguments)], env=newsmark.env, capture_output=True, check=False
    )
    return done.returncode, done.stderr.decode()
