"""Bytes become readable text whatever their encoding; what is no text is refused in one line."""

import gzip
import zlib

import pytest

from reader.cleaning.decode import LARGEST
from reader.cleaning.decode import decode as decode_whole
from reader.domain.article import MediaType
from reader.domain.errors import SourceError


def decode(raw: bytes, media_type: MediaType) -> str:
    """The text alone."""
    return decode_whole(raw, media_type).text


FRENCH = "Le café était fermé hier, et le garçon n’a pas répondu."
RUSSIAN = "Власти города объявили в среду, что мост будет закрыт до конца недели."
POLISH = "Władze miasta ogłosiły w środę, że most będzie zamknięty do końca tygodnia. Mieszkańcy są źli."
JAPANESE = "市は水曜日、橋が週末まで閉鎖されると発表した。住民は怒っている。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_western_text_is_read_in_every_common_encoding(encoding: str) -> None:
    """With or without a byte-order mark."""
    assert decode(FRENCH.encode(encoding), MediaType.TEXT) == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(encoding: str) -> None:
    """Every other byte of Western text is NUL."""
    assert decode(FRENCH.encode(encoding), MediaType.TEXT) == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250"), (JAPANESE, "cp932"), (JAPANESE, "euc-jp")],
)
def test_other_scripts_are_detected(text: str, encoding: str) -> None:
    """A detector reads what is neither UTF-8 nor Western."""
    assert decode(text.encode(encoding), MediaType.TEXT) == text


def test_one_bad_byte_spoils_only_itself() -> None:
    """It becomes U+FFFD; the accents around it stay."""
    assert decode(FRENCH.encode().replace(b"caf", b"ca\xfff"), MediaType.TEXT) == FRENCH.replace("caf", "ca\ufffdf")


@pytest.mark.parametrize("charset", ["windows-1251", "WINDOWS-1251"])
def test_a_page_says_its_own_charset(charset: str) -> None:
    """The meta element is believed where the bytes are no UTF-8."""
    page = f'<html><head><meta charset="{charset}"></head><body><p>Мост.</p></body></html>'
    assert "Мост." in decode(page.encode("cp1251"), MediaType.HTML)


@pytest.mark.parametrize("charset", ["zlib_codec", "idna", "no-such-thing", "utf-16", "rot13", "undefined"])
def test_a_page_cannot_name_a_strange_codec(charset: str) -> None:
    """What is no text encoding is passed over."""
    page = f'<meta charset="{charset}"><p>{FRENCH}</p>'
    assert FRENCH in decode(page.encode("cp1252"), MediaType.HTML)


def test_a_page_in_utf8_may_call_itself_something_else() -> None:
    """Valid UTF-8 is UTF-8."""
    assert FRENCH in decode(f'<meta charset="iso-8859-1"><p>{FRENCH}</p>'.encode(), MediaType.HTML)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 text", "PDF"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x7fELF\x02\x01", "program"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"words\x00\x00\x00 and \x01\x02\x03\x04" * 20, "binary"),
        (zlib.compress(bytes(range(256)) * 40), "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes, what: str) -> None:
    """The message says what it is, and names no file."""
    with pytest.raises(SourceError, match=what) as caught:
        decode(raw, MediaType.TEXT)
    assert "\n" not in str(caught.value)


def test_too_much_is_refused() -> None:
    """The message says how much may be read."""
    with pytest.raises(SourceError, match="20 MB"):
        decode(b"a" * (LARGEST + 1), MediaType.TEXT)


def test_escape_sequences_are_taken_out_after_decoding() -> None:
    """Also those that only decoding makes: 0x9B in an 8-bit encoding."""
    text = decode("Safe \x1b[31mwords\x1b[0m \x9b2J caf\xe9".encode("latin-1"), MediaType.TEXT)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)
    assert "words" in text
