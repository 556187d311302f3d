"""One truth: what is searched, counted and previewed is what is read."""

from collections import defaultdict

from reader.domain.article import Article
from reader.domain.document import Document, text_digest
from reader.domain.errors import UnwrittenError
from reader.domain.verdicts import Told
from reader.library.model import Library
from reader.library.reading import open_article


def settle(library: Library) -> bool:
    """Bring index and counts up to the verdicts in force; to be done before they are asked. True if any were not.

    Where nothing can be written they stay as they are, and can be asked all the same.

    Raises:
        StorageError: the marks or the index cannot be read.
    """
    told = _Told(library)
    try:
        return library.articles.settle(library.marks.version(), told.now, lambda id_: _judged(library, id_))
    except UnwrittenError:
        return False


def is_settled(library: Library) -> bool:
    """True if nothing has changed since index and counts were settled last, by this copy of the program.

    Raises:
        StorageError: the marks or the index cannot be read.
    """
    return library.articles.is_settled(library.marks.version())


def _judged(library: Library, article_id: str) -> tuple[Article, Document]:
    opened = open_article(library, article_id)
    return opened.article, opened.document


class _Told:
    """What the marks tell, read again only when they have changed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._version = ""
        self._told: Told | None = None

    def now(self) -> Told:
        """What they tell now; the same object as before if nothing has changed."""
        version = self._library.marks.version()
        if self._told is None or version != self._version:
            self._version, self._told = version, _told(self._library)
        return self._told


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
