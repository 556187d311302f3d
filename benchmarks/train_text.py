"""Train the judge of plain text: the weights of wordings and the trees over a block and its neighbours.

    python benchmarks/train_text.py DATA.jsonl[.gz]… [--folds-only]

Needs lightgbm, scikit-learn and numpy, which the project itself does not. Each line of DATA is a dump of one page by
one scraper, as JSON: `text`; `lines`, a list of `{"text", "label"}` that make up the text in order, with label KEEP (of
the article), DROP (residue) or NEUTRAL (not learnt from); `domain` and `publisher`, which say what must not be split
between training and test; `verified`, true if a person has set the labels (they count six times).

Prints how well publishers are judged that were not trained on (five folds), then trains on everything and writes
`wording.gz` and `text.json.gz` under `reader/cleaning/weights/`. No text of the data is kept: wordings are hashed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from forest_file import write_forest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from reader.cleaning.draft import Draft
from reader.cleaning.evidence import wording
from reader.cleaning.evidence.lexicon import lexicon
from reader.cleaning.evidence.surroundings import Surroundings
from reader.cleaning.plain_text import draft_of_text
from reader.cleaning.rulebook import CERTAIN, apply_rules
from reader.domain.safe_text import safe

FOLDS = 5
ROUNDS = 300
WEIGHTS = Path(__file__).parents[1] / "reader" / "cleaning" / "weights"
TELLING = (
    "share",
    "follow",
    "newsletter",
    "paywall",
    "related",
    "comments",
    "advertisement",
    "rights",
    "cookies",
    "embed",
)
TREES = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.15,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20,
    "max_bin": 63,
    "verbose": -1,
    "seed": 1,
}


class Dump:
    """One dump: its draft after the certain rules, a label for each piece (1 residue, 0 article, -1 unknown)."""

    def __init__(self, record: dict[str, Any], fold: int) -> None:
        self.fold = fold
        self.draft = apply_rules(draft_of_text(safe(record["text"])), CERTAIN)
        self.labels = labels_of(record["lines"], self.draft)
        self.weight = (6.0 if record.get("verified") else 1.0) * 3.0 / max(1, len(self.labels)) ** 0.5
        self.lines = [" ".join(piece.text.split()) for piece in self.draft.pieces]


def labels_of(lines: list[dict[str, Any]], draft: Draft) -> list[int]:
    """The label that most letters of each piece have; pieces hold the lines' letters in the same order.

    Where a rule has mended letters, no piece of the dump is learnt from.
    """
    letters = [line["label"] for line in lines for character in line["text"] if character.isalnum()]
    if len(letters) != sum(character.isalnum() for piece in draft.pieces for character in piece.text):
        return [-1] * len(draft.pieces)
    found, at = [], 0
    for piece in draft.pieces:
        size = sum(map(str.isalnum, piece.text))
        most = Counter(letters[at : at + size]).most_common(1)
        found.append({"DROP": 1, "KEEP": 0}.get(most[0][0] if most else "", -1))
        at += size
    return found


def read(paths: list[Path]) -> list[Dump]:
    """All dumps; those that share a publisher or a domain are in one fold."""
    records = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            records += [json.loads(line) for line in file if line.strip()]
    groups = groups_of(records)
    names = sorted(set(groups))
    random.Random(3).shuffle(names)  # noqa: S311 - folds, no secrets
    folds = {name: number % FOLDS for number, name in enumerate(names)}
    return [Dump(record, folds[group]) for record, group in zip(records, groups, strict=True)]


def groups_of(records: list[dict[str, Any]]) -> list[str]:
    """For each record the name of its group: records are joined by publisher and by registered domain."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents.setdefault(name, name) != name:
            name = parents[name]
        return name

    keys = []
    for record in records:
        labels = record["domain"].split("/")[0].removeprefix("www.").split(".")
        short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
        keys.append(".".join(labels[-3:] if short else labels[-2:]))
        parents[root(f"publisher {record['publisher']}")] = root(keys[-1])
    return [root(key) for key in keys]


def wordings(dumps: list[Dump], left_out: int | None) -> array[int]:
    """The weights of n-grams learnt from the dumps of all folds but one."""
    seen = Counter(
        (line, label)
        for dump in dumps
        if dump.fold != left_out
        for line, label in zip(dump.lines, dump.labels, strict=True)
        if label >= 0
    )
    for phrase in lexicon_lines():
        seen[phrase, 1] += 1
    rows, columns, values, labels, counts = [], [], [], [], []
    for (line, label), count in seen.items():
        slots = sorted(wording.slots(line))
        rows += [len(labels)] * len(slots)
        columns += slots
        values += [len(slots) ** -0.5] * len(slots)
        labels.append(label)
        counts.append(min(count, 3) ** 0.5)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(labels), wording.SLOTS))
    model = LogisticRegression(C=3, solver="liblinear").fit(matrix, labels, sample_weight=counts)
    return array("b", np.clip(np.rint(model.coef_[0] * wording.SCALE), -127, 127).astype(np.int8).tobytes())


def lexicon_lines() -> list[str]:
    """The lexicon's phrases of topics that only pages speak of, so that other languages than the data's are known."""
    known = lexicon()
    telling = {known.topics.index(topic) for topic in TELLING}
    groups = (*known.phrases.values(), *known.stems.values())
    phrases = {phrase for group in groups for phrase in group if phrase.topic in telling}
    return sorted(" ".join(phrase.tokens) for phrase in phrases)


def table(dumps: list[Dump], learnt: dict[int, array[int]]) -> tuple[list[str], Any]:
    """The names of the numbers, and the numbers of every piece; each fold worded by weights that never saw it."""
    names: tuple[str, ...] = ()
    rows: list[tuple[float, ...]] = []
    for dump in dumps:
        wording.weights = lambda fold=dump.fold: learnt[fold]  # type: ignore[misc, assignment]
        names, found = Surroundings(dump.draft).rows()
        rows += found
    return list(names), np.array(rows, dtype=np.float32)


def flat(dumps: list[Dump]) -> tuple[Any, Any, Any]:
    """Labels, folds and weights of every piece."""
    labels = np.array([label for dump in dumps for label in dump.labels])
    folds = np.array([dump.fold for dump in dumps for _ in dump.labels])
    return labels, folds, np.array([dump.weight for dump in dumps for _ in dump.labels])


def train(rows: Any, labels: Any, weights: Any) -> Any:  # noqa: ANN401 - arrays and boosters have no types
    """The trees."""
    return lightgbm.train(TREES, lightgbm.Dataset(rows, labels, weight=weights), ROUNDS)


def told(dumps: list[Dump], odds: Any) -> Iterator[str]:  # noqa: ANN401 - an array
    """How the pieces of unseen publishers are judged, at several thresholds."""
    labels, _, _ = flat(dumps)
    for threshold in (0.5, 0.7, 0.8, 0.9, 0.95):
        cut = odds >= threshold
        right, wrong = int((cut & (labels == 1)).sum()), int((cut & (labels == 0)).sum())
        found, lost = right / (labels == 1).sum(), wrong / (labels == 0).sum()
        yield f"cut from {threshold:.2f}: residue found {found:.1%}, of the article cut {lost:.2%}"


def main() -> None:
    """Read, judge in folds, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--folds-only", action="store_true", help="write no weights")
    parser.add_argument("--odds", type=Path, help="also write each piece's probability, in order, to this .npy file")
    arguments = parser.parse_args()
    dumps = read(arguments.data)
    print(f"{len(dumps)} dumps, {sum(max(dump.labels) < 0 for dump in dumps)} of them not learnt from")
    labels, folds, weights = flat(dumps)
    known = labels >= 0
    names, rows = table(dumps, {fold: wordings(dumps, fold) for fold in range(FOLDS)})
    odds = np.zeros(len(labels))
    for fold in range(FOLDS):
        seen = (folds != fold) & known
        odds[folds == fold] = train(rows[seen], labels[seen], weights[seen]).predict(rows[folds == fold])
    print("\n".join(told(dumps, odds)))
    if arguments.odds:
        np.save(arguments.odds, odds)
    if arguments.folds_only:
        return
    write_forest(train(rows[known], labels[known], weights[known]), names, WEIGHTS / "text.json.gz")
    (WEIGHTS / "wording.gz").write_bytes(gzip.compress(wordings(dumps, None).tobytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
