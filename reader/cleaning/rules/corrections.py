"""What a desk wrote about its own article: corrections, clarifications, notes of the editor; kept, and called so."""

import re

from reader.cleaning.draft import Draft, Rule
from reader.domain.document import BlockKind

_LABELS = (
    "Corrections?(?: and clarifications?)?|Clarifications?|Editor[’']?s[’']? note|Editors[’'] note|Update",
    "CORRECTION|CLARIFICATION|EDITOR[’']?S NOTE|UPDATE",
    "Korrektur(?:hinweis)?|Richtigstellung|(?:Anmerkung|Hinweis) der Redaktion",
    "Rectificati(?:f|on)|Erratum|Précision|Note de la rédaction|NDLR",
    "Corrección|Fe de errores|Rectificación|Nota de (?:la redacción|los editores)",
    "Correzione|Rettifica|Errata(?: corrige)?|Nota della redazione|Correção|Nota da redação",
    "Correctie|Rectificatie|Noot van de redactie|Rättelse|Rettelser?|Oikaisu|Sprostowanie|Od redakcji|Oprava",
    "Düzeltme|Editörün notu|Исправление|Уточнение|От редакции|Виправлення|Ralat|Koreksi|Đính chính",
    "تصحيح|اصلاحیه|תיקון(?: טעות)?|स्पष्टीकरण|【?(?:訂正|订正|更正|編集部注)】?|정정",
)
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})(?: \([^()]{{3,40}}\)|,? [^:：.!?]{{3,40}})?\s*[:：]")
_EARLIER = (
    r"An? (?:earlier|previous|original) version of th(?:is|e) (?:article|story|report|piece|post|headline|caption)",
    r"Th(?:is|e) (?:article|story|report|piece|post|headline) (?:has been|was) (?:corrected|amended)",
    r"Th(?:is|e) (?:article|story|report|piece|post) (?:has been|was) updated to (?:correct|reflect|clarify)",
    r"In einer (?:früheren|ersten) (?:Version|Fassung) (?:dieses|des) (?:Artikels|Textes|Beitrags)",
    r"(?:Une|La) (?:première )?version (?:antérieure |précédente )?de cet article",
    r"Una versión (?:anterior|previa) de este artículo|Esta noticia ha sido corregida",
    r"Una (?:precedente )?versione (?:precedente )?di questo articolo",
    r"Uma versão anterior d(?:este|esta) (?:artigo|texto|reportagem|matéria)",
    r"In een eerdere versie van dit (?:artikel|bericht|stuk)",
    r"I en tidigare version av (?:artikeln|texten)|I en tidligere (?:version|versjon) af? (?:artiklen|artikkelen)",
    r"W poprzedniej wersji (?:artykułu|tekstu)",
    r"В (?:первой|предыдущей|более ранней) версии (?:этого )?(?:текста|материала|статьи)",
)
_SENTENCE = re.compile(rf"(?:{'|'.join(_EARLIER)})\b")
_LONGEST = 120
_FEWEST = 5


def _correction(draft: Draft, rule: Rule) -> Draft:
    found = []
    for index, line in draft.lines:
        piece = draft.pieces[index]
        if not piece.plain or not _FEWEST <= piece.words <= _LONGEST:
            continue
        if _LABEL.match(line) or _SENTENCE.match(line):
            found.append(index)
    return draft.label(found, rule, BlockKind.CORRECTION)


CORRECTION = Rule("correction", "correction or note by the editors", _correction)
