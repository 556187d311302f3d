"""Searching in the article on the screen."""

from textual.widgets import Input

from reader.domain.anchor import occurrences
from reader.ui.acting import say
from reader.ui.screens.shared import SessionScreen
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.prompt import Prompt


class SearchingScreen(SessionScreen[str]):
    """A screen with an article and a search in it."""

    _sought = ""

    @property
    def view(self) -> ArticleView:
        """The article."""
        return self.query_one("#article", ArticleView)

    def action_find(self) -> None:
        """Search in the article."""
        self.query_one(Prompt).open("")

    def action_clear(self) -> None:
        """Leave the search."""
        self._seek("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show every match as you type."""
        self._seek(event.value)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Go to the first match from the caret on."""
        view = self.view
        view.focus()
        self._seek(event.words)
        if view.found:
            ahead = [span for span in view.found if span.end > view.caret.at]
            view.go_to((ahead or view.found)[0].start)
            count, key = len(view.found), self._session.key
            matches = f"{count} {'match' if count == 1 else 'matches'}"
            say(self, self._session, f"{matches} · {key('next-found')} and {key('last-found')} go through them")
        elif event.words:
            say(self, self._session, f"“{event.words}” is not in this article")

    def search_again(self) -> None:
        """Find the same words in what is on show now."""
        self._seek(self._sought)

    def _seek(self, words: str) -> None:
        """Show every place of these words, across wrapped lines; capitals count only if some are typed."""
        view = self.view
        self._sought = words
        found = occurrences(words, view.page.text, ignore_case=words == words.lower())
        view.found = tuple(span for span in found if view.shows(span))
        view.refresh()
