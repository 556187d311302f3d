"""Whose word goes before whose, and what no verdict may do."""

from datetime import UTC, datetime

from reader.domain.article import Article, MediaType, Metadata
from reader.domain.document import Block, BlockKind, Document
from reader.domain.evidence import Evidence, line_number
from reader.domain.mark import SourceChoice
from reader.domain.source import Source, source_of
from reader.domain.verdicts import for_source

NOW = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)
TEXT = "The night ferry stayed in port, and the bakery on the quay opened at four for those who had to wait."
SEEN, SHARED = "Read on after the break", "Share this with a friend"
FACTS = Metadata(title="Storm", source="Northern Wire")
DOCUMENT = Document(
    (
        Block(BlockKind.HEADLINE, "Storm"),
        Block(BlockKind.PARAGRAPH, TEXT),
        Block(BlockKind.PARAGRAPH, SEEN),
        Block(BlockKind.FURNITURE, SHARED, kept=False, reason="share bar", rule="share-bar", confidence=0.9),
    )
)
EVIDENCE = Evidence(10, {line_number(SEEN): 9, line_number(TEXT): 0})


def choice(line: str, *, keep: bool) -> SourceChoice:
    return SourceChoice("id1", "northern wire", "Northern Wire", line, keep, NOW)


def kept(document: Document) -> list[str]:
    return [block.text for block in document.kept]


def test_the_readers_choice_goes_before_evidence_and_rules() -> None:
    """What the reader brings back stays, whoever cut it; the reason says whose word it is."""
    told = for_source(DOCUMENT, FACTS, EVIDENCE, [choice("read on AFTER the break", keep=True)])
    assert kept(told) == ["Storm", TEXT, SEEN]
    assert told.blocks[2].reason == "brought back by you in every article of Northern Wire"
    told = for_source(DOCUMENT, FACTS, EVIDENCE, [choice(SHARED, keep=True)])
    assert kept(told) == ["Storm", TEXT, SHARED]
    assert told.blocks[3].confidence == 1


def test_the_choice_for_an_article_goes_before_the_one_for_its_source() -> None:
    """It is laid over the rest."""
    told = for_source(DOCUMENT, FACTS, Evidence(), [choice(SEEN, keep=False)])
    assert told.blocks[2].reason == "cut by you in every article of Northern Wire"
    assert SEEN in kept(told.with_choices([told.blocks[2].digest], []))


def test_evidence_cuts_what_the_rules_left_and_moves_no_offset() -> None:
    """The text is the same; only the verdict is another."""
    told = for_source(DOCUMENT, FACTS, EVIDENCE, [])
    assert kept(told) == ["Storm", TEXT]
    assert told.digest == DOCUMENT.digest
    assert told.spans == DOCUMENT.spans
    assert told.blocks[2].rule == "other-articles"


def test_a_block_with_a_highlight_is_not_cut() -> None:
    """Neither by other articles nor by a choice for the source; bringing back is not hindered."""
    spans = DOCUMENT.spans
    told = for_source(DOCUMENT, FACTS, EVIDENCE, [choice(TEXT, keep=False)], [spans[1], spans[2]])
    assert kept(told) == ["Storm", TEXT, SEEN]
    told = for_source(DOCUMENT, FACTS, EVIDENCE, [choice(SHARED, keep=True)], [spans[3]])
    assert SHARED in kept(told)


def test_the_last_text_of_an_article_is_never_cut() -> None:
    """A headline alone is no article."""
    short = Document((DOCUMENT.blocks[0], DOCUMENT.blocks[2]))
    assert kept(for_source(short, FACTS, EVIDENCE, [])) == ["Storm", SEEN]
    assert kept(for_source(short, FACTS, Evidence(), [choice(SEEN, keep=False)])) == ["Storm", SEEN]


def article(source: str = "", url: str = "", address: str = "/news/a.txt") -> Article:
    facts = Metadata(source=source, url=url)
    return Article("a" * 10, address, MediaType.TEXT, "", "", NOW, facts, "", 0, 0)


def test_a_source_is_the_outlet_else_the_host() -> None:
    """Two files in one folder are not of one source."""
    assert source_of(article("The  Coastal Ledger")) == Source("the coastal ledger", "The Coastal Ledger")
    assert source_of(article(url="https://www.Ledger.example/2026/ferry")) == Source("ledger.example", "ledger.example")
    assert source_of(article(address="http://wire.example:8080/a")).name == "wire.example"
    assert source_of(article("Wire", url="https://ledger.example/a")).name == "Wire"
    assert not source_of(article())
    assert not source_of(article(url="ftp://ledger.example/a", address="stdin:abc"))
    assert not source_of(article(url="https://[broken/a"))
