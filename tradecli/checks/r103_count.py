"""R103: more provinces are known, or fewer are possible, than a sentence counts.

What: "nine provinces exceeded 1 trillion yuan", "trade grew in 28 provinces", and the
levels or growth rates of provinces in the same period.

Why: counts are copied from the year before, or counted on another flow.

Formula: with `theta` the threshold (zero for growth), the number of provinces with
`low > theta` is above the count, or the number with `high >= theta` is below it.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Club\\nIn 2025, foreign trade exceeded 1 trillion yuan in two provinces. Guangdong traded 9.49 trillion "
...      "yuan, Zhejiang 5.55 trillion yuan and Anhui 1.1 trillion yuan.",
...      "Guangdong | total | 2025 | 9.49 trillion yuan", "Zhejiang | total | 2025 | 5.55 trillion yuan",
...      "Anhui | total | 2025 | 1.1 trillion yuan")
['R103 error two provinces']

Stays quiet while the rest is not known:

>>> told("Club\\nIn 2025, foreign trade exceeded 1 trillion yuan in nine provinces. Guangdong traded 9.49 trillion "
...      "yuan, Zhejiang 5.55 trillion yuan and Anhui 1.1 trillion yuan.",
...      "Guangdong | total | 2025 | 9.49 trillion yuan", "Zhejiang | total | 2025 | 5.55 trillion yuan",
...      "Anhui | total | 2025 | 1.1 trillion yuan")
[]

Guard: only mainland provinces as a whole, never a named part of them; the period is that
of the nearest figure of the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import counts, wording

if TYPE_CHECKING:
    from tradecli.checks.case import Case
    from tradecli.model import Finding

CODE = "R103"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each count that the figures refute."""
    for source in sorted(case.articles):
        for count in counts.counts(case.articles[source]):
            if not count.top and not counts.areas(case, count.sentence):
                yield from _one(case, count)


def _one(case: Case, count: counts.Count) -> Iterator[Finding]:
    theta = counts.threshold(count.sentence)
    sign = 0 if theta is not None else counts.sense(count.sentence)
    if theta is None and not sign:
        return
    about = counts.quantity(
        case, count.article, count.start, count.sentence, "value" if theta is not None else "growth"
    )
    if about is None:
        return
    open_to = counts.provinces(case, about)
    if theta is not None:
        sure = {name for name, (low, _) in open_to.items() if low > theta}
        possible = {name for name, (_, high) in open_to.items() if high >= theta}
    else:
        sure = {name for name, (low, high) in open_to.items() if (low if sign > 0 else -high) > 0}
        possible = {name for name, (low, high) in open_to.items() if (high if sign > 0 else -low) >= 0}
    if len(sure) > count.number and count.bound != "gt":
        message, names = f"at least {len(sure)} are known", sure
    elif len(possible) < count.number and count.bound != "lt":
        message, names = f"at most {len(possible)} are possible", set(open_to) - possible
    else:
        return
    said = f"is said, but {message}: {wording.listed(sorted(names), 12)}"
    yield counts.finding(case, CODE, "error", count, about, said, names)
