"""The reading view in an article of 500 and of 50,000 words: laying out, scrolling, another width, selecting.

    python benchmarks/reading.py [--rounds 5]

The texts are invented. CPU of this process in milliseconds an act, the median of the rounds, and the ratio of both.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable

from textual.app import App, ComposeResult

from reader.domain.document import Block, BlockKind, Document
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.page_view import Signs

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


async def measured(words: int, rounds: int) -> dict[str, float]:
    """Milliseconds of each act."""
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
            for width in [90, 100] * rounds:
                before = time.process_time()
                await pilot.resize_terminal(width, 30)
                await pilot.pause()
                taken.append((time.process_time() - before) * 1000)
            return statistics.median(taken)

        found = {
            "open again": await cost(lambda: view.show(document, (), ())),
            "scroll a line": await cost(lambda: view.move("j")),
            "a width seen before": await resized(),
        }
        view.start_selection(by_sentence=False)
        found["extend a selection"] = await cost(lambda: view.move("j"))
        return found


def main() -> None:
    """Measure, and print a line an act."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    short, long = (asyncio.run(measured(words, rounds)) for words in (500, 50_000))
    for act, cost in short.items():
        print(f"{act:20} {cost:8.1f} ms {long[act]:8.1f} ms  {long[act] / cost:6.1f} times")


if __name__ == "__main__":
    main()
