"""Searching in the article on the screen."""

from bisect import bisect_left

from reader.domain.document import Span
from reader.domain.seeking import seek
from reader.domain.wording import quoted
from reader.library.marking import excerpt
from reader.ui.acts.acting import say
from reader.ui.keys.caret import Caret
from reader.ui.screens.shared import SessionScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import StatusBar
from reader.ui.widgets.prompt import Prompt


class SearchingScreen(SessionScreen):
    """A part of a screen: it has an article and a search in it."""

    _sought = ""
    _answered: tuple[tuple[str, str, tuple[Span, ...]], tuple[Span, ...]] = ("", "", ()), ()
    """What was looked for last (words, text, what of it is on show), and where it stands."""
    _began: tuple[Caret, int] | None = None
    """Where the reader was when the search began, while its words are typed: the caret, and the line on top."""

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.query_one("#article", ArticleView)

    @property
    def found_place(self) -> str:
        """Which match the caret is on, of how many: "3 of 12", "12 matches"; empty while nothing is searched."""
        found, at = self.view.found, self.view.caret.at
        number = bisect_left(found, at, key=lambda span: span.start)
        if number < len(found) and found[number].start == at:
            return f"{number + 1} of {len(found)}"
        return f"{len(found)} {'match' if len(found) == 1 else 'matches'}" if found else ""

    def jumped(self, origin: Caret) -> None:
        """The reader jumped from a place, by a search."""

    def action_find(self) -> None:
        """Search in the article."""
        view = self.view
        self._began = view.caret, view.page.line_of(view.top_offset) if view.top_offset else 0
        self.ask("", "Find", lambda: True)
        self.query_one(StatusBar).ask(self._how_it_ends)

    @property
    def _how_it_ends(self) -> str:
        last = self._session.sought
        return f"enter stays{f', on nothing seeks {excerpt(last, 3)}' if last else ''} · esc goes back"

    def action_clear(self) -> None:
        """Leave the search."""
        self._seek("")

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Show every match as you type, the first one in sight."""
        event.stop()
        if self._began is not None:
            self._seek(event.words)
            self._go_to_first()
        if self.prompt is not None:
            self.prompt.point_cursor()

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Stay at the first match from the caret on; without one, go back to where the search began."""
        view, began = self.view, self._began
        self.query_one(StatusBar).ask("")
        words = event.words or ("" if event.dropped else self._session.sought)
        self._session.sought = words or self._session.sought
        self.remember_asked(event.words)
        self._seek(words)
        self._go_to_first()
        self._began = None
        if view.found:
            if began is not None:
                self.jumped(began[0])
            count, key = len(view.found), self._session.key
            matches = f"{count} {'match' if count == 1 else 'matches'}"
            say(self, self._session, f"{matches} · {key('next-found')} and {key('last-found')} go through them")
        elif words:
            say(self, self._session, f"{quoted(words)} is not in this article")

    def _go_to_first(self) -> None:
        view = self.view
        if self._began is None:
            return
        view.put_back(*self._began)
        if view.found:
            ahead = next((span for span in view.found if span.end > view.caret.at), view.found[0])
            view.go_to(ahead.start)

    def go_to_found(self, step: int) -> None:
        """Go to the next match or the one before; behind the last one, round to the first, which is said."""
        found, at = self.view.found, self.view.caret.at
        number = bisect_left(found, at, key=lambda span: span.start)
        if step > 0:
            number += number < len(found) and found[number].start == at
        else:
            number -= 1
        round_again = not 0 <= number < len(found)
        self.view.go_to(found[number % len(found)].start)
        if round_again and len(found) == 1:
            say(self, self._session, "this is the only match")
        elif round_again:
            border, start = ("last", "top") if step > 0 else ("first", "end")
            say(self, self._session, f"that was the {border} match; it goes on from the {start}")

    def search_again(self) -> None:
        """Find the same words in what is on show now."""
        self._seek(self._sought)

    def _seek(self, words: str) -> None:
        """Show every place of these words, across wrapped lines."""
        page = self.view.page
        self._sought = words
        asked = (words, page.text, page.outline.runs)
        if asked != self._answered[0]:
            self._answered = asked, seek(*asked)
        self.view.find(self._answered[1])
