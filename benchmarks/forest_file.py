"""Trees trained with LightGBM → the small file that `reader.cleaning.trees` reads."""

import gzip
import json
from pathlib import Path
from typing import Any


def write_forest(booster: Any, names: list[str], path: Path) -> None:  # noqa: ANN401 - LightGBM has no types
    """Write a LightGBM booster (binary, numerical features, no missing values) as gzipped JSON."""
    trees = [_tree(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]
    packed = json.dumps({"names": names, "trees": trees}, separators=(",", ":")).encode("ascii")
    path.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))


def _tree(root: dict[str, Any]) -> list[list[float]]:
    features: list[float] = []
    thresholds: list[float] = []
    lefts: list[float] = []
    rights: list[float] = []
    leaves: list[float] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(float(f"{node['leaf_value']:.4g}"))
            return ~(len(leaves) - 1)
        at = len(features)
        features.append(int(node["split_feature"]))
        thresholds.append(float(f"{node['threshold']:.6g}"))
        lefts.append(0)
        rights.append(0)
        lefts[at] = add(node["left_child"])
        rights[at] = add(node["right_child"])
        return at

    add(root)
    return [features, thresholds, lefts, rights, leaves]
