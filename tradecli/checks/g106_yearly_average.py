"""G106: a yearly average does not fit the growth over the years.

What: growth over several years ("down 4 percent on 2019", "up 41.1 percent in five
years") beside the average a year that the same source gives for it.

Why: the average is computed by the writer, and the number of years is miscounted.

Formula: `[(1 + g.low) ** (1 / n) - 1, (1 + g.high) ** (1 / n) - 1]` and the average are
disjoint, `n` being the years from base to period.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Services\\nTrade fell 4% on 2019, a two-year average drop of 4.4%.",
...      "China | total | 2021 | 4% | value=-4 | base=2019 | product=services",
...      "China | total | 2021 | 4.4% | value=-4.4 | product=services")
['G106 warning 4.4%']

Stays quiet:

>>> told("Services\\nTrade fell 4% on 2019, a two-year average drop of 2%.",
...      "China | total | 2021 | 4% | value=-4 | base=2019 | product=services",
...      "China | total | 2021 | 2% | value=-2 | product=services")
[]

Guard: only with loose intervals, and only where a word for the yearly average stands
beside the number; such a number is compared with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.analysis.quantities import intervals
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.interval import Interval
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case
    from tradecli.model import Figure

CODE = "G106"
FIELDS = ("source", "region", "flow", "partner", "product", "channel", "metric", "period", "unit", "terms")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each average that its total refutes."""
    totals: dict[tuple[str, ...], list[Statement]] = {}
    for statement in case.statements:
        if statement.quantity.metric == "growth" and statement.quantity.base:
            totals.setdefault(_key(statement.figure), []).append(statement)
    for figure in case.aside:
        found = totals.get(_key(figure), [])
        texts = claims.around(figure, case.articles.get(figure.source))
        if len(found) == 1 and any(claims.has("yearly_average", text) for text in texts):
            yield from _one(figure, found[0])


def _key(figure: Figure) -> tuple[str, ...]:
    return tuple(getattr(figure, name) for name in FIELDS)


def yearly(total: Interval, years: int) -> Interval:
    """Average growth a year, in percent, of growth over some years.

    >>> yearly(Interval(40.95, 41.25), 5)
    Interval(low=7.1058065677055415, high=7.15136090752686)
    """
    low, high = (100 * ((1 + max(end, -100) / 100) ** (1 / years) - 1) for end in total)
    return Interval(low, high)


def _one(figure: Figure, total: Statement) -> Iterator[Finding]:
    now, base = periods.parse(total.quantity.period), periods.parse(total.quantity.base)
    if now is None or base is None or (now.last - base.last) % 12:
        return
    years = (now.last - base.last) // 12
    own = intervals(figure)[1]
    if years < 2 or own.meets(yearly(total.loose, years)):
        return
    low, high = yearly(total.loose, years)
    yield doubtful(
        Finding(
            CODE,
            "warning",
            f"an average of {figure.quote} a year does not make {total.figure.quote} in {years} years",
            total.quantity.words(),
            evidence(figure, *own),
            (evidence(total.figure, *total.loose, total.quantity.words(), CODE),),
            arithmetic=f"{total.figure.quote} in {years} years is {wording.span(low, high, '%')} a year",
            fingerprint=wording.fingerprint(CODE, [total.quantity], [figure.quote, total.figure.quote]),
            expected=(low, high),
        )
    )
