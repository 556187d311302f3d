"""Commands on marks: highlight, tag, untag, marks."""

import argparse

from reader.cli import output
from reader.cli.layout import wrap
from reader.cli.opening import opened
from reader.cli.output import Json
from reader.cli.parser import Handler, Namespace, add_query
from reader.domain.errors import UsageError
from reader.domain.mark import HighlightKind
from reader.domain.query import parse
from reader.library.overview import Passage, passages

_ID_HELP = "the article's id, or its first characters"


def _highlight_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_ID_HELP)
    parser.add_argument(
        "--quote", required=True, metavar="TEXT", help="the words as they stand; white space may differ"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="a Markdown note on them, or more of it")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag; may be given several times")
    kinds = [kind.value for kind in HighlightKind]
    parser.add_argument("--kind", choices=kinds, default=kinds[0], help="what the passage is to you (default: plain)")


def _highlight(arguments: Namespace) -> int:
    from reader.library.marking import find_passage, highlight_once  # noqa: PLC0415 - only here
    from reader.library.reading import open_article  # noqa: PLC0415

    _check_tags(arguments.tag)
    if not arguments.quote.strip():
        message = "--quote needs the words to mark"
        raise UsageError(message)
    with opened(arguments) as library:
        article = open_article(library, arguments.id)
        made, change = highlight_once(
            library,
            article.article.id,
            find_passage(article.document, arguments.quote),
            kind=HighlightKind(arguments.kind),
            note=arguments.note,
            tags=arguments.tag,
        )
    if not any(step.before is None for step in change.steps):
        output.tell(
            f"{made.id} is on this passage already; it {'has what is new' if change.steps else 'stays as it is'}"
        )
    output.write_line(made.id)
    return 0


def _tag_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_ID_HELP)
    parser.add_argument("tags", nargs="+", metavar="TAG", help="a tag, with or without #")


def _tag(arguments: Namespace) -> int:
    return _change_tags(arguments, add=arguments.tags)


def _untag(arguments: Namespace) -> int:
    return _change_tags(arguments, remove=arguments.tags)


def _change_tags(arguments: Namespace, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> int:
    """Change an article's tags and print those that it has then."""
    from reader.library.marking import tag_articles  # noqa: PLC0415 - only here

    _check_tags(arguments.tags)
    with opened(arguments) as library:
        article = library.articles.get(arguments.id)
        tag_articles(library, [article.id], add=add, remove=remove)
        tags = library.marks.article_marks(article.id).tags
    for tag in tags:
        output.write_line(tag)
    return 0


def _check_tags(tags: list[str]) -> None:
    from reader.library.marking import clean_tags  # noqa: PLC0415 - only here

    for tag in tags:
        if not clean_tags([tag]):
            message = f"'{tag}' is no tag; a tag needs letters or digits"
            raise UsageError(message)


def _marks_arguments(parser: argparse.ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="print an object a line")


def _marks(arguments: Namespace) -> int:
    query = parse(arguments.query)
    with opened(arguments) as library:
        found = passages(library, query)
    for passage in found:
        if arguments.json:
            output.write_json(_record(passage))
        elif output.width():
            output.write(_for_a_person(passage, output.width()) + "\n")
        else:
            output.write_cells(_cells(passage))
    return 0


def _cells(passage: Passage) -> list[str]:
    made = passage.highlight
    tags = " ".join(f"#{tag}" for tag in made.tags)
    state = "lost" if passage.lost else "placed"
    return [made.id, made.article_id, made.kind.value, state, made.quote.exact, made.note, tags, _title(passage)]


def _for_a_person(passage: Passage, width: int) -> str:
    made = passage.highlight
    tags = " ".join(f"#{tag}" for tag in made.tags)
    about = [made.id, made.kind.value, tags, made.created.date().isoformat(), "lost" if passage.lost else ""]
    parts = [f"“{made.quote.exact}”", made.note, _title(passage), " · ".join(part for part in about if part)]
    return "\n".join(wrap(part, width) for part in parts if part)


def _title(passage: Passage) -> str:
    return output.one_line(passage.row.article.label) if passage.row else f"article {passage.highlight.article_id}"


def _record(passage: Passage) -> dict[str, Json]:
    made = passage.highlight
    metadata = passage.row.article.metadata if passage.row else None
    return {
        "id": made.id,
        "article": made.article_id,
        "title": passage.row.article.label if passage.row else None,
        "source": (metadata.source or None) if metadata else None,
        "url": (metadata.url or None) if metadata else None,
        "kind": made.kind.value,
        "quote": made.quote.exact,
        "note": made.note,
        "tags": list(made.tags),
        "start": made.position.start,
        "end": made.position.end,
        "lost": passage.lost,
        "created": made.created.isoformat(),
        "modified": made.modified.isoformat(),
    }


HANDLERS = {
    "highlight": Handler(_highlight_arguments, _highlight),
    "tag": Handler(_tag_arguments, _tag),
    "untag": Handler(_tag_arguments, _untag),
    "marks": Handler(_marks_arguments, _marks),
}
