"""The reading view: an article in a comfortable measure, with a sentence in focus, selections and highlights."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from textual.scroll_view import ScrollView

from reader.domain.anchor import Placement, highlights_at
from reader.domain.document import Document, Span
from reader.domain.mark import Highlight
from reader.ui.keys import caret as carets
from reader.ui.keys import vim
from reader.ui.keys.caret import Caret
from reader.ui.render.draw import written
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.lines import Role
from reader.ui.render.paint import Ground, Wash, found_washes
from reader.ui.widgets.page_view import Signs
from reader.ui.widgets.selecting_view import Keys, SelectingView


class ArticleView(SelectingView, ScrollView, can_focus=True, inherit_bindings=False):
    """One article with a caret. It knows the text and the marks; it changes neither."""

    def __init__(
        self,
        *,
        measure: int,
        keys: Keys | None = None,
        signs: Signs = Signs(),  # noqa: B008 - frozen
        laid_out: LaidOut | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """A view of `measure` columns.

        Args:
            measure: columns of text at most.
            keys: the keys that it takes itself; none if left out.
            signs: keys as they are printed on the page.
            laid_out: what need not be laid out again; its own if left out.
            id: as for every widget.
        """
        super().__init__(measure=measure, signs=signs, keys=keys or Keys(), laid_out=laid_out, id=id)
        self.picked = ""
        self.found: tuple[Span, ...] = ()

    # What it shows.

    def show(
        self,
        document: Document,
        head: Sequence[tuple[Role, str]],
        placements: Sequence[Placement],
        at: int = 0,
        unfolded: Collection[str] = (),
    ) -> None:
        """Show an article from its beginning, or with the line of offset `at` on top, and some long notes whole."""
        self.found = ()
        self.show_as_new(unfolded)
        self._head = tuple(head)
        self.document, self.placements = document, tuple(placements)
        self.lay_out_again()
        self.pending, self.operator = vim.Pending(), False
        self.stop_picking()
        self.forget_selection()
        self.caret = Caret(at=self.page.outline.clamp(at))
        self.fit_page()
        self.scroll_to_line(self.page.line_of(self.caret.at) if at else 0)
        self.remember_top()
        self.changed()

    def update(self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement]) -> None:
        """Show other marks, tags or verdicts on the same article; the place stays."""
        before = self.line_on_screen
        if (document, tuple(head), written(placements)) == (self.document, self._head, written(self.placements)):
            self.placements = tuple(placements)
            self.draw_again()
        else:
            if document.text != self.document.text:
                self.forget_selection()
            self._head = tuple(head)
            self.document, self.placements = document, tuple(placements)
            self.stop_picking()
            self.lay_out_again()
        self._keep_place(before)

    def lay_out_in_place(self) -> None:
        """Lay out anew; the line with the caret stays on its line of the screen."""
        before = self.line_on_screen
        self.lay_out_again()
        self._keep_place(before)

    @property
    def highlight_here(self) -> Highlight | None:
        """The shortest highlight under the caret, else one in the sentence in focus."""
        here = self._highlights_here()
        return next((one for one in here if one.id == self.picked), here[0] if here else None)

    def pick_next(self) -> tuple[int, int]:
        """Pick the next of the highlights here; its place among them from 1 on, and how many there are."""
        ids = [one.id for one in self._highlights_here()]
        place = (ids.index(self.picked) if self.picked in ids else 0) + 1
        self.picked = ids[place % len(ids)] if ids else ""
        self.changed()
        return (place % len(ids) + 1 if ids else 0), len(ids)

    def _highlights_here(self) -> Sequence[Highlight]:
        return highlights_at(self.placements, self.caret.at, self.focused_sentence)

    def shows(self, span: Span) -> bool:
        """True if any word of a passage is on the page, and not in a hidden block."""
        return bool(self.page.outline.parts(span))

    def find(self, found: Sequence[Span]) -> None:
        """Show these matches, which are in order and do not overlap."""
        self.found = tuple(found)
        self.changed()

    def scrolled(self) -> None:
        """The caret stays on the screen when the wheel moves the text."""
        if self.caret.anchor is not None:
            return
        line, top = self.page.line_of(self.caret.at), round(self.scroll_y)
        bottom = top + self.size.height - 1
        if not top <= line <= bottom:
            number = self.page.text_line(top if line < top else bottom, 1 if line < top else -1)
            if number is not None:
                self.caret = replace(self.caret, at=self.page.lines[number].span.start, goal=None)
        self.changed()

    def settle_size(self) -> None:
        """The caret stays where it is, and on the screen."""
        super().settle_size()
        line, top, height = self.page.line_of(self.caret.at), round(self.scroll_y), self.size.height
        if height and not top <= line < top + height:
            self.scroll_to_line(carets.scrolled("", self.page, line, top, height))
        self.changed()

    def _keep_place(self, line_on_screen: int) -> None:
        self.caret = replace(self.caret, at=self.page.outline.clamp(self.caret.at))
        self.fit_page()
        line = self.page.line_of(self.caret.at)
        at_top = not self.scroll_y and line < self.size.height
        self.scroll_to_line(0 if at_top else line - line_on_screen)
        self.remember_top()
        self.changed()

    def has_caret(self, number: int) -> bool:
        """True for the line that the caret is in."""
        return self.page.lines[number].holds(self.caret.at)

    def washes(self) -> Sequence[Wash]:
        """What lies behind the words on the screen."""
        shown, washes = self.shown, self.marks_behind(self.highlight_here)
        washes.extend(found_washes(self.found, shown, self.caret.at))
        if self.picking is not None:
            return [*washes, *(Wash(word, Ground.SELECTION) for word in (self.picking.first,) if word)]
        selected = self.selection
        if selected is not None:
            washes.append(Wash(selected, Ground.SELECTION))
            washes.append(Wash(Span(self.caret.at, self.caret.at + 1), Ground.CARET))
        elif (focus := self.focused_sentence) is not None:
            washes.append(Wash(focus, Ground.FOCUS))
        return washes
