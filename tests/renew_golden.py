"""Write the golden files anew: ``python -m tests.renew_golden [SAMPLE…]``. Read the difference before you commit it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from tests.samples import ROOT, SAMPLES, extracted, golden


def renew(samples: Iterable[str]) -> list[str]:
    """Write the golden files of these samples; the names of those that changed."""
    changed = []
    for sample in samples:
        new, path = extracted(sample), golden(sample)
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            path.write_text(new, encoding="utf-8")
            changed.append(path.name)
    return changed


if __name__ == "__main__":
    os.chdir(ROOT)
    for name in renew(sys.argv[1:] or SAMPLES):
        print(name)
