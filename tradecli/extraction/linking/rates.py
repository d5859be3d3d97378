"""Measures of rates: growth, shares, contributions, made from the number that they are told of."""

from __future__ import annotations

from decimal import Decimal

from tradecli.extraction.linking.measures import Around, Measure

_OF_GROWTH = "a share of the growth"


def growth(value: Decimal, why: str) -> Measure:
    """Growth by so many percent."""
    return Measure("growth", value, "%", why)


def told(around: Around, way: int, why: str) -> Measure:
    """Growth as a word beside the number says it; `way` is 1 or -1."""
    return Measure("growth", around.number.value * way, "%", why, cued=True)


def share(around: Around, why: str) -> Measure:
    """A share of so many percent."""
    return Measure("share", around.number.value, "%", why)


def contribution(around: Around) -> Measure:
    """A share of the growth."""
    return Measure("contribution", around.number.value, "%", _OF_GROWTH)
