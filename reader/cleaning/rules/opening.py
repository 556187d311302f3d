"""The headline of a whole page, wherever it stands: below menus, and often printed twice or thrice.

A page's dump begins with the title of its window, then menus, then the headline over byline, date and text. No single
sign proves a headline, so signs are added up. The points are odds in logarithms, as a regression on labelled dumps
gave them, rounded.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from reader.cleaning.draft import LEDE_WORDS, Draft, Piece, Rule
from reader.cleaning.evidence.traits import read_line
from reader.cleaning.rules.dates import is_dated_only
from reader.cleaning.rules.repetition import bare_words
from reader.domain.article import Metadata
from reader.domain.document import BlockKind
from reader.domain.frozen import frozen
from reader.domain.wording import ends_sentence

ENOUGH, _LIKELY, _LEAD = 2.8, 1.2, 2.0
"""Points that name a headline; fewer do if no other line is near them."""
_LONGEST_LINE = 300
_STORY, _READ = 100, 2000
"""How many pieces of the running text are read, and how many characters of each."""
_FEWEST, _MOST, _LETTERS = 3, 30, 12
_ABOVE, _INSIDE = 80, 10
"""How many pieces above the running text, and below its beginning, a headline is looked for."""
_CRUMBS_ABOVE, _CRUMBS_BELOW = 15, 8
_WINDOW_LINES = 3
"""The title of the window stands among so many lines at the very top."""
_HEADER, _HEADER_LINES = 10, 6
_SHORT, _LONGEST_LINK = 14, 20
_RUNNING, _MOST_COUNTED, _NO_TEXT = 12, 60, -6
_DATED = re.compile(r"\b\d{1,2}[.:h]\d\d\b|\b(?:19|20)\d\d\b")
_WRITTEN = re.compile(r"(?:by|von|par|por|di|de|door|av|af|text|words|written by|author|autor|auteur)\b", re.IGNORECASE)


def is_running(piece: Piece) -> bool:
    """True for text of sentences: twelve words up to a full stop, or twenty-five."""
    return piece.words >= LEDE_WORDS or (piece.words >= _RUNNING and ends_sentence(piece.line))


def text_start(pieces: Sequence[Piece]) -> int:
    """Where the article's running text begins: the run of pieces with the most words in sentences.

    A run may hold short lines, each of which counts against it (a maximum subsequence segmentation). The number of
    pieces if nothing runs.
    """
    best, total, start, found = 0, 0, 0, len(pieces)
    for at, piece in enumerate(pieces):
        worth = min(piece.words, _MOST_COUNTED) if is_running(piece) else _NO_TEXT
        if total <= 0:
            total, start = 0, at
        total += worth
        if total > best:
            best, found = total, start
    return found


@frozen
class _Page:
    """What is known of a dump before its headline is.

    Attributes:
        pieces: all of it.
        start: where the running text begins.
        keys: each short piece's words for comparing; empty for a long one.
        counts: how often each key stands in the dump.
        story: the words of the running text; of a long one, of its beginning.
    """

    pieces: Sequence[Piece]
    start: int
    keys: Sequence[str]
    counts: Mapping[str, int]
    story: frozenset[str]

    @property
    def reach(self) -> range:
        """The indexes among which the headline is looked for."""
        return range(max(0, self.start - _ABOVE), min(len(self.pieces), self.start + _INSIDE))

    def is_told(self, at: int) -> bool:
        """True if the title of the window says the same, alone or with an outlet's name behind it."""
        key = self.keys[at]
        return any(f"{self.keys[top]} ".startswith(f"{key} ") for top in range(min(_WINDOW_LINES, at)))

    def is_crumb(self, at: int) -> bool:
        """True if a path of links near it ends in the same words."""
        end = f" {self.keys[at]}"
        near = range(max(0, at - _CRUMBS_ABOVE), min(len(self.pieces), at + _CRUMBS_BELOW))
        return any(self.keys[other].endswith(end) for other in near)

    def like_window(self, at: int) -> float:
        """The share of the words that the lines at the very top have too."""
        words = set(self.keys[at].split())
        tops = [set(self.keys[top].split()) for top in range(min(2, at)) if self.pieces[top].words >= _FEWEST]
        return max((len(words & top) / len(words) for top in tops), default=0.0) if len(words) > _FEWEST else 0.0

    def told_share(self, at: int) -> float:
        """The share of the longer words that the running text has too."""
        telling = {word for word in self.keys[at].split() if len(word) > 3 or not word.isascii()}
        return len(telling & self.story) / len(telling) if telling else 0.0

    def others_below(self, at: int) -> int:
        """How many lines between it and the running text might be headlines as well; ten at most."""
        found = sum(
            4 <= piece.words <= _MOST and not ends_sentence(piece.line) and not _DATED.search(piece.line)
            for piece in self.pieces[at + 1 : self.start]
        )
        return min(10, found)

    def like_above(self, at: int) -> float:
        """The share of the two lines above that are lines of its length: a list of links."""
        words = self.pieces[at].words
        above = [piece for piece in self.pieces[max(0, at - 2) : at] if _FEWEST <= piece.words <= _LONGEST_LINK]
        return sum(abs(piece.words - words) <= 6 and not ends_sentence(piece.line) for piece in above) / 2

    def again_near(self, at: int) -> int:
        """How often it stands again just above or below; three times at most."""
        return min(3, self.keys[max(0, at - 3) : at + 8].count(self.keys[at]) - 1)


def _page(pieces: Sequence[Piece]) -> _Page:
    start = text_start(pieces)
    keys = [" ".join(bare_words(piece.line)) if len(piece.text) <= _LONGEST_LINE else "" for piece in pieces]
    running = (piece.text[:_READ] for piece in pieces[start : start + _STORY] if is_running(piece))
    story = frozenset(word for text in running for word in bare_words(text))
    return _Page(pieces, start, keys, Counter(keys), story)


def _candidates(page: _Page) -> list[int]:
    """The indexes of the pieces that may be the headline."""
    fitting = [at for at in page.reach if _fits(page.pieces[at]) and page.keys[at]]
    above = {page.keys[at] for at in fitting if at < page.start}
    below_menus = page.start >= _HEADER
    return [
        at
        for at in fitting
        if (at < page.start or (below_menus and (page.is_told(at) or page.is_crumb(at))))
        and not _is_longer(page.keys[at], above, at)
    ]


def _is_longer(key: str, above: Collection[str], at: int) -> bool:
    """True for a line that is another one with a path before it or, at the very top, an outlet's name behind it."""
    return any(key.endswith(f" {other}") or (at < _WINDOW_LINES and key.startswith(f"{other} ")) for other in above)


def _fits(piece: Piece) -> bool:
    whole = piece.words >= _RUNNING and piece.line.endswith(".")
    is_line = (
        piece.kept
        and not piece.vouched
        and piece.line[0] not in "|+#<"
        and piece.line[-1] not in "(["
        and _FEWEST <= piece.words <= _MOST
        and not whole
        and not is_dated_only(piece.line, beside=2)
    )
    return is_line and _LETTERS <= len(piece.text) <= _LONGEST_LINE


def _points(page: _Page, at: int) -> float:
    """How much speaks for the piece as the headline."""
    piece, line = page.pieces[at], page.pieces[at].line
    return (
        3.1 * (at == 0 and page.start <= _HEADER)
        + 2.6 * page.is_told(at)
        + 1.8 * page.is_crumb(at)
        + 1.3 * page.like_window(at)
        + 1.2 * page.again_near(at)
        + 2.2 * page.told_share(at)
        + 0.6 * (7 <= piece.words <= 16)
        - 0.06 * piece.words
        - 1.4 * (piece.words < 5)
        - 1.4 * page.like_above(at)
        - 0.18 * page.others_below(at)
        - 0.3 * max(0, at - page.start)
        - 3.5 * (ends_sentence(line) and line[-1] not in "?!")
        - 1.3 * line.endswith("?")
        - 1.9 * line[0].islower()
        - 1.5 * bool(_DATED.search(line))
        - 6.0 * read_line(line).traits.any_phrase
    ) + _points_below(page.pieces[at + 1 : at + 1 + _HEADER_LINES])


def _points_below(below: Sequence[Piece]) -> float:
    """How much of a header stands below it: standfirst, byline, date, text."""
    short = [piece.line if piece.words <= _SHORT else "" for piece in below]
    runs = [is_running(piece) for piece in below[:3]]
    dated = [bool(_DATED.search(line)) for line in short]
    return (
        0.5 * any(runs[:1])
        + 0.35 * any(runs)
        + 0.4 * any(dated)
        + 0.3 * any(dated[:2])
        + 1.8 * (any(runs[:1]) and any(dated[1:5]))
        + 0.9 * any(map(_WRITTEN.match, short))
    )


def points_of(pieces: Sequence[Piece], at: int) -> float:
    """How much speaks for this piece as the headline, in logarithms of odds."""
    return _points(_page(pieces), at)


def _opening(draft: Draft, rule: Rule) -> Draft:
    """The likeliest headline, if enough speaks for it, or less but much more than for any other line."""
    if draft.facts.title or any(piece.kind is BlockKind.HEADLINE for piece in draft.pieces):
        return draft
    page = _page(draft.pieces)
    points = {at: _points(page, at) for at in _candidates(page)}
    at = max(points, key=lambda index: (points[index], index), default=-1)
    others = [value for other, value in points.items() if page.keys[other] != page.keys[at]]
    enough = _LIKELY if not others or points[at] - max(others) >= _LEAD else ENOUGH
    if at < 0 or points[at] < enough or at in draft.live[:1]:
        return draft
    return draft.label([at], rule, BlockKind.HEADLINE).stating(Metadata(title=draft.pieces[at].line))


OPENING = Rule("opening", "headline below the menus", _opening)
