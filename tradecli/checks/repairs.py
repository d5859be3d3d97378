"""Slips of the pen: which single one would make a figure agree with everything else.

A slip is proposed only when the mended figure lands in the interval that all other
statements leave open (leave-one-out), and only when that interval is narrow enough
to prove something: 20 percent for a power of ten or a sign, 2 percent for a digit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tradecli.interval import Interval, last_digit
from tradecli.model import Repair

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement

WIDE, NARROW = 0.2, 0.02
OPEN = 3.0
"""From this ratio of its ends an interval only says `at least`."""
_TIMES = re.compile(r"times|fold|倍", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SWAPPED = "neighbouring digits swapped"


def repair(statement: Statement, low: float, high: float) -> Repair | None:
    """The cheapest slip that lands in `[low, high]`, or None."""
    value, strict = float(statement.figure.value), statement.strict
    if not value or (statement.figure.quote and not any(letter.isdigit() for letter in statement.figure.quote)):
        return None
    open_interval = Interval(low, high)
    if low > 0 and high > OPEN * low and statement.quantity.metric in ("value", "quantity"):
        return _at_least(statement, low)
    middle = max(abs(low), abs(high)) if math.isfinite(low) and math.isfinite(high) else math.inf
    if not math.isfinite(middle) or high <= low - 1e-9 * abs(low):
        return None
    width = (high - low) / middle if middle else math.inf
    for factor, limit, kind, words in _slips(statement):
        mended = Interval(*sorted((strict.low * factor, strict.high * factor)))
        if width <= limit and mended.meets(open_interval):
            return Repair(value * factor, kind, words)
    if _TIMES.search(statement.figure.quote) and Interval(strict.low - 100, strict.high - 100).meets(open_interval):
        return Repair(value - 100, "multiple", "read as `to` so many times, not `by`")
    return _digit(statement, open_interval) if width <= NARROW else None


def _digit(statement: Statement, open_interval: Interval) -> Repair | None:
    """A slip of one digit; none for short numbers, nor for one in the last digit, which is rounding."""
    found = _NUMBER.search(statement.figure.quote)
    printed = found.group().replace(",", "") if found else ""
    value = float(statement.figure.value)
    if sum(letter.isdigit() for letter in printed) < 3 or not float(printed):
        return None
    unit = last_digit(statement.figure.quote, value)
    for edited, words in _edits(printed):
        factor = edited / float(printed)
        mended = Interval(*sorted((statement.strict.low * factor, statement.strict.high * factor)))
        if mended.meets(open_interval) and abs(value * factor - value) > 2.5 * unit:
            return Repair(value * factor, "digit", words)
    return None


def _at_least(statement: Statement, low: float) -> Repair | None:
    """One end is open: the smallest power of ten that reaches the other end, when it takes ten or more."""
    value = float(statement.figure.value)
    if value <= 0 or low / value <= 2:
        return None
    for power in (1, 2, 3):
        if statement.strict.high * 10**power >= low:
            return Repair(value * 10**power, "power of ten", f"x{10**power}, the smallest slip that is large enough")
    return None


def _slips(statement: Statement) -> Iterator[tuple[float, float, str, str]]:
    yield 10.0, WIDE, "power of ten", "x10"
    yield 0.1, WIDE, "power of ten", "/10"
    if statement.quantity.metric in ("growth", "change", "share_change", "contribution") or statement.figure.value < 0:
        yield -1.0, WIDE, "sign", "the sign turned"
    yield 1000.0, WIDE, "power of ten", "x1000"
    yield 0.001, WIDE, "power of ten", "/1000"
    yield 10000.0, WIDE, "unit word", "x10000"
    yield 0.0001, WIDE, "unit word", "/10000"
    yield 100.0, WIDE, "power of ten", "x100"
    yield 0.01, WIDE, "power of ten", "/100"


def _edits(quote: str) -> Iterator[tuple[float, str]]:
    """Printed numbers one slip away: neighbours swapped, a digit dropped or doubled, a digit changed.

    >>> [words for _, words in _edits("5.20 billion")][:2]
    ['2.50, neighbouring digits swapped', '5.02, neighbouring digits swapped']
    """
    found = _NUMBER.search(quote)
    if found is None:
        return
    text = found.group().replace(",", "")
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    seen = {text}
    for one, two in pairwise(places):
        letters = list(text)
        letters[one], letters[two] = letters[two], letters[one]
        yield from _new("".join(letters), seen, SWAPPED)
    for place in places:
        for digit in "0123456789":
            yield from _new(text[:place] + digit + text[place + 1 :], seen, "one digit changed")
    whole = text.partition(".")[0]
    for place in range(len(whole) + 1):
        for digit in "0123456789":
            yield from _new(text[:place] + digit + text[place:], seen, "a digit lost")
    for place in range(len(whole)):
        yield from _new(text[:place] + text[place + 1 :], seen, "a digit too many")


def _new(text: str, seen: set[str], words: str) -> Iterator[tuple[float, str]]:
    if text in seen or not text.strip("0.") or text.startswith(".") or text.endswith("."):
        return
    seen.add(text)
    yield float(Decimal(text)), f"{text}, {words}"
