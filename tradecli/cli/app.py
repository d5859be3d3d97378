"""The application: its commands and what stands before them."""

from __future__ import annotations

import functools
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

app = typer.Typer(
    name="tradecli",
    help="Turns articles on China's provincial trade into tables of figures, ranks and compares them, and flags "
    "numbers that do not agree.",
    epilog=_AFTER,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def begin(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Turn articles on China's provincial trade into tables, rankings and findings."""
    if version:
        sys.stdout.write(f"tradecli {tradecli.__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(2)


for _module in COMMANDS:
    app.command(_module.__name__.rpartition(".")[2], epilog=_module.EXAMPLES)(flat(_module.command))


@functools.cache
def command() -> Any:
    """The application as one command; asked for a completion, it answers and ends."""
    if "_TRADECLI_COMPLETE" in os.environ:
        app(prog_name="tradecli")
    return typer.main.get_command(app)
