"""Rows for tests that press every key of the table of actions: what is done before, and what is seen then."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from driver import press, screen_text, settle
from textual.pilot import Pilot

from reader.domain.history import History
from reader.domain.query import View
from reader.domain.status import Status
from reader.library.model import Library
from reader.settings import Settings
from reader.ui.actions import Scope, in_scope, keys_of
from reader.ui.app import NewsmarkApp
from reader.ui.keys.jumps import Jumps
from reader.ui.screens.shared import SessionScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.row_list import RowList

_DAYS = "\n\n".join(
    f"Day {day}. The cranes stood still on day {day}. Nobody on the quay said when they would move."
    for day in range(40)
)
LONG = f"""The [minutes](https://minutes.example/march) were late. Nobody said why.

{_DAYS}

Leave a Reply

Your email address will not be published. Required fields are marked *
"""
COPY = """The harbour board said on Tuesday that the eastern mole would stay closed until the lamps were mended.

Pilots had counted eleven dark lamps on the night of the storm, and two coasters waited outside until dawn.

Nobody at the board would say when the lamps had last been looked at, or who had signed the report in spring.
"""
TITLES = (
    "The long quay",
    "Mole stays dark",
    "Eastern mole closed",
    *(f"Filler {number:02}" for number in range(3, 12)),
)
"""Of all articles, the newest first; the second and the third tell one story."""

SAVED = {"rain": "rained", "mole": "mole", "quay": "quay"}
"""Saved views."""


def write(folder: Path) -> None:
    """Put the articles into a folder."""
    folder.mkdir()
    for number, title in enumerate(TITLES):
        text = (LONG, COPY, COPY)[number] if number < 3 else f"Nothing happened on quay {number}. It rained."
        day = f"2026-03-{20 - number:02}"
        head = f"title: {title}\nsource: Ledger {number}\nurl: https://ledger.example/{number}\ndate: {day}"
        (folder / f"{number:02}.md").write_text(f"---\n{head}\n---\n# {title}\n\n{text}\n", encoding="utf-8")


@dataclass(slots=True)
class Reader:
    """The app as a person sees it, and the library behind it."""

    pilot: Pilot[None]
    app: NewsmarkApp
    library: Library
    opened: list[str]
    """What a browser was asked to open."""

    @property
    def view(self) -> ArticleView:
        return self.app.screen.query_one("#article", ArticleView)

    async def begin_anew(self) -> None:
        """The list from its top, in the inbox, and nothing done to any article."""
        app, session, listed = self.app, self.app.session, self.app._list
        if isinstance(app.screen, SessionScreen) and app.screen.typing:
            await press(self.pilot, "escape")
        app._back_to_list()
        self._forget()
        session.history, session.jumps, session.last_act, session.recalled = History(), Jumps(), None, True
        session.settings, app.theme = session.configured, session.configured.theme
        session.messages.clear()
        listed.folding, listed.opened, listed.filter = False, frozenset(), ""
        app._clipboard = ""
        self.opened.clear()
        listed.show_view(View.INBOX.value)
        await press(self.pilot)
        listed.rows.go_to(0)

    def _forget(self) -> None:
        marks = self.library.marks
        for highlight in marks.highlights():
            marks.remove_highlight(highlight.id)
        for position in marks.positions():
            marks.remove_position(position.id)
        for choice in marks.source_choices():
            marks.remove_source_choice(choice.id)
        for written in marks.all_article_marks():
            marks.put_article_marks(replace(written, tags=(), note="", restored=(), removed=()))
        every = self.library.articles.ids_of(self.library.articles.run(View.ALL, 0, 100, 100))
        self.library.articles.set_status([Status(article_id) for article_id in every])


See = Callable[[Reader], object]


@dataclass(frozen=True, slots=True)
class Row:
    """A key and what comes of it.

    Attributes:
        action: its name in the table.
        see: what is looked at.
        gives: what that is once the key was pressed; before, it was something else.
        before: keys that lead to where the action does something, between spaces.
        answers: keys that answer what the action asks for.
        prepare: what is done to the library before all this.
    """

    action: str
    see: See
    gives: object
    before: str = ""
    answers: str = ""
    prepare: Callable[[Library], None] = lambda _: None


@asynccontextmanager
async def reading(library: Library, settings: Settings, folder: Path) -> AsyncIterator[Reader]:
    """The app with all articles added; what a browser is asked for is written down."""
    write(folder)
    app = NewsmarkApp(library, settings, [str(folder)])
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.fsync", lambda _: None)
        patched.setattr("webbrowser.open", browse)
        async with app.run_test(size=(80, 16)) as pilot:
            await settle(pilot)
            yield Reader(pilot, app, library, opened)


async def failures(reader: Reader, rows: Iterable[Row], scope: Scope, *start: str) -> list[str]:
    """Press each key of each row's action, from a fresh start; what did not come out, in words."""
    table = {action.id: action for action in in_scope(scope)}
    found = []
    for row in rows:
        for key in keys_of(table[row.action]):
            await reader.begin_anew()
            row.prepare(reader.library)
            await press(reader.pilot, *start, *row.before.split())
            was = row.see(reader)
            await press(reader.pilot, key, *row.answers.split())
            now = row.see(reader)
            if was == row.gives or now != row.gives:
                found.append(f"{row.action} ({key}): {was!r} became {now!r}, not {row.gives!r}")
    return found


def without_row(rows: Sequence[Row], scope: Scope) -> set[str]:
    """The actions of a scope that have no row."""
    return {action.id for action in in_scope(scope)} - {row.action for row in rows}


# What is seen.


def screen(reader: Reader) -> str:
    """The name of the screen on top."""
    return type(reader.app.screen).__name__


def cursor(reader: Reader) -> int:
    """The row of the list that the cursor is on."""
    return reader.app.screen.query_one("#rows", RowList).cursor


def row_count(reader: Reader) -> int:
    """How many rows the list has."""
    return len(reader.app.screen.query_one("#rows", RowList).items)


def told(words: int) -> See:
    """The first words of what was said last."""
    return lambda reader: " ".join(" ".join(reader.app.session.messages[-1:]).split()[:words])


def shown(words: str) -> See:
    """Whether words are on the screen."""
    return lambda reader: words in screen_text(reader.pilot)


def copied(reader: Reader) -> str:
    """What was copied."""
    return reader.app.clipboard


def opened(reader: Reader) -> str:
    """What a browser was asked to open."""
    return " ".join(reader.opened)


def in_views(reader: Reader) -> str:
    """How many articles are in the inbox, later, archived and starred."""
    counts = reader.library.articles.counts()
    return " ".join(str(counts[view]) for view in (View.INBOX, View.LATER, View.ARCHIVE, View.STARRED))


def unread(reader: Reader) -> int:
    """How many articles are not called read."""
    articles = reader.library.articles
    return len(articles.unread(articles.run(View.ALL, 0, 100, 100)))


def quotes(reader: Reader) -> list[str]:
    """The passages that are highlighted."""
    return [one.quote.exact for one in reader.library.marks.highlights()]


def kinds(reader: Reader) -> list[str]:
    """The kinds of the highlights."""
    return [one.kind.value for one in reader.library.marks.highlights()]


def notes(reader: Reader) -> list[str]:
    """The notes on highlights, then those on articles."""
    marks = reader.library.marks
    on_highlights = [one.note for one in marks.highlights() if one.note]
    return [*on_highlights, *(one.note for one in marks.all_article_marks() if one.note)]


def tags(reader: Reader) -> list[str]:
    """The tags of highlights, then those of articles."""
    marks = reader.library.marks
    on_highlights = [tag for one in marks.highlights() for tag in one.tags]
    return [*on_highlights, *(tag for one in marks.all_article_marks() for tag in one.tags)]


def view(reader: Reader) -> str:
    """The view that the list shows, or the saved one."""
    return reader.app._list._saved or reader.app._list._query.view.value


VIEWS = (
    Row("view-later", view, "later"),
    Row("view-archive", view, "archive"),
    Row("view-starred", view, "starred"),
    Row("view-marked", view, "marked"),
    Row("view-all", view, "all"),
    Row("saved-1", view, "rain"),
    Row("saved-2", view, "mole"),
    Row("saved-3", view, "quay"),
)
"""The keys of views, which are the same everywhere."""
