"""The one table of actions: bindings, help, palette, README and settings are all read from it."""

from collections.abc import Mapping
from enum import StrEnum

from reader.domain.frozen import frozen


class Scope(StrEnum):
    """Where an action works."""

    EVERYWHERE = "everywhere"
    LIST = "list"
    ARTICLE = "article"
    MARKS = "marks"


class Group(StrEnum):
    """Headings of the help screen."""

    MOVE = "Move"
    TRIAGE = "Triage"
    MARK = "Mark"
    FIND = "Find and show"
    PROGRAM = "Newsmark"


@frozen
class Action:
    """One thing that the reader can do.

    Attributes:
        id: its name in settings; the same act has one id in every scope.
        keys: default keys, as Textual names them, separated by commas.
        short: one or two words for the line of keys.
        help: a sentence for the help screen and the palette.
        group: its heading there.
        scopes: where it works.
        call: the method `action_<call>`, with arguments if any.
        hint: rank in the line of keys at the bottom; 0 keeps it out.
        doubled: True if its key pressed twice is what is mostly meant.
        needs_marks: True if it asks for all marks or changes some, and so waits until they have been read.
    """

    id: str
    keys: str
    short: str
    help: str
    group: Group
    scopes: tuple[Scope, ...]
    call: str
    hint: int = 0
    doubled: bool = False
    needs_marks: bool = False


_LIST, _ARTICLE, _MARKS = Scope.LIST, Scope.ARTICLE, Scope.MARKS
_LISTS = (_LIST, _MARKS)
_TRIAGE = (_LIST, _ARTICLE)
_ALL = (_LIST, _ARTICLE, _MARKS)

ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", "down", "Go down a row or line", Group.MOVE, _ALL, "move('j')"),
    Action("up", "k,up", "up", "Go up a row or line", Group.MOVE, _ALL, "move('k')"),
    Action("top", "g,home", "top", "Go to the top", Group.MOVE, _ALL, "move('g')"),
    Action("end", "G,end", "end", "Go to the end", Group.MOVE, _ALL, "move('G')"),
    Action("half-down", "ctrl+d", "half down", "Go half a page down", Group.MOVE, _ALL, "move('half_down')"),
    Action("half-up", "ctrl+u", "half up", "Go half a page up", Group.MOVE, _ALL, "move('half_up')"),
    Action("page-down", "space,pagedown,ctrl+f", "page", "Go a page down", Group.MOVE, _ALL, "move('page_down')"),
    Action("page-up", "b,pageup,ctrl+b", "page up", "Go a page up", Group.MOVE, _ALL, "move('page_up')"),
    Action("next-sentence", ")", "sentence", "Go to the next sentence", Group.MOVE, (_ARTICLE,), "move(')')"),
    Action("last-sentence", "(", "sentence", "Go to the sentence before", Group.MOVE, (_ARTICLE,), "move('(')"),
    Action("next-paragraph", "}", "paragraph", "Go to the next paragraph", Group.MOVE, (_ARTICLE,), "move('}')"),
    Action("last-paragraph", "{", "paragraph", "Go to the paragraph before", Group.MOVE, (_ARTICLE,), "move('{')"),
    Action("next-word", "w", "word", "Go to the next word", Group.MOVE, (_ARTICLE,), "move('w')"),
    Action("last-word", "B", "word", "Go to the word before", Group.MOVE, (_ARTICLE,), "move('B')"),
    Action("next-mark", "]", "next mark", "Go to the next highlight", Group.MOVE, (_ARTICLE,), "mark(1)"),
    Action("last-mark", "[", "last mark", "Go to the highlight before", Group.MOVE, (_ARTICLE,), "mark(-1)"),
    Action("jump-back", "ctrl+o", "jump back", "Back to before the last jump", Group.MOVE, (_ARTICLE,), "jump_back"),
    Action(
        "jump-forward",
        "tab,ctrl+i",
        "jump on",
        "Forth again after going back",
        Group.MOVE,
        (_ARTICLE,),
        "jump_forward",
    ),
    Action(
        "position",
        "comma",
        "position",
        "Give this place a letter, to go to it later",
        Group.MOVE,
        (_ARTICLE,),
        "position",
        needs_marks=True,
    ),
    Action(
        "to-position",
        "'",
        "to position",
        "Go to a letter's place; ? lists them; twice: back from a jump",
        Group.MOVE,
        (_ARTICLE,),
        "to_position",
        needs_marks=True,
    ),
    Action("open", "enter,l", "read", "Open it", Group.MOVE, _LISTS, "open", 5),
    Action("back", "q,h", "back", "Go back; at the top, quit", Group.MOVE, _ALL, "back"),
    Action("next-article", "J", "next", "Open the next article", Group.MOVE, (_ARTICLE,), "article(1)", 5),
    Action("last-article", "K", "last", "Open the article before", Group.MOVE, (_ARTICLE,), "article(-1)"),
    Action("next-found", "n", "next found", "Next match, else next unread", Group.FIND, _ALL, "found(1)"),
    Action("last-found", "N", "last found", "Match before, else unread before", Group.FIND, _ALL, "found(-1)"),
    Action("done", "d", "done", "Archive, and on to the next", Group.TRIAGE, _TRIAGE, "done", 1),
    Action("later", "s", "later", "Keep for later, and on", Group.TRIAGE, _TRIAGE, "later", 2),
    Action("inbox", "i", "to inbox", "Put back into the inbox", Group.TRIAGE, _TRIAGE, "inbox"),
    Action("star", "asterisk", "star", "Star it, or take the star off", Group.TRIAGE, _TRIAGE, "star", 3),
    Action("read", "m", "read/unread", "Call it read, or unread", Group.TRIAGE, _TRIAGE, "read"),
    Action("done-story", "D", "story done", "Archive all copies of this story", Group.TRIAGE, (_LIST,), "done_story"),
    Action("fold", "z", "fold copies", "Show copies of one story as one row, or each", Group.FIND, (_LIST,), "fold"),
    Action("unfold", "Z", "open copies", "Show the copies folded here, or hide them", Group.FIND, (_LIST,), "unfold"),
    Action("group", "tab", "group", "Group marks by article, tag or kind", Group.FIND, (_MARKS,), "group", 2),
    Action("select", "x", "select", "Select the row, for acts on many", Group.TRIAGE, _LISTS, "select"),
    Action("select-all", "X", "select all", "Select every row, or none", Group.TRIAGE, _LISTS, "select_all"),
    Action(
        "highlight",
        "H",
        "mark",
        "Twice: highlight the sentence; with a motion or object: that passage",
        Group.MARK,
        (_ARTICLE,),
        "operator",
        1,
        doubled=True,
    ),
    Action(
        "visual",
        "v",
        "select",
        "Select by vim's motions; H or enter highlights; after g, the same again",
        Group.MARK,
        (_ARTICLE,),
        "visual(False)",
        2,
    ),
    Action("visual-sentence", "V", "sentences", "Select by sentences", Group.MARK, (_ARTICLE,), "visual(True)"),
    Action(
        "labels",
        "F",
        "labels",
        "Put labels on the words; two of them select a passage",
        Group.MARK,
        (_ARTICLE,),
        "labels",
    ),
    Action(
        "note",
        "a",
        "note",
        "Write a note on the highlight, the sentence or the article",
        Group.MARK,
        _ALL,
        "note",
        3,
        needs_marks=True,
    ),
    Action(
        "note-editor",
        "A",
        "editor",
        "Write the note in your own editor",
        Group.MARK,
        (_ARTICLE, _MARKS),
        "note_in_editor",
        needs_marks=True,
    ),
    Action(
        "fold-notes",
        "r",
        "fold notes",
        "Fold the long note here, or all; unfold",
        Group.MARK,
        (_ARTICLE,),
        "fold_notes",
    ),
    Action("tag", "t", "tag", "Tag the highlight or the article", Group.MARK, _ALL, "tag", 4, needs_marks=True),
    Action(
        "kind",
        "c",
        "kind",
        "Give the highlight or the sentence a kind by its letter",
        Group.MARK,
        (_ARTICLE, _MARKS),
        "kind",
        needs_marks=True,
    ),
    Action(
        "remove", "D", "remove", "Take the highlight away", Group.MARK, (_ARTICLE, _MARKS), "remove", needs_marks=True
    ),
    Action(
        "longer", ">", "longer", "Lengthen the highlight by a word", Group.MARK, (_ARTICLE,), "longer", needs_marks=True
    ),
    Action(
        "shorter",
        "<",
        "shorter",
        "Shorten the highlight by a word",
        Group.MARK,
        (_ARTICLE,),
        "shorter",
        needs_marks=True,
    ),
    Action(
        "reshape", "E", "reshape", "Give the highlight other ends", Group.MARK, (_ARTICLE,), "reshape", needs_marks=True
    ),
    Action(
        "split",
        "x",
        "split",
        "Split the highlight at the word under the caret",
        Group.MARK,
        (_ARTICLE,),
        "split",
        needs_marks=True,
    ),
    Action(
        "join", "&", "join", "Join the highlight with the next one", Group.MARK, (_ARTICLE,), "join", needs_marks=True
    ),
    Action("pick", "p", "pick", "Pick the next of several highlights here", Group.MARK, (_ARTICLE,), "pick"),
    Action(
        "lost",
        "L",
        "lost",
        "List the lost highlights, and place one by hand",
        Group.MARK,
        (_ARTICLE,),
        "lost",
        needs_marks=True,
    ),
    Action(
        "repeat",
        ".",
        "again",
        "Do the last marking act again here",
        Group.MARK,
        (_ARTICLE,),
        "repeat",
        needs_marks=True,
    ),
    Action("undo", "u", "undo", "Take the last act back", Group.MARK, _ALL, "app.undo", 6, needs_marks=True),
    Action("redo", "ctrl+r", "redo", "Do it again", Group.MARK, _ALL, "app.redo", needs_marks=True),
    Action("cuts", "z", "cuts", "Show what was cut, and why", Group.FIND, (_ARTICLE,), "cuts", 6),
    Action(
        "block",
        "Z",
        "cut/restore",
        "Cut this block, or bring it back",
        Group.FIND,
        (_ARTICLE,),
        "block",
        needs_marks=True,
    ),
    Action(
        "source",
        "S",
        "for source",
        "Cut or restore this block in all of its source",
        Group.FIND,
        (_ARTICLE,),
        "source",
        needs_marks=True,
    ),
    Action(
        "choices",
        "R",
        "choices",
        "Show your choices for sources",
        Group.FIND,
        (Scope.EVERYWHERE,),
        "choices",
        needs_marks=True,
    ),
    Action("find", "/", "find", "Filter the list; search in the article", Group.FIND, _ALL, "find", 7),
    Action("clear", "escape", "clear", "Drop the filter or the search", Group.FIND, _ALL, "clear"),
    Action("browser", "o", "browser", "Open the original in the browser", Group.FIND, _TRIAGE, "browser"),
    Action("follow", "f", "follow", "Open a link of the article by its number", Group.FIND, (_ARTICLE,), "follow"),
    Action("copy", "y", "copy", "Copy the highlight, the sentence or the title", Group.MARK, _ALL, "copy"),
    Action(
        "marks", "M", "all marks", "Show all marks of the library", Group.FIND, _TRIAGE, "marks", 8, needs_marks=True
    ),
    Action("export", "e", "export", "Export marks as Markdown", Group.MARK, _ALL, "export", needs_marks=True),
    Action("view-inbox", "1", "inbox", "Show the inbox", Group.FIND, _ALL, "app.view('inbox')"),
    Action("view-later", "2", "later", "Show what is kept for later", Group.FIND, _ALL, "app.view('later')"),
    Action("view-archive", "3", "archive", "Show the archive", Group.FIND, _ALL, "app.view('archive')"),
    Action("view-starred", "4", "starred", "Show what is starred", Group.FIND, _ALL, "app.view('starred')"),
    Action("view-marked", "5", "marked", "Show what has marks", Group.FIND, _ALL, "app.view('marked')"),
    Action("view-all", "6", "all", "Show every article", Group.FIND, _ALL, "app.view('all')"),
    Action("saved-1", "7", "saved 1", "Show the first saved view", Group.FIND, _ALL, "app.saved(1)"),
    Action("saved-2", "8", "saved 2", "Show the second saved view", Group.FIND, _ALL, "app.saved(2)"),
    Action("saved-3", "9", "saved 3", "Show the third saved view", Group.FIND, _ALL, "app.saved(3)"),
    Action("wider", "+", "wider", "Make the text wider", Group.PROGRAM, (_ARTICLE,), "measure(1)"),
    Action("narrower", "-", "narrower", "Make the text narrower", Group.PROGRAM, (_ARTICLE,), "measure(-1)"),
    Action("justified", "=", "edges", "Both edges straight, or one ragged", Group.PROGRAM, (_ARTICLE,), "justified"),
    Action("spacing", "_", "spacing", "A blank row between lines, or none", Group.PROGRAM, (_ARTICLE,), "spacing"),
    Action("messages", "!", "messages", "Show the messages so far", Group.PROGRAM, (Scope.EVERYWHERE,), "messages"),
    Action("help", "?", "help", "Show every key", Group.PROGRAM, (Scope.EVERYWHERE,), "help", 9),
    Action(
        "theme",
        "T",
        "light/dark",
        "Change between the dark and the light theme",
        Group.PROGRAM,
        (Scope.EVERYWHERE,),
        "theme",
    ),
    Action(
        "palette", "ctrl+p", "palette", "Find an action by name", Group.PROGRAM, (Scope.EVERYWHERE,), "command_palette"
    ),
    Action(
        "suspend",
        "ctrl+z",
        "suspend",
        "Back to the shell; `fg` goes on",
        Group.PROGRAM,
        (Scope.EVERYWHERE,),
        "suspend_process",
    ),
    Action("quit", "Q", "quit", "Quit from anywhere", Group.PROGRAM, (Scope.EVERYWHERE,), "quit"),
)

ACTION_IDS = frozenset(action.id for action in ACTIONS)


def in_scope(scope: Scope) -> tuple[Action, ...]:
    """The actions of a scope, in the table's order."""
    return tuple(action for action in ACTIONS if scope in action.scopes)


def keys_of(action: Action, rebound: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The keys of an action, as the reader set them or by default."""
    return tuple(key.strip() for key in (rebound or {}).get(action.id, action.keys).split(","))


_SIGNS = {
    "asterisk": "*",
    "comma": ",",
    "slash": "/",
    "question_mark": "?",
    "space": "space",
    "pagedown": "page down",
    "pageup": "page up",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def key_of(action_id: str, rebound: Mapping[str, str]) -> str:
    """How the first key of an action is printed, twice where it is pressed twice."""
    action = next(action for action in ACTIONS if action.id == action_id)
    key = sign(keys_of(action, rebound)[0])
    return key * 2 if action.doubled else key


def sign(key: str) -> str:
    """How a key is printed for a person."""
    return _SIGNS.get(key, key)
