"""The help screen, made from the table of actions. Pure."""

from collections.abc import Mapping

from rich.text import Text

from reader.ui.actions import ACTIONS, Group, Scope, keys_of, sign

_WHERE = {Scope.LIST: "list", Scope.ARTICLE: "article", Scope.MARKS: "marks"}
_VISUAL = (
    ("h j k l  w b e W B E", "by character, line, word"),
    ("0 ^ $  ( )  { }  g G", "line, sentence, paragraph, top and end"),
    ("f F t T  ; ,", "to a character in the paragraph, and again"),
    ("iw aw is as ip ap", "word, sentence, paragraph"),
    ('i" a" i( a(', "between quotation marks or brackets"),
    ("o", "the other end of the selection"),
    ("H enter", "highlight what is selected"),
    ("y", "copy it"),
    ("v V esc", "change the kind of selection, or leave it"),
    ("3w  2)", "a number repeats"),
)


def help_text(rebound: Mapping[str, str], key_style: str, head_style: str) -> Text:
    """Every action with its keys, under the headings of the table, then the keys of visual mode."""
    text = Text()
    for group in Group:
        text.append(f"{group.value}\n", head_style)
        for action in ACTIONS:
            if action.group is group:
                keys = " ".join(sign(key) for key in keys_of(action, rebound))
                where = "" if len(action.scopes) != 1 else _WHERE.get(action.scopes[0], "")
                _line(text, keys, action.help, where, key_style)
        text.append("\n")
    text.append("While selecting\n", head_style)
    for keys, words in _VISUAL:
        _line(text, keys, words, "", key_style)
    return text


def _line(text: Text, keys: str, words: str, where: str, key_style: str) -> None:
    text.append(f"  {keys:<18}", key_style)
    text.append(f" {words}")
    text.append(f"  ({where})\n" if where else "\n", "dim")
