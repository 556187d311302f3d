"""What is kept of a page whose passages have been judged: the odds, and what the page as a whole lets expect."""

from lxml.html import document_fromstring

from reader.cleaning.page import testimony
from reader.cleaning.page.boxes import passages_of
from reader.cleaning.page.judging import Judged
from reader.cleaning.page.pieces import pieces_of_page
from reader.cleaning.page.survey import survey
from reader.domain.document import BlockKind

LEDE = "The lock keeper of Sandholm has asked the council for a second boat before the winter storms come in."
BODY = "Councillors will vote on the request next week, and several of them have said that they mean to refuse it."
END = "A boat of the kind that she has in mind costs as much as the repair of the northern gate did last spring."


def judged(page: str, odds: dict[str, float], *, body: str = "") -> Judged:
    """The page with these odds for the passages that begin so; the article's own text is sure."""
    text = passages_of(document_fromstring(f"<html><body><article>{page}</article></body></html>").find("body"))
    said = testimony.Testimony(body="".join(body.split()))
    around = survey(text, said, "")
    given = {
        index: next((value for start, value in odds.items() if passage.text.startswith(start)), 0.99)
        for index, passage in enumerate(text.passages)
    }
    return Judged(text, around, given)


def kept(page: str, odds: dict[str, float], *, body: str = "") -> list[tuple[BlockKind, str]]:
    """Kind and text of what is kept."""
    pieces = pieces_of_page(judged(page, odds, body=body))
    return [(piece.kind, piece.text) for piece in pieces if piece.kept]


def texts(page: str, odds: dict[str, float], *, body: str = "") -> list[str]:
    """The texts of what is kept."""
    return [text for _, text in kept(page, odds, body=body)]


def test_a_heading_right_above_the_text_needs_little() -> None:
    """A cross-heading looks much like the heading of a box; what stands below tells them apart."""
    page = (
        f"<p>{LEDE}</p><h2>What it would cost</h2><p>{BODY}</p><h2>Read on</h2><ul><li>Other news</li></ul><p>{END}</p>"
    )
    assert texts(page, {"What": 0.26, "Read": 0.26, "Other": 0.02}) == [LEDE, "What it would cost", BODY, END]


def test_what_a_whole_body_in_json_ld_lacks_must_be_surer_of_itself() -> None:
    """A promotion in the middle of the text; the same page without JSON-LD keeps it in doubt."""
    promo = "Our letter brings you the news of the coast each morning before the first ferry leaves."
    page = f"<p>{LEDE}</p><p>{BODY}</p><p>{promo}</p><p>{END}</p>"
    assert texts(page, {"Our": 0.7}, body=f"{LEDE} {BODY} {END}" * 2) == [LEDE, BODY, END]
    assert texts(page, {"Our": 0.95}, body=f"{LEDE} {BODY} {END}" * 2) == [LEDE, BODY, promo, END]
    assert texts(page, {"Our": 0.7}) == [LEDE, BODY, promo, END]


def test_a_body_in_json_ld_that_is_a_mere_beginning_proves_nothing() -> None:
    """Many pages state the first lines only."""
    page = f"<p>{LEDE}</p><p>{BODY}</p><p>{END}</p>"
    assert texts(page, {"A boat": 0.5}, body=LEDE * 5) == [LEDE, BODY, END]


def test_headings_that_json_ld_leaves_out_stay() -> None:
    """It mostly holds paragraphs only."""
    page = f"<p>{LEDE}</p><h3>Money</h3><p>{BODY}</p><p>{END}</p>"
    assert texts(page, {"Money": 0.5}, body=f"{LEDE} {BODY} {END}" * 2) == [LEDE, "Money", BODY, END]


def test_what_stands_with_a_picture_is_its_caption() -> None:
    """Whether the markup has a figure or only a class that says so."""
    figure = f"<p>{LEDE}</p><figure><img src=a><figcaption>The lock in May</figcaption></figure><p>{BODY}</p>"
    named = f'<p>{LEDE}</p><div class="image-widget"><p>The lock in May</p></div><p>{BODY}</p>'
    for page in (figure, named):
        assert (BlockKind.CAPTION, "The lock in May") in kept(page, {"The lock in May": 0.5})


def test_a_caption_above_the_first_paragraph_is_kept() -> None:
    """It belongs to the picture that the article opens with."""
    page = f"<figure><img src=a><figcaption>The lock in May</figcaption></figure><p>{LEDE}</p><p>{BODY}</p>"
    assert kept(page, {"The lock in May": 0.1})[0] == (BlockKind.CAPTION, "The lock in May")


def test_running_text_in_a_box_named_after_a_picture_stays_text() -> None:
    """Some pages set whole articles so; then the odds are high."""
    page = f'<div class="media-body"><p>{LEDE}</p></div><div class="picture"><p>{BODY}</p></div><p>{END}</p>'
    assert (BlockKind.PARAGRAPH, BODY) in kept(page, {})


def test_a_quoted_post_between_paragraphs_is_kept_whatever_its_odds() -> None:
    """The author chose it; one behind the article is the page's."""
    post = '<blockquote class="twitter-tweet"><p>{}</p>&mdash; Lock (@lock) May 2, 2031</blockquote>'
    page = f"<p>{LEDE}</p>{post.format('High water at nine')}<p>{BODY}</p>{post.format('Low water at three')}"
    found = kept(page, {"High": 0.1, "Low": 0.05, "— Lock": 0.05})
    assert (BlockKind.QUOTE, "High water at nine") in found
    assert "Low water at three" not in [text for _, text in found]
