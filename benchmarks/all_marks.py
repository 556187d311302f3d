"""What the screen of all marks costs: opening, a step of the cursor, a letter of the filter, another grouping.

    python benchmarks/all_marks.py [--sizes 1000,10000,50000] [--rounds 5]

The marks are those of `benchmarks/marks.py`; their articles are not in the library, so no text is read to place them.
Textual's headless driver at 100 by 40. Processor time in milliseconds until the answer is drawn, of the thread that
draws and of all threads, the median of the rounds.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from statistics import median
from time import process_time, thread_time

from marks import sample
from textual.pilot import Pilot

from reader.settings import Settings
from reader.storage.mark_records import highlight_record
from reader.storage.marks_file import HIGHLIGHTS, layout
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library

_ACTS = {"step": "j", "by article": "tab", "by tag": "tab", "by kind": "tab", "no groups": "tab"}


Cost = tuple[float, float]
"""Milliseconds of the thread that draws, and of all threads."""


async def _cost(pilot: Pilot[None], key: str) -> Cost:
    drawing, every = thread_time(), process_time()
    await pilot.press(key)
    await pilot.pause()
    while getattr(pilot.app.screen, "answering", False):
        await pilot.pause(0.001)
    await pilot.pause()
    return (thread_time() - drawing) * 1e3, (process_time() - every) * 1e3


async def _measure(folder: Path, size: int, rounds: int) -> dict[str, Cost]:
    settings = Settings(library=folder / "library", export_folder=folder / "exports")
    settings.library.mkdir()
    records = {str(number + 1): highlight_record(sample(number)) for number in range(size)}
    (settings.library / "marks.json").write_bytes(layout({HIGHLIGHTS: records}))
    app = NewsmarkApp(make_library(settings), settings, [])
    costs: dict[str, list[Cost]] = {}
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        for _ in range(rounds):
            costs.setdefault("open", []).append(await _cost(pilot, "M"))
            for name, key in _ACTS.items():
                costs.setdefault(name, []).append(await _cost(pilot, key))
            await pilot.press("/")
            for letter in "49":
                costs.setdefault("filter letter", []).append(await _cost(pilot, letter))
            await pilot.press("escape", "escape", "q")
            await pilot.pause()
    app.session.library.close()
    return {name: (median(one for one, _ in found), median(all_ for _, all_ in found)) for name, found in costs.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,50000")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for size in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(_measure(Path(folder), size, arguments.rounds))
        told = (f"{name} {drawing:.1f}/{every:.1f}" for name, (drawing, every) in found.items())
        print(f"{size:,} marks: {', '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
