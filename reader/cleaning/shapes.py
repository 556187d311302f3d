"""What the first signs of a line say in plain text: an item of a list, a row of a table, a quoted line."""

import re

_BULLET = re.compile(r"[-*•‣◦▪●■◆○▶►]\s+(?=\S)|[・•●■◆]\s*(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]\s+|\(\d{1,2}\)\s*|[①-⑳]\s*|\d{1,2}[、．])(?=\S)")
_SPOKEN = re.compile(r"^-\s.*\S\s[-–—]\s+[^\W\d_]", re.DOTALL)
_OUTER = re.compile(r"\|.*\|")
_RULE_ROW = re.compile(r"[|:\s+-]*-{3,}[|:\s+-]*")
_QUOTE = re.compile(r"(?:>\s?)+(?=\S)|>+$")


def mark_width(line: str) -> int:
    """How many characters the bullet or number before an item takes; 0 if there is none."""
    found = _BULLET.match(line) or _NUMBER.match(line)
    return found.end() if found else 0


def bullet(line: str) -> int:
    """How many characters the bullet before an item takes; 0 if there is none."""
    found = _BULLET.match(line)
    return found.end() if found else 0


def is_numbered(line: str) -> bool:
    """True if a number as of an item stands first."""
    return bool(_NUMBER.match(line))


def is_item(line: str) -> bool:
    """True if the line begins as an item of a list does."""
    return mark_width(line) > 0


def is_spoken(line: str) -> bool:
    """True for direct speech behind a hyphen, with another before who says it: "- We wait - said the pilot."."""
    return bool(_SPOKEN.match(line))


def cells(line: str) -> list[str]:
    """The cells of a row with bars between them; none if the line is no row, or only rules one off."""
    if "|" not in line or _RULE_ROW.fullmatch(line):
        return []
    inner = line[1:-1] if _OUTER.fullmatch(line) else line
    found = [" ".join(cell.split()) for cell in inner.split("|")]
    return found if len(found) >= 2 else []


def is_rule_row(line: str) -> bool:
    """True for the row of hyphens between a table's head and its body."""
    return "|" in line and bool(_RULE_ROW.fullmatch(line))


def quoted(line: str) -> tuple[int, str]:
    """How many signs of a quotation stand before a line, and the line without them."""
    found = _QUOTE.match(line)
    return (found[0].count(">"), line[found.end() :].strip()) if found else (0, line)
