"""Posts of social networks that a page embedded, flattened to text.

A tweet's fallback text ends in "pic.twitter.com/… — Name (@handle) Month D, YYYY" (the oEmbed form); some scrapers lose
name and handle. Its own paragraphs before that line look like any other: only odd spacing or the markup's quotation
tells that they belong to it.
"""

import re

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.dates import DATE
from reader.domain.document import BlockKind

_MOST_PIECES = 6
_LONGEST_PIECE = 60
"""Words; a longer paragraph is the article's."""

_HANDLE = r"\(@[\w.-]{1,60}\)"
_WHEN = rf"{DATE}(?: at \d{{1,2}}:\d{{2}}(?: ?[ap]m)?)?"
_SIGNATURE = re.compile(rf"(?:[—–]|--?)\s*(?P<name>[^()\n]{{0,80}})\s*{_HANDLE}\s*(?:{_WHEN})?$", re.IGNORECASE)
_DATED_SIGNATURE = re.compile(rf"(?:[—–]|--?)\s*[^()\n]{{0,80}}\s*{_HANDLE}\s*{_WHEN}$", re.IGNORECASE)
_PICTURE = re.compile(rf"\bpic\.(?:twitter|x)\.com/\w+\s*(?P<date>{_WHEN})?$", re.IGNORECASE)
_SHORT_LINK = re.compile(r"\bhttps?://t\.co/\w+$")
_WHOLE_LINE = re.compile(
    r"View (?:this post|this profile) on Instagram|A (?:post|video|photo) shared by .{1,80}\(@[\w.]{1,40}\).{0,60}"
    r"|View (?:post )?on (?:Threads|imgur\.com|X|Twitter)|.{0,200}♬ .{1,100}",
    re.IGNORECASE | re.DOTALL,
)
_FACEBOOK = re.compile(rf".{{1,600}}\bPosted by .{{2,60}} on (?:\w+day), {DATE}", re.IGNORECASE | re.DOTALL)


def _tweet(draft: Draft, rule: Rule) -> Draft:
    guilty: set[int] = set()
    for index in draft.live:
        if index not in guilty and not draft.pieces[index].named and _ends_tweet(draft, index):
            guilty.update(_upwards(draft, index))
    return draft.cut(guilty, rule, BlockKind.EMBED)


def _ends_tweet(draft: Draft, index: int) -> bool:
    """True if the piece ends as a tweet does, with a date, a signature behind, or spacing that is not the article's."""
    line = " ".join(draft.pieces[index].text[-300:].split())
    if ".com/" not in line and "@" not in line:
        return False
    if _DATED_SIGNATURE.search(line):
        return True
    picture = _PICTURE.search(line)
    signature = _SIGNATURE.search(line)
    if picture and picture["date"]:
        return True
    if signature and (signature.start() == 0 or "pic.twitter.com/" in line or "t.co/" in line):
        return True
    return bool(picture and _is_oddly_spaced(draft, index))


def _upwards(draft: Draft, last: int) -> list[int]:
    """The tweet's pieces: from the signature up as long as the spacing, or one quotation, holds them together."""
    found = [last]
    while len(found) < _MOST_PIECES and found[-1] > 0:
        index = found[-1]
        above = draft.pieces[index - 1]
        if not above.kept or above.named or above.words > _LONGEST_PIECE:
            break
        if not (_is_oddly_spaced(draft, index) or _is_same_quote(draft, index) or _must_sign(draft, index)):
            break
        found.append(index - 1)
    return found


def _is_oddly_spaced(draft: Draft, index: int) -> bool:
    """True if more blank lines stand before the piece than this article has between two paragraphs."""
    return draft.pieces[index].gap > max(1, draft.usual_gap)


def _is_same_quote(draft: Draft, index: int) -> bool:
    piece, above = draft.pieces[index], draft.pieces[index - 1]
    return piece.vouched and piece.gap == 0 and piece.kind is above.kind is BlockKind.QUOTE


def _must_sign(draft: Draft, index: int) -> bool:
    """True for a signature alone on its line under a text that itself ends in a tweet's picture or link."""
    signature = _SIGNATURE.search(draft.pieces[index].line)
    above = draft.pieces[index - 1].line
    return bool(signature and signature.start() == 0 and (_PICTURE.search(above) or _SHORT_LINK.search(above)))


def _post(draft: Draft, rule: Rule) -> Draft:
    guilty = []
    for index, line in draft.lines:
        if (len(line) <= 300 and _WHOLE_LINE.fullmatch(line)) or _FACEBOOK.fullmatch(line):
            guilty.append(index)
    return draft.cut(guilty, rule, BlockKind.EMBED)


TWEET = Rule("tweet", "tweet embed", _tweet)
POST = Rule("social-post", "embedded post", _post)
