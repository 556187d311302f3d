"""A clock that is set back, or goes wrong for a while: what was done later stands."""

import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import NOW, choice, highlight, place

from reader.domain.mark import ArticleMarks, HighlightKind
from reader.storage.journal import journal_of
from reader.storage.marks import TinyMarkStore


def _edit(store: TinyMarkStore, **fields: object) -> None:
    present = [mark for mark in store.highlights() if mark.id == "one"]
    mark = present[0] if present else highlight("one")
    changed = replace(mark, **fields)  # type: ignore[arg-type]
    if changed != mark or not present:  # as the program does: no act without a change, and its own moment for one
        store.put_highlight(replace(changed, modified=store._now()))


ACTS: dict[str, Callable[[TinyMarkStore, str], None]] = {
    "note": lambda store, word: _edit(store, note=word),
    "tags": lambda store, word: _edit(store, tags=(word,)),
    "kind": lambda store, word: _edit(store, kind=HighlightKind.CLAIM if word > "c" else HighlightKind.CHECK),
    "remove": lambda store, _: store.remove_highlight("one"),
    "article": lambda store, word: store.put_article_marks(ArticleMarks("art0000001", (word,), word, (word,))),
    "clear": lambda store, _: store.put_article_marks(ArticleMarks("art0000001")),
    "choice": lambda store, word: store.put_source_choice(choice(keep=word > "c")),
    "take back": lambda store, _: store.remove_source_choice(choice().id),
    "letter": lambda store, word: store.put_position(place("A", at=ord(word))),
    "lift": lambda store, _: store.remove_position("A"),
}

STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from("abcdef"), st.integers(-4000, 4000), st.booleans()),
    min_size=1,
    max_size=7,
)
"""An act, a word for it, what the clock says then, in days, and whether the journal is taken in after it."""


def made(store: TinyMarkStore) -> tuple[object, ...]:
    """All that the reader made; when that was is not looked at."""
    marks = [replace(mark, modified=NOW) for mark in store.highlights()]
    articles = [one for one in store.all_article_marks() if not one.empty]
    return marks, articles, [*store.source_choices()], [*store.positions()]


@given(STEPS)
@settings(max_examples=30, deadline=None)
def test_an_earlier_state_of_one_machine_undoes_nothing(steps: list[tuple[str, str, int, bool]]) -> None:
    """Neither its file nor its journal, joined in order; and a fresh copy reads what the one that wrote it has."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marks.json"
        moment, earlier = NOW, list[Path]()
        with closing(TinyMarkStore(path, lambda: moment)) as store:
            for number, (what, word, days, is_taken_in) in enumerate(steps):
                moment = NOW + timedelta(days=days)
                ACTS[what](store, word)
                if is_taken_in:
                    store._shared.compact()
                for source, suffix in ((path, "json"), (journal_of(path), "journal")):
                    if source.exists():
                        earlier.append(path.with_name(f"copy{number}.{suffix}"))
                        earlier[-1].write_bytes(source.read_bytes())
            expected = made(store)
            assert made(TinyMarkStore(path)) == expected
            for copy in earlier:
                store.merge(copy)
                assert made(store) == expected, copy.name
