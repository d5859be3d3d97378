"""R107: a list that is said to run from the largest down does not.

What: "the top three partners were A, B and C, at x, y and z respectively", "in descending
order", and the numbers of that sentence.

Why: names and numbers of a list are put together by hand, and two of them change places.

Formula: of two numbers in the order of the text, `later.low > earlier.high`.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Partners\\nThe top three were ASEAN, the EU and the US, at 845.7 billion yuan, 869.1 billion yuan "
...      "and 745.2 billion yuan respectively.",
...      "Zhejiang | total | 2025 | 845.7 billion yuan | partner=ASEAN",
...      "Zhejiang | total | 2025 | 869.1 billion yuan | partner=European Union",
...      "Zhejiang | total | 2025 | 745.2 billion yuan | partner=United States")
['R107 info 869.1 billion yuan']

Stays quiet without a claim of order:

>>> told("Partners\\nTrade with ASEAN, the EU and the US was 845.7 billion yuan, 869.1 billion yuan "
...      "and 745.2 billion yuan respectively.",
...      "Zhejiang | total | 2025 | 845.7 billion yuan | partner=ASEAN",
...      "Zhejiang | total | 2025 | 869.1 billion yuan | partner=European Union",
...      "Zhejiang | total | 2025 | 745.2 billion yuan | partner=United States")
[]

Guard: information only, as lists are rarely ranked; only levels and shares behind words of
order, of one flow and period, with one name each and nothing but the name between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity
    from tradecli.checks.case import Case, Spoken

CODE = "R107"
RANKED = ("value", "quantity", "share")
NAMES_OF = ("region", "partner", "product")
LEAST = 3
"""Numbers that a list has: of two, "the top two" says little about the order."""


def check(case: Case) -> Iterator[Finding]:
    """One finding for each number that is larger than the one before it in such a list."""
    for figures in case.by_sentence():
        first = figures[0].figure
        sentence = claims.sentence_of(first, case.articles.get(first.source))
        claim = claims.pattern("in_order").search(sentence)
        if claim is None or sentence.find(first.quote) < 0:
            continue
        start = first.start - sentence.find(first.quote)
        listed = [
            each for each in figures if each.quantity.metric in RANKED and each.figure.start > start + claim.end()
        ]
        for group in _lists(listed):
            yield from (_one(*pair) for pair in pairwise(group) if pair[1].loose.low > pair[0].loose.high)


def _lists(figures: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    """Runs of numbers that differ in one name only."""
    run: list[Spoken] = []
    for each in figures:
        names = {_differing(one.quantity, each.quantity) for one in run}
        if run and (len(names) != 1 or not names <= set(NAMES_OF)):
            if len(run) >= LEAST:
                yield run
            run = []
        run = [*run, each]
    if len(run) >= LEAST:
        yield run


def _differing(one: Quantity, two: Quantity) -> str:
    """The only field in which two quantities differ, empty where it is none or several."""
    first, second = (canonical(each)._replace(scope="") for each in (one, two))
    fields = [name for name in first._fields if getattr(first, name) != getattr(second, name)]
    return fields[0] if len(fields) == 1 else ""


def _one(before: Spoken, after: Spoken) -> Finding:
    return doubtful(
        Finding(
            CODE,
            "info",
            f"{after.figure.quote} comes behind {before.figure.quote} in a list said to be in order of size",
            after.quantity.words(),
            evidence(after.figure, *after.loose),
            (evidence(before.figure, *before.loose, before.quantity.words(), CODE),),
            fingerprint=wording.fingerprint(
                CODE, [after.quantity, before.quantity], [after.figure.quote, before.figure.quote]
            ),
        )
    )
