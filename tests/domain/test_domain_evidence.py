"""What other articles of a source tell of a line: cut what is the page's, never what is the article's own."""

import pytest

from reader.domain.article import Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.domain.evidence import Evidence, foreign_blocks, line_number, line_numbers, story_number

LEDE = "The eleven lamps along the eastern mole went dark on Tuesday night and nobody in the harbour office knew why."
MORE = "Pilots brought two ships in by radio, and the third waited outside until the morning came and the fog had gone."
SIGN_UP = "Get the best of our writing every Sunday at breakfast"
FACTS = Metadata(title="Harbour lamps go out", source="The Coastal Ledger", authors=("Mira Oduya",))


def article(*texts: str | Block) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) if isinstance(text, str) else text for text in texts))


def seen(*lines: str, times: int = 8, articles: int = 10) -> Evidence:
    return Evidence(articles, {line_number(line): times for line in lines})


def cut(document: Document, evidence: Evidence, facts: Metadata = FACTS) -> list[str]:
    return [document.blocks[index].text for index in foreign_blocks(document, facts, evidence)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_of_most_articles_is_cut_wherever_it_stands(place: int) -> None:
    """Above the text, inside it and below it."""
    texts = [LEDE, MORE]
    texts.insert(place, SIGN_UP)
    assert cut(article(*texts), seen(SIGN_UP)) == [SIGN_UP]


def test_the_verdict_names_how_many_articles_and_is_surer_of_more() -> None:
    """Both the count and the share make it surer; it never claims to be certain."""
    document = article(LEDE, MORE, SIGN_UP)
    few, many, all_of_them = (
        foreign_blocks(document, FACTS, seen(SIGN_UP, times=times, articles=articles))[2]
        for times, articles in ((3, 12), (14, 20), (90, 90))
    )
    assert many.reason == "also in 14 other articles of this source"
    assert 0.6 < few.confidence < many.confidence < all_of_them.confidence < 1
    assert not many.kept


@pytest.mark.parametrize(("times", "articles"), [(2, 2), (2, 5), (3, 16), (10, 60), (0, 0)])
def test_too_few_articles_prove_nothing(times: int, articles: int) -> None:
    """At least three others, and a fifth of the source's."""
    assert cut(article(LEDE, MORE, SIGN_UP), seen(SIGN_UP, times=times, articles=articles)) == []


def test_inside_the_text_a_line_must_stand_in_half_of_the_articles() -> None:
    """A third is enough below the text, where furniture stands."""
    third = seen(SIGN_UP, times=4, articles=12)
    assert cut(article(LEDE, SIGN_UP, MORE), third) == []
    assert cut(article(LEDE, MORE, SIGN_UP), third) == [SIGN_UP]


def test_a_background_sentence_of_a_running_story_stays() -> None:
    """It speaks of what the article speaks of, so it is the article's own however often it stands elsewhere."""
    about_title = "The lamps were put up by the harbour board in the year of the great storm."
    about_text = "Eleven pilots and their office share one radio, which nobody paid for on a Tuesday."
    document = article(LEDE, MORE, about_title, about_text)
    assert cut(document, seen(about_title, about_text, times=10)) == []


def test_a_columns_standing_intro_is_cut() -> None:
    """It stands above every piece of the column and speaks of the column only."""
    intro = "Every Friday our correspondent answers one letter from a reader. Send yours to the usual address."
    assert cut(article(intro, LEDE, MORE), seen(intro, times=4, articles=15)) == [intro]


def test_a_long_paragraph_needs_half_of_the_articles() -> None:
    """A paragraph over 300 characters in a few articles is a story told again."""
    long = "Readers own this paper, and readers alone decide what becomes of it in years when money is short. " * 4
    document = article(LEDE, MORE, long)
    assert cut(document, seen(long, times=4, articles=12)) == []
    assert cut(document, seen(long, times=9, articles=12)) == [long]


def test_authors_places_and_speakers_stay() -> None:
    """A name of the byline, the place before the first paragraph, the labels of an interview."""
    byline, place, label = "Mira Oduya, Port Ellis bureau", "PORT ELLIS", "The pilot:"
    document = article(byline, place, LEDE, label, MORE, label, LEDE.upper())
    assert cut(document, seen(byline, place, label, times=10)) == []


@pytest.mark.parametrize("kind", set(BlockKind) - {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.STANDFIRST})
def test_other_kinds_stay_inside_the_text(kind: BlockKind) -> None:
    """Cross-headings, quotations, tables, captions and code are the article's."""
    document = article(LEDE, Block(kind, SIGN_UP), MORE)
    assert cut(document, seen(SIGN_UP, times=10)) == []


def test_a_heading_below_the_text_goes() -> None:
    """There is nothing of the article that it could be over."""
    document = article(LEDE, MORE, Block(BlockKind.HEADING, "More to look at"))
    assert cut(document, seen("More to look at")) == ["More to look at"]


def test_figures_alone_prove_nothing() -> None:
    """The same result in a table is no furniture."""
    assert cut(article(LEDE, MORE, "2 : 1"), seen("2 : 1")) == []


def test_a_block_of_several_lines_goes_only_if_all_of_them_are_seen() -> None:
    """One line of its own keeps it."""
    document = article(LEDE, MORE, f"{SIGN_UP}\nWritten with love")
    assert cut(document, seen(SIGN_UP)) == []
    assert len(cut(document, seen(SIGN_UP, "Written with love"))) == 1


def test_scripts_without_spaces_are_compared_as_others_are() -> None:
    """A Chinese line about the story stays; one about the paper goes."""
    lede = "星期二晚上，东防波堤上的十一盏灯全部熄灭，港务局没有人知道原因，领航员只好用无线电引导两艘船进港。"
    own, paper = "防波堤上的灯由港务局管理。", "欢迎订阅本报周日版，版权所有。"
    facts = Metadata(title="港口灯光熄灭")
    assert cut(article(lede, own, paper), seen(own, paper, times=10), facts) == [paper]


def test_lines_are_compared_without_case_width_and_spacing() -> None:
    """But not without their words."""
    assert line_number("Sign  UP\nnow") == line_number("sign up now") == line_number("ｓｉｇｎ up now")
    assert line_number("sign up now") != line_number("sign up never")


def test_every_line_of_every_block_is_counted() -> None:
    """Whole blocks and their lines, kept and cut; of a huge text the beginning and the end."""
    document = article("one\ntwo", Block(BlockKind.FURNITURE, "three", kept=False, reason="share bar"))
    assert line_numbers(document) == {line_number(line) for line in ("one two", "one", "two", "three")}
    huge = line_numbers(article(*(f"line {number}" for number in range(5_000))))
    assert {line_number("line 0"), line_number("line 4999")} <= huge
    assert len(huge) == 2_000


def test_copies_and_versions_of_a_story_have_one_number() -> None:
    """Other furniture around the same text does not make another story."""
    assert story_number(article(SIGN_UP, LEDE, MORE)) == story_number(article(MORE, "Share this"))
    assert story_number(article(LEDE)) != story_number(article(MORE))
