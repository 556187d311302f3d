"""Date lines of the header, and the dateline that opens a report: "PLACE, day (AGENCY) –"."""

import re

from reader.cleaning.draft import Draft, Rule
from reader.cleaning.rules.wires import split_local
from reader.domain.article import Metadata
from reader.domain.document import BlockKind

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_TIME = r"(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?"
DATE = (
    r"(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}})"
)
"""A full date as English pages print it; for use inside a pattern that ignores case."""

_STAMP = rf"(?:{_WEEKDAY},? )?(?P<date>{DATE})(?:,? (?:[|·•–-] )?{_TIME})?|{_TIME}(?:,| on)? (?P<late>{DATE})"
_LABEL = (
    r"(?P<label>first published|published|posted|date|last updated|updated|last modified|modified)"
    r"(?: on| at)?\s*[:|–-]?"
)
_LABELLED = re.compile(rf"{_LABEL}\s*(?:{_STAMP})", re.IGNORECASE)
_BARE = re.compile(_STAMP, re.IGNORECASE)
_GLUED = re.compile(
    rf"{_LABEL}\s*(?:{_WEEKDAY},? )?(?P<date>{DATE})(?:,? {_TIME})?[\s|·•,:–-]+(?=(?P<rest>\S))", re.IGNORECASE
)
_PASSING = re.compile(
    r"(?:Today|Yesterday|Heute|Gestern|Aujourd[’']hui|Hier|Hoy|Ayer|Oggi|Ieri|Hoje|Ontem)"
    rf"(?:,|,? (?:at|um|à|a las|alle|às))? {_TIME}(?: Uhr)?"
    r"|(?:vor )?\d{1,2} (?:minutes?|hours?|days?|Minuten?|Stunden?|Tagen?)(?: ago)?"
    r"|(?:Reading time|Lesezeit|Temps de lecture|Tempo di lettura|Tiempo de lectura|Leestijd)\s*[:·]?\s*"
    r"(?:ca\. )?\d{1,2} min(?:ut[a-z]{0,3})?\.?"
    r"|\d{1,2}[ -](?:min\.?|minutes?)"
    r"(?: (?:read|reading time|de lecture|di lettura|de lectura|Lesezeit|Lesedauer))?",
    re.IGNORECASE,
)
"""When it came out, as of the day of scraping, and how long it takes to read."""
_BETWEEN = re.compile(r"\s*(?:[|·•/;]|,? (?=(?:last )?updated))\s*", re.IGNORECASE)

_DASH = re.compile(r"\s*(?:\.-|--|[–—-])\s+")
_COLON = re.compile(r":\s+")
_AGENCY = re.compile(r"\s*\(([^()\d=]{2,30})\)$")
_DAY = re.compile(rf",?\s*(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+[^\W\d_]{{3,9}}\.?)$", re.IGNORECASE)
_NO_PLACE = frozenset(
    "UPDATE UPDATED BREAKING LIVE VIDEO WATCH EXCLUSIVE OPINION REVIEW ANALYSIS NEW CORRECTION NOTE PHOTOS EDITORIAL "
    "COMMENT FEATURE INTERVIEW EXPLAINER LISTEN URGENT".split()
)


def parse_date(text: str) -> str:
    """An English date as ISO 8601; empty if it is none, or not on the calendar."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}.*))?$", text)
    if iso:
        valid = 1 <= int(iso[2]) <= 12 and 1 <= int(iso[3]) <= 31
        return (f"{iso[1]}-{iso[2]}-{iso[3]}" + (f"T{iso[4]}" if iso[4] else "")) if valid else ""
    month = re.search(_MONTH, text, re.IGNORECASE)
    numbers = re.findall(r"\d+", text)
    if not month or len(numbers) != 2 or not 1 <= int(numbers[0]) <= 31:
        return ""
    return f"{int(numbers[1]):04}-{_MONTHS.index(month[0][:3].lower()) + 1:02}-{int(numbers[0]):02}"


LOCAL_DATE = r"\d{1,2}(?:\.|er|º)? (?:de )?[^\W\d_]{3,10}\.? (?:de )?\d{4}"
"""A date of day, month's name and year, in many languages; for use inside a pattern."""
_LOCAL = re.compile(r"(?P<day>\d{1,2})(?:\.|er|º)? (?:de )?(?P<month>[^\W\d_]{3,10})\.? (?:de )?(?P<year>\d{4})")
_LOCAL_MONTHS = (
    "january januar janvier enero gennaio janeiro januari",
    "february februar février febrero febbraio fevereiro februari",
    "march märz mars marzo março maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août agosto augustus augusti",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre diciembre dicembre dezembro",
)
_LOCAL_NUMBERS = {name: number for number, names in enumerate(_LOCAL_MONTHS, 1) for name in names.split()}


def parse_local_date(text: str) -> str:
    """A date of day, month's name and year in one of seven languages as ISO 8601; empty if it is none."""
    found = _LOCAL.fullmatch(text)
    month = _LOCAL_NUMBERS.get(found["month"].casefold()) if found else None
    if found is None or month is None or not 1 <= int(found["day"]) <= 31:
        return parse_date(text)
    return f"{found['year']}-{month:02}-{int(found['day']):02}"


_DIGITS = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)"
    r"|(?P<y>(?:19|20)\d\d)\s?[年./-]\s?(?P<m>\d{1,2})\s?[月./-]\s?(?P<d>\d{1,2})日?"
)
_WORDY = re.compile(rf"{DATE}|{LOCAL_DATE}", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def date_in(line: str) -> str:
    """The first full date of a line, in digits or in words, as ISO 8601; empty if there is none."""
    digits, wordy = _DIGITS.search(line), _WORDY.search(line)
    if digits is None:
        return parse_local_date(wordy[0])[:10] if wordy else ""
    year, month, day = (digits[one] or digits[other] for one, other in (("year", "y"), ("month", "m"), ("day", "d")))
    valid = 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return f"{year}-{int(month):02}-{int(day):02}" if valid else ""


def is_dated_only(line: str, beside: int = 4) -> bool:
    """True for a line with a date and, but for the hour, hardly a word beside it: at most so many."""
    if not date_in(line):
        return False
    rest = _CLOCK.sub(" ", _WORDY.sub(" ", _DIGITS.sub(" ", line)))
    return len(_LETTERS.findall(rest)) <= beside


def _date_line(draft: Draft, rule: Rule) -> Draft:
    draft = _part_glued_date(draft)
    lines = [(index, line) for index, line in draft.lines if len(line) <= 160]
    bare = [index for index, line in lines if _BARE.fullmatch(line)]
    alone = bare[0] if len(bare) == 1 and bare[0] in draft.header else None
    guilty, published = [], ""
    for index, line in lines:
        stamps = _stamps(line)
        if (stamps and (stamps[0][0] or index == alone)) or (index in draft.header and _PASSING.fullmatch(line)):
            guilty.append(index)
            first = next((date for label, date in stamps if "updat" not in label and "modif" not in label), "")
            published = published or parse_date(first)
    return draft.cut(guilty, rule, BlockKind.DATE).stating(Metadata(published=published))


def _stamps(line: str) -> list[tuple[str, str]]:
    """The labels and dates of a line that holds nothing else; a bare date has an empty label."""
    found = []
    for part in _BETWEEN.split(line):
        stamp = _LABELLED.fullmatch(part) or _BARE.fullmatch(part)
        if stamp is None:
            return []
        found.append((stamp.groupdict().get("label") or "", stamp["date"] or stamp["late"]))
    return [(label.casefold(), date) for label, date in found]


def _part_glued_date(draft: Draft) -> Draft:
    """Part "date 2031-02-03 Text …" at the head of an article into the date and the text."""
    for index in draft.live[: len(draft.header) + 1]:
        text = draft.pieces[index].text
        found = _GLUED.match(text)
        if found and not found["rest"].islower() and len(text[found.end() :].split()) >= 8:
            stamp = text[: found.end()].rstrip(" \t\n\xa0|·•,:–-")
            return draft.split(index, (stamp, text[found.end() :]))
    return draft


def split_dateline(text: str) -> tuple[str, str]:
    """The dateline of a paragraph and the rest of it; the dateline is empty if there is none."""
    local, rest = split_local(text)
    if local:
        return local, rest
    for border in (_DASH.search(text[:90]), _COLON.search(text[:60])):
        if border is None:
            continue
        place, rest = text[: border.start()], text[border.end() :]
        shouted = border[0][0] != ":" or place.isupper()
        if shouted and len(rest.split()) >= 5 and not rest[0].islower() and _is_place(place):
            return text[: border.end()].rstrip(), rest
    return "", text


def agency(dateline: str) -> str:
    """The agency that a dateline names in brackets, if it does."""
    dash = _DASH.search(f"{dateline} ")
    found = _AGENCY.search(dateline[: dash.start()] if dash else dateline.rstrip(":"))
    return found[1].strip() if found and len(found[1].split()) <= 3 else ""


def _is_place(words: str) -> bool:
    agency_at = _AGENCY.search(words)
    if agency_at:
        words = words[: agency_at.start()]
    words = _DAY.sub("", words).rstrip(".")
    parts = [part.split() for part in words.split(",")]
    first = parts[0]
    if not 1 <= len(first) <= 4 or len(parts) > 3 or " ".join(first) in _NO_PLACE or len("".join(first)) < 3:
        return False
    if not all(word.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha() for word in first):
        return False
    if not all(len(part) <= 3 and part and part[0][0].isupper() for part in parts[1:]):
        return False
    return all(word.isupper() for word in first) or (bool(agency_at) and not any(word[0].islower() for word in first))


def _dateline(draft: Draft, rule: Rule) -> Draft:
    for index in draft.live[:10]:
        piece = draft.pieces[index]
        if piece.kind is not BlockKind.PARAGRAPH or piece.words < 8:
            continue
        dateline, rest = split_dateline(piece.text)
        if not dateline or (dateline.endswith(":") and not _is_proven(draft, dateline)):
            return draft
        source = agency(dateline) or _named_outlet(draft, index, dateline)
        return (
            draft.split(index, (dateline, rest))
            .label([index], rule, BlockKind.DATELINE)
            .stating(Metadata(source=source))
        )
    return draft


def _is_proven(draft: Draft, dateline: str) -> bool:
    """True for capitals and a colon if the article names the place too, and no other piece opens so, as speakers do."""
    place = dateline.rstrip(":").partition(",")[0].title()
    texts = [draft.pieces[index].text for index in draft.live]
    shouted = [text for text in texts if (lead := text[:40].partition(":"))[1] and lead[0].isupper()]
    return len(shouted) == 1 and any(place in text for text in texts)


def _named_outlet(draft: Draft, index: int, dateline: str) -> str:
    """The outlet in a header "date … OUTLET - Text": one word where a place would stand, but no place in the text."""
    before = draft.pieces[index - 1] if index else None
    if before is None or before.kind is not BlockKind.DATE or draft.pieces[index].gap != 0:
        return ""
    name = _DASH.sub("", f"{dateline} ").strip()
    if len(name.split()) != 1 or "," in name:
        return ""
    place = re.compile(rf"\b(?:in|at|from|to|near|of|for) {re.escape(name)}\b", re.IGNORECASE)
    return "" if any(place.search(piece.text) for piece in draft.pieces) else name


DATE_LINE = Rule("date-line", "date line; shown above the article", _date_line)
DATELINE = Rule("dateline", "place and agency that open the report", _dateline)
