"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradecli.output.values import one_line

if TYPE_CHECKING:
    from tradecli.checks.report import Report
    from tradecli.model import Finding

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render_report(report: Report) -> bytes:
    """One command a finding, worst first: GitHub shows the first ten of a kind."""
    return "".join(command(finding) + "\n" for finding in report.findings).encode()


def command(finding: Finding) -> str:
    """One workflow command."""
    primary = finding.primary
    fields = {
        "file": primary.source,
        "line": str(max(1, primary.line)),
        "col": str(max(1, primary.column)),
        "title": finding.code,
    }
    if primary.end_line == primary.line:
        fields |= {"endLine": str(primary.end_line), "endColumn": str(primary.end_column)}
    message = one_line(finding.message)
    for each in finding.related[:5]:
        message += f"\n{each.source}:{each.line}:{each.column} {one_line(each.quote)}"
    if finding.repair is not None:
        message += f"\nsuggested: {one_line(finding.repair.message)}"
    head = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{LEVELS[finding.severity]} {head}::{_data(message)}"


def _data(text: str) -> str:
    r"""A message as a workflow command takes it.

    >>> _data("25%\nmore")
    '25%25%0Amore'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")
