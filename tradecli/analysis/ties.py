"""Ties between quantities, and what each lets one conclude about the others' bounds.

A tie is hard: it holds by definition (exports and imports make the total). Its
`contract` looks at the bounds known so far and yields every tighter one that
follows, with the bounds it follows from. Bounds stand in one flat list, the low
end of variable `v` at `2 * v` and its high end at `2 * v + 1`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Conclusion = tuple[int, float, tuple[int, ...]]
"""An end (`2 * v` or `2 * v + 1`), its new value, and the ends it follows from."""


@dataclass(frozen=True, slots=True)
class Linear:
    """`low <= sum(weight * variable) <= high`."""

    kind: str
    variables: tuple[int, ...]
    weights: tuple[float, ...]
    low: float = 0.0
    high: float = 0.0

    def contract(self, bounds: Sequence[float]) -> Iterator[Conclusion]:
        """Tighter ends by taking all but one term at its extremes.

        >>> flows = Linear("flows", (0, 1, 2), (1.0, 1.0, -1.0))
        >>> list(flows.contract([5.0, 6.0, 1.0, 2.0, 0.0, math.inf]))
        [(4, 6.0, (0, 2)), (5, 8.0, (1, 3))]
        """
        if self.high < math.inf:
            yield from self._side(bounds, 1.0, self.high)
        if self.low > -math.inf:
            yield from self._side(bounds, -1.0, -self.low)

    def _side(self, bounds: Sequence[float], sign: float, limit: float) -> Iterator[Conclusion]:
        """What `sign * sum <= limit` says of each variable."""
        ends = [2 * v if sign * w > 0 else 2 * v + 1 for v, w in zip(self.variables, self.weights, strict=True)]
        least = [sign * w * bounds[end] for w, end in zip(self.weights, ends, strict=True)]
        open_at = [place for place, term in enumerate(least) if term == -math.inf]
        if len(open_at) > 1:
            return
        total = math.fsum(term for term in least if term != -math.inf)
        for place, (variable, own) in enumerate(zip(self.variables, self.weights, strict=True)):
            if open_at and open_at[0] != place:
                continue
            weight = sign * own
            rest = limit - (total if open_at else total - least[place])
            end, value = (2 * variable + 1, rest / weight) if weight > 0 else (2 * variable, rest / weight)
            if tighter(end, value, bounds[end]):
                yield end, value, tuple(other for at, other in enumerate(ends) if at != place)


@dataclass(frozen=True, slots=True)
class Product:
    """`whole = (shift + slope * rate) * part`, as for shares and rates of growth."""

    kind: str
    whole: int
    rate: int
    part: int
    shift: float = 0.0
    slope: float = 0.01

    @property
    def variables(self) -> tuple[int, ...]:
        """The three variables of the tie."""
        return (self.whole, self.rate, self.part)

    def contract(self, bounds: Sequence[float]) -> Iterator[Conclusion]:
        """Tighter ends by interval multiplication and division.

        >>> share = Product("share", 0, 1, 2)
        >>> list(share.contract([50.0, 60.0, 0.0, 100.0, 100.0, 110.0]))
        [(3, 60.0, (1, 4)), (2, 45.45454545454545, (0, 5))]
        """
        whole = bounds[2 * self.whole], bounds[2 * self.whole + 1]
        part = bounds[2 * self.part], bounds[2 * self.part + 1]
        rate = bounds[2 * self.rate], bounds[2 * self.rate + 1]
        factor = self.shift + self.slope * rate[0], self.shift + self.slope * rate[1]
        if whole[0] >= 0 and part[0] >= 0 and factor[0] >= -1e-12:
            steps = self._plain(whole, factor, part)
        else:
            steps = self._signed(whole, factor, part)
        for end, value, reasons in steps:
            if tighter(end, value, bounds[end]):
                yield end, value, reasons

    def _plain(self, whole: Pair, factor: Pair, part: Pair) -> Iterator[Conclusion]:
        a, b, c = 2 * self.whole, 2 * self.rate, 2 * self.part
        yield a, _times(factor[0], part[0]), (b, c)
        yield a + 1, _times(factor[1], part[1]), (b + 1, c + 1)
        if 0 < factor[1] < math.inf:
            yield c, whole[0] / factor[1], (a, b + 1)
        if factor[0] > 0:
            yield c + 1, whole[1] / factor[0], (a + 1, b)
        if part[0] > 0:
            yield b + 1, (whole[1] / part[0] - self.shift) / self.slope, (a + 1, c)
        if 0 < part[1] < math.inf:
            yield b, (whole[0] / part[1] - self.shift) / self.slope, (a, c + 1)

    def _signed(self, whole: Pair, factor: Pair, part: Pair) -> Iterator[Conclusion]:
        a, b, c = 2 * self.whole, 2 * self.rate, 2 * self.part
        yield from _ends(a, _multiply(factor, part), (b, b + 1, c, c + 1))
        if factor[0] > 0 or factor[1] < 0:
            yield from _ends(c, _divide(whole, factor), (a, a + 1, b, b + 1))
        if part[0] > 0 or part[1] < 0:
            low, high = _divide(whole, part)
            shifted = (low - self.shift) / self.slope, (high - self.shift) / self.slope
            yield from _ends(b, shifted, (a, a + 1, c, c + 1))


@dataclass(frozen=True, slots=True)
class Hull:
    """`whole` lies between the least and the greatest of `parts`, as a weighted mean does."""

    kind: str
    whole: int
    parts: tuple[int, ...]

    @property
    def variables(self) -> tuple[int, ...]:
        """The mean and what it is the mean of."""
        return (self.whole, *self.parts)

    def contract(self, bounds: Sequence[float]) -> Iterator[Conclusion]:
        """The mean's ends from the parts', and the one part that must reach it.

        >>> list(Hull("mean", 0, (1, 2)).contract([0.0, 9.0, 2.0, 3.0, 4.0, 5.0]))
        [(1, 5.0, (3, 5)), (0, 2.0, (2, 4))]
        """
        for side, extreme in ((1, max), (0, min)):
            ends = tuple(2 * part + side for part in self.parts)
            value = extreme(bounds[end] for end in ends)
            if tighter(2 * self.whole + side, value, bounds[2 * self.whole + side]):
                yield 2 * self.whole + side, value, ends
            yield from self._reaching(bounds, side)

    def _reaching(self, bounds: Sequence[float], side: int) -> Iterator[Conclusion]:
        need = bounds[2 * self.whole + 1 - side]
        if math.isinf(need):
            return
        able = [p for p in self.parts if (bounds[2 * p + side] >= need if side else bounds[2 * p + side] <= need)]
        if len(able) == 1:
            end = 2 * able[0] + 1 - side
            if tighter(end, need, bounds[end]):
                others = tuple(2 * part + side for part in self.parts if part != able[0])
                yield end, need, (2 * self.whole + 1 - side, *others)


Pair = tuple[float, float]
Tie = Linear | Product | Hull


def tighter(end: int, value: float, known: float) -> bool:
    """Whether `value` narrows the end by more than a ten-millionth of its size."""
    if value != value or math.isinf(value):
        return False
    if math.isinf(known):
        return True
    step = value - known if end % 2 == 0 else known - value
    return step > 1e-7 * max(abs(value), abs(known))


def _ends(at: int, pair: Pair, reasons: tuple[int, ...]) -> Iterator[Conclusion]:
    yield at, pair[0], reasons
    yield at + 1, pair[1], reasons


def _times(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def _multiply(a: Pair, b: Pair) -> Pair:
    ends = [_times(x, y) for x in a for y in b]
    return min(ends), max(ends)


def _divide(a: Pair, b: Pair) -> Pair:
    return _multiply(a, (1 / b[1], 1 / b[0]))
