"""What a query asks of marks, answered: turned into articles to list and articles to leave out."""

from dataclasses import replace

from reader.domain.query import Asked, Key, Query, View, with_fixed_days
from reader.library.mark_words import MarkWords, mark_words
from reader.library.model import Library
from reader.library.placing import lost_articles


def resolved(library: Library, query: Query) -> Query:
    """The query as the articles alone can answer it.

    Days told from today are fixed; tags, marks and lost highlights asked for, and each word or phrase that stands in
    notes, quotes or tags, are turned into ids: of these articles, and of those whose title, text or source has it.

    Raises:
        StorageError: a file of the library cannot be read.
    """
    fixed = _without_lost(library, with_fixed_days(query, library.clock.now().date()))
    about_marks = fixed.view is View.MARKED or fixed.of_key(Key.TAG, Key.HAS)
    if not (about_marks or fixed.words or fixed.phrases or fixed.excluded):
        return fixed
    words = mark_words(library)
    return _with_written(library, _without_marks(fixed, words), words)


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


def _with_written(library: Library, query: Query, words: MarkWords) -> Query:
    """The query with each word or phrase that stands in what is written turned into ids."""
    ids, without = query.ids, query.without
    left: dict[str, list[str]] = {"words": [], "phrases": []}
    for name, terms in (("words", query.words), ("phrases", query.phrases)):
        for term in terms:
            found = words.articles(term, whole=name == "phrases")
            if not found:
                left[name].append(term)
                continue
            either = found | library.articles.ids(Query(**{name: (term,)}))  # type: ignore[arg-type]
            ids = either if ids is None else ids & either
    for term in query.excluded:
        without |= words.articles(term, whole=True)
    return replace(query, words=tuple(left["words"]), phrases=tuple(left["phrases"]), ids=ids, without=without)
