"""The command line: options in, library calls, output out."""

from __future__ import annotations

import gc

# Nearly all that a start makes is kept to its end: to look for garbage in it again and again takes a tenth of the time.
gc.set_threshold(100_000)

from battlex.cli.app import main  # noqa: E402

__all__ = ["main"]
