"""How well highlights are found again when a text changes.

    python benchmarks/anchoring.py [--texts 60] [--seed 7] [--time]

Invented texts of an invented vocabulary are changed in ways that newsrooms and cleaners change theirs; passages of each
are then looked for. Where a passage went is known, for each word is followed. Prints for each change how many passages
are found exactly, nearly (four fifths of both passages are one), wrongly or not at all, of those that are still there;
and how many of those that are gone are rightly lost. CPU milliseconds are for a text with all its passages.

With `--time`: CPU milliseconds of one call, with nothing kept from a call before, for texts of 40,000 characters.
"""

import argparse
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import ceil

from library import vocabulary

from reader.domain.anchor import find_again
from reader.domain.versions import alignment_of, changed_part

NEAR = 0.8
"""Two passages of which so much is one are nearly the same."""

LONG = 40_000
"""Characters of a long article."""

OUTCOMES = ("exact", "near", "loose", "wrong", "lost", "rightly lost")
_numbers = count()


@dataclass(frozen=True)
class Token:
    """A word, or what stands in its place now; `id` stays with it."""

    text: str
    id: int


Sentence = tuple[Token, ...]
Paragraphs = tuple[tuple[Sentence, ...], ...]
Change = Callable[[Paragraphs, "Writer"], Paragraphs]


@dataclass(frozen=True)
class Case:
    """A passage to look for: its text, and its words."""

    old: str
    new: str
    start: int
    end: int
    truth: tuple[int, int] | None


class Writer:
    """Invents sentences, and all else that is left to chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - texts that can be made again
        self._words = vocabulary(self.chance, 4000)
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]

    def word(self) -> str:
        """A word as common as its like are, or a number."""
        if self.chance.random() < 0.03:
            return str(self.chance.randint(2, 9999))
        return self.chance.choices(self._words, self._weights)[0]

    def sentence(self, least: int = 6, most: int = 26) -> Sentence:
        """A sentence of invented words, with a comma or a quotation here and there."""
        words = [self.word() for _ in range(self.chance.randint(least, most))]
        words[0] = words[0].capitalize()
        if len(words) > 9:
            words[4] += ","
        if self.chance.random() < 0.15:
            words[0], words[-1] = f'"{words[0]}', f'{words[-1]}"'
        words[-1] += "."
        return tuple(Token(word, next(_numbers)) for word in words)

    def paragraph(self) -> tuple[Sentence, ...]:
        """One to four sentences."""
        return tuple(self.sentence() for _ in range(self.chance.randint(1, 4)))

    def text(self) -> Paragraphs:
        """A headline and six to twenty paragraphs."""
        return ((self.sentence(4, 9),), *(self.paragraph() for _ in range(self.chance.randint(6, 20))))


def as_new(sentence: Sentence) -> Sentence:
    """The same words, which are none of those that were marked."""
    return tuple(Token(token.text, next(_numbers)) for token in sentence)


def reworded(sentence: Sentence, share: float, writer: Writer) -> Sentence:
    """Some words exchanged; they stand for those that stood there."""
    return tuple(
        replace(token, text=writer.word() + ("." if token.text.endswith(".") else ""))
        if writer.chance.random() < share
        else token
        for token in sentence
    )


def lookalike(sentence: Sentence, writer: Writer, share: float = 0.125) -> Sentence:
    """Another sentence: every number is another, and so are so many of its words, at least one."""
    inner = range(1, len(sentence) - 1)
    at = set(writer.chance.sample(inner, max(1, ceil(len(inner) * share))))
    words = [
        writer.word() if number in at or token.text.isdigit() else token.text for number, token in enumerate(sentence)
    ]
    return tuple(Token(word, next(_numbers)) for word in words)


def copy_edit(share: float) -> Change:
    """So many of the words are exchanged."""
    return lambda text, writer: tuple(tuple(reworded(one, share, writer) for one in part) for part in text)


def inserted(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Two or three paragraphs come in."""
    parts = list(text)
    for _ in range(writer.chance.randint(2, 3)):
        parts.insert(writer.chance.randint(0, len(parts)), writer.paragraph())
    return tuple(parts)


def removed(text: Paragraphs, writer: Writer) -> Paragraphs:
    """A fifth of the paragraphs goes."""
    return tuple(part for part in text if writer.chance.random() > 0.2)


def moved(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Two paragraphs go elsewhere."""
    parts = list(text)
    for _ in range(2):
        parts.insert(writer.chance.randrange(len(parts)), parts.pop(writer.chance.randrange(len(parts))))
    return tuple(parts)


def split(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Some paragraphs fall apart."""
    return tuple(
        part for whole in text for part in (((one,) for one in whole) if writer.chance.random() < 0.4 else [whole])
    )


def merged(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Some paragraphs join the one before."""
    parts: list[tuple[Sentence, ...]] = []
    for part in text:
        if parts and writer.chance.random() < 0.4:
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)


def rewritten(text: Paragraphs, writer: Writer) -> Paragraphs:
    """One sentence in five is written anew: nothing of it is left."""
    return tuple(tuple(writer.sentence() if writer.chance.random() < 0.2 else one for one in part) for part in text)


def update(text: Paragraphs, writer: Writer) -> Paragraphs:
    """An update of the story: edited, with more on top, less below, and something moved."""
    return moved(inserted(removed(copy_edit(0.05)(text, writer), writer), writer), writer)


def recleaned(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Another cleaner: short lines come and go between the paragraphs, and these are cut elsewhere."""
    parts: list[tuple[Sentence, ...]] = []
    for part in merged(split(text, writer), writer):
        parts += [(writer.sentence(2, 5),)] if writer.chance.random() < 0.2 else []
        parts += [part] if writer.chance.random() > 0.05 else []
    return tuple(parts)


CHANGES: dict[str, Change] = {
    "nothing": lambda text, _: text,
    "words, 2 %": copy_edit(0.02),
    "words, 5 %": copy_edit(0.05),
    "words, 10 %": copy_edit(0.1),
    "paragraphs inserted": inserted,
    "paragraphs removed": removed,
    "paragraphs moved": moved,
    "paragraphs split": split,
    "paragraphs merged": merged,
    "sentences rewritten": rewritten,
    "cleaned otherwise": recleaned,
    "an update": update,
}


def typeset(text: str) -> str:
    """The same words with curly quotes, spaces that do not break, soft hyphens, and hard wraps."""
    for plain, fine in (
        (' "', " “"),
        ('\n"', "\n“"),
        ('"', "”"),
        (", ", ",\u00a0"),
        ("sto", "s\u00adto"),
        ("\n\n", "\n"),
    ):
        text = text.replace(plain, fine)
    return text


def joined(text: Paragraphs) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text, and where each word stands in it."""
    places: dict[int, tuple[int, int]] = {}
    out: list[str] = []
    at = 0
    for part in text:
        for sentence in part:
            for token in sentence:
                places[token.id] = (at, at + len(token.text))
                out.append(token.text + " ")
                at += len(token.text) + 1
        if out:
            out[-1] = out[-1][:-1] + "\n\n"
            at += 1
    return "".join(out), places


def passages(text: Paragraphs, writer: Writer, number: int = 10) -> Iterator[tuple[Token, ...]]:
    """Passages as readers mark them: sentences, and some words of one, or over the end of one."""
    for _ in range(number):
        part = writer.chance.choice(text)
        words = writer.chance.choice(part)
        if writer.chance.random() < 0.5:
            words = tuple(token for sentence in part for token in sentence)
            first = writer.chance.randrange(len(words))
            words = words[first : first + writer.chance.randint(1, 14)]
        yield words


def case(old: Paragraphs, new: Paragraphs, words: Sequence[Token], *, fine: bool = False) -> Case:
    """A passage and where it went: from the first to the last of its words, unless half of them are gone."""
    (before, here), (after, there) = joined(old), joined(new)
    left = [there[token.id] for token in words if token.id in there]
    truth = (min(left)[0], max(left)[1]) if 2 * len(left) > len(words) else None
    if fine:
        fine_text = typeset(after)
        truth = truth and (len(typeset(after[: truth[0]])), len(typeset(after[: truth[1]])))
        after = fine_text
    return Case(before, after, here[words[0].id][0], here[words[-1].id][1], truth)


def trap_cases(writer: Writer) -> Iterator[tuple[str, Case]]:
    """Sentences that are gone while one like them stays or comes, and one that is edited beside its lookalike."""
    text = writer.text()
    at = writer.chance.randrange(2, len(text) - 2)
    marked = writer.sentence(8, 24)
    held = (*text[:at], (*text[at], marked), *text[at + 1 :])
    away = writer.chance.choice([one for one in range(1, len(text)) if abs(one - at) > 1])

    def beside(base: Paragraphs, other: Sentence) -> Paragraphs:
        return (*base[:away], (*base[away], other), *base[away + 1 :])

    twin, other = as_new(marked), lookalike(marked, writer)
    far = lookalike(marked, writer, 0.35)
    yield "trap: a twin stays", case(beside(held, twin), beside(text, twin), marked)
    yield "trap: a lookalike stays", case(beside(held, other), beside(text, other), marked)
    yield "trap: a word of it stays", case(beside(held, other), beside(text, other), marked[2:4])
    yield "trap: a lookalike comes", case(held, beside(text, far), marked)
    edited = (*text[:at], (*text[at], reworded(marked, 0.1, writer)), *text[at + 1 :])
    yield "edited beside a lookalike", case(beside(held, other), beside(edited, other), marked)


def judged(one: Case) -> str:
    """What came of it, as one of OUTCOMES."""
    found = find_again(one.old, one.start, one.end, one.new)
    if one.truth is None or found is None:
        return "wrong" if found else "lost" if one.truth else "rightly lost"
    if found == one.truth:
        return "exact"
    shared = min(found[1], one.truth[1]) - max(found[0], one.truth[0])
    whole = max(found[1], one.truth[1]) - min(found[0], one.truth[0])
    return "near" if shared >= NEAR * whole else "loose" if 2 * shared >= whole else "wrong"


def measured(texts: int, seed: int) -> tuple[dict[str, Counter[str]], dict[str, float]]:
    """For each change its outcomes, counted, and CPU milliseconds a text."""
    writer = Writer(seed)
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    spent: dict[str, float] = defaultdict(float)

    def look(name: str, cases: Sequence[Case]) -> None:
        forget()
        began = time.process_time()
        outcomes[name].update(map(judged, cases))
        spent[name] += (time.process_time() - began) * 1000 / texts

    for _ in range(texts):
        old = writer.text()
        for name, change in CHANGES.items():
            new = change(old, writer)
            look(name, [case(old, new, words) for words in passages(old, writer)])
        look("typography", [case(old, old, words, fine=True) for words in passages(old, writer)])
        for name, one in trap_cases(writer):
            look(name, [one])
    return outcomes, spent


def long_text(writer: Writer) -> Paragraphs:
    """A headline and paragraphs of 40,000 characters."""
    parts = [(writer.sentence(4, 9),)]
    size = 0
    while size < LONG:
        parts.append(writer.paragraph())
        size += sum(len(token.text) + 1 for sentence in parts[-1] for token in sentence)
    return tuple(parts)


def shuffled(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Within their paragraphs the sentences stand in another order."""
    return tuple(tuple(writer.chance.sample(part, len(part))) for part in text)


def one_edited(text: Paragraphs, writer: Writer) -> Paragraphs:
    """Words of one paragraph are exchanged."""
    at = len(text) // 2
    return (*text[:at], tuple(reworded(one, 0.3, writer) for one in text[at]), *text[at + 1 :])


TIMED: dict[str, Change] = {
    "nothing": lambda text, _: text,
    "a paragraph edited": one_edited,
    **{f"words, {share} %": copy_edit(share / 100) for share in (1, 5, 10, 20, 40, 60)},
    "sentences moved": shuffled,
    "paragraphs inserted": inserted,
    "an update": update,
    "another text": lambda _, writer: long_text(writer),
}


def timed(texts: int, seed: int) -> dict[str, list[float]]:
    """For each change the CPU milliseconds of a first call, for each text."""
    writer = Writer(seed)
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(texts):
        text = long_text(writer)
        old = joined(text)[0]
        middle = old.rindex("\n\n", 0, len(old) // 2) + 2
        for name, change in TIMED.items():
            new = joined(change(text, writer))[0]
            forget()
            began = time.process_time()
            find_again(old, middle, middle + 90, new)
            spent[name].append((time.process_time() - began) * 1000)
    return dict(spent)


def forget() -> None:
    """Keep no alignment of a call before."""
    alignment_of.cache_clear()
    changed_part.cache_clear()


def main() -> None:
    """Print a line for each change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--time", action="store_true")
    given = parser.parse_args()
    if given.time:
        print(f"{'':28}{'median ms':>12}{'worst':>10}")
        for name, took in timed(given.texts, given.seed).items():
            print(f"{name:28}{statistics.median(took):>12.2f}{max(took):>10.2f}")
        return
    outcomes, spent = measured(given.texts, given.seed)
    print(f"{'':28}" + "".join(f"{name:>14}" for name in OUTCOMES) + f"{'CPU ms':>10}")
    for name, found in outcomes.items():
        print(f"{name:28}" + "".join(f"{found[outcome]:>14}" for outcome in OUTCOMES) + f"{spent[name]:>10.2f}")
    total = sum(outcomes.values(), Counter[str]())
    print(f"{'all':28}" + "".join(f"{total[outcome]:>14}" for outcome in OUTCOMES))
    there = total.total() - total["rightly lost"]
    for outcome in OUTCOMES[:-1]:
        print(f"{outcome:>8} {100 * total[outcome] / there:6.2f} %")


if __name__ == "__main__":
    main()
