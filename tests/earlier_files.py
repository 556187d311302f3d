"""Files of earlier versions of the program, made from those of this one."""

import sqlite3

_UNDOING = (
    (),
    ("DROP TABLE sighting",),
    (
        "DROP TABLE unsettled",
        "DROP TABLE stale",
        "DROP TABLE standing",
        "DROP TABLE chosen",
        "DROP TABLE marked",
    ),
    ("DROP INDEX article_source",),
    ("DROP TABLE copy_band", "DROP TABLE copy"),
    (
        "DROP TRIGGER status_came",
        "DROP TRIGGER article_came",
        "DROP TRIGGER article_moved",
        "DROP TABLE tally",
        "DROP INDEX article_state",
        "DROP INDEX article_starred",
        "ALTER TABLE article DROP COLUMN state",
        "ALTER TABLE article DROP COLUMN starred",
        "ALTER TABLE article DROP COLUMN read",
    ),
    (),
)
"""What takes back the step from version N to N + 1 of the schema, at index N; the full-text index stays as it is."""


def go_back(direct: sqlite3.Connection, version: int) -> None:
    """Make an `articles.sqlite` one of an earlier version of the schema."""
    for step in reversed(_UNDOING[version:]):
        for statement in step:
            direct.execute(statement)
    direct.execute(f"PRAGMA user_version = {version}")
