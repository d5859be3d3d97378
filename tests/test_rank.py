"""Who leads: candidates, periods, ranges of ranks, notes."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import LEXICON, table
from tradecli.analysis.rank import COLUMNS, places, rank
from tradecli.lexicon import UnknownName


def ranked(rows: list[dict[str, Any]], **options: Any) -> pd.DataFrame:
    return rank(table(rows), lexicon=LEXICON, **options)


def names(rows: list[dict[str, Any]], **options: Any) -> list[str]:
    return ranked(rows, **options)["name"].tolist()


PROVINCES = [
    {"source": "a", "region": "Xinjiang", "value": 19.9},
    {"source": "a", "region": "Hubei", "value": 18.2},
    {"source": "a", "region": "Guangdong", "value": 4.4},
]


def test_provinces_only() -> None:
    others = [
        {"source": "a", "region": "China", "value": 3.8},
        {"source": "a", "region": "Ningbo", "value": 2.6},
        {"source": "a", "region": "Yangtze River Delta", "value": 6.3},
        {"source": "a", "region": "Hubei + Xinjiang", "value": 50.0},
        {"source": "a", "region": "Atlantis", "value": 99.0},
        {"source": "a", "region": "Henan", "partner": "ASEAN", "value": 98.3},
        {"source": "a", "region": "Henan", "product": "coal", "value": 97.3},
        {"source": "a", "region": "Henan", "channel": "general trade", "value": 96.3},
        {"source": "a", "region": "Henan", "flow": "exports", "value": 95.3},
        {"source": "a", "region": "Henan", "base": "2019", "value": 94.3},
        {"source": "a", "region": "Henan", "terms": "USD", "value": 93.3},
    ]
    assert names(PROVINCES + others) == ["Xinjiang", "Hubei", "Guangdong"]
    assert names(PROVINCES + others, level="city") == ["Ningbo"]
    assert names(PROVINCES + others, level="area") == ["Yangtze River Delta"]
    assert names(PROVINCES + others, level="country") == ["China"]
    assert names(PROVINCES + others, partner="ASEAN") == ["Henan"]
    assert names(PROVINCES + others, flow="exports") == ["Henan"]
    assert names(PROVINCES + others, terms="USD") == ["Henan"]
    assert names(PROVINCES + others, base="2019") == ["Henan"]
    assert names(PROVINCES + others, region=["guangdong", "宁波"]) == ["Guangdong", "Ningbo"]
    assert names(PROVINCES + others, within="west") == ["Xinjiang"]


def test_a_level_that_none_is_of_names_those_that_some_are() -> None:
    cities = [
        {"source": "a", "region": "Ningbo", "value": 2.6},
        {"source": "a", "region": "Suzhou", "value": 3.6},
        {"source": "a", "region": "Henan", "metric": "value", "unit": "CNY", "value": 5e9},
    ]
    ranking = ranked(cities)
    assert ranking.empty
    assert ranking.attrs["notes"][0] == "no region of level province has any; 2 of level city (--level city)"


def test_columns_and_order() -> None:
    result = ranked(PROVINCES, ascending=True, top=2)
    assert tuple(result.columns) == COLUMNS
    assert result[["rank", "name", "code"]].values.tolist() == [["1", "Guangdong", "CN-GD"], ["2", "Hubei", "CN-HB"]]


def test_only_like_with_like() -> None:
    months = [{**row, "period": "2025-01/2025-11", "value": row["value"] + 1} for row in PROVINCES]
    late = [{"source": "a", "region": "Anhui", "value": 77.0, "period": "2026-01"}]
    result = ranked(PROVINCES + months + late)
    assert result.attrs["period"] == "2025"
    assert result["value"].tolist() == [19.9, 18.2, 4.4]
    assert any("Anhui" in note for note in result.attrs["notes"])
    every = ranked(PROVINCES + months + late, all_periods=True)
    assert every[["rank", "period"]].values.tolist() == [
        ["1", "2026-01"],
        *[[str(place), "2025"] for place in (1, 2, 3)],
        *[[str(place), "2025-01/2025-11"] for place in (1, 2, 3)],
    ]
    assert ranked(PROVINCES + months, period="2025-01/2025-11")["value"].tolist() == [20.9, 19.2, 5.4]


def test_a_range_where_rounding_cannot_separate() -> None:
    rows = [
        {"source": "a", "region": "Xinjiang", "value": 20.0, "quote": "20%"},
        {"source": "a", "region": "Hubei", "value": 19.7, "quote": "19.7%"},
        {"source": "a", "region": "Anhui", "value": 19.3, "quote": "19.3%"},
        {"source": "a", "region": "Gansu", "value": 19.2, "quote": "19.2%"},
    ]
    assert ranked(rows)[["rank", "name"]].values.tolist() == [
        ["1-2", "Xinjiang"],
        ["1-2", "Hubei"],
        ["3", "Anhui"],
        ["4", "Gansu"],
    ]


def test_mere_bounds() -> None:
    rows = [
        {
            "source": "a",
            "region": "Guangdong",
            "metric": "value",
            "unit": "CNY",
            "value": 9.49e12,
            "quote": "9.49 trillion",
        },
        {
            "source": "a",
            "region": "Sichuan",
            "metric": "value",
            "unit": "CNY",
            "value": 1.03e12,
            "quote": "1.03 trillion",
        },
        {
            "source": "a",
            "region": "Anhui",
            "metric": "value",
            "unit": "CNY",
            "value": 1e12,
            "quote": "1 trillion",
            "bound": "gt",
        },
    ]
    result = ranked(rows, metric="value")
    assert result[["rank", "name", "low", "high"]].values.tolist() == [
        ["1", "Guangdong", 9.485e12, 9.495e12],
        ["2-3", "Sichuan", 1.025e12, 1.035e12],
        ["2-3", "Anhui", 1e12, 2e12],
    ]
    assert result["note"].str.startswith("more than").tolist() == [False, False, True]


def test_the_level_stands_beside_the_growth() -> None:
    level = {"metric": "value", "unit": "CNY", "region": "Xinjiang", "value": 5.204e11, "quote": "520.4 billion"}
    others = [
        {**level, "source": "b", "period": "2024", "value": 4.34e11, "quote": "434 billion"},
        {**level, "source": "b", "flow": "exports", "value": 4.607e11, "quote": "460.7 billion"},
        {**level, "source": "b", "unit": "USD", "value": 7.47e10, "quote": "74.7 billion"},
    ]
    result = ranked([*PROVINCES, {**level, "source": "b"}, *others])
    assert result["level"].fillna(0).tolist() == [5.204e11, 0, 0]


def test_partners_are_of_one_region() -> None:
    rows = [
        {"source": "a", "region": "China", "partner": "ASEAN", "value": 8.0},
        {"source": "a", "region": "China", "partner": "Africa", "value": 18.4},
        {"source": "a", "region": "Zhejiang", "partner": "ASEAN", "value": 16.5},
        {"source": "a", "region": "Zhejiang", "partner": "ASEAN + Africa", "value": 70.5},
        {"source": "a", "region": "China", "value": 3.8},
    ]
    assert names(rows, by="partner") == ["Africa", "ASEAN"]
    assert names(rows, by="partner", region="Zhejiang") == ["ASEAN"]
    both = ranked(rows, by="partner", region=["China", "Zhejiang"])
    assert both[["region", "rank", "name"]].values.tolist() == [
        ["China", "1", "Africa"],
        ["China", "2", "ASEAN"],
        ["Zhejiang", "1", "ASEAN"],
    ]


def test_goods_in_the_flow_that_most_have() -> None:
    rows = [
        {"source": "a", "product": "coal", "flow": "imports", "value": 1.0},
        {"source": "a", "product": "automobiles", "flow": "exports", "value": 2.0},
        {"source": "a", "product": "surgical robots", "flow": "exports", "value": 3.0},
    ]
    result = ranked(rows, by="product")
    assert result["name"].tolist() == ["surgical robots", "automobiles"]
    assert any("exports" in note for note in result.attrs["notes"])


def test_one_slip_does_not_lead_and_a_lone_one_is_doubted() -> None:
    level = {"metric": "value", "unit": "CNY"}
    rows = [
        {**level, "source": "a", "region": "Guangdong", "value": 94.9e12, "quote": "94.9 trillion"},
        {**level, "source": "b", "region": "Guangdong", "value": 9.49e12, "quote": "9.49 trillion"},
        {**level, "source": "c", "region": "China", "value": 45.47e12, "quote": "45.47 trillion"},
    ]
    assert ranked(rows, metric="value")[["value", "agree", "differ", "note"]].values.tolist() == [[9.49e12, 1, 1, ""]]
    assert "doubtful" in ranked([rows[0], rows[2]], metric="value")["note"].iat[0]


def test_errors() -> None:
    with pytest.raises(UnknownName, match="growth"):
        ranked(PROVINCES, metric="grwoth")
    with pytest.raises(UnknownName, match="Guangdong"):
        ranked(PROVINCES, region="Guandong")
    with pytest.raises(UnknownName, match="province"):
        ranked(PROVINCES, level="provinces")
    with pytest.raises(ValueError, match="not a period"):
        ranked(PROVINCES, period="2025-13")


def test_nothing_to_rank() -> None:
    result = ranked(PROVINCES, metric="share")
    assert tuple(result.columns) == COLUMNS
    assert len(result) == 0


ends = st.tuples(st.integers(-20, 20), st.integers(0, 6)).map(lambda pair: (float(pair[0]), float(sum(pair))))


@given(st.lists(ends, min_size=1, max_size=9))
def test_ranks_are_those_of_some_numbers_within(intervals: list[tuple[float, float]]) -> None:
    """Rank by rank: as many surely above, as many surely below; in order when disjoint, together when they overlap."""
    texts = places(*zip(*intervals, strict=True))
    spans = [tuple(int(end) for end in (text.split("-") * 2)[:2]) for text in texts]
    for (low, high), (best, worst) in zip(intervals, spans, strict=True):
        assert 1 <= best <= worst <= len(intervals)
        assert best == 1 + sum(
            other > high or (other == high and (other, up) != (low, high)) for other, up in intervals
        )
    for (one, a), (two, b) in pairwise(sorted(zip(intervals, spans, strict=True))):
        if one[1] < two[0]:
            assert a[0] > b[0] and a[1] > b[1]
        if one[1] > two[0] and one != two:
            assert a[0] <= b[1] and b[0] <= a[1]


shares = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from("abc"),
            "region": st.sampled_from(["Zhejiang", "Jiangsu", "Anhui", "Hubei"]),
            "value": st.integers(1, 90).map(lambda n: n / 10),
            "bound": st.sampled_from(["eq", "eq", "gt", "lt"]),
            "sentence": st.just("Said."),
            "start": st.integers(0, 99),
        }
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda row: (row["source"], row["start"]),
)


@settings(max_examples=40, deadline=None)
@given(shares, st.randoms())
def test_order_and_copies_change_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    copies = [{**row, "source": "zz"} for row in rows if row["source"] == rows[0]["source"]]
    more = rows + copies
    chance.shuffle(more)
    before, after = ranked(rows), ranked(more)
    pd.testing.assert_frame_equal(before, after)
    assert after.attrs == before.attrs


@settings(max_examples=40, deadline=None)
@given(shares)
def test_ranks_agree_with_intervals(rows: list[dict[str, Any]]) -> None:
    result = ranked(rows)
    assert result["rank"].tolist() == places(result["low"], result["high"])
