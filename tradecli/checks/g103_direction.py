"""G103: words of comparison contradict the rates.

What: "faster than the national average" beside a rate below China's, or the opposite.

Why: the comparison was true of another month, or one of the rates slipped.

Formula: said to be higher, and `g.high < gC.low`; said to be lower, and `g.low > gC.high`.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Growth\\nTrade grew 2.4%, faster than the national average. China's rose 3.8%.",
...      "Zhejiang | total | 2025 | 2.4%", "China | total | 2025 | 3.8%")
['G103 error 2.4%']

Stays quiet:

>>> told("Growth\\nTrade grew 5.4%, faster than the national average. China's rose 3.8%.",
...      "Zhejiang | total | 2025 | 5.4%", "China | total | 2025 | 3.8%")
[]

Guard: the words must stand just behind the rate; rates are of the same flow, partner,
product and period; a slower rise is no fall.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.scopes import CHINA
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case

CODE = "G103"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each comparison that the rates refute."""
    rates = case.by_quantity("growth")
    for statement in case.statements:
        quantity = statement.quantity
        if quantity.metric != "growth" or quantity.region == CHINA or quantity.scope:
            continue
        nations = rates.get(canonical(quantity)._replace(region=CHINA), [])[:1]
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 0, 60) if nations else ""
        for nation in nations:
            above = claims.has("above_nation", text)
            below = claims.has("below_nation", text)
            if above and not below and statement.loose.high < nation.loose.low:
                yield _finding(statement, nation, "above")
            elif below and not above and statement.loose.low > nation.loose.high:
                yield _finding(statement, nation, "below")


def _finding(statement: Statement, nation: Statement, side: str) -> Finding:
    quotes = statement.figure.quote, nation.figure.quote
    return doubtful(
        Finding(
            CODE,
            "error",
            f"{quotes[0]} is said to be {side} the national rate, which is {quotes[1]}",
            statement.quantity.words(),
            evidence(statement.figure, *statement.loose),
            (evidence(nation.figure, *nation.loose, nation.quantity.words(), CODE),),
            fingerprint=wording.fingerprint(CODE, [statement.quantity], quotes),
        )
    )
