"""Several statements of one quantity: who wins, what the bounds are, who counts."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import table
from tradecli.analysis.reconcile import reconcile

WIRE = "The total value of imports and exports of the province reached a new high last year, up by"
NUMBERS = ["value", "low", "high", "quote", "agree", "differ"]


def level(source: str, value: float, quote: str, **more: Any) -> dict[str, Any]:
    return {
        "source": source,
        "region": "China",
        "metric": "value",
        "unit": "CNY",
        "value": value,
        "quote": quote,
        **more,
    }


def only(frame: pd.DataFrame) -> dict[str, Any]:
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def test_a_slip_of_ten_loses_to_two() -> None:
    best = only(
        reconcile(
            table(
                [
                    level("a", 4.547e12, "4.547 trillion yuan"),
                    level("b", 45.47e12, "45.47 trillion yuan"),
                    level("c", 45.47e12, "RMB 45.47 trillion"),
                ]
            )
        )
    )
    assert (best["value"], best["agree"], best["differ"]) == (45.47e12, 2, 1)
    assert best["differing"] == "a: 4.547 trillion yuan"


@pytest.mark.parametrize("slip", ["a", "z"])
def test_one_against_one_the_parts_decide(slip: str) -> None:
    rows = [
        level(slip, 4.547e12, "4.547 trillion yuan"),
        level("m", 45.47e12, "45.47 trillion yuan"),
        level("m", 9.49e12, "9.49 trillion yuan", region="Guangdong"),
    ]
    best = reconcile(table(rows)).set_index("region")
    assert best.loc["China", "value"] == 45.47e12
    assert best.loc["Guangdong", "value"] == 9.49e12


def test_a_part_larger_than_its_whole_loses() -> None:
    rows = [
        level("m", 45.47e12, "45.47 trillion yuan"),
        level("a", 94.9e12, "94.9 trillion yuan", region="Guangdong"),
        level("b", 9.49e12, "9.49 trillion yuan", region="Guangdong"),
    ]
    assert reconcile(table(rows)).set_index("region").loc["Guangdong", "value"] == 9.49e12


def test_then_the_more_precise_then_the_newer() -> None:
    precise = table([{"source": "a", "value": 5.0, "quote": "5%"}, {"source": "b", "value": 6.13, "quote": "6.13%"}])
    assert only(reconcile(precise))["quote"] == "6.13%"
    newer = [
        {"source": "a", "value": 5.1, "quote": "5.1%", "published": "2026-01-20"},
        {"source": "b", "value": 6.1, "quote": "6.1%", "published": "2026-02-20"},
    ]
    assert only(reconcile(table(newer)))["quote"] == "6.1%"


def test_bounds_narrow_and_do_not_speak() -> None:
    rows = [
        {"source": "a", "value": 5.0, "quote": "5%"},
        {"source": "b", "value": 4.9, "quote": "4.9", "bound": "gt"},
        {"source": "c", "value": 20.0, "quote": "20", "bound": "lt"},
    ]
    best = only(reconcile(table(rows[:2])))
    assert (best["quote"], best["low"], best["high"], best["agree"]) == ("5%", 4.9, 5.5, 2)
    assert only(reconcile(table(rows)))["differ"] == 1


def test_bounds_alone_still_say_something() -> None:
    best = only(reconcile(table([{"source": "a", "value": 20.0, "quote": "20%", "bound": "gt"}])))
    assert (best["value"], best["bound"], best["low"], best["high"]) == (20.0, "gt", 20.0, float("inf"))


def test_numbers_that_only_touch_differ() -> None:
    rows = [level("a", 4.19e12, "4.19 trillion"), level("b", 4.18e12, "4.18 trillion")]
    best = only(reconcile(table(rows)))
    assert (best["agree"], best["differ"], best["low"], best["high"]) == (1, 1, 4.185e12, 4.195e12)


def test_overlap_is_not_passed_on() -> None:
    """5.4 and 5.44 agree, 5.44 and 5.436 agree, but 5.4 and 5.46 do not."""
    rows = [{"source": each, "value": value} for each, value in zip("abcd", (5.4, 5.44, 5.436, 5.46), strict=True)]
    best = only(reconcile(table(rows)))
    assert (best["quote"], best["agree"], best["differ"]) == ("5.436", 3, 1)


def test_a_source_that_contradicts_itself_counts_once() -> None:
    rows = [
        {"source": "a", "value": 5.1},
        {"source": "a", "value": 7.1},
        {"source": "b", "value": 7.1},
        {"source": "c", "value": 5.1},
        {"source": "d", "value": 5.1},
    ]
    best = only(reconcile(table(rows)))
    assert (best["quote"], best["agree"], best["differ"]) == ("5.1", 3, 1)
    assert best["differing"] == "a: 7.1; b: 7.1"


def test_one_period_in_two_ways() -> None:
    rows = [
        {"source": "a", "value": 5.1, "period": "2025-H1"},
        {"source": "b", "value": 5.1, "period": "2025-01/2025-06"},
        {"source": "c", "value": 5.1, "period": "2025-H1", "base": "2024-H1"},
    ]
    best = only(reconcile(table(rows)))
    assert (best["period"], best["base"], best["agree"]) == ("2025-H1", "", 3)


@pytest.mark.parametrize("field", ["unit", "terms", "of", "flow", "partner", "product", "channel", "region", "base"])
def test_other_quantities_stay_apart(field: str) -> None:
    rows = table([{"source": "a", "value": 5.1}, {"source": "b", "value": 9.9}])
    rows.loc[1, field] = {"unit": "pp", "flow": "exports", "base": "2019"}.get(field, "ASEAN")
    assert len(reconcile(rows)) == 2


def test_the_same_words_count_once() -> None:
    rows = [
        {"source": "a", "value": 5.1, "sentence": f"{WIRE} 5.1 percent."},
        {"source": "b", "value": 5.1, "sentence": f"{WIRE} 5.1 percent, it said."},
        {
            "source": "c",
            "value": 6.1,
            "sentence": "Growth was 6.1 percent, the bureau told reporters on Monday in a hall.",
        },
        {
            "source": "d",
            "value": 6.1,
            "sentence": "Officials put the increase over the year at 6.1 percent in their notes.",
        },
    ]
    best = only(reconcile(table(rows)))
    assert (best["quote"], best["agree"], best["differ"]) == ("6.1", 2, 1)
    assert only(reconcile(table(rows[:2])))["sources"] == "a"


def test_short_sentences_are_no_copies() -> None:
    rows = [
        {"source": each, "value": 5.1, "sentence": "Exports rose 5.1%.", "start": at} for at, each in enumerate("ab")
    ]
    assert only(reconcile(table(rows)))["agree"] == 2
    assert only(reconcile(table([{**row, "start": 7} for row in rows])))["agree"] == 1


def test_many_sources() -> None:
    """Among very many sources only exact copies count once; a large minority does not win."""
    rows = [
        {"source": f"s{i:03}", "value": 5.1 if i < 60 else 7.1, "sentence": f"Report {i}: growth."} for i in range(100)
    ]
    rows += [{"source": f"t{i:03}", "value": 7.1, "sentence": f"{WIRE} 7.1 percent."} for i in range(50)]
    best = only(reconcile(table(rows)))
    assert (best["value"], best["agree"], best["differ"]) == (5.1, 60, 41)


def test_empty_and_incomplete_tables() -> None:
    assert len(reconcile(table([{"value": 1.0}]).iloc[:0])) == 0
    bare = pd.DataFrame({"metric": ["growth"], "value": [5.4], "unit": ["%"], "quote": ["5.4%"]})
    assert only(reconcile(bare))["low"] == 5.35
    with pytest.raises(ValueError, match="metric"):
        reconcile(pd.DataFrame({"value": [1.0]}))


statements = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]),
        "start": st.integers(0, 900),
        "value": st.integers(1, 60).map(lambda n: n / 10) | st.integers(1, 6).map(float),
        "bound": st.sampled_from(["eq", "eq", "eq", "gt", "lt", "approx"]),
        "period": st.sampled_from(["2025", "2024", "2025-H1", "2025-01/2025-06"]),
        "region": st.sampled_from(["Zhejiang", "Jiangsu"]),
        "published": st.sampled_from(["", "2026-01-02", "2026-03-04"]),
        "sentence": st.sampled_from(
            ["", "Up 5.1%.", f"{WIRE} 5%.", f"{WIRE} 6%, it said.", "Trade of the region grew."]
        ),
    }
)
reports = st.lists(statements, min_size=1, max_size=12, unique_by=lambda row: (row["source"], row["start"]))


@settings(max_examples=60, deadline=None)
@given(reports, st.randoms())
def test_order_changes_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    pd.testing.assert_frame_equal(reconcile(table(rows)), reconcile(table(shuffled)))


@settings(max_examples=60, deadline=None)
@given(reports, st.sampled_from(["a.txt", "b.txt"]))
def test_a_copied_article_changes_nothing(rows: list[dict[str, Any]], copied: str) -> None:
    rows = [{**row, "sentence": row["sentence"] or "Said."} for row in rows]
    before = reconcile(table(rows))
    copy = [{**row, "source": "zz.txt"} for row in rows if row["source"] == copied]
    after = reconcile(table(rows + copy))
    pd.testing.assert_frame_equal(before, after)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_bounds_are_of_the_statements(rows: list[dict[str, Any]]) -> None:
    frame = table(rows)
    best = reconcile(frame)
    assert (best["low"] <= best["high"]).all()
    assert set(zip(best["value"], best["quote"], strict=True)) <= set(zip(frame["value"], frame["quote"], strict=True))
    assert (best["agree"] >= 1).all()
    assert (best["agree"] + best["differ"] <= 4).all()
