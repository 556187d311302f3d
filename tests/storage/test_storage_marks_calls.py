"""Marks outlive a kill at any call to the system."""

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak_calls.py"


def test_marks_outlive_a_kill_before_within_and_after_calls(tmp_path: Path) -> None:
    """At some of them; the program itself tries all."""
    command = [sys.executable, str(SOAK), "--step", "11", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("kills, 0 with a fault\n")


def test_a_disk_that_refuses_calls_loses_nothing_that_was_told(tmp_path: Path) -> None:
    """At some of them, once and from then on; the program itself tries all."""
    command = [sys.executable, str(SOAK.with_name("soak_refusals.py")), "--step", "23", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("refusals, 0 with a fault\n")
