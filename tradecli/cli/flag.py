"""`tradecli flag`: what contradicts what."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradecli.cli.completion import choices
from tradecli.cli.options import Common, Filters, Inputs, Output, Texts
from tradecli.cli.run import Run, listed

if TYPE_CHECKING:
    from tradecli.checks.accepted import Accepted

EXAMPLES = """Examples:

tradecli flag

tradecli flag samples --select X,I1 --format json

tradecli flag samples --region Zhejiang --fail-on never

tradecli flag samples --severity T=info --show-rounding --all-evidence

tradecli flag samples --write-baseline known.json"""


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
    severity: Annotated[
        Texts,
        typer.Option(
            "--severity",
            metavar="CODE=LEVEL",
            help="The gravest severity of a check, or of all that begin so: X104=info, T=warning, U104=off.",
        ),
    ] = None,
    rounding: Annotated[
        bool,
        typer.Option("--show-rounding", help="Also what is merely printed at several precisions (X104, an info)."),
    ] = False,
    official: Annotated[
        Texts,
        typer.Option(
            "--official",
            metavar="PATH",
            help="Articles or tables to read besides, whose figures weigh more. For a table with columns of its own, "
            "NAME.yaml beside it says what they mean; such a table is official among the PATHS too.",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--map", metavar="FILE", help="What the columns of the --official tables mean, if not NAME.yaml."),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="FILE", help="Leave out the findings of a file of --write-baseline."),
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option("--write-baseline", metavar="FILE", help="Take all that is found now as known, from this run on."),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=0,
            metavar="SECONDS",
            help="Stop naming culprits after this time; the conflicts are all listed.",
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every piece of evidence, not the first few.")
    ] = False,
) -> int:
    """What contradicts what: one finding a root cause, with the evidence below; exit status 1 on an error.

    --format takes text (the table of the terminal), sarif and github besides. Filters keep the
    findings that a figure has a part in; what is checked stays the whole. Findings that someone has
    looked at stand in `ignore:` of tradecli.yaml, with a reason, or in a baseline.
    """
    from tradecli import api
    from tradecli.checks import accepted
    from tradecli.output import findings

    run = Run(
        common,
        inputs,
        output,
        others=findings.FINDINGS,
        select=listed(select) or None,
        fail_on=fail_on,
        severity=_levels(severity),
        official=official,
        baseline=baseline,
    )
    fails = api.threshold(run.settings["fail_on"])
    if form is not None and not run.settings["official"]:
        raise ValueError("--map is for the tables of --official. Name one, or put NAME.yaml beside the table.")
    options = _options(run, ignore, rounding=rounding)
    known = accepted.read(_content(run.settings["baseline"])) if run.settings["baseline"] else []
    chosen = run.chosen(filters)
    baselines = [each for each in (run.settings["baseline"], write_baseline) if each and _is_baseline(each)]
    reports = run.reports(official=run.settings["official"], form=form, skip=baselines)
    if not reports.sources and (write_baseline or run.format not in findings.DOCUMENTS):
        return run.code
    frame = reports.frame()
    report = api.flag(
        frame, reports.articles, lexicon=run.lexicon, official=reports.official, time_limit=time_limit, **options
    )
    report = dataclasses.replace(report, unread=tuple(map(str, reports.problems)))
    if any(vars(filters).values()):
        report = api.about(report, run.filtered(frame, chosen))
    for note in report.notes:
        run.note(f"{note}.")
    if write_baseline is not None:
        run.save(accepted.written(report).encode(), write_baseline)
        run.note(f"findings written to {write_baseline}: {len(report.findings)}. --baseline leaves them out.")
        report = accepted.fresh(report, accepted.read(accepted.written(report)))
    report = accepted.fresh(report, known)
    name = "text" if run.format == "table" else run.format
    run.write(findings.render(report, name, run.look(), every=evidence))
    return run.code or int(fails(report))


def _options(run: Run, ignore: Texts, *, rounding: bool) -> dict[str, Any]:
    """What `api.flag` is to leave out and how grave it is to take the rest, from options and settings."""
    from tradecli import api

    settings, origins = run.settings, run.settings.origins
    codes = [each for each in settings["ignore"] if isinstance(each, str)]
    entries = [each for each in settings["ignore"] if not isinstance(each, str)]
    severities = api.severities(settings["severity"], origins["severity"])
    return {
        "select": api.codes(settings["select"], origins["select"]),
        "ignore": api.codes(listed(ignore), "--ignore") or api.codes(codes, origins["ignore"]),
        "severities": api.with_rounding(severities) if rounding else severities,
        "accepted": [_entry(each, origins["ignore"]) for each in entries],
    }


def _levels(texts: Texts) -> dict[str, str] | None:
    """Severities by code from texts like `X104=info`; raises ValueError for another."""
    pairs = [text.partition("=") for text in listed(texts)]
    for code, sign, level in pairs:
        if not (code.strip() and sign and level.strip()):
            raise ValueError(f"not a severity: {code + sign + level!r}. Write --severity X104=info.")
    return {code.strip().upper(): level.strip() for code, _, level in pairs} or None


def _entry(item: dict[str, str], origin: str) -> Accepted:
    from tradecli.checks import accepted

    try:
        return accepted.entry(item)
    except ValueError as error:
        raise ValueError(f"{error} ({origin}). Write {{code: X101, fingerprint: ..., reason: ...}}.") from None


def _is_baseline(file: str) -> bool:
    """Whether a file is a baseline, which among the reports is none of them."""
    from tradecli.checks import accepted

    try:
        accepted.read(_content(file))
    except ValueError:
        return False
    return True


def _content(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"cannot read the baseline {file!r}: {reason}. --write-baseline writes one.") from None
