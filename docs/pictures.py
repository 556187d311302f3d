"""Makes the pictures of the README from the running app: `python docs/pictures.py`.

They show the sample articles in a fresh library, with a clock that stands still.
"""

import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from textual.pilot import Pilot

from reader import resources
from reader.domain.mark import HighlightKind
from reader.domain.query import Query
from reader.library import adding, listing, marking
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.app import NewsmarkApp
from reader.ui.widgets.article_view import ArticleView
from reader.wiring import make_library

PICTURES = Path(__file__).parent / "pictures"


class StandingClock:
    """A clock that stands, and names that count up."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def now(self) -> datetime:
        """One morning in March."""
        return datetime(2026, 3, 21, 8, 0, tzinfo=UTC)

    def new_id(self) -> str:
        """The next name."""
        return f"mark{next(self._numbers):06d}"


def prepared(folder: Path) -> tuple[Library, Settings]:
    """A library with the sample articles and some marks."""
    settings = Settings(library=folder / "library", export_folder=folder / "exports")
    library = replace(make_library(settings), clock=StandingClock())
    for _ in adding.add(library, [str(resources.sample_articles())]):
        pass
    strike = article(library, "Harbour strike")
    text = library.articles.document(strike).text
    claim = text.index("“We were shown")
    figure = text.index("The Harbour Owners’ Association")
    marking.highlight(
        library,
        strike,
        (claim, text.index("said Dario", claim) - 1),
        kind=HighlightKind.CLAIM,
        tags=["strike"],
        note="Ask the owners what they offered in January.",
    )
    marking.highlight(
        library, strike, (figure, text.index(".", figure) + 1), kind=HighlightKind.FIGURE, tags=["figures", "strike"]
    )
    return library, settings


def article(library: Library, title: str) -> str:
    """The id of the article whose title begins so."""
    found = (row.article for row in listing.rows(library, Query()) if row.article.label.startswith(title))
    return next(found).id


async def take(pilot: Pilot[None], name: str) -> None:
    """Keep a picture of the screen."""
    await pilot.pause(0.2)
    picture = pilot.app.export_screenshot(title="Newsmark", simplify=True)
    (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


async def pictures(library: Library, settings: Settings) -> None:
    """Every main screen."""
    app = NewsmarkApp(library, settings)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("j", "*", *"jjj")
        await take(pilot, "list")
        await pilot.press("/", *"dockers harbour", "enter", "escape")
        await pilot.press("/", *"third week", "enter", "enter")
        await pilot.pause(0.3)
        await take(pilot, "reading")
        await pilot.press("F")
        await take(pilot, "hints")
        await pilot.press("escape")
        view = app.screen.query_one(ArticleView)
        await pilot.press("g", "}", "}", "}", "v", "3", ")")
        await take(pilot, "selecting")
        view.leave_selection()
        await pilot.press("q", "escape", "/", *"calder sandbank", "enter", "enter")
        await pilot.pause(0.3)
        await pilot.press("z", *"}}}}")
        await take(pilot, "cuts")
        await pilot.press("q", "escape", "M")
        await take(pilot, "marks")
        await pilot.press("question_mark")
        await take(pilot, "help")


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        library, settings = prepared(Path(folder))
        asyncio.run(pictures(library, settings))
        library.close()


if __name__ == "__main__":
    main()
