"""X104: two sources round one quantity differently.

What: statements of one quantity whose intervals meet though the printed numbers differ.

Why: nothing is wrong; but a table that mixes the two is easier to read when one knows.
Off by default.

Formula: `[a]` and `[b]` meet, and the values differ.

Fires when switched on:

>>> from tradecli.checks.examples import report
>>> lines = '''
... a | China | exports | 2025 | 27.1% | product=new three
... b | China | exports | 2025 | 27% | product=new three
... '''
>>> [each.code for each in report(lines, severities={"X104": "info"}).findings]
['X104']

Stays quiet by default:

>>> report(lines).findings
()

Guard: hedged numbers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.checks import wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.checks.case import Case

CODE = "X104"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each quantity that is printed at several precisions."""
    stated: dict[Quantity, list[Statement]] = {}
    for statement in case.statements:
        if statement.figure.bound == "eq":
            stated.setdefault(canonical(statement.quantity), []).append(statement)
    for quantity, group in sorted(stated.items()):
        values = {statement.figure.value for statement in group}
        if len(values) < 2:
            continue
        group.sort(key=lambda each: (each.strict.high - each.strict.low, each.figure.sentence))
        first, others = group[0], [each for each in group[1:] if each.figure.value != group[0].figure.value]
        quotes = wording.listed([each.figure.quote for each in others])
        yield Finding(
            CODE,
            "info",
            f"{quantity.words()} is {first.figure.quote} here, {quotes} elsewhere",
            quantity.words(),
            evidence(first.figure, *first.strict),
            tuple(evidence(each.figure, *each.strict, "another precision", CODE) for each in others),
            fingerprint=wording.fingerprint(CODE, [quantity], [each.figure.quote for each in group]),
        )
