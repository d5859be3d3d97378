"""G111: growth in yuan and growth in dollars are further apart than the exchange rate moved.

What: one growth rate twice, in yuan and in dollar terms.

Why: the two differ rightly, by the change of the rate, and are never held against each other
as one number; but a sign or a digit lost in one of them shows here.

Formula: `(1 + g_yuan) / (1 + g_dollar)` lies outside the change of the rate, read off the
yearly averages, give or take two percent for whole years and five for parts of a year.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | China | exports | 2023 | 0.6%
... a | China | exports | 2023 | 14.6% | terms=USD
... ''')
['G111 info 14.6%']

Stays quiet:

>>> finds('''
... a | China | exports | 2023 | 0.6%
... a | China | exports | 2023 | -4.6% | value=-4.6 | terms=USD
... ''')
[]

Guard: information only; rates of single months move further than those of years.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis import currencies
from tradecli.checks import wording
from tradecli.checks.case import doubtful, evidence
from tradecli.interval import Interval
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case

CODE = "G111"
TIES = ({"exchange", "growth"},)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each pair of rates that no change of the exchange rate explains."""
    rates = case.by_quantity("growth")
    for quantity, stated in rates.items():
        if quantity.terms == "USD" and not quantity.base and quantity.flow != "balance":
            for yuan in rates.get(quantity._replace(terms=""), [])[:1]:
                yield from _one(yuan, stated[0])


def _one(yuan: Statement, dollars: Statement) -> Iterator[Finding]:
    change = currencies.change("USD", dollars.quantity.period)
    if change is None or dollars.loose.low <= -100:
        return
    expected = Interval(
        100 * ((1 + yuan.loose.low / 100) / change[1] - 1), 100 * ((1 + yuan.loose.high / 100) / change[0] - 1)
    )
    if dollars.loose.meets(expected):
        return
    told = wording.span(round(expected.low, 2), round(expected.high, 2), "%")
    yield doubtful(
        Finding(
            CODE,
            "info",
            f"{wording.spoken(dollars.figure)} in dollars does not go with {wording.spoken(yuan.figure)} in yuan",
            yuan.quantity.words(),
            evidence(dollars.figure, *dollars.loose),
            (evidence(yuan.figure, *yuan.loose, yuan.quantity.words(), CODE),),
            arithmetic=f"{wording.spoken(yuan.figure)} in yuan is {told} in dollars",
            fingerprint=wording.fingerprint(CODE, [yuan.quantity], [dollars.figure.quote, yuan.figure.quote]),
            expected=(expected.low, expected.high),
            needs=("an exchange rate",),
        )
    )
