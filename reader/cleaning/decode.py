"""Bytes → text: byte-order marks, UTF-8, UTF-16, a page's own charset, a guess; and a refusal of what is no text."""

import codecs
import re

from reader.cleaning.mojibake import unscrambled
from reader.domain.article import MediaType
from reader.domain.errors import SourceError
from reader.domain.frozen import frozen
from reader.domain.safe_text import parsable, safe

LARGEST = 20_000_000
"""Bytes of one article that are read; more is refused."""

_SAMPLE = 65_536
_SHORT = 64
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_WHAT_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""The WHATWG Encoding Standard: what a page that names the left really holds."""
_STATEFUL = ("iso2022", "hz")
_CONTROLS = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_WESTERN = re.compile(r"[\x00-\x7f\xa0¡¢£©«®°·»¿À-ÖØ-öø-ÿŒœŠšŽžŸ€‚„…†‡ˆ‰‹‘’“”•–—˜™›]*")
_SOFT_BREAK = re.compile(r"\xad[ \t]*+\r?\n[ \t]*+(?=[^\W\d_])")
"""A soft hyphen at a line's end: the word goes on in the next line."""
_LONG_FOREIGN_RUN = re.compile(r"[À-ÖØ-öø-ÿ]{4}")


@frozen
class Decoded:
    """The text of an article.

    Attributes:
        text: safe for a terminal; that of a page only fit for a parser.
        mended: words of it that a wrong encoding had garbled.
    """

    text: str
    mended: frozenset[str] = frozenset()


def decode(raw: bytes, media_type: MediaType) -> Decoded:
    """The text of an article, made safe for a terminal, with garbled letters mended.

    Raises:
        SourceError: the bytes are empty, too many, or no text; the message names no file.
    """
    refuse_if_binary(raw)
    utf8 = _as_utf8(raw)
    text = _read(raw, utf8, media_type)
    sample = text[:_SAMPLE].encode("utf-8", "surrogatepass")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    sure = utf8 is not None and "\ufffd" not in text[:_SAMPLE]
    if controls > min(len(text), _SAMPLE) * (0.3 if sure else 0.05):
        message = "binary data, not text; nothing to read"
        raise SourceError(message)
    markup = media_type is MediaType.HTML
    text, mended = unscrambled(text, markup=markup)
    if not markup:
        text = _SOFT_BREAK.sub("", text)
    return Decoded(parsable(text) if markup else safe(text), frozenset(safe(word) for word in mended))


def refuse_if_binary(raw: bytes) -> None:
    """Refuse what no decoding could turn into an article.

    Raises:
        SourceError: nothing is there, it is too large, or it begins as a known binary format does.
    """
    if not raw.strip():
        message = "empty; nothing to read"
        raise SourceError(message)
    if len(raw) > LARGEST:
        message = f"{len(raw) // 1_000_000} MB; an article may have {LARGEST // 1_000_000} MB at most"
        raise SourceError(message)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            message = f"{what}, not text; nothing to read"
            raise SourceError(message)


def _read(raw: bytes, utf8: str | None, media_type: MediaType) -> str:
    """The text; `utf8` is what the bytes say if they are UTF-8."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    declared = _declared(raw) if media_type is MediaType.HTML else ""
    if declared.startswith(_STATEFUL):
        return raw.decode(declared, "replace")
    wide = _unmarked_utf16(raw)
    if wide:
        return wide
    if utf8 is not None:
        return utf8
    mended = raw.decode("utf-8", "replace")
    if _is_mostly_utf8(mended):
        return mended
    return raw.decode(declared or _guess(raw), "replace")


def _as_utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_mostly_utf8(mended: str) -> bool:
    """True if wrong bytes are rare among characters that only UTF-8 can have written."""
    wrong = mended.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in mended) - wrong
    return beyond_ascii > 0 and wrong <= beyond_ascii // 2


def _unmarked_utf16(raw: bytes) -> str:
    """The text, if every other byte is NUL as in Western text in UTF-16, else nothing."""
    if len(raw) % 2 and len(raw) < _SHORT:
        return ""  # a NUL between a few letters, not half of each
    sample = raw[: _SAMPLE - _SAMPLE % 2]
    if 0 not in sample:
        return ""
    nulls_even, nulls_odd = sample[::2].count(0), sample[1::2].count(0)
    pairs = max(1, len(sample) // 2)
    if nulls_odd > 0.6 * pairs and nulls_even < 0.05 * pairs:
        return raw.decode("utf-16-le", "replace")
    if nulls_even > 0.6 * pairs and nulls_odd < 0.05 * pairs:
        return raw.decode("utf-16-be", "replace")
    return ""


def _declared(raw: bytes) -> str:
    """The encoding that a page names in its head, if Python knows it as a text encoding."""
    found = _META.search(raw[:4096])
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        "a".encode(name)
    except (LookupError, UnicodeError):  # unknown, or a codec that is none for text, such as zlib
        return ""
    if name.startswith(("utf", "idna", "punycode", "unicode", "raw", "undefined")):
        return ""  # the bytes were no UTF-8; these read anything or nothing
    return _WHAT_BROWSERS_READ.get(name, name)


def _guess(raw: bytes) -> str:
    """The likeliest encoding; Western European first, for a detector needs more text than a short article has."""
    western = raw[:_SAMPLE].decode("cp1252", "replace")
    if _WESTERN.fullmatch(western) and not _LONG_FOREIGN_RUN.search(western):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - heavy, and seldom needed

    best = from_bytes(raw[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
