"""Who wrote it: the byline of the header (kept), and the author box below the text (cut)."""

import re
from collections.abc import Callable
from itertools import pairwise, takewhile

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.dates import DATE, parse_date, parse_local_date
from reader.cleaning.rules.opening import is_running
from reader.cleaning.rules.phrases import family, tail_start
from reader.domain.article import Metadata
from reader.domain.document import BlockKind
from reader.domain.wording import ends_sentence

_BYLINE = re.compile(
    r"(?:By|BY|Words by|Written by|Story by)\s*:?\s+(?P<names>[^|·•\d:;!?]{4,90}?)"
    rf"(?:\s*[|·•,–—-]?\s*(?P<date>{DATE}))?"
)
_BAR = re.compile(r"\s*[|·•]\s*")
_WRITER = re.compile(r"(?:By|BY|Von|Par|Por|Di|Door|Av|Af) (?P<names>[^\d:;!?]{4,90})")
_HEADER, _TAIL = 6, 3
_LAST = 4
"""Pieces at the end among which a writer may be told of."""
_PARTICLES = frozenset("de del della der den di da dos du van von al el bin ibn ben la le y zu ten ter st".split())
_NEVER_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december the a an our his her their its this that all any now then dawn noon night "
    "nightfall land sea air rail road contrast comparison law day far then chance design accident popular".split()
)
_JOB_SEPARATOR = re.compile(r",\s+|\s+and\s+|\s*&\s*")
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")

_COUNT = re.compile(r"(?:Articles|Posts|Stories):\s*\d[\d,.]*")
_BOX = family(
    certain=(
        r"About the authors?",
        r"View all posts by\b[^.!?]{0,60}",
        r"(?:See|View|Read) (?:all|more) (?:posts|articles|stories) by\b[^.!?]{0,60}",
        r"More (?:from|by) this author",
    ),
)
_BIO_VERB = (
    r"(?:is|was|are|has been|covers|writes|reports|joined|works|can be|may be|ist|war|arbeitet|schreibt|leitet|"
    r"berichtet|est|écrit|couvre|es|escribe|cubre|trabaja|é|escreve|è|scrive|lavora|schrijft|werkt|är|skriver|er|on|"
    r"jest|pisze)\b"
)
_LONGEST_BOX = 8
_ABOUT = re.compile(r"(?:She|He|They|Sie|Er|Elle|Il|Ella|Él|Lei|Lui|Hun|Han|Hon) ")
_LEAD, _MOST_BESIDE = 50, 6
"""Letters before a writer's name in a biography; words beside the names in a byline."""
_CONTACT = re.compile(r"(?<!\w)@\w{2,}|\S@\S+\.\w|\b(?:reach|contact|follow|e-?mail)\b[^.!?]{0,60}\b(?:at|on|via)\b")


def _byline(draft: Draft, rule: Rule) -> Draft:
    for index in draft.header[:6]:
        piece = draft.pieces[index]
        found = _BYLINE.fullmatch(piece.line) if len(piece.text) <= 140 else None
        names = names_of(found["names"]) if found else ()
        if found and names:
            facts = Metadata(authors=names, published=parse_date(found["date"] or ""))
            return draft.label([index], rule, BlockKind.BYLINE).stating(facts)
    return draft


def _credit_line(draft: Draft, rule: Rule) -> Draft:
    """Who wrote it, where and when, on one line with bars between: "By … | Outlet | date"."""
    for index in draft.header[:6]:
        line = draft.pieces[index].line
        first, *rest = _BAR.split(line) if len(line) <= 160 else [line]
        writer = _WRITER.fullmatch(first)
        names = names_of(writer["names"]) if writer else ()
        dates = [date for part in rest if (date := parse_local_date(part))]
        others = [part for part in rest if part and not parse_local_date(part)]
        if names and rest and len(dates) <= 1 and len(others) <= 1 and all(_is_outlet(part) for part in others):
            facts = Metadata(authors=names, source="".join(others), published="".join(dates))
            return draft.label([index], rule, BlockKind.BYLINE).stating(facts)
    return draft


def _is_outlet(text: str) -> bool:
    return 1 <= len(text.split()) <= 6 and text[0].isupper() and text[-1] not in ".!?:,;"


def names_of(text: str) -> tuple[str, ...]:
    """The names of a byline; none if the words are no names.

    What follows a name after a comma may be a job or a place, so only "and" tells that several wrote it.
    """
    parts = [part.strip() for part in _JOB_SEPARATOR.split(text.strip()) if part.strip()]
    names = [part for part in parts if _is_name(part)]
    if not names or names[0] != parts[0]:
        return ()
    if len(parts) > len(names) + 2 or len(text.split()) > 12:
        return ()
    joined_by_and = re.split(r"\s+and\s+|\s*&\s*", text.strip())
    if len(joined_by_and) > 1:
        return tuple(names)
    return tuple(names[:1])


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5 or any(word.casefold() in _NEVER_NAMES for word in words):
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words) and words[-1][0].isupper()


def _known_writer(draft: Draft, rule: Rule) -> Draft:
    """A line with little but the names of writers that are known already, at either end of the article."""
    ends = [*draft.live[:_HEADER], *draft.live[-_TAIL:]]
    return draft.label([i for i in ends if _is_known_byline(draft, i)], rule, BlockKind.BYLINE)


def _is_known_byline(draft: Draft, index: int) -> bool:
    piece = draft.pieces[index]
    if piece.named or piece.kind is BlockKind.HEADLINE or len(piece.text) > 140 or ends_sentence(piece.line):
        return False
    rest = piece.line.casefold()
    for name in sorted(_full_names(draft), key=len, reverse=True):
        rest = rest.replace(name, "")
    return len(rest) < len(piece.line) and len(rest.split()) <= _MOST_BESIDE


def _full_names(draft: Draft) -> list[str]:
    """The known writers' names in small letters, without those of one word."""
    return [name.casefold() for name in draft.facts.authors if " " in name]


def _author_box(draft: Draft, rule: Rule) -> Draft:
    guilty = set(_BOX.group(draft))
    for index, line in draft.lines:
        if _COUNT.fullmatch(line):
            guilty.update({index}, _names_above(draft, index))
    guilty.update(_biography(draft, guilty))
    guilty.update(_named_box(draft))
    return draft.cut(guilty, rule)


def _names_above(draft: Draft, count: int) -> list[int]:
    """The name over an author's count of articles, once or twice (under the portrait, and as a heading)."""
    above = [index for index in range(max(0, count - 2), count) if draft.pieces[index].kept]
    if not above or not _looks_like_name(draft.pieces[above[-1]].line):
        return []
    twice = len(above) > 1 and draft.pieces[above[-2]].line == draft.pieces[above[-1]].line
    return above[-2:] if twice else above[-1:]


def _looks_like_name(line: str) -> bool:
    words = line.split()
    return 1 <= len(words) <= 5 and not line.endswith((".", "!", "?", ":", ",")) and line[0].isupper()


def _biography(draft: Draft, boxed: set[int]) -> list[int]:
    """Lines below the text that tell of a known author or how to reach one, or of anyone under "About the author"."""
    tail = tail_start(draft)
    last = {index for index in draft.live[-_LAST:] if index > _text_start(draft)}
    tells = _telling(draft)
    found = []
    for index, line in draft.lines:
        under_heading = index - 1 in boxed and index >= tail - 1 and draft.pieces[index].words <= 80
        told = index in last and tells(line.casefold())
        if told or (under_heading and re.match(rf"[^\W\d_]+(?: \S+){{1,4}}? {_BIO_VERB}", line)):
            found.append(index)
    return found


def _text_start(draft: Draft) -> int:
    """The index of the first running text; that of the last piece if there is none."""
    running = (index for index in draft.live if is_running(draft.pieces[index]))
    return next(running, len(draft.pieces) - 1)


def _named_box(draft: Draft) -> list[int]:
    """A name alone on its line below the text, the biography that begins with it, and what follows about her or him."""
    last = draft.live[-_LONGEST_BOX:]
    for at, (index, below) in enumerate(pairwise(last)):
        name, line = draft.pieces[index].line, draft.pieces[below].line
        if _is_name(name) and line[-1] not in ":：" and re.match(rf"{re.escape(name)},? {_BIO_VERB}", line):
            rest = takewhile(lambda later: _ABOUT.match(draft.pieces[later].line), last[at + 2 :])
            return [index, below, *rest]
    return []


def _telling(draft: Draft) -> Callable[[str], bool]:
    """A test of a line in small letters: whether it tells who a known writer is, or how to reach one."""
    names = "|".join(map(re.escape, _full_names(draft)))
    if not names:
        return lambda _: False
    told = re.compile(rf"[^.!?“”\"]{{0,{_LEAD}}}\b(?:{names}),?(?: \([^()]{{1,60}}\))?,? {_BIO_VERB}")
    named = re.compile(rf"\b(?:{names})\b")
    return lambda line: bool(told.match(line) or (named.search(line) and _CONTACT.search(line)))


KNOWN_WRITER = Rule("known-writer", "byline", _known_writer)
BYLINE = Rule("byline", "byline", _byline)
CREDIT_LINE = Rule("credit-line", "byline, outlet and date", _credit_line)
AUTHOR_BOX = Rule("author-box", "author box", _author_box)
