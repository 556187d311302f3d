"""Use cases: what the reader does with a library of articles and marks."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.library import acts as acts
    from reader.library import answering as answering
    from reader.library import folding as folding
    from reader.library import positions as positions
    from reader.library import triage as triage
    from reader.library import undoing as undoing
else:
    __getattr__ = modules_of(__name__)
