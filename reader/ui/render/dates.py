"""Dates for people, from ISO 8601. Pure."""

from datetime import UTC, date, datetime, timedelta

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(iso: str) -> str:
    """`14 March 2026`; the text itself where it is no ISO date."""
    day = _day(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else iso


def short_date(iso: str, now: datetime) -> str:
    """`5 min`, `3 h` for a moment of the last day, else `14 Mar`, with the year if it is another one."""
    moment = _moment(iso)
    if moment is not None and timedelta(0) <= now - moment < timedelta(days=1):
        minutes = int((now - moment).total_seconds() // 60)
        return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    day = _day(iso)
    if day is None:
        return ""
    year = "" if day.year == now.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1][:3]}{year}"


def _moment(iso: str) -> datetime | None:
    if len(iso) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
