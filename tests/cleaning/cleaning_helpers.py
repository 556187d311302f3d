"""What the tests of cleaning share: an invented article to put residue into, and short ways to ask for the result."""

from reader.cleaning.clean import clean
from reader.domain.article import MediaType, Reading
from reader.domain.document import Block

LEDE = (
    "The harbour of Port Ellis will close its northern gate for three weeks in May, the port office said on Monday, "
    "because the lock needs new hinges before the summer boats arrive."
)
MIDDLE = (
    "Fishing crews asked for a later date, but the office answered that divers can only work in the cold months, when "
    "the water is clear enough to see the bolts."
)
END = "The gate was last repaired nineteen years ago, and the old hinges will go to the town museum after the work."


def article(*lines: str) -> str:
    """The invented article with these blocks between its second and its last paragraph."""
    return "\n\n".join((LEDE, MIDDLE, *lines, END))


def ended(*lines: str) -> str:
    """The invented article with these blocks below it."""
    return "\n\n".join((LEDE, MIDDLE, END, *lines))


def read(text: str, media_type: MediaType = MediaType.TEXT) -> Reading:
    """The cleaned text."""
    return clean(text.encode("utf-8"), media_type)


def blocks(text: str, media_type: MediaType = MediaType.TEXT) -> tuple[Block, ...]:
    """All blocks of the cleaned text."""
    return read(text, media_type).document.blocks


def kept(text: str, media_type: MediaType = MediaType.TEXT) -> list[str]:
    """The texts of the kept blocks."""
    return [block.text for block in blocks(text, media_type) if block.kept]


def cut(text: str, media_type: MediaType = MediaType.TEXT) -> dict[str, str]:
    """Of each cut block its text and the reason."""
    return {block.text: block.reason for block in blocks(text, media_type) if not block.kept}


def block(text: str, words: str, media_type: MediaType = MediaType.TEXT) -> Block:
    """The one block of the cleaned text that has exactly these words."""
    (found,) = [block for block in blocks(text, media_type) if block.text == words]
    return found
