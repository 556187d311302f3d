"""Words are found in lines as the full-text index finds them."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.domain.safe_text import safe
from reader.storage import orders
from reader.storage.articles import SqliteArticleStore
from reader.storage.index_letters import as_indexed
from reader.storage.search_index import Sought
from reader.storage.word_lines import COLUMNS, WordLines

LETTERS = st.lists(st.sampled_from([*"abÀßıİ’–ǆ½_ \n'-αΣςйЙ北京ไทู_¼٣🙂\u0301\u064bकुि", "e\u0301"]), max_size=12).map(
    "".join
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(safe)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArticleStore]:
    made = SqliteArticleStore(tmp_path_factory.mktemp("lines") / "articles.sqlite")
    yield made
    made.close()


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(st.tuples(LETTERS, LETTERS | ANY), min_size=1, max_size=12),
    terms=st.lists(st.tuples(LETTERS | ANY, st.booleans()), max_size=8),
)
def test_what_is_found_in_lines_is_what_the_index_finds(
    store: SqliteArticleStore, texts: list[tuple[str, str]], terms: list[tuple[str, bool]]
) -> None:
    """Words, beginnings of words and phrases, in any script; no phrase goes from a headline into the text."""
    database, memory = store._database, store._database.memory()
    with database.change() as connection:
        connection.execute("DELETE FROM article_words")
        listed = [(number, as_indexed(title), as_indexed(text)) for number, (title, text) in enumerate(texts)]
        connection.executemany("INSERT INTO article_words (rowid, title, text, source) VALUES (?, ?, ?, '')", listed)
    made = WordLines(memory)
    texts_of = f"SELECT {COLUMNS} FROM article_words_content ORDER BY id"  # noqa: S608 - our own columns
    lines = made.of(text for (text,) in database.all(texts_of))
    parts = [part[:length] for title, text in texts for part in (title, text) for length in (1, 3, 12)]
    for words, whole in [*terms, *product(parts, (False, True))]:
        sought = Sought(words, whole=whole)
        if any(letter.isalnum() for letter in words):
            assert lines.holding(made.finder(sought)) == list(orders.matches(database, sought.expression)), words
    memory._opened.close()
