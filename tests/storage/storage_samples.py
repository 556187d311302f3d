"""Marks and articles for the tests of the stores, all invented, and programs that write in processes of their own."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.domain.mark import Highlight, HighlightKind, SourceChoice, TextPosition, TextQuote
from reader.domain.positions import PositionMark, position_id
from reader.storage.marks import TinyMarkStore

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)

WRITER = """
import sys
from pathlib import Path
from storage_samples import highlight
from reader.storage.marks import TinyMarkStore
import reader.storage.shared_marks
reader.storage.shared_marks._SMALL = 10_000  # the journal is often taken in
store = TinyMarkStore(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    store.put_highlight(highlight(f"{sys.argv[2]}{number}", note="n" * (number * 37 % 3000)))
    print(f"{sys.argv[2]}{number}", flush=True)
"""


def highlight(
    identifier: str = "hl00000001", *, start: int = 5, article: str = "art0000001", note: str = ""
) -> Highlight:
    return Highlight(
        id=identifier,
        article_id=article,
        quote=TextQuote("the “night” ferry", "nobody took ", " after the storm"),
        position=TextPosition(start, start + 17, "d" * 64),
        kind=HighlightKind.CLAIM,
        note=note,
        tags=("ferries", "größe"),
        created=NOW,
        modified=NOW + timedelta(minutes=3),
    )


def put_and_close(path: Path, mark: Highlight) -> None:
    """Put a highlight as a program does that then ends: the file itself holds it afterwards."""
    store = TinyMarkStore(path)
    store.put_highlight(mark)
    store.close()


def choice(identifier: str = "ch00000001", *, source: str = "the coastal ledger", keep: bool = False) -> SourceChoice:
    return SourceChoice(identifier, source, "The Coastal Ledger", "Sign up for the “Sunday” letter", keep, NOW)


def place(letter: str = "a", *, article: str = "art0000001", at: int = 5) -> PositionMark:
    """A position on a sentence."""
    sentence = "Nobody took the “night” ferry."
    quote, position = TextQuote(sentence, "before ", " behind"), TextPosition(at, at + len(sentence), "d" * 64)
    return PositionMark(position_id(article, letter), article, quote, position, NOW)


def document(*paragraphs: str, cut: str = "") -> Document:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in paragraphs]
    if cut:
        blocks.append(Block(BlockKind.FURNITURE, cut, kept=False, reason="share bar", rule="share"))
    return Document(tuple(blocks))


def article(
    identifier: str, text: Document, *, title: str = "", source: str = "", published: str = "", address: str = ""
) -> Article:
    return Article(
        id=identifier,
        address=address or f"/news/{identifier}.txt",
        media_type=MediaType.TEXT,
        raw_digest=hashlib.sha256(raw_of(identifier)).hexdigest(),
        text_digest=text.digest,
        added=NOW,
        metadata=Metadata(title, source, ("Mira Oduya", "T. “Ted” Halvorsen"), published, "", "en"),
        opening=" ".join(text.text.split()[:8]),
        words=len(text.text.split()),
        cut_blocks=len(text.cut),
    )


def raw_of(identifier: str) -> bytes:
    return f"bytes of {identifier}".encode()


def start_python(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Run a program that may import this module."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent,
    )
