"""A note as lines of a given width: its Markdown lightly styled, its words as they were written. Pure.

Only what a note has use for is read: paragraphs that keep their lines, headings, lists, quotes, code, rules; within
them emphasis, code and links. Anything else stays as it was typed. A parser of all of Markdown takes a tenth of a
second to be loaded, and longer over a text made to be slow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight
from reader.domain.patterns import later
from reader.domain.safe_text import safe
from reader.ui.render.runs import Run
from reader.ui.render.wrap import chopped, width_of, wrap

_STYLED = 20_000
"""Code points of a note whose marks within a line are read; a longer one is shown as typed."""

_DEEPEST = 4
"""How deep quotes, lists and emphasis are shown in each other."""

_NARROWEST = 4
_FENCE = later(r" {0,3}(`{3,}|~{3,})")
_QUOTE = later(r" {0,3}> ?")
_RULE = later(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = later(r" {0,3}#{1,6} +(.*?)(?: +#+)? *$")
_ITEM = later(r"( *)([-*+]|\d{1,4}[.)])( +)(?=\S)")
_MARKED = later(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,3})(?!`)(?P<code>[^\n]{1,500}?)(?<!`)(?P=ticks)(?!`)"
    r"|!?\[(?P<linked>[^\[\]\n]{1,300})\]\([^()\s]{1,1000}\)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,1000})>"
    r"|\*\*\*(?=[^\s*])(?P<both>[^*]{1,500})(?<=\S)\*\*\*"
    r"|(?P<strong>\*\*|(?<!\w)__)(?=\S)(?P<loud>.{1,500}?)(?<=[^\s*_])(?P=strong)(?!\w)"
    r"|(?P<mark>\*|(?<!\w)_)(?=[^\s*_])(?P<soft>.{1,500}?)(?<=[^\s*_])(?P=mark)(?!\w)",
    flags=16,  # re.DOTALL: emphasis goes on over the end of a line
)

_LOOKS = {
    "linked": "note-link",
    "both": "note-strong note-emphasis",
    "loud": "note-strong",
    "soft": "note-emphasis",
}


@frozen
class _Block:
    """A paragraph, an item or a piece of code.

    Attributes:
        runs: its words; their looks are names with spaces between, such as `note-strong note-emphasis`.
        first: what stands before its first line.
        rest: what stands before the others.
        look: how all of it looks.
        code: whether its lines are cut where they must be, and not at spaces.
    """

    runs: tuple[Run, ...]
    first: str = ""
    rest: str = ""
    look: str = ""
    code: bool = False


_BLANK = _Block(())


def note_words(highlight: Highlight) -> str:
    """Tags and note of a highlight as one text."""
    return with_tags(highlight.tags, highlight.note)


def with_tags(tags: Sequence[str], note: str) -> str:
    """A note behind its tags; on the same line, unless it begins with something that needs one of its own."""
    named = " ".join(f"#{tag}" for tag in tags)
    first = note.split("\n", 1)[0]
    return (("\n" if _ends_text(first) else " ") if named and note else "").join((named, note))


@lru_cache(maxsize=128)
def note_lines(note: str, width: int) -> tuple[tuple[Run, ...], ...]:
    """The lines of a note, each at most `width` cells, as runs of words with the names of their looks."""
    return tuple(line for block in _blocks(note) for line in _lines_of(block, width))


def first_words(note: str, width: int, behind: str) -> tuple[Run, ...]:
    """As many of the first words of a note as one line has room for, with an ellipsis and some words behind them."""
    behind = f" … {behind}"
    block = next((block for block in _blocks(note) if block.runs), _BLANK)
    return (*next(_lines_of(block, width - width_of(behind)), ()), (behind, "label"))


def _lines_of(block: _Block, width: int) -> Iterator[tuple[Run, ...]]:
    text = "".join(words for words, _ in block.runs)
    too_deep = max(0, _NARROWEST + width_of(block.rest) - width + 1) // 2
    first, rest = (lead.replace("  ", "", too_deep) for lead in (block.first, block.rest))
    inner = max(_NARROWEST, width - width_of(rest))
    for number, piece in enumerate(_pieces(block, text, inner)):
        lead = rest if number else first
        yield (*([(lead, "")] if lead else []), *_within(block, piece))


def _pieces(block: _Block, text: str, width: int) -> Iterator[Span]:
    if not block.code:
        yield from wrap(text, Span(0, len(text)), width)
        return
    start = 0
    for line in text.split("\n"):
        yield from chopped(text, Span(start, start + len(line)), width)
        start += len(line) + 1


def _within(block: _Block, piece: Span) -> Iterator[Run]:
    """The runs of one line of a block."""
    at = 0
    for words, look in block.runs:
        start, end = max(at, piece.start), min(at + len(words), piece.end)
        if start < end:
            yield words[start - at : end - at], f"{look} {block.look}".strip()
        at += len(words)
        if at >= piece.end:
            return


# Blocks.


@lru_cache(maxsize=128)
def _blocks(note: str) -> tuple[_Block, ...]:
    """The blocks of a note, made safe."""
    text = safe(note).expandtabs(4)
    return tuple(_read(text.strip("\n").split("\n"), styled=len(text) <= _STYLED, depth=0))


def _read(lines: Sequence[str], *, styled: bool, depth: int) -> Iterator[_Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _FENCE.match(line)
        if fence is not None:
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence[1])), len(lines))
            yield _Block((("\n".join(lines[at + 1 : end]), ""),), look="note-code", code=True)
            at = end + 1
        elif depth < _DEEPEST and _QUOTE.match(line):
            end = next((n for n in range(at, len(lines)) if not _QUOTE.match(lines[n])), len(lines))
            inside = [_QUOTE.sub("", quoted, count=1) for quoted in lines[at:end]]
            yield from _quoted(_read(inside, styled=styled, depth=depth + 1))
            at = end
        elif _begins(line):
            yield _single(line, styled=styled)
            at += 1
        elif not line.strip():
            yield _BLANK
            at = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), len(lines))
        else:
            end = next((n for n in range(at + 1, len(lines)) if _ends_text(lines[n])), len(lines))
            yield _text(lines[at:end], styled=styled)
            at = end


def _quoted(blocks: Iterator[_Block]) -> Iterator[_Block]:
    for block in blocks:
        look = f"note-quote {block.look}".strip()
        yield replace(block, first=f"│ {block.first}", rest=f"│ {block.rest}", look=look)


def _begins(line: str) -> bool:
    """True for a line that is a block by itself: a rule or a heading."""
    return _RULE.match(line) is not None or _HEADING.match(line) is not None


def _ends_text(line: str) -> bool:
    """True for a line that no paragraph or item goes on with."""
    others = (_FENCE, _QUOTE, _ITEM)
    return not line.strip() or _begins(line) or any(pattern.match(line) for pattern in others)


def _single(line: str, *, styled: bool) -> _Block:
    heading = _HEADING.match(line)
    if heading is None:
        return _Block((("───", ""),))
    return _Block(tuple(_runs(heading[1], styled=styled)), look="note-heading")


def _text(lines: Sequence[str], *, styled: bool) -> _Block:
    """A paragraph, or an item with the lines that go on with it; it hangs under its bullet or number."""
    item = _ITEM.match(lines[0])
    if item is None:
        words = "\n".join(line.strip() for line in lines)
        return _Block(tuple(_runs(words, styled=styled)))
    words = "\n".join([lines[0][item.end() :].rstrip(), *(line.strip() for line in lines[1:])])
    indent = "  " * min(_DEEPEST, len(item[1]) // 2)
    bullet = f"{indent}{'•' if item[2] in '-*+' else item[2]} "
    return _Block(tuple(_runs(words, styled=styled)), bullet, " " * width_of(bullet))


# Words.


def _runs(text: str, look: str = "", depth: int = 0, *, styled: bool = True) -> Iterator[Run]:
    """Text with its marks read, runs that look alike joined."""
    if not styled or depth > _DEEPEST:
        yield text, look
        return
    for same, runs in groupby(_marked(text, look, depth), key=lambda run: run[1]):
        yield "".join(words for words, _ in runs), same


def _marked(text: str, look: str, depth: int) -> Iterator[Run]:
    at = 0
    for found in _MARKED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], look
        at = found.end()
        if found["escaped"]:
            yield found["escaped"], look
        elif found["code"]:
            code = found["code"]
            yield code[1:-1] if code[0] == code[-1] == " " and code.strip() else code, f"{look} note-code".strip()
        elif found["address"]:
            yield found["address"], f"{look} note-link".strip()
        else:
            group = next(name for name in _LOOKS if found[name])
            yield from _runs(found[group], f"{look} {_LOOKS[group]}".strip(), depth + 1)
    if at < len(text):
        yield text[at:], look
