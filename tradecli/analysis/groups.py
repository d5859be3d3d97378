"""Groups of regions: what their members' levels and rates say of the whole."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tradecli.interval import Interval

Measured = tuple[float, Interval]
"""A number and the interval it stands for."""


def total(levels: Sequence[Measured]) -> Measured:
    """The sum of levels of regions of which no one lies in another.

    >>> total([(5.0, Interval(4, 6)), (1.0, Interval(1, 1))])
    (6.0, Interval(low=5, high=7))
    """
    ends = levels[0][1]
    for _, each in levels[1:]:
        ends += each
    return sum(value for value, _ in levels), ends


def weighted(levels: Sequence[Measured], rates: Sequence[Measured]) -> Measured:
    """The growth of several regions together, in percent, from this year's levels and the rates.

    A rate weighs by the level of the year before, `level / (1 + rate)`. The ends are
    exact: at the lowest, every rate is lowest, levels are highest where the rate is
    below the outcome and lowest where it is above.

    >>> value, ends = weighted([(110.0, Interval(110, 110)), (100.0, Interval(90, 110))],
    ...                        [(10.0, Interval(10, 10)), (0.0, Interval(0, 0))])
    >>> round(value, 4), round(ends.low, 4), round(ends.high, 4)
    (5.0, 4.7619, 5.2632)
    """
    value = _together([level for level, _ in levels], [rate for rate, _ in rates])
    lows = sorted(zip((rate.low for _, rate in rates), (level for _, level in levels), strict=True))
    highs = sorted(zip((rate.high for _, rate in rates), (level for _, level in levels), strict=True))
    splits = range(len(lows) + 1)
    low = min(
        _together([e.high if i < k else e.low for i, (_, e) in enumerate(lows)], [r for r, _ in lows]) for k in splits
    )
    high = max(
        _together([e.low if i < k else e.high for i, (_, e) in enumerate(highs)], [r for r, _ in highs]) for k in splits
    )
    return value, Interval(low, high)


def _together(levels: Sequence[float], rates: Sequence[float]) -> float:
    before = [level / (1 + rate / 100) for level, rate in zip(levels, rates, strict=True)]
    return 100 * (sum(levels) / sum(before) - 1)


def middle(rates: Sequence[Measured]) -> Measured:
    """The median of numbers; its ends are the medians of the ends.

    >>> middle([(1.0, Interval(0, 2)), (9.0, Interval(9, 9)), (4.0, Interval(3, 8))])
    (4.0, Interval(low=3, high=8))
    """
    return (
        statistics.median(value for value, _ in rates),
        Interval(statistics.median(each.low for _, each in rates), statistics.median(each.high for _, each in rates)),
    )


def lowest(rates: Sequence[Measured]) -> Measured:
    """The smallest of numbers, and where the smallest may lie."""
    return (
        min(value for value, _ in rates),
        Interval(min(each.low for _, each in rates), min(each.high for _, each in rates)),
    )


def highest(rates: Sequence[Measured]) -> Measured:
    """The largest of numbers, and where the largest may lie."""
    return (
        max(value for value, _ in rates),
        Interval(max(each.low for _, each in rates), max(each.high for _, each in rates)),
    )
