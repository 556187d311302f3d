"""What a page says of its pictures: captions where they tell something, and no part in any verdict."""

import pytest

from reader.cleaning.clean import clean
from reader.domain.article import MediaType
from reader.domain.document import PICTURE, Block, BlockKind, Document
from reader.ui.render.page import lay_out

TITLE = "Harbour strike enters third week"
LEDE = "Talks between the dockers' union and the owners of the harbour broke off on Tuesday night in Port Ellis."
BODY = "No date was set for another meeting, and both sides said that the other would have to make the next offer."
END = "Some three hundred containers wait on the quay, and the ferries to the islands leave half empty every morning."
ALT = "Two cranes stand still in the fog"


def cleaned(first: str = "", second: str = "", *, above: str = "", below: str = "") -> Document:
    """An article with something above its text, between its paragraphs and below."""
    body = f"<h1>{TITLE}</h1>{above}<p>{LEDE}</p>{first}<p>{BODY}</p>{second}<p>{END}</p>"
    page = f"<html><head><title>{TITLE}</title></head><body><article>{body}</article>{below}</body></html>"
    return clean(page.encode(), MediaType.HTML).document


def told(document: Document) -> list[str]:
    """What is told of pictures."""
    return [block.text for block in document.blocks if block.kind is BlockKind.CAPTION and block.level == PICTURE]


def test_alternative_text_stands_in_place_as_a_caption() -> None:
    """Kept, with a reason, before the paragraph that it stands before."""
    document = cleaned(f'<figure><img src="a.jpg" alt="  {ALT}\n "></figure>')
    assert [block.text for block in document.kept] == [TITLE, LEDE, ALT, BODY, END]
    assert document.kept[2] == Block(
        BlockKind.CAPTION, ALT, reason="alternative text of a picture", rule="picture-text", level=PICTURE
    )


def test_a_picture_above_the_text_is_told_of_below_the_headline() -> None:
    """Wherever the page has it."""
    document = cleaned(above=f'<div><picture><source srcset="a.webp"><img alt="{ALT}"></picture></div>')
    assert [block.text for block in document.kept] == [TITLE, ALT, LEDE, BODY, END]


def test_a_dateline_is_not_torn_from_its_paragraph() -> None:
    """The picture is told of before both."""
    page = f"<h1>{TITLE}</h1><img alt='{ALT}'><p>PORT ELLIS – {LEDE}</p><p>{BODY}</p><p>{END}</p>"
    document = clean(f"<html><body><article>{page}</article></body></html>".encode(), MediaType.HTML).document
    kinds = [block.kind for block in document.kept]
    assert kinds[1:4] == [BlockKind.CAPTION, BlockKind.DATELINE, BlockKind.PARAGRAPH]
    assert told(document) == [ALT]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "image",
        "Two cranes",
        "two-cranes-in-the-fog.jpg",
        "IMG 2045 from the harbour.JPG",
        "two-cranes-stand-still-in-the-fog",
        "Logo of the Port Ellis Herald",
        "Profile picture of Mira Oduya, reporter",
        "https://harbour.example/two cranes in fog",
        "${title} of the picture here",
        TITLE,
        f"{TITLE} – photo",
        "Talks between the dockers' union and the owners broke off",
        "x " * 400,
    ],
)
def test_what_tells_nothing_is_left_out(words: str) -> None:
    """Names of files, words for a picture, what the headline or the text says already, what has no end."""
    assert told(cleaned(f'<figure><img src="a.jpg" alt="{words}"></figure>')) == []


def test_what_the_caption_says_already_is_left_out() -> None:
    """In other order, too; what it does not say is told beside it."""
    caption = "<figcaption>The two cranes, which stand still, in Monday's fog. Photo: A. Marsh</figcaption>"
    assert told(cleaned(f'<figure><img alt="{ALT}">{caption}</figure>')) == []
    other = "A child in a yellow coat waves at a ferry"
    assert told(cleaned(f'<figure><img alt="{other}">{caption}</figure>')) == [other]


def test_one_picture_is_told_of_once() -> None:
    """A page may have it in several sizes."""
    assert told(cleaned(f'<img alt="{ALT}"><img alt="{ALT}">', f'<img alt="{ALT}">')) == [ALT]


@pytest.mark.parametrize(
    "box",
    [
        '<a href="/other-news"><img alt="{}"></a>',
        '<aside><img alt="{}"></aside>',
        '<div class="related-teaser"><img alt="{}"></div>',
        '<div hidden><img alt="{}"></div>',
        '<div class="author-box"><img alt="{}"></div>',
    ],
)
def test_pictures_of_others_are_left_out(box: str) -> None:
    """What links elsewhere, what stands aside."""
    assert told(cleaned(box.format(ALT))) == []


def test_pictures_below_the_text_are_left_out() -> None:
    """They are the page's."""
    assert told(cleaned(below=f'<img alt="{ALT}">')) == []


def test_a_link_to_the_picture_itself_is_no_other_article() -> None:
    """As a light box has it."""
    assert told(cleaned(f'<a href="/big/cranes.jpg?w=2000"><img alt="{ALT}"></a>')) == [ALT]


def test_no_verdict_depends_on_it() -> None:
    """Without what is told of pictures, the blocks are those of the page without it."""
    plain = cleaned('<figure><img src="a.jpg" alt=""></figure>', above="<img alt=''>")
    pictured = cleaned(f'<figure><img src="a.jpg" alt="{ALT}"></figure>', above="<img alt='A child waves at a ferry'>")
    assert len(told(pictured)) == 2
    assert [block for block in pictured.blocks if block.level != PICTURE] == list(plain.blocks)


def test_control_codes_in_it_are_taken_out() -> None:
    """It comes from outside."""
    document = cleaned(f'<figure><img alt="{ALT}&#27;]52;c;eA==&#7; and \u202eloud\u202c gulls"></figure>')
    (words,) = told(document)
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_it_is_shown_as_a_picture() -> None:
    """The word before it is not a part of the text; a picture of Markdown has it, too."""
    page = lay_out(cleaned(f'<img alt="{ALT}">'), [], 60)
    assert [line.words for line in page.lines if ALT in page.text[line.span.start : line.span.end]] == ["▫ Picture: "]
    document = clean(f"# {TITLE}\n\n{LEDE}\n\n![{ALT}](a.jpg)\n".encode(), MediaType.MARKDOWN).document
    assert told(document) == [ALT]
