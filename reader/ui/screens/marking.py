"""Marking in an article: what a reader does with the passage in focus, the selection and the highlight there."""

from reader.domain.mark import Highlight
from reader.library.reading import OpenArticle
from reader.ui.acts import article_acts, highlight_acts
from reader.ui.acts.acting import attempt, say
from reader.ui.acts.awaiting_marks import with_marks
from reader.ui.clipboard import copy
from reader.ui.keys import kinds
from reader.ui.keys.labels import picking_told
from reader.ui.keys.vim import KIND, TOLD
from reader.ui.render.folding import ARTICLE
from reader.ui.screens.searching import SearchingScreen
from reader.ui.widgets.article_view import ArticleView


class MarkingScreen(SearchingScreen):
    """A screen with an article that can be marked."""

    opened: OpenArticle

    @property
    def article_id(self) -> str:
        """Which article it is."""
        return self.opened.article.id

    @property
    def selecting(self) -> bool:
        """True while a passage is being selected."""
        return self.view.caret.anchor is not None

    def mode(self) -> tuple[str, str]:
        """The mode and what can be done in it; both empty while reading."""
        view, key = self.view, self._session.key("highlight")[:1]
        if view.picking is not None:
            return picking_told(view.picking, view.page.text)
        awaited = TOLD.get(view.pending.prefix, "")
        if view.operator:
            told = awaited or f"{key} this sentence · ip paragraph · ) to the next sentence · esc"
            return f"{key}{view.pending.shown}", told
        if view.caret.anchor is not None:
            name = f"{'SENTENCES' if view.caret.by_sentence else 'SELECT'} {view.pending.shown}".strip()
            if view.pending.prefix == KIND:
                return name, kinds.TOLD
            if awaited:
                return name, awaited
            more = self._picked_hint if view.freshly_picked else ""
            return name, f"{key} highlight · {KIND} kind · {more}y copy · o other end · esc"
        return "", ""

    @property
    def _picked_hint(self) -> str:
        """What can be done with a selection as long as labels have just picked it."""
        return f"{self._session.key('note')} note · {self._session.key('tag')} tag · "

    def action_operator(self) -> None:
        """Wait for what to highlight."""
        self.view.start_operator()

    def action_visual(self, by_sentence: bool) -> None:
        """Begin to select."""
        if self.view.page.outline.blocks:
            self.view.start_selection(by_sentence=by_sentence)
        else:
            self._tell_no_text()

    def action_labels(self) -> None:
        """Put labels on the words, by which a passage is picked."""
        if not self.view.start_picking():
            self._tell_no_text()

    def _tell_no_text(self) -> None:
        say(self, self._session, f"no text is on show here; {self._session.key('cuts')} shows what was cut")

    def on_labelled_view_refused(self, event: ArticleView.Refused) -> None:
        """No word has this label."""
        say(self, self._session, f"no word has the label {event.typed}")

    def on_article_view_missed(self) -> None:
        """No such words are there."""
        say(self, self._session, "there is no such passage here")

    def on_article_view_chosen(self, event: ArticleView.Chosen) -> None:
        """Highlight or copy what was chosen."""
        if event.act == "copy":
            self.take(event)
        else:
            with_marks(self, lambda: self.take(event))

    def take(self, event: ArticleView.Chosen) -> None:
        """Highlight or copy a passage; a screen that has more to do overrides this, since handlers all run."""
        if event.act == "copy":
            text = self.view.page.text
            self._copy("\n\n".join(text[part.start : part.end] for part in event.parts))
            self.view.leave_selection()
            return
        kind = kinds.KINDS.get(event.command.character) if event.act == "kind" and event.command else None
        if event.act == "kind" and kind is None:
            say(self, self._session, kinds.UNKNOWN)
            return
        made = highlight_acts.highlight(self, self._session, self.article_id, event.parts, kind)
        if made:
            self.view.leave_selection()
            self._go_on(made[0], event.act)

    def _go_on(self, made: Highlight, act: str) -> None:
        """What is done with a new highlight besides: a note, or tags."""
        if act in ("note", "note_in_editor"):
            highlight_acts.note(self, self._session, made, in_editor=act == "note_in_editor")
        elif act == "tag":
            highlight_acts.tag(self, self._session, made)

    def action_note(self) -> None:
        """Write on the highlight here; without one, the sentence in focus is highlighted first."""
        self._note()

    def action_note_in_editor(self) -> None:
        """The same in the reader's own editor."""
        self._note(in_editor=True)

    def _note(self, *, in_editor: bool = False) -> None:
        marked = self.view.highlight_here
        if marked is None and (focus := self.view.focused_sentence):
            marked = next(iter(highlight_acts.highlight(self, self._session, self.article_id, [focus])), None)
        if marked is not None:
            highlight_acts.note(self, self._session, marked, in_editor=in_editor)

    def action_fold_notes(self) -> None:
        """Fold or unfold the note of the highlight here; without a long one, all of them."""
        marked = self.view.highlight_here
        if not self.view.toggle_notes(marked.id if marked else None):
            say(self, self._session, f"no long note to fold here; {self._session.key('note')} writes one")

    def notes_shown_whole(self) -> frozenset[str]:
        """The notes of this article that the reader left unfolded, as the view names them."""
        left = {*self._session.unfolded}
        ids = {one.highlight.id for one in self.opened.placements} & left
        return frozenset(ids | {ARTICLE} if self.article_id in left else ids)

    def on_page_view_notes_folded(self) -> None:
        """Keep which notes are shown whole."""
        here = {self.article_id, *(one.highlight.id for one in self.opened.placements)}
        shown = {self.article_id if one == ARTICLE else one for one in self.view.unfolded}
        attempt(self, self._session, lambda: self._session.unfold(here, shown))

    def action_tag(self) -> None:
        """Tag the highlight here; without one, the article."""
        marked = self.view.highlight_here
        if marked is not None:
            highlight_acts.tag(self, self._session, marked)
        else:
            article_acts.tag(self, self._session, [self.article_id])

    def action_kind(self) -> None:
        """Change the kind of the highlight here; without one, the sentence in focus is highlighted with it."""
        marked, focus = self.view.highlight_here, self.view.focused_sentence
        if marked is not None:
            highlight_acts.change_kind(self, self._session, marked)
        elif focus is not None:
            highlight_acts.highlight_as(self, self._session, self.article_id, focus)
        else:
            self._tell_no_text()

    def action_remove(self) -> None:
        """Take the highlight here away."""
        if (marked := self._highlight_here()) is not None:
            highlight_acts.remove(self, self._session, marked)

    def _highlight_here(self) -> Highlight | None:
        marked = self.view.highlight_here
        if marked is None:
            mark, following = self._session.key("highlight"), self._session.key("next-mark")
            say(self, self._session, f"no highlight here; {mark} marks the sentence, {following} goes to the next")
        return marked

    def action_copy(self) -> None:
        """Copy the highlight here, else the sentence in focus."""
        marked, focus = self.view.highlight_here, self.view.focused_sentence
        if marked is not None:
            self._copy(marked.quote.exact)
        elif focus is not None:
            self._copy(self.view.page.text[focus.start : focus.end])

    def _copy(self, words: str) -> None:
        copy(self, self._session, words, f"{len(words.split())} words")
