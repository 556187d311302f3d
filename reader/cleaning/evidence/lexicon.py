"""Phrases that pages put around articles, in some fifty languages, by what they announce (`lexicon.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reader.cleaning.evidence.wording import words_of
from reader.domain.frozen import frozen

_FILE = Path(__file__).parent / "lexicon.toml"
_KEY = 3


@frozen
class Phrase:
    """A phrase: its tokens, the last of them perhaps only a stem, and the topic that it announces."""

    tokens: tuple[str, ...]
    stem: bool
    topic: int

    def fits(self, words: Sequence[str], at: int) -> bool:
        """True if the phrase stands at this place."""
        size = len(self.tokens)
        found = tuple(words[at : at + size])
        if not self.stem:
            return found == self.tokens
        return len(found) == size and found[:-1] == self.tokens[:-1] and found[-1].startswith(self.tokens[-1])


@frozen
class Lexicon:
    """All phrases, found by their first word.

    Attributes:
        topics: the names of the topics.
        reasons: for each topic, what is said of a line that was cut for it.
        phrases: those whose first word is whole, longest first, by that word.
        stems: those that are but one stem, by its first letters.
    """

    topics: tuple[str, ...]
    reasons: tuple[str, ...]
    phrases: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[Phrase, ...]]

    def coverage(self, words: Sequence[str]) -> list[float]:
        """For each topic, the share of the words that its phrases cover, from 0 to 1."""
        covered = [0] * len(self.topics)
        last = [-1] * len(self.topics)
        whole, stems = self.phrases, self.stems
        for at, word in enumerate(words):
            group, more = whole.get(word), stems.get(word[:_KEY])
            if not group and not more:
                continue
            for phrase in (group or ()) + (more or ()):
                end = at + len(phrase.tokens)
                if end > last[phrase.topic] + 1 and phrase.fits(words, at):
                    covered[phrase.topic] += end - max(at, last[phrase.topic] + 1)
                    last[phrase.topic] = end - 1
        size = len(words)
        return [count / size if size else 0.0 for count in covered]


@cache
def lexicon() -> Lexicon:
    """The lexicon; read once."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    whole: dict[str, set[Phrase]] = {}
    stems: dict[str, set[Phrase]] = {}
    for topic, table in enumerate(tables.values()):
        for entry in table["phrases"].split("|"):
            text = entry.strip()
            words = tuple(words_of(text.rstrip("*")))
            phrase = Phrase(words, text.endswith("*"), topic)
            if phrase.stem and len(words) == 1:
                stems.setdefault(words[0][:_KEY], set()).add(phrase)
            elif words:
                whole.setdefault(words[0], set()).add(phrase)
    reasons = tuple(table["reason"] for table in tables.values())
    return Lexicon(tuple(tables), reasons, _ordered(whole), _ordered(stems))


def _ordered(groups: dict[str, set[Phrase]]) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of each group, longest first."""
    return {
        key: tuple(sorted(group, key=lambda phrase: (-len(phrase.tokens), phrase.topic, phrase.tokens)))
        for key, group in groups.items()
    }
