"""T104: a sentence sets a rate against the national one of another period.

What: "up 5.4 percent in the year, 1.9 points above the national 3.5 percent in the first
three quarters".

Why: the writer took China's rate from another release; elsewhere figures of different
periods are never compared.

Formula: a gap to the national rate, one rate of the region and one of China in its sentence,
alike in all but region and period, and the periods differ.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Delta\\nTrade grew 5.4% in 2025, 1.9 points higher than the national rate of 3.5% in the first half.",
...      "Zhejiang | total | 2025 | 5.4%", "Zhejiang | total | 2025 | 1.9 points | metric=change | unit=pp",
...      "China | total | 2025-H1 | 3.5%")
['T104 warning 1.9 points']

Stays quiet:

>>> told("Delta\\nTrade grew 5.4% in 2025, 1.9 points higher than the national rate of 3.5%.",
...      "Zhejiang | total | 2025 | 5.4%", "Zhejiang | total | 2025 | 1.9 points | metric=change | unit=pp",
...      "China | total | 2025 | 3.5%")
[]

Guard: only where the gap is the difference of just these two rates, so that it is sure that
they were set against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.scopes import CHINA
from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity
    from tradecli.checks.case import Case, Spoken

CODE = "T104"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each gap between rates of two periods."""
    for figures in case.by_sentence():
        rates = [each for each in figures if each.quantity.metric == "growth"]
        nation = [each for each in rates if each.quantity.region == CHINA]
        own = [each for each in rates if each.quantity.region != CHINA]
        gaps = [each for each in figures if each.quantity.metric == "change" and each.quantity.unit == "pp"]
        if len(nation) == len(own) == len(gaps) == 1:
            yield from _one(case, gaps[0], own[0], nation[0])


def _one(case: Case, gap: Spoken, own: Spoken, nation: Spoken) -> Iterator[Finding]:
    if _key(own.quantity) != _key(nation.quantity):
        return
    one, two = canonical(own.quantity).period, canonical(nation.quantity).period
    text = claims.beside(gap.figure, case.articles.get(gap.figure.source), 0, 80)
    fits = gap.loose.meets(own.loose - nation.loose) or gap.loose.meets(nation.loose - own.loose)
    if one == two or not fits or not claims.has("than_nation", text):
        return
    yield Finding(
        CODE,
        "warning",
        f"{own.figure.quote} of {one} is set against China's {nation.figure.quote} of {two}",
        own.quantity.words(),
        evidence(gap.figure, *gap.loose),
        tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in (own, nation)),
        fingerprint=wording.fingerprint(
            CODE, [own.quantity], [gap.figure.quote, own.figure.quote, nation.figure.quote]
        ),
    )


def _key(quantity: Quantity) -> Quantity:
    return quantity._replace(region="", period="", scope="")
