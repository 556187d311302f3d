"""What a query asks of marks, answered: turned into articles to list and articles to leave out."""

from dataclasses import replace

from reader.domain.query import Asked, Key, Query, View, WrittenTerm, with_fixed_days
from reader.library.mark_words import NO_WORDS, MarkWords, mark_words
from reader.library.model import Library
from reader.library.placing import lost_articles


def resolved(library: Library, query: Query) -> Query:
    """The query as the articles alone can answer it.

    Days told from today are fixed; tags, marks and lost highlights asked for are turned into ids, and each word or
    phrase that stands in notes, quotes or tags into what is known of where it is written.

    As long as the marks are still being read, words are looked for in the articles alone.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    fixed = _without_lost(library, with_fixed_days(query, library.clock.now().date()))
    about_marks = fixed.view is View.MARKED or fixed.of_key(Key.TAG, Key.HAS)
    if not (about_marks or fixed.words or fixed.phrases or fixed.excluded):
        return fixed
    words = NO_WORDS if library.marks.is_awaited() and not about_marks else mark_words(library)
    return _with_written(_without_marks(fixed, words), words)


def _without_marks(query: Query, words: MarkWords) -> Query:
    """The query with what it asks of tags and marks turned into ids."""
    ids, without = query.ids, query.without
    asked = query.of_key(Key.TAG, Key.HAS)
    if query.view is View.MARKED:
        asked = (*asked, Asked(Key.HAS, ("marks",)))
    for one in asked:
        holding = frozenset[str]().union(*(words.holding.get((one.key, value), ()) for value in one.values))
        if one.negated:
            without |= holding
        else:
            ids = holding if ids is None else ids & holding
    return replace(query, asked=query.but_for(Key.TAG, Key.HAS), ids=ids, without=without)


def _without_lost(library: Library, query: Query) -> Query:
    """The query with `is:lost` turned into ids of articles."""
    asked = [one for one in query.asked if one.asks_for_lost]
    if not asked:
        return query
    lost = lost_articles(library)
    ids, without = query.ids, query.without
    for one in asked:
        if one.negated:
            without |= lost
        else:
            ids = lost if ids is None else ids & lost
    left = tuple(one for one in query.asked if not one.asks_for_lost)
    return replace(query, asked=left, ids=ids, without=without)


def _with_written(query: Query, words: MarkWords) -> Query:
    """The query with what is known of each word or phrase that stands in what is written."""
    terms = [*((word, False) for word in query.words), *((phrase, True) for phrase in query.phrases)]
    found = (WrittenTerm(term, words.articles(term, whole=whole), whole) for term, whole in terms)
    written = tuple(one for one in found if one.ids)
    known = {(one.term, one.whole) for one in written}
    return replace(
        query,
        words=tuple(word for word in query.words if (word, False) not in known),
        phrases=tuple(phrase for phrase in query.phrases if (phrase, True) not in known),
        written=written,
        without=query.without.union(*(words.articles(term, whole=True) for term in query.excluded)),
    )
