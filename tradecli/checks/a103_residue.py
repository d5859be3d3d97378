"""A103: a word that no reader understands stands in what a figure is about.

What: leftovers of translation ("non exports" for exports to Africa) beside a figure.

Why: such a figure is about something else than it seems, so it is compared with nothing;
this check says which. Off by default.

Formula: none; words from `configs/languages`.

Fires when switched on:

>>> from tradecli.checks.examples import report
>>> line = "a | Jinhua | exports | 2025 | 41.2% | metric=share | of=China | sentence=Its non exports were 41.2%."
>>> [each.code for each in report(line, severities={"A103": "info"}).findings]
['A103']

Stays quiet by default:

>>> report(line).findings
()

Guard: whatever else is wrong with the figure stays unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case

CODE = "A103"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each figure with such a word beside it."""
    for figure in case.aside:
        if any(claims.has("residue", text) for text in claims.around(figure, case.articles.get(figure.source))):
            yield Finding(
                CODE,
                "info",
                f"{figure.quote} is about something that the words leave unclear; it is compared with nothing",
                figure.quote,
                evidence(figure, figure.low, figure.high),
                fingerprint=wording.fingerprint(CODE, (), [figure.quote, figure.region]),
            )
