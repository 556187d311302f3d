"""How many words a text has, and whether it ends as a sentence does, in any script; and how numbers are told."""

from reader.domain.patterns import later

_UNSPACED = later(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
"""Letters of scripts that write no space between words, or seldom: Thai, Lao, Burmese, Khmer, kana, Han, hangul."""
_SEEN = 200
_STOPS = tuple(".!?…。！？｡؟۔।॥።")
_OPENING, _CLOSING = ("“", '"', "„", "«"), ("”", '"', "“", "»")
_DOUBLE = frozenset('“”„"«»')
_SINGLE = str.maketrans({"“": "‘", "”": "’", "„": "‚", '"': "'", "«": "‹", "»": "›"})
_CLOSERS = " \"'”’“»«›‹)]）」』】"


def count_words(text: str) -> int:
    """The words of a text; where a script writes none apart, two letters count as one word.

    Whether it does is judged by the first 200 characters.
    """
    if text.isascii() or not _UNSPACED.search(text, 0, _SEEN):
        return len(text.split())
    spaced, letters = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (letters + 1) // 2


def counted(number: int, noun: str) -> str:
    """A number and what it counts: "1 line", "2 lines"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quoted(text: str) -> str:
    """A text between quotation marks; those inside it become single ones, and none is doubled."""
    words = text.strip()
    if words[:1] in _OPENING and words[-1:] in _CLOSING and not _DOUBLE & set(words[1:-1]):
        words = words[1:-1]
    return f"“{words.translate(_SINGLE)}”"


def ends_sentence(text: str) -> bool:
    """True if the text ends in a full stop or its like, whatever quotation marks and brackets close behind it."""
    return text[-40:].rstrip(_CLOSERS).endswith(_STOPS)
