"""`tradecli rule`: what a check does."""

from __future__ import annotations

from typing import Annotated

import typer

from tradecli.cli.options import Common, Output, Texts
from tradecli.cli.run import Run, listed

EXAMPLES = """Examples:

tradecli rule

tradecli rule X101

tradecli rule --all --format json"""
TEXT = "text"


def command(
    output: Output,
    common: Common,
    codes: Annotated[Texts, typer.Argument(metavar="CODES", help="X101, S102 ...", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="The pages of all checks.")] = False,
) -> int:
    """What a check looks for, why, and examples; without a code, the list of checks."""
    from tradecli.output import rules

    wanted = listed(codes)
    default = TEXT if wanted or every else None
    run = Run(common, output=output, others=(TEXT,), default=default)
    if run.format == TEXT:
        return run.write(rules.pages(wanted).encode())
    return run.emit(
        rules.table(wanted, run.settings.get("severity", {})), () if default else ("code", "severity", "title")
    )
