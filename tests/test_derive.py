"""What follows from the outside reports holds what was published elsewhere."""

import pytest

from tests.corpus.gold import SHARED
from tradecli.analysis.derive import derive
from tradecli.checks.examples import figure
from tradecli.frames import to_frame
from tradecli.lexicon import Lexicon

OUTSIDE = pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="the outside reports are not here")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.fixture(scope="module")
def derived(lexicon):
    from tests.corpus.gold import gold_frame

    return derive(gold_frame("0"), lexicon=lexicon)


def bounds(table, **key) -> tuple[float, float]:
    for name in ("partner", "product", "channel", "of"):
        key.setdefault(name, "")
    rows = table
    for name, value in key.items():
        rows = rows[rows[name] == value]
    [(low, high)] = zip(rows["low"], rows["high"], strict=True)
    return low, high


PUBLISHED = [
    # What, what the reports must give, what was published elsewhere (customs, in yuan or percent).
    ({"region": "China", "flow": "exports", "metric": "value", "period": "2025"}, (26913e9, 27152e9), 26.99e12),
    ({"region": "China", "flow": "imports", "metric": "value", "period": "2025"}, (18313e9, 18562e9), 18.48e12),
    ({"region": "Guangdong", "flow": "total", "metric": "contribution", "period": "2025"}, (23.6, 24.6), 24.1),
    ({"region": "China", "flow": "total", "metric": "value", "period": "2024"}, (43792e9, 43831e9), None),
    ({"region": "Xinjiang", "flow": "balance", "metric": "value", "period": "2025"}, (401.05e9, 401.15e9), None),
    ({"region": "Xinjiang", "flow": "total", "metric": "value", "period": "2024"}, (433.81e9, 434.21e9), None),
    ({"region": "Zhejiang", "flow": "imports", "metric": "value", "period": "2025"}, (1350e9, 1370e9), None),
    ({"region": "Zhejiang", "flow": "imports", "metric": "growth", "period": "2025"}, (-0.15, 0.58), None),
    ({"region": "Zhejiang", "flow": "exports", "metric": "value", "period": "2024"}, (3902e9, 3915e9), None),
]


@OUTSIDE
@pytest.mark.parametrize(("key", "expected", "published"), PUBLISHED)
def test_published_values_are_inside(derived, key, expected, published):
    low, high = bounds(derived, **key)
    assert (low, high) == pytest.approx(expected, rel=1e-3, abs=0.06)
    assert published is None or low <= published <= high


@OUTSIDE
def test_shares_of_the_year_before(derived):
    key = {"region": "Xinjiang", "flow": "total", "metric": "share", "period": "2024", "of": "region"}
    assert bounds(derived, **key, partner="Belt and Road") == pytest.approx((91.99, 92.18), abs=0.01)
    assert bounds(derived, **key, partner="ASEAN") == pytest.approx((7.82, 7.84), abs=0.01)


@OUTSIDE
def test_growth_of_the_rest(lexicon):
    from tests.corpus.gold import gold_frame

    wide = derive(gold_frame("0"), lexicon=lexicon, max_width=1.0)
    rest = {"flow": "total", "metric": "growth", "period": "2025", "partner": "other than Belt and Road"}
    assert bounds(wide, **rest, region="Xinjiang") == pytest.approx((78.4, 82.4), abs=0.1)
    assert bounds(wide, **rest, region="China") == pytest.approx((1.07, 1.33), abs=0.01)


@OUTSIDE
def test_every_row_has_its_quotes(derived):
    assert (derived["follows_from"] != "").all()
    assert (derived["sources"] >= 1).all()
    assert (derived["width"] <= 0.1).all()


def frame(*lines):
    return to_frame([figure(line, place) for place, line in enumerate(lines, 1)])


def test_a_distrusted_figure_carries_nothing(lexicon):
    lines = ("a | Zhejiang | total | 2025 | 5.55 trillion yuan", "a | Zhejiang | exports | 2025 | 4.19 trillion yuan")
    assert len(derive(frame(*lines), lexicon=lexicon)) > 0
    against = (*lines, "b | Zhejiang | exports | 2025 | 4.79 trillion yuan")
    assert len(derive(frame(*against), lexicon=lexicon)) == 0
    assert len(derive(frame(*lines), lexicon=lexicon, distrusted=[("a", 200)])) == 0


def test_wide_bounds_are_refused(lexicon):
    lines = ("a | Zhejiang | total | 2025 | 5.5 trillion yuan", "a | Zhejiang | exports | 2025 | 5.1 trillion yuan")
    key = {"region": "Zhejiang", "flow": "imports", "metric": "value", "period": "2025"}
    assert bounds(derive(frame(*lines), lexicon=lexicon, max_width=0.6), **key) == pytest.approx(
        (0.3e12, 0.5e12), rel=1e-3
    )
    narrow = derive(frame(*lines), lexicon=lexicon)
    assert narrow[(narrow["flow"] == "imports") & (narrow["metric"] == "value")].empty


MONTHS = [
    # A longer period, one that begins with it, what is left, and its level.
    (("2025", "560.4"), ("2025-01/2025-11", "510.2"), "2025-12", (50.1, 50.3)),
    (("2025-H1", "270.3"), ("2025-Q1", "130.1"), "2025-Q2", (140.1, 140.3)),
    (("2025-01/2025-08", "361"), ("2025-01/2025-07", "312"), "2025-08", (48.0, 50.0)),
]


@pytest.mark.parametrize(("whole", "part", "left", "expected"), MONTHS)
def test_months_and_quarters_follow_from_longer_periods(lexicon, whole, part, left, expected):
    lines = [f"a | Hunan | total | {period} | {level} billion yuan" for period, level in (whole, part)]
    table = derive(frame(*lines), lexicon=lexicon)
    low, high = bounds(table, region="Hunan", flow="total", metric="value", period=left)
    assert (low / 1e9, high / 1e9) == pytest.approx(expected, abs=0.01)
    assert set(table[table["period"] == left]["needs"]) == {"no later revision of the months before"}


def test_half_a_year_is_no_single_gap(lexicon):
    lines = ("a | Hunan | total | 2025 | 560.4 billion yuan", "a | Hunan | total | 2025-H1 | 270.3 billion yuan")
    assert "2025-H2" not in set(derive(frame(*lines), lexicon=lexicon)["period"])
