"""Filter, sort and search as values, and the language in which they are typed.

    harbour "third week" -ferry source:"Northern Wire",ledger -tag:sport is:unread after:2w

`docs/search.md` has the grammar.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum

from reader import domain
from reader.domain.article import Article
from reader.domain.errors import QueryError
from reader.domain.frozen import frozen
from reader.domain.mark import clean_tag
from reader.domain.patterns import later
from reader.domain.safe_text import safe_line
from reader.domain.status import State, Status


class View(StrEnum):
    """The standing views of the list, in the order of their keys 1–6."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"
    STARRED = "starred"
    MARKED = "marked"
    ALL = "all"


class Key(StrEnum):
    """What can be asked of an article beside its words, as typed before the colon."""

    SOURCE = "source"
    TAG = "tag"
    STATE = "state"
    IS = "is"
    HAS = "has"
    BEFORE = "before"
    AFTER = "after"


@frozen
class Asked:
    """One key with its values.

    Attributes:
        key: what is asked.
        values: one of these must hold: part of the source's name, a tag as it is kept, a value of `STANDARD_VALUES`,
            or a day as `first_day` reads it.
        negated: True if none of them may hold.
    """

    key: Key
    values: tuple[str, ...]
    negated: bool = False

    @property
    def asks_for_lost(self) -> bool:
        """True for `is:lost`, which is asked of highlights; it stands alone."""
        return self.key is Key.IS and LOST in self.values


LOST = "lost"
"""What `is:` asks of highlights that have no certain place in the present text."""

STANDARD_VALUES = {
    Key.STATE: tuple(state.value for state in State),
    Key.IS: ("read", "unread", "starred", LOST),
    Key.HAS: ("marks", "notes", "tags"),
}
"""The values of the keys that take only some."""

_DAYS = (Key.BEFORE, Key.AFTER)
_EXAMPLES = {Key.SOURCE: 'source:"Northern Wire"', Key.TAG: "tag:strike"}


@frozen
class WrittenTerm:
    """A word or phrase that the reader wrote or marked somewhere.

    Attributes:
        term: it must stand in an article, as other words and phrases do,
        ids: unless it is one of these, on which it is written.
        whole: True for a phrase, False for the beginning of a word.
    """

    term: str
    ids: frozenset[str]
    whole: bool


@frozen
class Query:
    """What to list. Everything given must hold.

    Attributes:
        view: which standing view.
        words: each must begin a word of title, source, text, tags, notes or quotes; without case and diacritics.
        phrases: each must stand there word for word.
        excluded: words or phrases, none of which may stand there.
        asked: the keys.
        written: words and phrases that need not stand in some articles; no text is read as these.
        ids: only these articles, if given.
        without: none of these articles.
    """

    view: View = View.ALL
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    written: tuple[WrittenTerm, ...] = ()
    ids: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    def of_key(self, *keys: Key) -> tuple[Asked, ...]:
        """What is asked by these keys."""
        return tuple(one for one in self.asked if one.key in keys)

    def but_for(self, *keys: Key) -> tuple[Asked, ...]:
        """What is asked by all other keys."""
        return tuple(one for one in self.asked if one.key not in keys)


@frozen
class Row:
    """One line of a list of articles: three records and what was counted on them.

    Attributes:
        article: what was read.
        status: what the reader decided.
        tags: the article's and those of its highlights.
        highlights: how many there are.
        same_story: True if articles of other sources tell it in nearly the same words.
    """

    article: Article
    status: Status
    tags: tuple[str, ...] = ()
    highlights: int = 0
    same_story: bool = False


@frozen
class Hit:
    """One answer of a search.

    Attributes:
        row: the article.
        snippet: the surroundings of the match, one line.
        field: where it matched: `title`, `text`, `source`, `note`, `quote` or `tag`.
        matches: where the words looked for stand in the snippet, as half-open ranges of code points.
        highlight: the id of the highlight whose note, quote or tag it is; empty if it is none's.
    """

    row: Row
    snippet: str
    field: str
    matches: tuple[tuple[int, int], ...] = ()
    highlight: str = ""


def parse(text: str, view: View = View.ALL) -> Query:
    """Read a query.

    Raises:
        QueryError: a key is unknown, its value is not accepted, a quotation mark is not closed, or a word stands there
            that is an operator in other languages.
    """
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    asked: list[Asked] = []
    for token in _tokens(text):
        if token.key:
            asked.append(_asked(token))
        elif token.values and token.negated:
            excluded.append(token.values[0])
        elif token.values:
            if not token.quoted and token.values[0] in _OPERATORS and not text.isupper():
                raise _fault(token, f"{_OPERATORS[token.values[0]]}; in quotation marks it is looked for")
            (phrases if token.quoted else words).append(token.values[0])
    return Query(view, tuple(words), tuple(phrases), tuple(excluded), tuple(asked))


def joined(query: Query, other: Query) -> Query:
    """What both ask for, in the view of the first."""
    return replace(
        query,
        words=query.words + other.words,
        phrases=query.phrases + other.phrases,
        excluded=query.excluded + other.excluded,
        asked=query.asked + other.asked,
    )


def without_last_word(text: str) -> str:
    """As much of a query, from its beginning, as can be read without the word that is being typed."""
    words = text.split(" ")
    while words:
        words.pop()
        shorter = " ".join(words)
        try:
            parse(shorter)
        except QueryError:
            continue
        return shorter
    return ""


def with_fixed_days(query: Query, today: date) -> Query:
    """The query with each day told from today, as `2w`, turned into that day."""
    asked = tuple(
        replace(
            one, values=tuple(day.isoformat() for value in one.values if (day := domain.days.first_day(value, today)))
        )
        if one.key in _DAYS
        else one
        for one in query.asked
    )
    return replace(query, asked=asked)


def period(query: Query) -> tuple[date | None, date | None]:
    """The days that `before:` and `after:` leave, once they are fixed: the first, and the one behind the last.

    None where there is no end. `before:` leaves out its day, `after:` does not.
    """
    first: list[date] = []
    behind: list[date] = []
    for one in query.of_key(*_DAYS):
        days = [day for value in one.values if (day := domain.days.first_day(value, date.max))]
        if one.key is Key.AFTER:
            (behind if one.negated else first).append(min(days))
        else:
            (first if one.negated else behind).append(max(days))
    return max(first, default=None), min(behind, default=None)


@frozen
class _Token:
    """One word of a query.

    Attributes:
        shown: the word as it was typed, for messages.
        negated: True if a hyphen stands before it.
        key: what stands before the colon, in lower case; empty for a word or a phrase.
        values: what is left of it without hyphen, key and quotation marks; none that is blank.
        quoted: True for a phrase.
    """

    shown: str
    negated: bool
    key: str
    values: tuple[str, ...]
    quoted: bool


_KEYS = {key.value: key for key in Key}
_KEY = later(rf"({'|'.join(_KEYS)}):|([a-z]+):(?=[^\s/])", re.IGNORECASE)
_BARE = later(r"\S*")
_BARE_VALUE = later(r"[^\s,]*")
_SHOWN = 40
_OPERATORS = {
    "OR": "is no operator here, where every word must hold; several values of one key may, as source:wire,ledger",
    "AND": "is not needed, since every word must hold",
    "NOT": "is written as a hyphen, as -ferry",
}
"""Words in capitals that mean something in the languages of other programs, and what to write instead."""


def _asked(token: _Token) -> Asked:
    key = _KEYS.get(token.key)
    if key is None:
        keys = ", ".join(f"{name}:" for name in _KEYS)
        raise _fault(token, f"has a key that is not known; use {keys} or put it in quotation marks")
    values = tuple(filter(None, map(clean_tag, token.values))) if key is Key.TAG else token.values
    if not values:
        accepted = _EXAMPLES.get(key) or _accepted(key)
        raise _fault(token, f"needs a value; use {accepted}")
    if key in STANDARD_VALUES:
        values = tuple(value.casefold() for value in values)
    if not all(map(_test(key), values)):
        raise _fault(token, f"is not known; use {_accepted(key)}")
    asked = Asked(key, values, token.negated)
    if asked.asks_for_lost and len(values) > 1:
        raise _fault(token, "has is:lost among others, which are asked of articles; write is:lost by itself")
    return asked


def _test(key: Key) -> Callable[[str], bool]:
    """Tells whether a value of the key is accepted."""
    if key in _DAYS:
        return lambda value: domain.days.first_day(value, date.max) is not None
    accepted = STANDARD_VALUES.get(key)
    return lambda value: accepted is None or value in accepted


def _accepted(key: Key) -> str:
    values = [f"{key.value}:{value}" for value in STANDARD_VALUES.get(key, domain.days.ACCEPTED_DAYS)]
    return f"{', '.join(values[:-1])} or {values[-1]}"


def _fault(token: _Token, problem: str) -> QueryError:
    return QueryError(f"{_short(token.shown)} {problem}")


def _short(text: str) -> str:
    line = safe_line(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start = at
        negated = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
        at += negated
        key = _KEY.match(text, at)
        at = key.end() if key else at
        quoted = text.startswith('"', at)
        values: list[str] = []
        while True:
            value, at = _value(text, at, listed=key is not None)
            values.append(value.strip())
            if key is None or not text.startswith(",", at):
                break
            at += 1
        name = (key[1] or key[2]).lower() if key else ""
        yield _Token(text[start:at], negated, name, tuple(filter(None, values)), quoted)


def _value(text: str, at: int, *, listed: bool) -> tuple[str, int]:
    """The value that begins here, and where it ends.

    Raises:
        QueryError: its quotation mark is not closed.
    """
    if text.startswith('"', at):
        end = text.find('"', at + 1)
        if end < 0:
            message = f'{_short(text[at:])} has a quotation mark that is not closed; write "two words"'
            raise QueryError(message)
        return text[at + 1 : end], end + 1
    found = (_BARE_VALUE if listed else _BARE).match(text, at)
    end = found.end() if found else at
    return text[at:end], end
