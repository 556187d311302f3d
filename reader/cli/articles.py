"""Commands on articles: add, list, show, search."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from reader.cli import output, text
from reader.cli.interrupting import Interrupts
from reader.cli.layout import table, wrap
from reader.cli.opening import opened
from reader.cli.output import Json
from reader.cli.parser import Handler, Namespace, add_query
from reader.cli.progress import ProgressBar
from reader.domain.article import Article
from reader.domain.errors import SourceError, UsageError
from reader.domain.query import Hit, Row, parse
from reader.library.adding import Added, Outcome, add_in_batches, how_many, in_words
from reader.library.reading import OpenArticle, open_article

_MEASURE = 80
"""Columns of running text at most; longer lines are hard to read."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="+", metavar="WHAT", help="a file, a folder, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print an object a line: id, outcome, title, address")


def _add(arguments: Namespace) -> int:
    counts: Counter[Outcome] = Counter()
    failed = False
    with opened(arguments) as library, ProgressBar(how_many(library, arguments.what)) as bar:
        try:
            for batch in _stoppable(add_in_batches(library, arguments.what), at_once=bar.pace.total == 1):
                for added in batch:
                    bar.step()
                    if isinstance(added, SourceError):
                        failed = True
                        output.complain(str(added))
                        continue
                    counts[added.outcome] += 1
                    failed |= not _write_added(added, as_json=arguments.json)
        except KeyboardInterrupt:
            output.complain(f"stopped: {counts.total():,} of {bar.pace.total:,} are in; add them again to go on")
            raise
    if bar.pace.total > 1 and counts and output.is_terminal(sys.stderr):
        output.tell(in_words(counts))
    return int(failed)


def _stoppable(
    batches: Iterator[Sequence[Added | SourceError]], *, at_once: bool
) -> Iterator[Sequence[Added | SourceError]]:
    """The batches, until ctrl+c is pressed; the one at hand is then finished, unless it is a single article."""
    if at_once:
        yield from batches
        return
    with Interrupts() as interrupts:
        for batch in batches:
            yield batch
            interrupts.check()


def _write_added(added: Added, *, as_json: bool) -> bool:
    """Print what became of it; False if nobody reads on, since the rest is to be added all the same."""
    article = added.article
    try:
        if as_json:
            record: dict[str, Json] = {"id": article.id, "outcome": added.outcome.value}
            output.write_json({**record, "title": article.label, "address": article.address})
        else:
            output.write_line(article.id)
    except BrokenPipeError:
        output.abandon()
        return False
    return True


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="print an object a line")


def _list(arguments: Namespace) -> int:
    from reader.library.listing import streamed  # noqa: PLC0415 - only here

    query = parse(arguments.query)
    width = 0 if arguments.json else output.width()
    with opened(arguments) as library:
        found = streamed(library, query)
        if width:
            for line in table(map(_row_cells, found), (10, 3, 10, 20, 0, 18), width):
                output.write(line)
            return 0
        for row in found:
            if arguments.json:
                output.write_json(_row_record(row))
            else:
                output.write_cells(_row_cells(row))
    return 0


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the article's id, or its first characters")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--raw", action="store_true", help="the bytes as they came")
    form.add_argument("--all", action="store_true", help="with what was cut, in its place, and why")
    form.add_argument("--markdown", action="store_true", help="as Markdown")
    form.add_argument("--json", action="store_true", help="one object: metadata, triage, marks and all blocks")
    parser.add_argument("--links", action="store_true", help="number the links, and list their addresses at the end")


def _show(arguments: Namespace) -> int:
    with opened(arguments) as library:
        article = open_article(library, arguments.id)
        raw = library.articles.raw(article.article.id) if arguments.raw else b""
        copies = library.articles.copies(article.article.id)
    if arguments.raw and output.is_terminal(sys.stdout):
        output.write(_readable(raw, article))
    elif arguments.raw:
        output.write_bytes(raw)
    elif arguments.json:
        output.write_json(_article_record(article, copies))
    elif arguments.markdown:
        output.write(text.markdown(article.document, *text.heading(article.article)))
    else:
        _show_text(article, copies, cuts=arguments.all, links=arguments.links)
    return 0


def _show_text(opened_article: OpenArticle, copies: Sequence[Article], *, cuts: bool, links: bool) -> None:
    width = min(_MEASURE, output.width())
    title, byline = text.heading(opened_article.article)
    document = text.without_headline(opened_article.document, title)
    head = [title, byline, *([f"also in {_places(copies)}"] if copies else [])]
    addresses: list[str] = []
    if links:
        document, addresses = text.with_numbers(document)
    output.write("\n".join((*(wrap(line, width) for line in head), "", text.plain(document, cuts=cuts, width=width))))
    if addresses:
        output.write("\n".join(("", *(f"[{number}] {address}" for number, address in enumerate(addresses, 1)))))


def _places(copies: Sequence[Article]) -> str:
    """Where copies of a story stand: each source once, with the id of its newest article."""
    first: dict[str, str] = {}
    for copy in copies:
        first.setdefault(copy.metadata.source or copy.label, copy.id)
    return output.one_line(", ".join(f"{name} ({article_id})" for name, article_id in first.items()))


def _copy_records(copies: Sequence[Article]) -> list[Json]:
    return [
        {"id": copy.id, "title": copy.metadata.title or None, "source": copy.metadata.source or None} for copy in copies
    ]


def _readable(raw: bytes, opened_article: OpenArticle) -> str:
    from reader.cleaning.decode import decode  # noqa: PLC0415 - only for a person who looks at raw bytes

    return decode(raw, opened_article.article.media_type).text


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="print an object a line")
    parser.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most N answers (default: 50)")


def _search(arguments: Namespace) -> int:
    from reader.library.searching import search  # noqa: PLC0415 - only here

    query = parse(arguments.query)
    if not (query.words or query.phrases):
        message = "search needs a word or a phrase to look for; newsmark list takes the other filters alone"
        raise UsageError(message)
    with opened(arguments) as library:
        hits = search(library, query, arguments.limit)
    for hit in hits:
        if arguments.json:
            output.write_json(_hit_record(hit))
        elif output.width():
            _write_hit(hit, output.width())
        else:
            output.write_cells([hit.row.article.id, hit.field, hit.row.article.label, hit.snippet])
    return 0


def _write_hit(hit: Hit, width: int) -> None:
    first = table([[hit.row.article.id, " ".join(hit.row.article.label.split())]], (10, 0), width)
    lead = "" if hit.field == "text" else f"{hit.field}: "
    output.write("\n".join([*first, wrap(f"{lead}{hit.snippet}", width), ""]))


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number


def _date(row: Row) -> str:
    return (row.article.metadata.published or row.article.added.isoformat())[:10]


def _row_cells(row: Row) -> list[str]:
    """Id, signs, date, source, title, marks: each on one line and safe."""
    signs = f"{row.status.state.value[0]}{'○' if row.status.read else '●'}{'★' if row.status.starred else '·'}"
    count = [f"¶{row.highlights}"] if row.highlights else []
    marks = " ".join([*count, *(f"#{tag}" for tag in row.tags)])
    cells = (row.article.id, signs, _date(row), row.article.metadata.source, row.article.label, marks)
    return [output.one_line(cell) for cell in cells]


def _row_record(row: Row) -> dict[str, Json]:
    article = row.article
    return {
        "id": article.id,
        **text.metadata_record(article.metadata),
        "opening": article.opening,
        "address": article.address,
        "added": article.added.isoformat(),
        "words": article.words,
        "minutes": article.minutes,
        "state": row.status.state.value,
        "read": row.status.read,
        "starred": row.status.starred,
        "highlights": row.highlights,
        "tags": list(row.tags),
        "same_story": row.same_story,
    }


def _article_record(opened_article: OpenArticle, copies: Sequence[Article]) -> dict[str, Json]:
    article, marks, status = opened_article.article, opened_article.marks, opened_article.status
    highlights: list[Json] = []
    for placement in opened_article.placements:
        made = placement.highlight
        highlights.append(
            {
                "id": made.id,
                "kind": made.kind.value,
                "quote": made.quote.exact,
                "note": made.note,
                "tags": list(made.tags),
                "start": placement.span.start if placement.span else None,
                "end": placement.span.end if placement.span else None,
                "lost": placement.span is None,
            }
        )
    row = Row(article, status, marks.tags, len(highlights), same_story=bool(copies))
    blocks = text.block_records(opened_article.document)
    return {
        **_row_record(row),
        "media_type": article.media_type.value,
        "also_in": _copy_records(copies),
        "note": marks.note,
        "highlights": highlights,
        "blocks": blocks,
        "links": text.link_records(opened_article.document),
    }


def _hit_record(hit: Hit) -> dict[str, Json]:
    article = hit.row.article
    return {
        "id": article.id,
        "title": article.metadata.title or None,
        "source": article.metadata.source or None,
        "published": article.metadata.published or None,
        "field": hit.field,
        "snippet": hit.snippet,
        "matches": [[start, end] for start, end in hit.matches],
        "highlight": hit.highlight or None,
        "highlights": hit.row.highlights,
        "tags": list(hit.row.tags),
    }


HANDLERS = {
    "add": Handler(_add_arguments, _add),
    "list": Handler(_list_arguments, _list),
    "show": Handler(_show_arguments, _show),
    "search": Handler(_search_arguments, _search),
}
