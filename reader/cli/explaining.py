"""A text with the verdict on each block in a margin: kept or cut, kind, how sure, and why. Pure."""

from collections.abc import Iterator
from itertools import zip_longest

from reader.cli.layout import fit, wrap
from reader.cli.output import Look, Run
from reader.domain.document import Block, Document

_WIDEST = 120
_NARROW = 60
"""Columns below which the margin stands above its block."""

_MARGIN, _WIDE_MARGIN = 22, 30
_BARS = {True: "│", False: "┆"}


def explained(document: Document, width: int) -> Iterator[list[Run]]:
    """The lines of all blocks, kept and cut, and a line that counts them; `width` is in columns."""
    width = min(width, _WIDEST)
    for block in document.blocks:
        yield from _narrow(block, width) if width < _NARROW else _wide(block, width)
        yield []
    kept, cut = len(document.kept), len(document.cut)
    sure = min((block.confidence for block in document.cut), default=1.0)
    least = f", the least sure at {_percent(sure)}" if cut else ""
    yield [(f"{kept} kept, {cut} cut{least}", Look.FAINT)]


def _wide(block: Block, width: int) -> Iterator[list[Run]]:
    margin = _WIDE_MARGIN if width >= 100 else _MARGIN
    verdict = "kept" if block.kept else "cut"
    head = f"{verdict:<5}{fit(block.kind.value, margin - 11).rstrip():<{margin - 11}} {_percent(block.confidence):>5}"
    notes = [head, *(f"     {line}" for line in wrap(_reason(block), margin - 5).split("\n"))]
    texts = wrap(block.text, width - margin - 3).split("\n")
    for number, (note, text) in enumerate(zip_longest(notes, texts, fillvalue="")):
        look = Look.STRONG if number == 0 and not block.kept else Look.FAINT
        yield [(fit(note, margin), look), (f" {_BARS[block.kept]} ", Look.FAINT), (text, _look(block))]


def _narrow(block: Block, width: int) -> Iterator[list[Run]]:
    facts = ("kept" if block.kept else "cut", block.kind.value, _percent(block.confidence), _reason(block))
    look = Look.FAINT if block.kept else Look.STRONG
    for line in wrap(" · ".join(facts), width).split("\n"):
        yield [(line, look)]
    for line in wrap(block.text, width - 2).split("\n"):
        yield [(f"{_BARS[block.kept]} ", Look.FAINT), (line, _look(block))]


def _look(block: Block) -> Look:
    return Look.PLAIN if block.kept else Look.FAINT


def _reason(block: Block) -> str:
    """Why, in words; most of a text is kept because nothing speaks against it."""
    return block.reason or (f"known as {block.kind.value}" if block.rule else "nothing against it")


def _percent(confidence: float) -> str:
    return f"{confidence * 100:.0f} %"
