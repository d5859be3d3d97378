"""Commands that read articles: what they say must stand in the text."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.golden.driver import run

INPUTS = Path(__file__).parent / "golden" / "inputs"
ARTICLE = str(INPUTS / "xinjiang.txt")


def rows(*arguments: str) -> list[dict[str, Any]]:
    outcome = run([*arguments, "-f", "jsonl"])
    assert outcome["code"] == 0, outcome["stderr"]
    return [json.loads(line) for line in str(outcome["stdout"]).splitlines()]


@pytest.fixture(scope="module")
def figures() -> list[dict[str, Any]]:
    return rows("extract", ARTICLE)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_quote_stands_where_it_is_said_to(tmp_path: Path, ending: str, mark: str) -> None:
    text = (INPUTS / "xinjiang.txt").read_text(encoding="utf-8").replace("\n", ending)
    file = tmp_path / "a.txt"
    file.write_bytes((mark + text).encode())
    found = rows("extract", str(file))
    assert len(found) > 15
    lines = text.split("\n")
    for each in found:
        assert text[each["start"] : each["end"]] == each["quote"]
        assert lines[each["line"] - 1][each["column"] - 1 :].startswith(each["quote"])
        assert each["quote"] in each["sentence"]
        assert each["published"] == "2026-01-23"


def test_the_first_figures_are_right(figures: list[dict[str, Any]]) -> None:
    total = next(each for each in figures if each["quote"] == "520.37 billion yuan")
    assert total | {"region": "Xinjiang", "flow": "total", "metric": "value", "unit": "CNY", "period": "2025"} == total
    assert (total["value"], total["low"], total["high"]) == (520370000000, 520365000000, 520375000000)


def test_filters_agree_with_the_whole(figures: list[dict[str, Any]]) -> None:
    for name, value in (("flow", "imports"), ("metric", "growth"), ("partner", "Belt and Road")):
        some = rows("extract", ARTICLE, f"--{name}", value)
        assert some == [each for each in figures if each[name] == value]
        assert some
    both = rows("extract", ARTICLE, "--flow", "imports,exports", "--metric", "growth", "--metric", "value")
    assert both == [
        each for each in figures if each["flow"] in ("imports", "exports") and each["metric"] in ("growth", "value")
    ]


def test_show_marks_every_figure(figures: list[dict[str, Any]]) -> None:
    printed = str(run(["show", ARTICLE])["stdout"])
    body, legend = re.split(r"\n\n *n  line", printed)
    for each in figures:
        assert f"[{each['quote']}](" in body or any(
            each["quote"] in quote for quote in re.findall(r"\[([^\]]+)\]\(", body)
        )
    numbers = [int(number) for group in re.findall(r"\]\(([\d,]+)\)", body) for number in group.split(",")]
    assert numbers == list(range(1, len(figures) + 1))
    assert len(re.findall(r"(?m)^ *\d+  ", legend)) == len(figures)
    plain = re.sub(r"\[([^\]]+)\]\([\d,]+\)", r"\1", body.partition("\n\n")[2])
    assert plain == (INPUTS / "xinjiang.txt").read_text(encoding="utf-8").strip("\n")


def test_show_in_another_format_gives_the_figures(figures: list[dict[str, Any]]) -> None:
    assert rows("show", ARTICLE) == figures


def test_show_needs_an_article() -> None:
    outcome = run(["show", str(INPUTS / "figures.csv")])
    assert (outcome["code"], outcome["stdout"]) == (2, "")
    assert "no article to show" in str(outcome["stderr"])


def test_explain_names_the_winner(figures: list[dict[str, Any]]) -> None:
    explained = rows("extract", ARTICLE, "--explain", "--flow", "imports")
    assert {each["quote"] for each in explained} <= {each["quote"] for each in figures if each["flow"] == "imports"}
    flows = [each for each in explained if each["field"] == "flow" and each["won"]]
    assert flows and all(each["candidate"] == "imports" and each["why"] for each in flows)
    for each in flows:
        rivals = [other for other in explained if (other["column"], other["field"]) == (each["column"], "flow")]
        assert each["weight"] == max(other["weight"] for other in rivals)


def test_sources_count(figures: list[dict[str, Any]]) -> None:
    (article,) = rows("sources", ARTICLE)
    assert article["title"].startswith("Xinjiang's foreign trade bursts")
    assert (article["date"], article["language"]) == ("2026-01-23", "en")
    assert article["figures"] == len(figures)
    assert 0 < article["understood"] <= article["printed"]
    table = rows("sources", str(INPUTS / "figures.csv"))
    assert [each["source"] for each in table] == sorted(each["source"] for each in table)
    assert all(each["printed"] is None for each in table)


def test_standard_input_is_an_article_too() -> None:
    outcome = run(["extract", "-"], (INPUTS / "xinjiang.txt").read_text(encoding="utf-8"))
    found = list(csv.DictReader(io.StringIO(str(outcome["stdout"]))))
    assert {each["source"] for each in found} == {"-"}
    assert any(each["quote"] == "520.37 billion yuan" for each in found)


def test_an_article_and_its_table_of_figures_are_one_answer(tmp_path: Path) -> None:
    run(["extract", ARTICLE, "-o", str(tmp_path / "a.csv")])
    for command in ("rank", "compare", "flag"):
        from_article, from_table = run([command, ARTICLE]), run([command, str(tmp_path / "a.csv")])
        assert from_article["stdout"]
        if command != "flag":
            assert from_table == from_article


def test_the_samples_show_something_on_every_command() -> None:
    assert len(rows("sources")) >= 6
    names = [each["name"] for each in rows("rank", "--metric", "growth")]
    assert names[:3] == ["Xinjiang", "Hubei", "Anhui"]
    values = {each["name"]: each for each in rows("rank", "--metric", "value")}
    assert values["Zhejiang"]["value"] == 5550000000000, "one slip in one source does not reach a ranking"
    assert values["Zhejiang"]["differ"] == 1
    flagged = run(["flag", "--format", "json"])
    assert flagged["code"] == 1
    errors = [each for each in json.loads(str(flagged["stdout"]))["findings"] if each["severity"] == "error"]
    slip = [each for each in errors if each["primary"]["quote"] == "55.5 trillion yuan"]
    assert [each["code"] for each in slip] == ["X101"]
    assert slip[0]["repair"]["value"] == 5550000000000
    assert len(errors) == 1, [each["message"] for each in errors]
    regions = {each["region"] for each in rows("compare", "--region", "Guangdong,Zhejiang,Xinjiang")}
    assert regions == {"Guangdong", "Zhejiang", "Xinjiang"}
    assert {each["region"] for each in rows("compare", "--by", "zone")} >= {"Eastern China", "Western China"}


def test_sources_of_some_figures() -> None:
    everything, some = rows("sources"), rows("sources", "--region", "Zhejiang", "--metric", "value")
    assert {each["source"] for each in some} == {"samples/zhejiang.txt", "samples/provinces.txt"}
    assert all(
        each["figures"] < whole["figures"] for each in some for whole in everything if each["source"] == whole["source"]
    )


def test_rank_and_compare_with_what_follows(tmp_path: Path) -> None:
    text = (
        "Zhejiang's foreign trade in 2025\n\nIn 2025, Zhejiang's total imports and exports reached 5.55 trillion yuan. "
    )
    (tmp_path / "a.txt").write_text(text + "Exports came to 4.18 trillion yuan.\n", encoding="utf-8")
    source = str(tmp_path / "a.txt")
    question = ("rank", source, "--metric", "value", "--flow", "imports")
    assert rows(*question) == []
    (row,) = rows(*question, "--derived")
    assert row["note"].startswith("derived from") and '"5.55 trillion yuan"' in row["note"]
    assert row["low"] < 1.37e12 < row["high"]
    for arguments, expected in ((["--metric", "value"], "derived"), (["--flow", "exports"], None)):
        lines = {
            each["item"]: each for each in rows("compare", source, "--region", "Zhejiang", "--derived", *arguments)
        }
        assert lines.get("imports", {}).get("basis") == expected
    assert "imports" not in {each["item"] for each in rows("compare", source, "--region", "Zhejiang")}


def test_derive_width(tmp_path: Path) -> None:
    source = str(INPUTS / "figures.csv")
    wide, narrow = rows("derive", source), rows("derive", source, "--max-width", "0.5%")
    assert {each["width"] <= 0.005 for each in narrow} == {True}
    assert narrow == [each for each in wide if each["width"] <= 0.005] and len(narrow) < len(wide)
