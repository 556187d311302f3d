"""An article laid out for the width at hand and drawn line by line; it remembers the place on top."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from reader.domain.document import Document, Span
from reader.domain.frozen import frozen
from reader.domain.mark import Highlight
from reader.domain.recent import Recent
from reader.ui import looks, render
from reader.ui.render import draw
from reader.ui.render.folding import Folding
from reader.ui.render.laid_out import LaidOut
from reader.ui.render.lines import Line, Role
from reader.ui.render.page import Page
from reader.ui.render.paint import Ground, Wash
from reader.ui.render.runs import Run
from reader.ui.render.sheet import Sheet, spread_out
from reader.ui.render.typesetting import Typography
from reader.ui.widgets.drawing import all_as_seen, cropped
from reader.ui.widgets.scroll_bar import calm_scroll_bar

if TYPE_CHECKING:
    from reader.domain.anchor import Placement


_DRAWN = 1000
"""Drawn lines that are kept."""


@frozen
class Signs:
    """Keys as they are printed on a page, where they do something; empty where they do not.

    Attributes:
        cuts: what shows the cut blocks.
        notes: what folds and unfolds notes.
    """

    cuts: str = ""
    notes: str = ""


if TYPE_CHECKING:
    _Part = ScrollView
else:
    _Part = object
"""The parts of a widget are plain classes, as those of a screen are."""


class PageView(_Part):
    """The lines of one article with its highlights. What else lies behind the words, and a caret, other parts add.

    Attributes:
        labels: what stands over words, by the offsets where they begin, while the rest is dimmed; mostly None.
    """

    ALLOW_SELECT = False

    class NotesFolded(Message):
        """Other notes are shown whole."""

    def __init__(
        self,
        *,
        measure: int,
        margin: bool,
        signs: Signs,
        laid_out: LaidOut | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._laid_out = LaidOut() if laid_out is None else laid_out
        self.measure = measure
        self._typography = Typography()
        self._signs = signs
        self._folding = Folding(key=signs.notes)
        self.document = Document(())
        self.placements: tuple[Placement, ...] = ()
        self._letters: tuple[Wash, ...] = ()
        self.show_cuts = False
        self._margin = margin
        self._head: tuple[tuple[Role, str], ...] = ()
        self._top = 0
        self._settled_size = Size(0, 0)
        self._sheet: Sheet | None = None
        self._washed: Sequence[Wash] = ()
        self._ground = Style.null()
        self._on_ground: dict[str, Style] = {}
        self._blank = Strip([])
        self._drawn_for = -1
        self._looks: dict[str, Style] = {}
        self.labels: Mapping[int, Sequence[Run]] | None = None
        self._strips: Recent[tuple[int, tuple[Wash, ...], bool], Strip] = Recent(_DRAWN, lambda _: 1)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar."""
        return calm_scroll_bar(self)

    def washes(self) -> Sequence[Wash]:
        """What lies behind the words on the screen."""
        return self.marks_behind()

    def has_caret(self, number: int) -> bool:  # noqa: ARG002 - a page has none
        """True if the caret is to be shown beside this line."""
        return False

    def marks_behind(self, here: Highlight | None = None) -> list[Wash]:
        """The highlights on the screen, the one that is picked shown strongly."""
        if not self.placements:
            return []
        shown = self.shown
        return [
            Wash(p.span, Ground.MARK, p.highlight.kind.value, p.highlight.kind.letter, emphatic=p.highlight == here)
            for p in self.placements
            if p.span is not None and p.span.overlaps(shown)
        ]

    # The page and the place in it.

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
                typography=self._typography,
                show_cuts=self.show_cuts,
                cuts_key=self._signs.cuts,
                margin_allowed=self._margin,
                folding=self._folding,
                laid_out=self._laid_out,
            )
        return self._sheet

    @property
    def page(self) -> Page:
        """The lines of the article."""
        return self.sheet.page

    @property
    def shown(self) -> Span:
        """The code points on the screen."""
        top = round(self.scroll_y)
        return self.page.span_between(top, top + self.size.height)

    @property
    def top_offset(self) -> int:
        """The code point on top of the screen; 0 at the beginning."""
        top = round(self.scroll_y)
        number = self.page.text_line(top, 1) if top else None
        if number is None:
            return 0
        line = self.page.lines[number]
        return self._top if line.holds(self._top) else line.span.start

    @property
    def progress(self) -> float:
        """How much of the article lies above the bottom of the screen, from 0 to 1."""
        total = len(self.page.lines)
        return min(1.0, (self.scroll_y + self.size.height) / total) if total else 1.0

    @property
    def resizing(self) -> bool:
        """True while the lines on the screen are still those of another size."""
        return self._settled_size != self.size

    def lay_out_again(self) -> None:
        """What was laid out and drawn is no longer right."""
        self._sheet = None
        self._strips.clear()

    def lay_out_in_place(self) -> None:
        """Lay out what is to be shown otherwise; what a subclass keeps in its place stays there."""
        raise NotImplementedError

    def show_as_new(self, unfolded: Collection[str] = ()) -> None:
        """Hide what was cut, and fold the notes but for these, as for an article that is shown first."""
        self.show_cuts = False
        self._folding = Folding(frozenset(unfolded), self._signs.notes)

    @property
    def unfolded(self) -> frozenset[str]:
        """The ids of the highlights whose notes are shown whole; `ARTICLE` for the note on the article."""
        return self._folding.unfolded

    def toggle_cuts(self) -> None:
        """Show the cut blocks in place, or hide them."""
        self.show_cuts = not self.show_cuts
        self.lay_out_in_place()

    def toggle_notes(self, one: str | None = None) -> bool:
        """Fold or unfold the note of a highlight, without one all of them; False if none is long enough."""
        foldable = self.sheet.foldable
        self._folding = self._folding.toggled(foldable, one if one in foldable else None)
        if foldable:
            self.lay_out_in_place()
            self.post_message(self.NotesFolded())
        return bool(foldable)

    def draw_again(self) -> None:
        """What was drawn is no longer right; the lines are."""
        self._strips.clear()

    def put_letters(self, letters: tuple[Wash, ...]) -> None:
        """Show these letters of positions in the gutter."""
        self._letters = letters
        self.refresh()

    def fit_page(self) -> None:
        """Let the page be scrolled as far as it reaches."""
        width, height = self.size
        self.virtual_size = Size(width, self.reach(len(self.page.lines), height))

    def reach(self, lines: int, height: int) -> int:  # noqa: ARG002 - of the widget, which a part may go by
        """How many lines can be scrolled through, of a page of so many."""
        return lines

    def scroll_to_line(self, number: int) -> None:
        """Put a line on top, or as near to the top as the end of the page allows."""
        self.scroll_to(y=max(0, number), animate=False, force=True)

    def remember_top(self) -> None:
        """Remember the place on top, so that another size finds it again."""
        self._top = self.top_offset

    def set_type(self, measure: int, typography: Typography) -> None:
        """Set the text in another way; the place on top stays on top."""
        if (measure, typography) != (self.measure, self._typography):
            self.measure, self._typography = measure, typography
            self._settled_size = Size(0, 0)  # as after another size, what scrolls now is not the reader
            if self.size:
                self.on_resize()

    def settle_size(self) -> None:
        """Lay out for the present size; the place on top stays on top."""
        self.lay_out_again()
        self.fit_page()
        self.scroll_to_line(self.page.line_of(self._top) if self._top else 0)

    def on_resize(self) -> None:
        """The place on top stays, however often the size changes."""
        self.settle_size()
        self._settled_size = self.size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The wheel, a key or a jump has moved the text."""
        super().watch_scroll_y(old_value, new_value)
        if self.size.height and not self.resizing:
            self.remember_top()
            self.scrolled()

    def scrolled(self) -> None:
        """Another line is on top, not because of another size."""

    # Drawing.

    def notify_style_update(self) -> None:
        """Another theme: nothing drawn before looks right."""
        self._strips.clear()
        self._looks.clear()
        self._drawn_for = -1
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen; what they have in common is worked out once for all of them."""
        self._washed = (*self._letters, *self.washes())
        width, top, lines = self.size.width, round(self.scroll_y), self.page.lines
        if self._drawn_for != width:  # what is asked of Textual here, it finds by going up through all boxes
            self._drawn_for, self._ground = width, self.rich_style
            self._on_ground.clear()
            self._blank = Strip.blank(width, self._ground)
        air = self.styles.padding.top
        drawn = [self._drawn(lines, top, y - air) for y in range(crop.y, crop.bottom)]
        return cropped(all_as_seen(self, drawn), crop.x, crop.right, width)

    def _drawn(self, lines: Sequence[Line], top: int, y: int) -> Strip:
        """One line of the screen, -1 for the air above; drawn again only if something behind its words has changed."""
        number = y + top
        if y < 0 or number >= len(lines):
            return self._blank
        washes = tuple(wash for wash in self._washed if lines[number].shows(wash.span)) if self._washed else ()
        key = (number, washes, self.has_caret(number))
        return self._strips.get(key, lambda: self._draw(*key))

    def _draw(self, number: int, washes: Sequence[Wash], caret_here: bool) -> Strip:
        sheet, labels = self.sheet, self.labels
        line, text, note = sheet.page.lines[number], sheet.page.text, sheet.margin.get(number)
        layered = washes or caret_here or note or labels is not None or draw.lays_looks_over(line)
        look = self._look if layered else self._look_on_ground
        segments = draw.gutter(line, washes, look, sheet.left, caret_here=caret_here)
        shown = render.labelling.labelled(line, text, labels) if labels else line
        segments += draw.text_segments(shown, text, washes, look, dimmed=labels is not None)
        used = draw.used_cells(segments)
        if note:
            beside = draw.margin_segments(note, used, sheet.note_column, look)
            segments, used = segments + beside, used + draw.used_cells(beside)
        ground, air = self._ground, self._drawn_for - used
        if layered:
            segments = [Segment(words, ground + style if style else ground) for words, style, _ in segments]
        if air < 0:
            return Strip(segments, used).adjust_cell_length(self._drawn_for)
        return Strip([*segments, Segment(" " * air, ground)] if air else segments, self._drawn_for)

    def _look_on_ground(self, name: str) -> Style:
        """A look laid over the ground; the ground alone without a name."""
        style = self._on_ground.get(name)
        if style is None:
            style = self._on_ground[name] = self._ground + self._look(name) if name else self._ground
        return style

    def _look(self, name: str) -> Style:
        if not name:
            return Style.null()
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = looks.style(looks.PAGE[name], self.app.theme)
        return look
