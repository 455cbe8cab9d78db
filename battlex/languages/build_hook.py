"""Hatchling's hook: compiles the language files into the wheel (see ``compile``); never imported by the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLanguages(BuildHookInterface[Any]):  # type: ignore[misc, unused-ignore]
    """Adds ``languages/compiled`` to what is built; an editable install gets it in the source tree."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        try:
            from battlex.languages.compile import compile_all

            for path in compile_all():
                build_data["artifacts"].append(str(path.relative_to(Path(self.root))))
        finally:
            sys.path.remove(self.root)
