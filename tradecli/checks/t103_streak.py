"""T103: a streak of growth ends in a fall.

What: "growth for the ninth consecutive year" beside a growth rate of the same year.

Why: the streak is a fixed phrase that outlives the growth.

Formula: the claim is growth in this period, and `g.high < 0`.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Streak\\nTrade fell 1.4%, maintaining growth for 9 consecutive years.",
...      "Ningbo | total | 2025 | 1.4% | value=-1.4")
['T103 error 1.4%']

Stays quiet:

>>> told("Streak\\nTrade grew 2.6%, and maintained growth for 10 consecutive years.",
...      "Ningbo | total | 2025 | 2.6%")
[]

Guard: only streaks of growth; streaks of a rank or of one market are other things.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case

CODE = "T103"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each streak of growth that ends in a fall."""
    for statement in case.statements:
        quantity = statement.quantity
        if quantity.metric != "growth" or quantity.base or statement.loose.high >= 0:
            continue
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 0, 70)
        if claims.has("growth_streak", text):
            yield Finding(
                CODE,
                "error",
                f"growth is said to have lasted for years, but {quantity.words()} is {statement.figure.quote}",
                quantity.words(),
                evidence(statement.figure, *statement.loose),
                fingerprint=wording.fingerprint(CODE, [quantity], [statement.figure.quote]),
            )
