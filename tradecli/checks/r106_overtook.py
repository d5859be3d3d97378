"""R106: one partner is said to have overtaken another, and the levels say otherwise.

What: "ASEAN surpassed the European Union (for the first time)" in a sentence with trade
of one place, and that place's trade with both partners.

Why: the order of two markets is what such sentences are written for.

Formula: `A.high < B.low` now; or, said to be the first time, `A.low > B.high` a year
before, as stated or as growth implies.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Markets\\nASEAN surpassed the European Union for the first time, with 769.07 billion yuan. "
...      "Trade with the EU was 845.74 billion yuan.",
...      "Zhejiang | total | 2025 | 769.07 billion yuan | partner=ASEAN",
...      "Zhejiang | total | 2025 | 845.74 billion yuan | partner=European Union")
['R106 error 769.07 billion yuan']

Stays quiet:

>>> told("Markets\\nASEAN surpassed the European Union for the first time, with 869.07 billion yuan. "
...      "Trade with the EU was 845.74 billion yuan.",
...      "Zhejiang | total | 2025 | 869.07 billion yuan | partner=ASEAN",
...      "Zhejiang | total | 2025 | 845.74 billion yuan | partner=European Union")
[]

Guard: the two names must stand on either side of the verb in the sentence of the figure,
and the figure must be of the first one.
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
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.checks.case import Case

CODE = "R106"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each overtaking that the levels refute."""
    for statement in case.statements:
        quantity = canonical(statement.quantity)
        if quantity.metric != "value" or not quantity.partner or statement.figure.bound not in ("eq", "approx"):
            continue
        sentence = claims.sentence_of(statement.figure, case.articles.get(statement.figure.source))
        verb = claims.pattern("overtook").search(sentence)
        pair = _around(case, sentence, verb.start(), verb.end()) if verb else None
        if pair is None or pair[0] != quantity.partner or pair[0] == pair[1]:
            continue
        other = quantity._replace(partner=pair[1])
        if _below(case, quantity, other):
            yield _finding(case, statement, other, "it is smaller now")
        elif claims.has("first_time", sentence):
            before, other_before = base_level(quantity), base_level(other)
            if before and other_before and _below(case, other_before, before):
                yield _finding(case, statement, other, "it was larger a year before")


def _around(case: Case, sentence: str, start: int, end: int) -> tuple[str, str] | None:
    """The partner named last before a verb, and the one named first behind it."""
    names = []
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in sentence)
    for match in case.lexicon.find(sentence, "zh" if chinese else "en"):
        entry = match.entry("partner")
        if entry is not None:
            names.append((match.start, match.end, entry.name))
    before = [name for _, stop, name in names if stop <= start]
    behind = [name for begin, _, name in names if begin >= end]
    return (before[-1], behind[0]) if before and behind else None


def _below(case: Case, one: Quantity, two: Quantity) -> bool:
    if one not in case.world.number or two not in case.world.number:
        return False
    return case.bounds(case.world.number[one])[1] < case.bounds(case.world.number[two])[0]


def _finding(case: Case, statement: Statement, other: Quantity, why: str) -> Finding:
    quantity = statement.quantity
    rivals = [
        each
        for each in case.statements
        if canonical(each.quantity)._replace(metric="", unit="", terms="")
        in (
            other._replace(metric="", unit="", terms=""),
            canonical(quantity)._replace(metric="", unit="", terms=""),
        )
        and each is not statement
    ]
    return doubtful(
        Finding(
            CODE,
            "error",
            f"{quantity.partner} is said to have overtaken {other.partner}, but {why}",
            quantity.words(),
            evidence(statement.figure, *statement.loose),
            tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in rivals),
            fingerprint=wording.fingerprint(CODE, [quantity], [statement.figure.quote]),
        )
    )
