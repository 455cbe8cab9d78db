"""Flat text of one passage in the making: stretches of the page, what stands for markup, and marks."""

from __future__ import annotations

from operator import itemgetter


class Out:
    """The flat text of one passage in the making.

    Of each of ``parts``, none of them empty, ``places`` has where it begins in the source, and where what it stands for
    ends there (-1 where it is a copy). ``marks`` hold the part that they begin with, minus that behind their last one, the
    kind, value and name.
    """

    __slots__ = ("marks", "open", "parts", "places")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.marks: list[tuple[int, int, str, str, str]] = []
        self.open: dict[str, int] = {}

    def put(self, text: str, start: int, end: int) -> None:
        """Text that stands for a stretch of the source; ``end`` is -1 where it is a copy of it."""
        if text:
            self.parts.append(text)
            self.places.append((start, end))

    def mark(self, kind: str, since: int, value: str = "", name: str = "") -> None:
        self.marks.append((since, -len(self.parts), kind, value, name))

    def style(self, kind: str) -> None:
        since = self.open.pop(kind, None)
        if since is None:
            self.open[kind] = len(self.parts)
        elif since < len(self.parts):
            self.mark(kind, since)

    def close(self) -> None:
        """End the styles that are still open, and put the marks in order."""
        for style in list(self.open):
            self.style(style)
        if len(self.marks) > 1:
            self.marks.sort(key=itemgetter(0, 1))
