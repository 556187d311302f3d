"""What a reader decides about blocks, for one article or for every article of its source."""

from typing import Any

from textual.screen import Screen

from reader.domain.document import Block
from reader.domain.source import source_of
from reader.library import marking, sources
from reader.library.reading import OpenArticle
from reader.library.sources import Proposal
from reader.ui.acting import attempt, perform, say, say_done
from reader.ui.render.choices import proposal_text, proposal_title
from reader.ui.screens.dialogs import plain
from reader.ui.screens.source_screens import ProposalScreen
from reader.ui.session import Session


def toggle_block(screen: Screen[Any], session: Session, opened: OpenArticle, at: int) -> None:
    """Cut the block at an offset, or bring it back, and offer the same for the source."""
    if not (block := _block_at(opened, at)):
        return
    change = perform(screen, session, lambda: marking.toggle_block(session.library, opened.article.id, block))
    source = source_of(opened.article)
    if change and change.steps and source:
        say_done(screen, session, change.label, f" · u undoes · S for every article of {source.name}")


def for_source(screen: Screen[Any], session: Session, opened: OpenArticle, at: int) -> None:
    """Show what a choice for the source would change, and make it if the reader says so."""
    found: list[Proposal | None] = []
    if not (block := _block_at(opened, at)) or not attempt(
        screen, session, lambda: found.append(sources.propose(session.library, opened.article.id, block))
    ):
        return
    proposal = found[0]
    if proposal is None:
        say(screen, session, "the source of this article is not known, so a choice can be for this article only (Z)")
        return

    def answer(yes: bool | None) -> None:
        if yes:
            perform(screen, session, lambda: sources.decide(session.library, proposal))

    screen.app.push_screen(ProposalScreen(proposal_title(proposal), plain(proposal_text(proposal))), answer)


def _block_at(opened: OpenArticle, at: int) -> Block | None:
    document = opened.document
    return document.blocks[document.block_at(at)] if document.blocks else None
