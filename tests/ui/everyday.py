"""Everyday tasks and the keys that each takes, as data: a test presses them and reads `docs/keys.md`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        name: what the reader wants, as `docs/keys.md` says it.
        before: keys that bring the reader to where the task begins; they do not count.
        keys: keys that do it, words to be written left out.
        words: what is written after `keys`, if anything.
        end: keys after the words.
        yesterday: keys of a run of the program on the day before; the task is then done in a run of its own.
    """

    name: str
    before: tuple[str, ...]
    keys: tuple[str, ...]
    words: str = ""
    end: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many keys it takes, words left out."""
        return len(self.keys) + len(self.end)


AT_SENTENCE = ("g", "j", "enter", "G", "(")
"""Opens the article on the strike, the second of three, with its last sentence in focus."""

TASKS = (
    Task("open the next unread article", ("g", "enter"), ("n",)),
    Task("mark the sentence one reads", AT_SENTENCE, ("H", "H")),
    Task("mark five words", AT_SENTENCE, ("H", "5", "w")),
    Task("mark a paragraph as a claim", AT_SENTENCE, ("H", "i", "p", "c", "c")),
    Task("select any passage on the screen", (*AT_SENTENCE, "g"), ("F", "g", "f", "g", "j")),
    Task("mark any passage on the screen", (*AT_SENTENCE, "g"), ("F", "g", "f", "g", "J")),
    Task("write a note on a sentence", AT_SENTENCE, ("a",), "why", ("escape",)),
    Task("tag a highlight", (*AT_SENTENCE, "H", "H"), ("t",), "port", ("enter",)),
    Task("find a word and come back", (*AT_SENTENCE, "g"), ("/",), "containers", ("enter", "ctrl+o")),
    Task("archive and go on", ("g", "enter"), ("d",)),
    Task("take an act of yesterday back", (), ("u",), yesterday=(*AT_SENTENCE, "H", "H")),
    Task("go to the first of all marks", (*AT_SENTENCE, "H", "H", "g"), ("M", "enter")),
    Task("export all marks of an article", (*AT_SENTENCE, "H", "H"), ("e",)),
    Task("see what was cut", AT_SENTENCE, ("z",)),
)
