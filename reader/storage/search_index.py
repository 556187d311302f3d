"""The full-text index, and queries for it. What a person types is data here: it can never be FTS5 syntax.

The index takes runs of letters and digits as words, without case and diacritics (tokenizer `unicode61`); in scripts
without spaces each letter is a word (`domain.matching`). Other letters whose case or accents it does not know are spelt
in it as it knows them (`index_letters`).
"""

import sqlite3
import unicodedata
from collections.abc import Sequence

from reader.domain.article import Article
from reader.domain.document import Document
from reader.domain.frozen import frozen
from reader.domain.matching import shown
from reader.domain.query import Query
from reader.domain.safe_text import safe, safe_line
from reader.storage.index_letters import SIGNS, SPELT_OTHERWISE, as_indexed


def searchable(document: Document) -> str:
    """The text of a document as the index takes it, without what is cut."""
    return as_indexed(safe("\n\n".join(block.text for block in document.kept)))


def index_words(connection: sqlite3.Connection, number: int, article: Article, document: Document) -> None:
    """Index the words of an article as it is read, in place of those before; `number` is its own in the file."""
    index_anew(connection, number, article, searchable(document))


def index_anew(connection: sqlite3.Connection, number: int, article: Article, words: str) -> None:
    """Index an article in place of what was indexed of it; `words` are those of `searchable`."""
    connection.execute("DELETE FROM article_words WHERE rowid = ?", (number,))
    index_new(connection, number, article, words)


def index_new(connection: sqlite3.Connection, number: int, article: Article, words: str) -> None:
    """Index an article of which nothing is indexed; `words` are those of `searchable`."""
    title, source = (as_indexed(safe(text)) for text in (article.metadata.title, article.metadata.source))
    connection.execute(
        "INSERT INTO article_words (rowid, title, text, source) VALUES (?, ?, ?, ?)", (number, title, words, source)
    )


def index_former(connection: sqlite3.Connection) -> None:
    """Index anew what stands in the table `former_words`, which an index of an earlier version became."""
    connection.create_function("parted", 1, as_indexed, deterministic=True)
    connection.execute(
        "INSERT INTO article_words (rowid, title, text, source)"
        " SELECT rowid, parted(title), parted(text), parted(source) FROM former_words"
    )


def index_letters_anew(connection: sqlite3.Connection) -> None:
    """Index anew the articles with letters that are spelt otherwise in the index than they were in earlier versions."""
    connection.create_function("as_indexed", 1, lambda text: as_indexed(shown(text)), deterministic=True)
    texts = "title || ' ' || text || ' ' || source"
    (listed,) = connection.execute(
        f"SELECT json_group_array(rowid) FROM article_words WHERE {texts} GLOB '*[{SPELT_OTHERWISE}{SIGNS}]*'"  # noqa: S608 - our own letters
    ).fetchone()
    connection.execute(
        "UPDATE article_words SET title = as_indexed(title), text = as_indexed(text), source = as_indexed(source)"
        " WHERE rowid IN (SELECT value FROM json_each(?))",
        (listed,),
    )


def without_texts(definition: str, name: str) -> str:
    """The definition of an index that takes words as the full-text index does, but keeps no texts: it only finds."""
    renamed = definition.replace("article_words", name, 1)
    return renamed.rstrip().removesuffix(")") + ", content = '', columnsize = 0)"


def wanted(query: Query) -> str:
    """The FTS5 expression for what must stand in an article; empty if nothing can be looked up.

    Each word must begin a word, each phrase stand word for word. What holds no letter and no digit is left out.
    """
    return " AND ".join(one.expression for one in sought(query))


@frozen
class Sought:
    """A word or a phrase that is looked for; a letter or a digit stands in it.

    Attributes:
        text: itself.
        whole: False if it is a word that may begin a longer one.
    """

    text: str
    whole: bool

    @property
    def expression(self) -> str:
        """It, for the full-text index."""
        return term(self.text, whole=self.whole)

    @property
    def words(self) -> str:
        """Its words, as the index is given those of a text."""
        return as_indexed(safe_line(self.text))


def sought(query: Query) -> list[Sought]:
    """What must stand in an article, but for what may be written on it instead."""
    words = [Sought(word, whole=False) for word in query.words if _searchable(word)]
    return words + [Sought(phrase, whole=True) for phrase in query.phrases if _searchable(phrase)]


def excluded(query: Query) -> list[Sought]:
    """What must not stand in an article."""
    return [Sought(words, whole=True) for words in query.excluded if _searchable(words)]


def term(text: str, *, whole: bool) -> str:
    """The FTS5 expression for a phrase, or for a word that may begin a longer one; a letter or a digit stands in it."""
    return _quoted(text) if whole else f"{_quoted(text)} *"


def unwanted(query: Query) -> str:
    """The FTS5 expression for what must not stand in an article; empty if there is nothing."""
    return " OR ".join(one.expression for one in excluded(query))


def best(conditions: Sequence[str]) -> str:
    """The query for the numbers and scores of the best articles: of equals, those that came last.

    Its values are the expression, those of the conditions, and how many are wanted.
    """
    joined = "JOIN article ON article.number = article_words.rowid" if conditions else ""
    where = " AND ".join(("article_words MATCH ?", *conditions))
    score = "bm25(article_words, 10.0, 1.0, 4.0)"
    return (
        f"SELECT article_words.rowid AS number, {score} AS score FROM article_words {joined}"  # noqa: S608 - only our own column names
        f" WHERE {where} ORDER BY score, article_words.rowid DESC LIMIT ?"
    )


def _searchable(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _quoted(text: str) -> str:
    """A string of FTS5: quotation marks doubled; NUL, which would end the expression early, is not safe text."""
    doubled = as_indexed(safe_line(text)).replace('"', '""')
    return f'"{doubled}"'
