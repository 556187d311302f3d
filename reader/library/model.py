"""The library: one folder of articles and the marks on them, whoever stores them."""

from dataclasses import field

from reader.domain.exports import Exporter
from reader.domain.frozen import frozen
from reader.domain.ports import ArticleStore, Cleaner, Clock, MarkStore, PastActs, Source
from reader.library.judgements import Judgements
from reader.library.mark_words import Kept


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
