"""choices: what was decided for sources, listed and taken back; and one truth in list, show and search."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import Runner

from reader.library.reading import open_article
from reader.library.sources import decide, propose
from reader.settings import load
from reader.wiring import make_library

pytest_plugins = ("cli_fixtures",)

Run = Callable[..., tuple[int, str, str]]

LINE = "Nightdesk pictures are welcome at the kiosk."
OTHER = "The mole is closed to walkers until the lamps are mended."


def text(number: int) -> str:
    story = f"Ferry {number} left the quay at {number} past four, and the baker counted {number + 2} passengers on it."
    return f"---\ntitle: Ferry {number}\nsource: Coastal Ledger\n---\n\n{story}\n\n{LINE}\n\n{OTHER}\n"


@pytest.fixture
def ferries(run: Run, newsmark: Runner) -> list[str]:
    """Two articles of one source, with the same last lines."""
    code, out, err = run("add", *(newsmark.file(f"f{number}.md", text(number)) for number in range(2)))
    assert (code, err) == (0, "")
    return out.split()


def cut_for_source(home: Path, article_id: str, words: str) -> str:
    """Decide as the screen does; the id of the choice."""
    library = make_library(load(str(home / "library")))
    blocks = open_article(library, article_id).document.blocks
    proposal = propose(library, article_id, next(block for block in blocks if block.text == words))
    assert proposal is not None
    decide(library, proposal)
    library.close()
    return proposal.choice.id


def words_of(run: Run, article_id: str) -> int:
    rows = [json.loads(line) for line in run("list", "--json")[1].splitlines()]
    return next(int(row["words"]) for row in rows if row["id"] == article_id)


def test_choices_are_listed_with_what_they_change(run: Run, home: Path, ferries: list[str]) -> None:
    """One line each, or an object."""
    assert run("choices") == (0, "", "")
    first, second = cut_for_source(home, ferries[0], LINE), cut_for_source(home, ferries[1], OTHER)
    code, out, err = run("choices")
    assert (code, err) == (0, "")
    cells = {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines()}
    assert cells.keys() == {first, second}
    assert cells[second][:3] == ["cut", "2 lines in 2 articles", "Coastal Ledger"]
    assert (cells[first][-1], cells[second][-1]) == (LINE, OTHER)
    records = [json.loads(line) for line in run("choices", "--json")[1].splitlines()]
    record = next(record for record in records if record["id"] == first)
    assert record.pop("created")
    assert record == {
        "id": first,
        "source": "Coastal Ledger",
        "line": LINE,
        "verdict": "cut",
        "lines": 2,
        "articles": 2,
    }


def test_what_is_cut_for_a_source_is_nowhere_until_the_choice_is_forgotten(
    run: Run, home: Path, ferries: list[str]
) -> None:
    """Not in the text, the Markdown, the search, the list's query, nor among the words counted."""
    before = words_of(run, ferries[1])
    choice = cut_for_source(home, ferries[0], LINE)
    for command in (("show", ferries[1]), ("show", ferries[1], "--markdown")):
        assert "Nightdesk" not in run(*command)[1]
    assert run("search", "nightdesk") == (0, "", "")
    assert run("list", "nightdesk") == (0, "", "")
    assert words_of(run, ferries[1]) == before - len(LINE.split())
    assert run("choices", "--forget", choice[:6]) == (0, f"{choice}\n", "")
    assert run("choices") == (0, "", "")
    assert "Nightdesk" in run("show", ferries[1])[1]
    assert run("search", "nightdesk")[1].count("Nightdesk pictures") == 2
    assert words_of(run, ferries[1]) == before


def test_several_are_forgotten_or_none(run: Run, home: Path, ferries: list[str]) -> None:
    """An id that is not there is told before anything is taken back; an id given twice is one."""
    ids = [cut_for_source(home, ferries[0], LINE), cut_for_source(home, ferries[0], OTHER)]
    code, out, err = run("choices", "--forget", ids[0], "nothere")
    assert (code, out) == (1, "")
    assert err == "newsmark: no choice has the id nothere; newsmark choices shows the ids\n"
    assert len(run("choices")[1].splitlines()) == 2
    assert run("choices", "--forget", *ids, ids[0]) == (0, "".join(f"{one}\n" for one in ids), "")
    assert run("choices") == (0, "", "")


@pytest.mark.parametrize("words", [("--forget",), ("--forget", "abcd", "--json"), ("abcd",)])
def test_wrong_usage_of_choices_is_code_2(words: tuple[str, ...], run: Run) -> None:
    """One line on standard error."""
    code, out, err = run("choices", *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
