"""The rules of cleaning, in the order in which they are applied.

The order matters: what opens the article is read first, below the menus if need be, because later rules lean on it;
embeds go before the spacing around them is judged again; residue known by its wording goes before the search for
repetitions, so that nothing is compared with it; labels that only name kept text come last. Characters are mended
before all, so that wording is known by what it says; words are mended when all verdicts stand, for only kept text
proves how a word is written.
"""

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules import (
    authors,
    borders,
    captions,
    characters,
    corrections,
    dates,
    embeds,
    forms,
    header_lines,
    headings,
    judging,
    mending,
    opening,
    promos,
    pull_quotes,
    repetition,
)

CERTAIN: tuple[Rule, ...] = (
    characters.MEND_ENTITY,
    characters.MEND_TAG,
    characters.MEND_SPACE,
    opening.OPENING,
    headings.HEADLINE,
    dates.DATE_LINE,
    authors.CREDIT_LINE,
    authors.BYLINE,
    header_lines.HEADER_DATE,
    header_lines.HEADER_BYLINE,
    authors.KNOWN_WRITER,
    embeds.TWEET,
    embeds.POST,
    forms.COMMENT_FORM,
    forms.COMMENT_THREAD,
    forms.NEWSLETTER,
    forms.COOKIE_NOTICE,
    authors.AUTHOR_BOX,
    promos.SHARE_BAR,
    promos.FOLLOW,
    promos.LINK,
    promos.TAGS,
    promos.ADVERTISEMENT,
    promos.RIGHTS,
    promos.STRAY_MARK,
    captions.CREDIT,
    captions.REPEATED_CAPTION,
    captions.CAPTION,
    captions.CREDITED_CAPTION,
    repetition.REPEATED_HEADLINE,
    repetition.STANDFIRST,
    repetition.REPEATED_PARAGRAPH,
    repetition.REPEATED_LINE,
    header_lines.HEADER_STANDFIRST,
    pull_quotes.PULL_QUOTE,
)
"""What is known by its wording and its place, for certain."""

_NAMING: tuple[Rule, ...] = (
    dates.DATELINE,
    headings.UNSURE_HEADLINE,
    borders.RUN_IN_HEADING,
    corrections.CORRECTION,
    headings.HEADING,
    mending.MEND_HYPHEN,
    borders.MEND_BORDER,
    borders.MEND_DROP_CAP,
)

RULES: tuple[Rule, ...] = (*CERTAIN, judging.BLOCK_JUDGE, repetition.ONE_COPY, *_NAMING)
"""The rules for text without markup."""

PAGE_RULES: tuple[Rule, ...] = (*CERTAIN, *_NAMING)
"""The rules for pages, whose own structure has spoken already."""


def apply_rules(draft: Draft, rules: tuple[Rule, ...] = RULES) -> Draft:
    """The draft as the rules leave it, each seeing what those before it decided."""
    for rule in rules:
        draft = rule.apply(draft)
    return draft
