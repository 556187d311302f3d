"""The words of all notes, quotes and tags, made ready for being looked for at every key that is pressed.

Made once for each state of the marks; a text that was there before is not folded again.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from reader.domain.frozen import frozen
from reader.domain.mark import ArticleMarks, Highlight
from reader.domain.matching import Term, folded
from reader.domain.query import Key

if TYPE_CHECKING:
    from reader.library.model import Library


class Written(NamedTuple):
    """Words that the reader wrote or marked on an article.

    Attributes:
        article_id: on which.
        field: `note`, `quote` or `tag`.
        text: the words as they are.
        highlight: the id of the highlight that they belong to; empty if they are about the whole article.
    """

    article_id: str
    field: str
    text: str
    highlight: str = ""


@frozen
class MarkWords:
    """All that is written, and one text of it in which words are found.

    Attributes:
        parts: each note, quote and tag; of each highlight the note first, all tags behind.
        text: the parts folded, a line each.
        starts: where each part begins in it, and its length.
        holding: the ids of the articles for which a value of `tag:` or `has:` holds.
        folds: each text as it was folded.
    """

    parts: Sequence[Written]
    text: str
    starts: Sequence[int]
    holding: Mapping[tuple[Key, str], frozenset[str]]
    folds: Mapping[str, str]

    def standing(self, term: str, *, whole: bool) -> list[int]:
        """The numbers of the parts in which a term stands; see `domain.matching.Term`."""
        wanted, found = Term(term, whole=whole), list[int]()
        at = wanted.find(self.text, 0)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            end = self.starts[number + 1] - 1
            if wanted.stands_at(self.text, at, end):
                found.append(number)
                at = end
            at = wanted.find(self.text, at + 1)
        return found

    def articles(self, term: str, *, whole: bool) -> frozenset[str]:
        """The ids of the articles on which a term is written."""
        return frozenset(self.parts[number].article_id for number in self.standing(term, whole=whole))


NO_WORDS = MarkWords((), "", (), {}, {})
"""What is known before the marks are read."""


def mark_words(library: "Library") -> MarkWords:
    """The words of the marks as they are now.

    Raises:
        StorageError: the marks cannot be read.
    """
    version, kept = library.marks.version(), library.kept
    last = kept.last
    if last is not None and last[0] == version:
        return last[1]
    highlights, article_marks = library.marks.highlights(), library.marks.all_article_marks()
    words = _made(highlights, article_marks, last[1].folds if last else {})
    kept.last = version, words
    return words


def _made(
    highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks], before: Mapping[str, str]
) -> MarkWords:
    parts = [*_written(highlights, article_marks)]
    folds: dict[str, str] = {}
    lines: list[str] = []
    for part in parts:
        text = part.text
        line = folds.get(text) or before.get(text)
        if line is None:
            line = " ".join(folded(text).split())
        folds[text] = line
        lines.append(line)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return MarkWords(parts, "\n".join(lines), starts, _holding(highlights, article_marks), folds)


def _written(highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]) -> Iterator[Written]:
    tags: dict[tuple[str, str], Written] = {}
    for highlight in highlights:
        article_id, highlight_id = highlight.article_id, highlight.id
        if highlight.note:
            yield Written(article_id, "note", highlight.note, highlight_id)
        yield Written(article_id, "quote", highlight.quote.exact, highlight_id)
        for tag in highlight.tags:
            tags.setdefault((article_id, tag), Written(article_id, "tag", tag, highlight_id))
    for marks in article_marks:
        if marks.note:
            yield Written(marks.article_id, "note", marks.note)
        for tag in marks.tags:
            tags[marks.article_id, tag] = Written(marks.article_id, "tag", tag)
    yield from tags.values()


def _holding(
    highlights: Sequence[Highlight], article_marks: Sequence[ArticleMarks]
) -> dict[tuple[Key, str], frozenset[str]]:
    """A note is a mark, a tag alone is none."""
    noted = {highlight.article_id for highlight in highlights if highlight.note}
    noted.update(marks.article_id for marks in article_marks if marks.note)
    tagged: dict[str, set[str]] = {}
    pairs = chain(
        ((one.article_id, one.tags) for one in highlights), ((one.article_id, one.tags) for one in article_marks)
    )
    for article_id, tags in pairs:
        for tag in tags:
            tagged.setdefault(tag, set()).add(article_id)
    found = {(Key.TAG, tag): frozenset(ids) for tag, ids in tagged.items()}
    found[Key.HAS, "marks"] = frozenset(noted).union(highlight.article_id for highlight in highlights)
    found[Key.HAS, "notes"] = frozenset(noted)
    found[Key.HAS, "tags"] = frozenset().union(*tagged.values())
    return found
