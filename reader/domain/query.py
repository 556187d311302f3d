"""Filter, sort and search as values."""

from dataclasses import dataclass
from enum import StrEnum

from reader.domain.article import Article
from reader.domain.errors import QueryError
from reader.domain.mark import clean_tag
from reader.domain.status import State, Status


class View(StrEnum):
    """The standing views of the list, in the order of their keys 1–6."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"
    STARRED = "starred"
    MARKED = "marked"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. Everything given must hold.

    Attributes:
        view: which standing view.
        words: each must begin a word of title, source, text or tags; compared without case.
        phrases: each must stand there word for word.
        excluded: words or phrases, none of which may stand there.
        sources: each must be part of the source's name.
        tags: each must be a tag of the article or of a highlight on it.
        state: where the article lies, if asked.
        starred: only starred, or only not starred, if asked.
        read: only read, or only unread, if asked.
        marked: only with marks, or only without, if asked.
        ids: only these articles, if given.
    """

    view: View = View.ALL
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    state: State | None = None
    starred: bool | None = None
    read: bool | None = None
    marked: bool | None = None
    ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of articles: three records and what was counted on them."""

    article: Article
    status: Status
    tags: tuple[str, ...] = ()
    highlights: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search.

    Attributes:
        row: the article.
        snippet: the surroundings of the match, one line.
        field: where it matched: `text`, `note` or `quote`.
    """

    row: Row
    snippet: str
    field: str


def parse(text: str, view: View = View.ALL) -> Query:
    """Read a query: words, "phrases", -not, `source:`, `tag:`, `state:`, `is:`, `has:marks`.

    Raises:
        QueryError: a field is unknown, its value is not accepted, or a quotation mark is not closed.
    """
    found: dict[str, list[str]] = {"words": [], "phrases": [], "excluded": [], "sources": [], "tags": []}
    flags: dict[str, State | bool] = {}
    for negated, field, value, quoted in _tokens(text):
        if field:
            _read_field(negated, field, value, found, flags)
        elif negated:
            found["excluded"].append(value)
        else:
            found["phrases" if quoted else "words"].append(value)
    lists = {name: tuple(values) for name, values in found.items()}
    return Query(view=view, **lists, **flags)  # type: ignore[arg-type]


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


def _read_field(
    negated: bool, field: str, value: str, found: dict[str, list[str]], flags: dict[str, State | bool]
) -> None:
    if field == "source" and not negated:
        found["sources"].append(value)
    elif field == "tag" and not negated:
        found["tags"].append(clean_tag(value))
    elif field == "state" and not negated:
        try:
            flags["state"] = State(value.casefold())
        except ValueError as error:
            message = f"state:{value} is not known; use state:inbox, state:later or state:archive"
            raise QueryError(message) from error
    elif field in ("is", "has"):
        flag = _FLAGS.get(f"{field}:{value.casefold()}")
        if flag is None:
            message = f"{field}:{value} is not known; use {', '.join(_FLAGS)}"
            raise QueryError(message)
        name, wanted = flag
        flags[name] = wanted is not negated
    else:
        message = f"-{field}: cannot be asked; -not works on words, is: and has:"
        raise QueryError(message)


_FLAGS = {
    "is:read": ("read", True),
    "is:unread": ("read", False),
    "is:starred": ("starred", True),
    "has:marks": ("marked", True),
}
_FIELDS = ("source", "tag", "state", "is", "has")


def _tokens(text: str) -> list[tuple[bool, str, str, bool]]:
    """Split into (negated, field, value, quoted)."""
    tokens: list[tuple[bool, str, str, bool]] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        negated = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
        at += negated
        field = next((name for name in _FIELDS if text.startswith(name + ":", at)), "")
        at += len(field) + 1 if field else 0
        quoted = at < len(text) and text[at] == '"'
        if quoted:
            end = text.find('"', at + 1)
            if end < 0:
                message = 'a quotation mark is not closed; write "two words"'
                raise QueryError(message)
            value, at = text[at + 1 : end], end + 1
        else:
            end = at
            while end < len(text) and not text[end].isspace():
                end += 1
            value, at = text[at:end], end
        if value.strip():
            tokens.append((negated, field, value.strip(), quoted))
        elif field:
            message = f"{field}: needs a value"
            raise QueryError(message)
    return tokens
