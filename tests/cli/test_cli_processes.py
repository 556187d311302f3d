"""What only real processes show: pipes that close, two commands at once, what is loaded."""

import subprocess
import sys

import pytest
from cli_helpers import FERRY, HARBOUR, Runner

pytest_plugins = ("cli_fixtures",)


def test_a_reader_who_leaves_early_causes_no_noise(newsmark: Runner) -> None:
    """`| head -1`: quiet, and everything is added all the same."""
    folder = newsmark.home / "many"
    folder.mkdir()
    for number in range(30):
        newsmark.file(f"many/{number}.txt", f"Article {number}\n\nParagraph number {number} says very little.\n")
    process = newsmark.start("add", str(folder))
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert newsmark("list").stdout.count(b"\n") == 30
    listing = newsmark.start("list", "--json")
    assert listing.stdout
    listing.stdout.close()
    assert listing.stderr
    assert listing.stderr.read() == b""
    listing.stderr.close()
    assert listing.wait() in (0, 1)


def test_two_commands_at_once_lose_nothing(newsmark: Runner) -> None:
    """Both highlights are there, and both tags."""
    article = newsmark("add", newsmark.file("a.txt", HARBOUR)).stdout.decode().strip()
    quotes = ("nobody in the harbour office", "eleven were dark", "within a week", "that promise before")
    running = [newsmark.start("highlight", article, "--quote", quote) for quote in quotes]
    running += [newsmark.start("tag", article, tag) for tag in ("one", "two")]
    answers = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * 6, answers
    assert newsmark("marks").stdout.count(b"\n") == 4
    shown = newsmark("marks").stdout.decode()
    assert all(quote in shown for quote in quotes)
    assert newsmark("check").returncode == 0


@pytest.mark.parametrize("arguments", [("--help",), ("list",), ("clean", "-"), ("check",)])
def test_no_command_loads_the_screen_or_the_extractor(arguments: tuple[str, ...], newsmark: Runner) -> None:
    """Textual, Rich and trafilatura stay on disk."""
    script = (
        "import sys\nfrom reader.cli.main import main\n"
        f"code = main({list(arguments)!r})\n"
        "heavy = {'textual', 'rich', 'trafilatura', 'lxml'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=FERRY.encode(), env=newsmark.env, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_folder_with_a_python_file_of_a_known_name_changes_nothing(newsmark: Runner) -> None:
    """Downloads beside an HTML page are never run as code."""
    newsmark.file("trafilatura.py", "raise SystemExit('run as code')\n")
    page = f"<html><body><article><p>{HARBOUR}</p><p>{FERRY}</p></article></body></html>"
    path = newsmark.file("page.html", page)
    done = subprocess.run(
        newsmark.command("clean", path), cwd=newsmark.home, env=newsmark.env, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"The bakery opens at four." in done.stdout


def test_no_terminal_means_no_colour(newsmark: Runner) -> None:
    """Not even where the environment asks for it."""
    newsmark("add", newsmark.file("a.txt", HARBOUR))
    env = {**newsmark.env, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
    for words in (("list",), ("--help",), ("search", "lamps")):
        done = subprocess.run(newsmark.command(*words), env=env, capture_output=True, check=False)
        assert b"\x1b" not in done.stdout
