"""The byline stays and names the authors; the author box below the text goes."""

import pytest
from cleaning_helpers import LEDE, article, block, cut, ended, read

from reader.cleaning.clean import clean
from reader.domain.article import MediaType
from reader.domain.document import BlockKind


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Mira Oduya", ("Mira Oduya",)),
        ("By Mira Oduya and Jan de Wit", ("Mira Oduya", "Jan de Wit")),
        ("By Mira Oduya, Port Correspondent", ("Mira Oduya",)),
        ("BY J. B. Lang", ("J. B. Lang",)),
        ("By Mira Oduya | March 14, 2031", ("Mira Oduya",)),
    ],
)
def test_a_byline_of_the_header_is_kept_and_read(line: str, authors: tuple[str, ...]) -> None:
    """What follows a comma is a job, not a second author."""
    text = f"Northern gate to close\n\n{line}\n\n{article()}"
    assert (block(text, line).kind, block(text, line).kept) == (BlockKind.BYLINE, True)
    assert read(text).metadata.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "By Friday Evening",
        "By Friday the crews will know whether the gate can open in time for the first boats of the summer.",
        "By popular demand",
        "By the numbers",
        "By Land And Sea",
    ],
)
def test_lines_that_begin_with_by_are_no_bylines(line: str) -> None:
    """Weekdays and idioms are no names."""
    text = f"Northern gate to close\n\n{line}\n\n{article()}"
    assert read(text).metadata.authors == ()
    assert cut(text) == {}


def test_an_author_box_with_a_count_is_cut_with_its_name() -> None:
    """The name stands twice, under the portrait and as a heading; the count has a no-break space."""
    box = "Tideway Desk\nTideway Desk\nArticles:\u00a01204"
    assert cut(ended(box)) == {"Tideway Desk": "author box", "Articles:\u00a01204": "author box"}
    assert read(ended(box)).metadata.authors == ()


def test_a_biography_of_the_known_author_is_cut() -> None:
    """The byline says who wrote it; below the text the same name begins a biography."""
    bio = "Mira Oduya is a reporter for The Coastal Ledger."
    text = f"Northern gate to close\n\nBy Mira Oduya\n\n{ended(bio)}"
    assert cut(text) == {bio: "author box"}


@pytest.mark.parametrize(
    "line",
    [
        "It held.",
        "Mira Oduya is the captain of the ferry.",
        "Articles of faith: 12",
        "Anna Bell",
        "Contributing: Ana Bel",
    ],
)
def test_short_last_lines_stay(line: str) -> None:
    """An article may end on a short line, or on a name."""
    assert cut(ended(line)) == {}


class TestCreditLine:
    """Writer, outlet and date on one line with bars between."""

    @pytest.mark.parametrize(
        ("line", "author", "source", "published"),
        [
            ("By Ruta Ellin | Lower Aster Gazette | 18 March 2026", "Ruta Ellin", "Lower Aster Gazette", "2026-03-18"),
            ("Von Henrike Moor | Sandheimer Bote | 17. März 2026", "Henrike Moor", "Sandheimer Bote", "2026-03-17"),
            ("Par Maëlle Gorvenec · La Vigie · 7 mars 2026", "Maëlle Gorvenec", "La Vigie", "2026-03-07"),
            ("By Ruta Ellin | 18 March 2026", "Ruta Ellin", "", "2026-03-18"),
        ],
    )
    def test_it_tells_author_source_and_date_and_stays(
        self, line: str, author: str, source: str, published: str
    ) -> None:
        """The line is the article's own; what it says goes into the metadata."""
        reading = read(f"The bins of Lower Aster\n\n{line}\n\n{LEDE}")
        facts = reading.metadata
        assert (facts.authors, facts.source, facts.published) == ((author,), source, published)
        assert [block.kind for block in reading.document.kept if block.text == line] == [BlockKind.BYLINE]

    @pytest.mark.parametrize(
        "line",
        ["By land | By sea | By air", "By Friday the gates were shut | and nobody knew", "Tea | Milk | 18 March 2026"],
    )
    def test_look_alikes_are_no_byline(self, line: str) -> None:
        """Bars alone make no byline."""
        reading = read(f"The bins of Lower Aster\n\n{line}\n\n{LEDE}")
        assert reading.metadata.authors == ()
        assert all(block.kept for block in reading.document.blocks)


@pytest.mark.parametrize(
    "bio",
    [
        "The harbour historian Mira Oduya is the author of three books on the coast.",
        "Mira Oduya (47) ist Reporterin für die Küste und lebt in Port Ellis.",
        "Mira Oduya écrit sur les ports depuis vingt ans.",
        "Have a tip? Write to Mira Oduya at mira@ledger.example or follow her on @mira.",
    ],
)
def test_a_biography_is_known_by_the_writers_name_in_any_language(bio: str) -> None:
    """Who is named in the byline does not speak of herself in the text."""
    text = f"Northern gate to close\n\nBy Mira Oduya\n\n{ended(bio)}"
    assert cut(text) == {bio: "author box"}


def test_two_biographies_below_a_text_are_both_cut() -> None:
    """The first of them is not taken for the end of the text."""
    first = "Mira Oduya is a reporter for The Coastal Ledger and has covered its ports since she was a student."
    second = "Jan de Wit is an engineer and writes on locks, weirs and what becomes of them when nobody looks."
    below = f"{first}\n\n{second}"
    text = f"Northern gate to close\n\nBy Mira Oduya and Jan de Wit\n\n{ended(below)}"
    assert cut(text) == {first: "author box", second: "author box"}


def test_a_writer_named_in_the_middle_of_the_text_stays() -> None:
    """An article may quote its own author, or be about her."""
    line = "Mira Oduya is one of the few who saw the gate fail, and she has kept the notes that she took that night."
    text = f"Northern gate to close\n\nBy Mira Oduya\n\n{LEDE}\n\n{line}\n\n{article()}\n\n{article()}"
    assert line not in cut(text)


def test_a_byline_of_known_writers_is_known_in_any_language() -> None:
    """The page says who wrote it; the line with the name and a place is the byline."""
    head = '<meta name="author" content="Thora Lind">'
    page = f"<html><head>{head}</head><body><article><h1>Gate</h1><p>Von Thora Lind, Hafen</p><p>{LEDE}</p></article>"
    blocks = {block.text: block for block in clean(page.encode(), MediaType.HTML).document.blocks}
    assert (blocks["Von Thora Lind, Hafen"].kind, blocks["Von Thora Lind, Hafen"].kept) == (BlockKind.BYLINE, True)


def test_a_name_alone_its_biography_and_what_follows_are_cut() -> None:
    """No byline said who wrote it; the box names her twice."""
    box = ["Thora Lind", "Thora Lind is the editor of the harbour pages of this paper.", "She studied on the coast."]
    assert cut(ended(*box)) == dict.fromkeys(box, "author box")


def test_a_name_as_heading_of_a_portrait_stays() -> None:
    """What it says of the person leads on to more."""
    lines = ["Thora Lind", "Thora Lind is the painter of the northern gate, and these are her works:"]
    assert cut(ended(*lines)) == {}


def test_a_short_text_is_no_biography_of_its_writer() -> None:
    """Below the text there is nothing where no text runs above."""
    lines = ["Northern gate to close", "By Mira Oduya", "Mira Oduya is away today.", "Reach Mira Oduya at x@y.example."]
    text = "\n\n".join(lines)
    assert "author box" not in cut(text).values()
