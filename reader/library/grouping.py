"""Highlights under headings: by article, tag or kind. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.domain.mark import HighlightKind
from reader.library.overview import Passage

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


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group.

    Attributes:
        words: the article, the tag or the kind.
        count: how many highlights stand under it.
    """

    words: str
    count: int


def article_words(passage: Passage) -> str:
    """The article of a passage, in words."""
    return passage.row.article.label if passage.row else f"{passage.highlight.article_id}, not in this library"


def grouped(passages: Sequence[Passage], grouping: Grouping) -> list[Passage | Heading]:
    """Passages with a heading over each group; a highlight with two tags stands under both."""
    match grouping:
        case Grouping.NONE:
            return [*passages]
        case Grouping.ARTICLE:
            groups = _collected((one.highlight.article_id, one) for one in passages)
            return _headed((article_words(group[0]), group) for group in groups.values())
        case Grouping.TAG:
            groups = _collected((f"#{tag}", one) for one in passages for tag in one.highlight.tags)
            untagged = [one for one in passages if not one.highlight.tags]
            tagged = sorted(groups.items(), key=lambda item: (item[0].casefold(), item[0]))
            return _headed([*tagged, *([(_NO_TAG, untagged)] if untagged else [])])
        case Grouping.KIND:
            kinds = _collected((one.highlight.kind.value, one) for one in passages)
            return _headed((kind.value, kinds[kind.value]) for kind in HighlightKind if kind.value in kinds)


def _collected(pairs: Iterable[tuple[str, Passage]]) -> dict[str, list[Passage]]:
    groups: dict[str, list[Passage]] = {}
    for key, passage in pairs:
        groups.setdefault(key, []).append(passage)
    return groups


def _headed(groups: Iterable[tuple[str, list[Passage]]]) -> list[Passage | Heading]:
    rows: list[Passage | Heading] = []
    for words, group in groups:
        rows += [Heading(words, len(group)), *group]
    return rows
