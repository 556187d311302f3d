"""What a reader does with whole articles, from any screen: decide, tag, note, copy, open, export.

What an act needs is imported by the act, so that the list is on the screen sooner.
"""

# ruff: noqa: PLC0415 - see above

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from textual.screen import Screen

from reader.domain.article import Article
from reader.domain.history import LONG, Change
from reader.domain.query import Query
from reader.domain.status import HowFar
from reader.library import triage
from reader.library.acts import unheard
from reader.library.triage import Decision
from reader.ui import acts
from reader.ui.acts.acting import LibraryChanged, attempt, perform, say, say_done
from reader.ui.session import Session

_MANY_FILES = 50
"""From so many articles on, an export is no longer waited for."""


def decide(screen: Screen[Any], session: Session, ids: Sequence[str], decision: Decision, *, tell: bool = True) -> bool:
    """Decide about articles; False if there are none or it failed. `tell` is as in `perform`."""
    if ids and session.at_work:
        say(screen, session, session.wait_words)
        return False
    act = partial(triage.decide, session.library, ids, decision)
    return bool(ids) and perform(screen, session, act, tell=tell) is not None


def tag(screen: Screen[Any], session: Session, ids: Sequence[str]) -> None:
    """Edit the tags of one article, or add tags to several; to many of them in a thread."""
    if ids:
        attempt(screen, session, lambda: _ask_tags(screen, session, ids))


def _ask_tags(screen: Screen[Any], session: Session, ids: Sequence[str]) -> None:
    from reader.library import listing, marking
    from reader.ui.screens.dialogs import TagScreen

    library = session.library
    given = library.marks.article_marks(ids[0]).tags if len(ids) == 1 else ()

    def save(text: str) -> None:
        wanted = marking.split_tags(text)
        removed = [name for name in given if name not in wanted]
        if len(ids) >= LONG:
            act = partial(marking.tag_articles, library, ids, wanted)
            acts.long_acts.do_long(screen, session, "tagging", lambda how_far: act(how_far=how_far))
        else:
            keep(screen, session, lambda: marking.tag_articles(library, ids, wanted, removed))

    name = library.articles.get(ids[0]).label if len(ids) == 1 else f"{len(ids):,} articles"
    screen.app.push_screen(TagScreen(f"Tags on {name}", given, listing.known_tags(library), save))


def note(screen: Screen[Any], session: Session, article: Article) -> None:
    """Write on an article as a whole."""
    from reader.library import marking
    from reader.ui.screens.dialogs import NoteScreen

    library = session.library

    def ask() -> None:
        before = library.marks.article_marks(article.id).note

        def save(text: str) -> None:
            keep(screen, session, lambda: marking.note_article(library, article.id, text, seen=before))

        screen.app.push_screen(NoteScreen(f"Note on {article.label}", before, save))

    attempt(screen, session, ask)


def keep(screen: Screen[Any], session: Session, act: Callable[[], Change]) -> None:
    """Carry out an act of a dialog, which shows what it raises."""
    change = session.do(act)
    if change.steps:
        screen.post_message(LibraryChanged())
        say_done(screen, session, f"kept: {change.label}", f" · {session.key('undo')} undoes")


def copy(screen: Screen[Any], session: Session, article: Article) -> None:
    """Copy title and address."""
    screen.app.copy_to_clipboard(f"{article.label}\n{article.metadata.url or article.address}")
    say(screen, session, "copied title and address")


def open_in_browser(screen: Screen[Any], session: Session, article: Article) -> None:
    """Open the original, once the reader has seen its address; only web addresses are opened."""
    url = article.metadata.url
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        say(screen, session, "this article has no address on the web")
        return
    failed = f"no browser could be started; {session.key('copy')} copies the address"
    open_address(screen, session, url, failed)


def open_address(screen: Screen[Any], session: Session, address: str, failed: str) -> None:
    """Open a web or mail address, once the reader has seen it; `failed` is said if nothing could be started."""
    import webbrowser

    from reader.ui.screens.dialogs import ConfirmScreen

    parts = urlsplit(address)
    if parts.scheme not in ("http", "https", "mailto"):
        say(screen, session, "only web and mail addresses are opened", bad=True)
        return

    def answer(yes: bool | None) -> None:
        if yes and not webbrowser.open(address):
            say(screen, session, failed, bad=True)

    question = f"Open {parts.hostname} in the browser?" if parts.hostname else "Write to this mail address?"
    screen.app.push_screen(ConfirmScreen(f"{question}\n\n{address}"), answer)


def export(
    screen: Screen[Any], session: Session, query: Query, folder: Path | None = None, only: Collection[str] | None = None
) -> None:
    """Export the marks on these articles as Markdown, one file an article; of `only` these highlights, if given.

    The folder is the one in the settings unless another is given. Many articles are exported in a thread.
    """
    from reader.library import exporting

    place = folder or session.settings.export_folder

    def work(how_far: HowFar) -> str:
        written = exporting.export(session.library, query, place, only, how_far)
        if not written:
            return "nothing to export: no highlight and no note here"
        changed = sum(item.outcome != "unchanged" for item in written)
        files = "1 file" if len(written) == 1 else f"{len(written):,} files"
        return f"exported {files} ({changed:,} changed) to {place}"

    if query.ids is not None and len(query.ids) >= _MANY_FILES:
        begin = acts.long_acts.long_acts_of(screen).begin
        begin("exporting", lambda how_far: partial(str, work(how_far)), stopped="files written before that stay")
    else:
        attempt(screen, session, lambda: say(screen, session, work(unheard)))
