"""The reading view in an article of 500 and of 50,000 words: opening, scrolling, other widths, selecting, highlighting.

    python benchmarks/reading.py [--rounds 5]

The texts are invented, and of one source. Opening and highlighting are those of the whole program, on disk; the others
of the view alone. CPU of this process in milliseconds an act, the median of the rounds, and the ratio of both; behind
them the memory that the longer article takes when it is open, in bytes a letter.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from textual.app import App, ComposeResult

from reader.domain.document import Block, BlockKind, Document
from reader.library.adding import add
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.page import lay_out
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.page_view import Signs
from reader.wiring import make_library

_SENTENCE = "The ships that wait outside the harbour were told on day {} that no quay is free for them yet."
_WORDS = 20
_SENTENCES = 5


class Shown(App[None]):
    """One article, and nothing else."""

    def compose(self) -> ComposeResult:
        """The view as the reading screen has it."""
        yield ArticleView(measure=72, signs=Signs(cuts="z"))


def invented(words: int) -> Document:
    """An article of about so many words."""
    paragraphs = range(words // (_WORDS * _SENTENCES))
    texts = (" ".join(_SENTENCE.format(n * _SENTENCES + i) for i in range(_SENTENCES)) for n in paragraphs)
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


async def in_the_program(words: int, rounds: int, folder: Path) -> dict[str, float]:
    """Milliseconds of opening and highlighting in the whole program."""
    path = folder / "article.md"
    text = "\n\n".join(block.text for block in invented(words).blocks)
    path.write_text(f"---\nsource: The Coastal Ledger\n---\n\n# The harbour\n\n{text}", encoding="utf-8")
    settings = Settings(library=folder / "library", export_folder=folder / "exports")
    library = make_library(settings)
    [*add(library, [str(path)])]
    app = NewsmarkApp(library, settings)
    found: dict[str, float] = {}
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.5)

        async def cost(*keys: str) -> float:
            begun = time.process_time()
            await pilot.press(*keys)
            await pilot.pause()
            while not (view := app.screen.query(ArticleView)) or not view.first().document.blocks:
                await pilot.pause()
            await pilot.pause()
            return (time.process_time() - begun) * 1000

        found["open first"] = await cost("enter")
        taken = []
        for _ in range(rounds):
            await pilot.press("q")
            await pilot.pause()
            taken.append(await cost("enter"))
        found["open again"] = statistics.median(taken)
        await pilot.press("g")
        found["highlight, on disk"] = statistics.median([await cost("H", "H", ")") for _ in range(rounds)])
    library.close()
    return found


async def measured(words: int, rounds: int) -> dict[str, float]:
    """Milliseconds of each act in the view alone."""
    document = invented(words)
    async with Shown().run_test(size=(100, 30)) as pilot:
        view = pilot.app.query_one(ArticleView)
        view.focus()
        view.show(document, (), ())
        await pilot.pause()

        async def cost(act: Callable[[], object]) -> float:
            taken = []
            for _ in range(rounds):
                before = time.process_time()
                act()
                await pilot.pause()
                taken.append((time.process_time() - before) * 1000)
            return statistics.median(taken)

        async def resized() -> float:
            taken = []
            for width in [60, 70] * rounds:
                before = time.process_time()
                await pilot.resize_terminal(width, 30)
                await pilot.pause()
                taken.append((time.process_time() - before) * 1000)
            return statistics.median(taken)

        found = {
            "show again": await cost(lambda: view.show(document, (), ())),
            "scroll a line": await cost(lambda: view.move("j")),
            "a width seen before": await resized(),
        }
        view.start_selection(by_sentence=False)
        found["extend a selection"] = await cost(lambda: view.move("j"))
        return found


def both(words: int, rounds: int) -> dict[str, float]:
    """Milliseconds of each act, in the program and in the view alone."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(in_the_program(words, rounds, Path(folder)))
    return found | asyncio.run(measured(words, rounds))


def memory() -> float:
    """What an article of 50,000 words takes, read and laid out at one width, in bytes a letter."""
    texts = [block.text for block in invented(50_000).blocks]
    tracemalloc.start()
    document = Document(tuple(Block(BlockKind.PARAGRAPH, str(text.encode(), "utf-8")) for text in texts))
    page = lay_out(document, (), 72, blocks=LaidOut().blocks)
    taken = tracemalloc.get_traced_memory()[0] / len(page.text)
    tracemalloc.stop()
    return taken


def main() -> None:
    """Measure, and print a line an act."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    short, long = (both(words, rounds) for words in (500, 50_000))
    for act, cost in short.items():
        print(f"{act:20} {cost:8.1f} ms {long[act]:8.1f} ms  {long[act] / cost:6.1f} times")
    print(f"memory {memory():.1f} bytes a letter")


if __name__ == "__main__":
    main()
