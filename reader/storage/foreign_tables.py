"""Tables of `marks.json` that are not known here, joined by TinyDB's own ids when two files are.

Nothing is known of their documents, so none is dropped: of two that differ under one id, one keeps the id, and the
other stands beside it, under a number made of its own words. In whatever order files are joined, the same documents
come out. A document that was removed in one of two files comes back from the other.
"""

import hashlib
import json

from reader.storage.mark_records import Record
from reader.storage.marks_file import ABOUT, KEY_FIELDS, Tables, is_number

Foreign = dict[tuple[str, str], Record]
"""Documents by table and number."""

_MOST = 10**18
"""The numbers that can be made: eighteen digits."""


def foreign(tables: Tables) -> Foreign:
    """The documents of all tables that are not known here; what TinyDB would not read as documents is left out."""
    return {
        (name, number): record
        for name, table in tables.items()
        if name not in KEY_FIELDS and name != ABOUT and isinstance(table, dict)
        for number, record in table.items()
        if is_number(number) and isinstance(record, dict)
    }


def joining(mine: Tables, theirs: Tables) -> Foreign:
    """The documents that are new or others in my file when theirs is joined."""
    present = foreign(mine)
    return {key: record for key, record in joined(present, foreign(theirs)).items() if present.get(key) != record}


def joined(mine: Foreign, theirs: Foreign) -> Foreign:
    """The documents of both."""
    found: dict[tuple[str, str], dict[str, Record]] = {}
    for side in (mine, theirs):
        for key, record in side.items():
            found.setdefault(key, {})[_canonical(record)] = record
    waiting = [key for key, records in found.items() if len(records) > 1]
    while waiting:
        table, number = key = waiting.pop()
        texts = sorted(found[key], key=lambda text, number=number: (_number(text) == number, text))  # type: ignore[misc]
        for text in texts[:-1]:
            aside = (table, _number(text))
            found.setdefault(aside, {})[text] = found[key].pop(text)
            if len(found[aside]) > 1:
                waiting.append(aside)
    return {key: record for key, records in found.items() for record in records.values()}


def _canonical(record: Record) -> str:
    return json.dumps(record, sort_keys=True)


def _number(text: str) -> str:
    """The number of a document that has lost its own."""
    digest = hashlib.sha256(text.encode()).digest()
    return str(int.from_bytes(digest[:16]) % _MOST)
