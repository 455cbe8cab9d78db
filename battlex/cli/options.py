"""The options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def known_language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value, where there is a language with this code; else a usage error that names a near one."""
    if value is not None:
        from battlex.languages import codes

        if value not in codes():
            raise click.UsageError(f"no language {value!r}; {_near_language(value)}", context)
    return value


def _near_language(value: str) -> str:
    """The language that is meant, where its name, or all but its code, is given."""
    import difflib

    from battlex.languages import codes, load

    for code in codes():
        names = (str(load(code).data.get(key, "")).casefold() for key in ("name", "native"))
        if value.casefold() in (code, *names):
            return f"did you mean {code!r}?"
    near = difflib.get_close_matches(value, codes(), n=1, cutoff=0.7)
    return f"did you mean {near[0]!r}?" if near else "`battlex languages` lists them"


def language(*, required: bool = False) -> Callable[[F], F]:
    """``-l``, checked."""
    text = "Wikipedia code of the language (zh, en, fr …)" + ("." if required else "; told from the page by default.")
    return click.option("-l", "--language", metavar="LANG", required=required, callback=known_language, help=text)


inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)

encoding = click.option(
    "--encoding", metavar="NAME", help="Encoding of the input where it is not UTF-8 or UTF-16 with a byte order mark."
)

no_prose = click.option("--no-prose", is_flag=True, help="Leave the running text out: the infobox alone, and faster.")

quiet = click.option("-q", "--quiet", is_flag=True, help="Tell errors only.")

verbose = click.option("-v", "--verbose", is_flag=True, help="Tell every problem, and the counts at the end.")

color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto: on a terminal, and NO_COLOR is honoured.",
)


class Look(NamedTuple):
    """How a picture is drawn."""

    width: int
    color: bool
    styled: bool


def look(choice: str) -> Look:
    """What ``--color``, NO_COLOR, COLUMNS and the terminal ask for."""
    import shutil

    width = shutil.get_terminal_size((80, 24)).columns
    styled = choice == "always" or (choice == "auto" and is_terminal() and os.environ.get("TERM") != "dumb")
    return Look(width, styled and (choice == "always" or not os.environ.get("NO_COLOR")), styled)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()
