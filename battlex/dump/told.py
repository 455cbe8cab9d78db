"""What is said of a page, its problems and a fault that it met: a line each."""

from __future__ import annotations

from battlex.model import Battle, Page
from battlex.read.context import name_of


def place_of(page: Page) -> str:
    """Where a page is from, in as few words as tell it: its file, and its title where there is one."""
    parts = (name_of(page.path) if page.path else "", page.title)
    return ": ".join(part for part in parts if part) or "the page"


def problems_of(battle: Battle) -> list[str]:
    """A line for each problem of a battle."""
    where = place_of(battle.page)
    return [
        f"{where}: {f'{problem.parameter}: ' if problem.parameter else ''}{problem.message} ({problem.code})"
        for problem in battle.problems
    ]


def fault(error: Exception, page: Page) -> str:
    """A fault of battlex itself that costs a page."""
    return f"{place_of(page)}: {type(error).__name__}: {error}; a fault of battlex: please report the page"


def no_battle(path: str, pages: int, page: Page | None = None) -> str:
    """Why an input yields no battle; ``page`` is one of its pages."""
    if page is None or pages != 1:
        counted = "1 page" if pages == 1 else f"{pages} pages"
        return f"{name_of(path)}: no battle in {counted}; `battlex languages LANG` tells which infoboxes are known"
    from battlex.pipeline import why_no_battle

    return f"{place_of(page)}: {why_no_battle(page)}; `battlex languages LANG` tells which are known"
