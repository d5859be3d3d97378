"""Side by side: what is shown, what is computed and how, groups, differences."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import LEXICON, table
from tradecli.analysis import groups
from tradecli.analysis.compare import COLUMNS, compare, wide
from tradecli.interval import Interval


def level(region: str, value: float, quote: str, **more: Any) -> dict[str, Any]:
    return {"source": "a", "region": region, "metric": "value", "unit": "CNY", "value": value, "quote": quote, **more}


def growth(region: str, value: float, **more: Any) -> dict[str, Any]:
    return {"source": "a", "region": region, "value": value, "quote": f"{value}%", **more}


def compared(rows: list[dict[str, Any]], **options: Any) -> pd.DataFrame:
    return compare(table(rows), lexicon=LEXICON, **options)


def line(frame: pd.DataFrame, region: str, item: str, basis: str = "") -> dict[str, Any]:
    found = frame[(frame["region"] == region) & (frame["item"] == item)]
    found = found[found["basis"] == basis] if basis else found
    assert len(found) == 1, frame[["region", "item", "basis"]]
    return found.iloc[0].to_dict()


XINJIANG = [
    level("Xinjiang", 520.4e9, "520.4 billion"),
    level("Xinjiang", 460.7e9, "460.7 billion", flow="exports"),
    level("Xinjiang", 59.6e9, "59.6 billion", flow="imports"),
    growth("Xinjiang", 19.9),
]
CHINA = [level("China", 45.47e12, "45.47 trillion"), growth("China", 3.8)]


def test_what_follows_for_one_region() -> None:
    result = compared(XINJIANG + CHINA, regions=["Xinjiang"], to="China")
    assert tuple(result.columns) == COLUMNS
    balance = line(result, "Xinjiang", "balance")
    assert (balance["value"], balance["low"], balance["high"]) == (401.1e9, 401.0e9, 401.2e9)
    assert (balance["basis"], balance["quote"], balance["sources"]) == ("computed", "", "a")
    share = line(result, "Xinjiang", "exports: share of trade")
    assert math.isclose(share["value"], 100 * 460.7 / 520.4)
    assert math.isclose(share["low"], 100 * 460.65 / 520.45) and math.isclose(share["high"], 100 * 460.75 / 520.35)
    assert math.isclose(line(result, "Xinjiang", "total: share of China")["value"], 100 * 0.5204 / 45.47)


def test_what_is_stated_is_not_computed() -> None:
    stated = [
        growth("Xinjiang", 1.2, metric="share", of="China"),
        level("Xinjiang", 4e11, "400 billion", flow="balance"),
    ]
    result = compared(XINJIANG + CHINA + stated, regions="Xinjiang")
    assert line(result, "Xinjiang", "total: share of China")["basis"] == "stated"
    assert line(result, "Xinjiang", "balance")["value"] == 4e11


def test_differences() -> None:
    result = compared(XINJIANG + CHINA, regions="Xinjiang", to="China")
    rate = line(result, "Xinjiang", "total: growth")
    assert (rate["difference_unit"], rate["baseline"]) == ("pp", "China")
    assert [round(rate[f"difference{end}"], 6) for end in ("", "_low", "_high")] == [16.1, 16.0, 16.2]
    amount = line(result, "Xinjiang", "total")
    assert amount["difference_unit"] == "ratio"
    assert amount["difference_low"] < amount["difference"] < amount["difference_high"]
    assert math.isnan(line(result, "China", "total")["difference"])


def test_only_lines_that_two_have() -> None:
    rows = [
        growth("Xinjiang", 98.3, partner="ASEAN"),
        growth("China", 8.0, partner="ASEAN"),
        growth("Xinjiang", 25.4, product="agricultural products", flow="exports"),
        growth("Xinjiang", 12.9, partner="ASEAN", metric="share", of="other"),
        growth("China", 12.9, partner="ASEAN", metric="share", of="other"),
    ]
    result = compared(XINJIANG + CHINA + rows, regions=["Xinjiang"], to="China")
    assert "total with ASEAN: growth" in set(result["item"])
    assert not any("agricultural" in item or "ASEAN: share" in item for item in result["item"])


def test_one_period() -> None:
    rows = [growth("Xinjiang", 22.0, period="2025-H1"), growth("China", 3.8, period="2025-H1")]
    assert set(compared(XINJIANG + CHINA + rows, regions="Xinjiang")["period"]) == {"2025"}
    half = compared(XINJIANG + CHINA + rows, regions="Xinjiang", to="China", period="2025-01/2025-06")
    assert half["value"].tolist() == [22.0, 3.8]
    assert any("no figures of Hubei" in note for note in compared(XINJIANG, regions="Hubei").attrs["notes"])


DELTA = [
    level("Zhejiang", 5.55e12, "5.55 trillion"),
    growth("Zhejiang", 5.4),
    level("Jiangsu", 5.95e12, "5.95 trillion"),
    growth("Jiangsu", 5.1),
    growth("Anhui", 17.3),
    level("Anhui", 1e12, "1 trillion", bound="gt"),
    growth("Yangtze River Delta", 6.3),
    level("Ningbo", 1.46e12, "1.46 trillion"),
]


def test_groups() -> None:
    result = compared(DELTA, by="area", period="2025")
    area = "Yangtze River Delta"
    total = line(result, area, "total")
    assert (total["value"], total["low"], total["bound"]) == (12.5e12, 12.49e12, "gt")
    assert math.isinf(total["high"])
    assert (total["coverage"], total["note"]) == ("3 of 4 members", "Jiangsu, Zhejiang, Anhui")
    together = line(result, area, "total: growth", "members weighted by prior-year levels")
    assert math.isclose(together["value"], 100 * (11.5 / (5.55 / 1.054 + 5.95 / 1.051) - 1))
    assert together["coverage"] == "2 of 4 members"
    assert line(result, area, "total: growth", "stated")["quote"] == "6.3%"
    for basis, value in (("median", 5.4), ("lowest", 5.1), ("highest", 17.3)):
        assert line(result, area, "total: growth", f"{basis} of members")["value"] == value


def test_zones_take_provinces_once() -> None:
    result = compared(DELTA, by="zone")
    assert line(result, "Eastern China", "total")["value"] == 11.5e12
    assert line(result, "Central China", "total")["coverage"] == "1 of 6 members"


def test_partners_are_never_added_up() -> None:
    rows = [level(region, 1e12, "1.0 trillion", partner="ASEAN") for region in ("Zhejiang", "Jiangsu")]
    result = compared(DELTA + rows, by="zone")
    assert not any("ASEAN" in item for item in result["item"])


def test_wide() -> None:
    table_ = wide(compared(XINJIANG + CHINA, regions="Xinjiang", to="China"))
    assert list(table_.columns) == ["item", "unit", "basis", "Xinjiang", "China", "Xinjiang to China"]
    assert table_.loc[table_["item"] == "total: growth", ["Xinjiang", "China"]].values.tolist() == [[19.9, 3.8]]
    bounded = wide(compared(DELTA, regions=["Anhui", "Zhejiang"]))
    assert bounded.loc[bounded["item"] == "total", "note"].tolist() == ["Anhui more than that"]
    assert len(wide(compared(DELTA, regions="Hubei"))) == 0


def test_errors() -> None:
    with pytest.raises(ValueError, match="--by"):
        compared(DELTA, regions="Anhui", by="zone")
    with pytest.raises(ValueError, match="zone"):
        compared(DELTA, by="zones")


spans = st.tuples(st.floats(1, 100), st.floats(0, 20)).map(lambda pair: Interval(pair[0], pair[0] + pair[1]))


@settings(deadline=None)
@given(st.lists(st.tuples(spans, spans, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5))
def test_weighted_growth_lies_within_its_ends(members: list[tuple[Interval, Interval, float, float]]) -> None:
    levels = [(each[0].low, each[0]) for each in members]
    rates = [(each[1].low, each[1]) for each in members]
    _, ends = groups.weighted(levels, rates)
    inside = [
        [(span.low + at * (span.high - span.low), span) for span, at in zip(column, places, strict=True)]
        for column, places in (
            ([each[0] for each in members], [each[2] for each in members]),
            ([each[1] for each in members], [each[3] for each in members]),
        )
    ]
    value, _ = groups.weighted(*inside)
    assert ends.low - 1e-6 <= value <= ends.high + 1e-6
    assert min(rate.low for _, rate in rates) - 1e-6 <= ends.low
    assert ends.high <= max(rate.high for _, rate in rates) + 1e-6


regions = st.sampled_from(["Zhejiang", "Jiangsu", "China", "Anhui"])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda region, flow, value, start: growth(region, value / 10, flow=flow, start=start, sentence="Said."),
            *(regions, st.sampled_from(["total", "exports"]), st.integers(1, 90), st.integers(0, 999)),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row["start"],
    ),
    st.randoms(),
)
def test_order_and_copies_change_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    more = rows + [{**row, "source": "zz"} for row in rows]
    chance.shuffle(more)
    for options in ({"to": "China"}, {"by": "zone"}):
        pd.testing.assert_frame_equal(compared(rows, **options), compared(more, **options))
