"""Exchange rates as bands: what a currency was worth in yuan in a period."""

from __future__ import annotations

from functools import cache

from tradecli.analysis import periods

SLACK = 0.05
"""Outlets convert at the rate of the day, the month or the year."""


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
