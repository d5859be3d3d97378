"""`tradecli extract`: every figure, one row."""

from __future__ import annotations

from typing import Annotated

import typer

from tradecli.cli.options import Common, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli extract --region Xinjiang --format markdown

tradecli extract samples --metric growth,share -o figures.csv

tradecli extract samples/*.txt --explain --region Zhejiang"""
SHOWN = (
    "source",
    "line",
    "region",
    "flow",
    "partner",
    "product",
    "channel",
    "metric",
    "value",
    "bound",
    "unit",
    "period",
    "base",
    "terms",
    "of",
    "note",
)


def command(
    inputs: Inputs,
    filters: Filters,
    output: Output,
    common: Common,
    explain: Annotated[
        bool, typer.Option("--explain", help="For each field the candidates and why the winner won.")
    ] = False,
) -> int:
    """Every figure of the articles, one row, with the words that state it."""
    run = Run(common, inputs, output)
    reports, frame = run.figures(filters, explain)
    if explain:
        from tradecli.output.explanations import table

        return run.emit(table(reports.extractions, frame))
    return run.emit(frame, SHOWN)
