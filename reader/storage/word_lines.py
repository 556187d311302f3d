"""Texts as the full-text index takes them: words without case and diacritics, with a space before and behind each.

What stands in some articles is found there, and no index of them need be made. What the index makes of a letter, it is
asked once for each that is not of ASCII; so what is found is what it would find.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable

from reader.storage.memory import Memory
from reader.storage.search_index import Sought, without_texts

_INDEX, _LETTERS, _TAKEN = "article_words", "letters", "letters_taken"
"""The full-text index of the file; one in memory that is asked about letters; the words that it takes."""

_COLUMN, _TEXT = b"\x01", b"\x02"
"""What parts the columns of an article, which no phrase goes beyond, and one article from the next."""

_KEPT = b"\x01\x02" + bytes(range(128, 256))
_ASCII = bytes(code if code in _KEPT else ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(256))
"""What becomes of each byte: letters are small, what parts words is a space."""

_OTHERS = re.compile(rb"[\x80-\xff]+")

COLUMNS = "CAST(' ' || c0 || char(32, 1, 32) || c1 || char(32, 1, 32) || c2 || ' ' AS BLOB)"
"""The text of an article, for `of`, as SQL of the table in which the full-text index keeps its texts."""


Find = Callable[[bytes, int], int]
"""The first place from an offset on; negative if there is none."""


class Lines:
    """Texts as lines, in one piece."""

    def __init__(self, words: bytes) -> None:
        self._words = words
        self._ends = [*(one.start() for one in re.finditer(_TEXT, words)), len(words)]

    def holding(self, find: Find) -> list[int]:
        """The numbers of the lines in which something is found, from 0."""
        words, ends, found = self._words, self._ends, list[int]()
        at = find(words, 0)
        while at >= 0:
            found.append(bisect_left(ends, at))
            at = find(words, ends[found[-1]])
        return found


class WordLines:
    """Makes lines of texts, and tells how to find something in them. Threads that use it wait for one another."""

    def __init__(self, memory: Memory) -> None:
        """Nothing is known of any letter yet."""
        self._memory = memory
        self._letters: dict[str, str] = {}

    def of(self, texts: Iterable[bytes]) -> Lines:
        """A line for each text, of which there is one at least, in UTF-8, as `COLUMNS` has it.

        Raises:
            StorageError: the file cannot be read.
        """
        return Lines(self._taken(_TEXT.join(texts)))

    def finder(self, sought: Sought) -> Find:
        """What finds a word or phrase.

        Raises:
            StorageError: the file cannot be read.
        """
        words = self._taken(sought.words.encode()).split()
        end = b" " if sought.whole else b""
        if not words:
            return lambda *_: -1
        if len(words) == 1:
            wanted = b" %b%b" % (words[0], end)
            return lambda lines, start: lines.find(wanted, start)
        search = re.compile(b" %b%b" % (b" +".join(map(re.escape, words)), end)).search
        return lambda lines, start: found.start() if (found := search(lines, start)) else -1

    def _taken(self, texts: bytes) -> bytes:
        """Texts as the index takes them."""
        lines = texts.translate(_ASCII)
        if lines.isascii():
            return lines
        runs = {run: run.decode("utf-8", "replace") for run in {*_OTHERS.findall(lines)}}
        self._learn({*"".join(runs.values())}.difference(self._letters))
        taken = {run: "".join(map(self._letters.__getitem__, text)).encode() for run, text in runs.items()}
        return _OTHERS.sub(lambda run: taken[run[0]], lines)

    def _learn(self, letters: Collection[str]) -> None:
        """Ask what becomes of letters within a word: another letter, nothing, or a space, if there are two words."""
        if not letters:
            return
        with self._memory.change() as connection:
            ((definition,),) = connection.execute(
                f"SELECT sql FROM {Memory.FILE}.sqlite_master WHERE name = ?",  # noqa: S608 - our own name
                (_INDEX,),
            )
            for name in (_TAKEN, _LETTERS):
                connection.execute(f"DROP TABLE IF EXISTS main.{name}")
            connection.execute(without_texts(definition, _LETTERS))
            connection.execute(f"CREATE VIRTUAL TABLE main.{_TAKEN} USING fts5vocab({_LETTERS}, 'instance')")
            listed = [(ord(letter), f"a{letter}a") for letter in letters]
            connection.executemany(f"INSERT INTO main.{_LETTERS} (rowid, title) VALUES (?, ?)", listed)  # noqa: S608 - our own name
            words = connection.execute(f"SELECT doc, term FROM main.{_TAKEN}").fetchall()  # noqa: S608 - our own name
        whole = {chr(code): word[1:-1] for code, word in words if len(word) > 1}
        self._letters |= {letter: whole.get(letter, " ") for letter in letters}
