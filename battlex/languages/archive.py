"""Many texts in one file: each is compressed by itself, in the form that makes it smallest, and read by itself.

A file for each would cost a package some 200 bytes apiece for its names and checksums.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

BZIP2, LZMA, LZMA_OF_UTF_16 = "b", "x", "w"
"""How a text is compressed; UTF-16 suits scripts whose characters take three bytes in UTF-8."""

FILTER = {"id": 0x21, "dict_size": 1 << 20}
"""``lzma.FILTER_LZMA2``, and the bytes that it looks back."""


class Archive:
    """A line of JSON that tells each text's form, place and length, and behind it the texts (see ``compile``).

    Raises OSError where there is no such file, ValueError where it is none.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        # As in the package itself: pathlib takes longer to load than all the reading.
        with open(path, "rb") as file:
            opening = file.readline()
        self.begin = len(opening)
        self.places: Mapping[str, tuple[str, int, int]] = json.loads(opening)

    def text(self, name: str) -> str:
        """A text by its name; KeyError where there is none."""
        form, start, length = self.places[name]
        with open(self.path, "rb") as file:
            file.seek(self.begin + start)
            small = file.read(length)
        if form == BZIP2:
            import bz2

            return bz2.decompress(small).decode()
        import lzma

        whole = lzma.decompress(small, format=lzma.FORMAT_RAW, filters=[FILTER])
        return whole.decode("utf-16-le" if form == LZMA_OF_UTF_16 else "utf-8")
