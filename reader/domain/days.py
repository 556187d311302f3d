"""Days as a query names them: a day, a month, a year, or how long ago. Pure."""

from datetime import date, timedelta

from reader.domain.patterns import later

ACCEPTED_DAYS = ("2026", "2026-11", "2026-11-25", "today", "yesterday", "7d", "2w", "3m")
"""A form of each kind, for messages."""

_CALENDAR = later(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_AGO = later(r"([0-9]{1,6})([dwm])")
_WORDS = {"today": 0, "yesterday": 1}


def first_day(text: str, today: date) -> date | None:
    """The first day of what a text names, as `2026-11`, `yesterday` or `2w`; None if it names no day.

    What lies before the first day of the calendar is that day.
    """
    word = text.strip().casefold()
    if word in _WORDS:
        return _days_before(today, _WORDS[word])
    if ago := _AGO.fullmatch(word):
        count = int(ago[1])
        return (
            _months_before(today, count) if ago[2] == "m" else _days_before(today, count * (7 if ago[2] == "w" else 1))
        )
    if calendar := _CALENDAR.fullmatch(word):
        year, month, day = (int(part or 1) for part in calendar.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None


def _days_before(day: date, count: int) -> date:
    return day - timedelta(days=min(count, day.toordinal() - 1))


def _months_before(day: date, count: int) -> date:
    """The same day some months earlier, or the last of that month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    if year < date.min.year:
        return date.min
    from calendar import monthrange  # noqa: PLC0415 - seldom

    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
