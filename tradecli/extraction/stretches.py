"""Stretches of a text, and whether a piece of it stands in one of them."""

import bisect
from collections.abc import Iterable


class Stretches:
    """Stretches (start, end) that do not overlap; empty ones are left out.

    Looked up by bisection: over a text's sentences and tables the cost would else
    grow with the square of its length.

    >>> tables = Stretches([(40, 60), (10, 20)])
    >>> tables.meets(15, 30), tables.meets(20, 40), tables.holds(45, 60), tables.holds(55, 65)
    (True, False, True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take the stretches in any order."""
        self._spans = sorted((start, end) for start, end in spans if start < end)
        self._starts = [start for start, _ in self._spans]

    def meets(self, start: int, end: int) -> bool:
        """Whether a piece of text shares a character with one of them."""
        at = bisect.bisect_left(self._starts, end)
        return at > 0 and self._spans[at - 1][1] > start

    def holds(self, start: int, end: int) -> bool:
        """Whether a piece of text stands in one of them whole."""
        at = bisect.bisect_right(self._starts, start)
        return at > 0 and self._spans[at - 1][1] >= end

    def before(self, start: int) -> int:
        """Where the last one that is over at `start` ends; 0 where none is."""
        at = bisect.bisect_left(self._starts, start)
        ends = (end for _, end in reversed(self._spans[:at]) if end <= start)
        return next(ends, 0)
