"""What a reader decides about blocks, for one article or for every article of its source."""

from typing import Any

from textual.screen import Screen

from reader.domain.document import Block
from reader.domain.source import source_of
from reader.library import marking, reading, sources
from reader.library.reading import OpenArticle
from reader.library.sources import Proposal
from reader.ui.acts.acting import attempt, perform, say
from reader.ui.render.choices import decided, proposal_text, proposal_title
from reader.ui.render.runs import first_fitting
from reader.ui.screens.dialogs import plain
from reader.ui.screens.source_screens import ProposalScreen
from reader.ui.session import Session


def toggle_block(screen: Screen[Any], session: Session, opened: OpenArticle, at: int) -> None:
    """Cut the block at an offset, or bring it back, and offer the same for the source."""
    if not (block := _block_at(opened, at)):
        return
    library, with_it = session.library, opened.document.beside(at)

    def result() -> str:
        return _told(session, reading.open_article(library, opened.article.id), block)

    perform(screen, session, lambda: marking.toggle_block(library, opened.article.id, block, *with_it), result=result)


def _told(session: Session, opened: OpenArticle, before: Block) -> str:
    """How a block stands now, what else is cut for the reason for which it was, and what can be done next."""
    told, why = "cut" if before.kept else "brought back", ""
    others = sum(block.reason == before.reason for block in opened.document.cut)
    if others and not before.kept:
        told, why = f"{told}, {others} more cut", f": {before.reason.removeprefix('cut ')}"
    source, undoes = source_of(opened.article), f" · {session.key('undo')} undoes"
    if not source:
        return f"{told}{why}{undoes}"
    offer = f"{undoes} · {session.key('source')} for"
    return first_fitting(
        f"{told}{why}{offer} every article of {source.name}",
        f"{told}{why}{offer} its source",
        f"{told}{offer} its source",
    )


def for_source(screen: Screen[Any], session: Session, opened: OpenArticle, at: int) -> None:
    """Show what a choice for the source would change, and make it if the reader says so."""
    found: list[Proposal | None] = []
    if not (block := _block_at(opened, at)) or not attempt(
        screen, session, lambda: found.append(sources.propose(session.library, opened.article.id, block))
    ):
        return
    proposal = found[0]
    if proposal is None:
        say(screen, session, f"the source of this article is not known; {session.key('block')} decides for it alone")
        return

    def answer(yes: bool | None) -> None:
        if yes:
            told = f"{decided(proposal)} · {session.key('undo')} undoes"
            perform(screen, session, lambda: sources.decide(session.library, proposal), result=lambda: told)

    screen.app.push_screen(ProposalScreen(proposal_title(proposal), plain(proposal_text(proposal))), answer)


def _block_at(opened: OpenArticle, at: int) -> Block | None:
    document = opened.document
    return document.blocks[document.block_at(at)] if document.blocks else None
