"""What a query finds, held against reading every article from its beginning to its end."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fakes import FixedClock
from hypothesis import example, given, settings
from hypothesis import strategies as st
from library_samples import FakeSource, LineCleaner, put

from reader.domain.errors import QueryError
from reader.domain.query import Query, View, parse
from reader.export.files import MarkdownFolder
from reader.library import catalogue
from reader.library.beginning import Looked
from reader.library.listing import rows
from reader.library.model import Library
from reader.library.searching import search
from reader.storage import head
from reader.storage.articles import SqliteArticleStore
from reader.storage.marks import TinyMarkStore
from reader.storage.past import HistoryFile

WORDS = (
    "harbour Hafen café cafe\u0301 CAFÉ İstanbul istanbul Straße STRASSE 北京 東京都 กรุงเทพ कलम 한국 Łódź"
    " كتاب كِتَاب أيضاً ايضا שָׁלוֹם שלום Ελλάδα ΕΛΛΑΔΑ ἀρχή αρχη ещё еще мой мои\u0306 naïve ÅNGSTRÖM a é ½"
    " o'clock o’clock third-week third week 1,000.50 1000 1.5 3 🟢ok ok ₿5 ﬁnal final ＮＡＴＯ NATO"
    " l'eau eau re-use #tag AT&T ประชุม ไม่ได้ किताब कुल कल हिन्दी தமிழ் မြန်မာ ភាសា ガス か\u3099く 하 \u1112\u1161\u11ab국"
).split()
SOURCE = "Told Source"
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
COUNTED = re.compile(r"[\u0900-\u1aaf\u1b00-\u1cff\u3099\u309a]")
"""Where marks are vowels, tones or voices rather than accents."""

COMPATIBLE = re.compile("[Ａ-Ｚａ-ｚ０-９ﬀ-ﬆ]+")


def words_of(text: str) -> list[str]:
    """The words of a text: letters, digits and what belongs to them, without case and accents."""
    plain = COMPATIBLE.sub(lambda some: unicodedata.normalize("NFKD", some[0]), text)
    letters = "".join(
        one for one in unicodedata.normalize("NFD", plain) if COUNTED.match(one) or unicodedata.category(one) != "Mn"
    )
    found = [""]
    for letter in unicodedata.normalize("NFC", letters.casefold()):
        if SPACELESS.match(letter):
            if unicodedata.category(letter)[0] == "M" and len(found) > 1 and not found[-1]:
                found[-2] += letter
            else:
                found += [letter, ""]
        elif unicodedata.category(letter)[0] in "LMN":
            found[-1] += letter
        else:
            found.append("")
    return [word for word in found if word]


def has_letter(term: str) -> bool:
    return any(unicodedata.category(one)[0] in "LN" for one in term)


def stands(term: str, parts: list[str], *, whole: bool) -> bool:
    """Whether a word or a phrase stands in one of these."""
    *first, last = words_of(term)
    for words in map(words_of, parts):
        for at in range(len(words) - len(first)):
            word = words[at + len(first)]
            if words[at : at + len(first)] == first and (word == last if whole else word.startswith(last)):
                return True
    return False


def answers(query: Query, parts: list[str]) -> bool:
    """Whether an article with these headlines, texts, notes, quotes and tags answers words and phrases."""
    terms = [*((word, False) for word in query.words), *((phrase, True) for phrase in query.phrases)]
    return all(stands(term, parts, whole=whole) for term, whole in terms if has_letter(term)) and not any(
        stands(term, parts, whole=True) for term in query.excluded if has_letter(term)
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, dict[str, list[str]]]]:
    folder: Path = tmp_path_factory.mktemp("answers")
    library = Library(
        articles=SqliteArticleStore(folder / "articles.sqlite"),
        marks=TinyMarkStore(folder / "marks.json"),
        source=FakeSource(),
        cleaner=LineCleaner(),
        exporter=MarkdownFolder(),
        clock=FixedClock(),
        past=HistoryFile(folder / "history.jsonl"),
    )
    chance, parts = Random(4), dict[str, list[str]]()  # noqa: S311 - a library that can be made again
    for number in range(60):
        title, text = (" ".join(chance.choices(WORDS, k=chance.randrange(1, most))) for most in (4, 7))
        article_id = put(library, f"a{number}", f"{title}\n\n{text}\n\n~ {chance.choice(WORDS)} is cut")
        parts[article_id] = [title, text, SOURCE]
    yield library, parts
    library.close()


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that is being typed looks beyond the first articles."""
    monkeypatch.setattr(head, "_ARTICLES", 12)


words = st.sampled_from(WORDS).flatmap(lambda word: st.integers(1, len(word)).map(lambda length: word[:length]))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(lambda some: f'"{" ".join(some)}"')
excluded = (words | st.sampled_from(WORDS) | phrases).map("-{}".format)
syntax = st.sampled_from(['""', "-", '-""', "*", "NEAR(", "^a", "\x00", "\u0301", "{title}", "--a", "a*", "(a)"])
LETTERS = sorted(letter for letter in {*"".join(WORDS), *' "-:,*('} if unicodedata.category(letter) != "Mn")
letters = st.text(LETTERS, max_size=6)
typed = st.lists(st.one_of(words, words, phrases, excluded, syntax, letters), max_size=4).map(" ".join)


@settings(max_examples=250, deadline=None)
@given(text=typed, view=st.sampled_from([View.ALL, View.INBOX]), seen=st.sampled_from([1, 5, 100]))
@example("Ελλάδα", View.ALL, 5)
@example("-ΕΛΛΑΔΑ", View.ALL, 5)
@example('"еще" мои', View.ALL, 5)
@example("أيضا", View.ALL, 5)
@example("STRASSE NATO", View.ALL, 5)
@example("ok", View.ALL, 5)
@example("-ร", View.ALL, 5)
@example('"ร"', View.ALL, 5)
@example("กรง", View.ALL, 5)
@example('"कल"', View.ALL, 5)
@example('-"カ"', View.ALL, 5)
@example("한", View.ALL, 5)
def test_a_filter_a_list_and_a_search_find_what_reading_all_of_it_finds(
    made: tuple[Library, dict[str, list[str]]], text: str, view: View, seen: int
) -> None:
    """In any script, however letters are composed; a query that cannot be read is refused by its own error."""
    library, parts = made
    try:
        query = parse(text, view)
    except QueryError:
        return
    listed = [row.article.id for row in rows(library, query)]
    assert set(listed) == {article_id for article_id, some in parts.items() if answers(query, some)}
    filtered = catalogue.answering(library, query, lambda: False)
    library.articles.get_ready(view)
    being_typed = catalogue.answering_typist(library, query, lambda: False, None, Looked(None, 0, seen))
    assert being_typed is not None
    for listing in (filtered, being_typed):
        assert [row.article.id for row in listing if row] == listed
    if query.words or query.phrases:
        assert {hit.row.article.id for hit in search(library, query, 100)} == set(listed)
