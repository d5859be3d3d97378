"""R104: "the only one" has company, or "the newly added one" was there before.

What: a province's level beside "the only new trillion-yuan province" or "the only
province over 1 trillion yuan", and levels of that province a year before and of others.

Why: such claims hold for one flow, one half-year or one part of the country, and lose it
on the way.

Formula: newly over `theta`: the level a year before has `low > theta` by more than the
revision band, or another province has `high < theta` before and `low > theta` now. The
only one over `theta`: another province has `low > theta`.

Fires:

>>> from tradecli.checks.examples import told
>>> told("Club\\nAnhui's foreign trade exceeded 1 trillion yuan, becoming the only newly added \\"trillion\\" "
...      "province, at 1.3 trillion yuan, up 10%.", "Anhui | total | 2025 | 1 trillion yuan | bound=gt",
...      "Anhui | total | 2025 | 1.3 trillion yuan", "Anhui | total | 2025 | 10%")
['R104 error 1 trillion yuan']

Stays quiet where it may have been below:

>>> told("Club\\nAnhui's foreign trade exceeded 1 trillion yuan, becoming the only newly added \\"trillion\\" "
...      "province, up 17.3%.", "Anhui | total | 2025 | 1 trillion yuan | bound=gt", "Anhui | total | 2025 | 17.3%")
[]

Guard: only thresholds marked as passed by all trade of a province, in a sentence that
names no other place; two percent for revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.rates import base_level
from tradecli.checks import claims, counts, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.checks.case import Case

CODE = "R104"
BAND = 1.02


def check(case: Case) -> Iterator[Finding]:
    """One finding for each claim to be alone that the figures refute."""
    for statement, _ in case.ranked():
        if statement.quantity.metric != "value" or statement.figure.bound != "gt":
            continue
        article = case.articles.get(statement.figure.source)
        text = claims.beside(statement.figure, article, 0, 90)
        if {entry.name for entry in counts.areas(case, text)} - {statement.quantity.region}:
            continue
        if claims.has("among_some", text):
            continue
        about, theta = canonical(statement.quantity), float(statement.figure.value)
        if claims.has("newly_added", text):
            yield from _newly(case, statement, about, theta, alone=claims.has("only_one", text))
        elif claims.has("only_one", text):
            others = {
                name for name, (low, _) in counts.provinces(case, about).items() if low > theta and name != about.region
            }
            if others:
                yield _finding(case, statement, about, others, f"{wording.listed(sorted(others))} also passed it")


def _newly(case: Case, statement: Statement, about: Quantity, theta: float, *, alone: bool) -> Iterator[Finding]:
    if _before(case, about)[0] > BAND * theta:
        low = wording.amount(_before(case, about)[0], about.unit)
        message = f"{about.region} was over it a year before, at {low} or more"
        yield _finding(case, statement, about, {about.region}, message)
    elif alone:
        others = {
            name
            for name, (low, _) in counts.provinces(case, about).items()
            if name != about.region and low > theta and _before(case, about._replace(region=name))[1] < theta / BAND
        }
        if others:
            yield _finding(case, statement, about, others, f"{wording.listed(sorted(others))} passed it too")


def _before(case: Case, about: Quantity) -> tuple[float, float]:
    """What is left open for the level a year before."""
    base = base_level(about)
    found = [case.world.number[each] for each in (base, base and base._replace(base="")) if each in case.world.number]
    bounds = [case.bounds(variable) for variable in found]
    return max((low for low, _ in bounds), default=0.0), min((high for _, high in bounds), default=float("inf"))


def _finding(case: Case, statement: Statement, about: Quantity, names: set[str], message: str) -> Finding:
    rates = about._replace(metric="growth", unit="%")
    related = [*counts.stating(case, about, names), *counts.stating(case, rates, names)]
    return doubtful(
        Finding(
            CODE,
            "error",
            f"{about.region} is said to be the only or the new one over {statement.figure.quote}, but {message}",
            about.words(),
            evidence(statement.figure, *statement.strict),
            tuple(
                evidence(each.figure, *each.loose, each.quantity.words(), CODE)
                for each in related
                if each is not statement
            ),
            fingerprint=wording.fingerprint(CODE, [about], [statement.figure.quote]),
        )
    )
