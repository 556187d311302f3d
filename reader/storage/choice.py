"""Finding the one record that an id, or the beginning of one, means."""

from collections.abc import Iterable

from reader.domain.errors import NotFoundError
from reader.domain.safe_text import safe_line


def the_one(ids: Iterable[str], wanted: str, noun: str) -> str:
    """The id that is `wanted`, else the only one that starts so; `noun` names the thing in messages.

    Raises:
        NotFoundError: none starts so, or several do.
    """
    found = [identifier for identifier in ids if wanted and identifier.startswith(wanted)]
    if wanted in found:
        return wanted
    if len(found) == 1:
        return found[0]
    name = safe_line(wanted)[:40]
    if found:
        shown = ", ".join(sorted(found)[:3])
        message = f"{len(found)} {noun}s have an id that starts with {name} ({shown} …); give more of it"
        raise NotFoundError(message)
    message = f"no {noun} has the id {name}; {_WHERE[noun]}"
    raise NotFoundError(message)


_WHERE = {
    "highlight": "newsmark marks shows the ids",
    "article": "newsmark list shows the ids",
    "choice": "newsmark choices shows the ids",
}
