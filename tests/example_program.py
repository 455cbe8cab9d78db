"""A program as a user writes it: it prints the losses of each side. ``mypy --strict`` accepts it, and ``test_recipes`` runs it."""

from __future__ import annotations

import sys

import battlex
from battlex import Battle, BattlexError, Figure, Page, Side


def killed(side: Side) -> list[Figure]:
    """The figures of a side's losses that count the dead."""
    return [figure for figure in side.casualties.figures if "killed" in figure.fates] if side.casualties else []


def lines(battle: Battle) -> list[str]:
    """A line a side: who, and how many dead at least and at most."""
    found: list[str] = []
    for side in battle.sides:
        names = ", ".join(belligerent.name for belligerent in side.belligerents)
        low: int | None = side.summary.killed_min
        high: int | None = side.summary.killed_max
        dead = "; ".join(str(figure) for figure in killed(side)) or "not stated"
        found.append(f"{names}: {low}..{high} ({dead})")
    return found


def main(paths: list[str]) -> int:
    """Print the losses in the articles of these files; 1 where one could not be read."""
    battles: list[Battle] = []
    for path in paths:
        try:
            page: Page
            for page in battlex.pages(path):
                battles += battlex.extract(page, prose=False)
        except BattlexError as error:
            print(error, file=sys.stderr)
            return 1
    for battle in battles:
        start: str | None = battle.date.start if battle.date else None
        print(f"{battle.name or battle.page.title} ({start})", *lines(battle), sep="\n  ")
    for row in battlex.to_records(battles, table="people"):
        name: str | int | float | bool | None = row["name"]
        print(name, row["fates"] or "")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
