"""Regular expressions that are compiled when they are used first, so that nobody waits for what is not needed."""

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern; its methods are fetched once."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled when it is used first."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
