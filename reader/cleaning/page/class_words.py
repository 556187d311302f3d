"""What the names of an element's classes, its id and its role say: general words of the trade, in groups, as bits."""

import re
from functools import lru_cache
from itertools import pairwise

_GROUPS = {
    "related": "related recommend readmore read-more readalso read-also alsoread trending popular mostread most-read "
    "latest crosslink linkbox moreon more-on morefrom more-from suggest reco further-reading see-also "
    "seealso similar",
    "teaser": "teaser card promo topstories headlines feed ticker river swiper carousel slider",
    "newsletter": "newsletter signup sign-up subscri optin opt-in mailinglist mailchimp abo",
    "share": "share sharing social follow sns bookmark whatsapp facebook toolbar tools print actionbar action-bar",
    "advert": "ad ads adv advert advertisement adslot sponsor sponsored banner outbrain taboola affiliate commerce "
    "shop shopping product products deal deals gutschein coupon partner native dfp gpt mpu billboard",
    "caption": "caption credit credits copyright legend cutline bildunterschrift attribution photographer",
    "picture": "image img figure photo picture gallery slideshow lightbox thumbnail thumb media bild foto",
    "author": "author authors byline bio contributor contributors writer reporter avatar profile autor",
    "comment": "comment comments disqus discussion community forum reply respond kommentar",
    "wall": "paywall piano login signin register registration subscriber regwall barrier premium offer access locked",
    "consent": "consent cookie gdpr privacy modal overlay popup dialog tooltip opt",
    "player": "video player audio podcast playlist livestream youtube vimeo duration listen",
    "embed": "embed embedded oembed tweet tweet twitter instagram tiktok iframe external widget opinary",
    "tags": "tag tags topic topics keyword keywords categories category breadcrumb breadcrumbs label kicker "
    "overline eyebrow dachzeile rubric channel section-name hashtags",
    "date": "date time timestamp published updated datetime pubdate datum dateline readtime reading-time",
    "meta": "meta metadata info details",
    "navigation": "nav navigation menu navbar sidebar aside rail pagination pager footer foot masthead sitemap skip",
    "body": "body content articlebody text entry story richtext article post prose artikel",
    "paragraph": "paragraph para graf absatz",
    "lede": "lead lede intro introduction standfirst summary subtitle subheadline dek deck excerpt description "
    "abstract vorspann leadtext subhead subheading",
    "title": "headline title heading head titel",
    "box": "box infobox factbox info-box fact-box widget module inset callout panel accordion",
    "note": "disclaimer correction footnote note notes source sources hint legal copyright rights notice imprint",
    "poll": "poll quiz survey feedback vote voting rating umfrage like reaction reactions error-report",
    "quote": "quote pullquote blockquote zitat pull-quote",
    "hidden": "hidden hide visually-hidden visuallyhidden sr-only screen-reader-text screen-reader invisible "
    "screenreader assistive d-none print-only noprint no-print display-none",
    "live": "liveblog live ticker timeline",
    "form": "form field input button btn cta submit donate donation spende support",
}
GROUPS = tuple(_GROUPS)
"""The groups' names; bit N stands for the N-th."""

_PARTS = frozenset(
    "advert affiliate articlebody author banner bookmark breadcrumb byline caption carousel comment consent "
    "cookie copyright crosslink disclaimer donation factbox feedback footer gallery headline hidden image "
    "infobox keyword kicker liveblog mostread navigation newsletter outbrain overlay paragraph paywall photo "
    "player podcast promo pullquote readmore recommend related share sidebar signup slider slideshow social "
    "sponsor standfirst subscri summary taboola teaser thumbnail".split()
)
"""Words so clear that they count inside a longer one."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_BITS: dict[str, int] = {}
for _bit, _words in enumerate(_GROUPS.values()):
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | 1 << _bit
_INSIDE = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))


def bits(*names: str) -> int:
    """These groups as bits."""
    return sum(1 << GROUPS.index(name) for name in names)


@lru_cache(maxsize=4096)
def groups_of(names: str) -> int:
    """The groups that the names speak of, as bits."""
    found, last = 0, ""
    for name in names[:400].split():
        groups, first, end = _groups_of_one(name)
        found |= groups | _BITS.get(f"{last}-{first}", 0)
        last = end or last
    return found


@lru_cache(maxsize=8192)
def _groups_of_one(name: str) -> tuple[int, str, str]:
    """The groups that a single name speaks of, its first word and its last."""
    found = 0
    words = [word.lower() for word in _WORD.findall(name)]
    for word in words:
        found |= _BITS.get(word, 0)
    for word, after in pairwise(words):
        found |= _BITS.get(f"{word}-{after}", 0)
    for part in _INSIDE.findall(name.lower()):
        found |= _BITS.get(part, 0)
    return (found, words[0], words[-1]) if words else (found, "", "")
