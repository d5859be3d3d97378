"""Exchange rates as bands: what a currency was worth in yuan in a period."""

from __future__ import annotations

from functools import cache

from tradecli.analysis import periods

SLACK = 0.05
"""Outlets convert at the rate of the day, the month or the year."""
YEARLY = 0.02
"""How far the change of a rate weighted by trade strays from that of the yearly averages."""


@cache
def _rates() -> dict[str, dict[int, float]]:
    import yaml

    from tradecli.settings import data_dir

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (data_dir("configs") / "exchange.yaml").open(encoding="utf-8") as file:
        table: dict[str, dict[int, float]] = yaml.load(file, Loader=loader)
    return table


def band(currency: str, period: str) -> tuple[float, float] | None:
    """Least and greatest yuan a unit of the currency was worth, None where the table has no rate.

    All years of the period count, and the next, at whose rate reports may convert.

    >>> low, high = band("USD", "2025-H1")
    >>> round(low, 2), round(high, 2)
    (6.62, 7.51)
    >>> band("USD", "1066") is None
    True
    """
    span = periods.parse(period)
    table = _rates().get(currency, {})
    if span is None:
        return None
    years = range(span.first // 12, span.last // 12 + 2)
    rates = [table[year] for year in years if year in table]
    if years.start not in table:
        return None
    return min(rates) * (1 - SLACK), max(rates) * (1 + SLACK)


def change(currency: str, period: str) -> tuple[float, float] | None:
    """Least and greatest factor by which a unit of the currency was worth more yuan than a year before.

    The yearly averages stand for the middles of their years, with straight lines between
    them. None where the table lacks a year, or the period is no part of one year.

    >>> [round(each, 3) for each in change("USD", "2023")]
    [1.027, 1.068]
    >>> [round(each, 3) for each in change("USD", "2020-12")]
    [0.922, 1.019]
    >>> change("USD", "2021/2025") is None
    True
    """
    span = periods.parse(period)
    if span is None or span.first // 12 != span.last // 12:
        return None
    middle = (span.first + span.last + 1) / 24
    now, before = _at(currency, middle), _at(currency, middle - 1)
    if now is None or before is None:
        return None
    slack = YEARLY if span.months == 12 else SLACK
    return now / before * (1 - slack), now / before * (1 + slack)


def _at(currency: str, time: float) -> float | None:
    """The rate at a time in years, 2025.5 being the middle of 2025; that of the year where the table ends there."""
    table = _rates().get(currency, {})
    year = int(time - 0.5)
    one, two = table.get(year, table.get(year + 1)), table.get(year + 1, table.get(year))
    if one is None or two is None or int(time) not in table:
        return None
    return one + (two - one) * (time - 0.5 - year)
