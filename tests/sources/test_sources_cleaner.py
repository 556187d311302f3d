"""HTML is read in a child that can be stopped; a page that hangs or kills it costs only itself."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.domain.article import MediaType, Metadata, Reading
from reader.domain.document import Block, BlockKind, Document
from reader.domain.errors import SourceError
from reader.domain.links import Link
from reader.domain.ports import Fetched
from reader.sources.cleaner import WORKER, DirectCleaner, SandboxedCleaner
from reader.sources.wire import (
    pack_error,
    pack_reading,
    pack_request,
    read_frame,
    unpack_answer,
    unpack_request,
    write_frame,
)

PAGE = """<!doctype html><html lang="en"><head><title>Ferry late again</title></head><body><article>
<h1>Ferry late again</h1>
<p>The morning ferry from Port Ellis left forty minutes late on Tuesday, the third delay in a week, the port said.</p>
<p>Passengers waited on the quay in the rain while two of the four engines were looked at by the crew.</p>
<p>"We were told nothing," said a commuter, who has taken the same boat to work on the mainland for eleven years.</p>
</article></body></html>"""

STAND_IN = """
import os, resource, signal, sys, time
from reader.sources.wire import *
requests, answers = sys.stdin.buffer, sys.stdout.buffer
write_frame(answers, b"{}")
while True:
    try:
        read_frame(requests)
        word = read_frame(requests).decode()
    except EOFError:
        sys.exit()
    if word == "hang":
        time.sleep(600)
    if word == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "memory":
        sys.exit(OUT_OF_MEMORY)
    if word == "cpu":
        os.kill(os.getpid(), signal.SIGXCPU)
    if word == "garbage":
        write_frame(answers, b"[1, 2")
        continue
    write_frame(answers, pack_error(f"{word} from {os.getpid()}"))
"""


def page(text: str = PAGE, media_type: MediaType = MediaType.HTML) -> Fetched:
    return Fetched("/pages/ferry\x1b[2J.html", text.encode(), media_type)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[SandboxedCleaner]:
    """A cleaner whose child does what the page says."""
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)
    cleaner = SandboxedCleaner(seconds=1.0, worker=(sys.executable, str(script)))
    yield cleaner
    cleaner.close()


def refusal(cleaner: SandboxedCleaner, text: str) -> str:
    with pytest.raises(SourceError) as caught:
        cleaner.clean(page(text))
    return str(caught.value)


def test_a_page_reads_the_same_in_the_child_as_here() -> None:
    """The pipe loses nothing, and one child reads many pages."""
    cleaner = SandboxedCleaner(seconds=30.0)
    try:
        first = cleaner.clean(page())
        assert first == DirectCleaner().clean(page())
        assert "forty minutes late" in first.document.text
        assert cleaner.clean(page()) == first
        assert refusal(cleaner, "<html><body></body></html>").startswith("/pages/ferry.html: ")
    finally:
        cleaner.close()


def test_text_without_words_is_refused_by_name() -> None:
    """The line says which file it is about, harmlessly."""
    with pytest.raises(SourceError, match=r"^/pages/ferry\.html: .*nothing to read"):
        DirectCleaner().clean(page(" \n", MediaType.TEXT))


def test_text_and_markdown_need_no_child() -> None:
    """They are read in this process."""
    cleaner = SandboxedCleaner(worker=("/nowhere/at-all",))
    assert "left forty" in cleaner.clean(page("The ferry left forty minutes late.", MediaType.TEXT)).document.text
    assert "left forty" in cleaner.clean(page("The ferry left forty minutes late.", MediaType.MARKDOWN)).document.text
    cleaner.close()


def test_a_page_that_hangs_is_left_out_and_the_next_gets_a_new_child(stand_in: SandboxedCleaner) -> None:
    """After the limit, with one clear line."""
    before = refusal(stand_in, "hello")
    started = time.monotonic()
    assert refusal(stand_in, "hang") == "/pages/ferry.html took longer than 1 s to read and was left out"
    assert time.monotonic() - started < 10
    assert refusal(stand_in, "hello") != before


@pytest.mark.parametrize(
    ("word", "said"),
    [
        *(("die", "stopped the page reader and was left out"), ("garbage", "stopped the page reader and was left out")),
        *(
            ("memory", "needs too much memory to read and was left out"),
            ("cpu", "took longer than 1 s to read and was left out"),
        ),
    ],
)
def test_a_page_that_kills_the_child_costs_only_itself(stand_in: SandboxedCleaner, word: str, said: str) -> None:
    """Each way of dying has its line, and the next page is read."""
    assert refusal(stand_in, word) == f"/pages/ferry.html {said}"
    assert refusal(stand_in, "hello").startswith("/pages/ferry.html: hello from ")


def test_a_child_that_died_between_two_pages_is_replaced(stand_in: SandboxedCleaner) -> None:
    """Nobody notices."""
    child = int(refusal(stand_in, "hello").split()[-1])
    os.kill(child, signal.SIGKILL)
    time.sleep(0.2)
    assert refusal(stand_in, "hello").startswith("/pages/ferry.html: hello from ")


def test_a_large_page_to_a_child_that_does_not_read_is_stopped(tmp_path: Path) -> None:
    """Sending cannot block for ever either."""
    script = tmp_path / "deaf.py"
    script.write_text(
        "import sys, time, reader.sources.wire as w\nw.write_frame(sys.stdout.buffer, b'{}')\ntime.sleep(600)"
    )
    cleaner = SandboxedCleaner(seconds=0.5, worker=(sys.executable, str(script)))
    assert "took longer than 0.5 s" in refusal(cleaner, "x" * 2_000_000)
    cleaner.close()


def test_a_child_that_cannot_start_is_one_line() -> None:
    """No such program, or one that ends at once."""
    for worker in (("/nowhere/at-all",), (sys.executable, "-c", "")):
        assert "page reader cannot be started" in refusal(SandboxedCleaner(worker=worker), "hello")


def test_threads_may_share_a_cleaner(stand_in: SandboxedCleaner) -> None:
    """Each gets its own answer."""
    said: list[str] = []
    threads = [threading.Thread(target=lambda word=f"w{n}": said.append(refusal(stand_in, word))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(line.split()[1] for line in said) == [f"w{n}" for n in range(8)]


def test_closing_ends_the_child_and_may_be_done_twice(stand_in: SandboxedCleaner) -> None:
    """No process is left."""
    child = int(refusal(stand_in, "hello").split()[-1])
    stand_in.close()
    stand_in.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_the_child_ends_when_its_input_does_and_ignores_interrupts(tmp_path: Path) -> None:
    """A parent that is killed leaves no child; the current folder is not on the child's import path."""
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "__init__.py").write_text("raise SystemExit(3)")
    with subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as child:
        assert child.stdin
        assert child.stdout
        assert read_frame(child.stdout) == b"{}"  # type: ignore[arg-type]
        child.send_signal(signal.SIGINT)
        time.sleep(0.1)
        assert child.poll() is None
        child.stdin.close()
        assert child.wait(timeout=10) == 0


def test_requests_and_answers_survive_the_pipe() -> None:
    """Lone surrogates and empty values too."""
    said = Metadata(title="a\ud800\n", authors=("Mira Oduya", ""), language="en")
    assert unpack_request(pack_request(MediaType.HTML, said, 2.5)) == (MediaType.HTML, said, 2.5)
    block = Block(
        BlockKind.HEADING,
        "北 \U0001f600",
        kept=False,
        reason="why",
        rule="name",
        level=2,
        links=(Link(0, 1, "https://a"),),
    )
    reading = Reading(said, Document((block,)))
    assert unpack_answer(pack_reading(reading)) == reading
    assert unpack_answer(pack_error("no words")) == "no words"


def test_a_cut_frame_is_the_end(tmp_path: Path) -> None:
    """Half an answer is none."""
    path = tmp_path / "pipe"
    with path.open("wb") as file:
        write_frame(file, b"whole")
    path.write_bytes(path.read_bytes()[:-1])
    with path.open("rb") as file, pytest.raises(EOFError):
        read_frame(file)
