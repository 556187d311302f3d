"""Datelines in forms of their own: of agencies, and of languages that need no dash."""

import re

from reader.domain.wording import count_words

_HAN = r"\u4e00-\u9fff"
_CYRILLIC = "А-ЯЁІЇЄҐ"
_FORMS = (
    # 新华社北京3月14日电（记者李明）… 中央社記者陳某台北14日電
    rf"[（(]?[{_HAN}]{{1,3}}(?:社|网|網|报|報)[{_HAN}、 ]{{2,14}}(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊][）)]?"
    r"(?:\s*[（(][^（）()\n]{2,30}[）)])?\s*",
    # 【ロンドン＝田中花子】… 【ワシントン時事】…
    r"【[^【】\n=＝]{1,14}(?:[=＝][^【】\n]{1,14}|時事|共同|ロイター)】\s*",
    # (서울=연합뉴스) 홍길동 기자 = …
    r"[(\[（【][^()\[\]（）【】=\n]{1,14}=[^()\[\]（）【】=\n]{1,14}[)\]）】]\s*"
    r"(?:[\uac00-\ud7af]{2,4} (?:기자|특파원|통신원)\s*=\s*)?",
    # МОСКВА, 14 мар — РИА Новости. …  МОСКВА, 14 марта. /ТАСС/. …
    rf"[{_CYRILLIC}][{_CYRILLIC}а-яёіїєґ -]{{2,24}}[,.] \d{{1,2}} [а-яіїєґ]{{3,9}}\.?\s*(?:[—–-]\s*|/)"
    rf"[^.—–/\n]{{2,30}}(?:/\.?|\.)\s+(?=[«\"{_CYRILLIC}])",
    # (ANSA) - ROMA, 23 NOV - …
    r"\([A-Z]{2,12}\)\s?[-–—]\s?[A-ZÀ-Ý][A-ZÀ-Ý' ]{2,24}, \d{1,2} [A-Z]{3,9}\.?\s*[-–—]\s+",
    # (Reuters) - …
    r"\((?:[A-Z]{2,8}|Reuters|Bloomberg)\)\s*(?:--|[-–—])\s+",
    # Hong Kong (CNN Business)A …
    r"(?:(?:[A-Z][\w.'’-]+,? ){1,4}\([A-Z][\w. ]{1,28}\)|\([A-Z]{2,8}\))(?=[A-Z“][a-z]*\s)",
    # नई दिल्ली, 14 मार्च (भाषा)। …
    r"[\u0900-\u097f ]{2,24}, \d{1,2} [\u0900-\u097f]{2,10} ?\([^()\d\n]{2,20}\)[।:]?\s*",
)
_ANY = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_FEWEST = 8
_LONGEST = 90


def split_local(text: str) -> tuple[str, str]:
    """The dateline in one of these forms, and the rest of the paragraph; the dateline is empty if there is none."""
    found = _ANY.match(text, 0, _LONGEST)
    if found is None or count_words(text[found.end() :]) < _FEWEST:
        return "", text
    return found[0].rstrip(), text[found.end() :]
