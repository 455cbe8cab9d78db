"""Standard error: what battlex says to the user, in which nothing of an article acts."""

from __future__ import annotations

import click

from battlex.render.plain import plain, visible


def say(message: str) -> None:
    """A line of battlex."""
    click.echo(f"battlex: {plain(message)}", err=True)


def say_as_it_is(text: str) -> None:
    """Lines with their blanks, such as those of a traceback."""
    click.echo("\n".join(map(visible, text.split("\n"))), err=True, nl=False)
