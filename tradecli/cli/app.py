"""The application: its commands and what stands before them."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

import tradecli
from tradecli.cli import compare, derive, extract, flag, names, rank, rule, show, sources
from tradecli.cli.options import flat

COMMANDS = (extract, rank, compare, flag, derive, show, sources, names, rule)
_AFTER = """Exit status: 0 fine; 1 flag found something; 2 usage, configuration, or an input that could not be read (the
others are still processed); 130 interrupted.

Environment: TRADECLI_INPUT, TRADECLI_FORMAT, TRADECLI_LEXICON, TRADECLI_CONFIG, TRADECLI_COLOR, NO_COLOR."""

HELP = (
    "Turns articles on China's provincial trade into tables of figures, ranks and compares them, and flags numbers "
    "that do not agree."
)


def begin(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Print the version, or help where no command is given."""
    if version:
        sys.stdout.write(f"tradecli {tradecli.__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(2)


def application(wanted: str | None) -> typer.Typer:
    """The application with the options of one command, or of all where None is wanted.

    Options take time to build, and only those of the command that runs are ever
    looked at; the others need but a name and a line of help.
    """
    app = typer.Typer(
        name="tradecli",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True, help=HELP, epilog=_AFTER)(begin)
    for module in COMMANDS:
        name = module.__name__.rpartition(".")[2]
        full = wanted in (None, name)
        app.command(name, help=module.command.__doc__, epilog=module.EXAMPLES)(flat(module.command) if full else _bare)
    return app


def _bare() -> None:
    """Stand in for a command that is not the one to run."""


def command(arguments: list[str]) -> Any:
    """The application as one command; asked by a shell for a completion, it answers and ends."""
    if "_TRADECLI_COMPLETE" in os.environ:
        application(None)(prog_name="tradecli")
    return typer.main.get_command(application(next((each for each in arguments if not each.startswith("-")), "")))
