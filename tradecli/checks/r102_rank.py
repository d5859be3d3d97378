"""R102: too many provinces are surely larger for the rank that is claimed.

What: "ranking third in the country" beside a level, and the same level of other provinces.

Why: ranks are copied from the year before.

Formula: more than `n - 1` other provinces have `low > high` of the one so ranked.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Ranks\\nAnhui traded 1.1 trillion yuan, ranking second in the country. Guangdong traded "
...      "9.49 trillion yuan and Zhejiang 5.55 trillion yuan.", "Anhui | total | 2025 | 1.1 trillion yuan",
...      "Guangdong | total | 2025 | 9.49 trillion yuan", "Zhejiang | total | 2025 | 5.55 trillion yuan")
['R102 error 1.1 trillion yuan']

Stays quiet where fewer are known to be larger:

>>> told("Ranks\\nZhejiang traded 5.55 trillion yuan, ranking third in the country. Guangdong traded "
...      "9.49 trillion yuan.", "Zhejiang | total | 2025 | 5.55 trillion yuan",
...      "Guangdong | total | 2025 | 9.49 trillion yuan")
[]

Guard: ties within rounding count for the claim; no other number may stand between the level
and its rank; ranks of growth rates are left alone, as the words seldom say which is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case

CODE = "R102"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each rank that the figures refute."""
    for statement, rivals in case.ranked():
        higher = [each for each in rivals if each.loose.low > statement.loose.high]
        if statement.quantity.metric != "value" or not higher:
            continue
        text = claims.beside(statement.figure, case.articles.get(statement.figure.source), 0, 60)
        rank = claims.rank(text[len(statement.figure.quote) :])
        regions = sorted({each.quantity.region for each in higher})
        if rank is not None and len(regions) > rank - 1 and not claims.has("in_turn", text):
            yield doubtful(
                Finding(
                    CODE,
                    "error",
                    f"{statement.quantity.region}'s {statement.figure.quote} is ranked {rank}, "
                    f"but {wording.listed(regions)} have more",
                    statement.quantity.words(),
                    evidence(statement.figure, *statement.loose),
                    tuple(evidence(each.figure, *each.loose, each.quantity.words(), CODE) for each in higher),
                    fingerprint=wording.fingerprint(CODE, [statement.quantity], [statement.figure.quote]),
                )
            )
