"""Train the judge of HTML pages: the trees over the passages of a page, and those that look at their company.

    python benchmarks/train_pages.py DATA.jsonl[.gz] [--folds-only] [--odds FILE.npy]

Needs lightgbm and numpy, which the project itself does not. Each line of DATA is a page, as JSON: `html`; `body`, the
article's text, a paragraph a line; `title`, `summary`, `captions` and `optional`, texts that count neither way;
`gt_noise`, lines of the body that are no text of the article; `domain` or `publisher`, which say what must not be split
between training and test.

Prints how well pages of unseen publishers are judged (six folds), then trains on everything and writes `page.json.gz`
and `page-company.json.gz` under `reader/cleaning/weights/`. The second trees learn from odds that the first give for
pages that these have not seen. No text of the data is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from forest_file import write_forest

from reader.cleaning.html import read_page
from reader.cleaning.page import company, features
from reader.cleaning.page.boxes import BIT, PageText
from reader.cleaning.page.survey import candidates, survey

FOLDS, ROUNDS, ROUNDS_OF_COMPANY = 6, 220, 120
TREES = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 8,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "monotone_constraints": [int(name in ("proposed", "vouched")) for name in features.NAMES],
    "verbose": -1,
    "seed": 1,
}
TREES_OF_COMPANY = TREES | {
    "learning_rate": 0.05,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.5,
    "monotone_constraints": [int(name == "own") for name in company.NAMES],
}
WEIGHTS = Path(__file__).parents[1] / "reader" / "cleaning" / "weights"
_WIDE = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(rf"[{_WIDE}]|[^\W{_WIDE}]+")


def tokens(text: str) -> list[str]:
    """Words in small letters; scripts without spaces give one for each character."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def grams(words: list[str], size: int) -> list[tuple[str, ...]]:
    """Runs of so many words; the whole if there are fewer."""
    return [tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1))] if words else []


def gram_set(lines: list[str]) -> set[tuple[str, ...]]:
    """The runs of two and three words of some lines."""
    return {gram for line in lines for size in (2, 3) for gram in grams(tokens(line), size)}


def labels_of(record: dict[str, Any], page: PageText) -> tuple[list[int], list[float]]:
    """For each passage 1 if it is the article's, and how much it counts: little where the truth is open."""
    noise = set(record.get("gt_noise") or [])
    required = [line for line in record["body"].split("\n") if line.strip() and line not in noise]
    spare = [record.get("title") or "", *(record.get("summary") or "").split("\n"), *(record.get("optional") or [])]
    spare += [*noise, *(record.get("captions") or [])]
    lines, spare_lines = ({" ".join(tokens(line)) for line in some} for some in (required, spare))
    wanted, open_grams = gram_set([*required, " ".join(required)]), gram_set(spare)
    whole = f" {' '.join(tokens(' '.join(required)))} "
    found: list[tuple[int, float]] = []
    for passage in page.passages:
        words = tokens(passage.text)
        line = " ".join(words)
        mine = grams(words, 3 if len(words) >= 5 else 2)
        share = sum(gram in wanted for gram in mine) / max(1, len(mine))
        other = sum(gram in open_grams for gram in mine) / max(1, len(mine))
        if line in lines:
            found.append((1, 1.0))
        elif len(words) < 5:
            found.append((0, 0.1 if line in spare_lines or f" {line} " in whole else 1.0))
        elif share >= 0.5 and share >= other:
            found.append((1, 1.0))
        else:
            found.append((0, 0.15 if other >= 0.5 else 1.0))
    return _one_copy([label for label, _ in found], [weight for _, weight in found], page)


def _one_copy(labels: list[int], weights: list[float], page: PageText) -> tuple[list[int], list[float]]:
    """Of a long passage that stands twice, only the copy among the article's others is the article's."""
    copies = defaultdict(list)
    for index, passage in enumerate(page.passages):
        if labels[index] and len(passage.squeezed) > 20:
            copies[passage.squeezed].append(index)

    def standing(index: int) -> int:
        hidden = page.boxes[page.passages[index].box].inside & BIT["hidden"]
        return sum(labels[max(0, index - 5) : index + 6]) - 2 * bool(hidden)

    for indexes in copies.values():
        best = max(indexes, key=standing)
        for index in indexes:
            if index != best:
                labels[index], weights[index] = 0, 0.5
    return labels, weights


class Table:
    """The candidates of all pages: what is known of them, their labels and weights, and the fold of each."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        folds = folds_of(records)
        rows, labels, weights, parts = [], [], [], []
        self.pages: list[tuple[PageText, list[int]]] = []
        for record, fold in zip(records, folds, strict=True):
            source = read_page(record["html"])
            if source is None:
                continue
            around = survey(source.page, source.said, source.proposal)
            near = candidates(around)
            label, weight = labels_of(record, source.page)
            self.pages.append((source.page, near))
            rows += features.numbers_of(around, near)
            labels += [label[index] for index in near]
            weights += [weight[index] * (0.5 + min(source.page.passages[index].size, 40) ** 0.5 / 3) for index in near]
            parts += [fold] * len(near)
        self.rows, self.labels = np.array(rows, dtype=np.float32), np.array(labels)
        self.weights, self.folds = np.array(weights), np.array(parts)

    def rows_of_company(self, odds: Any) -> Any:  # noqa: ANN401 - arrays
        """What the second look sees, given the odds of the first."""
        found: list[list[float]] = []
        for page, near in self.pages:
            part = slice(len(found), len(found) + len(near))
            found += company.numbers_of(page, near, self.rows[part].tolist(), odds[part].tolist())
        return np.array(found, dtype=np.float32)

    def train(self, rows: Any, *, company_too: bool = False, seen: Any = slice(None)) -> Any:  # noqa: ANN401 - arrays
        """The trees over these rows."""
        settings, rounds = (TREES_OF_COMPANY, ROUNDS_OF_COMPANY) if company_too else (TREES, ROUNDS)
        data = lightgbm.Dataset(rows[seen], self.labels[seen], weight=self.weights[seen])
        return lightgbm.train(settings, data, rounds)

    def unseen(self, rows: Any, *, company_too: bool = False) -> Any:  # noqa: ANN401 - arrays
        """The odds of each candidate by trees that have not seen its publisher."""
        odds = np.zeros(len(self.labels))
        for fold in range(FOLDS):
            seen = self.folds != fold
            odds[~seen] = self.train(rows, company_too=company_too, seen=seen).predict(rows[~seen])
        return odds


def read(path: Path) -> list[dict[str, Any]]:
    """The pages of a file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def folds_of(records: list[dict[str, Any]]) -> list[int]:
    """For each page its fold; those of a publisher are in one."""
    groups = [record.get("domain") or record.get("publisher") or record["id"] for record in records]
    names = sorted(set(groups))
    np.random.RandomState(7).shuffle(names)
    folds = {name: number % FOLDS for number, name in enumerate(names)}
    return [folds[group] for group in groups]


def main() -> None:
    """Read, judge in folds, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds-only", action="store_true", help="write no weights")
    parser.add_argument("--odds", type=Path, help="also write each candidate's probability, in order, to this file")
    arguments = parser.parse_args()
    table = Table(read(arguments.data))
    first = table.unseen(table.rows)
    beside = table.rows_of_company(first)
    second = table.unseen(beside, company_too=True)
    odds = np.array([company.together(one, other) for one, other in zip(first, second, strict=True)])
    for least in (0.3, 0.4, 0.5):
        kept = odds >= least
        right = (kept & (table.labels == 1)).sum()
        found, rightly = right / (table.labels == 1).sum(), right / kept.sum()
        print(f"kept from {least}: of the article {found:.2%}, rightly {rightly:.2%}")
    if arguments.odds:
        np.save(arguments.odds, odds)
    if not arguments.folds_only:
        write_forest(table.train(table.rows), list(features.NAMES), WEIGHTS / "page.json.gz")
        trees = table.train(beside, company_too=True)
        write_forest(trees, list(company.NAMES), WEIGHTS / "page-company.json.gz")


if __name__ == "__main__":
    main()
