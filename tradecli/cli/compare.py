"""`tradecli compare`: regions, or groups of them, side by side."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from tradecli.cli.options import Common, Derived, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli compare --region Guangdong,Zhejiang,Xinjiang

tradecli compare samples --by zone

tradecli compare samples --region Guangdong,Zhejiang --to China --format json

tradecli compare samples --region Zhejiang,Xinjiang --derived"""
FACING = ("table", "markdown")


def command(
    inputs: Inputs,
    filters: Filters,
    output: Output,
    common: Common,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="zone or area: groups in place of regions.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="REGION", help="Gaps to this place, for instance China.")
    ] = None,
    wide: Annotated[
        bool, typer.Option("--wide", help="One column a region also in csv and json, as table and markdown have it.")
    ] = False,
    derived: Derived = False,
    chart: Annotated[
        str | None, typer.Option("--chart", metavar="FILE", help="Draw it too: .png, .svg, .html.")
    ] = None,
) -> int:
    """Regions or groups side by side: levels, growth, shares, gaps to a baseline, members covered."""
    from tradecli import api
    from tradecli.analysis.compare import wide as side_by_side
    from tradecli.output.bars import between

    run = Run(common, inputs, output)
    run.charts(chart)
    asked = run.chosen(filters)
    passing = dataclasses.replace(filters, region=None, within=None, period=None)
    reports, frame = run.figures(Filters(source=filters.source) if derived else passing)
    if derived:
        frame = api.with_derived(frame, reports.articles, lexicon=run.lexicon)
        frame = run.filtered(frame, run.chosen(dataclasses.replace(passing, source=None)))
    table = api.compare(
        frame,
        lexicon=run.lexicon,
        regions=api.places(frame, asked.region, asked.within, run.lexicon),
        by=by,
        to=to,
        period=run.one("period", asked.period),
    )
    for note in table.attrs.get("notes", ()):
        run.note(f"{note}.")
    if not len(table):
        run.note("nothing to compare.")
    run.draw(table, chart)
    if not wide and run.format not in FACING:
        return run.emit(table)
    facing = side_by_side(table)
    return run.emit(between(facing, run.look()) if run.format == "table" else facing)
