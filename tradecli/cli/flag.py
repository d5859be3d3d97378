"""`tradecli flag`: what contradicts what."""

from __future__ import annotations

from typing import Annotated

import typer

from tradecli.cli.completion import choices
from tradecli.cli.options import Common, Filters, Inputs, Output, Texts
from tradecli.cli.run import Run, listed

EXAMPLES = """Examples:

tradecli flag

tradecli flag samples --select X,I1 --format json

tradecli flag samples --region Zhejiang --fail-on never"""


def command(
    inputs: Inputs,
    filters: Filters,
    output: Output,
    common: Common,
    select: Annotated[
        Texts, typer.Option("--select", metavar="CODE", help="Only these checks: X101, or X for all X.")
    ] = None,
    ignore: Annotated[Texts, typer.Option("--ignore", metavar="CODE", help="Not these checks.")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            autocompletion=choices("error", "warning", "info", "never"),
            help="The mildest finding that ends with exit status 1: error (default), warning, info, never.",
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every piece of evidence, not the first few.")
    ] = False,
) -> int:
    """What contradicts what: one finding a root cause, with the evidence below; exit status 1 if there is any.

    --format takes text (the table of the terminal), sarif and github besides. Filters keep the
    findings that a figure has a part in; what is checked stays the whole.
    """
    from tradecli import api
    from tradecli.output import findings

    run = Run(
        common,
        inputs,
        output,
        others=findings.FINDINGS,
        select=listed(select) or None,
        ignore=listed(ignore) or None,
        fail_on=fail_on,
    )
    fails = api.threshold(run.settings["fail_on"])
    chosen = run.chosen(filters)
    reports = run.reports()
    if not reports.sources:
        return run.code
    frame = reports.frame()
    options = {name: run.settings[name] for name in ("select", "ignore")}
    report = api.flag(frame, reports.articles, lexicon=run.lexicon, severities=run.settings["severity"], **options)
    if any(vars(filters).values()):
        report = api.about(report, run.filtered(frame, chosen))
    for note in report.notes:
        run.note(f"{note}.")
    name = "text" if run.format == "table" else run.format
    run.write(findings.render(report, name, run.look(), every=evidence))
    return run.code or int(fails(report))
