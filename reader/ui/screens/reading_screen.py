"""One article: read, select, highlight, note, tag, decide."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from reader.domain.anchor import occurrences
from reader.domain.document import Span
from reader.domain.errors import NewsmarkError
from reader.domain.mark import Highlight
from reader.domain.query import Query
from reader.domain.status import State
from reader.library import reading, triage
from reader.ui import article_acts, highlight_acts, source_acts
from reader.ui.acting import LibraryChanged, attempt, say
from reader.ui.actions import Scope
from reader.ui.bindings import bindings
from reader.ui.render.rows import head_lines, reading_title
from reader.ui.screens.marks_screen import MarksScreen
from reader.ui.session import Session
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.bars import Bar, StatusBar
from reader.ui.widgets.prompt import Prompt


class ReadingScreen(Screen[str]):
    """The article with `article_id`, among the articles of the list that it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.ARTICLE)]

    def __init__(
        self, session: Session, ids: Sequence[str], article_id: str, origin: str, at: int | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self._ids = list(ids)
        self._origin = origin
        self._at = at
        self._opened = reading.open_article(session.library, article_id)

    def compose(self) -> ComposeResult:
        """Where you are, the text, the search when asked for, keys."""
        yield Bar(id="title")
        yield ArticleView(measure=self._session.settings.measure, id="article")
        yield Prompt("words in this article", id="find")
        yield StatusBar(Scope.ARTICLE, self._session.settings.keys, id="status")

    def on_mount(self) -> None:
        """Show the article where the reader left it."""
        self._view.focus()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        opened = self._opened
        at = opened.status.position if self._at is None else 0
        self._view.show(opened.document, head_lines(opened), opened.placements, at)
        if self._at is not None:
            self._view.go_to(self._at)
        lost = sum(placement.span is None for placement in opened.placements)
        if lost:
            say(self, self._session, f"{lost} highlights have lost their place; M lists them with their quotes")

    @property
    def _view(self) -> ArticleView:
        return self.query_one("#article", ArticleView)

    @property
    def _article_id(self) -> str:
        return self._opened.article.id

    def on_library_changed(self, _: LibraryChanged) -> None:
        """Show the marks as they are now."""
        if attempt(self, self._session, self._reopen):
            self._view.update_marks(self._opened.document, self._opened.placements)

    def _reopen(self) -> None:
        self._opened = reading.open_article(self._session.library, self._article_id)

    def on_article_view_moved(self) -> None:
        """Say where the reader is."""
        view, opened = self._view, self._opened
        left, right = reading_title(opened, self._origin, view.progress, self.size.width)
        self.query_one("#title", Bar).show(left, right)
        minutes = round(opened.article.minutes * (1 - view.progress))
        marks = sum(placement.span is not None for placement in opened.placements)
        place = f"{marks} {'mark' if marks == 1 else 'marks'} · {minutes} min left"
        self.query_one(StatusBar).place(place, *self._mode())

    def _mode(self) -> tuple[str, str]:
        """The mode and what can be done in it; both empty while reading."""
        view = self._view
        if view.operator:
            return f"H{view.pending.shown}", "H this sentence · ip paragraph · ) to the next sentence · esc"
        if view.caret.anchor is not None:
            kind = "SENTENCES" if view.caret.by_sentence else "SELECT"
            return f"{kind} {view.pending.shown}".strip(), "H highlight · y copy · o other end · esc"
        return "", ""

    # Moving.

    def action_move(self, name: str) -> None:
        """Move the caret."""
        self._view.move(name)

    def action_mark(self, step: int) -> None:
        """Go to the next or the last highlight."""
        starts = sorted(p.span.start for p in self._opened.placements if p.span is not None)
        self._jump(starts, step, "no more highlights this way")

    def action_found(self, step: int) -> None:
        """The next match while a search is live, else the next unread article."""
        if self._view.found:
            self._jump([span.start for span in self._view.found], step, "no more matches this way")
            return
        number = self._ids.index(self._article_id) + step
        while 0 <= number < len(self._ids):
            if not self._session.library.articles.status(self._ids[number]).read:
                self._open(self._ids[number])
                return
            number += step
        say(self, self._session, "no more unread articles this way")

    def _jump(self, starts: Sequence[int], step: int, otherwise: str) -> None:
        at = self._view.caret.at
        ahead = [start for start in starts if (start > at if step > 0 else start < at)]
        if ahead:
            self._view.go_to(ahead[0] if step > 0 else ahead[-1])
        else:
            say(self, self._session, otherwise)

    def action_article(self, step: int) -> None:
        """Open the next or the last article of the list."""
        number = self._ids.index(self._article_id) + step
        if 0 <= number < len(self._ids):
            self._open(self._ids[number])
        else:
            say(self, self._session, "that was the last article" if step > 0 else "this is the first article")

    def _open(self, article_id: str) -> None:
        self._remember()
        try:
            self._opened = reading.open_article(self._session.library, article_id)
        except NewsmarkError as error:
            say(self, self._session, str(error), bad=True)
            return
        self._at = None
        self._show()

    def _remember(self) -> None:
        attempt(
            self,
            self._session,
            lambda: triage.remember_position(self._session.library, self._article_id, self._view.top_offset),
        )

    def action_back(self) -> None:
        """Back to the list, with the cursor on this article."""
        if self._view.found:
            self.action_clear()
            return
        self._remember()
        self.dismiss(self._article_id)

    def action_view(self, view: str) -> None:
        """Back to the list, in another view."""
        self._remember()
        self.dismiss(f"view:{view}")

    def action_marks(self) -> None:
        """Show all marks."""
        self.app.push_screen(MarksScreen(self._session))

    # Searching.

    def action_find(self) -> None:
        """Search in the article."""
        self.query_one(Prompt).open("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show every match as you type."""
        self._view.found = self._matches(event.value)
        self._view.refresh()

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Go to the first match from the caret on."""
        view = self._view
        view.focus()
        view.found = self._matches(event.words)
        view.refresh()
        if view.found:
            ahead = [span for span in view.found if span.end > view.caret.at]
            view.go_to((ahead or view.found)[0].start)
            count = len(view.found)
            say(self, self._session, f"{count} {'match' if count == 1 else 'matches'} · n and N go through them")
        elif event.words:
            say(self, self._session, f"“{event.words}” is not in this article")

    def action_clear(self) -> None:
        """Leave the search."""
        self._view.found = ()
        self._view.refresh()

    def _matches(self, words: str) -> tuple[Span, ...]:
        """Every place of these words, across wrapped lines; capitals count only if some are typed."""
        page = self._view.page
        found = occurrences(words, page.text, ignore_case=words == words.lower())
        return tuple(span for span in found if any(block.overlaps(span) for block in page.outline.blocks))

    # Marking.

    def action_operator(self) -> None:
        """Wait for what to highlight."""
        self._view.start_operator()

    def action_visual(self, by_sentence: bool) -> None:
        """Begin to select."""
        self._view.start_selection(by_sentence=by_sentence)

    def on_article_view_chosen(self, event: ArticleView.Chosen) -> None:
        """Highlight or copy what was chosen."""
        if event.act == "copy":
            self._copy(self._view.page.text[event.span.start : event.span.end])
            self._view.leave_selection()
        elif highlight_acts.highlight(self, self._session, self._article_id, event.span) is not None:
            self._view.leave_selection()

    def action_note(self) -> None:
        """Write on the highlight here; without one, the sentence in focus is highlighted first."""
        marked = self._view.highlight_here
        if marked is None and (focus := self._view.focused_sentence):
            marked = highlight_acts.highlight(self, self._session, self._article_id, focus)
        if marked is not None:
            highlight_acts.note(self, self._session, marked)

    def action_tag(self) -> None:
        """Tag the highlight here; without one, the article."""
        marked = self._view.highlight_here
        if marked is not None:
            highlight_acts.tag(self, self._session, marked)
        else:
            article_acts.tag(self, self._session, [self._opened.article])

    def action_kind(self) -> None:
        """Change the kind of the highlight here."""
        if (marked := self._highlight_here()) is not None:
            highlight_acts.next_kind(self, self._session, marked)

    def action_remove(self) -> None:
        """Take the highlight here away."""
        if (marked := self._highlight_here()) is not None:
            highlight_acts.remove(self, self._session, marked)

    def _highlight_here(self) -> Highlight | None:
        marked = self._view.highlight_here
        if marked is None:
            say(self, self._session, "no highlight here; HH marks the sentence, ] goes to the next highlight")
        return marked

    def action_copy(self) -> None:
        """Copy the highlight here, else the sentence in focus."""
        marked, focus = self._view.highlight_here, self._view.focused_sentence
        if marked is not None:
            self._copy(marked.quote.exact)
        elif focus is not None:
            self._copy(self._view.page.text[focus.start : focus.end])

    def _copy(self, words: str) -> None:
        self.app.copy_to_clipboard(words)
        say(self, self._session, f"copied {len(words.split())} words")

    def action_cuts(self) -> None:
        """Show what was cut, in place, or hide it."""
        if not self._opened.document.cut:
            say(self, self._session, "nothing was cut from this article")
            return
        self._view.toggle_cuts()

    def action_block(self) -> None:
        """Cut the block under the caret, or bring it back."""
        source_acts.toggle_block(self, self._session, self._opened, self._view.caret.at)

    def action_source(self) -> None:
        """Cut the block in every article of its source, or bring it back there."""
        source_acts.for_source(self, self._session, self._opened, self._view.caret.at)

    # Deciding.

    def action_done(self) -> None:
        """Archive and read on."""
        self._move_to(State.ARCHIVE)

    def action_later(self) -> None:
        """Keep for later and read on."""
        self._move_to(State.LATER)

    def action_inbox(self) -> None:
        """Put back into the inbox and read on."""
        self._move_to(State.INBOX)

    def _move_to(self, state: State) -> None:
        if not article_acts.decide(
            self, self._session, [self._article_id], lambda lib, ids: triage.move(lib, ids, state)
        ):
            return
        if self._article_id == self._ids[-1]:
            self.action_back()
        else:
            self.action_article(1)

    def action_star(self) -> None:
        """Star, or take the star off."""
        article_acts.decide(self, self._session, [self._article_id], triage.star)

    def action_read(self) -> None:
        """Call read or unread."""
        article_acts.decide(self, self._session, [self._article_id], triage.toggle_read)

    def action_browser(self) -> None:
        """Open the original."""
        article_acts.open_in_browser(self, self._session, self._opened.article)

    def action_export(self) -> None:
        """Export the marks on this article."""
        article_acts.export(self, self._session, Query(ids=frozenset([self._article_id])))
