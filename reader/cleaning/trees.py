"""Boosted decision trees, read from a small file: numbers of a block in, the odds that it is residue out.

They are trained outside (see `benchmarks/`) and kept as gzipped JSON under `weights/`; to ask them takes the standard
library only.
"""

import gzip
import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reader.domain.frozen import frozen

_FOLDER = Path(__file__).parent / "weights"


Node = tuple[int, float, Any, Any]
"""A feature's number, a threshold, and what follows if the feature is at most that, and if it is more: a node, or a
leaf, which is a value in log-odds. One tuple a node is the quickest to walk."""


@frozen
class Forest:
    """Trees whose answers are added up.

    Attributes:
        names: the features' names, in the order in which a block's numbers must come.
        trees: the trees' first nodes.
    """

    names: tuple[str, ...]
    trees: tuple[Node, ...]

    def log_odds(self, numbers: Sequence[float]) -> float:
        """The sum of what the trees say of these numbers, one for each name."""
        total = 0.0
        for node in self.trees:
            feature, threshold, left, right = node
            after = left if numbers[feature] <= threshold else right
            while after.__class__ is tuple:
                feature, threshold, left, right = after
                after = left if numbers[feature] <= threshold else right
            total += after
        return total

    def probability(self, numbers: Sequence[float]) -> float:
        """The same as a probability, from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.log_odds(numbers)))))


@cache
def forest(name: str) -> Forest:
    """The trees of `weights/NAME.json.gz`; read once."""
    packed: dict[str, Any] = json.loads(gzip.decompress((_FOLDER / f"{name}.json.gz").read_bytes()))
    return Forest(tuple(packed["names"]), tuple(tree_of(*tree) for tree in packed["trees"]))


def tree_of(
    features: Sequence[int],
    thresholds: Sequence[float],
    lefts: Sequence[int],
    rights: Sequence[int],
    leaves: Sequence[float],
) -> Node:
    """The first node of a tree that is kept as parallel lists: left and right lead to a node (≥ 0) or a leaf (~N)."""

    def grown(at: int) -> Node | float:
        return (features[at], thresholds[at], grown(lefts[at]), grown(rights[at])) if at >= 0 else leaves[~at]

    root = grown(0) if features else leaves[0]
    return root if isinstance(root, tuple) else (0, math.inf, root, root)
