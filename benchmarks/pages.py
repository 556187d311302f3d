"""How well the article is found in HTML pages, and how long that takes beside trafilatura alone.

    python benchmarks/pages.py DATA.jsonl[.gz] [--by ds]

Each line of DATA is a page as JSON: `html`; `body`, the article's text, a paragraph a line; `title`, `summary`,
`captions` and `optional`, texts that count neither way. Prints the mean F1 over words, the share of pages with a
foreign line, with a lost line, and perfect (precision and recall of words at least 0.98), and the CPU time a page of
the whole path and of trafilatura's default extraction, page by page in the same run.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import trafilatura
from train_pages import gram_set, grams, tokens

from reader.cleaning.clean import clean
from reader.domain.article import MediaType
from reader.domain.document import BlockKind
from reader.domain.errors import SourceError

NO_TEXT = frozenset((BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE))


def text_of(raw: bytes) -> str:
    """The kept running text of a page, a block a line."""
    try:
        document = clean(raw, MediaType.HTML).document
    except SourceError:
        return ""
    return "\n".join(block.text for block in document.kept if block.kind not in NO_TEXT)


def score(record: dict[str, Any], text: str) -> dict[str, float]:
    """The figures of one page."""
    noise = set(record.get("gt_noise") or [])
    wanted = [line for line in record["body"].split("\n") if line.strip() and line not in noise]
    spare = [record.get("title") or "", *(record.get("summary") or "").split("\n"), *noise]
    spare += [*(record.get("optional") or []), *(record.get("captions") or [])]
    required, got = Counter(tokens("\n".join(wanted))), Counter(tokens(text))
    free = Counter(tokens("\n".join(spare))) & (got - required)
    hits = (required & got).total()
    precision = hits / max(1, got.total() - free.total())
    recall = hits / max(1, required.total())
    allowed, present = gram_set([*wanted, *spare, " ".join(wanted)]), gram_set([text.replace("\n", " ")])
    return {
        "F1": 2 * precision * recall / (precision + recall or 1),
        "foreign": float(any(_missing(line, allowed) for line in text.split("\n"))),
        "lost": float(any(_missing(line, present) for line in wanted)),
        "perfect": float(precision >= 0.98 and recall >= 0.98),
    }


def _missing(line: str, known: set[tuple[str, ...]]) -> bool:
    """True for a line of three words or more whose runs of words are mostly not among those known."""
    words = tokens(line)
    runs = grams(words, 3 if len(words) >= 5 else 2)
    return len(words) >= 3 and 2 * sum(run in known for run in runs) < len(runs)


def main() -> None:
    """Score, time and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--by", default="", help="a field of the records to split the table by, such as ds or lang")
    arguments = parser.parse_args()
    path = arguments.data
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            record = json.loads(line)
            raw = record["html"].encode("utf-8", "surrogatepass")
            if number == 0:
                text_of(raw)
                trafilatura.extract(record["html"])
            before = time.process_time()
            text = text_of(raw)
            between = time.process_time()
            trafilatura.extract(record["html"], with_metadata=True)
            after = time.process_time()
            times = {"pages": 1.0, "ms": 1000 * (between - before), "trafilatura ms": 1000 * (after - between)}
            for name in {"all", str(record.get(arguments.by, "all"))}:
                sums[name].update({**score(record, text), **times})  # type: ignore[arg-type]
    columns = ("F1", "foreign", "lost", "perfect", "ms", "trafilatura ms")
    print(f"{'':14}{'pages':>7}" + "".join(f"{column:>16}" for column in columns))
    for name, found in sums.items():
        means = (found[column] / found["pages"] for column in columns)
        print(f"{name:14}{found['pages']:>7.0f}" + "".join(f"{mean:>16.3f}" for mean in means))


if __name__ == "__main__":
    main()
