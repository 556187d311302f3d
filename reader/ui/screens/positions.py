"""Positions: a letter for a place in the article, and going to one."""

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from reader.domain.document import Span
from reader.library import positions
from reader.library.marking import excerpt
from reader.library.positions import Standing
from reader.ui.acts.acting import attempt, perform, say
from reader.ui.bindings import keys_for
from reader.ui.render.hints import packed
from reader.ui.render.positions import position_rows, signs
from reader.ui.render.runs import Run
from reader.ui.screens.jumping import JumpingScreen
from reader.ui.screens.positions_list import PositionsListScreen
from reader.ui.screens.small import Small
from reader.ui.widgets.bars import Bar

AGAIN = "again"
"""The answer if the key that asked was pressed again."""

LIST = "list"
"""The answer if all positions are to be listed."""

TAKE_AWAY = "take away"


class LetterScreen(Small, ModalScreen[str]):
    """Asks for a letter on the line at the bottom; the answer is the letter, `TAKE_AWAY`, one of its own, or empty."""

    def __init__(
        self,
        name: str,
        hint: Sequence[str],
        answers: Mapping[str, str],
        rows: Callable[[int, int], Sequence[Sequence[Run]]],
    ) -> None:
        """Ask.

        Args:
            name: what the letter is for.
            hint: what can be pressed, the most important first, without what leaves.
            answers: what other keys answer, by their names in Textual.
            rows: what can be chosen, for a width and a number of lines.
        """
        super().__init__()
        self._name, self._hint = name, hint
        self._answers = answers
        self._rows = rows

    def compose(self) -> ComposeResult:
        """What can be chosen, and what can be pressed."""
        width, height = self.app.size
        for row in self._rows(width, height // 2):
            yield (bar := Bar())
            bar.show(row)
        yield (bar := Bar())
        badge = f" {self._name} "
        (hint,) = packed([*self._hint, "esc"], width - len(badge) - 1, 1)
        bar.show([(badge, "mode"), (" ", ""), (hint, "key")])

    def on_key(self, event: events.Key) -> None:
        """A letter, or a key with an answer; `escape` and whatever else has no meaning here leave."""
        event.stop()
        event.prevent_default()
        character = event.character or ""
        if event.key in self._answers:
            self.dismiss(self._answers[event.key])
        elif event.key in ("backspace", "delete"):
            self.dismiss(TAKE_AWAY)
        else:
            self.dismiss(character if character.isascii() and character.isalpha() else "")

    def on_click(self) -> None:
        """A click leaves."""
        self.dismiss("")


class PositionsScreen(JumpingScreen):
    """A screen with an article in which places have letters."""

    def show_letters(self) -> None:
        """Show the letters beside the places that have them."""
        self.view.put_letters(signs(self.opened.positions))

    def action_position(self) -> None:
        """Ask for a letter for the sentence in focus."""
        focus = self.view.focused_sentence
        if focus is None:
            say(self, self._session, f"no text is on show here; {self._session.key('cuts')} shows what was cut")
            return
        here = self._letters_at(focus)
        hint = ["a–z in this article", "A–Z in all articles"]
        if here:
            letters, them = ", ".join(one.mark.letter for one in here), "it" if len(here) == 1 else "them"
            hint = [f"here: {letters}", f"backspace takes {them} away", "a–z, A–Z"]
        self.app.push_screen(
            LetterScreen("position", hint, {}, lambda *_: ()), lambda key: self._answer(focus, key or "")
        )

    def _letters_at(self, focus: Span) -> Sequence[Standing]:
        """The positions in the sentence in focus."""
        return [one for one in self.opened.positions if one.span is not None and one.span.overlaps(focus)]

    def _answer(self, focus: Span, key: str) -> None:
        library, here = self._session.library, self._letters_at(focus)
        if key == TAKE_AWAY and here:
            perform(self, self._session, lambda: positions.remove_positions(library, [one.mark for one in here]))
        elif key == TAKE_AWAY:
            say(self, self._session, "no position in this sentence")
        elif key:
            self._give(focus, key)

    def _give(self, focus: Span, letter: str) -> None:
        library, article_id, key = self._session.library, self.opened.article.id, self._session.key
        change = perform(
            self,
            self._session,
            lambda: positions.set_position(library, article_id, letter, focus),
            result=lambda: f"position {letter} · {key('to-position')}{letter} goes to it, {key('undo')} undoes",
        )
        if change is not None and not change.steps:
            say(self, self._session, f"position {letter} is here already")

    def action_to_position(self) -> None:
        """Ask for the letter of a place to go to."""
        attempt(self, self._session, self._ask_where)

    def _ask_where(self) -> None:
        library, article_id, session = self._session.library, self.opened.article.id, self._session
        listed = positions.listed(library, article_id)
        back = f"{session.key('to-position')} back to before the last jump"
        hint = ["a letter", "? lists them"] if listed else [f"no positions; {session.key('position')} sets one"]
        answers = {"question_mark": LIST, **dict.fromkeys(keys_for(session.settings, "to-position"), AGAIN)}
        asking = LetterScreen("go to", [*hint, back], answers, lambda width, most: position_rows(listed, width, most))
        self.app.push_screen(asking, self._go)

    def _go(self, key: str | None) -> None:
        if key == AGAIN:
            self._go_back()
        elif key == LIST:
            self.app.push_screen(PositionsListScreen(self._session, self.opened.article.id), self._go)
        elif key and key != TAKE_AWAY:
            attempt(self, self._session, lambda: self._go_to(key))

    def _go_back(self) -> None:
        """Go to where the last jump began; the same again comes back here."""
        before = self._session.jumps.before
        if before is None:
            say(self, self._session, "no jump to go back from")
            return
        with self.jumping():
            self.arrive(before)

    def _go_to(self, letter: str) -> None:
        found = positions.look_up(self._session.library, self.opened.article.id, letter)
        if found is None:
            say(self, self._session, f"no position {letter}; {self._session.key('position')}{letter} sets it")
        elif found.span is None:
            say(
                self,
                self._session,
                f"position {letter} is gone: {excerpt(found.mark.quote.exact)} is not in the text now",
            )
        else:
            with self.jumping():
                if found.mark.article_id != self.opened.article.id:
                    self.open_article(found.mark.article_id)
                self.reveal([found.span], f"position {letter}")
                self.view.go_to(found.span.start)
