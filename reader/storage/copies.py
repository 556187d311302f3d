"""Asking which articles are copies of one story; see `linking`."""

from reader.domain.article import Article
from reader.domain.copies import text_number
from reader.domain.document import Document
from reader.storage import article_records as records
from reader.storage.database import Database
from reader.storage.linking import source_number

_MOST_COPIES = 50


def copies_of(database: Database, article_id: str) -> list[Article]:
    """The other articles of the same story, the newest first; at most fifty."""
    columns = ", ".join(f"article.{name}" for name in records.ARTICLE_COLUMNS)
    found = database.all(
        f"SELECT {columns} FROM article JOIN copy ON copy.article = number"  # noqa: S608 - only our own column names
        " WHERE story = (SELECT story FROM copy JOIN article ON article = number WHERE id = ?) AND id <> ?"
        " ORDER BY newest DESC, added DESC, id LIMIT ?",
        (article_id, article_id, _MOST_COPIES),
    )
    with database.reading(f"a copy of article {article_id}"):
        return [records.read_article(row) for row in found]


def article_with_text(database: Database, article: Article, document: Document) -> str:
    """The id of an article of the same source with the same words; empty if there is none or no source is known."""
    source = source_number(article)
    text = text_number(document) if source else None
    if text is None:
        return ""
    found = database.first(
        "SELECT id FROM copy JOIN article ON number = copy.article WHERE copy.text = ? AND copy.source = ?"
        " ORDER BY number LIMIT 1",
        (text, source),
    )
    return str(found[0]) if found else ""
