"""Write the README's blocks of output and generated tables anew: ``python -m tests.renew_readme``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.readme import README, renewed

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
