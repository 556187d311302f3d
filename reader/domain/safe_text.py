"""Text from outside, made harmless for a terminal.

Textual sends most control codes through to the terminal, so everything that comes from an article, a file name, a
command line or a hand-edited file passes here before it is kept or shown. Words stay; what could act is taken out:

- escape sequences (ECMA-48: CSI, OSC, DCS, APC, PM, SOS), in their 7-bit and 8-bit forms;
- C0 and C1 controls but for newline and tab; DEL; lone surrogates become U+FFFD;
- bidi embeddings, overrides and isolates (UAX #9): the "Trojan source" characters;
- zero-width and invisible characters; joiners and direction marks stay where a script needs them;
- combining marks beyond four on one letter.
"""

from reader.domain.patterns import later

_STRING_END = r"(?:\x07|\x1b\\|\x9c)"
_SEQUENCE = later(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    rf"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]*+{_STRING_END}"
    r"|\x1b[ -/]+[0-~]"
    r"|\x1b[0-Z\\-~]?"
)
_LINE_BREAK = later(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = later(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = later(r"[\ud800-\udfff]")
_INVISIBLE = later(
    r"[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINER = later(r"(?<![\u0600-\u061b\u061d-\u1fff\u2190-\u2bff\u3000-\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_RIGHT_TO_LEFT = r"\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_DIRECTION_MARK = later(rf"(?<![{_RIGHT_TO_LEFT}])[\u061c\u200e\u200f](?![{_RIGHT_TO_LEFT}])")
_COMBINING = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u0900-\u0903"
    r"\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_MARK_OR_JOINER = rf"[{_COMBINING}\u061c\u200c-\u200f]"
_STACK = later(rf"((?:[{_COMBINING}][\u061c\u200c-\u200f]*+){{4}})[{_COMBINING}]{_MARK_OR_JOINER}*+")
_STOPS_PARSER = later(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SUSPECT = later(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0300-\u036f\u0483-\u089f\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u3164"
    r"\ud800-\udfff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_HARMLESS = later(
    r"[\t\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u08a0-\u08ff\u0904-\u0939\u0950-\u0e30\u0e4f-\u10ff\u1161-\u17b3"
    r"\u1e00-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u3163\u3165-\ud7ff\ue000-\ufdff\uff00-\uff9f]*+"
)
"""Characters of the basic plane that are surely not suspect; to look for them is quicker."""
_PLAIN = bytes((9, 10, 13, *range(32, 127)))


def safe(text: str) -> str:
    """The text without anything that could act on a terminal; newlines and tabs stay."""
    if (text.isascii() and text.isprintable()) or _HARMLESS.fullmatch(text) or not _SUSPECT.search(text):
        return text
    text = _SEQUENCE.sub("", text)
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _INVISIBLE.sub("", text)
    text = _STACK.sub(r"\1", text)
    text = _JOINER.sub("", text)
    return _DIRECTION_MARK.sub("", text)


def parsable(text: str) -> str:
    """The text of a page without what stops a parser; what is read out of it must still be made safe."""
    rare = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    stopped = rare and _STOPS_PARSER.search(rare.decode("utf-8", "surrogatepass"))
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text)) if stopped else text


def safe_line(text: str) -> str:
    """The same on one line: every run of white space becomes one space."""
    return " ".join(safe(text).split())
