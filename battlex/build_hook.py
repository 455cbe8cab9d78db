"""Hatchling's hooks: compile the language files into the wheel (see ``compile``), and shorten the README that it carries."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_BEYOND = "\n## How it works\n"


class OpeningOfReadme(MetadataHookInterface):
    """Describes the package by the opening of the README: what it is, what it shows, how it is installed."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the text into the metadata; ValueError where the README has no section that tells how it works."""
        opening, beyond, _ = (Path(self.root) / "README.md").read_text(encoding="utf-8").partition(_BEYOND)
        if not beyond:
            raise ValueError("README.md has no section that tells how it works")
        text = f"{opening.rstrip()}\n\nHow it works, recipes, languages, output and limits: see README.md in the source package.\n"
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


class CompileLanguages(BuildHookInterface[Any]):  # type: ignore[misc, unused-ignore]
    """Adds ``languages/compiled.bin`` to what is built; an editable install gets it in the source tree."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        try:
            from battlex.languages.compile import compile_all

            build_data["artifacts"].append(str(compile_all().relative_to(Path(self.root))))
        finally:
            sys.path.remove(self.root)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Pack the wheel as tightly as its format allows; what is in it stays as it is."""
        if self.target_name != "wheel" or version != "standard":
            return
        with zipfile.ZipFile(artifact_path) as loose:
            kept = [(entry, loose.read(entry)) for entry in loose.infolist()]
        with zipfile.ZipFile(artifact_path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as tight:
            for entry, data in kept:
                tight.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)
