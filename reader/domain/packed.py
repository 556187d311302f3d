"""What is found out about an article's bytes and text before it is kept, so that nobody waits for it meanwhile."""

from collections.abc import Collection

from reader.domain.copies import Fingerprint
from reader.domain.frozen import frozen


@frozen
class Packed:
    """An article's bytes and text, ready to be kept.

    Attributes:
        raw: the bytes as they came, compressed.
        blocks: the blocks of the text, compressed.
        words: what of the text can be searched.
        fingerprint: what copies are known by; None of a text with too few words.
        lines: the numbers of the text's lines.
        story: what versions of one story have in common.
    """

    raw: bytes
    blocks: bytes
    words: str
    fingerprint: Fingerprint | None
    lines: Collection[int]
    story: int
