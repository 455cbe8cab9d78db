"""The command line: options in, library calls, output out."""

from __future__ import annotations

from battlex.cli.app import main

__all__ = ["main"]
