"""The options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def known_language(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value, where there is a language with this code; else a usage error that names the one that is meant."""
    if value is not None:
        from battlex.languages import codes, no_language

        if value not in codes():
            raise click.UsageError(no_language(value), context)
    return value


def _known_encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value, where it names an encoding of text; else a usage error."""
    if value is not None:
        from battlex.errors import InputError
        from battlex.read.source import check_encoding

        try:
            check_encoding(value)
        except InputError as error:
            raise click.UsageError(str(error), context) from None
    return value


def complete_language(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes that begin as typed, each with the language's name."""
    from click.shell_completion import CompletionItem

    from battlex.languages import codes, own_tables

    found = [code for code in codes() if code.startswith(incomplete)]
    return [CompletionItem(code, help=own_tables(code).get("name")) for code in found]


def _complete_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leaves it to the shell to complete the name of a file or folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def language(*, required: bool = False) -> Callable[[F], F]:
    """``-l``, checked."""
    text = "Wikipedia code of the language (zh, en, fr …)" + ("." if required else "; told from the page by default.")
    return click.option(
        "-l",
        "--language",
        metavar="LANG",
        required=required,
        callback=known_language,
        shell_complete=complete_language,
        help=text,
    )


inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, shell_complete=_complete_file)

encoding = click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="Encoding of the input where it is not UTF-8 or UTF-16 with a byte order mark.",
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


def _stack(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Options that follow each other in the help, in this order."""

    def put_on(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return put_on


articles = _stack(inputs, language(), no_prose)
"""What is read, and how much of it."""

manner = _stack(encoding, color, quiet, verbose)
"""How it is read, drawn and reported."""


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
