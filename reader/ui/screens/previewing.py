"""A list with a preview beside it: the article on which the cursor has come to rest."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from reader.ui.acts.acting import attempt
from reader.ui.render.frame import WIDE
from reader.ui.screens.virtual import VirtualScreen
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.widgets.preview import Preview

_LENGTH = 20_000
"""Code points of an article that the preview shows, so that it costs the same for an article of any length."""

_REST_SECONDS = 0.1
"""How long the cursor stays on a row before the article is shown beside the list."""

_TYPIST_RESTS = 3
"""So many times as long while a filter is typed, as the next letter mostly brings another article."""


class PreviewingScreen(VirtualScreen):
    """A list with a pane `#preview`, if the screen is wide enough.

    Attributes:
        preview_due: whether another preview is to be shown when the cursor has rested for a moment.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resting: Timer | None = None
        self.preview_due = False
        self._rests = 0

    def preview_soon(self) -> None:
        """Show the preview when nothing has moved for a moment, so that a key held down costs the list alone."""
        if self._resting is None:
            self._resting = self.set_interval(_REST_SECONDS, self._rested, pause=True)
        if self.size.width >= WIDE:
            self.preview_due = True
            self._rests = _TYPIST_RESTS if self.typing else 1
            self._resting.reset()
            self._resting.resume()
        else:
            self.query_one("#preview").visible = False

    def _rested(self) -> None:
        self._rests -= 1
        if self._rests > 0:
            return
        if self._resting is not None:
            self._resting.pause()
        self._show_preview()

    def _show_preview(self) -> None:
        pane, row, wide = self.query_one("#preview"), self.rows.current, self.size.width >= WIDE
        self.preview_due = self.preview_due and row is not None and wide
        filled = row is not None and wide and attempt(self, self._session, partial(self._fill_preview, row.article.id))
        if pane.visible != filled:  # Textual lays the screen out whenever this is set
            pane.visible = filled

    def _fill_preview(self, article_id: str) -> None:
        """Show the beginning of an article."""
        from reader.library.reading import open_article  # noqa: PLC0415 - not before the list is on the screen
        from reader.ui.render.heads import head_lines  # noqa: PLC0415
        from reader.ui.render.typesetting import typography  # noqa: PLC0415

        pane = self.query_one("#preview")
        if not pane.children:
            pane.mount(self.make_preview())
        preview = cast("Preview", pane.children[0])
        settings = self._session.settings
        self.preview_due = False
        opened = open_article(self._session.library, article_id)
        preview.set_type(settings.measure, typography(settings))
        preview.show(opened.document.beginning(_LENGTH), head_lines(opened), opened.placements)

    def make_preview(self) -> "Preview":
        """An empty preview; a narrow terminal need not load what it is made of."""
        from reader.ui.widgets.preview import Preview  # noqa: PLC0415

        return Preview(measure=self._session.settings.measure)
