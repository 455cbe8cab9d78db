"""Regular expressions that are compiled when they are first used: together they take longer than reading an article does."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class Pattern:
    """Stands for a compiled pattern: what is asked of it is asked of that, and kept."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        # Called for what is not here yet.
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for a module to hold, used as ``re.compile`` gives it."""
    return cast("re.Pattern[AnyStr]", Pattern(source, flags))
