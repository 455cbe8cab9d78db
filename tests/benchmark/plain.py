"""battlex with the standard library's decompressors alone, whatever is installed: ``python -m tests.benchmark.plain``."""

from __future__ import annotations

import sys

from battlex.cli import main
from battlex.read import faster

if __name__ == "__main__":
    faster.reads_bzip2 = lambda: False
    faster.WORTH_IT = sys.maxsize
    sys.exit(main(sys.argv[1:]))
