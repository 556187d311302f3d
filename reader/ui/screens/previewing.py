"""A list with a preview beside it: the article under the cursor, drawn with the key that moved it there.

What is drawn with the key is one picture, one write and no timer. While a key is held down nobody looks at what is
beside the list: the preview then waits until the cursor rests, as it does for an article that takes a while to open.
"""

from collections.abc import Iterator
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

from reader.domain.article import Article
from reader.domain.query import Row
from reader.ui.acts.acting import attempt
from reader.ui.render.frame import WIDE
from reader.ui.resting import Rest
from reader.ui.screens.virtual import VirtualScreen
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.widgets.preview import Preview

_LENGTH = 20_000
"""Code points of an article that the preview shows, so that it costs the same for an article of any length."""

_LONG = 2_000
"""Words of an article from which on the cursor moves before it is opened: that takes as long as it is long."""

_REST_SECONDS = 0.05
"""How long the cursor stays on a row before the article is shown beside the list; a key held down comes sooner."""

_TYPIST_RESTS = 6
"""So many times as long while a filter is typed, as the next letter mostly brings another article."""


class PreviewingScreen(VirtualScreen):
    """A list with a `Preview` beside it, if the screen is wide enough.

    Attributes:
        preview_due: whether another preview is to be shown when the cursor has rested for a moment.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resting = Rest(self, self._rested)
        self._followed = -_REST_SECONDS
        self.preview_due = False
        self._preview: Preview | None = None

    def make_preview(self) -> Iterator[Widget]:
        """An empty preview if there is room; a narrow terminal need not load what it is made of."""
        if self.app.size.width >= WIDE:
            from reader.ui.widgets.preview import Preview  # noqa: PLC0415

            self._preview = Preview(measure=self._session.settings.measure, id="preview")
            yield self._preview

    def preview_soon(self) -> None:
        """Show the preview when nothing has moved for a moment, so that a key held down costs the list alone."""
        if self.size.width >= WIDE:
            self.preview_due = True
            self._resting.wait(_REST_SECONDS * (_TYPIST_RESTS if self.typing else 1))
        else:
            self._resting.give_up()
            if self._preview is not None:
                self._preview.visible = False

    def preview_with_key(self) -> None:
        """Show the preview in the same go as the cursor that a key has moved, if no key came a moment ago."""
        before, self._followed = self._followed, monotonic()
        row = self.rows.current
        if self._followed - before > _REST_SECONDS and _is_short(row) and self._preview and self._preview.visible:
            self._resting.give_up()
            self.preview_due = True
            self._show_preview()
        else:
            self.preview_soon()

    def _rested(self) -> None:
        with self.drawing_at_once():
            self._show_preview()

    def _show_preview(self) -> None:
        row, wide = self.rows.current, self.size.width >= WIDE
        self.preview_due = self.preview_due and row is not None and wide
        filled = row is not None and wide and attempt(self, self._session, partial(self._fill_preview, row.article))
        if self._preview is not None and self._preview.visible != filled:  # setting it lays the screen out each time
            self._preview.visible = filled

    def _fill_preview(self, article: Article) -> None:
        """Show the beginning of an article."""
        from reader.library.reading import preview as previewed  # noqa: PLC0415 - not before the list is on the screen
        from reader.ui.render.heads import head_lines  # noqa: PLC0415
        from reader.ui.render.typesetting import typography  # noqa: PLC0415

        if self._preview is None:
            self.mount(*self.make_preview())
        settings, preview = self._session.settings, cast("Preview", self._preview)
        self.preview_due = False
        opened = previewed(self._session.library, article)
        preview.set_type(settings.measure, typography(settings))
        preview.show(opened.document.beginning(_LENGTH), head_lines(opened), opened.placements)


def _is_short(row: Row | None) -> bool:
    return row is not None and row.article.words < _LONG
