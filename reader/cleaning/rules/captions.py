"""Photo captions (kept, and called so), their second printing, and credits that stand alone (cut)."""

import re

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.dates import DATE
from reader.cleaning.rules.repetition import bare_words, find_words
from reader.domain.document import BlockKind

_LONGEST = 70
"""Words of a caption at most."""
_OPENING = re.compile(
    r"FILE(?: PHOTO)?\s*[:–—-]\s.+"
    r"|(?:A|This|In this) (?:\w+ )?(?:handout|file) (?:photo(?:graph)?|image|picture)\b.+"
    r"|In this (?:photo(?:graph)?|image|picture) (?:taken|provided|released|made available)\b.+"
    r"|(?:A|An) (?:\w+ )?(?:photo(?:graph)?|image|picture) (?:made available|provided|released|taken) "
    rf".{{5,300}}{DATE}\.?",
    re.DOTALL,
)
_HOUSE = (
    r"(?:Getty Images|Shutterstock|Unsplash|AP Photo|Associated Press|Reuters|REUTERS|AFP|EPA|EFE-EPA|EPA-EFE|Xinhua|"
    r"Anadolu|HANDOUT|Handout|File photo|Wikimedia Commons)"
)
_MAKER = r"(?:Photo(?:graph)?s?|Image|Picture|Pic|Credit|Illustration|Screenshot)"
_BRACKETED = re.compile(
    rf"\((?:{_MAKER}(?: credit| courtesy)?(?: by| of|:| from)?\s|{_HOUSE}\b)[^()]{{0,80}}\)$"
    rf"|\((?:[^()]{{2,60}}/\s*)?{_HOUSE}\)$"
)
_PERSON = r"(?:[A-Z][\w.’'-]+\s(?:(?:de|der|van|von|al|el|bin)\s){0,2}){0,4}"
_MAKER_OF_PICTURE = (
    r"(?:Fotos?|Bilder|Bild|Symbolbild|Archivbild|Crédit photo|Crédits?|Photographie|Fot\.|Zdjęcie|Kuva|Kuvat|Beeld|"
    r"Fotoğraf|Фото|Снимка|Фотография|Φωτογραφία|Ảnh|تصوير|صورة|사진|写真|图|圖)"
)
_MAKER_ANYWHERE = rf"(?:Photos?|Images?|Picture|Credit|Photo credit|Quelle|Grafik|{_MAKER_OF_PICTURE})"
_CREDIT = re.compile(
    rf"\(?{_MAKER}(?: credits?| courtesy)?\s*+(?::\s*+|by |of )(?=[^a-z])[^.!?]{{2,80}}\)?\.?"
    rf"|\(?{_PERSON}[A-Z][\w.’'-]+\s*/\s*{_HOUSE}(?:\s*/?\s*[A-Z][\w.’'-]*){{0,3}}(?: via {_HOUSE})?\)?"
    rf"|[\[(]?{_MAKER_OF_PICTURE}\s*[:：]\s*[^a-z\s][^.!?]{{1,80}}[\])]?\.?"
    rf"|{_PERSON}(?:via\s)?(?:Getty Images|Shutterstock|Unsplash|AP Photo|Wikimedia Commons)"
)
_CREDITED = re.compile(
    rf"(?P<words>\S.{{20,400}}?[.!?…”\"»)/]?)\s*[/|(–—-]?\s*(?:{_MAKER_ANYWHERE}\s*[:：]|©|\([Cc]\))\s*"
    r"(?P<maker>[^.!?:;]{2,60})[.)]?"
)
_SIDES = re.compile(
    r"[^\W\d_] \((?:from |von |v\. ?)?(?:left|right|cent(?:re|er)|[lr]|links|rechts|li|re|gauche|droite|izquierda|"
    r"derecha|sinistra|destra)\.?(?: (?:to|nach|bis|n\.|a) (?:right|left|rechts|links|re|li|r|l)\.?)?\)"
    r"|\b(?:L-R|L to R|v\. ?l\. ?n\. ?r\.?|von links(?: nach rechts)?|left to right|from left|de gauche à droite|"
    r"de izquierda a derecha|da sinistra)\b ?[:,)]"
)
_MOST_SIDES = 45
_CREDIT_MARK = re.compile(rf"{_HOUSE}|{_MAKER}\b|[A-Z]{{2,}}\s*/|/\s*[A-Z]{{2,}}|©", re.IGNORECASE)
_CREDIT_WORDS = 6
_PREFIX = frozenset("file photo image picture caption handout photograph".split())


def _repeated_caption(draft: Draft, rule: Rule) -> Draft:
    """Of two printings near each other, the one with a credit around the same words goes."""
    live = [index for index in draft.live if 8 <= draft.pieces[index].words <= _LONGEST + 20]
    lines = {index: draft.pieces[index].line for index in live}
    guilty: set[int] = set()
    captions: set[int] = set()
    for at, index in enumerate(live):
        for other in live[at + 1 : at + 3]:
            for plain, credited in ((index, other), (other, index)):
                if {plain, credited} & guilty or other - index > 2:
                    continue
                if _is_printing_of(lines[credited], lines[plain]):
                    guilty.add(credited)
                    captions.add(plain)
    return draft.label(captions - guilty, rule, BlockKind.CAPTION).cut(guilty, rule, BlockKind.CAPTION)


def _is_printing_of(credited: str, plain: str) -> bool:
    """True if `credited` is `plain` with nothing but a file mark before it and a credit behind it."""
    if not len(plain) < len(credited) <= len(plain) + 200 or plain[10:40] not in credited:
        return False
    long, short = bare_words(credited), bare_words(plain)
    extra = len(long) - len(short)
    if not 0 < extra <= 16 or len(short) < 8:
        return False
    at = find_words(short, long)
    if at < 0:
        return False
    before, behind = long[:at], long[at + len(short) :]
    if not set(before) <= _PREFIX:
        return False
    tail = " ".join(credited.split()[-len(behind) - 2 :])
    return bool(_CREDIT_MARK.search(tail)) if behind else bool(before)


def names_credit(line: str) -> bool:
    """True if the end of the line speaks of who made a picture, or its head of a file."""
    words = line.split()
    return bool(_CREDIT_MARK.search(" ".join(words[-_CREDIT_WORDS:])) or _OPENING.fullmatch(line))


def _caption(draft: Draft, rule: Rule) -> Draft:
    found = []
    for index, line in draft.lines:
        piece = draft.pieces[index]
        if not piece.plain or not 4 <= piece.words <= _LONGEST:
            continue
        if _OPENING.fullmatch(line) or (line[-1] == ")" and piece.words <= 50 and _BRACKETED.search(line)):
            found.append(index)
    return draft.label(found, rule, BlockKind.CAPTION)


def _credited(draft: Draft, rule: Rule) -> Draft:
    """A line that names its maker behind the words, or says who stands left and right."""
    found = [
        index
        for index, line in draft.lines
        if draft.pieces[index].plain and not draft.pieces[index].named and (_is_credited(line) or _names_sides(line))
    ]
    return draft.label(found, rule, BlockKind.CAPTION)


def _is_credited(line: str) -> bool:
    found = _CREDITED.fullmatch(line) if len(line) <= 480 else None
    return found is not None and any(map(str.isupper, found["maker"])) and len(found["maker"].split()) <= 8


def _names_sides(line: str) -> bool:
    return bool(_SIDES.search(line)) and len(line.split()) <= _MOST_SIDES and line.count(",") >= 1


def _credit(draft: Draft, rule: Rule) -> Draft:
    guilty = (i for i, line in draft.lines if len(line) <= 140 and _CREDIT.fullmatch(line))
    return draft.cut(guilty, rule, BlockKind.CAPTION)


REPEATED_CAPTION = Rule("repeated-caption", "repeats the photo caption, with its credit", _repeated_caption)
CAPTION = Rule("caption", "photo caption", _caption)
CREDITED_CAPTION = Rule("credited-caption", "photo caption", _credited)
CREDIT = Rule("photo-credit", "photo credit", _credit)
