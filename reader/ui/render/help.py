"""The help screen, made from the table of actions. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reader.ui.actions import ACTIONS, Group, Scope, keys_of, sign
from reader.ui.keys import kinds

_WHERE = {Scope.LIST: "list", Scope.ARTICLE: "article", Scope.MARKS: "marks"}
_VISUAL = (
    ("h j k l  w b e W B E", "by character, line, word"),
    ("0 ^ $  ( )  { }  g G", "line, sentence, paragraph, top and end"),
    ("f F t T  ; ,", "to a character in the paragraph, and again"),
    ("iw aw iW aW", "word, with what clings to it"),
    ("is as ip ap", "sentence, paragraph"),
    ('i" a" i( a(', "between quotation marks or brackets"),
    ("o", "the other end of the selection"),
    ("H enter", "highlight what is selected"),
    ("c, then a letter", "highlight it as " + kinds.TOLD.replace(" · ", ", ")),
    ("y", "copy it"),
    ("gv", "select again what was selected last"),
    ("v V esc", "change the kind of selection, or leave it"),
    ("3w  2)", "a number repeats"),
)
_ASKED = (
    ("harbour", "a word that begins so"),
    ('"third week"', "these words in this order"),
    ("-ferry", "not this word; not what follows, before any key"),
    ("source:wire,port", "a part of the source's name, one of several"),
    ("tag:strike", "a tag of the article or of a highlight on it"),
    ("state: is: has:", "inbox later archive; read unread starred lost; marks notes tags"),
    ("after: before:", "2026, 2026-11, 2026-11-25, today, yesterday, 7d, 2w, 3m"),
)
"""What a filter takes; `domain.query` reads it."""


_KEYS_WIDTH = 18


def help_text(
    rebound: Mapping[str, str], scope: Scope | None, *, selecting: bool, key_style: str, head_style: str
) -> Table:
    """Every action with its keys: those of the screen first, under the headings of the table of actions.

    Args:
        rebound: keys by the ids of their actions, where the reader set them.
        scope: the screen that is looked at.
        selecting: whether a passage is being selected there, so that the keys for that are wanted first.
        key_style: how keys look.
        head_style: how headings look.
    """
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(style=key_style, width=_KEYS_WIDTH)
    table.add_column(ratio=1)
    here = (scope, Scope.EVERYWHERE)
    sections = [(group.value, [*_lines(rebound, group, here)]) for group in Group]
    if scope is Scope.ARTICLE:
        sections.insert(0 if selecting else len(sections), ("While selecting", [*_VISUAL]))
    else:
        sections.append(("In a filter", [*_ASKED]))
    elsewhere = tuple(one for one in Scope if one not in here)
    others = [line for group in Group for line in _lines(rebound, group, elsewhere, apart_from=here)]
    for heading, lines in (*sections, ("On other screens", others)):
        if lines:
            table.add_row(Text(heading, head_style))
            for keys, words in lines:
                table.add_row(Padding(Text(keys), (0, 0, 0, 2)), Text(words))
            table.add_row()
    return table


def _lines(
    rebound: Mapping[str, str], group: Group, scopes: Sequence[Scope | None], apart_from: Sequence[Scope | None] = ()
) -> Iterator[tuple[str, str]]:
    """Keys and words of the actions of a group that work in one of these scopes and in none of the others."""
    for action in ACTIONS:
        if action.group is not group or not set(scopes) & {*action.scopes} or {*apart_from} & {*action.scopes}:
            continue
        where = "" if not apart_from else f"  ({', '.join(_WHERE[scope] for scope in action.scopes)})"
        yield " ".join(sign(key) for key in keys_of(action, rebound)), f"{action.help}{where}"
