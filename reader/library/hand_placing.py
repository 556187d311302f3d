"""Lost highlights, put on a passage of the present text by the reader.

The highlight keeps its own quote, and stands on that again once the text has it.
"""

from dataclasses import replace

from reader.domain.anchor import describe
from reader.domain.document import Document, Span
from reader.domain.errors import UsageError
from reader.domain.history import Change, Step
from reader.domain.mark import HandPlace
from reader.library.acts import act_on_marks
from reader.library.marking import excerpt
from reader.library.model import Library
from reader.library.placing import placed


def place_by_hand(library: Library, highlight_id: str, span: Span) -> Change:
    """Put a lost highlight on a passage of the latest text, given in code points; its quote stays as it is.

    Raises:
        UsageError: the passage is empty or outside the text, or the highlight is not lost.
        NotFoundError: there is no such highlight, or no longer its article.
        StorageError: it could not be put on disk.
    """

    def made() -> Change:
        before = library.marks.highlight(highlight_id)
        document = library.articles.document(before.article_id)
        (now,) = placed(library, [before], document)
        if now.span is not None and not now.by_hand:
            message = f"highlight {excerpt(before.quote.exact)} is not lost; it stands where its words do"
            raise UsageError(message)
        after = replace(before, placed=hand_place(document, span), modified=library.clock.now())
        return Change(f"placed highlight {excerpt(before.quote.exact)}", (Step(before, after),))

    return act_on_marks(library, made)


def hand_place(document: Document, span: Span) -> HandPlace:
    """A passage of a text, as it is kept with a highlight that is put there.

    Raises:
        UsageError: the passage is empty or outside the text.
    """
    try:
        return HandPlace(*describe(document.text, span.start, span.end, document.digest))
    except ValueError as error:
        raise UsageError(str(error)) from error
