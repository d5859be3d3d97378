"""The filters that every command shares, and the choices that a question leaves open."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import LEXICON, table
from tradecli.analysis import choices, periods
from tradecli.analysis.filters import Filters, select
from tradecli.lexicon import UnknownName

ROWS = table(
    [
        {"source": "reports/a.txt", "region": "Zhejiang", "value": 1.0},
        {"source": "reports/a.txt", "region": "Ningbo", "value": 2.0, "partner": "ASEAN"},
        {"source": "b.txt", "region": "Xinjiang", "value": 3.0, "period": "2025-H1", "channel": "general trade"},
        {"source": "b.txt", "region": "Jiangsu + Zhejiang", "value": 4.0, "flow": "exports", "product": "odd things"},
        {"source": "b.txt", "region": "China", "value": 5.0, "metric": "share"},
        {"source": "d.txt", "region": "Chile", "value": 6.0, "partner": "China"},
    ]
)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"region": ("智利",)}, [6]),
        ({"region": ("浙江",)}, [1]),
        ({"region": ("Jiangsu + zhejiang", "CN")}, [4, 5]),
        ({"within": ("east",)}, [1, 2, 4]),
        ({"within": ("Yangtze River Delta",)}, [1, 2, 4]),
        ({"within": ("China",)}, [1, 2, 3, 4]),
        ({"within": ("west", "Zhejiang")}, [2, 3]),
        ({"partner": ("东盟",)}, [2]),
        ({"partner": ("world",), "channel": ("all channels",)}, [1, 4, 5]),
        ({"product": ("Odd things",)}, [4]),
        ({"channel": ("general trade",)}, [3]),
        ({"flow": ("Exports",)}, [4]),
        ({"metric": ("growth",), "period": ("2025",)}, [1, 2, 4, 6]),
        ({"period": ("2025-01/2025-06",)}, [3]),
        ({"source": ("a.txt",)}, [1, 2]),
        ({"source": ("reports/*", "b")}, [1, 2, 3, 4, 5]),
        ({"source": ("c.txt",)}, []),
    ],
)
def test_what_passes(filters: dict[str, Any], kept: list[int]) -> None:
    assert select(ROWS, LEXICON, Filters(**filters))["value"].tolist() == kept


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"region": ("ASEAN",)}, "unknown region"),
        ({"region": ("Guandong",)}, "Guangdong"),
        ({"partner": ("Aseann",)}, "ASEAN"),
        ({"product": ("nothing of the kind",)}, "product"),
        ({"flow": ("export",)}, "exports"),
        ({"metric": ("rate",)}, "metric"),
        ({"period": ("2025-Q5",)}, "not a period"),
    ],
)
def test_what_cannot_be(filters: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said) as error:
        select(ROWS, LEXICON, Filters(**filters))
    assert isinstance(error.value, UnknownName) or "period" in filters


def test_levels() -> None:
    regions = ROWS["region"].tolist()
    assert choices.of_level(LEXICON, regions, "province") == ["Zhejiang", "Xinjiang"]
    assert choices.of_level(LEXICON, regions, "all") == ["Zhejiang", "Ningbo", "Xinjiang", "China"]
    assert choices.of_level(LEXICON, ["Eastern China", "Yangtze River Delta"], "zone") == ["Eastern China"]


months = st.integers(12 * 1990, 12 * 2040)


@given(months, st.integers(0, 71))
def test_a_period_is_read_as_it_is_written(first: int, length: int) -> None:
    period = periods.Period(first, first + length)
    assert periods.parse(str(period)) == period
    assert periods.canonical(str(period)) == str(period)
    assert periods.alike(str(period), str(period.shift(12)))
    assert not periods.alike(str(period), str(period.shift(1)))


@given(st.text(alphabet="0123456789-/QHqh ", max_size=20))
def test_no_text_breaks_a_period(text: str) -> None:
    written = periods.canonical(text)
    assert periods.canonical(written) == written


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["2024", "2025", "2025-Q1", "2026-01"])), min_size=1)
)
def test_the_shared_period(pairs: list[tuple[str, str]]) -> None:
    chosen = periods.shared(pairs)
    holders = {period: {who for who, when in pairs if when == period} for _, period in pairs}
    everyone = {who for who, _ in pairs}
    most = [period for period, who in holders.items() if 2 * len(who) > len(everyone)]
    if most:
        assert chosen in most
        assert periods.recency(chosen)[0] == max(periods.recency(period)[0] for period in most)
    else:
        assert len(holders[chosen]) == max(map(len, holders.values()))
