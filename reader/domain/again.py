"""A passage of an old text, found again in a new one by what became of its words; or not at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from reader.domain.aligning import Alignment
from reader.domain.frozen import frozen

_AROUND = 12
"""Words of surroundings on each side."""

_WHOLE_WORDS = 5
"""A passage of so many words that is found unbroken and in its order needs few words around it."""

_IN_COMPANY = 0.7
"""With most of the rest of its paragraph beside it, a passage was moved within the paragraph or together with it."""

_EDITED = 0.5
"""Half of a sentence in its company, or between surroundings that stayed, is that sentence, edited."""

_ANEW = 0.3
"""With less of it kept, a sentence was written anew; that it has a word of a short passage too is chance."""

_MOVED_ALONE = 0.8
"""A sentence that stands among others now may have lost a fifth; with more, it may be another one."""

_SHORT_BLOCK, _MOVED_SHORT = 80, 0.9
"""A block of so few letters that stands among others now may have lost no more than a tenth."""

_HARDLY_EDITED = 0.75
"""With less of it kept, a sentence that left its place must at least tell of the same numbers."""

_OWN_LETTERS = 8
"""A short passage of which every word is changed must have so many letters that are found."""

_FEW_LETTERS = 20
"""A block of fewer letters is not looked for among others."""

_LONG_BLOCK = 200
"""In a block of so many letters a changed number is an update, in a shorter one another sentence."""

_LONG_WORDS, _LONG_LETTERS = 8, 45


_APART = 0.15
"""So many foreign letters between its words, as a share of its own, make two pieces of a passage."""

_MARKS = 40
"""Quotes and other marks at the edge of a passage are looked for among so many characters beside its words."""

_FORMS = str.maketrans("“”„«»‘’‚‐‑‒–—−", '"""""\'\'\'------', "\u00ad\u200b\u200c\u200d\u2060\ufeff")


@frozen
class _Evidence:
    """How much speaks for a place.

    Attributes:
        inside: letters of the passage that are found, of all.
        run: the longest run of words of it that stand together.
        left: words found before it, of those that stood there.
        right: the same behind it.
        around: letters found on both sides.
    """

    inside: float
    run: int
    left: float
    right: float
    around: int

    @property
    def context(self) -> float:
        """Words found on both sides."""
        return (self.left + self.right) / 2


def locate(alignment: Alignment, old_text: str, start: int, end: int, new_text: str) -> tuple[int, int] | None:
    """Where the passage from `start` to `end` of the old text is now; None if that is not certain. Code points."""
    first = bisect_right(alignment.old.ends, start)
    behind = bisect_left(alignment.old.starts, end)
    if first >= behind:
        return None
    cluster = _cluster(alignment, first, behind)
    unchanged = alignment.old.signs == alignment.new.signs
    if not cluster or not (unchanged or _is_certain(alignment, first, behind, cluster)):
        return None
    low, high = _edges(alignment, first, behind, cluster)
    return _offsets(alignment, (old_text, start, end), (first, behind - 1), new_text, (low, high))


def _cluster(alignment: Alignment, first: int, behind: int) -> list[int]:
    """The old words of the passage whose new ones stand together; of several places, the one with most letters."""
    mapped = sorted((alignment.to[at], at) for at in range(first, behind) if alignment.to[at] >= 0)
    reach = max(8, behind - first)
    clusters: list[list[int]] = []
    last = None
    for to, at in mapped:
        if last is None or to - last > reach:
            clusters.append([])
        clusters[-1].append(at)
        last = to
    return _untorn(alignment, max(clusters, key=alignment.old.letters, default=[]), alignment.slots[first:behind])


def _untorn(alignment: Alignment, cluster: list[int], slots: Sequence[int]) -> list[int]:
    """Of a passage in another order, most of whose span is foreign to it now, the largest piece; else all of it.

    Args:
        alignment: of the two texts.
        cluster: its words, in the order of the new text.
        slots: the new words that are in their place, or -1.
    """
    if all(one < other for one, other in pairwise(cluster)):
        return cluster
    own, whole = set(slots), alignment.old.letters(cluster)
    pieces, foreign = [cluster[:1]], 0
    for one, other in pairwise(cluster):
        between = range(alignment.to[one] + 1, alignment.to[other])
        strange = alignment.new.letters(at for at in between if at not in own)
        foreign += strange
        if strange > max(_FEW_LETTERS, _APART * whole):
            pieces.append([])
        pieces[-1].append(other)
    return max(pieces, key=alignment.old.letters) if foreign > whole else cluster


def _is_certain(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> bool:
    evidence = _evidence(alignment, first, behind, cluster)
    mass = alignment.old.letters(range(first, behind))
    chains = {alignment.chain[at] for at in cluster}
    if chains & alignment.steady and (
        _is_home(alignment, first, behind, cluster) or _moved(alignment, first, behind, cluster)
    ):
        if behind - first >= _LONG_WORDS or mass >= _LONG_LETTERS:
            sides = evidence.left >= 0.4 and evidence.right >= 0.4
            firm = evidence.run >= 3 or evidence.context >= 0.25
            held = evidence.inside >= 0.3 and sides and _sentence_alike(alignment, first, behind, cluster) >= _EDITED
            return (evidence.inside >= 0.65 and firm) or held
        near = evidence.context >= 0.3 or max(evidence.left, evidence.right) >= 0.7
        whole = evidence.run >= _WHOLE_WORDS and evidence.inside > 0.99
        alike = _sentence_alike(alignment, first, behind, cluster)
        return (
            evidence.inside >= 0.5
            and (evidence.around >= 12 or whole)
            and (near and alike >= _ANEW)
            and _has_own_words(alignment, cluster)
        )
    return evidence.inside >= 0.5 and _moved(alignment, first, behind, cluster)


def _has_own_words(alignment: Alignment, cluster: Sequence[int]) -> bool:
    """True if a word of a short passage is found as it was, or enough letters of changed ones."""
    found = alignment.old.letters(cluster)
    return found >= _OWN_LETTERS or any(_is_same(alignment, at) for at in cluster)


def _is_home(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> bool:
    """True if a passage still stands beside what stood beside its sentences, before or behind."""
    to, back = alignment.to, alignment.back
    sentences = alignment.old.sentences_of(first, behind)
    there = _beside(alignment, sentences, cluster)
    low, high = min(to[at] for at in there), max(to[at] for at in there)
    before = next((to[at] for at in range(sentences.start - 1, -1, -1) if to[at] >= 0), -1)
    after = next((to[at] for at in range(sentences.stop, len(to)) if to[at] >= 0), len(back))
    return before == next((at for at in range(low - 1, -1, -1) if back[at] >= 0), -1) or after == next(
        (at for at in range(high + 1, len(back)) if back[at] >= 0), len(back)
    )


def _moved(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> bool:
    """True if a passage that left its place is certain by its sentences and by what is beside it."""
    sentences = alignment.old.sentences_of(first, behind)
    there = _beside(alignment, sentences, cluster)
    alike = _alike(alignment, sentences, there)
    if _company(alignment, sentences, there) >= _IN_COMPANY:
        return alike >= _HARDLY_EDITED or (alike >= _EDITED and _numbers_kept(alignment, sentences))
    block = alignment.old.letters(there)
    if block < _FEW_LETTERS or alike < (_MOVED_SHORT if block < _SHORT_BLOCK else _MOVED_ALONE):
        return False
    return block >= _LONG_BLOCK or _numbers_kept(alignment, sentences)


def _beside(alignment: Alignment, words: range, cluster: Sequence[int]) -> list[int]:
    """Those of some old words that stand around the new place of a passage."""
    low, high = min(alignment.to[at] for at in cluster), max(alignment.to[at] for at in cluster)
    reach = len(words)
    return [at for at in words if low - reach <= alignment.to[at] <= high + reach and alignment.to[at] >= 0]


def _alike(alignment: Alignment, words: range, there: Sequence[int]) -> float:
    """How much of some old words and of what they became is the same: by letters or by words, whichever is less."""
    same = [at for at in there if _is_same(alignment, at)]
    to = [alignment.to[at] for at in there]
    now = range(min(to), max(to) + 1)
    letters = max(alignment.old.letters(words), alignment.new.letters(now))
    return min(alignment.old.letters(same) / letters, len(same) / max(len(words), len(now)))


def _sentence_alike(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> float:
    """How much of the sentences of a passage is the same where it is now; from 0 to 1."""
    sentences = alignment.old.sentences_of(first, behind)
    return _alike(alignment, sentences, _beside(alignment, sentences, cluster))


def _company(alignment: Alignment, sentences: range, there: Sequence[int]) -> float:
    """How many letters of the rest of its paragraphs stand in one paragraph with a passage now, of all; from 0 to 1."""
    to = [alignment.to[at] for at in there]
    now = alignment.new.paragraphs_of(min(to), max(to) + 1)
    whole = alignment.old.paragraphs_of(sentences.start, sentences.stop)
    rest = [at for at in whole if at not in sentences]
    beside = alignment.old.letters([at for at in rest if alignment.to[at] in now])
    return beside / max(_FEW_LETTERS, alignment.old.letters(rest))


def _numbers_kept(alignment: Alignment, words: range) -> bool:
    """True if every number in some old words is found as it was."""
    return all(_is_same(alignment, at) for at in words if any(map(str.isdigit, alignment.old.folded[at])))


def _is_same(alignment: Alignment, at: int) -> bool:
    """True if a word stands in the new text as it did in the old."""
    to = alignment.to[at]
    return to >= 0 and alignment.old.signs[at] == alignment.new.signs[to]


def _evidence(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> _Evidence:
    to = alignment.to
    low, high = min(to[at] for at in cluster), max(to[at] for at in cluster)
    longest = run = 1
    for one, other in pairwise(cluster):
        run = run + 1 if (other - one, to[other] - to[one]) == (1, 1) else 1
        longest = max(longest, run)
    before = range(max(0, first - _AROUND), first)
    after = range(behind, min(len(to), behind + _AROUND))
    left = [at for at in before if low - 4 * _AROUND <= to[at] < low]
    right = [at for at in after if high < to[at] <= high + 4 * _AROUND]
    return _Evidence(
        inside=alignment.old.letters(cluster) / max(1, alignment.old.letters(range(first, behind))),
        run=longest,
        left=len(left) / len(before) if before else float(low == 0),
        right=len(right) / len(after) if after else float(high == len(alignment.back) - 1),
        around=alignment.old.letters((*left, *right)),
    )


def _edges(alignment: Alignment, first: int, behind: int, cluster: Sequence[int]) -> tuple[int, int]:
    """The first and the last new word, with what took the place of lost words at the edges, in the same paragraph."""
    to, slots = alignment.to, alignment.slots
    low, high = min(to[at] for at in cluster), max(to[at] for at in cluster)
    old, new = alignment.old.paragraphs_of(min(cluster), max(cluster) + 1), alignment.new.paragraphs_of(low, high + 1)
    for at in range(max(first, old.start), min(cluster)):
        if slots[at] in new and 0 < low - slots[at] <= min(cluster) - at + 2:
            low = slots[at]
            break
    for at in range(min(behind, old.stop) - 1, max(cluster), -1):
        if slots[at] in new and 0 < slots[at] - high <= at - max(cluster) + 2:
            high = slots[at]
            break
    return low, high


def _offsets(
    alignment: Alignment,
    was: tuple[str, int, int],
    old_edge: tuple[int, int],
    new_text: str,
    new_edge: tuple[int, int],
) -> tuple[int, int]:
    """Words as offsets: the marks at the edges come along, and a passage that began inside a word does so again."""
    old_text, start, end = was
    old, new = alignment.old, alignment.new
    (first, last), (low, high) = old_edge, new_edge
    begin, finish = new.starts[low], new.ends[high]
    if start > old.starts[first] and old.signs[first] == new.signs[low]:
        begin = min(begin + start - old.starts[first], new.ends[low] - 1)
    elif start < old.starts[first]:
        begin -= _marks_kept(old_text[start : old.starts[first]], new_text[max(0, begin - _MARKS) : begin])
    if end < old.ends[last] and old.signs[last] == new.signs[high]:
        finish = max(finish - (old.ends[last] - end), new.starts[high] + 1)
    elif end > old.ends[last]:
        finish += _marks_kept(old_text[old.ends[last] : end][::-1], new_text[finish : finish + _MARKS][::-1])
    return begin, max(finish, begin + 1)


def _marks_kept(old: str, new: str) -> int:
    """How many characters at the end of the new text hold the marks at the end of the old one, whatever their form."""
    at = kept = len(new)
    for mark in reversed(old.translate(_FORMS)):
        while at and new[at - 1] != "\n" and new[at - 1].translate(_FORMS).strip() == "":
            at -= 1
        if not mark.isspace():
            if not at or new[at - 1].translate(_FORMS) != mark:
                break
            at = kept = at - 1
    return len(new) - kept
