"""An article in which a passage is picked by labels on the words: hint mode."""

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.domain.document import Span
from reader.ui.keys import vim
from reader.ui.keys.caret import steps
from reader.ui.keys.labels import Labelled, Picked, Picking, feed, label_words, took_back
from reader.ui.render.labelling import words_on
from reader.ui.render.page import Page
from reader.ui.widgets.pointed_view import PointedView

_LEAVING = ("escape", "ctrl+c")


class LabelledView(PointedView):
    """A page whose words can have labels. What is done with the passage that they pick, a subclass says."""

    class Refused(Message):
        """No label goes on with these letters."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    picking: Picking | None = None
    _labelled = Labelled()
    _labelled_on: tuple[Page, int, int] | None = None
    """The page, its line on top and how many lines were on show when the words got their labels."""
    _near = 0

    def passage_picked(self, passage: Span, *, at_once: bool) -> None:
        """A passage was picked, to be selected or, `at_once`, highlighted."""
        raise NotImplementedError

    def label_words_near(self, near: int) -> bool:
        """Label the words on the screen, those near an offset with the easiest letters; False if there is none."""
        self.picking, self._near, self._labelled_on = Picking(), near, None
        self.label_words_on_screen()
        if not self._labelled.words:
            self.stop_picking()
        return self.picking is not None

    def stop_picking(self) -> None:
        """Take the labels away."""
        if self.picking is not None:
            self.picking = self.labels = None
            self.draw_again()
            self.refresh()

    def label_words_on_screen(self) -> None:
        """Label the words that are on the screen now, if it shows others than before; letters of a label are void."""
        on = self.page, round(self.scroll_y), self.size.height
        if self.picking is not None and on != self._labelled_on:
            words = words_on(self.page, on[1], on[1] + on[2])
            self._labelled, self._labelled_on = label_words(self.page.text, words, self._near), on
            self._pick(Picking(first=self.picking.first))

    def press_label(self, key: str, character: str | None) -> None:
        """Take a key in hint mode: a letter of a label, or one that takes a letter back, leaves or scrolls."""
        self.label_words_on_screen()
        if self.picking is None:
            return
        if key in _LEAVING:
            self.stop_picking()
        elif key == "backspace":
            self._pick(took_back(self.picking))
        elif character and character.isprintable() and not character.isspace():
            self._take_letter(self.picking, character)
        else:
            _, command = vim.feed(vim.Pending(), key, None)
            self.scroll_to_line(round(self.scroll_y) + (steps(command.name, self.size.height) if command else 0))

    def _take_letter(self, picking: Picking, letter: str) -> None:
        taken = feed(picking, self._labelled, letter)
        if taken is None:
            self.post_message(self.Refused(picking.typed + letter))
        elif isinstance(taken, Picked):
            self.stop_picking()
            self.passage_picked(taken.passage, at_once=taken.at_once)
        else:
            self._pick(taken)

    def _pick(self, picking: Picking) -> None:
        self.picking, self.labels = picking, self._labelled.over(picking.typed)
        self.draw_again()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the screen, with labels on the words that are on it now."""
        self.label_words_on_screen()
        return super().render_lines(crop)
