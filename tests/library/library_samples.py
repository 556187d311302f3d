"""A source that a test fills, a cleaner without rules, and short ways to a library with articles."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.domain.article import MediaType, Metadata, Reading
from reader.domain.document import Block, BlockKind, Document
from reader.domain.errors import SourceError
from reader.domain.ports import Fetched
from reader.library.adding import Added, add
from reader.library.model import Library


@dataclass
class FakeSource:
    """Source on a dictionary of addresses and texts; what is not in it is an error."""

    texts: dict[str, str] = field(default_factory=dict)

    def fetch(self, what: str) -> Iterator[Fetched | SourceError]:
        """The text at this address, or an error."""
        if what in self.texts:
            yield Fetched(what, self.texts[what].encode(), MediaType.TEXT, Metadata(source="Told Source"))
        else:
            yield SourceError(f"{what} is not there")

    def count(self, what: str) -> int:
        """One, whatever it is."""
        return len([what])


@dataclass
class LineCleaner:
    """Cleaner that takes the first line for the title, and cuts every block that begins with a `~`."""

    def clean(self, fetched: Fetched) -> Reading:
        """Blocks are parted by blank lines."""
        title, *rest = fetched.raw.decode().split("\n\n")
        if not rest:
            message = f"{fetched.address} holds no words"
            raise SourceError(message)
        blocks = [
            Block(BlockKind.FURNITURE, text, kept=False, reason="share bar")
            if text.startswith("~")
            else Block(BlockKind.PARAGRAPH, text)
            for text in rest
        ]
        return Reading(Metadata(title=title), Document(tuple(blocks)))

    def close(self) -> None:
        """Nothing is held."""


def put(library: Library, address: str, text: str) -> str:
    """Add one text and give its article's id."""
    assert isinstance(library.source, FakeSource)
    library.source.texts[address] = text
    (added,) = add(library, [address])
    assert isinstance(added, Added)
    return added.article.id
