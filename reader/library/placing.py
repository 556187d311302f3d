"""Where highlights are in the present text, read through the versions of it that they were made on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.domain.document import Document
from reader.domain.errors import NotFoundError
from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.library.model import Library

if TYPE_CHECKING:
    from reader.domain.anchor import Placement


def placed(library: Library, highlights: Iterable[Highlight], document: Document) -> list[Placement]:
    """The place of each highlight of an article, in the order given; a version of the text is read once at most.

    Raises:
        StorageError: a version of the text cannot be read.
    """
    noted = [*highlights]
    if not noted:
        return []
    from reader.domain.anchor import place  # noqa: PLC0415 - not before there is a highlight

    versions: dict[tuple[str, str], str | None] = {}

    def text(article_id: str, digest: str) -> str | None:
        if digest == document.digest:
            return document.text
        key = (article_id, digest)
        if key not in versions:
            versions[key] = text_version(library, *key)
        return versions[key]

    return [
        place(
            one,
            document,
            text(one.article_id, one.position.text_digest),
            text(one.article_id, one.placed.position.text_digest) if one.placed else None,
        )
        for one in noted
    ]


def lost_articles(library: Library) -> frozenset[str]:
    """The ids of the articles with a lost highlight; found once for the marks and the texts as they are.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    versions, kept = (library.marks.version(), library.articles.texts_version()), library.kept
    if kept.lost is None or kept.lost[0] != versions:
        kept.lost = versions, _lost_articles(library)
    return kept.lost[1]


def _lost_articles(library: Library) -> frozenset[str]:
    """Only texts that changed since a highlight was made are read."""
    on: dict[str, list[Highlight]] = defaultdict(list)
    for highlight in library.marks.highlights():
        on[highlight.article_id].append(highlight)
    found = set()
    for row in library.articles.rows(Query(ids=frozenset(on))) if on else ():
        article = row.article
        older = [one for one in on[article.id] if one.position.text_digest != article.text_digest]
        if older and any(one.span is None for one in placed(library, older, library.articles.document(article.id))):
            found.add(article.id)
    return frozenset(found)


def text_version(library: Library, article_id: str, digest: str) -> str | None:
    """A version of an article's text; None if it is not kept.

    Raises:
        StorageError: it cannot be read.
    """
    try:
        return library.articles.document(article_id, digest).text if digest else None
    except NotFoundError:
        return None
