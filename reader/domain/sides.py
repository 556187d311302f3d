"""The words of two versions of a text, and where their sentences and paragraphs begin.

Each different word has a sign, a character of its own, so that the words of a text are a string: runs of words are
slices of it, which are soon compared and found. Case, typography, and characters that are not seen do not count.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from unicodedata import normalize

from reader.domain.frozen import frozen

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_JOINED = "\u0300-\u036f"
_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(
    r"([A-Za-z0-9]++(?![^\x00-\x7f])"  # most words, and sooner told
    rf"|[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}](?:[^\W_{_IDEOGRAPHS}]|[{_JOINED}]|[{_HIDDEN}](?=[\w{_HIDDEN}{_JOINED}]))*)"
)
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SENTENCE_END = re.compile(r"[^.!?…]*+[.!?…]\S*+\s|.*?[\n。！？]", re.DOTALL)
_LAST_SIGN = 0x10FFFF


@frozen
class Side:
    """One of two versions of a text, as its words.

    Attributes:
        signs: a character for each word; the same one in both versions if the word is the same.
        folded: the words, as they are compared.
        starts: where each begins, in code points of the text.
        ends: where each ends.
        sentences: the word that each sentence begins with, and the number of words.
        paragraphs: the same of the paragraphs.
    """

    signs: str
    folded: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: Sequence[int]
    paragraphs: Sequence[int]

    def sentences_of(self, first: int, behind: int) -> range:
        """The words of the sentences that a range of words touches."""
        return _widened(self.sentences, first, behind)

    def paragraphs_of(self, first: int, behind: int) -> range:
        """The words of the paragraphs that a range of words touches."""
        return _widened(self.paragraphs, first, behind)

    def all_sentences(self) -> list[range]:
        """Each sentence, as its words."""
        return [range(one, other) for one, other in pairwise(self.sentences)]

    def edge(self, at: int) -> int:
        """2 if a paragraph begins with a word, 1 if a sentence does, else 0."""
        return sum(starts[bisect_left(starts, at)] == at for starts in (self.sentences, self.paragraphs))

    def letters(self, words: Iterable[int]) -> int:
        """How many letters some words have, which are named by their numbers."""
        return sum([len(self.folded[at]) for at in words])


def sides(old_text: str, new_text: str) -> tuple[Side, Side]:
    """Two versions of a text as their words."""
    signs = _Signs()
    return _side(old_text, signs), _side(new_text, signs)


class _Signs(dict[str, str]):
    """The sign of each word, however it is spelled, and for each sign the word as it is compared."""

    def __init__(self) -> None:
        self.folded: dict[str, str] = {}
        self._signs: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        folded = word.lower() if word.isascii() else normalize("NFKC", word.translate(_UNSEEN)).casefold()
        sign = self[word] = self._signs.setdefault(folded, chr(min(len(self._signs), _LAST_SIGN)))
        self.folded.setdefault(sign, folded)
        return sign


def _side(text: str, signs: _Signs) -> Side:
    parts = _WORD.split(text)
    edges = list(accumulate(map(len, parts)))
    words = "".join(map(signs.__getitem__, parts[1::2]))
    gaps = [(at, gap) for at, gap in enumerate(parts[2:-1:2], 1) if gap != " "]
    return Side(
        signs=words,
        folded=list(map(signs.folded.__getitem__, words)),
        starts=edges[:-1:2],
        ends=edges[1::2],
        sentences=[0, *(at for at, gap in gaps if _ends_sentence(gap, parts[2 * at + 1])), len(words)],
        paragraphs=[0, *(at for at, gap in gaps if "\n" in gap), len(words)],
    )


def _ends_sentence(gap: str, word: str) -> bool:
    """True if a sentence ends between two words; not behind an abbreviation that a word in small letters follows."""
    return _SENTENCE_END.match(gap) is not None and ("\n" in gap or not word[0].islower())


def _widened(starts: Sequence[int], first: int, behind: int) -> range:
    """A range of words, widened to the next start on either side; the last start is behind the last word."""
    return range(starts[bisect_right(starts, first) - 1], starts[bisect_left(starts, behind)])
