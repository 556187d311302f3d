"""A list with a preview beside it: the article on which the cursor has come to rest."""

from textual.timer import Timer

from reader.ui.acts.acting import attempt
from reader.ui.render.frame import WIDE
from reader.ui.screens.virtual import VirtualScreen
from reader.ui.session import Session

_LENGTH = 20_000
"""Code points of an article that the preview shows, so that it costs the same for an article of any length."""

_REST_SECONDS = 0.1
"""How long the cursor stays on a row before the article is shown beside the list."""


class PreviewingScreen(VirtualScreen):
    """A list with a pane `#preview`, if the screen is wide enough.

    Attributes:
        preview_due: whether another preview is to be shown when the cursor has rested for a moment.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resting: Timer | None = None
        self.preview_due = False

    def preview_soon(self) -> None:
        """Show the preview when nothing has moved for a moment, so that a key held down costs the list alone."""
        if self._resting is None:
            self._resting = self.set_interval(_REST_SECONDS, self._rested, pause=True)
        if self.size.width >= WIDE:
            self.preview_due = True
            self._resting.reset()
            self._resting.resume()
        else:
            self.query_one("#preview").visible = False

    def _rested(self) -> None:
        if self._resting is not None:
            self._resting.pause()
        self._show_preview()

    def _show_preview(self) -> None:
        pane, row = self.query_one("#preview"), self.rows.current
        if row is not None and self.size.width >= WIDE:
            pane.visible = attempt(self, self._session, lambda: self._fill_preview(row.article.id))
        else:
            self.preview_due = pane.visible = False

    def _fill_preview(self, article_id: str) -> None:
        """Show the beginning of an article; what that needs is loaded when the list is on the screen already."""
        from reader.library.reading import open_article  # noqa: PLC0415
        from reader.ui.render.heads import head_lines  # noqa: PLC0415
        from reader.ui.render.typesetting import typography  # noqa: PLC0415
        from reader.ui.widgets.preview import Preview  # noqa: PLC0415

        shown = self.query(Preview)
        settings = self._session.settings
        preview = shown.first() if shown else Preview(measure=settings.measure)
        self.preview_due = False
        opened = open_article(self._session.library, article_id)
        preview.set_type(settings.measure, typography(settings))
        preview.show(opened.document.beginning(_LENGTH), head_lines(opened), opened.placements)
        if not shown:
            self.query_one("#preview").mount(preview)
