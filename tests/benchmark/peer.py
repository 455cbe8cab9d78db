"""The same job with mwxml and mwparserfromhell, as researchers do it today: ``python -m tests.benchmark.peer FILE``.

Every article is parsed, and the parameters of templates whose name holds "military conflict" are printed as JSON.
"""

from __future__ import annotations

import bz2
import json
import sys
from typing import Any

import mwparserfromhell


def main(path: str) -> None:
    """Print a line for each battle."""
    mwxml: Any = __import__("mwxml")
    with bz2.open(path, "rb") as file:
        for page in mwxml.Dump.from_file(file):
            if page.namespace != 0 or page.redirect:
                continue
            for revision in page:
                for template in mwparserfromhell.parse(revision.text or "").filter_templates():
                    if "military conflict" in str(template.name).lower():
                        print(json.dumps({str(one.name): str(one.value) for one in template.params}))


if __name__ == "__main__":
    main(sys.argv[1])
