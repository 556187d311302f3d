"""A small corpus of invented dumps, each line labelled: cleaning must not fall below what it reaches on them.

In a file, a line that begins with `+` is the article's, one with `-` residue, one with `=` neither here nor there.
"""

from pathlib import Path

import pytest

from reader.cleaning.clean import clean
from reader.domain.article import MediaType
from reader.domain.document import BlockKind

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
NO_TEXT = (BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.DATE)
LEAST_FOUND = 0.75


def counted(path: Path) -> tuple[list[str], list[str], int, int]:
    """The residue left, the article's lines lost, and how many lines of residue and of the article there are."""
    lines = [line.split(" ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    document = clean("\n\n".join(text for _, text in lines).encode("utf-8"), MediaType.TEXT).document
    kept = " ".join(block.text for block in document.kept if block.kind not in NO_TEXT)
    whole = {block.text for block in document.kept if block.kind not in NO_TEXT}
    left = [text for label, text in lines if label == "-" and text in whole]
    lost = [text for label, text in lines if label == "+" and text not in kept]
    labels = [label for label, _ in lines]
    return left, lost, labels.count("-"), labels.count("+")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_line_of_an_article_is_lost(path: Path) -> None:
    """In any language: a lost word weighs more than a line left."""
    assert counted(path)[1] == []


def test_most_residue_is_found() -> None:
    """Over the whole corpus."""
    results = [counted(path) for path in CORPUS]
    left = [line for found, _, _, _ in results for line in found]
    assert len(CORPUS) >= 8
    assert 1 - len(left) / sum(residue for _, _, residue, _ in results) >= LEAST_FOUND, left
