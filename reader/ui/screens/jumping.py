"""Jumping about: through matches and highlights, and back and forth to where the reader was."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from reader.domain.document import Span
from reader.library.places import find_place
from reader.library.reading import OpenArticle
from reader.ui.acts.acting import attempt, say
from reader.ui.keys.caret import Caret
from reader.ui.keys.jumps import Jumps, Place
from reader.ui.screens.searching import SearchingScreen
from reader.ui.widgets.article_view import ArticleView

_JUMPS = frozenset("gG{}")
"""Motions that vim calls jumps."""


class JumpingScreen(SearchingScreen):
    """A screen with an article in which every jump can be taken back."""

    opened: OpenArticle
    _before_top = Jumps()
    """The jumps before the last one to the top."""

    def open_article(self, article_id: str, place: int | None = None) -> None:
        """Show another article where the reader left it; `place` is its place in the list, if that is known.

        Raises:
            NewsmarkError: it cannot be read.
        """
        raise NotImplementedError

    @property
    def here(self) -> Place:
        """Where the reader is."""
        return Place(self.opened.article.id, self.view.caret.at, self.opened.document.digest)

    @contextmanager
    def jumping(self) -> Iterator[None]:
        """What moves the caret in the block is a jump."""
        origin = self.here
        yield
        if self.here != origin:
            self._session.jumps = self._session.jumps.left(origin)

    def jumped(self, origin: Caret) -> None:
        """The reader jumped from a place, by a search."""
        if origin.at != self.view.caret.at:
            self._session.jumps = self._session.jumps.left(replace(self.here, at=origin.at))

    def action_move(self, name: str) -> None:
        """Move the caret."""
        if name == "g":
            self._before_top = self._session.jumps
        if name in _JUMPS:
            with self.jumping():
                self.view.move(name)
        else:
            self.view.move(name)

    def on_article_view_reselected(self, event: ArticleView.Reselected) -> None:
        """`gv`: the way to the top was no jump."""
        if event.jumped:
            self._session.jumps = self._before_top

    def action_jump_back(self) -> None:
        """Go back to where the last jump began."""
        self._travel(*self._session.jumps.back(self.here), "no earlier place")

    def action_jump_forward(self) -> None:
        """Go forward again after going back."""
        self._travel(*self._session.jumps.forth(), "no later place")

    def _travel(self, jumps: Jumps, place: Place | None, nowhere: str) -> None:
        if place is None:
            say(self, self._session, nowhere)
        elif self.arrive(place):
            self._session.jumps = jumps

    def arrive(self, place: Place) -> bool:
        """Go to a place, in this article or another; False if that cannot be read, which is said."""

        def go() -> None:
            if place.article_id != self.opened.article.id:
                self.open_article(place.article_id)
            library, document = self._session.library, self.opened.document
            self.view.go_to(find_place(library, place.article_id, document, place.at, place.text_digest))

        return attempt(self, self._session, go)

    def action_mark(self, step: int) -> None:
        """Go to the next or the last highlight."""
        starts = sorted(p.span.start for p in self.opened.placements if p.span is not None)
        target = self.ahead(starts, step)
        if target is None:
            say(self, self._session, "no more highlights this way")
        else:
            with self.jumping():
                self.go_to_mark(target)

    def go_to_mark(self, start: int) -> None:
        """Go to a highlight; if it stands in a hidden block, show what was cut."""
        marked = [p.span for p in self.opened.placements if p.span is not None and p.span.start == start]
        self.reveal(marked, "this highlight")
        self.view.go_to(start)

    def reveal(self, spans: Sequence[Span], what: str) -> None:
        """Show what was cut if none of these passages is on show, and say what stands there."""
        if not self.view.show_cuts and not any(self.view.shows(span) for span in spans):
            self.view.toggle_cuts()
            self.search_again()
            hides = f"{self._session.key('cuts')} hides it again"
            say(self, self._session, f"{what} is in a block that was cut; {hides}")

    def ahead(self, starts: Sequence[int], step: int) -> int | None:
        """The nearest of these offsets before or behind the caret; None if there is none."""
        at = self.view.caret.at
        ahead = [start for start in starts if (start > at if step > 0 else start < at)]
        return None if not ahead else ahead[0] if step > 0 else ahead[-1]
