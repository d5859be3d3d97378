"""T101: over a threshold "for the first time", but it was over it a year before.

What: a threshold with words for the first time, and the same quantity a year earlier, as
stated or as growth implies.

Why: thresholds are passed once; a wrong level or rate shows here.

Formula: the earlier level's `low` lies above the threshold by more than the revision band.

Fires:

>>> from tradecli.checks.examples import told
>>> told("First\\nExports exceeded 4 trillion yuan for the first time, reaching 4.49 trillion yuan, up 7.2%.",
...      "Zhejiang | exports | 2025 | 4 trillion yuan | bound=gt",
...      "Zhejiang | exports | 2025 | 4.49 trillion yuan", "Zhejiang | exports | 2025 | 7.2%")
['T101 error 4 trillion yuan']

Stays quiet:

>>> told("First\\nExports exceeded 4 trillion yuan for the first time, reaching 4.19 trillion yuan, up 7.2%.",
...      "Zhejiang | exports | 2025 | 4 trillion yuan | bound=gt",
...      "Zhejiang | exports | 2025 | 4.19 trillion yuan", "Zhejiang | exports | 2025 | 7.2%")
[]

Guard: only whole years and thresholds marked as passed; two percent for revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.rates import base_level
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case

CODE = "T101"
BAND = 1.02


def check(case: Case) -> Iterator[Finding]:
    """One finding for each threshold that was passed before."""
    for statement in case.statements:
        quantity = canonical(statement.quantity)
        if statement.figure.bound != "gt" or quantity.metric not in ("value", "quantity") or len(quantity.period) != 4:
            continue
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 60, 60)
        if not claims.has("first_time", text):
            continue
        before = base_level(quantity)
        variables = [
            case.world.number[each]
            for each in (before, before and before._replace(base=""))
            if each in case.world.number
        ]
        lows = [case.bounds(variable)[0] for variable in variables]
        threshold = float(statement.figure.value)
        if lows and max(lows) > BAND * threshold:
            yield doubtful(
                Finding(
                    CODE,
                    "error",
                    f"{statement.figure.quote} is said to be passed for the first time, "
                    f"but the year before was at least "
                    f"{wording.amount(max(lows), quantity.unit)}",
                    quantity.words(),
                    evidence(statement.figure, *statement.strict),
                    tuple(
                        evidence(each.figure, *each.loose, each.quantity.words(), CODE)
                        for each in case.statements
                        if each is not statement
                        and canonical(each.quantity)._replace(metric="", unit="", terms="")
                        == quantity._replace(metric="", unit="", terms="")
                    ),
                    fingerprint=wording.fingerprint(CODE, [quantity], [statement.figure.quote]),
                )
            )
