"""R101: another province beats "the highest in China".

What: a province's growth or level that its sentence calls the highest, and the same
quantity of other provinces.

Why: superlatives are copied from drafts and from other months.

Formula: some other province has `low > high` of the one so called.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Growth\\nXinjiang grew 19.9%, the highest growth rate in China. Tibet grew 33.1%.",
...      "Xinjiang | total | 2025 | 19.9%", "Tibet | total | 2025 | 33.1%")
['R101 error 19.9%']

Stays quiet where the others are lower, or grow with one partner only:

>>> told("Growth\\nXinjiang grew 19.9%, the highest growth rate in China. Hubei grew 18.2%.",
...      "Xinjiang | total | 2025 | 19.9%", "Hubei | total | 2025 | 18.2%")
[]

Guard: only all trade of provinces in the same flow and period, only when the words stand
just beside the number, and never "among" some group.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case

CODE = "R101"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each superlative that another province refutes."""
    for statement, rivals in case.ranked():
        if not rivals:
            continue
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 0, 60)
        if not claims.has("highest_in_china", text) or claims.has("among_some", text):
            continue
        higher = [each for each in rivals if each.loose.low > statement.loose.high]
        if higher:
            higher.sort(key=lambda each: (-float(each.figure.value), each.quantity))
            quotes = wording.listed([f"{each.quantity.region} {each.figure.quote}" for each in higher])
            yield doubtful(
                Finding(
                    CODE,
                    "error",
                    f"{statement.quantity.region}'s {statement.figure.quote} is called the highest, "
                    f"but there is {quotes}",
                    statement.quantity.words(),
                    evidence(statement.figure, *statement.loose),
                    tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in higher),
                    fingerprint=wording.fingerprint(CODE, [statement.quantity], [statement.figure.quote]),
                )
            )
