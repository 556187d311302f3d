"""The reading view: an article in a comfortable measure, with a sentence in focus, selections and highlights."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from textual import events
from textual.geometry import Offset
from textual.message import Message

from reader.domain.anchor import Placement, highlights_at
from reader.domain.document import Document, Span
from reader.domain.mark import Highlight
from reader.ui import caret as carets
from reader.ui import pointing, vim
from reader.ui.caret import Caret
from reader.ui.pointing import Target
from reader.ui.render.draw import written
from reader.ui.render.lines import Role
from reader.ui.render.paint import Ground, Wash
from reader.ui.render.sheet import Pages
from reader.ui.widgets.page_view import Signs
from reader.ui.widgets.pointed_view import PointedView


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that the view takes itself, as Textual names them.

    Attributes:
        mark: what waits for a passage to highlight, and highlights while selecting and after itself.
        select: what begins to select, and whether by sentences.
        free: what the screen is to get also while selecting: to search, and for help.
    """

    mark: Collection[str] = ()
    select: Mapping[str, bool] = field(default_factory=dict)
    free: Collection[str] = ()


class ArticleView(PointedView, can_focus=True):
    """One article with a caret. It knows the text and the marks; it changes neither."""

    class Moved(Message):
        """The caret, the selection or what was typed has changed."""

    class Chosen(Message):
        """A passage was chosen, to `highlight`, plainly or with a `kind`, or to `copy`; `parts` are what is on show."""

        def __init__(self, parts: Sequence[Span], act: str, command: vim.Command | None = None) -> None:
            super().__init__()
            self.command = command
            self.parts = parts
            self.act = act

    def __init__(
        self,
        *,
        measure: int,
        keys: Keys | None = None,
        signs: Signs = Signs(),  # noqa: B008 - frozen
        pages: Pages | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """A view of `measure` columns.

        Args:
            measure: columns of text at most.
            keys: the keys that it takes itself; none if left out.
            signs: keys as they are printed on the page.
            pages: where pages are kept that need not be laid out again; its own if left out.
            id: as for every widget.
        """
        super().__init__(measure=measure, margin=True, signs=signs, pages=pages, id=id)
        self._keys = keys or Keys()
        self.caret = Caret()
        self.pending = vim.Pending()
        self.operator = False
        self.picked = ""
        self.found: tuple[Span, ...] = ()

    # What it shows.

    def show(
        self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement], at: int = 0
    ) -> None:
        """Show an article from its beginning, or with the line of offset `at` on top."""
        self.found = ()
        self.show_as_new()
        self._head = tuple(head)
        self.document, self.placements = document, tuple(placements)
        self.lay_out_again()
        self.pending, self.operator = vim.Pending(), False
        self.caret = Caret(at=self.page.outline.clamp(at))
        self.fit_page()
        self.scroll_to_line(self.page.line_of(self.caret.at) if at else 0)
        self.remember_top()
        self._changed()

    def update(self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement]) -> None:
        """Show other marks, tags or verdicts on the same article; the place stays."""
        before = self._line_on_screen()
        if (document, tuple(head), written(placements)) == (self.document, self._head, written(self.placements)):
            self.placements = tuple(placements)
            self.draw_again()
        else:
            self._head = tuple(head)
            self.document, self.placements = document, tuple(placements)
            self.lay_out_again()
        self._keep_place(before)

    def lay_out_in_place(self) -> None:
        """Lay out anew; the line with the caret stays on its line of the screen."""
        before = self._line_on_screen()
        self.lay_out_again()
        self._keep_place(before)

    @property
    def selection(self) -> Span | None:
        """The selected passage."""
        return carets.selection(self.caret, self.page)

    @property
    def focused_sentence(self) -> Span | None:
        """The sentence in focus."""
        return carets.focus(self.caret, self.page)

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
        self._changed()
        return (place % len(ids) + 1 if ids else 0), len(ids)

    def _highlights_here(self) -> Sequence[Highlight]:
        return highlights_at(self.placements, self.caret.at, self.focused_sentence)

    def shows(self, span: Span) -> bool:
        """True if any word of a passage is on the page, and not in a hidden block."""
        return bool(self.page.outline.parts(span))

    # Moving and selecting.

    def move(self, name: str) -> None:
        """Carry a motion out."""
        self._run(vim.Command(name))

    def go_to(self, offset: int) -> None:
        """Put the caret on an offset, or on the next that is on the page, and bring it into sight."""
        self.caret = replace(self.caret, at=self.page.outline.clamp(offset), goal=None)
        line = self.page.line_of(self.caret.at)
        if not self.scroll_y + 1 <= line < self.scroll_y + self.size.height - 3:
            self.scroll_to_line(line - self.size.height // 3)
        self._changed()

    def put_back(self, caret: Caret, top: int) -> None:
        """Put the caret, and the line on top, back to where they were on this page."""
        self.caret = caret
        self.scroll_to_line(top)
        self._changed()

    def find(self, found: Sequence[Span]) -> None:
        """Show these matches, which are in order and do not overlap."""
        self.found = tuple(found)
        self._changed()

    def start_selection(self, *, by_sentence: bool) -> None:
        """Begin to select at the caret."""
        self.caret = replace(self.caret, anchor=self.caret.at, beyond=None, by_sentence=by_sentence)
        self._changed()

    def leave_selection(self) -> None:
        """Go back to reading."""
        self.caret = replace(self.caret, anchor=None, by_sentence=False)
        self.pending, self.operator = vim.Pending(), False
        self._changed()

    def start_operator(self) -> None:
        """Wait for what to highlight: `H` the sentence, or a motion or a text object."""
        self.operator, self.pending = True, vim.Pending()
        self._changed()

    def clicked(self, where: Target, clicks: int) -> None:
        """Go there, or to the highlight whose sign or note it is; several clicks select."""
        picked = (one.span.start for one in self.placements if one.highlight.id == where.highlight and one.span)
        at = next(picked, where.at)
        self.leave_selection()
        if at is not None:
            self.caret = pointing.clicked(self.caret, self.page, at, 1 if where.highlight else clicks)
            self._changed()

    def dragged_to(self, start: int, at: int) -> None:
        """Select from the one to the other."""
        self.pending, self.operator = vim.Pending(), False
        self.caret = pointing.dragged(self.caret, start, at)
        self._changed()

    async def _on_key(self, event: events.Key) -> None:
        selecting = self.caret.anchor is not None
        if not self.operator and not selecting and self._begins(event.key):
            event.stop()
            event.prevent_default()
            return
        if not self.operator and (not selecting or (event.key in self._keys.free and not self.pending.prefix)):
            return
        event.stop()
        event.prevent_default()
        key, character = event.key, event.character
        if key in self._keys.mark and not self.pending.prefix:
            key = character = "H"
        self.pending, command = vim.feed(self.pending, key, character)
        if command is not None and self.operator:
            self.operator = False
            span = carets.operated(self.caret, self.page, command, self.size.height)
            self._choose(span, "highlight", command)
        elif command is not None:
            self._run(command)
        elif not self.pending.shown:
            self.operator = False
        self._changed()

    def _begins(self, key: str) -> bool:
        """Begin what a key begins whose next one may be here already, before an action of the screen could do it."""
        if key in self._keys.mark:
            self.start_operator()
        elif key in self._keys.select and self.page.outline.blocks:
            self.start_selection(by_sentence=self._keys.select[key])
        else:
            return False
        return True

    def _choose(self, span: Span | None, act: str, command: vim.Command | None = None) -> None:
        parts = self.page.outline.parts(span) if span is not None else ()
        if parts:
            self.post_message(self.Chosen(parts, act, command))

    def _run(self, command: vim.Command) -> None:
        name, selected = command.name, self.selection
        if name == "leave":
            self.leave_selection()
        elif name in ("highlight", "copy", "kind"):
            self._choose(selected, name, command if name == "kind" else None)
        elif name in ("select", "select_sentences"):
            by_sentence = name == "select_sentences"
            if self.caret.by_sentence == by_sentence:
                self.leave_selection()
            self.caret = replace(self.caret, by_sentence=by_sentence and self.caret.anchor is not None)
        elif name == "swap":
            self.caret = carets.swapped(self.caret)
        elif name in ("inner", "around"):
            self.caret = carets.select_object(self.caret, self.page, command)
        else:
            self.caret = carets.move(self.caret, self.page, command, self.size.height)
        line, top = self.page.line_of(self.caret.at), round(self.scroll_y)
        target = carets.scrolled(name, self.page, line, top, self.size.height)
        if target != top:
            self.scroll_to_line(target)
        self._changed()

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
        self._changed()

    def settle_size(self) -> None:
        """The caret stays where it is, and on the screen."""
        super().settle_size()
        line, top, height = self.page.line_of(self.caret.at), round(self.scroll_y), self.size.height
        if height and not top <= line < top + height:
            self.scroll_to_line(carets.scrolled("", self.page, line, top, height))
        self._changed()

    def _line_on_screen(self) -> int:
        return self.page.line_of(self.caret.at) - round(self.scroll_y)

    def _keep_place(self, line_on_screen: int) -> None:
        self.caret = replace(self.caret, at=self.page.outline.clamp(self.caret.at))
        self.fit_page()
        line = self.page.line_of(self.caret.at)
        at_top = not self.scroll_y and line < self.size.height
        self.scroll_to_line(0 if at_top else line - line_on_screen)
        self.remember_top()
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        if self.has_focus and self.page.starts:
            # Screen readers follow the terminal's cursor.
            line = self._line_on_screen()
            column = self.sheet.left + self.page.column_of(self.caret.at)
            self.app.cursor_position = self.content_region.offset + Offset(column, max(0, line))
        self.post_message(self.Moved())

    def has_caret(self, number: int) -> bool:
        """True for the line that the caret is in."""
        return self.page.lines[number].holds(self.caret.at)

    def washes(self) -> Sequence[Wash]:
        """What lies behind the words on the screen."""
        shown, washes = self.shown, self.marks_behind(self.highlight_here)
        first = bisect_right(self.found, shown.start, key=lambda span: span.end)
        behind = bisect_left(self.found, shown.end, key=lambda span: span.start)
        washes.extend(Wash(one, Ground.FOUND, emphatic=self.caret.at in one) for one in self.found[first:behind])
        selected = self.selection
        if selected is not None:
            washes.append(Wash(selected, Ground.SELECTION))
            washes.append(Wash(Span(self.caret.at, self.caret.at + 1), Ground.CARET))
        elif (focus := self.focused_sentence) is not None:
            washes.append(Wash(focus, Ground.FOCUS))
        return washes
