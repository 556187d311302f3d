"""Marks in TinyDB; articles, triage and full text in SQLite."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.storage import compaction as compaction
    from reader.storage import conditions as conditions
    from reader.storage import copies as copies
    from reader.storage import keeping as keeping
    from reader.storage import recovery as recovery
    from reader.storage import schema as schema
    from reader.storage import search_index as search_index
    from reader.storage import triage as triage
else:
    __getattr__ = modules_of(__name__)
