"""The tables of `articles.sqlite`, and the steps that lead to them from any earlier version."""

import sqlite3
from collections.abc import Callable

from reader.storage.counting import count_all
from reader.storage.linking import link_all
from reader.storage.search_index import index_former, index_letters_anew

Statement = str | Callable[[sqlite3.Connection], None]
"""SQL, or what it takes to fill a table from others when SQL cannot read them."""

_FIRST = (
    """
    CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        address NOT NULL UNIQUE,
        media_type TEXT NOT NULL,
        raw_digest TEXT NOT NULL,
        text_digest TEXT NOT NULL,
        added TEXT NOT NULL,
        title NOT NULL,
        source NOT NULL,
        authors TEXT NOT NULL,
        published NOT NULL,
        url NOT NULL,
        language NOT NULL,
        opening NOT NULL,
        words INTEGER NOT NULL,
        cut_blocks INTEGER NOT NULL,
        newest TEXT NOT NULL
    )
    """,
    "CREATE INDEX article_newest ON article (newest DESC, added DESC, id)",
    "CREATE INDEX article_raw_digest ON article (raw_digest)",
    """
    CREATE TABLE raw (
        article_id TEXT PRIMARY KEY REFERENCES article (id),
        bytes BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE text_version (
        article_id TEXT NOT NULL REFERENCES article (id),
        text_digest TEXT NOT NULL,
        blocks BLOB NOT NULL,
        PRIMARY KEY (article_id, text_digest)
    )
    """,
    """
    CREATE TABLE status (
        article_id TEXT PRIMARY KEY REFERENCES article (id),
        state TEXT NOT NULL,
        starred INTEGER NOT NULL,
        read INTEGER NOT NULL,
        position INTEGER NOT NULL
    )
    """,
    "CREATE INDEX status_state ON status (state, starred)",
    """
    CREATE VIRTUAL TABLE article_words USING fts5 (
        title, text, source, tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
)

_SIGHTINGS = (
    """
    CREATE TABLE sighting (
        source INTEGER NOT NULL,
        line INTEGER NOT NULL,
        story INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES article (number),
        PRIMARY KEY (source, line, story, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX sighting_article ON sighting (article, line)",
    count_all,
)

_SETTLING = (
    "CREATE TABLE unsettled (source INTEGER PRIMARY KEY)",
    "CREATE TABLE stale (article INTEGER PRIMARY KEY REFERENCES article (number))",
    """
    CREATE TABLE standing (
        source INTEGER NOT NULL,
        line INTEGER NOT NULL,
        standing INTEGER NOT NULL,
        PRIMARY KEY (source, line)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE chosen (
        source INTEGER NOT NULL,
        line INTEGER NOT NULL,
        keep INTEGER NOT NULL,
        PRIMARY KEY (source, line)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE marked (
        article INTEGER PRIMARY KEY REFERENCES article (number),
        digest TEXT NOT NULL
    )
    """,
    "INSERT INTO unsettled SELECT DISTINCT source FROM sighting",
)

_SEARCH = (
    "ALTER TABLE article_words RENAME TO former_words",
    """
    CREATE VIRTUAL TABLE article_words USING fts5 (
        title, text, source, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    )
    """,
    index_former,
    "DROP TABLE former_words",
    "CREATE INDEX article_source ON article (source)",
)

_COPIES = (
    """
    CREATE TABLE copy (
        article INTEGER PRIMARY KEY REFERENCES article (number),
        source INTEGER NOT NULL,
        text INTEGER NOT NULL,
        story INTEGER NOT NULL,
        signature BLOB NOT NULL
    )
    """,
    "CREATE INDEX copy_text ON copy (text)",
    "CREATE INDEX copy_story ON copy (story)",
    """
    CREATE TABLE copy_band (
        band INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES article (number),
        PRIMARY KEY (band, article)
    ) WITHOUT ROWID
    """,
    link_all,
)

_ORDERS = (
    "ALTER TABLE article ADD COLUMN state TEXT NOT NULL DEFAULT 'inbox'",
    "ALTER TABLE article ADD COLUMN starred INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN read INTEGER NOT NULL DEFAULT 0",
    """
    UPDATE article SET state = status.state, starred = status.starred, read = status.read
    FROM status WHERE article_id = id
    """,
    "CREATE INDEX article_state ON article (state, newest DESC, added DESC, id)",
    "CREATE INDEX article_starred ON article (newest DESC, added DESC, id) WHERE starred",
    """
    CREATE TRIGGER status_came AFTER INSERT ON status BEGIN
        UPDATE article SET state = new.state, starred = new.starred, read = new.read WHERE id = new.article_id;
    END
    """,
    "CREATE TABLE tally (state TEXT PRIMARY KEY, articles INTEGER NOT NULL, starred INTEGER NOT NULL)",
    "INSERT INTO tally VALUES ('inbox', 0, 0), ('later', 0, 0), ('archive', 0, 0)",
    """
    UPDATE tally SET articles = found.articles, starred = found.starred
    FROM (SELECT state, count(*) AS articles, total(starred) AS starred FROM article GROUP BY state) AS found
    WHERE found.state = tally.state
    """,
    """
    CREATE TRIGGER article_came AFTER INSERT ON article BEGIN
        UPDATE tally SET articles = articles + 1, starred = starred + new.starred WHERE state = new.state;
    END
    """,
    """
    CREATE TRIGGER article_moved AFTER UPDATE OF state, starred ON article
    WHEN (old.state, old.starred) <> (new.state, new.starred) BEGIN
        UPDATE tally SET articles = articles - 1, starred = starred - old.starred WHERE state = old.state;
        UPDATE tally SET articles = articles + 1, starred = starred + new.starred WHERE state = new.state;
    END
    """,
)
"""Triage beside what sorts an article, so that one index gives a view in its order; and each view counted."""

_LETTERS = (index_letters_anew,)

MIGRATIONS: tuple[tuple[Statement, ...], ...] = (
    _FIRST,
    _SIGHTINGS,
    _SETTLING,
    _SEARCH,
    _COPIES,
    _ORDERS,
    _LETTERS,
)
"""The statements that lead from version N to N + 1, at index N; a step that was published never changes."""
