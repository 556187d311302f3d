"""Forms that pages put below or between the text: comment forms, newsletter sign-ups, cookie notices."""

import re

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.phrases import family, tail_start

_COMMENT = family(
    certain=(
        r"Your e-?mail address will not be published\.?",
        r"Required fields are marked\s*\*?",
        r"Leave a (?:reply|comment) Cancel reply",
        r"Save my name, e-?mail,? and website in this browser for the next time I comment\.?",
        r"Notify me of (?:follow-?up comments|new posts) (?:by|via) e-?mail\.?",
        r"This site uses Akismet to reduce spam\.?",
        r"Learn how your comment data (?:is|are) processed\.?",
        r"You must (?:be|log) (?:logged )?in to post a comment\.?",
        r"You must confirm your public display name before commenting\.?",
        r"Please logout and then login again, you will then be prompted to enter your display name\.?",
        r"Please enter your (?:comment|name here)!?",
        r"(?:Please enable JavaScript to view the )?(?:blog )?comments powered by \w+\.?",
    ),
    neighbours=(
        r"Leave a (?:reply|comment)",
        r"Cancel reply",
        r"(?:Post|Submit|Add) (?:a )?comment",
        r"Comments?\s*[*:]?",
        r"Name\s*[*:]?",
        r"E-?mail(?: address)?\s*[*:]?",
        r"Website\s*[*:]?",
        r"Submit",
        r"Δ",
    ),
)
_COMMENT_HEADING = re.compile(
    r"(?:Leave|Post) a (?:reply|comment)|Join the conversation|Comments are closed\.?", re.IGNORECASE
)

_THREAD = re.compile(
    r"(?:\d+|One|Two|Three|Eine?|Zwei|Une?|Deux|Uno?|Una?|Um|Uma|Två|Ett|Ét|En)\s+"
    r"(?:thoughts?|responses?|repl(?:y|ies)|comments?|Antwort(?:en)?|Kommentare?|Gedanken?|réponses?|commentaires?|"
    r"comentarios?|respuestas?|comentários?|respostas?|commenti?o?|risposte?|pensieri?o?|reacties?|gedachten?|"
    r"kommentar(?:er)?|svar|tanker?)"
    r"\s+(?:on|to|zu|auf|sur|à|en|a|em|su|op|till|på|til)\s+[“”„«\"'‘].{2,200}",
    re.IGNORECASE,
)
"""The heading over a thread: how many answers there are to the article, whose title stands in quotation marks."""

_NEWSLETTER = family(
    certain=(
        r"Sign up (?:for|to) (?:our|the|my) (?:free |daily |weekly |morning )*(?:e-?mail )?newsletters?[.!]?",
        r"Subscribe to (?:our|the|my) (?:free |daily |weekly |morning )*(?:e-?mail )?newsletters?[.!]?",
        r"Sign up for (?:breaking|the latest|our latest) news\b[^.!?“”\"]{0,80}[.!]?",
        r"Get the (?:latest|best)\b[^.!?“”\"]{0,80} (?:in|to|straight to) your inbox\b[^.!?“”\"]{0,40}[.!]?",
        r"You can unsubscribe at any ?time\.?",
        r"Enter your e-?mail(?: address)?(?: here| to subscribe)?",
        r"Type your e-?mail(?:…|\.\.\.)?",
        r"By (?:signing up|subscribing), you (?:agree|consent) to (?:our|the)\b[^.!?“”\"]{0,80}[.!]?",
        r"Get e-?mail updates",
    ),
    neighbours=(
        r"Subscribe(?: now)?!?",
        r"Sign up(?: now)?!?",
        r"(?:Your )?e-?mail(?: address)?\s*\*?",
        r"Newsletters?",
        r"Privacy policy",
        r"Submit",
        r"No spam\.?",
    ),
)
_NEWSLETTER_SENTENCE = re.compile(
    r"(?:Sign up|Subscribe) (?:for|to|here)\b[^“”\"]{0,120}\b(?:newsletters?|inbox|e-?mail alerts?)\b[^“”\"]{0,120}",
    re.IGNORECASE,
)

_COOKIE = family(
    certain=(
        r"We (?:and our partners )?use cookies (?:to|and|on|for)\b[^“”\"]{0,300}",
        r"(?:This|Our) (?:web ?)?site uses cookies\b[^“”\"]{0,300}",
        r"By (?:continuing to (?:use|browse)|using) (?:this|our) (?:web ?)?site,? you (?:agree|accept|consent)"
        r"[^“”\"]{0,200}",
    ),
    neighbours=(
        r"(?:Accept|Reject|Allow)(?: all)?(?: cookies)?",
        r"Save (?:&|and) accept",
        r"(?:Cookie|Privacy) (?:settings|preferences|overview|policy)",
        r"Manage (?:cookies|preferences|settings|consent)",
        r"Got it!?|OK|I agree|Learn more|Read more|Close",
    ),
)


def _comment_form(draft: Draft, rule: Rule) -> Draft:
    guilty = _COMMENT.group(draft)
    if not guilty:
        tail = tail_start(draft)
        guilty = [i for i, line in draft.lines if i >= max(1, tail) and _COMMENT_HEADING.fullmatch(line)]
    return draft.cut(guilty, rule)


def _comment_thread(draft: Draft, rule: Rule) -> Draft:
    """The heading over a thread of comments below the text, and all that follows it."""
    heading = next((index for index, line in draft.lines if len(line) <= 240 and _THREAD.fullmatch(line)), None)
    if heading is None or _running(draft, end=heading) < _running(draft, end=len(draft.pieces)) / 2:
        return draft
    return draft.cut((index for index in draft.live if index >= heading), rule)


def _running(draft: Draft, end: int) -> int:
    """Words of the live pieces before an index."""
    return sum(draft.pieces[index].words for index in draft.live if index < end)


def _newsletter(draft: Draft, rule: Rule) -> Draft:
    guilty = set(_NEWSLETTER.group(draft))
    guilty.update(i for i, line in draft.lines if len(line) <= 260 and _NEWSLETTER_SENTENCE.fullmatch(line))
    return draft.cut(guilty, rule)


def _cookie_notice(draft: Draft, rule: Rule) -> Draft:
    return draft.cut(_COOKIE.group(draft), rule)


COMMENT_FORM = Rule("comment-form", "comment form", _comment_form)
COMMENT_THREAD = Rule("comment-thread", "comments", _comment_thread)
NEWSLETTER = Rule("newsletter", "newsletter sign-up", _newsletter)
COOKIE_NOTICE = Rule("cookie-notice", "cookie notice", _cookie_notice)
