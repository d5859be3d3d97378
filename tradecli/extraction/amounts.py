"""A number as printed, and the kinds of numbers there are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MONEY, PERCENT, POINTS, TIMES, MULTIPLE, FRACTION, QUANTITY, BARE = (
    "money",
    "percent",
    "points",
    "times",
    "multiple",
    "fraction",
    "quantity",
    "bare",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: `value` in base units (percent, times and points as they stand)."""

    start: int
    end: int
    kind: str
    value: Decimal
    unit: str = ""
    bound: str = "eq"
    sign: int = 0
    """1 or -1 where a sign is printed, else 0."""
    scaled: bool = False
    crossing: bool = False
    """Whether a verb of crossing ("exceeded", "broke") gave the bound."""
    hedged: int = -1
    """Where the hedge before the number begins, -1 without one."""
