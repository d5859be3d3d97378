"""Cells, tables and marked articles."""

import csv
import io
import json
import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecli import output
from tradecli.model import Article
from tradecli.output import Look, marked
from tradecli.output.json import dump
from tradecli.output.values import guarded, number, one_line, safe, width

FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e16, max_value=1e16)


@given(FINITE)
def test_a_number_is_plain_and_keeps_its_value(value: float) -> None:
    text = number(value)
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", text)
    assert float(text) == pytest.approx(value, rel=1e-12, abs=1e-300)
    assert json.loads(dump(value)) == pytest.approx(value, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.55 * 10**12, "5550000000000"),
        (4.3999999999999995, "4.4"),
        (0.1 + 0.2, "0.3"),
        (1e16, "10000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (math.inf, ""),
        (math.nan, ""),
    ],
)
def test_no_exponent_and_no_noise(value: float, text: str) -> None:
    assert number(value) == text


@given(st.text())
def test_no_text_steers_a_terminal(text: str) -> None:
    for cleaned in (safe(text), one_line(text)):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", cleaned)
        assert "\r" not in cleaned.replace("\r\n", "\n")
    assert "\n" not in one_line(text)
    assert one_line(text).encode().decode() == one_line(text)


@given(st.text(min_size=1))
def test_no_cell_is_a_formula(text: str) -> None:
    assert guarded(text)[0] not in "=+-@\t\r" or len(text) == 1
    assert guarded(text).endswith(text)


@given(st.lists(st.tuples(st.text(), FINITE), max_size=5))
def test_formats_agree(rows: list[tuple[str, float]]) -> None:
    frame = pd.DataFrame(rows, columns=["text", "value"]).astype({"text": object, "value": float})
    read = list(csv.DictReader(io.StringIO(output.render(frame, "csv", Look(raw=True)).decode(), newline="")))
    objects = json.loads(output.render(frame, "json", Look()))
    lines = [json.loads(line) for line in output.render(frame, "jsonl", Look()).decode().split("\n") if line]
    assert objects == lines
    assert [row["value"] for row in read] == [number(each["value"]) for each in objects]
    assert [each["text"] for each in objects] == [safe(text) for text, _ in rows]
    table = output.render(frame, "table", Look()).decode().splitlines()
    assert len(table) == len(rows) + 2


def test_columns_line_up_in_chinese_too() -> None:
    frame = pd.DataFrame({"name": ["广东", "Zhejiang"], "value": [4.4, 15.4]})
    lines = output.render(frame, "table", Look()).decode().splitlines()
    assert {width(line) for line in lines} == {15}
    assert lines[2:] == ["广东        4.4", "Zhejiang   15.4"]


def test_an_empty_table_keeps_its_header() -> None:
    frame = pd.DataFrame(columns=["rank", "name"])
    assert output.render(frame, "csv", Look()) == b"rank,name\n"
    assert output.render(frame, "json", Look()) == b"[]\n"
    assert output.render(frame, "table", Look()).decode().splitlines()[0].split() == ["rank", "name"]


def figures(article: Article, *quotes: str) -> pd.DataFrame:
    starts = [article.text.index(quote) for quote in quotes]
    frame = pd.DataFrame({"start": starts, "quote": quotes, "metric": "growth", "value": 5.0, "unit": "%", "line": 1})
    return frame.assign(
        end=frame["start"] + frame["quote"].map(len).astype(int), region=[f"R{at}" for at in range(len(quotes))]
    )


def test_marks_and_legend_share_their_numbers() -> None:
    article = Article("a.txt", "Exports rose 5%,\r\nimports \x1b[31m6% or 6%-7%.\r\n", date="2026-01-19")
    shown = marked.marked(article, figures(article, "6%", "5%", "6%-7%", "5%"), Look())
    heading, _, body = shown.partition("\n\n")
    assert heading == "== a.txt | 2026-01-19"
    assert body.startswith("Exports rose [5%](1,2),\nimports \ufffd[31m[6%](3) or [6%-7%](4).\n\n")
    legend = [line.split() for line in body.splitlines() if re.match(r" *\d", line)]
    assert [(row[0], row[2]) for row in legend] == [("1", "R1"), ("2", "R3"), ("3", "R0"), ("4", "R2")]


def test_marks_in_colour_leave_the_text_as_it_is() -> None:
    article = Article("a.txt", "Exports rose 5%.")
    shown = marked.marked(article, figures(article, "5%"), Look(color=True, terminal=True, width=80))
    assert "Exports rose 5%(1)." in re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert "[5%]" not in shown


def test_an_article_without_figures() -> None:
    article = Article("a.txt", "Nothing here.")
    assert "no figures" in marked.marked(article, figures(article), Look())


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(output.OutputError, match="Did you mean csv"):
        output.chosen("cvs", None, terminal=False)
    assert output.chosen(None, "a.unknown", terminal=True) == "csv"
    assert output.chosen("json", "a.csv", terminal=True) == "json"
