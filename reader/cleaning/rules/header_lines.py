"""What stands between the headline and the text: byline, date, and the standfirst.

Below a headline, shorter hints are enough than elsewhere: "von", a date of digits, a line of a sentence
or two before the byline.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from reader.cleaning.draft import Draft, Piece, Rule
from reader.cleaning.evidence.traits import read_line
from reader.cleaning.rules.authors import names_of
from reader.cleaning.rules.captions import names_credit
from reader.cleaning.rules.dates import date_in, is_dated_only
from reader.cleaning.rules.opening import OPENING, is_running
from reader.cleaning.rules.repetition import bare_words, find_words
from reader.domain.article import Metadata
from reader.domain.document import BlockKind

_REACH = 8
_SHORT = 14
_BY = r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|DI|[Dd]oor|[Aa]v|[Aa]f|(?:Written|Words|Story|Text) by|Text)"
_BYLINE = re.compile(rf"{_BY}\s*:?\s+(?P<names>[^\d:;!?|]{{4,90}})")
_ALONE = re.compile(rf"{_BY}\s*:?")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_LEAST, _MOST = 8, 60
_META = (BlockKind.BYLINE, BlockKind.DATE)
_SIGNS = re.compile(r"[|·•>»›/]")
_QUOTES = "\"“„«‘'¿¡"
_MUCH = 0.8
_PHRASE = 0.3


def _headline(draft: Draft) -> int:
    """The index of the headline; -1 without one."""
    return next((at for at in draft.live if draft.pieces[at].kind is BlockKind.HEADLINE), -1)


def _below(draft: Draft) -> Iterator[tuple[int, Piece]]:
    """The short kept lines just below the headline, if a text's own rules have found it."""
    headline = _headline(draft)
    if headline < 0 or draft.pieces[headline].vouched:
        return
    for index in range(headline + 1, min(len(draft.pieces), headline + 1 + _REACH)):
        piece = draft.pieces[index]
        if piece.kept and piece.words <= _SHORT and piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST):
            yield index, piece


def _byline(draft: Draft, rule: Rule) -> Draft:
    """The first line that says who wrote it; the name may stand on the line below."""
    if draft.facts.authors:
        return draft
    for index, piece in _below(draft):
        found = _BYLINE.fullmatch(piece.line)
        names = names_of(found["names"]) if found else ()
        lines = [index]
        if not names and _ALONE.fullmatch(piece.line) and index + 1 < len(draft.pieces):
            names, lines = names_of(draft.pieces[index + 1].line), [index, index + 1]
        if names:
            return draft.label(lines, rule, BlockKind.BYLINE).stating(Metadata(authors=names))
    return draft


def _date(draft: Draft, rule: Rule) -> Draft:
    """Below menus, the lines that hold a date and hardly anything else; the first date is that of publication."""
    guilty, published = [], ""
    headline = _headline(draft)
    if headline < 0 or draft.pieces[headline].rule != OPENING.name:
        return draft
    for index, piece in _below(draft):
        published = published or date_in(piece.line)
        if is_dated_only(piece.line):
            guilty.append(index)
    return draft.cut(guilty, rule, BlockKind.DATE).stating(Metadata(published=published))


def _standfirst(draft: Draft, rule: Rule) -> Draft:
    """A sentence or two below the headline that byline or date part from the text, or that lack a full stop."""
    headline = _headline(draft)
    if headline < 0:
        return draft
    below = range(headline + 1, min(len(draft.pieces), headline + 1 + _REACH))
    texts = [at for at in below if draft.pieces[at].plain and draft.pieces[at].words >= _LEAST][:2]
    for index in texts:
        if _is_standfirst(draft, headline, index):
            return draft.label([index], rule, BlockKind.STANDFIRST)
    return draft


def _is_standfirst(draft: Draft, headline: int, index: int) -> bool:
    piece = draft.pieces[index]
    after = draft.pieces[index + 1 : index + 1 + _REACH]
    text = next((at for at, other in enumerate(after) if other.kept and is_running(other)), len(after))
    if not _reads_as_standfirst(piece, frozenset(bare_words(draft.pieces[headline].line))):
        return False
    words = bare_words(piece.line)
    if any(find_words(words, bare_words(other.line)) >= 0 for other in after[text : text + 2]):
        return False
    first = index == headline + 1 and draft.pieces[headline].rule == OPENING.name
    if is_running(piece):
        return any(map(_is_meta, after[:text])) or (first and text > 0)
    return first


def _reads_as_standfirst(piece: Piece, title: AbstractSet[str]) -> bool:
    line = piece.line
    if not _LEAST <= piece.words <= _MOST or line.endswith(("?", ":")) or not (line[0].isupper() or line[0] in _QUOTES):
        return False
    if len(_SIGNS.findall(line)) >= 2 or len(title & set(bare_words(line))) >= _MUCH * len(title):
        return False
    return not (_is_meta(piece) or names_credit(line) or read_line(line).traits.any_phrase >= _PHRASE)


def _is_meta(piece: Piece) -> bool:
    """True for a byline or a date, or a short line with a day or an hour."""
    if piece.kind in _META:
        return True
    line = piece.line
    return piece.words <= _SHORT and bool(date_in(line) or _CLOCK.search(line) or _BYLINE.fullmatch(line))


HEADER_BYLINE = Rule("header-byline", "byline", _byline)
HEADER_DATE = Rule("header-date", "date line; shown above the article", _date)
HEADER_STANDFIRST = Rule("header-standfirst", "standfirst", _standfirst)
