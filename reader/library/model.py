"""The library: one folder of articles and the marks on them, whoever stores them."""

from dataclasses import dataclass

from reader.domain.ports import ArticleStore, Cleaner, Clock, Exporter, MarkStore, Source


@dataclass(frozen=True, slots=True)
class Library:
    """The ports that every use case works through."""

    articles: ArticleStore
    marks: MarkStore
    source: Source
    cleaner: Cleaner
    exporter: Exporter
    clock: Clock

    def close(self) -> None:
        """Let go of every file."""
        self.cleaner.close()
        self.articles.close()
        self.marks.close()
