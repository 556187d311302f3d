"""Boosted decision trees, read from a small file: numbers of a block in, the odds that it is residue out.

They are trained outside (see `benchmarks/`) and kept as gzipped JSON under `weights/`; to ask them takes the standard
library only.
"""

import gzip
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree as parallel lists: an inner node goes on to a node (≥ 0) or ends in a leaf (`~number`).

    Attributes:
        features: for each inner node, which feature it asks for.
        thresholds: it goes left if the feature is at most this.
        lefts: where left leads.
        rights: where right leads.
        leaves: the values of the leaves, in log-odds.
    """

    features: tuple[int, ...]
    thresholds: tuple[float, ...]
    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    leaves: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose answers are added up.

    Attributes:
        names: the features' names, in the order in which a block's numbers must come.
        trees: the trees.
    """

    names: tuple[str, ...]
    trees: tuple[Tree, ...]

    def log_odds(self, numbers: Sequence[float]) -> float:
        """The sum of what the trees say of these numbers, one for each name."""
        total = 0.0
        for tree in self.trees:
            features, thresholds, lefts, rights = tree.features, tree.thresholds, tree.lefts, tree.rights
            at = 0 if features else -1
            while at >= 0:
                at = lefts[at] if numbers[features[at]] <= thresholds[at] else rights[at]
            total += tree.leaves[~at]
        return total

    def probability(self, numbers: Sequence[float]) -> float:
        """The same as a probability, from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.log_odds(numbers)))))


@cache
def forest(name: str) -> Forest:
    """The trees of `weights/NAME.json.gz`; read once."""
    packed: dict[str, Any] = json.loads(gzip.decompress((_FOLDER / f"{name}.json.gz").read_bytes()))
    trees = tuple(Tree(*(tuple(column) for column in tree)) for tree in packed["trees"])
    return Forest(tuple(packed["names"]), trees)
