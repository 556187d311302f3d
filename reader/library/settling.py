"""One truth: what is searched, counted and previewed is what is read."""

from collections import defaultdict

from reader.domain.article import Article
from reader.domain.document import Document, text_digest
from reader.domain.verdicts import Told
from reader.library.model import Library
from reader.library.reading import open_article


def settle(library: Library) -> None:
    """Bring index and counts up to the verdicts in force; to be done before they are asked.

    Raises:
        StorageError: the marks cannot be read, or the index cannot be written.
    """
    library.articles.settle(library.marks.version(), lambda: _told(library), lambda id_: _judged(library, id_))


def _judged(library: Library, article_id: str) -> tuple[Article, Document]:
    opened = open_article(library, article_id)
    return opened.article, opened.document


def _told(library: Library) -> Told:
    """What the marks tell now: choices for sources; blocks brought back or cut; highlights, which are never cut."""
    parts: dict[str, list[str]] = defaultdict(list)
    for marks in library.marks.all_article_marks():
        if marks.restored or marks.removed:
            parts[marks.article_id] += [*(f"+{one}" for one in marks.restored), *(f"-{one}" for one in marks.removed)]
    for one in library.marks.highlights():
        parts[one.article_id].append(f"{one.id} {one.position.start} {one.position.end}")
    digests = {article_id: text_digest("\n".join(told))[:16] for article_id, told in parts.items()}
    return Told(library.marks.source_choices(), digests)
