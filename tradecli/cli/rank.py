"""`tradecli rank`: who leads."""

from __future__ import annotations

from typing import Annotated

import typer

from tradecli.cli.options import Common, Derived, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli rank --metric growth

tradecli rank samples --metric value --flow exports --top 3

tradecli rank samples --metric growth --by partner --region Zhejiang

tradecli rank samples --metric growth --flow imports --derived"""
SHOWN = ("rank", "name", "flow", "value", "unit", "bound", "period", "level", "agree", "differ", "differing", "note")


def command(
    inputs: Inputs,
    filters: Filters,
    output: Output,
    common: Common,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="region, partner, product, channel.")] = "region",
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="NAME", help="province (default), city, area, country, zone, all."),
    ] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, metavar="N", help="The first N only.")] = None,
    ascending: Annotated[bool, typer.Option("--ascending", help="The smallest first.")] = False,
    all_periods: Annotated[bool, typer.Option("--all-periods", help="Every period, each ranked for itself.")] = False,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="CNY (default), USD, % ...")] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="WHOLE", help="Of a share: China, region, other.")] = None,
    base: Annotated[
        str,
        typer.Option("--base", metavar="PERIOD", help="Of growth: the period compared with, if not a year earlier."),
    ] = "",
    terms: Annotated[str, typer.Option("--terms", metavar="NAME", help="Of growth: USD, volume.")] = "",
    derived: Derived = False,
    chart: Annotated[
        str | None, typer.Option("--chart", metavar="FILE", help="Draw it too: .png, .svg, .html.")
    ] = None,
) -> int:
    """Who leads, with a range of ranks where rounding cannot separate; the metric is growth unless --metric says."""
    from tradecli import api
    from tradecli.output.bars import beside

    run = Run(common, inputs, output)
    run.charts(chart)
    asked = run.chosen(filters)
    metric = run.one("metric", asked.metric) or "growth"
    reports, frame = run.figures(Filters(source=filters.source))
    if derived:
        frame = api.with_derived(frame, reports.articles, lexicon=run.lexicon, metrics=[metric])
    table = api.rank(
        frame,
        lexicon=run.lexicon,
        metric=metric,
        by=by,
        level=level,
        **{name: getattr(asked, name) or None for name in ("region", "within", "partner", "product", "channel")},
        flow=run.one("flow", asked.flow),
        period=run.one("period", asked.period),
        unit=unit,
        of=of,
        base=base,
        terms=terms,
        top=top,
        ascending=ascending,
        all_periods=all_periods,
    )
    for note in table.attrs.get("notes", ()):
        run.note(f"{note}.")
    if not len(table):
        run.note("nothing to rank.")
    run.draw(table, chart)
    return run.emit(beside(table, run.look(SHOWN))) if run.format == "table" else run.emit(table, SHOWN)
