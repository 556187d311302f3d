"""What pages put around the text: share bars, calls to follow, links, tags, places of ads, notices of rights."""

import re
from itertools import groupby

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.phrases import family, tail_start
from reader.domain.wording import ends_sentence

_NETWORK = (
    r"(?:Facebook|Twitter|X|WhatsApp|LinkedIn|Pinterest|Reddit|Telegram|Instagram|Tumblr|Mastodon|Bluesky|Threads|Messenger|"
    r"TikTok|YouTube|Flipboard|E-?mail|Print|Copy Link|Share|Tweet|RSS)"
)
_SHARE = family(
    certain=(
        r"Share (?:this|on|via)\s*:",
        r"Share this (?:article|story|post|page)(?: on| via)?\s*:?",
        rf"Click to (?:share on|e-?mail|print)\b[^.]{{0,60}}\(Opens in new window\)(?: {_NETWORK})?",
        rf"Share (?:on|via) {_NETWORK}",
        rf"Share\s*:\s*{_NETWORK}",
        r"Like (?:this:?\s*)?(?:Like )?Loading\s*(?:…|\.\.\.)",
        r"Sharing is caring\s*!*",
        r"Permalink\s*:\s*(?:https?://\S+)?",
        r"Post was not sent - check your e-?mail addresses!",
        r"%d bloggers like this:?",
    ),
    neighbours=(_NETWORK, r"Like(?: this:?)?", r"Loading\s*(?:…|\.\.\.)", r"More", r"Share this"),
)
_NETWORKS_ONLY = re.compile(rf"(?:{_NETWORK}[\s·|•,/]*){{2,}}", re.IGNORECASE)
_ONE_NETWORK = re.compile(_NETWORK, re.IGNORECASE)

_FOLLOW = re.compile(
    r"(?:Follow|Like|Find|Join) (?:us|me|[\w.’' ]{2,40}?) on (?:our )?"
    rf"(?:{_NETWORK}|Google News)\b(?:(?:,| and| &|,? or) {_NETWORK}\b)*"
    r"(?: (?:for|and|to)\b[^.!?“”\"]{0,100})?[.!:]?"
)
_LINK = re.compile(
    r"(?:READ|Read|SEE|See|WATCH|Watch|LISTEN|Listen)(?: (?:MORE|more|ALSO|also|NEXT|next|NOW|now))"
    r"\s*[:|>»–—-]\s*\S.{2,200}"
    r"|(?:ALSO|Also) (?:READ|read|Read|SEE|see|on)\b[^:]{0,40}:\s*\S.{2,200}"
    r"|(?:RELATED|Related)(?: (?:article|story|stories|coverage|post|reading))?s?\s*:\s*\S.{2,200}"
    r"|You (?:may|might) also (?:like|be interested in)\s*:?"
    r"|(?:Related|More|Recommended) (?:Articles?|Stories|Posts)\s*:?"
    r"|(?:Lire aussi|À lire aussi|Lesen Sie auch|Mehr zum Thema|Lea también|Leggi anche|Leia também|Lees ook)"
    r"\s*[:|>»–—-]\s*\S.{2,200}"
    r"|(?:On|More on|MORE ON|Read more on|Also on|From) (?:[\w-]{2,40}\.){1,3}[a-z]{2,8}\s*:\s*\S.{2,200}"
    r"|(?:More|MORE) (?:on|from) (?:this|the) (?:topic|story|subject|author|section)\s*:?"
)

_TAGS = re.compile(
    r"(?:Tags?|Tagged(?: with| as)?|Filed under|Topics|Categor(?:y|ies)|Keywords)\s*:\s*(?P<list>\S.{0,240})",
    re.IGNORECASE,
)

_AD = family(
    certain=(
        r"Advertisement(?: \d+)?",
        r"Scroll to continue(?: reading)?",
        r"(?:Article|Story) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video))?",
        r"This advertisement has not loaded yet, but your article continues below\.?",
        r"Sponsored (?:content|links?)",
    ),
    neighbours=(r"Article content",),
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|Copyright\b(?=.{0,8}(?:©|\d{4}|\(c\))))\s*[^?!]{2,160}"
    r"|(?:[^.?!]{0,60}\.\s*)?All rights reserved\.?"
    r"|This (?:material|copy|content|article) (?:may not be|is for your personal)\b.{0,160}",
    re.IGNORECASE,
)
_MARK_ONLY = re.compile(r"[^\w\s]{1,2}|\|{1,}|[×✕]+")


def _share_bar(draft: Draft, rule: Rule) -> Draft:
    guilty = set(_SHARE.group(draft))
    guilty.update(i for i, line in draft.lines if len(line) <= 200 and _NETWORKS_ONLY.fullmatch(line))
    for alone, run in groupby(draft.lines, key=lambda numbered: bool(_ONE_NETWORK.fullmatch(numbered[1]))):
        names = [index for index, _ in run]
        guilty.update(names if alone and len(names) >= 3 else ())
    return draft.cut(guilty, rule)


def _follow(draft: Draft, rule: Rule) -> Draft:
    return draft.cut((i for i, line in draft.lines if len(line) <= 200 and _FOLLOW.fullmatch(line)), rule)


def _link(draft: Draft, rule: Rule) -> Draft:
    """A marker and a headline; with the full stop of a sentence behind it, it may be the article's own."""
    return draft.cut((i for i, line in draft.lines if len(line) <= 260 and _is_link(line)), rule)


def _is_link(line: str) -> bool:
    if line[0] in "[(" and line[-1] in "])":
        line = line[1:-1].strip()
    return bool(_LINK.fullmatch(line)) and not ends_sentence(line.rstrip("?？"))


def _tags(draft: Draft, rule: Rule) -> Draft:
    """A label and a list of names, above or below the running text."""
    tail, header = tail_start(draft), draft.header
    guilty = []
    for index, line in draft.lines:
        found = _TAGS.fullmatch(line) if index >= tail or index in header else None
        if found and _are_names(found["list"]):
            guilty.append(index)
    return draft.cut(guilty, rule)


def _are_names(text: str) -> bool:
    names = [name.split() for name in re.split(r"[,;|·•#/]", text) if name.strip()]
    return bool(names) and not text.endswith(".") and all(len(name) <= 4 for name in names)


def _advertisement(draft: Draft, rule: Rule) -> Draft:
    return draft.cut(_AD.group(draft), rule)


def _rights(draft: Draft, rule: Rule) -> Draft:
    return draft.cut((i for i, line in draft.lines if len(line) <= 240 and _RIGHTS.fullmatch(line)), rule)


def _stray_mark(draft: Draft, rule: Rule) -> Draft:
    return draft.cut((i for i, line in draft.lines if _MARK_ONLY.fullmatch(line)), rule)


SHARE_BAR = Rule("share-bar", "share bar", _share_bar)
FOLLOW = Rule("follow-us", "call to follow", _follow)
LINK = Rule("read-more", "link to another article", _link)
TAGS = Rule("tags", "tags of the page", _tags)
ADVERTISEMENT = Rule("advertisement", "place of an advertisement", _advertisement)
RIGHTS = Rule("copyright", "copyright line", _rights)
STRAY_MARK = Rule("stray-mark", "stray mark without words", _stray_mark)
