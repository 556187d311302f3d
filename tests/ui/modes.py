"""Every mode of every screen, as the keys that lead there, for the tests that picture each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from driver import BRACKETS, FERRY, STRIKE, press
from textual.pilot import Pilot

from reader.library.adding import Added, add
from reader.library.marking import find_passage, highlight
from reader.library.model import Library

TITLES = {
    "strike": "Harbour strike enters third week",
    "minutes": "Where the harbour keeps its minutes",
    "wire": "Eastern mole closed",
}
MINUTES = f"""---
source: The Coastal Ledger
url: https://ledger.example/minutes
---
# {TITLES["minutes"]}

The [minutes of March](https://minutes.example/march) were printed late. Some say that the
[chair](mailto:chair@port.example) held them back for a week; nobody has denied it.

- berth 4: a coaster with timber
- berth 7: nobody, since the crane fell

| berth | length | let to |
|---|---|---|
| 4 | 80 m | Nordby and Sons |
| 7 | 112 m | nobody |

> It was a clerk who found them, in a drawer that nobody opens.
"""
WIRE = """---
source: Northern Wire
---
# Eastern mole closed

The harbour board said on Tuesday that the eastern mole would stay closed until the lamps were mended.

Pilots had counted eleven dark lamps on the night of the storm, and two coasters waited outside until dawn.

Nobody at the board would say when the lamps had last been looked at, or who had signed the report in spring.

Write to the night desk
"""
GONE = "Some 340 containers wait on the quay."


def write(folder: Path) -> None:
    """Put the articles into a folder."""
    folder.mkdir()
    for name, text in (("a-strike.txt", STRIKE), ("b-ferry.txt", FERRY), ("c-brackets.txt", BRACKETS)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "d-minutes.md").write_text(MINUTES, encoding="utf-8")
    (folder / "e-wire.md").write_text(WIRE, encoding="utf-8")
    copy = WIRE.replace("Northern Wire", "Tideway Review").replace("Eastern mole closed", "Mole stays dark")
    (folder / "f-review.md").write_text(copy, encoding="utf-8")


Prepare = Callable[[Library, Path], object]


def _nothing(_library: Library, _folder: Path) -> None:
    """Everything is as it was added."""


def _lost(library: Library, folder: Path) -> None:
    """A highlight whose sentence was taken out of the article."""
    file = folder / "a-strike.txt"
    (added,) = add(library, [str(file)])
    assert isinstance(added, Added)
    passage = find_passage(library.articles.document(added.article.id), GONE)
    highlight(library, added.article.id, passage, note="Who counted?", tags=["port"])
    file.write_text(STRIKE.replace(GONE, "Rain is expected."), encoding="utf-8")
    list(add(library, [str(file)]))


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode.

    Attributes:
        name: of the picture.
        keys: that lead there, between spaces.
        article: the article that is opened before; empty for the list.
        words: where the caret is in it.
        prepare: what is done to library and folder before the app starts.
        slowly: whether each key waits for what the one before it looks for.
    """

    name: str
    keys: str = ""
    article: str = ""
    words: str = ""
    prepare: Prepare = _nothing
    slowly: bool = False

    async def press(self, pilot: Pilot[None]) -> None:
        """Press the keys."""
        keys = self.keys.split()
        for piece in [[key] for key in keys] if self.slowly else [keys]:
            await press(pilot, *piece)


def _typed(words: str) -> str:
    return " ".join("space" if character == " " else character for character in words)


MARKED = "H H c f ) ) H H t p o r t enter ) H H"
MODES = (
    Mode("list folded", "z j Z"),
    Mode("list with many selected", "x x x"),
    Mode("list filtered", f"/ {_typed('mole')} enter"),
    Mode("list with a filter that finds nothing", f"/ {_typed('zebra')}"),
    Mode("list with a filter that is wrong", f"/ {_typed('is:blue')}", slowly=True),
    Mode("sentences", "V )", "strike", "No date"),
    Mode("operator", "H", "strike", "No date"),
    Mode("operator and object", "H 2 i", "strike", "No date"),
    Mode("object of a selection", "v i", "strike", "No date"),
    Mode("typing a search", f"/ {_typed('the')}", "strike"),
    Mode("matches", f"/ {_typed('the')} enter n", "strike"),
    Mode("kind of a selection", "v e e c", "strike", "No date"),
    Mode("kind of a highlight", "H H c", "strike", "No date"),
    Mode("highlights over each other", "H H v e e c f p", "strike", "No date"),
    Mode("reshape", "H H E", "strike", "No date"),
    Mode("position", "H H comma a comma", "strike", "No date"),
    Mode("to a position", "comma a g comma Q '", "strike", "No date"),
    Mode("positions", "comma a g comma Q K comma R J ' ?", "strike", "No date"),
    Mode("positions, none", "' ?", "strike"),
    Mode("links", "f", "minutes"),
    Mode("question before opening", "f 1", "minutes"),
    Mode("typesetting", "_ = - -", "minutes"),
    Mode("light theme", "T H H ) v e e", "minutes", "Some say"),
    Mode("lost highlights", "L", "strike", prepare=_lost),
    Mode("placing", "L enter i s", "strike", "No date", prepare=_lost),
    Mode("choice for a source", "S", "wire", "Write to"),
    Mode("choices for sources", "S enter R", "wire", "Write to"),
    Mode("messages", "H H u !", "strike", "No date"),
    Mode("palette", "ctrl+p m a r k", "strike"),
    Mode("marks by article", f"{MARKED} M tab", "strike", "No date"),
    Mode("marks by kind", f"{MARKED} M tab tab tab", "strike", "No date"),
    Mode("marks with many selected", f"{MARKED} M x x", "strike", "No date"),
    Mode("marks filtered", f"{MARKED} M / {_typed('port')}", "strike", "No date"),
    Mode("tags of many", "X t"),
)
