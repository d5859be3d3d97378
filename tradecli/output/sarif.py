"""Findings as SARIF 2.1.0, for code review and dashboards.

After the OASIS standard: one run; every rule is listed, so that closed alerts close;
columns count Unicode characters; paths below the current folder are relative to
`%SRCROOT%`.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tradecli.output.values import one_line

if TYPE_CHECKING:
    from tradecli.checks.report import Report
    from tradecli.model import Evidence, Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render_report(report: Report) -> bytes:
    """The report as one SARIF log."""
    from tradecli.output.json import dump

    return (dump(log(report)) + "\n").encode()


def log(report: Report) -> dict[str, Any]:
    """The SARIF log as plain values."""
    from tradecli import __version__
    from tradecli.checks import checks
    from tradecli.checks.engine import default_severities, severity_of

    severities = default_severities()
    rules: list[dict[str, Any]] = [
        {
            "id": check.code,
            "name": "".join(word.capitalize() for word in check.name.split("-")),
            "shortDescription": {"text": check.title.partition(": ")[2]},
            "fullDescription": {"text": check.page},
            "defaultConfiguration": {"level": LEVELS.get(severity_of(check.code, severities), "none")},
        }
        for check in checks().values()
    ]
    places: dict[str, int] = {rule["id"]: place for place, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {"name": "tradecli", "version": __version__, "semanticVersion": __version__, "rules": rules}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that flag was run in."}}},
        "invocations": [{"executionSuccessful": not report.unread, "toolExecutionNotifications": _told(report)}],
        "results": [_result(finding, places) for finding in report.findings],
        "properties": {"figures": report.coverage.figures, "checkable": report.coverage.checkable},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _told(report: Report) -> list[dict[str, Any]]:
    told = [("error", text) for text in report.unread] + [("note", text) for text in report.notes]
    return [{"level": level, "message": {"text": one_line(text)}} for level, text in told]


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    related = [*finding.related, *finding.alternatives]
    message = one_line(finding.message)
    message += f"; suggested: {one_line(finding.repair.message)}" if finding.repair else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [_location(finding.primary)],
        "relatedLocations": [
            {**_location(each), "id": number, "message": {"text": one_line(f"{each.quote} {each.message}").strip()}}
            for number, each in enumerate(related, 1)
        ],
        "partialFingerprints": {"tradecli/v1": finding.fingerprint},
        "properties": {
            "key": finding.key,
            "arithmetic": finding.arithmetic,
            "bounds": _bounds(finding.primary.low, finding.primary.high),
            "expected": _bounds(*finding.expected) if finding.expected else None,
            "gapUnits": finding.gap_units,
            "also": list(finding.also),
        },
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    return result


def _location(each: Evidence) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": max(1, each.line),
        "startColumn": max(1, each.column),
        "charOffset": max(0, each.start),
        "charLength": max(0, each.end - each.start),
        "snippet": {"text": one_line(each.quote)},
    }
    if each.end_line:
        region |= {"endLine": each.end_line, "endColumn": each.end_column}
    return {"physicalLocation": {"artifactLocation": artifact(each.source), "region": region}}


def artifact(source: str) -> dict[str, str]:
    """Where a source is, as SARIF says it.

    >>> artifact("reports/a b.txt")
    {'uri': 'reports/a%20b.txt', 'uriBaseId': '%SRCROOT%'}
    """
    path = Path(source)
    if path.is_absolute():
        here = Path.cwd()
        if not path.is_relative_to(here):
            return {"uri": path.as_uri()}
        path = path.relative_to(here)
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _bounds(low: float, high: float) -> list[float | None]:
    return [low if math.isfinite(low) else None, high if math.isfinite(high) else None]
