"""T105: a text speaks of a closed period as if it were to come.

What: "exports will reach 4.19 trillion yuan in 2025" in a report of January 2026 that
otherwise tells 2025 as what was.

Why: a plan or a forecast was taken for the result, or the other way round.

Formula: words of the future just before the number, and the day of publication lies behind
the end of the period.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Year\\nTrade grew 5.4% in 2025. Exports rose 7.2%. Imports fell 0.3%. In 2025 the surplus will reach "
...      "2.83 trillion yuan.",
...      "Zhejiang | total | 2025 | 5.4% | published=2026-01-20", "Zhejiang | exports | 2025 | 7.2%",
...      "Zhejiang | imports | 2025 | 0.3% | value=-0.3",
...      "Zhejiang | balance | 2025 | 2.83 trillion yuan | published=2026-01-20")
['T105 info 2.83 trillion yuan']

Stays quiet where it is the habit of a translation:

>>> told("Year\\nTrade will grow 5.4% in 2025. Exports will rise 7.2%. In 2025 the surplus will reach "
...      "2.83 trillion yuan.",
...      "Zhejiang | total | 2025 | 5.4% | published=2026-01-20",
...      "Zhejiang | exports | 2025 | 7.2% | published=2026-01-20",
...      "Zhejiang | balance | 2025 | 2.83 trillion yuan | published=2026-01-20")
[]

Guard: information only, and only where a text does so once, tells three figures or more as
past, and says "will" in no other sentence about that year; what is said to be forecast is no
plain figure for any check.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case, Spoken

CODE = "T105"
PLAIN = 3


def check(case: Case) -> Iterator[Finding]:
    """One finding for each text that does so once."""
    told: dict[str, list[tuple[bool, Spoken]]] = {}
    for figures in case.by_sentence():
        for each in figures:
            text = claims.beside(each.figure, case.articles.get(each.figure.source), 60, 0)
            told.setdefault(each.figure.source, []).append((claims.has("will_be", text), each))
    for source in sorted(told.keys() & case.articles.keys()):
        coming = [each for future, each in told[source] if future]
        if len(coming) == 1 and len(told[source]) > PLAIN and _closed(coming[0]):
            year = coming[0].quantity.period[:4]
            if sum(year in sentence for sentence in claims.sentences_with("will", case.articles[source])) <= 1:
                yield _one(coming[0])


def _closed(each: Spoken) -> bool:
    """Whether the period of a figure was over when it was published."""
    period, day = periods.parse(each.quantity.period), periods.parse(each.figure.published[:7])
    return period is not None and day is not None and period.last < day.first


def _one(each: Spoken) -> Finding:
    return Finding(
        CODE,
        "info",
        f"{each.figure.quote} is told as to come, though {each.quantity.period} was over by {each.figure.published}",
        each.quantity.words(),
        evidence(each.figure, *each.loose),
        fingerprint=wording.fingerprint(CODE, [each.quantity], [each.figure.quote]),
    )
