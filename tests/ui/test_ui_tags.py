"""Tags are completed from those in use, and titles of dialogs quote once."""

from pathlib import Path

from driver import Run, press, screen_text
from textual.widgets import Input

from reader.domain.query import Query
from reader.domain.wording import quoted
from reader.library import marking
from reader.library.model import Library


async def test_commonest_tags_are_offered_first_and_narrow_as_typed(run: Run, folder: Path, library: Library) -> None:
    """Tab takes the first offer, → at the end too; a comma separates as a space does; quitting keeps what is typed."""
    async with run(folder) as pilot:
        ids = sorted(library.articles.ids(Query()))
        marking.tag_articles(library, ids[:1], ["ships", "strike"])
        marking.tag_articles(library, ids[:2], ["shore"])
        await press(pilot, "end", "t")
        await press(pilot, "ctrl+u", *"sh")
        assert "#shore  #ships" in screen_text(pilot)
        await press(pilot, "right")
        field = pilot.app.screen.query_one(Input)
        assert field.value == "shore "
        await press(pilot, *"new,st")
        await press(pilot, "tab")
        assert field.value == "shore new,strike "
        await press(pilot, *"half", "ctrl+q")
    tagged = [marks.tags for marks in library.marks.all_article_marks() if "half" in marks.tags]
    assert [set(tags) & {"shore", "new", "strike", "half"} for tags in tagged] == [{"shore", "new", "strike", "half"}]


def test_quotation_marks_are_not_doubled() -> None:
    """Those inside become single ones."""
    assert quoted("“Dear reader,” she wrote") == "“‘Dear reader,’ she wrote”"
    assert quoted("“All of it”") == "“All of it”"
    assert quoted('"All of it"') == "“All of it”"
    assert quoted("Plain") == "“Plain”"
