"""add, list, show, search, clean."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import ACTING, FERRY, HARBOUR, HOSTILE, Runner

pytest_plugins = ("cli_fixtures",)

Run = Callable[..., tuple[int, str, str]]


def test_adding_prints_an_id_a_line_and_goes_on_after_a_failure(run: Run, newsmark: Runner) -> None:
    """What cannot be read is a line on standard error, and the exit code tells."""
    good, empty = newsmark.file("a.txt", HARBOUR), newsmark.file("empty.txt", "")
    code, out, err = run("add", "nowhere.txt", empty, good)
    assert code == 1
    assert len(out.split()) == 1
    assert err.count("\n") == 2
    assert "nowhere.txt" in err


def test_adding_tells_what_became_of_each_article(run: Run, newsmark: Runner) -> None:
    """New, then known, then updated, under one id."""
    path = newsmark.file("a.txt", HARBOUR)
    outcomes = []
    for text in (HARBOUR, HARBOUR, HARBOUR + "\nA later paragraph says that the lamps are lit again.\n"):
        newsmark.file("a.txt", text)
        outcomes.append(json.loads(run("add", "--json", path)[1]))
    assert [found["outcome"] for found in outcomes] == ["new", "known", "updated"]
    assert {found["id"] for found in outcomes} == {outcomes[0]["id"]}
    assert set(outcomes[0]) == {"id", "outcome", "title", "address"}
    assert outcomes[0]["title"] == "Harbour lights go out at Port Ellis"


def test_standard_input_is_an_article(newsmark: Runner) -> None:
    """`add -` and `clean -` read it."""
    added = newsmark("add", "-", stdin=FERRY.encode())
    assert (added.returncode, added.stderr) == (0, b"")
    cleaned = newsmark("clean", "-", stdin=FERRY.encode())
    assert b"Passengers learn of it from the bakery." in cleaned.stdout


def test_a_list_in_a_pipe_has_tabs_and_whole_titles(run: Run, articles: tuple[str, str]) -> None:
    """Id, signs, date, source, title, marks; nothing is cut short."""
    run("tag", articles[0], "lamps")
    code, out, err = run("list")
    assert (code, err) == (0, "")
    cells = [line.split("\t") for line in out.splitlines()]
    harbour = next(row for row in cells if row[0] == articles[0])
    assert harbour[1:3] == ["i●·", "2026-03-14"]
    assert harbour[4:] == ["Harbour lights go out at Port Ellis", "#lamps"]


def test_a_query_filters_the_list(run: Run, articles: tuple[str, str]) -> None:
    """Words, tags and negations, also where a word begins with a hyphen."""
    harbour, ferry = articles
    run("tag", ferry, "islands")
    assert [row.split("\t")[0] for row in run("list", "lamps")[1].splitlines()] == [harbour]
    assert [row.split("\t")[0] for row in run("list", "-lamps", "-is:read")[1].splitlines()] == [ferry]
    assert [row.split("\t")[0] for row in run("list", "--", "-lamps")[1].splitlines()] == [ferry]
    assert [row.split("\t")[0] for row in run("list", "tag:islands")[1].splitlines()] == [ferry]
    assert run("list", "tag:nothing") == (0, "", "")


def test_a_list_as_json_has_every_field_on_every_line(run: Run, articles: tuple[str, str]) -> None:
    """JSON Lines, null where the article says nothing."""
    found = {row["id"]: row for row in map(json.loads, run("list", "--json")[1].splitlines())}
    assert set(found) == set(articles)
    assert found[articles[0]]["authors"] == ["Mira Oduya"]
    assert found[articles[1]]["published"] is None
    assert found[articles[1]]["state"] == "inbox"


def test_an_article_is_shown_under_its_title(run: Run, articles: tuple[str, str]) -> None:
    """The title once, then byline, date and reading time, then the text."""
    code, out, _ = run("show", articles[0][:5])
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Harbour lights go out at Port Ellis"
    assert lines[1] == "Mira Oduya · 2026-03-14 · 1 min"
    assert out.count("Harbour lights go out") == 1
    assert "The owners promised a report within a week. The pilots have heard that promise before." in lines


def test_what_was_cut_is_shown_in_place_on_request(run: Run, newsmark: Runner) -> None:
    """Each cut block with its reason; without the request, nothing of it."""
    form = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n"
    article = run("add", newsmark.file("a.txt", f"{HARBOUR}\n{form}"))[1].strip()
    assert "Leave a Reply" not in run("show", article)[1]
    shown = run("show", "--all", article)[1]
    assert "┄ cut: comment form ┄ Leave a Reply ┄" in shown


def test_an_article_as_json_holds_every_block(run: Run, articles: tuple[str, str]) -> None:
    """One object with metadata and blocks of the fixed shape."""
    found = json.loads(run("show", "--json", articles[0])[1])
    assert found["id"] == articles[0]
    assert found["title"] == "Harbour lights go out at Port Ellis"
    assert all(set(block) == {"kind", "text", "kept", "reason", "confidence"} for block in found["blocks"])


def test_an_article_as_markdown_escapes_what_would_act(run: Run, newsmark: Runner) -> None:
    """Brackets and stars are words."""
    text = "A *starred* [headline]\n\nThe paragraph says [this](that) and goes on for long enough to be a paragraph.\n"
    article = run("add", newsmark.file("a.txt", text))[1].strip()
    code, out, _ = run("show", "--markdown", article)
    assert code == 0
    assert out.startswith(r"# A \*starred\* \[headline\]")
    assert r"\[this\](that)" in out


def test_the_bytes_come_back_as_they_were(newsmark: Runner) -> None:
    """`show --raw` in a pipe is the file."""
    path = newsmark.file("a.txt", HOSTILE)
    article = newsmark("add", path).stdout.decode().strip()
    assert newsmark("show", "--raw", article).stdout == HOSTILE.encode()


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_nothing_that_acts_reaches_standard_output(form: tuple[str, ...], run: Run, newsmark: Runner) -> None:
    """Escape sequences, C1 controls and direction overrides are taken out; brackets show as they are."""
    path = newsmark.file("a.txt", HOSTILE)
    article = run("add", path)[1].strip()
    run("highlight", article, "--quote", "the keeper noted", "--note", "[bold]\x1b[1m\u202enote", "--tag", "a\x1bb")
    for arguments in (
        ("list", *form),
        ("show", article, *form),
        ("search", "keeper", *form),
        ("clean", path, *form),
        ("marks", *form),
        ("export", "--to", "-", *(("--format", "json") if form else ())),
    ):
        code, shown, told = run(*arguments)
        assert (code, told) == (0, ""), arguments
        assert "keeper" in shown or arguments[0] == "list", arguments
        assert not [character for character in ACTING if character in shown], arguments
        if form:
            assert "\\u001b" not in shown, arguments
        if arguments[0] in ("list", "show", "clean"):
            assert "[bold]at[/] sea" in shown, arguments


def test_a_title_with_a_line_break_stays_on_its_line(run: Run, newsmark: Runner) -> None:
    """Rows of a list are lines, whatever a page calls itself."""
    page = (
        "<html><head><title>Two\nlines\tof title</title></head><body><article><h1>Two<br>\nlines\tof title</h1>"
        f"<p>{HARBOUR.split(chr(10))[5]}</p><p>{FERRY.split(chr(10))[2]}</p></article></body></html>"
    )
    assert run("add", newsmark.file("a.html", page))[0] == 0
    out = run("list")[1]
    assert out.count("\n") == 1
    assert out.count("\t") == 5


def test_search_finds_texts_and_notes(run: Run, articles: tuple[str, str]) -> None:
    """What the reader wrote comes first; every answer has a snippet."""
    run("highlight", articles[1], "--quote", "The bakery opens at four.", "--note", "ask about the lamps")
    found = [json.loads(line) for line in run("search", "--json", "lamps")[1].splitlines()]
    assert [(hit["field"], hit["id"]) for hit in found] == [("note", articles[1]), ("text", articles[0])]
    for hit in found:
        assert [hit["snippet"][start:end] for start, end in hit["matches"]] == ["lamps"]
    assert found[0]["highlight"]
    assert found[1]["highlight"] is None
    assert all("lamps" in hit["snippet"] for hit in found)
    assert run("search", "lamps", "--limit", "1")[1].count("\n") == 1


def test_cleaned_files_have_the_fixed_shape(run: Run, newsmark: Runner) -> None:
    """One object a file, with the path as it was given, and null for what is unknown."""
    first, second = newsmark.file("a.txt", HARBOUR), newsmark.file("b.txt", FERRY)
    code, out, err = run("clean", "--json", first, "nowhere.txt", second)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert err.count("\n") == 1
    assert [record["path"] for record in found] == [first, second]
    assert set(found[0]) == {"path", "title", "authors", "published", "language", "blocks", "source", "url"}
    assert found[1]["published"] is None
    assert found[1]["authors"] == []
    assert all(set(block) == {"kind", "text", "kept", "reason", "confidence"} for block in found[0]["blocks"])


def test_several_cleaned_files_are_told_apart(run: Run, newsmark: Runner) -> None:
    """A line with the name above each; a single file has none."""
    first, second = newsmark.file("a.txt", HARBOUR), newsmark.file("b.txt", FERRY)
    assert "==>" not in run("clean", first)[1]
    out = run("clean", first, second)[1]
    assert out.index(f"==> {first} <==") < out.index(f"==> {second} <==")


def test_cleaning_needs_no_library(run: Run, newsmark: Runner) -> None:
    """No folder is made."""
    run("clean", newsmark.file("a.txt", HARBOUR))
    assert not (newsmark.home / "library").exists()


def test_an_unknown_id_is_one_line(run: Run) -> None:
    """With the command that shows the ids."""
    code, out, err = run("show", "zzzz")
    assert (code, out) == (1, "")
    assert "newsmark list" in err


@pytest.mark.parametrize("command", ["list", "marks", "search", "export"])
def test_a_wrong_query_is_one_line_and_changes_nothing(command: str, run: Run, home: Path) -> None:
    """Exit code 2, the wrong word, what is accepted; not even a library is made."""
    code, out, err = run(command, "harbour", "is:gone")
    assert (code, out) == (2, "")
    assert err == "newsmark: is:gone is not known; use is:read, is:unread, is:starred or is:lost\n"
    assert not (home / "library").exists()


def test_the_whole_query_language_works_on_the_command_line(run: Run, articles: tuple[str, str]) -> None:
    """Negated keys, several values, days."""
    harbour, ferry = articles
    run("tag", ferry, "boats")
    assert run("list", "-tag:boats,sport", "after:2026-03")[1].split("\t")[0] == harbour
    assert run("list", "-has:tags", "before:2026-03-14")[1] == ""
    assert run("list", "has:tags", "-is:read")[1].split("\t")[0] == ferry


def test_an_article_names_where_else_its_story_stands(run: Run, newsmark: Runner) -> None:
    """Under its head, and in JSON; each outlet's article stays its own."""
    story = "<p>" + "</p><p>".join(HARBOUR.split("\n\n")[2:]) + "</p>"
    ids = {}
    for name, own in (("Northern Wire", ""), ("Tideway Review", "<p>The pilots met again on Friday.</p>")):
        page = (
            f'<html><head><title>Lights out</title><meta property="og:site_name" content="{name}"></head>'
            f"<body><article><h1>Lights out</h1>{story}{own}</article></body></html>"
        )
        ids[name] = run("add", newsmark.file(f"{name}.html", page))[1].strip()
    assert len(set(ids.values())) == 2
    assert f"\nalso in Tideway Review ({ids['Tideway Review']})\n" in run("show", ids["Northern Wire"])[1]
    shown = json.loads(run("show", ids["Tideway Review"], "--json")[1])
    assert shown["also_in"] == [{"id": ids["Northern Wire"], "title": "Lights out", "source": "Northern Wire"}]
    assert [json.loads(line)["same_story"] for line in run("list", "--json")[1].splitlines()] == [True, True]


def test_quotes_in_quotes_are_so_as_markdown(run: Run, newsmark: Runner) -> None:
    """Read again, they are the same."""
    path = newsmark.file("a.md", "# Gate\n\n> Nobody told us.\n>\n> > It is shut.\n")
    article = run("add", path)[1].strip()
    assert run("show", article, "--markdown")[1].endswith("\n> Nobody told us.\n\n> > It is shut.\n")


def test_show_tells_where_links_lead(run: Run, newsmark: Runner) -> None:
    """As Markdown links, or numbered behind their words with the addresses at the end."""
    path = newsmark.file(
        "a.md", "# Gate\n\nThe [port_of *Ellis*](https://a.example/(1)) is shut.\n\n- See [2](http://b.example)\n"
    )
    article = run("add", path)[1].strip()
    markdown = run("show", article, "--markdown")[1]
    assert "The [port_of Ellis](https://a.example/%281%29) is shut." in markdown
    assert "- See [2](http://b.example)" in markdown
    plain = run("show", article, "--links")[1]
    assert "The port_of Ellis[1] is shut." in plain
    assert plain.endswith("\n[1] https://a.example/(1)\n[2] http://b.example\n")
    assert "[1]" not in run("show", article)[1]
    addresses = [link["address"] for link in json.loads(run("show", article, "--json")[1])["links"]]
    assert addresses == ["https://a.example/(1)", "http://b.example"]


def test_a_torn_file_of_articles_is_told_and_what_can_be_read_is_saved(
    run: Run, home: Path, articles: tuple[str, str]
) -> None:
    """Every command says what to do; the file is then set aside, whole."""
    file = home / "library" / "articles.sqlite"
    torn = bytes(200) + file.read_bytes()[200:]
    file.write_bytes(torn)
    for words in (("list",), ("search", "lamps"), ("check",)):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert f"{file}: it is no SQLite database, or a damaged one; newsmark check --repair saves" in err
        assert err.count("\n") == 1
    code, out, err = run("check", "--repair")
    assert (code, err) == (0, "")
    aside, rescued, sound = out.splitlines()
    assert Path(aside.removeprefix("set aside: ")).read_bytes() == torn
    assert rescued == "rescued: 2 articles, with what was decided about them"
    assert sound == "sound: 2 articles, 0 highlights"
    assert all(article_id in run("list")[1] for article_id in articles)
