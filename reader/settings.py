"""The settings: read once, from `config.toml` and the environment.

    library = "~/news"              # a relative folder counts from the folder of this file

    [reading]
    measure = 72                    # columns of text, 40 to 120
    theme = "newsmark-dark"         # or "newsmark-light"
    justified = false               # true: both edges of the text are straight
    line-spacing = 1                # 2: a blank row between lines
    fold-copies = false             # true: copies of one story are one row of the list
    bidi = "newsmark"               # "terminal": it orders letters from right to left itself, whatever it is told

    [export]
    folder = "~/notes/news"

    [keys]
    done = "d,delete"               # an action of the table of actions, and its keys

    [views]
    ports = "harbour tag:strike"    # a view of your own, and its query

Every value may be left out, and so may the file.
"""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from reader.domain.errors import QueryError, SettingsError
from reader.domain.frozen import frozen
from reader.domain.query import parse
from reader.domain.safe_text import safe_line

THEMES = ("newsmark-dark", "newsmark-light")
"""The themes that can be chosen."""

MEASURES = range(40, 121)
"""Columns of text that can be chosen."""

LINE_SPACINGS = (1, 2)
"""Rows from one line of running text to the next that can be chosen."""

BIDI = ("newsmark", "terminal")
"""Who can put letters that are written from right to left in their order on the screen."""

CHOICES: Mapping[str, Collection[object]] = {
    "measure": MEASURES,
    "theme": THEMES,
    "justified": (False, True),
    "line_spacing": LINE_SPACINGS,
    "fold_copies": (False, True),
}
"""Which values these fields of the settings can have; they can be changed by a key too."""

_TABLES = ("reading", "export", "keys", "views")
_ACCEPTED = {
    "": ("library", *_TABLES),
    "reading": ("measure", "theme", "justified", "line-spacing", "fold-copies", "bidi"),
    "export": ("folder",),
}


@frozen
class Settings:
    """What the user chose, and defaults for the rest.

    Attributes:
        library: the library's folder.
        export_folder: where exports go.
        measure: columns of text in the reading view.
        theme: one of `THEMES`.
        justified: whether both edges of running text are straight.
        line_spacing: 1, or 2 for a blank row between lines of running text.
        fold_copies: whether copies of one story are one row of the list.
        bidi: one of `BIDI`.
        keys: the keys of an action, comma-separated, by action id.
        views: the query of each saved view by its name, in the order of the file.
        file: the file that the settings are read from; it need not be there.
        key_lines: on which line of the file each action of `keys` stands.
    """

    library: Path
    export_folder: Path
    measure: int = 72
    theme: str = THEMES[0]
    justified: bool = False
    line_spacing: int = 1
    fold_copies: bool = False
    bidi: str = BIDI[0]
    keys: Mapping[str, str] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    file: Path = Path()
    key_lines: Mapping[str, int] = field(default_factory=dict)


def load(library: str | Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this run.

    Args:
        library: the folder asked for on the command line; goes before all others.
        environ: the environment; `NEWSMARK_LIBRARY` and `NEWSMARK_CONFIG` count.

    Raises:
        SettingsError: the file cannot be read, or a setting is unknown or has a value that is not accepted.
    """
    given = environ.get("NEWSMARK_CONFIG", "")
    config = _Config.read(_absolute(given) if given else _user_config())
    configured = config.folder("", "library")
    chosen = library or environ.get("NEWSMARK_LIBRARY", "")
    where = _absolute(chosen) if chosen else configured or _user_data()
    keys = config.keys()
    return Settings(
        library=where,
        export_folder=config.folder("export", "folder") or where / "exports",
        measure=config.measure(),
        theme=config.name("theme", THEMES),
        justified=config.switch("justified"),
        line_spacing=config.line_spacing(),
        fold_copies=config.switch("fold-copies"),
        bidi=config.name("bidi", BIDI),
        keys=keys,
        views=config.views(),
        file=config.file,
        key_lines={action: config.line("keys", action) for action in keys},
    )


def check_keys(settings: Settings, actions: Collection[str]) -> None:
    """See that every action in `[keys]` is one.

    Raises:
        SettingsError: an action is unknown.
    """
    for action in settings.keys:
        if action not in actions:
            raise key_fault(settings, action, f"is not an action; use {', '.join(sorted(actions))}")


def key_fault(settings: Settings, action: str, problem: str) -> SettingsError:
    """The error that an action of `[keys]` has this problem."""
    where = f"{safe_line(str(settings.file))}, line {settings.key_lines.get(action, 1)}"
    return SettingsError(f"{where}: {safe_line(action)} {problem}")


@frozen
class _Config:
    """The content of `config.toml`, and the text that it came from, for the numbers of lines."""

    file: Path
    text: str
    tables: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, file: Path) -> "_Config":
        text = _text(file)
        content = _parsed(file, text) if text.strip() else {}
        tables: dict[str, Mapping[str, Any]] = {"": content}
        for name in _TABLES:
            tables[name] = content.get(name, {})
        config = cls(file, text, tables)
        config.check_names()
        return config

    def check_names(self) -> None:
        for table in _TABLES:
            if not isinstance(self.tables[table], dict):
                fault = self.error("", table, f"must be a table; write [{table}] on a line of its own")
                raise fault
        for table, accepted in _ACCEPTED.items():
            for key in self.tables[table]:
                if key not in accepted:
                    fault = self.error(table, key, f"is not a setting; use {' or '.join(accepted)}")
                    raise fault

    def measure(self) -> int:
        value = self.tables["reading"].get("measure", 72)
        if type(value) is not int or value not in MEASURES:
            limits = f"{MEASURES[0]} to {MEASURES[-1]}"
            fault = self.error("reading", "measure", f"must be a whole number from {limits}, not {_shown(value)}")
            raise fault
        return value

    def name(self, key: str, names: Sequence[str]) -> str:
        """A setting of `[reading]` that is one of these names; the first if it is left out."""
        value = self.tables["reading"].get(key, names[0])
        if value not in names:
            accepted = " or ".join(f'"{name}"' for name in names)
            fault = self.error("reading", key, f"must be {accepted}, not {_shown(value)}")
            raise fault
        return str(value)

    def switch(self, key: str) -> bool:
        """A setting of `[reading]` that is on or off; off if it is left out."""
        value = self.tables["reading"].get(key, False)
        if not isinstance(value, bool):
            fault = self.error("reading", key, f"must be true or false, not {_shown(value)}")
            raise fault
        return value

    def line_spacing(self) -> int:
        value = self.tables["reading"].get("line-spacing", 1)
        if type(value) is not int or value not in LINE_SPACINGS:
            fault = self.error("reading", "line-spacing", f"must be 1 or 2, not {_shown(value)}")
            raise fault
        return value

    def folder(self, table: str, key: str) -> Path | None:
        """A folder with `~` expanded; None if the setting is left out."""
        value = self.tables[table].get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            fault = self.error(table, key, f'must be a folder, as "~/news", not {_shown(value)}')
            raise fault
        expanded = _expanded(value)
        if expanded.startswith("~"):
            fault = self.error(table, key, f"names a home folder that is not there: {_shown(value)}")
            raise fault
        return self.file.parent / expanded

    def keys(self) -> dict[str, str]:
        for action, value in self.tables["keys"].items():
            if not isinstance(value, str) or not value.strip() or value != safe_line(value):
                fault = self.error("keys", action, f'must be keys, as "d,delete", not {_shown(value)}')
                raise fault
        return dict(self.tables["keys"])

    def views(self) -> dict[str, str]:
        for name, value in self.tables["views"].items():
            if not name.strip() or name != safe_line(name):
                fault = self.error("views", name, "must have a name of letters or digits")
                raise fault
            if not isinstance(value, str):
                fault = self.error("views", name, f'must be a query, as "tag:strike is:unread", not {_shown(value)}')
                raise fault
            try:
                parse(value)
            except QueryError as error:
                fault = self.error("views", name, f"cannot be read: {error}")
                raise fault from error
        return dict(self.tables["views"])

    def line(self, table: str, key: str) -> int:
        """The line on which a setting stands, from 1; where it cannot be told, the table's, or 1."""
        name = rf"(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')"
        here = re.compile(rf"\s*{name}\s*[=.]|\s*\[\s*{name}\s*[\].]" if not table else rf"\s*{name}\s*[=.]")
        dotted = re.compile(rf"\s*{re.escape(table)}\s*(?:\.\s*{name}\s*=|=.*[{{,]\s*{name}\s*=)")
        current, fallback = "", 1
        for number, line in enumerate(self.text.split("\n"), 1):
            header = re.match(r"\s*\[\s*([\w-]+)", line)
            if (current == table and here.match(line)) or (table and not current and dotted.match(line)):
                return number
            if header:
                if not table and here.match(line):
                    return number
                current = header[1]
                fallback = number if current == table else fallback
        return fallback

    def error(self, table: str, key: str, problem: str) -> SettingsError:
        name = f"{table}.{key}" if table else key
        return SettingsError(
            f"{safe_line(str(self.file))}, line {self.line(table, key)}: {safe_line(name)} {safe_line(problem)}"
        )


def _parsed(file: Path, text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - not needed where nothing is set

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{safe_line(str(file))} is not valid TOML: {safe_line(str(error))}"
        raise SettingsError(message) from error


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        message = f"{safe_line(str(file))} cannot be read: {safe_line(error.strerror or str(error))}"
        raise SettingsError(message) from error
    except UnicodeDecodeError as error:
        message = f"{safe_line(str(file))} is not UTF-8; save it as UTF-8"
        raise SettingsError(message) from error


def _expanded(place: str | Path) -> str:
    return os.path.expanduser(place)  # noqa: PTH111 - Path.expanduser raises where there is no home


def _absolute(place: str | Path) -> Path:
    return Path(_expanded(place)).absolute()


def _shown(value: object) -> str:
    return safe_line(repr(value))[:60]


def _user_config() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the environment says it

    return user_config_path("newsmark", appauthor=False) / "config.toml"


def _user_data() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where the user says it

    return user_data_path("newsmark", appauthor=False)
