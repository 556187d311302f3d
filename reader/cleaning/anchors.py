"""Links while an article is cleaned: rules change its text freely, and at the end each link is found in the result."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, islice

from reader.domain.frozen import frozen
from reader.domain.links import LONGEST_ADDRESS, Link, safe_address

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS = 600
"""Of the part of a text that was changed; comparing more would take long."""
_MOST_LINKS = 500
_BARE = re.compile(r"\bhttps?://[^\s<>\"“”«»]+")
_TRAILING = ".,;:!?'’…*_~"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@frozen
class Anchors:
    """The links of one passage, as the page has them.

    Attributes:
        text: the passage when its links were read.
        links: in order; the addresses as they are written.
    """

    text: str = ""
    links: tuple[Link, ...] = ()

    def joined(self, following: "Anchors", between: str) -> "Anchors":
        """Those of two passages that become one."""
        shift = len(self.text) + len(between)
        later = (Link(link.start + shift, link.end + shift, link.address) for link in following.links)
        return Anchors(f"{self.text}{between}{following.text}", (*self.links, *later))

    def found_in(self, text: str, base: str) -> tuple[Link, ...]:
        """The links in what the passage, or a part of it, has become; with the addresses that appear in the text.

        Args:
            text: the words as they are now.
            base: the address that relative ones count from; may be empty.
        """
        found = [*_moved(self, text)] if self.links else []
        whole = [Link(link.start, link.end, address) for link in found if (address := safe_address(link.address, base))]
        if "://" in text:
            taken = [*whole]
            whole += (link for link in _bare(text) if not any(link.start < t.end and t.start < link.end for t in taken))
            whole.sort(key=lambda link: link.start)
        return tuple(whole[:_MOST_LINKS])


def base_of(url: str, stated: str) -> str:
    """The address that relative ones count from: the one that the page states for it, else its own."""
    return safe_address(stated, safe_address(url)) or safe_address(url)


def marked(parts: Iterable[tuple[str, str]], text: str) -> Anchors:
    """The anchors of a passage.

    Args:
        parts: its text in parts, each with the address that it links to, or none; white space may differ from `text`.
        text: the passage as it is kept.
    """
    links: list[Link] = []
    at = 0
    for words, address in islice(parts, 4 * _MOST_LINKS):
        tokens = words.split()
        if not tokens:
            continue
        start = text.find(tokens[0], at)
        end = start
        for token in tokens:
            end = text.find(token, end)
            if end < 0:
                break
            end += len(token)
        if start < 0 or end < 0:
            continue  # something was made harmless in it
        at = end
        if address and len(address) <= LONGEST_ADDRESS and any(map(str.isalnum, words)):
            links.append(Link(start, end, address))
    return Anchors(text, tuple(links[:_MOST_LINKS]))


def _moved(anchors: Anchors, text: str) -> Iterator[Link]:
    """The links, each where its words stand now; one whose words are gone is left out."""
    if (shift := text.find(anchors.text)) >= 0:
        yield from (Link(link.start + shift, link.end + shift, link.address) for link in anchors.links)
        return
    if (cut := anchors.text.find(text)) >= 0:
        inside = (link for link in anchors.links if link.start < cut + len(text) and cut < link.end)
        for link in inside:
            yield Link(max(0, link.start - cut), min(len(text), link.end - cut), link.address)
        return
    old, new = _TOKEN.findall(anchors.text), _TOKEN.findall(text)
    starts, ends = _edges(old), _edges(new)
    became = _became(old, new)
    for link in anchors.links:
        first, last = bisect_right(starts, link.start) - 1, bisect_left(starts, link.end) - 1
        kept = [at for at in became[first : last + 1] if at >= 0]
        if kept:
            yield Link(ends[kept[0]], ends[kept[-1] + 1], link.address)


def _edges(tokens: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, tokens))]


def _became(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each old token the new one that it is now; -1 for one that is gone."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    became = [-1] * len(old)
    became[:head] = range(head)
    became[len(old) - tail :] = range(len(new) - tail, len(new))
    middle, changed = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle and changed and max(len(middle), len(changed)) <= _MOST_TOKENS:
        for at, to, size in SequenceMatcher(None, middle, changed, autojunk=False).get_matching_blocks():
            became[head + at : head + at + size] = range(head + to, head + to + size)
    return became


def _bare(text: str) -> Iterator[Link]:
    """Addresses that stand in the text as they are."""
    for match in _BARE.finditer(text):
        address = match[0].rstrip(_TRAILING)
        while (opening := _PAIRS.get(address[-1])) and address.count(opening) < address.count(address[-1]):
            address = address[:-1].rstrip(_TRAILING)
        if safe_address(address):
            yield Link(match.start(), match.start() + len(address), address)
