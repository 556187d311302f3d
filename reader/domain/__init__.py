"""Values and pure functions."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.domain import days as days
else:
    __getattr__ = modules_of(__name__)
