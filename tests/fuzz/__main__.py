"""``python -m tests.fuzz TARGET [OPTION…]``: run a target under atheris; options are libFuzzer's (-runs=100000).

Seeds, what is found on the way and inputs that fail are kept in ``.fuzz/`` (or BATTLEX_FUZZ). Without atheris (``pip install
atheris``) it says so and ends with 0; ``python -m tests.fuzz.mutate`` needs nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.fuzz import corpus
from tests.fuzz.targets import TARGETS


def main(arguments: list[str]) -> int:
    """Fuzz until libFuzzer ends the process; 2 for a wrong target."""
    if not arguments or arguments[0] not in TARGETS:
        print(f"usage: python -m tests.fuzz {'|'.join(TARGETS)} [-runs=N] [-max_total_time=SECONDS] …", file=sys.stderr)
        return 2
    try:
        import atheris
    except ImportError:
        print(
            "atheris is not installed; nothing was fuzzed (python -m tests.fuzz.mutate needs no package)",
            file=sys.stderr,
        )
        return 0
    name, *options = arguments
    folder = Path(os.environ.get("BATTLEX_FUZZ", ".fuzz"))
    inputs, words = corpus.write(name, folder)
    found = folder / f"{name}-found"
    found.mkdir(exist_ok=True)
    with atheris.instrument_imports(include=["battlex"]):
        for module in [module for module in sys.modules if module.startswith("battlex")]:
            del sys.modules[module]
        for module in [module for module in sys.modules if module.startswith("tests.fuzz.targets")]:
            del sys.modules[module]
        from tests.fuzz.targets import TARGETS as instrumented

        # What is imported at the first use is instrumented, too, and no language is loaded while a unit is timed.
        for first in range(64):
            instrumented[name](bytes([first]) + b"3 killed in 1914")
    command = [sys.argv[0], f"-dict={words}", "-timeout=15", "-max_len=8192", f"-artifact_prefix={folder}/{name}-"]
    atheris.Setup([*command, *options, str(found), str(inputs)], instrumented[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
