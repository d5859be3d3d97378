"""Findings in every format, and what may be left out of them."""

import json

import pytest

from tradecli.checks import accepted
from tradecli.checks.engine import chosen
from tradecli.checks.examples import report
from tradecli.output import findings, sarif

LINES = """
a, b.txt | China | total | 2025 | 4.547 trillion yuan | sentence=One\x1b[31m.
c.txt | China | total | 2025 | 45.47 trillion yuan | sentence=Two.
d.txt | China | total | 2025 | 45.47 trillion yuan | sentence=Three.
d.txt | Shanghai | total | 2025-Q1 | -2.5% | value=-2.5
c.txt | Shanghai | total | 2025-Q1 | -2.7% | value=-2.7
"""


@pytest.fixture(scope="module")
def made():
    return report(LINES)


def test_text(made):
    lines = findings.text(made).splitlines()
    assert lines[0].startswith("a, b.txt:1:1: X101 error: China total, 2025 is 4.547 trillion yuan here")
    assert lines[1].startswith('    d.txt:3:1  "45.47 trillion yuan"')
    assert "suggest 45.47 trillion (x10), the only explanation" in "\n".join(lines)
    assert lines[-1] == "Checked 5 figures, 5 of them against others: 1 error, 1 warning"


def test_json_has_every_field(made):
    document = json.loads(findings.render(made, "json"))
    assert document["coverage"]["checkable"] == 5
    first = document["findings"][0]
    assert set(first) >= {
        *("code", "severity", "message", "key", "bounds_a", "bounds_b", "gap", "gap_units", "primary", "related"),
        *("diagnosis_id", "alternatives", "repair", "fingerprint", "needs", "schema_version", "also"),
    }
    assert set(first["primary"]) >= {"source", "line", "column", "end_line", "end_column", "start", "end", "quote"}
    assert first["repair"] == {
        "value": 45.47e12,
        "kind": "power of ten",
        "message": "x10",
        "applicability": "suggestion",
    }
    assert [json.loads(line)["code"] for line in findings.render(made, "jsonl").splitlines()] == ["X101", "X101"]


def test_csv_is_one_row_a_finding(made):
    rows = findings.render(made, "csv").decode().splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("code,severity,message,source,line,column")


def test_sarif_has_what_the_standard_requires(made):
    log = json.loads(findings.render(made, "sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "tradecli"
    assert run["columnKind"] == "unicodeCodePoints"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert [each["executionSuccessful"] for each in run["invocations"]] == [True]
    for result in run["results"]:
        assert result["level"] in ("note", "warning", "error")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        for place in (*result["locations"], *result["relatedLocations"]):
            physical = place["physicalLocation"]
            region = physical["region"]
            assert region["startLine"] >= 1
            assert region["startColumn"] >= 1
            assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
            assert set(physical["artifactLocation"]) == {"uri", "uriBaseId"}
            assert " " not in physical["artifactLocation"]["uri"]
        assert len({each["id"] for each in result["relatedLocations"]}) == len(result["relatedLocations"])
        assert list(result["partialFingerprints"]) == ["tradecli/v1"]


def test_sarif_of_nothing():
    log = sarif.log(report("a | China | total | 2025 | 45.47 trillion yuan"))
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["tool"]["driver"]["rules"]


def test_github_escapes(made):
    lines = findings.render(made, "github").decode().splitlines()
    assert lines[0].startswith("::error file=a%2C b.txt,line=1,col=1,title=X101")
    assert lines[1].startswith("::warning file=")
    assert "-2.7%25" in lines[1]
    assert "%0A" in lines[0]


def test_nothing_hostile_gets_through(made):
    for name in ("text", "github", "sarif", "json"):
        assert b"\x1b" not in findings.render(made, name)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [([], [], True), (["X"], [], True), (["X101"], ["X"], True), (["X"], ["X101"], False), (["S"], [], False)],
)
def test_select_and_ignore(select, ignore, expected):
    assert chosen("X101", select, ignore) is expected


def test_ignore_entries(made):
    first = made.findings[0]
    entries = [
        accepted.entry({"fingerprint": first.fingerprint[:10], "reason": "known slip", "until": "2026-12-31"}),
        accepted.entry("J101"),
    ]
    left = accepted.without(made, entries, "2026-06-01")
    assert [each.severity for each in left.findings] == ["warning"]
    assert left.hidden == 1
    assert left.notes == ("the ignore entry J101 covers nothing",)
    later = accepted.without(made, entries[:1], "2027-01-01")
    assert len(later.findings) == 2
    assert later.notes == (f"the ignore entry {first.fingerprint[:10]} ended on 2026-12-31",)


def test_baseline(made):
    again = accepted.fresh(made, accepted.read(accepted.written(made)))
    assert again.findings == ()
    assert again.hidden == 2
    with pytest.raises(ValueError, match="no baseline"):
        accepted.read("{}")


def test_severities_by_beginning():
    first = report(LINES, severities={"X": "warning"}).findings[0]
    assert first.severity == "warning"
    assert report(LINES, severities={"X1": "off"}).findings == ()
