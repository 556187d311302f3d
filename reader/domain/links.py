"""Links in a text: where the linked words stand, and what they lead to."""

import re

from reader.domain.frozen import frozen
from reader.domain.safe_text import safe

LONGEST_ADDRESS = 2_000
"""Characters; a longer one is no address that anybody wrote."""

_UNSAFE = re.compile(r"[\s\"<>\\^`{|}]")


@frozen
class Link:
    """Linked words.

    Attributes:
        start: the offset of their first code point, in the text that they stand in.
        end: the offset behind their last one.
        address: a whole http, https or mailto address; as `safe_address` gives it.
    """

    start: int
    end: int
    address: str


def safe_address(written: str, base: str = "") -> str:
    """The whole address that a link leads to, harmless to print and to open; empty if it leads nowhere outside.

    Args:
        written: as the article has it; may be relative.
        base: the address that relative ones count from; may be empty.
    """
    from urllib.parse import urljoin, urlsplit  # noqa: PLC0415 - slow to load, and not needed to show an article

    written = "".join(written.split())
    if not written or written.startswith("#") or len(written) > LONGEST_ADDRESS or safe(written) != written:
        return ""
    try:
        address = urljoin(base, written) if base else written
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    address = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", address)
    if len(address) > LONGEST_ADDRESS or safe(address) != address:
        return ""
    scheme = parts.scheme.lower()
    if scheme in ("http", "https"):
        return address if host else ""
    return address if scheme == "mailto" and "@" in parts.path else ""
