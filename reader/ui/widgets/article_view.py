"""The reading view: an article in a comfortable measure, with a sentence in focus, selections and highlights."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.domain.anchor import Placement, highlight_at
from reader.domain.document import Document, Span
from reader.domain.mark import Highlight, HighlightKind
from reader.ui import caret as carets
from reader.ui import vim
from reader.ui.caret import Caret
from reader.ui.render import draw
from reader.ui.render.page import Page, Role
from reader.ui.render.paint import Ground, Wash
from reader.ui.render.sheet import Sheet, spread_out

_KINDS = tuple(kind.value for kind in HighlightKind)


class ArticleView(ScrollView, can_focus=True):
    """One article, laid out for the width at hand. It knows the text and the marks; it changes neither."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"view--{role}" for role in Role),
        *(f"view--{name}" for name in ("cut", "dateline", "focus", "found", "selection", "caret", "pointer")),
        *(f"view--mark-{kind}" for kind in _KINDS),
        *(f"view--bar-{kind}" for kind in _KINDS),
    }

    class Moved(Message):
        """The caret, the selection or what was typed has changed."""

    class Chosen(Message):
        """The reader chose a passage, to `highlight` or to `copy`; `parts` leaves out what is hidden inside it."""

        def __init__(self, parts: Sequence[Span], act: str) -> None:
            super().__init__()
            self.parts = parts
            self.act = act

    def __init__(self, *, measure: int, interactive: bool = True, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.can_focus = interactive
        self.interactive = interactive
        self.measure = measure
        self.document = Document(())
        self.placements: tuple[Placement, ...] = ()
        self.caret = Caret()
        self.pending = vim.Pending()
        self.operator = False
        self.show_cuts = False
        self.found: tuple[Span, ...] = ()
        self._head: tuple[tuple[Role, str], ...] = ()
        self._sheet: Sheet | None = None
        self._washed: Sequence[Wash] = ()
        self._ground = Style.null()
        self._strips: dict[tuple[int, tuple[Wash, ...], bool], Strip] = {}

    # What it shows.

    def show(
        self, document: Document, head: Sequence[tuple[Role, str]], placements: Sequence[Placement], at: int = 0
    ) -> None:
        """Show an article from its beginning, or with the line of offset `at` on top."""
        self.found = ()
        self.show_cuts = False
        self._head = tuple(head)
        self.document, self.placements = document, tuple(placements)
        self._lay_out_again()
        self.pending, self.operator = vim.Pending(), False
        self.caret = Caret(at=self.page.outline.clamp(at))
        self._resize_page()
        self.scroll_to(y=self.page.line_of(self.caret.at) if at else 0, animate=False, force=True)
        self._changed()

    def update_marks(self, document: Document, placements: Sequence[Placement]) -> None:
        """Show other marks or verdicts on the same article; the place stays."""
        before = self._line_on_screen()
        self.document, self.placements = document, tuple(placements)
        self._lay_out_again()
        self._keep_place(before)

    def toggle_cuts(self) -> None:
        """Show the cut blocks in place, or hide them."""
        before = self._line_on_screen()
        self.show_cuts = not self.show_cuts
        self._lay_out_again()
        self._keep_place(before)

    @property
    def sheet(self) -> Sheet:
        """The article laid out for the present width."""
        if self._sheet is None:
            self._sheet = spread_out(
                self.document,
                self._head,
                self.placements,
                cells=self.size.width,
                measure=self.measure,
                show_cuts=self.show_cuts,
                margin_allowed=self.interactive,
            )
        return self._sheet

    @property
    def page(self) -> Page:
        """The lines of the article."""
        return self.sheet.page

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
        return highlight_at(self.placements, self.caret.at, self.focused_sentence)

    @property
    def top_offset(self) -> int:
        """The code point on top of the screen; 0 at the beginning."""
        top = round(self.scroll_y)
        number = self.page.text_line(top, 1) if top else None
        return self.page.lines[number].span.start if number is not None else 0

    @property
    def progress(self) -> float:
        """How much of the article lies above the bottom of the screen, from 0 to 1."""
        total = len(self.page.lines)
        return min(1.0, (self.scroll_y + self.size.height) / total) if total else 1.0

    # Moving and selecting.

    def move(self, name: str) -> None:
        """Carry a motion out."""
        self._run(vim.Command(name))

    def go_to(self, offset: int) -> None:
        """Put the caret on an offset and bring it into sight, in the upper third."""
        self.caret = replace(self.caret, at=self.page.outline.clamp(offset), goal=None)
        line = self.page.line_of(self.caret.at)
        if not self.scroll_y + 1 <= line < self.scroll_y + self.size.height - 3:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False, force=True)
        self._changed()

    def start_selection(self, *, by_sentence: bool) -> None:
        """Begin to select at the caret."""
        self.caret = replace(self.caret, anchor=self.caret.at, by_sentence=by_sentence)
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

    async def _on_key(self, event: events.Key) -> None:
        if not self.operator and self.caret.anchor is None:
            return
        event.stop()
        event.prevent_default()
        self.pending, command = vim.feed(self.pending, event.key, event.character)
        if command is not None and self.operator:
            self.operator = False
            span = carets.operated(self.caret, self.page, command, self.size.height)
            self._choose(span, "highlight")
        elif command is not None:
            self._run(command)
        elif not self.pending.shown:
            self.operator = False
        self._changed()

    def _choose(self, span: Span | None, act: str) -> None:
        parts = self.page.outline.parts(span) if span is not None else ()
        if parts:
            self.post_message(self.Chosen(parts, act))

    def _run(self, command: vim.Command) -> None:
        name, selected = command.name, self.selection
        if name == "leave":
            self.leave_selection()
        elif name in ("highlight", "copy"):
            self._choose(selected, name)
        elif name in ("select", "select_sentences"):
            by_sentence = name == "select_sentences"
            if self.caret.by_sentence == by_sentence:
                self.leave_selection()
            self.caret = replace(self.caret, by_sentence=by_sentence and self.caret.anchor is not None)
        elif name == "swap" and self.caret.anchor is not None:
            self.caret = replace(self.caret, at=self.caret.anchor, anchor=self.caret.at, goal=None)
        elif name in ("inner", "around"):
            self.caret = carets.select_object(self.caret, self.page, command)
        else:
            self.caret = carets.move(self.caret, self.page, command, self.size.height)
        line, top = self.page.line_of(self.caret.at), round(self.scroll_y)
        target = carets.scrolled(name, line, top, self.size.height, len(self.page.lines))
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)
        self._changed()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The caret stays on the screen when the wheel moves the text."""
        super().watch_scroll_y(old_value, new_value)
        if not self.interactive or not self.size.height or self.caret.anchor is not None:
            return
        line = self.page.line_of(self.caret.at)
        top, bottom = round(new_value), round(new_value) + self.size.height - 1
        if not top <= line <= bottom:
            number = self.page.text_line(top if line < top else bottom, 1 if line < top else -1)
            if number is not None:
                self.caret = replace(self.caret, at=self.page.lines[number].span.start, goal=None)
        self._changed()

    # Laying out and drawing.

    def _lay_out_again(self) -> None:
        self._sheet = None
        self._strips.clear()

    def _line_on_screen(self) -> int:
        return self.page.line_of(self.caret.at) - round(self.scroll_y)

    def _keep_place(self, line_on_screen: int) -> None:
        self.caret = replace(self.caret, at=self.page.outline.clamp(self.caret.at))
        self._resize_page()
        line = self.page.line_of(self.caret.at)
        at_top = not self.scroll_y and line < self.size.height
        self.scroll_to(y=0 if at_top else max(0, line - line_on_screen), animate=False, force=True)
        self._changed()

    def _resize_page(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.page.lines))

    def on_resize(self) -> None:
        """Lay out again; the line on top stays on top."""
        page, top = self._sheet and self._sheet.page, round(self.scroll_y)
        number = page.text_line(top, 1) if page and top else None
        offset = page.lines[number].span.start if page and number is not None else None
        self._lay_out_again()
        self._resize_page()
        if offset is not None:
            self.scroll_to(y=self.page.line_of(offset), animate=False, force=True)
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        if self.has_focus and self.page.starts:
            # Screen readers follow the terminal's cursor.
            line = self._line_on_screen()
            column = self.sheet.left + self.page.column_of(self.caret.at)
            self.app.cursor_position = self.content_region.offset + Offset(column, max(0, line))
        self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        """Another theme: nothing drawn before looks right."""
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen; what they have in common is worked out once for all of them."""
        self._washed, self._ground = self._washes(), self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen; drawn again only if something behind its words has changed."""
        number = y + round(self.scroll_y)
        if number >= len(self.page.lines):
            return Strip.blank(self.size.width, self._ground)
        line = self.page.lines[number]
        washes = tuple(wash for wash in self._washed if wash.span.overlaps(line.span))
        key = (number, washes, self.interactive and line.holds(self.caret.at))
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(*key)
        return strip

    def _draw(self, number: int, washes: Sequence[Wash], caret_here: bool) -> Strip:
        sheet = self.sheet
        line = sheet.page.lines[number]
        segments = [Segment(" " * (sheet.left - draw.GUTTER))]
        segments += draw.gutter(line, washes, self._look, caret_here=caret_here)
        segments += draw.text_segments(line, sheet.page.text, washes, self._look)
        note = sheet.margin.get(number)
        segments += draw.margin_segments(note, draw.used_cells(segments), sheet.note_column, self._look)
        return Strip(segments).apply_style(self._ground).adjust_cell_length(self.size.width, self._ground)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"view--{name}", partial=True)

    def _washes(self) -> list[Wash]:
        """What lies behind the words on the screen."""
        page, top = self.page, round(self.scroll_y)
        shown = page.span_between(top, top + self.size.height)
        here = self.highlight_here if self.interactive else None
        washes = [
            Wash(p.span, Ground.MARK, p.highlight.kind.value, p.highlight.kind.letter, emphatic=p.highlight == here)
            for p in self.placements
            if p.span is not None and p.span.overlaps(shown)
        ]
        washes.extend(Wash(span, Ground.FOUND) for span in self.found if span.overlaps(shown))
        selected = self.selection
        if selected is not None:
            washes.append(Wash(selected, Ground.SELECTION))
            washes.append(Wash(Span(self.caret.at, self.caret.at + 1), Ground.CARET))
        elif self.interactive and (focus := self.focused_sentence) is not None:
            washes.append(Wash(focus, Ground.FOCUS))
        return washes
