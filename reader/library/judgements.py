"""What was found of texts lately: an article that is read again, or marked, is not judged again."""

from collections.abc import Hashable, Sequence

from reader.domain.article import Metadata
from reader.domain.document import Document, Span
from reader.domain.evidence import Evidence
from reader.domain.mark import SourceChoice
from reader.domain.recent import LETTERS, Recent
from reader.domain.verdicts import Telling


def _letters(document: Document) -> int:
    return len(document.text)


class Judgements:
    """Verdicts by what they were found from. Nothing here is ever out of date, and little of it is kept."""

    def __init__(self) -> None:
        self._tellings: Recent[Hashable, Telling] = Recent(LETTERS, lambda it: _letters(it.document))
        self._documents: Recent[Hashable, Document] = Recent(LETTERS, _letters)

    def told(
        self,
        document: Document,
        metadata: Metadata,
        evidence: Evidence,
        choices: Sequence[SourceChoice],
        highlighted: Sequence[Span],
    ) -> Document:
        """The document as `for_source` gives it."""
        key = (document, metadata, evidence.articles, frozenset(evidence.standing.items()), tuple(choices))
        telling = self._tellings.get(key, lambda: Telling.of(document, metadata, evidence, choices))
        spared = telling.spared(highlighted)
        return self._documents.get((*key, spared), lambda: telling.judged(spared))

    def decided(self, document: Document, restored: tuple[str, ...], removed: tuple[str, ...]) -> Document:
        """The document with the reader's own verdicts on the article."""
        if not restored and not removed:
            return document
        return self._documents.get((document, restored, removed), lambda: document.with_choices(restored, removed))
