"""Every error that Newsmark raises on purpose.

    NewsmarkError
    ├── UsageError              the request makes no sense: exit code 2
    │   └── SettingsError       config.toml has a wrong value
    ├── SourceError             bytes could not be had, or are no article
    ├── NotFoundError           no article or highlight has this id
    ├── QueryError              a search or filter cannot be understood
    ├── StorageError            a file of the library cannot be read or written
    │   ├── DamagedArticleError what is stored of one article is damaged
    │   ├── DamagedMarksError   marks.json is not what Newsmark wrote
    │   ├── UnwrittenError      a change is sound but could not be put on disk
    │   └── NewerLibraryError   a file was written by a newer version
    ├── ChangedError            what an act is about was changed elsewhere since
    ├── CancelledError          whoever asked no longer wants the answer
    └── ExportError             an export could not be written

Each message is one line for a person: what is wrong, and what to do.
"""

from pathlib import Path


class NewsmarkError(Exception):
    """The root of the tree: everything the user interface and the command line catch."""


class UsageError(NewsmarkError):
    """The request makes no sense."""


class SettingsError(UsageError):
    """A setting is unknown or has a value that is not accepted."""


class SourceError(NewsmarkError):
    """Bytes could not be had, or they are no article."""


class NotFoundError(NewsmarkError):
    """No article or highlight answers to this id."""


class QueryError(NewsmarkError):
    """A query cannot be understood."""


class StorageError(NewsmarkError):
    """A file of the library cannot be read or written."""


class DamagedArticleError(StorageError):
    """What is stored of one article cannot be understood; the others are sound."""


class DamagedMarksError(StorageError):
    """`marks.json` cannot be understood; it is left untouched.

    Attributes:
        path: the damaged file.
        backup: the last good copy, if there is one.
    """

    def __init__(self, message: str, path: Path, backup: Path | None) -> None:
        super().__init__(message)
        self.path = path
        self.backup = backup


class UnwrittenError(StorageError):
    """A change is sound but could not be put on disk: nothing is written, and it may be tried again."""


class NewerLibraryError(StorageError):
    """A file of the library was written by a newer version of Newsmark."""


class ChangedError(NewsmarkError):
    """What an act is about was changed elsewhere since it was read; nothing was done."""


class CancelledError(NewsmarkError):
    """Whoever asked no longer wants the answer; nobody is to be told."""


class ExportError(NewsmarkError):
    """An export could not be written."""
