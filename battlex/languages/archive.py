"""Many texts in one file, compressed alone or a few that are alike together, in the form that makes them smallest.

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
    """A line of JSON that tells each text's place, and behind it what is compressed (see ``compile``).

    A place is the form, the bytes from and to in what is behind the line, and the characters from and to in what they hold.

    Raises OSError where there is no such file, ValueError where it is none.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        # As in the package itself: pathlib takes longer to load than all the reading.
        with open(path, "rb") as file:
            opening = file.readline()
        self.begin = len(opening)
        self.places: Mapping[str, tuple[str, int, int, int, int]] = json.loads(opening)
        self.latest = -1, ""

    def text(self, name: str) -> str:
        """A text by its name; KeyError where there is none."""
        form, start, end, first, last = self.places[name]
        latest = self.latest
        if latest[0] != start:
            # What is compressed together is often asked for in a row.
            latest = self.latest = start, self._whole(form, start, end)
        return latest[1][first:last]

    def _whole(self, form: str, start: int, end: int) -> str:
        """What is compressed between two bytes."""
        with open(self.path, "rb") as file:
            file.seek(self.begin + start)
            small = file.read(end - start)
        if form == BZIP2:
            import bz2

            return bz2.decompress(small).decode()
        import lzma

        try:
            whole = lzma.decompress(small, format=lzma.FORMAT_RAW, filters=[FILTER])
        except lzma.LZMAError as error:
            raise ValueError(f"{self.path}: {error}") from None
        return whole.decode("utf-16-le" if form == LZMA_OF_UTF_16 else "utf-8")
