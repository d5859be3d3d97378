"""G109: a gap in percentage points does not fit the two growth rates.

What: "1.9 percentage points above the national rate" beside the region's rate and China's.

Why: the gap is worked out by the writer, often against another month's rate.

Formula: `[g.low - gC.high, g.high - gC.low]` and `[d.low, d.high]` are disjoint.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Delta\\nTrade grew 5.4%, 2.9 points higher than the national rate of 3.5%.",
...      "Zhejiang | total | 2025 | 5.4%", "Zhejiang | total | 2025 | 2.9 points | metric=change | unit=pp",
...      "China | total | 2025 | 3.5%")
['G109 warning 2.9 points']

Stays quiet:

>>> told("Delta\\nTrade grew 5.4%, 1.9 points higher than the national rate of 3.5%.",
...      "Zhejiang | total | 2025 | 5.4%", "Zhejiang | total | 2025 | 1.9 points | metric=change | unit=pp",
...      "China | total | 2025 | 3.5%")
[]

Guard: only where the sentence speaks of the nation beside the gap, and both rates are of
the same flow, partner, product and period.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.scopes import CHINA
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.interval import Interval
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case

CODE = "G109"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each gap that the rates refute."""
    rates = case.by_quantity("growth")
    for statement in case.statements:
        quantity = statement.quantity
        if quantity.metric != "change" or quantity.unit != "pp" or quantity.region == CHINA:
            continue
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 0, 80)
        if not claims.has("than_nation", text):
            continue
        own = canonical(quantity)._replace(metric="growth", unit="%", scope="")
        for rate in rates.get(own, [])[:1]:
            for nation in rates.get(own._replace(region=CHINA), [])[:1]:
                yield from _one(statement, rate, nation)


def _one(gap: Statement, rate: Statement, nation: Statement) -> Iterator[Finding]:
    difference = rate.loose - nation.loose
    size = (
        Interval(*sorted((abs(difference.low), abs(difference.high)))) if difference.low * difference.high > 0 else None
    )
    stated = Interval(*sorted((abs(gap.loose.low), abs(gap.loose.high))))
    if size is None or stated.meets(size):
        return
    yield doubtful(
        Finding(
            CODE,
            "warning",
            f"{rate.figure.quote} is not {gap.figure.quote} from the national {nation.figure.quote}",
            rate.quantity.words(),
            evidence(gap.figure, *gap.loose),
            tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in (rate, nation)),
            arithmetic=f"the two rates are {wording.span(size.low, size.high, '%')} apart",
            fingerprint=wording.fingerprint(
                CODE, [rate.quantity], [gap.figure.quote, rate.figure.quote, nation.figure.quote]
            ),
            expected=(size.low, size.high),
        )
    )
