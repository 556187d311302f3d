"""From a key to the new frame in the reading view, beside a bare Textual ScrollView on the same words, in one run.

    python benchmarks/latency.py [--words 1000,20000,200000] [--keys 20]

Both run in Textual's headless driver at 100 by 40. CPU milliseconds a key, the median of the keys; the ratio is to the
bare view's `j` at the same length, for a width to its resize. The bare view wraps nothing when its size changes.
"""

import argparse
import asyncio
import statistics
import tempfile
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.library.adding import add
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.wiring import make_library

_SIZE = (100, 40)
_SENTENCE = "Talks between the dockers’ union and the owners of berth {number} broke off on the night of day {day}."
_KEYS = {
    "j": (["g"], ["j"]),
    "ctrl+d": (["g"], ["ctrl+d"]),
    ")": (["g"], [")"]),
    "w while selecting": (["g", "v"], ["w"]),
    "HH and on": (["g"], ["H", "H", ")"]),
}


def words(count: int) -> str:
    """An article of about so many words, in paragraphs of four sentences that are all different."""
    sentences = [_SENTENCE.format(number=number, day=number % 31) for number in range(count // 18 + 1)]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    return "\n\n".join(["The harbour at length", *paragraphs])


class Bare(ScrollView, can_focus=True):
    """Lines and a cursor, nothing else."""

    BINDINGS = [("j", "down")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines = [line for part in text.split("\n\n") for line in [*textwrap.wrap(part, 72), ""]]
        self.line = 0
        self.virtual_size = Size(72, len(self.lines))

    def action_down(self) -> None:
        """Go down a line."""
        self.line += 1
        if self.line >= self.scroll_y + self.size.height:
            self.scroll_to(y=self.line, animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line as it is."""
        number = y + round(self.scroll_y)
        words = self.lines[number] if number < len(self.lines) else ""
        return Strip([Segment(("› " if number == self.line else "  ") + words)]).adjust_cell_length(self.size.width)


class BareApp(App[None]):
    """The bare view alone on the screen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The view."""
        yield Bare(self.text)


async def cpu(pilot: Pilot[None], keys: Sequence[str]) -> float:
    """What these keys take until the screen is drawn, in CPU milliseconds."""
    begun = time.process_time()
    for key in keys:
        await pilot.press(key)
    await pilot.pause()
    return (time.process_time() - begun) * 1000


async def resized(pilot: Pilot[None], width: int) -> float:
    """What this width takes."""
    begun = time.process_time()
    await pilot.resize_terminal(width, _SIZE[1])
    await pilot.pause()
    return (time.process_time() - begun) * 1000


async def widths(pilot: Pilot[None]) -> tuple[float, float]:
    """What a width takes when it is seen first, and when it was seen before; each breaks a text in another way."""
    widths = range(_SIZE[0] - 28, _SIZE[0] - 38, -2)
    first = [await resized(pilot, width) for width in widths]
    again = [await resized(pilot, width) for width in [*widths[-2:]] * 3]
    return statistics.median(first), statistics.median(again)


async def bare(text: str, keys: int) -> tuple[float, float]:
    """The bare view's `j` and resize."""
    async with BareApp(text).run_test(size=_SIZE) as pilot:
        await cpu(pilot, ["j", "j"])
        down = statistics.median([await cpu(pilot, ["j"]) for _ in range(keys)])
        return down, (await widths(pilot))[1]


async def ours(text: str, keys: int, folder: Path) -> dict[str, float]:
    """The reading view of the whole program, marks on disk included."""
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    settings = Settings(library=folder / "library", export_folder=folder / "exports")
    library = make_library(settings)
    [*add(library, [str(path)])]
    found: dict[str, float] = {}
    app = NewsmarkApp(library, settings)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.5)
        for name, (before, measured) in _KEYS.items():
            await cpu(pilot, [*before, *measured])
            found[name] = statistics.median([await cpu(pilot, measured) for _ in range(keys)])
            await cpu(pilot, ["escape"])
        found["another width"], found["a width seen before"] = await widths(pilot)
    library.close()
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", default="1000,20000,200000")
    parser.add_argument("--keys", type=int, default=20)
    options = parser.parse_args()
    for count in map(int, options.words.split(",")):
        text = words(count)
        down, resize = asyncio.run(bare(text, options.keys))
        print(f"{count:,} words: bare ScrollView: j {down:.1f} ms, resize {resize:.1f} ms")
        with tempfile.TemporaryDirectory() as folder:
            for name, taken in asyncio.run(ours(text, options.keys, Path(folder))).items():
                against = resize if "width" in name else down
                print(f"  {name:20} {taken:7.1f} ms  {taken / against:6.1f} ×")


if __name__ == "__main__":
    main()
