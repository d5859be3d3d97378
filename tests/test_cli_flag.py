"""Every option of `flag` changes what it should, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.driver import run

ONE = "Zhejiang's foreign trade in 2025\n\nIn 2025, Zhejiang's total imports and exports reached {} trillion yuan.\n"
MAP = """
columns: {region: 地区, value: 进出口}
constant: {flow: total, metric: value, unit: CNY, period: 2025}
scale: 100000000
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles that contradict each other, and a table that knows better."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ONE.format("5.65"), encoding="utf-8")
    (tmp_path / "b.txt").write_text("Figures of the customs\n\n" + ONE.format("5.55"), encoding="utf-8")
    (tmp_path / "customs.csv").write_text("地区,进出口\n浙江,55500\n", encoding="utf-8")
    (tmp_path / "customs.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path


def flagged(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit status, findings and notes."""
    outcome = run(["flag", *arguments, "-f", "json"])
    stdout = str(outcome["stdout"])
    found = json.loads(stdout)["findings"] if stdout else []
    return int(str(outcome["code"])), found, str(outcome["stderr"])


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in found]


def fails(*arguments: str) -> str:
    outcome = run(["flag", *arguments])
    assert (outcome["code"], outcome["stdout"]) == (2, "")
    stderr = str(outcome["stderr"])
    assert stderr.count("\n") == 1
    return stderr


def test_without_options_either_may_be_wrong() -> None:
    code, [finding], notes = flagged("a.txt", "b.txt")
    assert (code, finding["code"], notes) == (1, "X101", "")
    assert len(finding["alternatives"]) == 1


@pytest.mark.parametrize("official", ["a.txt", "b.txt"])
def test_an_official_article_outweighs(official: str) -> None:
    other = {"a.txt": "b.txt", "b.txt": "a.txt"}[official]
    for paths in ([other], ["a.txt", "b.txt"]):
        _, [finding], _ = flagged(*paths, "--official", official)
        assert (finding["primary"]["source"], finding["alternatives"]) == (other, [])


@pytest.mark.parametrize("arguments", [["--official", "customs.csv"], ["customs.csv"]])
def test_a_table_with_a_map_outweighs(arguments: list[str]) -> None:
    code, [finding], _ = flagged("a.txt", *arguments)
    assert (code, finding["primary"]["source"], finding["alternatives"]) == (1, "a.txt", [])
    (cited,) = finding["related"]
    assert (cited["source"], cited["line"], cited["column"], cited["quote"]) == ("customs.csv", 2, 2, "55500")


def test_several_official_sources() -> None:
    _, [finding], _ = flagged("a.txt", "--official", "b.txt", "--official", "customs.csv")
    assert {each["source"] for each in finding["related"]} == {"b.txt", "customs.csv"}


def test_a_map_of_another_name(folder: Path) -> None:
    (folder / "customs.yaml").rename(folder / "columns.yaml")
    assert "map its columns" in flagged("a.txt", "--official", "customs.csv")[2]
    code, found, _ = flagged("a.txt", "--official", "customs.csv", "--map", "columns.yaml")
    assert (code, codes(found)) == (1, ["X101"])
    assert "--map is for the tables of --official" in fails("a.txt", "--map", "columns.yaml")


def test_an_official_source_that_is_not_there() -> None:
    code, _, notes = flagged("a.txt", "--official", "nope.csv")
    assert code == 2
    assert "no such file or folder (nope.csv)" in notes


def test_official_sources_of_the_configuration(folder: Path) -> None:
    (folder / "tradecli.yaml").write_text("official: customs.csv\n")
    _, [finding], _ = flagged("a.txt")
    assert finding["primary"]["source"] == "a.txt"


def test_a_baseline_is_neither_reported_nor_counted(folder: Path) -> None:
    code, found, notes = flagged("a.txt", "b.txt", "--write-baseline", "known.json")
    assert (code, found) == (0, [])
    assert "findings written to known.json: 1" in notes
    assert len(json.loads((folder / "known.json").read_text())["baseline"]) == 1
    assert flagged("a.txt", "b.txt", "--baseline", "known.json")[:2] == (0, [])
    (folder / "c.txt").write_text(ONE.format("55.5").replace("Zhejiang", "Jiangsu"), encoding="utf-8")
    (folder / "d.txt").write_text("More\n\n" + ONE.format("5.95").replace("Zhejiang", "Jiangsu"), encoding="utf-8")
    four = ["a.txt", "b.txt", "c.txt", "d.txt"]
    code, found, _ = flagged(*four, "--baseline", "known.json", "--select", "X")
    assert (code, {each["key"] for each in found}) == (1, {"Jiangsu total, 2025"})
    flagged(*four, "--baseline", "known.json", "--write-baseline", "known.json")
    assert flagged(*four, "--baseline", "known.json")[:2] == (0, []), "what was in a baseline stays in it"


def test_a_baseline_among_the_reports_is_none_of_them(folder: Path) -> None:
    assert flagged(".", "--write-baseline", "known.json")[0] == 0
    assert flagged(".", "--baseline", "known.json") == (0, [], "")
    assert flagged(".", "--write-baseline", "known.json")[0] == 0
    (folder / "tradecli.yaml").write_text("baseline: known.json\n")
    assert flagged(".") == (0, [], "")


def test_a_baseline_that_is_none(folder: Path) -> None:
    assert "cannot read the baseline 'nope.json'" in fails("a.txt", "--baseline", "nope.json")
    (folder / "other.json").write_text("[]")
    assert "no baseline" in fails("a.txt", "--baseline", "other.json")
    assert "is an input and is not overwritten" in fails("a.txt", "b.txt", "--write-baseline", "b.txt", "-q")


@pytest.mark.parametrize(
    ("entry", "found", "note"),
    [
        ("X101", [], ""),
        ("{code: X101, reason: known slip}", [], ""),
        ("{code: X101, reason: known slip, until: 2999-12-31}", [], ""),
        ("{code: X101, reason: known slip, until: 2020-01-01}", ["X101"], "the ignore entry X101 ended on 2020-01-01"),
        ("{code: T101, reason: no idea}", ["X101"], "the ignore entry T101 covers nothing"),
        ("{fingerprint: abcdef, reason: no idea}", ["X101"], "the ignore entry abcdef covers nothing"),
    ],
)
def test_ignore_entries(folder: Path, entry: str, found: list[str], note: str) -> None:
    (folder / "tradecli.yaml").write_text(f"ignore: [{entry}]\n")
    code, kept, notes = flagged("a.txt", "b.txt")
    assert (codes(kept), code) == (found, len(found))
    assert note in notes and bool(notes) == bool(note)


def test_an_ignore_entry_for_one_finding(folder: Path) -> None:
    _, [finding], _ = flagged("a.txt", "b.txt")
    (folder / "tradecli.yaml").write_text(f"ignore: [{{fingerprint: {finding['fingerprint'][:12]}, reason: seen}}]\n")
    assert flagged("a.txt", "b.txt") == (0, [], "")
    assert flagged("a.txt", "b.txt", "--select", "T") == (0, [], ""), "an entry is not idle because of --select"
    assert flagged("a.txt", "b.txt", "--ignore", "T101") == (0, [], ""), "--ignore leaves what was accepted"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{code: X101}", "needs a `reason`"),
        ("{reason: none}", "needs `code` or `fingerprint`"),
        ("{code: X101, why: none}", "not 'why'"),
        ("{code: X101, reason: a, until: soon}", "a day like 2026-12-31, not 'soon'"),
    ],
)
def test_ignore_entries_that_cannot_hold(folder: Path, entry: str, message: str) -> None:
    (folder / "tradecli.yaml").write_text(f"ignore: [{entry}]\n")
    said = fails("a.txt", "b.txt")
    assert message in said and "tradecli.yaml" in said


def test_severity() -> None:
    assert flagged("a.txt", "b.txt", "--severity", "X101=warning")[1][0]["severity"] == "warning"
    assert flagged("a.txt", "b.txt", "--severity", "x=info,T=off")[0] == 0, "an info is no error"
    assert flagged("a.txt", "b.txt", "--severity", "X1=off")[1] == []
    assert (
        flagged("a.txt", "b.txt", "--severity", "X=off", "--severity", "X101=warning", "--fail-on", "warning")[0] == 1
    )


def test_severity_of_the_configuration(folder: Path) -> None:
    (folder / "tradecli.yaml").write_text("severity: {x101: warning}\n")
    assert flagged("a.txt", "b.txt")[1][0]["severity"] == "warning"
    assert flagged("a.txt", "b.txt", "--severity", "X101=error")[1][0]["severity"] == "error"
    (folder / "tradecli.yaml").write_text("severity: {X101: loud}\n")
    assert "no severity 'loud'" in fails("a.txt", "b.txt")


def test_rounding_is_shown_on_request(folder: Path) -> None:
    (folder / "a.txt").write_text(ONE.format("5.553"), encoding="utf-8")
    assert flagged("a.txt", "b.txt")[:2] == (0, [])
    code, [finding], _ = flagged("a.txt", "b.txt", "--show-rounding")
    assert (code, finding["code"], finding["severity"]) == (0, "X104", "info")
    assert flagged("a.txt", "b.txt", "--show-rounding", "--severity", "X104=warning", "--fail-on", "info")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "ZZ"], "no check begins with 'ZZ' (--select). `tradecli rule` lists the checks."),
        (["--select", "X101,X11O1"], "no check begins with 'X11O1' (--select). Did you mean X101"),
        (["--ignore", "cross-sources"], "no check begins with 'cross-sources' (--ignore). Did you mean X101?"),
        (["--severity", "Q=info"], "no check begins with 'Q' (--severity)"),
        (["--severity", "X101=loud"], "no severity 'loud' (--severity: X101). Known: error, warning, info, off."),
        (["--severity", "X101"], "not a severity: 'X101'. Write --severity X104=info."),
        (["--time-limit", "-1"], "'--time-limit': "),
        (["--time-limit", "soon"], "'--time-limit'"),
    ],
)
def test_usage(arguments: list[str], message: str) -> None:
    assert message in fails("a.txt", *arguments)


def test_unknown_codes_of_the_configuration(folder: Path) -> None:
    for key in ("select", "ignore"):
        (folder / "tradecli.yaml").write_text(f"{key}: [ZZ]\n")
        assert "no check begins with 'ZZ' (" in fails("a.txt")
    (folder / "tradecli.yaml").write_text("severity: {ZZ: off}\n")
    assert "no check begins with 'ZZ' (" in fails("a.txt")


def test_codes_in_any_case() -> None:
    assert codes(flagged("a.txt", "b.txt", "--select", "x1")[1]) == ["X101"]
    assert flagged("a.txt", "b.txt", "--select", "T,s1")[1] == []
    assert flagged("a.txt", "b.txt", "--ignore", "x")[1] == []


@pytest.mark.parametrize("readable", [True, False])
def test_documents_name_what_could_not_be_read(folder: Path, readable: bool) -> None:
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    (folder / "good.txt").write_text("Jilin's exports rose 3.4 percent in 2024.")
    inputs = ["flag", "picture.jpg", *["good.txt"] * readable]
    document = run([*inputs, "--format", "json"])
    assert document["code"] == 2
    assert ["picture.jpg" in text for text in json.loads(str(document["stdout"]))["unread"]] == [True]
    invocation = invoked(*inputs)
    assert not invocation["executionSuccessful"]
    told = [each["message"]["text"] for each in invocation["toolExecutionNotifications"] if each["level"] == "error"]
    assert ["picture.jpg" in text for text in told] == [True]


def test_sarif_says_that_all_was_read() -> None:
    assert invoked("flag", "a.txt")["executionSuccessful"]


def invoked(*arguments: str) -> dict[str, Any]:
    """The one invocation of a SARIF log."""
    (invocation,) = json.loads(str(run([*arguments, "--format", "sarif"])["stdout"]))["runs"][0]["invocations"]
    return dict(invocation)


def test_time_limit(folder: Path) -> None:
    for name in ("Jiangsu", "Fujian", "Shandong"):
        for at, amount in enumerate(("1.5", "15", "1.9")):
            text = ("More\n\n" if at else "") + ONE.format(amount).replace("Zhejiang", name)
            (folder / f"{name}{at}.txt").write_text(text, encoding="utf-8")
    free, late = flagged("."), flagged(".", "--time-limit", "0")
    assert "time limit" not in free[2] and "naming culprits stopped at the time limit" in late[2]
    assert {each["key"] for each in late[1]} == {each["key"] for each in free[1]}, "the conflicts are complete"
    assert flagged(".", "--time-limit", "600") == free
