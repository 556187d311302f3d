"""Nothing that an article, a file name or a hand-edited file holds reaches the terminal as more than letters."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pseudo_terminal import PseudoTerminal, environment

from reader.cli.main import main

ATTACKS = (
    "\x1b]52;c;UFdORUQ=\x07",
    "\x1b]0;PWNED\x07",
    "\x1b]8;;http://pwned.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q5057\x1b\\",
    "\x1b_PWNED\x1b\\",
    "\x1b[2JPWN",
    "\x1b[?1049lPWN",
    "\x9b31mPWN",
    "\x1bcPWN",
    "\u202ePWN\u2069",
    "PWN\u200b\u2066",
    "\rPWN\x08\x07\x00\x7f",
    "[/nope][bold]PWN[/bold][@click=app.quit]x[/]",
)
ALL = " ".join(ATTACKS)
ARGUMENT = ALL.replace("\x00", "")
FORBIDDEN = (
    b"\x1b]52;",
    b"\x1b]0;",
    b"\x1b]8;",
    b"\x1bP",
    b"\x1b_P",
    b"\x1bc",
    b"\xc2\x9b",
    b"\xe2\x80\xae",
    b"\xe2\x81\xa6",
    b"\x00",
    b"\x7f",
)
PAGE = f"""<html><head><title>A page {ALL}</title><meta name="author" content="Mira &#27;[2J Oduya &#155;31m">
<script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "A page \\u001b]52;c;UFdO\\u0007 of news"}}
</script></head>
<body><article><h1>A page &#27;]0;PWNED&#7; of news</h1>
<p>The harbour master closed the gate at noon, an hour before the tide, and nobody asked why. &#x202e; {ALL}</p>
<p>He had been told to wait, said the clerk, and he had waited long enough for one day, and so had all of us.</p>
<table><tr><td>a {ATTACKS[0]}</td><td>b</td></tr></table></article></body></html>"""
TEXT = f"""A headline {ALL}

By Mira {ATTACKS[0]} Oduya | The {ATTACKS[1]} Ledger | 14 March 2026

PORT ELLIS – The harbour master closed the gate at noon, an hour before the tide. {ALL} Nobody asked why.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""
MARKDOWN = (
    f"---\ntitle: A {ALL}\nauthor: {ALL}\n---\n\n# A note {ALL}\n\n> Quoted {ALL} words of the clerk.\n\n- item {ALL}\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three hostile articles, one of them under a hostile name, beside files that are none."""
    place = tmp_path / "articles"
    place.mkdir()
    (place / "text.txt").write_text(TEXT, encoding="utf-8", newline="")
    (place / "page.html").write_text(PAGE, encoding="utf-8", newline="")
    (place / "a\x1b]0;PWNED\x07\nb[red].md").write_text(MARKDOWN, encoding="utf-8", newline="")
    (place / "bad\x1b[2J\udcff.txt").write_bytes(b"\x7fELF\x00\x00" * 50)
    os.mkfifo(place / "pipe.txt")
    return place


def tame(stream: bytes) -> None:
    """See that nothing forbidden was sent."""
    found = [sequence for sequence in FORBIDDEN if sequence in stream]
    assert found == []


def command(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    script = "from reader.cli.main import run; run()"
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=False, env=env, timeout=30)


def test_no_screen_sends_what_an_article_holds(articles: Path, tmp_path: Path) -> None:
    """List, preview, reading view, cuts, dialogs, marks, messages, search: byte by byte."""
    library = tmp_path / "library"
    with PseudoTerminal(str(articles), env=environment(library), size=(130, 36)) as terminal:
        terminal.wait_for("Inbox 3")
        for key in (
            "j",
            "j",
            "k",
            "!",
            "q",
            "\r",
            "z",
            "HH",
            "c",
            "t",
            "x\r",
            "aword",
            "\x1b",
            "q",
            "M",
            "\r",
            "q",
            "q",
        ):
            seen = len(terminal.sent)
            terminal.press(key)
            terminal.wait_for("\x1b[", since=seen)
            terminal.quiet()
        terminal.press("Q")
        assert terminal.end() == 0
        terminal.assert_restored()
        own_title = re.sub(rb"\x1b\]0;Newsmark\x07", b"", terminal.sent)
    tame(own_title)


def test_no_command_prints_what_an_article_holds(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command, JSON and error lines too; the good files are added, the bad ones told in a line each."""
    env = environment(tmp_path / "library")
    added = command("add", str(articles), env=env)
    ids = added.stdout.decode().split()
    assert len(ids) == 3
    assert added.returncode == 1
    assert len(added.stderr.splitlines()) == 2
    cleaned = command("clean", "--json", *map(str, sorted(articles.iterdir())), env=env)
    for done in (added, cleaned):
        tame(done.stdout + done.stderr)
        assert b"Traceback" not in done.stderr
    for name in ("NEWSMARK_LIBRARY", "NEWSMARK_CONFIG"):
        monkeypatch.setenv(name, env[name])
    runs: list[tuple[str, ...]] = [("list",), ("list", "--json"), ("search", "gate")]
    for article_id in ids:
        runs += [("show", article_id, *options) for options in ((), ("--all",), ("--markdown",), ("--json",))]
        quote = ("--quote", "closed the gate", "--note", ARGUMENT, "--tag", f"port{ATTACKS[0]}")
        runs.append(("highlight", article_id, *quote))
    runs += [("marks",), ("marks", "--json"), ("check",)]
    runs += [("export", "--to", "-"), ("export", "--to", "-", "--format", "csv")]
    runs += [("show", ARGUMENT), ("list", "state:" + ATTACKS[5])]
    for words in runs:
        main([*words])
        out, err = capsys.readouterr()
        assert out or err, words
        tame((out + err).encode())


def test_a_hand_edited_file_is_outside_text_too(articles: Path, tmp_path: Path) -> None:
    """Notes and tags of marks.json pass the same border."""
    library = tmp_path / "library"
    env = environment(library)
    (article_id, *_) = command("add", str(articles / "text.txt"), env=env).stdout.decode().split()
    command("highlight", article_id, "--quote", "closed the gate", env=env)
    file = library / "marks.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    for record in content["highlights"].values():
        record.update(note=ALL, tags=[ATTACKS[0], ATTACKS[5]], exact="closed the gate")
    file.write_text(json.dumps(content), encoding="utf-8")
    tame(command("marks", env=env).stdout)
    with PseudoTerminal(env=env, size=(130, 36)) as terminal:
        terminal.wait_for("of 1")
        terminal.press("M")
        terminal.wait_for("All marks")
        terminal.press("\r")
        terminal.wait_for("min left")
        terminal.press("Q")
        assert terminal.end() == 0
        tame(re.sub(rb"\x1b\]0;Newsmark\x07", b"", terminal.sent))
