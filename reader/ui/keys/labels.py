"""Labels of one or two letters for the words on the screen, and the keys that pick a passage by them. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.wording import quoted
from reader.ui.render.runs import Run
from reader.ui.render.wrap import width_of

ALPHABET = "fjdkslaghrueiwotyvncmbxpqz0123456789;,./'[]-=\\ABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&()*+:<>?@^_`{|}~"
"""What labels are made of, the easiest letters first; so many of them as the words on the screen call for."""

_SIZES = (26, 36, 46, 72, len(ALPHABET))
LONGEST = 2
"""Letters of the longest label."""

MOST = len(ALPHABET) ** 2
"""So many words can have labels."""


def assign(words: int, nearest: int) -> tuple[str, ...]:
    """A label for each word, in the order of the words; those beyond `MOST`, the farthest, have an empty one.

    Labels are all of one letter where there are so few words, else all of two, so that none begins another one. The
    nearer a word is to the one with the index `nearest`, the easier its label.
    """
    size = next((size for size in _SIZES if words <= size**2), len(ALPHABET))
    letters = ALPHABET[:size]
    made = list(letters)
    if words > len(made):
        made = [letters[first] + letters[second] for first, second in sorted(product(range(size), repeat=2), key=sum)]
    labels = [""] * words
    for label, index in zip(made, _outwards(words, nearest), strict=False):
        labels[index] = label
    return tuple(labels)


def _outwards(words: int, nearest: int) -> Sequence[int]:
    """The indices of so many words, from one outwards; of two that are as near, the later comes first."""
    return sorted(range(words), key=lambda index: (abs(index - nearest), index < nearest))


@frozen
class Labelled:
    """The words on the screen that have labels.

    Attributes:
        words: in the order of the text.
        labels: of each; no label begins another.
        looks: how the label of each looks, not as the one that it touches.
    """

    words: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    def over(self, typed: str) -> dict[int, list[Run]]:
        """What stands over the words whose labels begin with these letters, by the offset where each begins."""
        found: dict[int, list[Run]] = {}
        for word, label, look in zip(self.words, self.labels, self.looks, strict=True):
            if label and label.startswith(typed):
                runs = [(typed, "letters-typed"), (label[len(typed) :], look)]
                found[word.start] = [run for run in runs if run[0]]
        return found

    def word(self, label: str) -> Span | None:
        """The word with this label."""
        return self.words[self.labels.index(label)] if label in self.labels else None

    def read(self, letter: str) -> tuple[str, bool]:
        """The letter of a label that is meant, and whether it was typed as a capital, where no label has any."""
        capital = letter.isupper() and all(label == label.lower() for label in self.labels)
        return (letter.lower() if capital else letter), capital


def label_words(text: str, words: Sequence[Span], near: int) -> Labelled:
    """Words of a text, in order, with labels, the easiest for that at an offset and those around it."""
    nearest = min(bisect_right(words, near, key=lambda word: word.end), max(0, len(words) - 1))
    looks: list[str] = []
    for before, word in pairwise((None, *words)):
        touches = before is not None and word is not None and width_of(text[before.start : word.start]) <= LONGEST
        looks.append("letters-next" if touches and looks[-1] == "letters" else "letters")
    return Labelled(tuple(words), assign(len(words), nearest), tuple(looks))


@frozen
class Picking:
    """What was typed in hint mode so far.

    Attributes:
        typed: letters that begin a label.
        first: the word that was picked first.
    """

    typed: str = ""
    first: Span | None = None


@frozen
class Picked:
    """Two words are picked: the passage from the one to the other, and whether it is to be highlighted at once."""

    passage: Span
    at_once: bool = False


def feed(picking: Picking, labelled: Labelled, letter: str) -> Picking | Picked | None:
    """Take a letter: what is typed then, or the passage that is picked; None if no label goes on with it.

    A label whose last letter is a capital highlights at once; if it is the first one, its word alone.
    """
    meant, capital = labelled.read(letter)
    typed = picking.typed + meant
    word = labelled.word(typed)
    if word is None:
        return replace(picking, typed=typed) if labelled.over(typed) else None
    if picking.first is None and not capital:
        return Picking(first=word)
    ends = sorted((picking.first or word, word), key=lambda span: span.start)
    return Picked(Span(ends[0].start, ends[1].end), at_once=capital)


def took_back(picking: Picking) -> Picking:
    """What is typed without its last letter; without any, no word is picked."""
    return replace(picking, typed=picking.typed[:-1]) if picking.typed else Picking()


def picking_told(picking: Picking, text: str) -> tuple[str, str]:
    """The name of hint mode with what was typed, and what is to be done now, for the line at the bottom."""
    name = f"LABELS {picking.typed}".strip()
    if picking.first is None:
        return name, "first word · capital highlights it · esc"
    word = quoted(text[picking.first.start : picking.first.end])
    return name, f"{word} … last word · capital highlights · esc"
