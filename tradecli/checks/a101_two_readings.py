"""A101: words leave two readings, and arithmetic decides.

What: "X's import and export volume accounts for 12.2% and 15.5% of the national total,
respectively" may mean the total and exports, or imports and exports.

Why: a reader should know that the literal reading was tried and why it fell.

Formula: with the first share taken for imports, the statements no longer hold together;
with the reading taken, they do.

Fires, as information, where the literal reading is impossible:

>>> from tradecli.checks.examples import told
>>> told("Zhejiang\\nOf 5.55 trillion yuan exports were 4.19 trillion yuan. Zhejiang's import and export "
...      "volume accounts for 12.2% and 15.5% of the national total, respectively. China traded 45.47 trillion yuan.",
...      "Zhejiang | total | 2025 | 5.55 trillion yuan", "Zhejiang | exports | 2025 | 4.19 trillion yuan",
...      "Zhejiang | total | 2025 | 12.2% | metric=share | of=China",
...      "Zhejiang | exports | 2025 | 15.5% | metric=share | of=China", "China | total | 2025 | 45.47 trillion yuan")
['A101 info 12.2%']

Stays quiet where nothing decides:

>>> told("Zhejiang\\nZhejiang's import and export volume accounts for 12.2% and 15.5% of the total, respectively.",
...      "Zhejiang | total | 2025 | 12.2% | metric=share | of=China",
...      "Zhejiang | exports | 2025 | 15.5% | metric=share | of=China")
[]

Guard: only for two rates of one place in one sentence with a joint word and "respectively".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case

CODE = "A101"
METRICS = ("share", "growth")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each reading that arithmetic ruled out."""
    pairs: dict[object, list[Statement]] = {}
    for statement in case.statements:
        quantity = statement.quantity
        if quantity.metric in METRICS and quantity.flow in ("total", "exports", "imports"):
            key = (
                statement.figure.source,
                statement.figure.line,
                statement.figure.sentence,
                quantity._replace(flow=""),
            )
            pairs.setdefault(key, []).append(statement)
    for group in pairs.values():
        total = [each for each in group if each.quantity.flow == "total"]
        exports = [each for each in group if each.quantity.flow == "exports"]
        if not len(total) == len(exports) == len(group) - 1 == 1:
            continue
        article = case.articles.get(total[0].figure.source)
        if claims.paired_flows(total[0].figure, exports[0].figure, article) and impossible(total[0], case):
            yield _finding(total[0], exports[0])


def impossible(total: Statement, case: Case) -> bool:
    """Whether the share of the total, taken for one of imports, contradicts what else holds."""
    from tradecli.analysis.identities import build, network

    imports = replace(total, quantity=total.quantity._replace(flow="imports"))
    trial = [each for each in case.statements if each is not total] + [imports]
    holds = network(build(trial, case.lexicon, case.world.bands), trial, "loose")
    holds.assert_claims(range(len(trial)))
    return holds.run() is not None


def _finding(total: Statement, exports: Statement) -> Finding:
    one, two = total.figure, exports.figure
    return Finding(
        CODE,
        "info",
        f"{one.quote} and {two.quote} are read as shares of the total and of exports"
        if one.metric == "share"
        else f"{one.quote} and {two.quote} are read as growth of the total and of exports",
        total.quantity.words(),
        evidence(one, one.low, one.high),
        (evidence(two, two.low, two.high, exports.quantity.words(), CODE),),
        arithmetic=f"taken for imports, {one.quote} contradicts what else is stated",
        fingerprint=wording.fingerprint(CODE, [total.quantity], [one.quote, two.quote]),
    )
