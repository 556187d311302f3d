"""Positions: letters that the reader gives to places, found again in texts that have changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reader.domain.anchor import describe, located
from reader.domain.document import Document, Span
from reader.domain.errors import UsageError
from reader.domain.frozen import frozen
from reader.domain.history import Change, Step
from reader.domain.positions import PositionMark, position_id
from reader.domain.query import Query
from reader.library.acts import act_on_marks
from reader.library.model import Library
from reader.library.placing import text_version


@frozen
class Standing:
    """Where a position is in the present text of its article; `span` is None if it is gone."""

    mark: PositionMark
    span: Span | None


@frozen
class Listed:
    """A position among those that can be gone to from an article.

    Attributes:
        mark: what it is.
        title: of its article, if that is another one.
        fault: why it cannot be gone to, in words; empty if it can, or if that takes reading another text.
    """

    mark: PositionMark
    title: str = ""
    fault: str = ""


def set_position(library: Library, article_id: str, letter: str, span: Span) -> Change:
    """Give a letter to a passage of the latest text, given in code points; it leaves the place that it had.

    Raises:
        UsageError: it is no letter, or the passage is empty or outside the text.
        NotFoundError: no article has this id.
        StorageError: it could not be put on disk.
    """
    if not (letter.isascii() and letter.isalpha() and len(letter) == 1):
        message = "a position has a letter, a–z in this article or A–Z in all"
        raise UsageError(message)
    try:
        quote, position = describe(library.articles.document(article_id).text, span.start, span.end)
    except ValueError as error:
        raise UsageError(str(error)) from error
    after = PositionMark(position_id(article_id, letter), article_id, quote, position, library.clock.now())

    def made() -> Change:
        before = library.marks.position(after.id)
        stays = before is not None and replace(before, created=after.created) == after
        return Change(f"position {letter}", () if stays else (Step(before, after),))

    return act_on_marks(library, made)


def remove_positions(library: Library, marks: Sequence[PositionMark]) -> Change:
    """Take letters away.

    Raises:
        StorageError: it could not be put on disk.
    """
    letters = " ".join(mark.letter for mark in marks)

    def made() -> Change:
        present = filter(None, (library.marks.position(mark.id) for mark in marks))
        return Change(f"removal of position {letters}", tuple(Step(mark, None) for mark in present))

    return act_on_marks(library, made)


def standing(library: Library, marks: Iterable[PositionMark], document: Document) -> tuple[Standing, ...]:
    """Where positions of an article are in its present text, in the order given.

    Raises:
        StorageError: a version of the text cannot be read.
    """
    return tuple(Standing(mark, _span(library, mark, document)) for mark in marks)


def offered(library: Library, article_id: str) -> Sequence[PositionMark]:
    """The positions that a reader of an article can go to: its own, then the capitals, in order of letter.

    Raises:
        StorageError: the marks cannot be read.
    """
    marks = library.marks.positions()
    wanted = (one for one in marks if one.letter.isupper() or one.id == position_id(article_id, one.letter))
    return sorted(wanted, key=lambda mark: mark.letter.isupper())


def listed(library: Library, article_id: str) -> Sequence[Listed]:
    """The positions that are offered to a reader of an article, as they are listed.

    Raises:
        NotFoundError: no article has this id.
        StorageError: a file of the library cannot be read.
    """
    marks = offered(library, article_id)
    here = [one for one in marks if one.article_id == article_id]
    found = standing(library, here, library.articles.document(article_id)) if here else ()
    lost = frozenset(one.mark.id for one in found if one.span is None)
    titles = _titles(library, frozenset(one.article_id for one in marks) - {article_id})
    return [
        Listed(mark, fault="gone from the text" if mark.id in lost else "")
        if mark.article_id == article_id
        else Listed(mark, titles.get(mark.article_id, ""), "" if mark.article_id in titles else "article not here")
        for mark in marks
    ]


def _titles(library: Library, ids: frozenset[str]) -> Mapping[str, str]:
    """What articles are called, by their ids; those that the library no longer has are left out."""
    return {row.article.id: row.article.label for row in library.articles.rows(Query(ids=ids))} if ids else {}


def look_up(library: Library, article_id: str, letter: str) -> Standing | None:
    """Where the position with a letter is, as it is meant in an article; None if that letter is not set.

    Raises:
        NotFoundError: the library no longer has its article.
        StorageError: a file of the library cannot be read.
    """
    mark = library.marks.position(position_id(article_id, letter))
    if mark is None:
        return None
    document = library.articles.document(mark.article_id)
    return Standing(mark, _span(library, mark, document))


def _span(library: Library, mark: PositionMark, document: Document) -> Span | None:
    digest = mark.position.text_digest
    text = document.text if digest == document.digest else text_version(library, mark.article_id, digest)
    return located(mark.quote, mark.position, document, text)
