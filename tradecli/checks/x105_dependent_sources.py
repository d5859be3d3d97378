"""X105: two sources print one sentence almost word by word.

What: sentences with the same figure in two sources that share at least three quarters
of their words.

Why: both copy one release, so that they are one voice: together they weigh little more
than one when it comes to who is wrong. Never an error.

Formula: words in both / words in either >= 0.75, for sentences of nine words or more.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Hubei | total | 2025 | 1 trillion yuan | sentence=With 1 trillion yuan Hubei held up trade in all the country.
... b | Hubei | total | 2025 | 1 trillion yuan | sentence=With 1 trillion yuan Hubei held up the trade of the country.
... ''')
['X105 info 1 trillion yuan']

Stays quiet on the same figure in other words:

>>> finds('''
... a | Hubei | total | 2025 | 1 trillion yuan | sentence=With 1 trillion yuan Hubei held up trade in all the country.
... b | Hubei | total | 2025 | 1 trillion yuan | sentence=Its customs spoke on Friday of 1 trillion yuan, a first.
... ''')
[]

Guard: a source that repeats another one as a whole is left out with a note instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity
    from tradecli.checks.case import Case
    from tradecli.model import Figure

CODE = "X105"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each sentence that several sources share."""
    seen: dict[tuple[str, str], list[Figure]] = {}
    quantities: dict[tuple[str, str], Quantity] = {}
    for statement in case.everything:
        figures = sorted((statement.figure, *statement.copies), key=lambda each: (each.source, each.start))
        if len({each.source for each in figures}) > 1:
            key = figures[0].source, figures[0].sentence
            seen.setdefault(key, []).extend(figures)
            quantities[key] = min(statement.quantity, quantities.get(key, statement.quantity))
    for (source, sentence), figures in sorted(seen.items()):
        first = min((each for each in figures if each.source == source), key=lambda each: each.start)
        copies = {
            each.source: each for each in reversed(figures) if each.source != source and each.quote == first.quote
        }
        others = [copies[name] for name in sorted(copies)]
        if not others:
            continue
        names = wording.listed([each.source for each in others])
        yield Finding(
            CODE,
            "info",
            f"{names} has almost the same sentence; both count as one source for {first.quote}",
            sentence[:80],
            evidence(first, first.low, first.high),
            tuple(evidence(each, each.low, each.high, "the same words", CODE) for each in others),
            fingerprint=wording.fingerprint(CODE, [quantities[source, sentence]], [first.quote]),
        )
