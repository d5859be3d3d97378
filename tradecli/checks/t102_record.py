"""T102: a record that an earlier period beats.

What: a level called a record high, and the same quantity in earlier like periods.

Why: "record" is the easiest word to copy and the easiest to check.

Formula: some earlier like period has `low > high` of the record.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Record\\nTrade hit a record 520.4 billion yuan in 2025, after 620.7 billion yuan in 2023.",
...      "Xinjiang | total | 2025 | 520.4 billion yuan", "Xinjiang | total | 2023 | 620.7 billion yuan")
['T102 error 520.4 billion yuan']

Stays quiet:

>>> told("Record\\nTrade hit a record 520.4 billion yuan in 2025, after 357.3 billion yuan in 2023.",
...      "Xinjiang | total | 2025 | 520.4 billion yuan", "Xinjiang | total | 2023 | 357.3 billion yuan")
[]

Guard: "for the same period" makes only like periods comparable, and only these are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case

CODE = "T102"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each record that was beaten before."""
    years: dict[object, list[Statement]] = {}
    for statement in case.statements:
        if statement.quantity.metric in ("value", "quantity") and not statement.quantity.scope:
            years.setdefault(statement.quantity._replace(period=""), []).append(statement)
    for group in years.values():
        for statement in group:
            yield from _one(statement, group, case)


def _one(statement: Statement, group: list[Statement], case: Case) -> Iterator[Finding]:
    own = statement.quantity.period
    earlier = [
        each
        for each in group
        if periods.alike(own, each.quantity.period)
        and periods.recency(each.quantity.period) < periods.recency(own)
        and each.loose.low > statement.loose.high
    ]
    if not earlier or statement.figure.bound == "lt":
        return
    text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 30, 30)
    if claims.has("record_high", text):
        quotes = wording.listed([f"{each.figure.quote} in {each.quantity.period}" for each in earlier])
        yield doubtful(
            Finding(
                CODE,
                "error",
                f"{statement.figure.quote} is called a record, but there was {quotes}",
                statement.quantity.words(),
                evidence(statement.figure, *statement.loose),
                tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in earlier),
                fingerprint=wording.fingerprint(CODE, [statement.quantity], [statement.figure.quote]),
            )
        )
