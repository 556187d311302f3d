"""Giving highlights another extent, picking one of several, and doing the last marking act again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from reader.domain.document import Span
from reader.domain.mark import Highlight
from reader.domain.outline import Outline
from reader.domain.stretching import halves, longer, shorter
from reader.library import marking, reshaping
from reader.ui.acts import highlight_acts
from reader.ui.acts.acting import perform, say
from reader.ui.keys import caret as carets
from reader.ui.keys.repeating import Kinded, Marked, Removed, Tagged
from reader.ui.screens.marking import MarkingScreen
from reader.ui.widgets.article_view import ArticleView


class ReshapingScreen(MarkingScreen):
    """A screen with an article whose highlights can be reshaped."""

    def action_longer(self) -> None:
        """Lengthen the highlight here by a word."""
        self._stretch(longer, "longer", "no word follows that could be taken in")

    def action_shorter(self) -> None:
        """Shorten the highlight here by a word."""
        self._stretch(shorter, "shorter", f"it is one word; {self._session.key('remove')} takes it away")

    def _stretch(self, stretched: Callable[[Outline, Span], Span | None], name: str, refusal: str) -> None:
        marked, span = self._marked_here()
        if marked is None or span is None:
            return
        wanted = stretched(self.view.page.outline, span)
        if wanted is None:
            say(self, self._session, refusal)
        else:
            library = self._session.library
            perform(self, self._session, lambda: reshaping.reshape(library, marked.id, wanted, name=name))

    def action_split(self) -> None:
        """Make two highlights of the one here, the second from the word under the caret on."""
        marked, span = self._marked_here()
        if marked is None or span is None:
            return
        parts = halves(self.view.page.outline, span, self.view.caret.at)
        if parts is None:
            say(self, self._session, "split where? go to a word inside the highlight")
        else:
            perform(self, self._session, lambda: reshaping.split(self._session.library, marked.id, *parts))

    def action_join(self) -> None:
        """Make one highlight of the one here and the next."""
        if (marked := self._highlight_here()) is not None:
            perform(self, self._session, lambda: reshaping.join(self._session.library, marked.id))

    def _marked_here(self) -> tuple[Highlight | None, Span | None]:
        """The highlight here and its passage."""
        marked = self._highlight_here()
        placed = (one.span for one in self.opened.placements if marked is not None and one.highlight.id == marked.id)
        return marked, next(placed, None)

    def action_pick(self) -> None:
        """Pick the next of the highlights that lie over each other here; the acts are on it then."""
        place, count = self.view.pick_next()
        if self._highlight_here() is not None:
            say(self, self._session, f"{place} of {count} here" if count > 1 else "one highlight here")

    def take(self, event: ArticleView.Chosen) -> None:
        """Highlight or copy, and remember how the passage was chosen, to choose such a one again."""
        super().take(event)
        last = self._session.last_act
        if event.act == "highlight" and event.command is not None and isinstance(last, Marked):
            self._session.last_act = replace(last, command=event.command)

    def action_repeat(self) -> None:
        """Do the last marking act again, on what is in focus."""
        session = self._session
        match session.last_act:
            case Marked() as act:
                view = self.view
                span = carets.operated(view.caret, view.page, act.command, view.size.height)
                parts = view.page.outline.parts(span) if span is not None else ()
                if parts:
                    highlight_acts.highlight(self, session, self.article_id, parts, act.kind)
                session.last_act = act
            case Removed():
                self.action_remove()
            case Kinded(kind) if (marked := self._highlight_here()) is not None:
                perform(self, session, partial(marking.edit_highlight, session.library, marked.id, kind=kind))
            case Tagged() as act if (marked := self._highlight_here()) is not None:
                edit = partial(marking.edit_highlight, tags=act.on(marked.tags), seen=marked)
                perform(self, session, partial(edit, session.library, marked.id))
            case None:
                say(self, session, "nothing to repeat: no highlight was made or changed yet")
