"""What a page testifies of its article, where its testimonies differ: title, writers, day, outlet, address."""

import json

import pytest
from cleaning_helpers import END, LEDE, MIDDLE

from reader.cleaning.clean import clean
from reader.domain.article import MediaType, Metadata

HEADLINE = "Northern gate to close in May"
ADDRESS = "https://www.ledger.example/gate"


def facts(head: str = "", *stated: object, below: str = "", headline: str = HEADLINE) -> Metadata:
    """The metadata of a page with this head, these JSON-LD objects, and these lines below its headline."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in stated)
    text = "".join(f"<p>{line}</p>" for line in (LEDE, MIDDLE, END))
    body = f"<article><h1>{headline}</h1>{below}{text}</article>"
    link = f'<link rel="canonical" href="{ADDRESS}">'
    return clean(
        f"<html><head>{link}{head}{scripts}</head><body>{body}</body></html>".encode(), MediaType.HTML
    ).metadata


def meta(name: str, content: str) -> str:
    """A meta element."""
    return f'<meta property="{name}" content="{content}">'


def article(**fields: object) -> dict[str, object]:
    """A JSON-LD object of an article."""
    return {"@type": "NewsArticle", **fields}


SITE = meta("og:site_name", "The Coastal Ledger")


class TestTitle:
    """The words that most testimonies agree on."""

    @pytest.mark.parametrize(
        "shared",
        [
            f"{HEADLINE} | The Coastal Ledger",
            f"{HEADLINE} - ledger.example",
            f"{HEADLINE} | Coastal Ledger | 14.03.2031",
            f"{HEADLINE} – News and weather",
        ],
    )
    def test_what_stands_behind_the_headline_is_no_part_of_it(self, shared: str) -> None:
        """The outlet's name, its address, the day, or what no other testimony holds."""
        assert facts(SITE + meta("og:title", shared)).title == HEADLINE

    def test_without_headline_the_title_element_is_freed_of_outlet_and_day(self) -> None:
        """They stand behind it, one after the other."""
        head = f"{SITE}<title>Gate to close | Coastal Ledger | 14.03.2031</title>"
        assert facts(head, headline="").title == "Gate to close"

    def test_a_shared_title_is_outvoted_by_three(self) -> None:
        """What the page prints, what it states, and what it tells to services."""
        head = meta("og:title", "Shut! The harbour fights back") + meta("sailthru.title", HEADLINE)
        assert facts(head, article(headline=HEADLINE)).title == HEADLINE

    def test_a_shared_title_stands_against_two(self) -> None:
        """Newsrooms care for it most."""
        shared = "Harbour office closes its northern gate"
        assert facts(meta("og:title", shared), article(headline=HEADLINE)).title == shared

    def test_a_shared_title_that_broke_off_in_a_quotation_does_not_count(self) -> None:
        """An unescaped quotation mark ends an attribute."""
        whole = "Gate to close, says harbour office: «We have no choice»"
        assert facts(meta("og:title", whole[:-8]), article(headline=whole), headline=whole).title == whole


class TestAuthors:
    """Somebody else than the outlet, if anybody is named."""

    @pytest.mark.parametrize(
        "outlet",
        [
            "The Coastal Ledger",
            "Coastal Ledger",
            "ledger.example",
            "Newsroom ledger.example",
            "THE COASTAL LEDGER desk",
        ],
    )
    def test_the_outlet_makes_way_for_a_person(self, outlet: str) -> None:
        """JSON-LD names the house, a meta element the writer."""
        stated = article(author={"@type": "Person", "name": outlet})
        assert facts(SITE + meta("author", "Mira Oduya"), stated).authors == ("Mira Oduya",)

    @pytest.mark.parametrize(
        "below",
        [
            "<p>By Mira Oduya</p>",
            "<p class='byline'>Mira Oduya</p>",
            "<p>von <a href='/m'>Mira Oduya</a></p>",
            "<p class='entry-meta'>14 March 2031 • Mira Oduya • 3 minutes</p>",
            "<p class='post-date'>Mira Oduya — 14 March, 15:26</p>",
            "<ul class='facts'><li>Author: Mira Oduya</li></ul>",
        ],
    )
    def test_the_outlet_makes_way_for_the_byline(self, below: str) -> None:
        """By its first word, its class, a date beside the name, or a label."""
        assert facts(SITE, article(author={"name": "The Coastal Ledger"}), below=below).authors == ("Mira Oduya",)

    @pytest.mark.parametrize(
        "below",
        [
            "<p>By Monday Evening</p>",
            "<p>By the numbers</p>",
            "<p class='entry-meta'>Updated Friday • 14 March 2031</p>",
            "<aside><p>By Jan de Wit</p></aside>",
            "<p class='related-links'>By Jan de Wit</p>",
        ],
    )
    def test_look_alikes_of_bylines_name_nobody(self, below: str) -> None:
        """Then the outlet is the author."""
        named = facts(SITE, article(author={"name": "The Coastal Ledger"}), below=below).authors
        assert named == ("The Coastal Ledger",)

    def test_of_several_objects_the_one_with_most_names_is_believed(self) -> None:
        """A shorter one often has the first writer only."""
        first = article(author={"name": "Mira Oduya"}, headline=HEADLINE, section="Harbour", wordCount=3)
        assert facts("", first, article(author=[{"name": "Mira Oduya"}, {"name": "Jan de Wit"}])).authors == (
            "Mira Oduya",
            "Jan de Wit",
        )

    @pytest.mark.parametrize(
        ("written", "names"),
        [
            ("Mira Oduya und Jan de Wit, twn", ("Mira Oduya", "Jan de Wit", "twn")),
            ("By Mira Oduya &amp; Jan de Wit", ("Mira Oduya", "Jan de Wit")),
            ("Mira Oduya, MdX", ("Mira Oduya, MdX",)),
            ("Harbour Office (www.harbour.example)", ("Harbour Office",)),
            ("mira@ledger.example", ()),
            ("105092", ()),
        ],
    )
    def test_names_are_parted_and_what_is_none_goes(self, written: str, names: tuple[str, ...]) -> None:
        """An agency's letters part from the names; addresses and numbers are no names."""
        assert facts(meta("author", written)).authors == names


class TestPublished:
    """The day in the page's own time."""

    @pytest.mark.parametrize(
        ("head", "below"),
        [
            (meta("article:published_time", "2031-03-14T23:40:00+01:00"), ""),
            (meta("og:title", f"{HEADLINE} | 14.03.2031"), ""),
            ("", "<time datetime='2031-03-14T23:40:00-08:00'>yesterday</time>"),
        ],
    )
    def test_a_page_tells_its_day_in_several_places(self, head: str, below: str) -> None:
        """A meta element, the end of its title, a time element; the offset moves no day."""
        assert facts(head, below=below).published == "2031-03-14"

    def test_an_update_is_not_the_day_of_publication(self) -> None:
        """JSON-LD states both."""
        stated = article(datePublished="2031-03-14T08:00:00Z", dateModified="2031-03-16T08:00:00Z")
        assert facts("", stated).published == "2031-03-14"

    def test_what_the_page_states_goes_before_a_time_element(self) -> None:
        """The first time element may be that of another article."""
        below = "<time datetime='2030-01-01'></time>"
        assert facts("", article(datePublished="2031-03-14"), below=below).published == "2031-03-14"


class TestOutlet:
    """Its name and the article's address."""

    @pytest.mark.parametrize(
        ("head", "stated", "source"),
        [
            (SITE, article(publisher={"name": "Ledger Media Group"}), "The Coastal Ledger"),
            ("", article(publisher={"@type": "Organization", "name": "The Coastal Ledger"}), "The Coastal Ledger"),
            (meta("application-name", "Coastal Ledger"), article(), "Coastal Ledger"),
            ("", article(), "ledger.example"),
        ],
    )
    def test_its_name_is_what_the_page_calls_it(self, head: str, stated: dict[str, object], source: str) -> None:
        """Else the host of its address."""
        assert facts(head, stated).source == source

    @pytest.mark.parametrize(
        ("head", "url"),
        [
            (meta("og:url", "https://ledger.example/other"), "https://ledger.example/other"),
            (meta("og:url", "/other"), ADDRESS),
            ("", ADDRESS),
        ],
    )
    def test_the_address_is_a_whole_one(self, head: str, url: str) -> None:
        """A path alone leads nowhere."""
        assert facts(head).url == url
