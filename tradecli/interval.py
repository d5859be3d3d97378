"""Printed numbers as intervals: what rounding and hedges allow.

Two tiers. `strict` takes a number as rounded half up at its last printed digit;
`loose` also allows truncation and house style, one whole last digit. A conflict
of strict intervals is worth a warning, one of loose intervals is an error. The
rules follow XBRL Calculations 1.1 (a printed number is an interval) and
statcheck (recompute from both ends).
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TIMES = re.compile(r"times|fold|倍", re.IGNORECASE)


class Interval(NamedTuple):
    """A closed interval of real numbers; either end may be infinite."""

    low: float
    high: float

    def __add__(self, other: object) -> Interval:
        """Sum of two intervals.

        >>> Interval(1, 2) + Interval(10, 20)
        Interval(low=11, high=22)
        """
        if not isinstance(other, Interval):
            return NotImplemented
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """Difference of two intervals.

        >>> Interval(10, 20) - Interval(1, 2)
        Interval(low=8, high=19)
        """
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, other: Interval) -> Interval:
        """Product of two intervals.

        >>> Interval(-1, 2).times(Interval(3, 4))
        Interval(low=-4, high=8)
        """
        ends = [_product(a, b) for a in self for b in other]
        return Interval(min(ends), max(ends))

    def over(self, other: Interval) -> Interval:
        """Quotient of two intervals; the whole line where the divisor may be zero.

        >>> Interval(1, 2).over(Interval(4, 8))
        Interval(low=0.125, high=0.5)
        """
        if other.low <= 0 <= other.high:
            return Interval(-math.inf, math.inf)
        return self.times(Interval(1 / other.high, 1 / other.low))

    def meets(self, other: Interval) -> bool:
        """Whether the two have a point in common, give or take the error of floats.

        >>> Interval(12.941, 12.962).meets(Interval(12.85, 12.95))
        True
        """
        slack = 1e-9 * max((abs(end) for end in (*self, *other) if math.isfinite(end)), default=0.0)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def gap(self, other: Interval) -> float:
        """Distance between two intervals, 0 where they meet."""
        return max(0.0, self.low - other.high, other.low - self.high)

    def common(self, other: Interval) -> Interval:
        """Intersection of two intervals that meet."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(min(low, high), max(low, high))

    def hull(self, other: Interval) -> Interval:
        """Smallest interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))


def _product(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def last_digit(quote: str, value: Decimal | float) -> float:
    """Worth of one unit of the last printed digit, in the unit of `value`.

    A number in words counts as printed with one digit.

    >>> last_digit("5.55 trillion yuan", 5.55e12)
    10000000000.0
    >>> last_digit("25 percent", 25)
    1.0
    >>> last_digit("Eight Hundred Billion Yuan", 8e11)
    100000000000.0
    """
    found = _DIGITS.search(quote)
    size = abs(float(value))
    if found is None:
        return float(10.0 ** math.floor(math.log10(size))) if size else 1.0
    digits = found.group().replace(",", "")
    printed = float(digits)
    scale = 100.0 if _TIMES.search(quote) else (size / printed if printed and size else 1.0)
    decimals = len(digits.partition(".")[2])
    return float(Decimal(repr(scale)).scaleb(-decimals)) if decimals else scale


def stated(value: Decimal | float, quote: str, bound: str = "eq", unit: str = "", tier: str = "strict") -> Interval:
    """The interval that the words of one statement allow, in the unit of `value`.

    `bound` is `eq`, `gt`, `lt` or `approx`; bounds of negative values open away
    from zero ("fell by over 10 percent"). Shares stay within the hull of 0 and
    100 only through the checks, not here.

    >>> stated(4.4, "4.4%")
    Interval(low=4.35, high=4.45)
    >>> stated(200, "200", tier="loose")
    Interval(low=150.0, high=250.0)
    >>> stated(-10, "10%", "gt")
    Interval(low=-inf, high=-10.0)
    >>> stated(1000, "1,000", "lt")
    Interval(low=900.0, high=1000.0)
    """
    number = float(value)
    if number < 0:
        low, high = stated(-number, quote, bound, unit, tier)
        return Interval(-high, -low)
    loose = tier == "loose"
    if bound == "gt":
        return Interval(number, math.inf)
    if bound == "lt":
        return Interval((0.85 if loose else 0.9) * number, number)
    plain = _rounding(number, quote, unit, loose)
    if bound == "approx":
        slack = (0.1 if loose else 0.05) * number
        return Interval(number - slack, number + slack).hull(plain)
    return plain


def _rounding(number: float, quote: str, unit: str, loose: bool) -> Interval:
    exact = Decimal(repr(number))
    if not _DIGITS.search(quote) and unit == "%":
        slack = Decimal("0.25" if loose else "0.1") * exact
    else:
        step = Decimal(repr(last_digit(quote, number)))
        slack = max(step, _nonzero_digit(exact, step) / 2) if loose else step / 2
    return Interval(float(exact - slack), float(exact + slack))


def _nonzero_digit(number: Decimal, step: Decimal) -> Decimal:
    """Worth of the last digit that is not zero: 100 for 200, 1 for 25."""
    while number and number % (step * 10) == 0:
        step *= 10
    return step
