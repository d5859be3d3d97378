"""X105: two sources print one sentence almost word by word.

What: sentences with the same figure in two sources that share at least three quarters
of their words.

Why: both copy one release, so that they are one voice: together they weigh little more
than one when it comes to who is wrong. Never an error.

Formula: words in both / words in either >= 0.75, for sentences of nine words or more.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Guangdong + Jiangsu | total | 2025 | 15 trillion yuan | sentence=Guangdong and Jiangsu traded 15 trillion yuan in all and so held up foreign trade.
... b | Guangdong + Jiangsu | total | 2025 | 15 trillion yuan | sentence=Guangdong and Jiangsu traded 15 trillion yuan in all and so held up trade.
... ''')
['X105 info 15 trillion yuan']

Stays quiet on the same figure in other words:

>>> finds('''
... a | Zhejiang | total | 2025 | 5.55 trillion yuan | sentence=Zhejiang traded goods worth 5.55 trillion yuan with the world last year.
... b | Zhejiang | total | 2025 | 5.55 trillion yuan | sentence=At 5.55 trillion yuan the province came third, said its customs on Friday.
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
    from tradecli.checks.case import Case
    from tradecli.model import Figure

CODE = "X105"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each sentence that several sources share."""
    seen: dict[tuple[str, str], list[Figure]] = {}
    for statement in case.statements:
        figures = sorted((statement.figure, *statement.copies), key=lambda each: (each.source, each.start))
        if len({each.source for each in figures}) > 1:
            seen.setdefault((figures[0].source, figures[0].sentence), []).extend(figures)
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
            fingerprint=wording.fingerprint(CODE, (), [first.quote, sentence]),
        )
