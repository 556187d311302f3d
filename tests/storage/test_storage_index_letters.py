"""Letters are spelt in the full-text index so that its tokenizer takes them as everything else does, and spelt back."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import article, document, raw_of

from reader.domain.matching import words_of
from reader.domain.query import parse
from reader.domain.safe_text import safe
from reader.storage.articles import SqliteArticleStore
from reader.storage.index_letters import as_indexed, as_read

LETTERS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x6FF, exclude_categories=["Cn", "Cc"])
    | st.sampled_from("ẞἀρχῆᾳﬁﬀＮｚ９🟢🤖🂡₿₽₺北กา한á"),
    max_size=20,
).map(safe)
SPELT_ALIKE = ("ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ")


def standing(text: str) -> Iterator[str]:
    """A text without the accents that stand on no letter."""
    on_letter = False
    for one in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(one)
        on_letter = kind[0] in "LN" or kind == "Co" or (kind[0] == "M" and on_letter)
        if kind != "Mn" or on_letter:
            yield one


@pytest.fixture
def words() -> Iterator[sqlite3.Connection]:
    """An index as that of the file, and the words that it takes."""
    made = sqlite3.connect(":memory:")
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    made.execute(f'CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "{tokenize}")')
    made.execute("CREATE VIRTUAL TABLE taken USING fts5vocab(texts, 'instance')")
    yield made
    made.close()


@settings(max_examples=400, deadline=None)
@given(LETTERS)
def test_what_is_indexed_is_read_as_it_was(text: str) -> None:
    """But for accents, which come on their letters unless there is none, and ligatures, which come apart."""
    apart = "".join(unicodedata.normalize("NFKD", one) if one in SPELT_ALIKE else one for one in text)
    read = as_read(as_indexed(text))
    assert read == unicodedata.normalize("NFC", read)
    assert [*standing(read)] == [*standing(apart)]


@pytest.mark.parametrize(
    "text",
    [
        "Ελλάδα ΕΛΛΆΔΑ ἀρχῆς ᾳ",
        "ещё мой Їжак",
        "أيضاً كِتَاب مؤتمر",
        "שָׁלוֹם",
        "Straße GROẞ",
        "ＮＡＴＯ１２",
        "ﬁnal",
        "🟢ok ₿5 🤖AI",
        "กรุงเทพ ไม่ได้ ภาษา",
        "किताब कुल हिन्दी नुक़्ता क\u093cलम",
        "ক্ষুদ্র தமிழ் ಕನ್ನಡ",
        "မြန်မာ ភាសា ພາສາ",
        "ガス か\u3099く カス",
        "\u1112\u1161\u11ab 한국 하",
        "a \u0301 b, \u0301\u0302 北\u0301京 \u064b \u0301c ｢\u0301｣",
        "৳5 ฿5 ๏ 。々",
    ],
)
def test_the_words_of_the_index_are_those_of_matching(words: sqlite3.Connection, text: str) -> None:
    words.execute("INSERT INTO texts VALUES (?)", (as_indexed(text),))
    taken = [word for (word,) in words.execute("SELECT term FROM taken ORDER BY offset")]
    assert taken == [word.replace("ς", "σ") for word in words_of(text)]


def test_a_library_of_an_earlier_version_is_spelt_anew(tmp_path: Path) -> None:
    """So that what came before is found as what comes now; texts that were spelt alike are left alone."""
    path = tmp_path / "articles.sqlite"
    store = SqliteArticleStore(path)
    texts = {
        "greek00000": "Ελλάδα και Κύπρος",
        "arabic0000": "أيضاً كتاب",
        "emoji00000": "🟢live now",
        "latin00000": "harbour café",
    }
    for name, text in texts.items():
        store.put(article(name, document(text)), raw_of(name), document(text))
    store.close()
    connection = sqlite3.connect(path)
    for name, text in texts.items():
        connection.execute(
            "UPDATE article_words SET text = ? WHERE rowid = (SELECT number FROM article WHERE id = ?)", (text, name)
        )
    connection.execute("PRAGMA user_version = 6")
    connection.commit()
    connection.close()
    store = SqliteArticleStore(path)
    found = {word: [row.article.id for row in store.rows(parse(word))] for word in ("ελλαδα", "ايضا", "live", "cafe")}
    assert found == {"ελλαδα": ["greek00000"], "ايضا": ["arabic0000"], "live": ["emoji00000"], "cafe": ["latin00000"]}
    (hit,) = store.search(parse("ΚΥΠΡΟΣ"), 5)
    assert hit.snippet == "Ελλάδα και Κύπρος"
    assert [hit.snippet[start:end] for start, end in hit.matches] == ["Κύπρος"]
    assert not store.faults()
    store.close()
