"""`tradecli derive`: what nobody states but follows."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from tradecli.cli.options import Common, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli derive --region Zhejiang

tradecli derive samples --metric share --max-width 2%"""
SHOWN = (
    "region",
    "flow",
    "partner",
    "product",
    "channel",
    "metric",
    "low",
    "high",
    "unit",
    "period",
    "of",
    "follows_from",
    "needs",
)


def command(
    inputs: Inputs,
    filters: Filters,
    output: Output,
    common: Common,
    max_width: Annotated[
        str,
        typer.Option(
            "--max-width",
            metavar="WIDTH",
            help="Leave out what is bounded less closely: 10% is ten percent of an amount, or one percentage "
            "point of a rate.",
        ),
    ] = "10%",
) -> int:
    """Figures that nobody states but that follow from others, with bounds and the quotes they follow from.

    Nothing is built on a figure that flag suspects, or that it takes for a forecast or misread.
    """
    from tradecli import api

    run = Run(common, inputs, output)
    width = api.width(max_width)
    chosen = run.chosen(dataclasses.replace(filters, source=None))
    reports, frame = run.figures(Filters(source=filters.source))
    table = api.derive(frame, reports.articles, lexicon=run.lexicon, max_width=width)
    if not len(table):
        run.note("nothing follows.")
    return run.emit(run.filtered(table, chosen), SHOWN)
