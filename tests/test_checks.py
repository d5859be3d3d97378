"""Checks: their registry and pages, and sets of figures that must fire or stay silent."""

from pathlib import Path

import pytest
import yaml

from tradecli import checks
from tradecli.checks.examples import report

CASES = Path(__file__).parent / "cases" / "checks"


def cases(name: str) -> list:
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("row", cases("near_misses"))
def test_near_miss_is_silent(row):
    assert [finding.message for finding in report(row["figures"]).findings] == []


@pytest.mark.parametrize("row", cases("conflicts"))
def test_conflict_is_found(row):
    found = report(row["figures"]).findings
    assert [f"{each.code} {each.severity} {each.primary.quote}" for each in found] == row["finds"]
    first = found[0]
    if "repair" in row:
        assert first.repair is not None
        assert first.repair.value == pytest.approx(float(row["repair"]))
    assert [each.quote for each in first.alternatives] == row.get("alternatives", [e.quote for e in first.alternatives])
    assert set(row.get("also", ())) <= set(first.also)


@pytest.mark.parametrize("row", cases("conflicts"))
def test_order_and_names_change_nothing(row):
    def verdicts(lines):
        return sorted(
            (each.code, each.severity, each.primary.quote, each.fingerprint) for each in report(lines).findings
        )

    renamed = [{"a": "z", "b": "y", "c": "x", "d": "w"}[line[0]] + line[1:] for line in row["figures"]]
    assert verdicts(reversed(row["figures"])) == verdicts(row["figures"]) == verdicts(renamed)


@pytest.mark.parametrize("code", sorted(checks.checks()))
def test_page_of_a_check(code):
    page = checks.explain(code)
    assert page.startswith(f"{code}: ")
    for part in ("What", "Why", "Formula", "Guard", ">>> "):
        assert part in page or part.lower() in page
    check = checks.get(code)
    assert check.ties or check.run or check.slips or check.names or code in ("X101", "X102")


def test_every_finding_holds_both_quotes_and_intervals():
    finding = report(
        ["a | China | total | 2025 | 4.547 trillion yuan", "b | China | total | 2025 | 45.47 trillion yuan"]
    )
    [first] = finding.findings
    assert first.primary.quote in first.message
    assert first.related[0].quote in first.message
    assert first.primary.low < first.primary.high < first.related[0].low < first.related[0].high
    assert "4.5475 trillion" in first.arithmetic or "4.548 trillion" in first.arithmetic
