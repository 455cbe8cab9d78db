"""The command ``battlex``: its subcommands, found by name and loaded when they are used, and how a run ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from battlex._version import __version__
from battlex.errors import BattlexError

COMMANDS = ("show", "extract", "check", "explain", "read", "languages", "schema")
"""The modules of this package that hold a ``command``, in the order of the help."""

INTERRUPTED = 130


class Commands(click.Group):
    """Loads a subcommand's module when it is asked for, so that each run imports only what it needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"battlex.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None


_EPILOG = """\b
Completion of commands, options and languages in new shells, once:
  bash   echo 'eval "$(_BATTLEX_COMPLETE=bash_source battlex)"' >> ~/.bashrc
  zsh    echo 'eval "$(_BATTLEX_COMPLETE=zsh_source battlex)"' >> ~/.zshrc
  fish   _BATTLEX_COMPLETE=fish_source battlex > ~/.config/fish/completions/battlex.fish
"""


@click.group(
    cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", message="battlex %(version)s")
def app() -> None:
    """Read the battle out of a Wikipedia article: who fought, how strong, with what losses.

    \b
    battlex show xinkou.wikitext
    battlex extract articles/ -f jsonl | jq '.sides[].strength.figures[0].min'
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; ``arguments`` are those of the process by default."""
    for name, status in (("SIGTERM", 143), ("SIGHUP", 129)):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_, status=status: sys.exit(status))
    try:
        result = app.main(arguments, prog_name="battlex", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        _complain(error)
        return error.exit_code
    except BattlexError as error:
        _say(str(error))
        return 1


def _complain(error: click.ClickException) -> None:
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        click.echo(error.format_message(), err=True)
        return
    message = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None:
        _say(message)
        return
    path = context.command_path
    where = path.partition(" ")[2]
    hint = "" if "`" in message or message.endswith("?") else f"; see `{path} --help`"
    _say(f"{where + ': ' if where else ''}{message}{hint}")


def _say(message: str) -> None:
    from battlex.cli.stderr import say

    say(message)
