"""How well residue is found in plain-text dumps, and how much of the article is lost.

    python benchmarks/residue.py DATA.jsonl[.gz]… [--by tier]

Each line of DATA is a dump as JSON: `text`, and `lines`, a list of `{"text", "label"}` with label DROP (residue), KEEP
(of the article) or NEUTRAL (not counted). A line counts as kept if at least half of its letters stand in kept blocks of
the running text. Prints precision, recall and F1 of what was cut, the share of the article's lines wrongly cut, of
dumps left perfect, and of clean dumps harmed.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from reader.cleaning.clean import clean
from reader.domain.article import MediaType
from reader.domain.document import BlockKind

NO_TEXT = frozenset((BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE))


def records(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The JSON objects of these files, a line each."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def kept_lines(record: dict[str, Any]) -> list[bool]:
    """For each line of the dump, whether it is kept."""
    document = clean(record["text"].encode("utf-8", "surrogatepass"), MediaType.TEXT).document
    flags: list[tuple[str, bool]] = []
    for block in document.blocks:
        is_text = block.kept and block.kind not in NO_TEXT
        flags += [(character, is_text) for character in block.text if character.isalnum()]
    letters = [[c for c in line["text"] if c.isalnum()] for line in record["lines"]]
    flat = [character for line in letters for character in line]
    states = _aligned(flat, flags)
    found, at = [], 0
    for line in letters:
        found.append(2 * sum(states[at : at + len(line)]) >= len(line) > 0)
        at += len(line)
    return found


def _aligned(letters: list[str], flags: list[tuple[str, bool]]) -> list[bool]:
    """The state of each letter of the dump; mended letters take that of their neighbours."""
    mine = [character for character, _ in flags]
    if letters == mine:
        return [state for _, state in flags]
    states = [False] * len(letters)
    for start, other, size in SequenceMatcher(None, letters, mine, autojunk=False).get_matching_blocks():
        states[start : start + size] = [state for _, state in flags[other : other + size]]
    return states


def score(record: dict[str, Any]) -> Counter[str]:
    """The counts of one dump."""
    counts: Counter[str] = Counter(dumps=1)
    for line, kept in zip(record["lines"], kept_lines(record), strict=True):
        if line["label"] == "DROP":
            counts["residue"] += 1
            counts["found"] += not kept
        elif line["label"] == "KEEP" and any(map(str.isalnum, line["text"])):
            counts["article"] += 1
            counts["lost"] += not kept
    counts["perfect"] = int(counts["found"] == counts["residue"] and not counts["lost"])
    counts["clean"] = int(not counts["residue"])
    counts["harmed"] = int(not counts["residue"] and counts["lost"] > 0)
    return counts


def row(name: str, counts: Counter[str]) -> str:
    """A line of the table; all but the number of dumps in per cent."""
    precision = counts["found"] / max(1, counts["found"] + counts["lost"])
    recall = counts["found"] / max(1, counts["residue"])
    shares = (
        precision,
        recall,
        2 * precision * recall / (precision + recall or 1),
        counts["lost"] / max(1, counts["article"]),
        counts["perfect"] / counts["dumps"],
        counts["harmed"] / max(1, counts["clean"]),
    )
    return f"{name:14}{counts['dumps']:>7}" + "".join(f"{share:>10.1%}" for share in shares)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--by", default="", help="a field of the records to split the table by, such as tier or lang")
    arguments = parser.parse_args()
    groups: dict[str, Counter[str]] = {"all": Counter()}
    for record in records(arguments.data):
        counts = score(record)
        groups["all"] += counts
        if arguments.by:
            groups.setdefault(str(record.get(arguments.by)), Counter()).update(counts)
    names = ("precision", "recall", "F1", "lost", "perfect", "harmed")
    print(f"{'':14}{'dumps':>7}" + "".join(f"{name:>10}" for name in names))
    print("\n".join(row(name, counts) for name, counts in groups.items()))


if __name__ == "__main__":
    main()
