"""Bars in a terminal, and pictures: what they say, that Chinese labels render, that nothing in a label is code."""

import io
import math
import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import LEXICON, table
from tradecli.analysis.compare import compare, wide
from tradecli.analysis.rank import rank
from tradecli.output import Look, OutputError, bars, chart, render
from tradecli.output.values import width

GROWTH = [("Xinjiang", 19.9, "19.9%"), ("Hubei", 18.0, "18%"), ("Guangdong", -4.4, "4.4%")]


def ranking(rows: list[tuple[str, float, str]] = GROWTH) -> pd.DataFrame:
    lines = [{"source": "a.txt", "region": region, "value": value, "quote": quote} for region, value, quote in rows]
    return rank(table(lines), lexicon=LEXICON)


def comparison() -> pd.DataFrame:
    levels = [{"metric": "value", "unit": "CNY", "value": 9.49e12, "quote": "9.49万亿元", "region": "Guangdong"}]
    rates = [{"region": region, "value": value, "quote": quote} for region, value, quote in GROWTH]
    return compare(table([*levels, *rates]), lexicon=LEXICON, regions=["Guangdong", "Hubei"])


def test_bars_share_an_axis_and_end_in_their_interval() -> None:
    drawn = bars.beside(ranking(), Look(width=60, columns=("name", "value", "unit")))
    assert drawn.columns.tolist() == ["name", "value", "unit", "bar"]
    first, second, last = drawn["bar"]
    assert first.index("#") == second.index("#") == len(last)
    assert set(last) == {"#"}
    assert len(first) > len(second) > len(second.rstrip("-"))


def test_no_bars_where_there_is_no_room() -> None:
    assert "bar" not in bars.beside(ranking(), Look(width=30, columns=("name", "value", "quote"))).columns
    assert "bar" not in bars.beside(ranking().iloc[:0], Look(width=100, columns=("name", "value"))).columns


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
@pytest.mark.parametrize("terminal", [True, False])
def test_a_table_with_bars_fits(columns: int, terminal: bool) -> None:
    look = Look(terminal=terminal, width=columns)
    rows = bars.beside(ranking(), Look(terminal, width=columns, columns=("rank", "name", "value", "unit", "quote")))
    sides = bars.between(wide(comparison()), look)
    for frame in (rows, sides):
        assert all(width(line) <= columns for line in render(frame, "table", look).decode().splitlines())
    assert columns < 80 or "bar" in rows.columns
    assert columns < 120 or len(sides.columns) > len(wide(comparison()).columns)


ENDS = st.floats(-1e13, 1e13) | st.sampled_from([math.inf, -math.inf, math.nan])


@given(st.lists(st.tuples(ENDS, ENDS, ENDS).map(sorted), max_size=6), st.integers(4, 40), st.booleans())
def test_no_bar_is_wider_than_its_room(spans: list[list[float]], room: int, plain: bool) -> None:
    drawn = bars.bars([(low, value, high) for low, value, high in spans], room, plain)
    assert len(drawn) == len(spans)
    assert all(len(each) <= room + 1 for each in drawn)
    if plain:
        assert all(set(each) <= set("#- ") for each in drawn)


class TestCharts:
    """With matplotlib."""

    @pytest.fixture(autouse=True)
    def library(self) -> None:
        pytest.importorskip("matplotlib")

    @pytest.mark.parametrize("kind", chart.KINDS)
    def test_same_table_same_bytes(self, kind: str) -> None:
        assert chart.draw(ranking(), kind) == chart.draw(ranking(), kind)

    def test_png(self) -> None:
        from PIL import Image

        image = Image.open(io.BytesIO(chart.draw(ranking(), "png")))
        assert image.format == "PNG" and image.width > 1000

    def test_svg_says_what_the_table_says(self) -> None:
        texts = re.findall(r">([^<>]+)</text>", chart.draw(ranking(), "svg").decode())
        said = " | ".join(texts)
        for name, _, quote in GROWTH:
            assert name in said and quote in said
        assert "Growth of imports and exports, 2025" in said
        assert "percent" in said
        assert "a.txt" in said

    def test_comparison_has_a_panel_a_unit(self) -> None:
        said = chart.draw(comparison(), "svg").decode()
        for text in ("trillion yuan", "percent", "9.49万亿元", "Guangdong", "Hubei", "total: growth"):
            assert text in said

    def test_labels_are_text(self) -> None:
        frame = ranking([("Xinjiang", 19.9, "$1 <b>&amp; $2^2$"), ("Hubei", 1.0, "\x1b[31m")])
        for kind in ("svg", "html"):
            said = chart.draw(frame, kind, title="<script>alert(1)</script>").decode()
            assert "<script" not in said and "<b>" not in said and "\x1b" not in said
            assert "$2^2$" in said

    def test_html_stands_alone(self) -> None:
        said = chart.draw(ranking(), "html").decode()
        assert said.startswith("<!doctype html>")
        assert not re.search(r"(src|href)=\"(?!#)", said)

    def test_chinese_labels_need_a_font_in_a_png(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from matplotlib import font_manager

        frame = ranking([("Guangdong", 9.49, "9.49万亿元")])
        monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["/fonts/DejaVuSans.ttf"])
        assert "万亿元" in chart.draw(frame, "svg").decode()
        with pytest.raises(OutputError, match="Chinese labels"):
            chart.draw(frame, "png")

    def test_chinese_labels_render(self) -> None:
        """Two texts that a font without Chinese would draw as the same empty boxes give two pictures."""
        try:
            one, two = (chart.draw(ranking([("Guangdong", 9.49, quote)]), "png") for quote in ("广东", "浙江"))
        except OutputError as error:
            pytest.skip(str(error))
        assert one != two

    def test_errors(self) -> None:
        with pytest.raises(OutputError, match="nothing to draw"):
            chart.draw(ranking().iloc[:0], "svg")
        with pytest.raises(OutputError, match=r"\.png, \.svg or \.html"):
            chart.kind_of("growth.pdf")


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    original = builtins.__import__

    def missing(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return original(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(OutputError, match=r"tradecli\[chart\]"):
        chart.draw(ranking(), "svg")
