"""Structure of plain text: tables, quotations, nested lists, speech, corrections, datelines of many languages."""

import pytest
from cleaning_helpers import LEDE, article, block, blocks, kept, read

from reader.domain.document import BlockKind

REST = "The harbour office said on Monday that the gate is shut for three weeks in May."


def test_rows_with_bars_are_a_table() -> None:
    """The row of hyphens and the outer bars go; the cells stay."""
    text = article("| Gate | Weeks |\n|---|---:|\n| North | 3 |\n| South | 0 |")
    assert block(text, "Gate | Weeks\nNorth | 3\nSouth | 0").kind is BlockKind.TABLE


@pytest.mark.parametrize("lines", ["Home | News | Sport", "A | B\nA | B | C", "06.11. | 20:15\n|", "| one |\n| two |"])
def test_bars_alone_make_no_table(lines: str) -> None:
    """One row, uneven rows, empty cells, one column."""
    assert all(found.kind is not BlockKind.TABLE for found in blocks(article(lines)))


def test_quoted_lines_are_a_quotation() -> None:
    """The sign goes, however often it stands: so deep is the quotation."""
    text = article("> The gate was shut when we came and when we left.\n>> Nobody told us.\n> > > Who should?\n> I.")
    quotes = [(found.text, found.level) for found in blocks(text) if found.kind is BlockKind.QUOTE]
    told = ("The gate was shut when we came and when we left.", "Nobody told us.", "Who should?", "I.")
    assert quotes == [*zip(told, (0, 1, 2, 0), strict=True)]


def test_a_short_line_behind_an_arrow_is_no_quotation() -> None:
    """Pages write links so."""
    assert "> More boats" in kept(article("> More boats"))


def test_lists_keep_their_depth() -> None:
    """By how far an item is set in; a long item's second line belongs to it."""
    text = article("- ropes, of which the office has bought more than enough\n  for two winters\n  - tarred\n- nets")
    found = [(item.text, item.level) for item in blocks(text) if item.kind is BlockKind.LIST]
    assert found == [
        ("ropes, of which the office has bought more than enough for two winters", 0),
        ("tarred", 1),
        ("nets", 0),
    ]


@pytest.mark.parametrize("lines", ["・綱\n・網", "① 綱\n② 網", "(1) ropes\n(2) nets", "● corde\n● reti"])
def test_bullets_of_many_scripts_are_known(lines: str) -> None:
    """Also without a space behind them."""
    assert [found.kind for found in blocks(article(lines)) if len(found.text) < 10] == [BlockKind.LIST] * 2


def test_speech_behind_a_hyphen_is_no_item() -> None:
    """The hyphen opens what is said, and another closes it."""
    line = "- Brama będzie zamknięta do maja - powiedział kapitan portu."
    assert block(article(line), line).kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "Correction: The gate has eleven hinges, not twelve, as we wrote.",
        "Correction (14 March): The gate has eleven hinges, not twelve.",
        "An earlier version of this article gave the wrong number of hinges.",
        "Editor’s note: The keeper asked us to leave out his name.",
        "In einer früheren Fassung dieses Textes war von zwölf Angeln die Rede.",
        "Rectificatif : la porte a onze gonds et non douze.",
        "Fe de errores: la puerta tiene once bisagras y no doce.",
        "Rättelse: Porten har elva gångjärn, inte tolv.",
        "Исправление: у ворот одиннадцать петель, а не двенадцать.",
        "更正：北门有十一个铰链，而不是十二个，特此说明。",
        "تصحيح: للبوابة إحدى عشرة مفصلة وليس اثنتا عشرة.",
    ],
)
def test_corrections_are_kept_and_called_so(line: str) -> None:
    """In many languages."""
    found = block(article(line), line)
    assert (found.kind, found.kept) == (BlockKind.CORRECTION, True)


@pytest.mark.parametrize(
    "line",
    [
        "The correction took the office three weeks, and nobody thanked it for that.",
        "Corrections officers at the prison near the harbour went on strike.",
        "An earlier version of the gate stood here until the flood took it away.",
    ],
)
def test_prose_about_corrections_is_prose(line: str) -> None:
    """Only a label or the fixed sentence tells."""
    assert block(article(line), line).kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("新华社北京3月14日电（记者李明）", "据港务局介绍，北门将在五月关闭三个星期，因为船闸需要更换铰链。"),
        ("【ロンドン＝田中花子】", "港湾局は月曜日、北門を五月に三週間閉鎖すると発表した。夏の船が来る前に替える。"),
        ("(서울=연합뉴스) 홍길동 기자 =", "항만 사무소는 월요일에 북문을 5월에 3주 동안 닫는다고 밝혔다고 한다."),
        ("МОСКВА, 14 марта. /ТАСС/.", "Порт закроет северные ворота на три недели в мае, сообщили в управлении."),
        ("(ANSA) - ROMA, 23 NOV -", "Il porto chiude la porta nord per tre settimane a maggio, dice l'ufficio."),
        ("Madrid, 13 ene (EFE).-", "El puerto cierra la puerta norte por tres semanas en mayo, dijo la oficina."),
        ("القاهرة (رويترز) -", "أغلق الميناء بوابته الشمالية لمدة ثلاثة أسابيع في مايو كما قال المكتب."),
        ("नई दिल्ली, 14 मार्च (भाषा)।", "बंदरगाह का उत्तरी द्वार मई में तीन सप्ताह के लिए बंद रहेगा, कार्यालय ने कहा।"),
        ("(Reuters) -", REST),
        ("NEW DELHI:", REST),
    ],
)
def test_datelines_of_many_languages_are_split_off(dateline: str, rest: str) -> None:
    """Shown before the sentence, and never lost."""
    found = blocks(f"{dateline} {rest}\n\n{LEDE} So it was said in New Delhi.")
    assert (found[0].kind, found[0].text, found[1].text) == (BlockKind.DATELINE, dateline, rest)


def test_a_dateline_glued_to_its_sentence_is_split_off() -> None:
    """The place and the agency are known by their form; the agency is the source."""
    reading = read(f"Hong Kong (CNN Business)A muddled message has left the gate shut for weeks.\n\n{LEDE}")
    first, second = reading.document.blocks[:2]
    assert (first.kind, first.text) == (BlockKind.DATELINE, "Hong Kong (CNN Business)")
    assert second.text.startswith("A muddled message")
    assert reading.metadata.source == "CNN Business"


@pytest.mark.parametrize(
    "line",
    [
        "JOHN SMITH: I think the gate should be open all year long, and so do the crews.\n\nMIRA ODUYA: I do not.",
        "【速報】港湾局は月曜日、北門を五月に三週間閉鎖すると発表した。夏の船が来る前に替える。",
        "BREAKING: The gate is shut, the harbour office said on Monday in a letter.",
        "GRAPHIC DETAIL: The gate is shut, the harbour office said on Monday in a letter.",
        "John Smith (Labour): I think that the gate should be open all year long, she said.",
    ],
)
def test_speakers_and_labels_are_no_datelines(line: str) -> None:
    """Interviews, breaking news, parties."""
    assert all(found.kind is not BlockKind.DATELINE for found in blocks(line))


def test_a_paragraph_without_spaces_is_running_text() -> None:
    """The header of a Chinese article ends where its text begins; its headline is known."""
    text = (
        "港口北门五月关闭三周\n\n据港务局星期一介绍，北门将在五月关闭三个星期，因为船闸需要在夏季船只到来之前更换铰链。\n\n"
        "渔民希望推迟，但港务局回答说，潜水员只能在水清的寒冷月份工作。"
    )
    reading = read(text)
    assert reading.metadata.title == "港口北门五月关闭三周"
    assert [found.kind for found in reading.document.blocks] == ["heading", "paragraph", "paragraph"]
