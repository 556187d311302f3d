"""The library: one folder of articles and the marks on them, whoever stores them."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from reader.domain.frozen import frozen
from reader.library.judgements import Judgements
from reader.library.kept import Kept

if TYPE_CHECKING:
    from reader.domain.exports import Exporter
    from reader.domain.ports import ArticleStore, Cleaner, Clock, MarkStore, PastActs, Source


@frozen
class Library:
    """The ports that every use case works through, and what was made of marks and texts lately."""

    articles: ArticleStore
    marks: MarkStore
    source: Source
    cleaner: Cleaner
    exporter: Exporter
    clock: Clock
    past: PastActs
    kept: Kept = field(default_factory=Kept, init=False, repr=False, compare=False)
    judgements: Judgements = field(default_factory=Judgements, init=False, repr=False, compare=False)

    def close(self) -> None:
        """Let go of every file."""
        self.cleaner.close()
        self.articles.close()
        self.marks.close()
