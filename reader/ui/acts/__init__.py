"""What a screen asks of the library when the reader acts, and what it then says; loaded with the first such act."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.ui.acts import article_acts as article_acts
    from reader.ui.acts import long_acts as long_acts
else:
    __getattr__ = modules_of(__name__)
