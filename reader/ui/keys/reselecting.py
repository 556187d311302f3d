"""The selection that was left last, and whether `gv` is meant, where `g` alone goes to the top. Pure."""

from dataclasses import replace

from reader.domain.frozen import frozen
from reader.ui.keys.caret import Caret

SECONDS = 1.0
"""How soon `v` comes after `g` if both are one command."""


@frozen
class ToTop:
    """The reader went to the top.

    Attributes:
        caret: as it was before.
        top: the line on top before.
        moment: when, in seconds of some clock.
    """

    caret: Caret
    top: int
    moment: float


@frozen
class Reselecting:
    """What `gv` needs to know.

    Attributes:
        left: the caret with the selection that was left last; None before the first.
        to_top: the last way to the top, if that was the last motion; a second `g` is no beginning of `gv`.
    """

    left: Caret | None = None
    to_top: ToTop | None = None

    def leaving(self, caret: Caret) -> "Reselecting":
        """The reader leaves the selection, if there is one."""
        return self if caret.anchor is None else replace(self, left=caret)

    def moving(self, name: str, to_top: ToTop) -> "Reselecting":
        """The reader moves from the place in `to_top` by a motion; only `g` can begin `gv`."""
        again = self.to_top is not None and to_top.moment - self.to_top.moment <= SECONDS
        return replace(self, to_top=to_top if name == "g" and not again else None)
