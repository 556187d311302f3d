"""How many passages are found again in changed texts: floors under what `benchmarks/anchoring.py` measures."""

import runpy
import sys
from collections import Counter
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Counter[str]]:
    """What became of the passages of six invented texts, for each change."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        found, _ = runpy.run_path(str(BENCHMARKS / "anchoring.py"))["measured"](6, 7)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return dict(found)


def test_next_to_none_is_lost_and_none_is_wrong(outcomes: dict[str, Counter[str]]) -> None:
    """Of a thousand passages that are still there, 995 are found, and no other passage is taken for one."""
    total = sum(outcomes.values(), Counter[str]())
    there = total.total() - total["rightly lost"]
    assert there > 600
    assert (total["exact"] + total["near"]) / there >= 0.995
    assert total["exact"] / there >= 0.985
    assert total["wrong"] == 0


def test_no_trap_catches(outcomes: dict[str, Counter[str]]) -> None:
    """What is gone is lost, whatever looks like it."""
    traps = {name: found for name, found in outcomes.items() if name.startswith("trap")}
    assert len(traps) == 4
    assert all(set(found) == {"rightly lost"} for found in traps.values())


@pytest.mark.parametrize("change", ["nothing", "typography", "paragraphs split", "paragraphs merged"])
def test_form_alone_loses_nothing(outcomes: dict[str, Counter[str]], change: str) -> None:
    """The same words in the same order are found to the letter."""
    assert set(outcomes[change]) == {"exact"}
