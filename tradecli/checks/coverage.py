"""Which figures could be wrong without anything here noticing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tradecli.checks.report import Coverage

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case
    from tradecli.checks.rootcause import Budget
    from tradecli.model import Figure


def coverage(
    figures: Sequence[Figure],
    stated: Sequence[Statement],
    case: Case,
    budget: Budget,
    cited: Collection[tuple[str, int]],
) -> Coverage:
    """How many figures anything else bounds; leaves the network as it was.

    A statement is checkable when, without it, its quantity is bounded more closely
    than by its nature, or when some finding cites it (`cited`, by source and start).
    Repetitions of one source are no check.
    """
    network = case.network
    reachable = 0
    never: list[str] = []
    for number, statement in enumerate(case.statements):
        figure_count = 1 + len(statement.copies)
        place = (statement.figure.source, statement.figure.start)
        if budget.spent() or place in cited or _bounded(network, number):
            reachable += figure_count
        else:
            never.extend(
                f"{each.source}:{each.line}:{each.column} {each.quote}"
                for each in (statement.figure, *statement.copies)
            )
    blamed = sum(1 + len(each.copies) for each in stated) - sum(1 + len(each.copies) for each in case.statements)
    counted = sum(1 + len(each.copies) for each in stated)
    return Coverage(len(figures), reachable + blamed, tuple(sorted(never)), len(figures) - counted)


def _bounded(network: object, number: int) -> bool:
    from tradecli.analysis.propagate import Network

    assert isinstance(network, Network)
    if number not in network.active:
        return True
    variable = network.claims[number].variable
    if any(other != number and other in network.active for other in network.about(variable)):
        return True
    network.retract([number])
    network.run()
    bounds = network.bounds[2 * variable], network.bounds[2 * variable + 1]
    network.assert_claims([number])
    network.run()
    return bounds != network.domains[variable]
