"""How the page is set, changed while reading: the measure, straight edges, the space between lines."""

from reader.settings import MEASURES
from reader.ui.acts.acting import attempt, say
from reader.ui.render.typesetting import typography
from reader.ui.screens.searching import SearchingScreen

_STEP = 4
"""Cells by which the measure changes."""


class TypesettingScreen(SearchingScreen):
    """A screen with an article whose setting can be changed; what was on top of the screen stays there."""

    def action_measure(self, step: int) -> None:
        """Make the column wider or narrower."""
        now = self._session.settings.measure
        measure = min(MEASURES[-1], max(MEASURES[0], now + step * _STEP))
        if measure == now:
            say(self, self._session, f"{now} columns is the {'widest' if step > 0 else 'narrowest'}")
        else:
            self._set("measure", measure, f"text of {measure} columns, where the screen has as many")

    def action_justified(self) -> None:
        """Make both edges straight, or leave the right one ragged."""
        justified = not self._session.settings.justified
        self._set("justified", justified, "both edges straight" if justified else "right edge ragged")

    def action_spacing(self) -> None:
        """Put a blank row between lines, or take it out."""
        spacing = 3 - self._session.settings.line_spacing
        self._set("line_spacing", spacing, f"line spacing {spacing}")

    def set_type(self) -> None:
        """Set the page by the settings as they are now."""
        settings = self._session.settings
        self.view.set_type(settings.measure, typography(settings))

    def _set(self, name: str, value: int, told: str) -> None:
        kept = attempt(self, self._session, lambda: self._session.choose(name, value))
        self.set_type()
        if kept:
            say(self, self._session, told)
