"""Highlights under headings: by article, tag or kind. Pure."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from reader.domain.frozen import frozen
from reader.domain.mark import Highlight, HighlightKind

_NO_TAG = "no tag"


class Grouping(StrEnum):
    """What highlights stand under."""

    NONE = "none"
    ARTICLE = "article"
    TAG = "tag"
    KIND = "kind"

    @property
    def following(self) -> "Grouping":
        """The next one, and round again."""
        every = list(Grouping)
        return every[(every.index(self) + 1) % len(every)]


@frozen
class Heading:
    """What stands over a group.

    Attributes:
        words: the article, the tag or the kind.
        count: how many highlights stand under it.
    """

    words: str
    count: int


def grouped(
    highlights: Sequence[Highlight], grouping: Grouping, title: Callable[[Highlight], str]
) -> Sequence[Highlight | Heading]:
    """Highlights with a heading over each group; one with two tags stands under both. `title` tells the article."""
    match grouping:
        case Grouping.NONE:
            return highlights
        case Grouping.ARTICLE:
            groups = _collected((one.article_id, one) for one in highlights)
            return _headed((title(group[0]), group) for group in groups.values())
        case Grouping.TAG:
            groups = _collected((f"#{tag}", one) for one in highlights for tag in one.tags)
            untagged = [one for one in highlights if not one.tags]
            tagged = sorted(groups.items(), key=lambda item: (item[0].casefold(), item[0]))
            return _headed([*tagged, *([(_NO_TAG, untagged)] if untagged else [])])
        case Grouping.KIND:
            kinds = _collected((one.kind.value, one) for one in highlights)
            return _headed((kind.value, kinds[kind.value]) for kind in HighlightKind if kind.value in kinds)


def _collected(pairs: Iterable[tuple[str, Highlight]]) -> dict[str, list[Highlight]]:
    groups: dict[str, list[Highlight]] = {}
    for key, highlight in pairs:
        groups.setdefault(key, []).append(highlight)
    return groups


def _headed(groups: Iterable[tuple[str, list[Highlight]]]) -> list[Highlight | Heading]:
    rows: list[Highlight | Heading] = []
    for words, group in groups:
        rows += [Heading(words, len(group)), *group]
    return rows
