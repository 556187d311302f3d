"""One truth: what is searched, counted and previewed is what is read."""

from collections import defaultdict
from collections.abc import Sequence

from reader.domain.article import Article
from reader.domain.document import Document, text_digest
from reader.domain.errors import UnwrittenError
from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.verdicts import Told
from reader.library.kept import FEW, changed_articles, on_article
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
    """What the marks tell now; only articles whose marks are others than last time are told anew."""
    highlights, article_marks = library.marks.highlights(), library.marks.all_article_marks()
    last = library.kept.told
    changed = None
    if last is not None:
        changed = changed_articles(last[0], highlights) | changed_articles(last[1], article_marks)
    if last is None or changed is None or len(changed) > FEW:
        digests = _digests(highlights, article_marks)
    else:
        digests = {article_id: told for article_id, told in last[2].items() if article_id not in changed} | _digests(
            [one for article_id in changed for one in on_article(highlights, article_id)],
            [one for article_id in changed for one in on_article(article_marks, article_id)],
        )
    library.kept.told = highlights, article_marks, digests
    return Told(library.marks.source_choices(), digests)


def _digests(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> dict[str, str]:
    """A digest for each article: blocks brought back or cut; highlights, which are never cut."""
    parts: dict[str, list[str]] = defaultdict(list)
    for marks in article_marks:
        if marks.restored or marks.removed:
            parts[marks.article_id] += [*(f"+{one}" for one in marks.restored), *(f"-{one}" for one in marks.removed)]
    for one in highlights:
        parts[one.article_id].append(f"{one.id} {one.position.start} {one.position.end}")
    return {article_id: text_digest("\n".join(told))[:16] for article_id, told in parts.items()}
