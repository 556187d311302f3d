"""An article with a caret: moving, selecting, and the keys that both are done with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from time import monotonic

from textual import events
from textual.geometry import Offset
from textual.message import Message

from reader.domain.document import Span
from reader.domain.frozen import frozen
from reader.domain.passages import with_its_marks
from reader.ui.keys import caret as carets
from reader.ui.keys import pointing, vim
from reader.ui.keys.caret import Caret
from reader.ui.keys.pointing import Target
from reader.ui.keys.reselecting import SECONDS, Reselecting, ToTop
from reader.ui.render.laid_out import LaidOut
from reader.ui.widgets.labelled_view import LabelledView
from reader.ui.widgets.page_view import Signs


@frozen
class Keys:
    """Keys that the view takes itself, as Textual names them.

    Attributes:
        mark: what waits for a passage to highlight, and highlights while selecting and after itself.
        select: what begins to select, and whether by sentences.
        label: what puts labels on the words, by which a passage is picked.
        on_picked: what acts on a passage that labels have picked, and with which act.
        free: what the screen is to get also while selecting: to search, and for help.
    """

    mark: Collection[str] = ()
    select: Mapping[str, bool] = field(default_factory=dict)
    label: Collection[str] = ()
    on_picked: Mapping[str, str] = field(default_factory=dict)
    free: Collection[str] = ()


class SelectingView(LabelledView):
    """A page with a place in it, and passages chosen with the keyboard, labels or the mouse."""

    class Moved(Message, namespace="article_view"):
        """The caret, the selection or what was typed has changed."""

    class Reselected(Message, namespace="article_view"):
        """What was selected last is so again, and the reader is back from the top; a jump went there if `jumped`."""

        def __init__(self, *, jumped: bool) -> None:
            super().__init__()
            self.jumped = jumped

    class Chosen(Message, namespace="article_view"):
        """A passage was chosen, to `highlight`, plainly or with a `kind`, or to `copy`; `parts` are what is on show."""

        def __init__(self, parts: Sequence[Span], act: str, command: vim.Command | None = None) -> None:
            super().__init__()
            self.command = command
            self.parts = parts
            self.act = act

    class Missed(Message, namespace="article_view"):
        """What was to be highlighted or copied is not there."""

    def __init__(
        self,
        *,
        measure: int,
        signs: Signs,
        keys: Keys,
        laid_out: LaidOut | None,
        id: str | None,  # noqa: A002
    ) -> None:
        super().__init__(measure=measure, margin=True, signs=signs, laid_out=laid_out, id=id)
        self._keys = keys
        self.caret = Caret()
        self.pending = vim.Pending()
        self.operator = False
        self.freshly_picked = False
        self._reselecting = Reselecting()

    @property
    def selection(self) -> Span | None:
        """The selected passage."""
        return carets.selection(self.caret, self.page)

    @property
    def focused_sentence(self) -> Span | None:
        """The sentence in focus."""
        return carets.focus(self.caret, self.page)

    def move(self, name: str) -> None:
        """Carry a motion out."""
        self._run(vim.Command(name))

    def go_to(self, offset: int) -> None:
        """Put the caret on an offset, or on the next that is on the page, and bring it into sight."""
        self.caret = replace(self.caret, at=self.page.outline.clamp(offset), goal=None)
        line = self.page.line_of(self.caret.at)
        if not self.scroll_y + 1 <= line < self.scroll_y + self.size.height - 3:
            self.scroll_to_line(line - self.size.height // 3)
        self.changed()

    def put_back(self, caret: Caret, top: int) -> None:
        """Put the caret, and the line on top, back to where they were on this page."""
        self.caret = caret
        self.scroll_to_line(top)
        self.changed()

    def start_selection(self, *, by_sentence: bool) -> None:
        """Begin to select at the caret."""
        self.caret = replace(self.caret, anchor=self.caret.at, beyond=None, by_sentence=by_sentence)
        self.changed()

    def leave_selection(self) -> None:
        """Go back to reading."""
        self._reselecting = self._reselecting.leaving(self.caret)
        self.caret = replace(self.caret, anchor=None, by_sentence=False)
        self.pending, self.operator = vim.Pending(), False
        self.stop_picking()
        self.changed()

    def forget_selection(self) -> None:
        """The selection that was left last has no place in this text."""
        self._reselecting = Reselecting()

    def _reselect(self) -> bool:
        """Select what was selected last, if `v` is the end of `gv`, and take the way to the top back."""
        before, outline = self._reselecting, self.page.outline
        if before.left is None or before.to_top is None or self.caret.at != outline.first:
            return False
        if monotonic() - before.to_top.moment > SECONDS:
            return False
        self._reselecting = Reselecting(before.left).leaving(before.to_top.caret)
        at, anchor = outline.clamp(before.left.at), outline.clamp(before.left.anchor or 0)
        top = carets.scrolled("", self.page, self.page.line_of(at), before.to_top.top, self.size.height)
        self.put_back(replace(before.left, at=at, anchor=anchor), top)
        self.post_message(self.Reselected(jumped=before.to_top.caret.anchor is None))
        return True

    def start_picking(self) -> bool:
        """Put labels on the words on the screen; False if there is none."""
        started = self.label_words_near(self.caret.at)
        self.changed()
        return started

    def start_operator(self) -> None:
        """Wait for what to highlight: `H` the sentence, or a motion or a text object."""
        self.operator, self.pending = True, vim.Pending()
        self.changed()

    def clicked(self, where: Target, clicks: int) -> None:
        """Go there, or to the highlight whose sign or note it is; several clicks select."""
        picked = (one.span.start for one in self.placements if one.highlight.id == where.highlight and one.span)
        at = next(picked, where.at)
        self.leave_selection()
        if at is not None:
            self.caret = pointing.clicked(self.caret, self.page, at, 1 if where.highlight else clicks)
            self.changed()

    def dragged_to(self, start: int, at: int) -> None:
        """Select from the one to the other."""
        self.pending, self.operator = vim.Pending(), False
        self.stop_picking()
        self.caret = pointing.dragged(self.caret, start, at)
        self.changed()

    def passage_picked(self, passage: Span, *, at_once: bool) -> None:
        """Select what labels have picked, or highlight it at once."""
        whole = with_its_marks(self.page.outline, passage)
        self.caret = carets.selecting(self.caret, self.page, whole)
        self.freshly_picked = True
        if at_once:
            self._choose(self.selection, "highlight")

    async def _on_key(self, event: events.Key) -> None:
        self.leave_link()
        if self._takes(event.key, event.character):
            event.stop()
            event.prevent_default()

    def _takes(self, key: str, character: str | None) -> bool:
        """Take a key; False if it is the screen's."""
        fresh, self.freshly_picked = self.freshly_picked, False
        selecting = self.caret.anchor is not None
        if self.picking is not None:
            self.press_label(key, character)
            self.changed()
            return True
        if not self.operator and not selecting:
            return self._begins(key)
        if not self.operator and key in self._keys.free and not self.pending.prefix:
            return False
        if fresh and key in self._keys.on_picked:
            self._choose(self.selection, self._keys.on_picked[key])
        else:
            self._read(key, character)
        return True

    def _read(self, key: str, character: str | None) -> None:
        """Take a key while selecting or after an operator."""
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
        self.changed()

    def _begins(self, key: str) -> bool:
        """Begin what a key begins whose next one may be here already, before an action of the screen could do it."""
        if key in self._keys.mark:
            self.start_operator()
        elif key in self._keys.select and self.page.outline.blocks:
            if self._keys.select[key] or not self._reselect():
                self.start_selection(by_sentence=self._keys.select[key])
        else:
            return key in self._keys.label and self.start_picking()
        return True

    def _choose(self, span: Span | None, act: str, command: vim.Command | None = None) -> None:
        within = carets.without_space(self.page, span) if span is not None else None
        parts = self.page.outline.parts(within) if within is not None else ()
        self.post_message(self.Chosen(parts, act, command) if parts else self.Missed())

    def _run(self, command: vim.Command) -> None:
        name, selected = command.name, self.selection
        if name == "select" and self._reselect():
            return
        to_top = ToTop(self.caret, round(self.scroll_y), monotonic())
        self._reselecting = self._reselecting.moving(name, to_top)
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
        self.changed()

    @property
    def line_on_screen(self) -> int:
        """The row of the screen that the caret is in."""
        return self.page.line_of(self.caret.at) - round(self.scroll_y)

    def changed(self) -> None:
        """Show, and tell, that the caret, the selection or what was typed is another."""
        self.refresh()
        if self.has_focus and self.page.starts:
            # Screen readers follow the terminal's cursor.
            line = self.line_on_screen
            column = self.sheet.left + self.page.column_of(self.caret.at)
            self.app.cursor_position = self.content_region.offset + Offset(column, max(0, line))
        self.post_message(self.Moved())
