"""Findings in every format: one record feeds them all.

`render(report, name, look)` takes `text`, `json`, `jsonl`, `sarif`, `github` and any
format of tables. The text form has one line a root cause, its evidence indented.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tradecli.output import Look
from tradecli.output.values import one_line

if TYPE_CHECKING:
    from tradecli.checks.report import Coverage, Report
    from tradecli.model import Evidence, Finding

FINDINGS = ("text", "sarif", "github")
"""Formats that only findings have."""
DOCUMENTS = ("json", "sarif")
"""Formats that say which inputs could not be read, and are written even if none could."""
SCHEMA_VERSION = 1
SHOWN = 5
"""Pieces of evidence of a finding that the text form prints."""


def render(report: Report, name: str, look: Look | None = None, *, every: bool = False) -> bytes:
    """The report in a format, as bytes; `every` prints all evidence in the text form."""
    look = look or Look()
    if name == "text":
        return text(report, every=every).encode()
    if name == "sarif":
        from tradecli.output import sarif

        return sarif.render_report(report)
    if name == "github":
        from tradecli.output import github

        return github.render_report(report)
    if name in ("json", "jsonl"):
        from tradecli.output.json import dump

        if name == "jsonl":
            return "".join(dump(record(finding)) + "\n" for finding in report.findings).encode()
        return (dump(records(report)) + "\n").encode()
    from tradecli.output import render as render_table

    return render_table(report.to_frame(), name, look)


def text(report: Report, *, every: bool = False) -> str:
    """One line a root cause with its evidence below, then what could be checked."""
    lines: list[str] = []
    for finding in report.findings:
        lines.extend(_lines(finding, every))
    lines.append(summary(report))
    return "\n".join(lines) + "\n"


def _lines(finding: Finding, every: bool) -> list[str]:
    primary = finding.primary
    also = f" ({', '.join(finding.also)})" if finding.also else ""
    place = f"{one_line(primary.source)}:{primary.line}:{primary.column}"
    lines = [f"{place}: {finding.code} {finding.severity}: {one_line(finding.message)}{also}"]
    suspects = {(each.source, each.start, each.end) for each in finding.alternatives}
    evidence = [("", each) for each in finding.related if (each.source, each.start, each.end) not in suspects]
    evidence = [("or this one: ", each) for each in _told(finding)] + evidence
    shown = evidence if every else evidence[:SHOWN]
    lines += [f"    {prefix}{_cited(each)}" for prefix, each in shown]
    if len(evidence) > len(shown):
        lines.append(f"    and {len(evidence) - len(shown)} more, with --all-evidence")
    if finding.arithmetic:
        lines.append(f"    = {one_line(finding.arithmetic)}")
    if finding.repair is not None:
        count = "the only explanation" if not finding.alternatives else "if this one is wrong"
        lines.append(f"    = suggest {one_line(repaired(finding))} ({one_line(finding.repair.message)}), {count}")
    if finding.needs:
        lines.append(f"    = rests on {one_line('; '.join(finding.needs))}")
    return lines


def _told(finding: Finding) -> list[Evidence]:
    """The other suspects, as the evidence tells of them."""
    related = {(each.source, each.start, each.end): each for each in finding.related}
    return [related.get((each.source, each.start, each.end), each) for each in finding.alternatives]


def _cited(each: Evidence) -> str:
    code = f" ({each.code})" if each.code else ""
    message = f"  {one_line(each.message)}" if each.message else ""
    return f'{one_line(each.source)}:{each.line}:{each.column}  "{one_line(each.quote)}"{message}{code}'


def repaired(finding: Finding) -> str:
    """The mended number as a person writes it."""
    repair = finding.repair
    if repair is None:
        return ""
    size = abs(repair.value)
    for scale, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if size >= scale:
            return f"{repair.value / scale:.7g}{word}"
    return f"{repair.value:.7g}"


def summary(report: Report) -> str:
    """The last line: what could be checked, and what was found.

    >>> from tradecli.checks.report import Coverage, Report
    >>> summary(Report((), Coverage(66, 62)))
    'Checked 66 figures, 62 of them against others: nothing contradicts'
    """
    coverage = report.coverage
    counts = [(report.count(name), name) for name in ("error", "warning", "info")]
    found = [f"{count} {name}{'s' if count > 1 and name != 'info' else ''}" for count, name in counts if count]
    hidden = f" ({report.hidden} hidden)" if report.hidden else ""
    tail = ", ".join(found) or "nothing contradicts"
    return f"Checked {coverage.figures} figures, {coverage.checkable} of them against others: {tail}{hidden}"


def records(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "findings": [record(finding) for finding in report.findings],
        "coverage": _coverage(report.coverage),
        "hidden": report.hidden,
        "notes": list(report.notes),
        "unread": list(report.unread),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "figures": coverage.figures,
        "checkable": coverage.checkable,
        "open": coverage.open,
        "never": list(coverage.never),
    }


def record(finding: Finding) -> dict[str, Any]:
    """One finding as plain values; amounts in base units, open ends null."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "key": finding.key,
        "primary": _evidence(finding.primary),
        "related": _all(finding.related),
        "bounds_a": _bounds(finding.primary.low, finding.primary.high),
        "bounds_b": _bounds(*finding.expected) if finding.expected else None,
        "arithmetic": finding.arithmetic,
        "gap": finding.gap,
        "gap_units": finding.gap_units,
        "repair": {
            "value": finding.repair.value,
            "kind": finding.repair.kind,
            "message": finding.repair.message,
            "applicability": "suggestion",
        }
        if finding.repair
        else None,
        "alternatives": _all(finding.alternatives),
        "also": list(finding.also),
        "diagnosis_id": finding.fingerprint[:12],
        "fingerprint": finding.fingerprint,
        "needs": list(finding.needs),
        "schema_version": SCHEMA_VERSION,
    }


def _all(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [_evidence(each) for each in evidence]


def _evidence(each: Evidence) -> dict[str, Any]:
    return {
        "source": each.source,
        "line": each.line,
        "column": each.column,
        "end_line": each.end_line,
        "end_column": each.end_column,
        "start": each.start,
        "end": each.end,
        "quote": each.quote,
        "interval": _bounds(each.low, each.high),
        "message": each.message,
        "code": each.code,
    }


def _bounds(low: float, high: float) -> list[float | None]:
    return [low if math.isfinite(low) else None, high if math.isfinite(high) else None]


__all__ = ["FINDINGS", "record", "records", "render", "repaired", "summary", "text"]
