"""The contents of `marks.json`: what its bytes must be, and how they are laid out.

The file is a TinyDB database: an object of tables, each an object of records under whole numbers. The tables are
`newsmark` (one record with the format's version and the journals taken in), `highlights`, `articles`,
`source_choices`, `places` (positions), and `removed` (what was taken away and when, for merging). Tables and fields
that are not known here are kept as they are. Each record stands on one line, so that version control and file
synchronisers can work record by record.
"""

import json
from collections.abc import Callable
from dataclasses import field
from typing import Any, Generic, TypeVar, cast

from reader.domain.errors import NewerLibraryError
from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks, Highlight, SourceChoice
from reader.domain.positions import PositionMark
from reader.domain.safe_text import safe_line
from reader.storage.mark_records import (
    Record,
    read_article_marks,
    read_highlight,
    read_position,
    read_removal,
    read_source_choice,
)

VERSION = 2
"""The latest version of the format. A file is of the earliest one that has all its tables: 2 if it has `places`."""

ABOUT = "newsmark"
HIGHLIGHTS = "highlights"
ARTICLES = "articles"
SOURCE_CHOICES = "source_choices"
PLACES = "places"
REMOVED = "removed"

Table = dict[str, Record]
Tables = dict[str, Table]
T = TypeVar("T")

_FIRST_FIELDS = frozenset({"id", "article_id"})
"""What records begin with of which there may be many."""

_SAID_OFTEN = ("article_id", "text_digest", "created", "modified")
"""Fields whose words are those of many records."""

_REMEMBERED = 8
"""How many journals the file names: a synchroniser may bring an old one back."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


@frozen
class MarksFile:
    """What a sound file holds.

    Attributes:
        tables: everything, as it stands in the file.
        highlights: by highlight id.
        articles: by article id.
        choices: verdicts for sources, by their own id.
        places: positions, by their own id.
        newer: the version of the format if it is later than those known here, else 0.
    """

    tables: Tables = field(default_factory=dict)
    highlights: dict[str, Highlight] = field(default_factory=dict)
    articles: dict[str, ArticleMarks] = field(default_factory=dict)
    choices: dict[str, SourceChoice] = field(default_factory=dict)
    places: dict[str, PositionMark] = field(default_factory=dict)
    newer: int = 0

    @property
    def folded(self) -> tuple[str, ...]:
        """The ids of the journals that the file has taken in, the newest last."""
        return _folded(self.tables)

    @property
    def empty(self) -> bool:
        """True if no mark is in the file."""
        return not (self.highlights or self.articles or self.choices or self.places)


@frozen
class Shape(Generic[T]):
    """How the records of one table are read.

    Attributes:
        table: its name.
        key_field: the field with a record's own id.
        read: makes the value that a record stands for; ValueError if it is not what it must be.
    """

    table: str
    key_field: str
    read: Callable[[Record], T]


HIGHLIGHT = Shape(HIGHLIGHTS, "id", read_highlight)
ARTICLE = Shape(ARTICLES, "article_id", read_article_marks)
CHOICE = Shape(SOURCE_CHOICES, "id", read_source_choice)
PLACE = Shape(PLACES, "id", read_position)
REMOVAL = Shape(REMOVED, "key", read_removal)
SHAPES: dict[str, Shape[Any]] = {shape.table: shape for shape in (HIGHLIGHT, ARTICLE, CHOICE, PLACE, REMOVAL)}
"""How the records of each table are read."""

KEY_FIELDS = {name: shape.key_field for name, shape in SHAPES.items()}
"""The tables that are read here, and the field with a record's own id."""


def key_of(table: str, number: str, record: Record) -> str:
    """A record's own id; of a table that is not read here, its number."""
    return str(record.get(KEY_FIELDS[table])) if table in KEY_FIELDS else number


def is_number(text: str) -> bool:
    """True if TinyDB can count a record with it."""
    return text.isascii() and text.isdecimal() and len(text) < 19 and str(int(text)) == text


def parse(data: bytes) -> MarksFile:
    """Read the bytes of a marks file; no bytes are an empty one.

    Of a later version of the format, what is known here is read; it must not be written to.

    Raises:
        ValueError: the bytes are damaged; the message says where and how.
        NewerLibraryError: they follow a later version of the format, and what is known here has changed in it.
    """
    if not data:
        return MarksFile()
    text = _decoded(data)
    tables = _tables(text)
    newer = _newer(tables, text)
    try:
        return _read(tables, text, newer)
    except ValueError as error:
        if newer:
            raise newer_file(newer) from error
        raise


def newer_file(version: int) -> NewerLibraryError:
    """What is said of marks of a later version."""
    return NewerLibraryError(
        f"marks.json was written by a newer Newsmark (format {version}, this one knows {VERSION}); update it"
    )


def _read(tables: Tables, text: str, newer: int) -> MarksFile:
    _records(tables, REMOVAL, text)
    return MarksFile(
        tables,
        _records(tables, HIGHLIGHT, text),
        _records(tables, ARTICLE, text),
        _records(tables, CHOICE, text),
        _records(tables, PLACE, text),
        newer,
    )


def version_of(tables: Tables) -> int:
    """The version of the format that these tables need, or that they say they have if that is later."""
    said = tables.get(ABOUT, {}).get("1", {}).get("version", 1)
    return max(2 if PLACES in tables else 1, said if type(said) is int else 1)


def taken_in(marks: MarksFile, journal_id: str) -> Tables:
    """The tables of a file that has taken in the journal with this id; an empty id is none."""
    about = marks.tables.get(ABOUT, {})
    folded = [one for one in marks.folded if one != journal_id] + ([journal_id] if journal_id else [])
    record: Record = {"version": 1, **about.get("1", {}), "folded": folded[-_REMEMBERED:]}
    return {**marks.tables, ABOUT: {**about, "1": {**record, "version": version_of(marks.tables)}}}


def last_taken_in(tables: Tables) -> str:
    """The id of the journal that these tables took in last; empty if there is none."""
    return next(iter(_folded(tables)[::-1]), "")


def _folded(tables: Tables) -> tuple[str, ...]:
    ids = tables.get(ABOUT, {}).get("1", {}).get("folded", [])
    return tuple(one for one in ids if isinstance(one, str)) if isinstance(ids, list) else ()


def layout(tables: Tables) -> bytes:
    """The bytes of a file with these tables: one JSON object, a record a line, in the order given.

    A lone surrogate, which UTF-8 cannot hold, becomes its JSON escape.
    """
    parts = []
    for name, table in {ABOUT: {"1": {"version": version_of(tables)}}, **tables}.items():
        if isinstance(table, dict) and table:
            records = ",\n".join(f"{_encode(key)}: {_encode(record)}" for key, record in table.items())
            parts.append(f"{_encode(name)}: {{\n{records}\n}}")
        else:
            parts.append(f"{_encode(name)}: {_encode(table)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "backslashreplace")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"line {line}: it is not UTF-8 text"
        raise ValueError(message) from error


def _tables(text: str) -> Tables:
    try:
        found = json.loads(text, object_pairs_hook=_Objects().made)
    except json.JSONDecodeError as error:
        reason = "it ends too early" if error.pos >= len(text.rstrip()) else f"it is not JSON ({error.msg})"
        message = f"line {error.lineno}: {reason}"
        raise ValueError(message) from error
    except RecursionError as error:
        message = "it is nested too deeply"
        raise ValueError(message) from error
    except ValueError as error:
        from reader.storage.json_places import told  # noqa: PLC0415 - seldom

        raise ValueError(told(text)) from error
    if not isinstance(found, dict):
        message = "line 1: it is not an object of tables"
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not a caller
    return cast("Tables", found)


class _Fields:
    """Lends its dict to a record: dicts of one class share the names of their fields, and take a third of the room."""


class _Objects:
    """The objects of one file, as JSON gives them; what many records say is kept once."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}

    def made(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """The dict of these names and values, in their order. Raises ValueError if a name stands twice."""
        if not pairs or pairs[0][0] not in _FIRST_FIELDS:
            return _unique(dict(pairs), pairs)
        found = vars(_Fields())
        found.update(pairs)
        said = self._said
        for name in _SAID_OFTEN:
            value = found.get(name)
            if type(value) is str:
                found[name] = said.setdefault(value, value)
        tags = found.get("tags")
        if type(tags) is list:
            tags[:] = [said.setdefault(tag, tag) if type(tag) is str else tag for tag in tags]
        return _unique(found, pairs)


def _unique(found: dict[str, object], pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(found) == len(pairs):
        return found
    message = "a key stands twice in one object"
    raise ValueError(message)


def _newer(tables: Tables, text: str) -> int:
    """The version of the format that the file says it has if that is later than those known here, else 0."""
    newer = 0
    for key, record in _table(tables, ABOUT, text).items():
        version = record.get("version", VERSION)
        if type(version) is not int or version < 1:
            message = f"{_place(text, ABOUT, key)}version must be a whole number"
            raise ValueError(message)
        if version > VERSION:
            newer = max(newer, version)
    return newer


def _records(tables: Tables, shape: Shape[T], text: str) -> dict[str, T]:
    """The records of a table by their id."""
    found: dict[str, T] = {}
    for key, record in _table(tables, shape.table, text).items():
        identifier = str(record.get(shape.key_field))
        if identifier in found:
            message = (
                f"{_place(text, shape.table, key)}a second record has the {shape.key_field} {safe_line(identifier)}"
            )
            raise ValueError(message)
        try:
            found[identifier] = shape.read(record)
        except ValueError as error:
            message = f"{_place(text, shape.table, key)}{error}"
            raise ValueError(message) from error
    return found


def _table(tables: Tables, name: str, text: str) -> Table:
    """One of our tables, its shape checked; TinyDB counts records with whole numbers."""
    table = tables.get(name, {})
    if not isinstance(table, dict):
        message = f"{_place(text, name)}the table must be an object of records"
        raise ValueError(message)  # noqa: TRY004 - the file is wrong, not a caller
    for key, record in table.items():
        if not is_number(key):
            message = f'{_place(text, name)}"{safe_line(key)[:40]}" is no record number'
            raise ValueError(message)
        if not isinstance(record, dict):
            message = f"{_place(text, name, key)}the record must be an object of fields"
            raise ValueError(message)  # noqa: TRY004 - the file is wrong, not a caller
    return table


def _place(text: str, name: str, key: str = "") -> str:
    """Where a table or a record of it stands, to begin a message with."""
    at = text.find(f'"{name}":')
    if key and at >= 0:
        at = text.find(f'"{key}": {{', at)
    where = f"line {text.count(chr(10), 0, at) + 1}: " if at >= 0 else ""
    return f"{where}table {name}{', record ' + key if key else ''}: "
