"""Marks as records of `marks.json`, and back.

The file may have been edited by hand or come from another machine, so a record is outside text: each field's type is
checked, and each string made safe.
"""

from datetime import UTC, datetime
from functools import lru_cache

from reader.domain.mark import ArticleMarks, HandPlace, Highlight, HighlightKind, SourceChoice, TextPosition, TextQuote
from reader.domain.positions import PositionMark
from reader.domain.safe_text import safe, safe_line

Record = dict[str, object]


def highlight_record(highlight: Highlight) -> Record:
    """The fields of a highlight; moments are ISO 8601 in UTC. `placed` is there only if it was placed by hand."""
    place = highlight.placed
    return {
        "id": highlight.id,
        "article_id": highlight.article_id,
        **_passage_record(highlight.quote, highlight.position),
        "kind": highlight.kind.value,
        "note": highlight.note,
        "tags": list(highlight.tags),
        "created": _written(highlight.created),
        "modified": _written(highlight.modified),
        **({"placed": _passage_record(place.quote, place.position)} if place else {}),
    }


def article_record(marks: ArticleMarks) -> Record:
    """The fields of what is written on an article."""
    return {
        "article_id": marks.article_id,
        "tags": list(marks.tags),
        "note": marks.note,
        "restored": list(marks.restored),
        "removed": list(marks.removed),
    }


def choice_record(choice: SourceChoice) -> Record:
    """The fields of a verdict for a source."""
    return {
        "id": choice.id,
        "source": choice.source,
        "name": choice.name,
        "line": choice.line,
        "verdict": "keep" if choice.keep else "cut",
        "created": _written(choice.created),
    }


def position_record(mark: PositionMark) -> Record:
    """The fields of a position; all that a letter means is one of them, so that a merge never mixes two places."""
    return {
        "id": mark.id,
        "place": {"article_id": mark.article_id, **_passage_record(mark.quote, mark.position)},
        "created": _written(mark.created),
    }


def read_highlight(record: Record) -> Highlight:
    """The highlight in a record; a kind that is not known reads as plain.

    Raises:
        ValueError: a field is missing or has a wrong type.
    """
    fields = _safe_fields(record)
    quote, position = _passage(fields)
    created = _moment(fields, "created")
    return Highlight(
        id=_name(record, "id"),
        article_id=_name(record, "article_id"),
        quote=quote,
        position=position,
        kind=_KINDS.get(_text(fields, "kind", "plain"), HighlightKind.PLAIN),
        note=_text(fields, "note", ""),
        tags=_texts(fields, "tags"),
        created=created,
        modified=created if fields.get("modified") == fields["created"] else _moment(fields, "modified"),
        placed=_hand_place(record),
    )


def read_article_marks(record: Record) -> ArticleMarks:
    """What a record says of an article as a whole.

    Raises:
        ValueError: a field is missing or has a wrong type.
    """
    fields = _safe_fields(record)
    return ArticleMarks(
        article_id=_name(record, "article_id"),
        tags=_texts(fields, "tags"),
        note=_text(fields, "note", ""),
        restored=_texts(fields, "restored"),
        removed=_texts(fields, "removed"),
    )


def read_source_choice(record: Record) -> SourceChoice:
    """The verdict for a source in a record.

    Raises:
        ValueError: a field is missing or has a wrong type.
    """
    fields = _safe_fields(record)
    source, verdict = safe_line(_text(fields, "source")), _text(fields, "verdict")
    if verdict not in ("keep", "cut"):
        message = "verdict must be keep or cut"
        raise ValueError(message)
    return SourceChoice(
        id=_name(record, "id"),
        source=source,
        name=safe_line(_text(fields, "name", source)),
        line=safe_line(_text(fields, "line")),
        keep=verdict == "keep",
        created=_moment(fields, "created"),
    )


def read_position(record: Record) -> PositionMark:
    """The position in a record.

    Raises:
        ValueError: a field is missing or has a wrong type.
    """
    place = record.get("place")
    if not isinstance(place, dict):
        raise _wrong(record, "place", "an object")
    try:
        quote, position = _passage(_safe_fields(place))
        article_id = _name(place, "article_id")
    except ValueError as error:
        message = f"place: {error}"
        raise ValueError(message) from error
    return PositionMark(_name(record, "id"), article_id, quote, position, _moment(record, "created"))


def read_removal(record: Record) -> datetime:
    """When the thing that this record speaks of was removed.

    Raises:
        ValueError: a field is missing or has a wrong type.
    """
    _name(record, "key")
    for field in ("was", "times", "note_past"):
        if not isinstance(record.get(field, _EMPTY[field]), type(_EMPTY[field])):
            raise _wrong(record, field, "a list of texts" if field == "note_past" else "an object")
    return _moment(record, "at")


def unknown_kind(record: Record) -> str:
    """The kind of a highlight's record if this version does not know it, made safe; else empty."""
    kind = safe_line(_text(record, "kind", "plain"))
    return "" if kind in _KINDS else kind or "(empty)"


_EMPTY: dict[str, object] = {"was": {}, "times": {}, "note_past": []}

_PLAIN = bytes((9, 10, *range(32, 127)))
"""What is safe in any text."""

_KINDS = {kind.value: kind for kind in HighlightKind}


def _safe_fields(record: Record) -> Record:
    """The record with its texts made safe; they are searched in one go, because nearly all are safe already."""
    joined = "\n".join([value for value in record.values() if isinstance(value, str)])
    if joined.isascii() and not joined.encode().translate(None, _PLAIN):
        return record
    if safe(joined) == joined:
        return record
    return {name: safe(value) if isinstance(value, str) else value for name, value in record.items()}


def _passage_record(quote: TextQuote, position: TextPosition) -> Record:
    return {
        "exact": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "start": position.start,
        "end": position.end,
        "text_digest": position.text_digest,
    }


def _passage(fields: Record) -> tuple[TextQuote, TextPosition]:
    start, end = _offset(fields, "start"), _offset(fields, "end")
    if start >= end:
        message = "start must be less than end"
        raise ValueError(message)
    quote = TextQuote(_text(fields, "exact"), _text(fields, "prefix", ""), _text(fields, "suffix", ""))
    return quote, TextPosition(start, end, _text(fields, "text_digest"))


def _hand_place(record: Record) -> HandPlace | None:
    fields = record.get("placed")
    if fields is None:
        return None
    if not isinstance(fields, dict):
        raise _wrong(record, "placed", "an object")
    try:
        return HandPlace(*_passage(_safe_fields(fields)))
    except ValueError as error:
        message = f"placed: {error}"
        raise ValueError(message) from error


def _text(record: Record, field: str, default: str | None = None) -> str:
    value = record.get(field, default)
    if isinstance(value, str):
        return value
    raise _wrong(record, field, "a text")


def _texts(record: Record, field: str) -> tuple[str, ...]:
    values = record.get(field, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _wrong(record, field, "a list of texts")
    return _all_safe(tuple(values))


@lru_cache(1000)
def _all_safe(values: tuple[str, ...]) -> tuple[str, ...]:
    """Texts made safe; many records have the same tags."""
    return tuple([safe(value) for value in values])


def _name(record: Record, field: str) -> str:
    """An id: it is looked up in the file, so it must be safe as it stands there."""
    value = _text(record, field)
    if value.isalnum() or (value and value == safe_line(value)):
        return value
    raise _wrong(record, field, "a plain name")


def _offset(record: Record, field: str) -> int:
    value = record.get(field)
    if type(value) is not int or value < 0:
        raise _wrong(record, field, "a whole number, 0 or more")
    return value


def _moment(record: Record, field: str) -> datetime:
    value = _text(record, field)
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(record, field, "a date and time like 2026-03-14T10:42:00Z") from error


def _wrong(record: Record, field: str, wanted: str) -> ValueError:
    return ValueError(f"{field} must be {wanted}" if field in record else f"{field} is missing")


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
