"""From the domain to lines and runs; pure."""

from typing import TYPE_CHECKING

from reader.later import modules_of

if TYPE_CHECKING:
    from reader.ui.render import labelling as labelling
    from reader.ui.render import margin as margin
    from reader.ui.render import notes as notes
    from reader.ui.render import tables as tables
else:
    __getattr__ = modules_of(__name__)
