"""No act that is on disk is without its undo, whenever the program is killed."""

import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "benchmarks" / "soak_undo.py"


def test_undo_outlives_a_kill_before_within_and_after_calls(tmp_path: Path) -> None:
    """At some of them; the program itself tries all."""
    command = [sys.executable, str(SOAK), "--step", "11", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("kills, 0 with a fault\n")
