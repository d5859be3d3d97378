"""Which statements are at fault: conflicts, the cheapest explanations, and proof that they suffice.

An implicit hitting set: propagation yields minimal conflicts, a minimum-weight
hitting set of all conflicts names suspects, propagation without them shows whether
that suffices, and if not yields a further conflict. Every equally cheap
alternative is tried in the same way, so that "the only explanation" means that the
others were refuted (Fellegi and Holt's principle over statements, not cells).
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradecli.analysis.propagate import Conflict, Network, minimal, part_of

if TYPE_CHECKING:
    from tradecli.analysis.identities import World

EQUAL = 1e-6
MOST = 64
"""Alternatives listed for one component; more are as good as none."""
HUB = 12
"""Ties from which a variable is a hub, through which everything hangs together."""
PLAIN = 3
"""Witnesses beside the suspect up to which a contradiction is worth printing."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One component of conflicts with every equally cheap explanation of it."""

    explanations: tuple[tuple[int, ...], ...]
    """Sets of claims, each enough to explain all; the first is printed first."""
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Root causes, and whether naming them came to an end in time."""

    causes: tuple[Cause, ...]
    complete: bool = True


class Budget:
    """Seconds that may be spent; None for no limit."""

    def __init__(self, seconds: float | None) -> None:
        """Start the clock."""
        self._end = None if seconds is None else time.monotonic() + seconds

    def spent(self) -> bool:
        """Whether the time is over."""
        return self._end is not None and time.monotonic() > self._end


def diagnose(network: Network, budget: Budget) -> Diagnosis:
    """Explain why not all claims of the network can hold; leaves it with the first explanation removed."""
    everything = range(len(network.claims))
    network.assert_claims(everything)
    conflicts = _disjoint(network)
    explained: list[tuple[int, ...]] = []
    while True:
        if budget.spent():
            return _greedy(network, conflicts)
        components = connected(conflicts)
        explained = [cheapest(network, component, 1)[0] for component in components]
        new = _trial(network, [claim for claims in explained for claim in claims])
        if new is None:
            more = _refuted(network, components, explained, budget)
            if not more:
                break
            conflicts.extend(more)
        else:
            conflicts.append(new)
    components = connected(conflicts)
    causes = [Cause(tuple(cheapest(network, component, MOST)), tuple(component)) for component in components]
    return Diagnosis(tuple(causes), not budget.spent())


def _disjoint(network: Network) -> list[Conflict]:
    """Conflicts that share no claim: each is found with the earlier ones' claims taken out."""
    found: list[Conflict] = []
    while (empty := network.run()) is not None:
        conflict = minimal(network, empty)
        found.append(conflict)
        network.retract(conflict.claims)
    return found


def _trial(network: Network, removed: Iterable[int]) -> Conflict | None:
    """Whether the rest holds without these claims: None, or a new conflict. The network keeps the trial."""
    out = set(removed)
    network.retract(network.active & out)
    network.assert_claims(claim for claim in range(len(network.claims)) if claim not in out)
    empty = network.run()
    return None if empty is None else minimal(network, empty)


def _refuted(
    network: Network, components: Sequence[Sequence[Conflict]], explained: Sequence[tuple[int, ...]], budget: Budget
) -> list[Conflict]:
    """New conflicts that refute some equally cheap alternative, alone or with others; the network ends as it began."""
    base = {claim for claims in explained for claim in claims}
    found: list[Conflict] = []
    choices = [cheapest(network, component, MOST) for component in components]
    for alternatives, first in zip(choices, explained, strict=True):
        for other in alternatives[1:]:
            if budget.spent():
                break
            conflict = _trial(network, base - set(first) | set(other))
            if conflict is not None:
                found.append(conflict)
                break
        _trial(network, base)
    if found:
        return found
    for pick in itertools.islice(itertools.product(*choices), _JOINT):
        conflict = None if budget.spent() else _trial(network, (claim for claims in pick for claim in claims))
        if conflict is not None:
            found.append(conflict)
            break
    _trial(network, base)
    return found


_JOINT = 20
"""Choices of one alternative for every cause that are tried together."""


def connected(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """Conflicts in groups that share claims, sorted."""
    unique = sorted({conflict.claims: conflict for conflict in conflicts}.values(), key=lambda each: each.claims)
    groups: list[tuple[set[int], list[Conflict]]] = []
    for conflict in unique:
        claims, merged = set(conflict.claims), [conflict]
        rest = []
        for others, members in groups:
            if others & claims:
                claims |= others
                merged = members + merged
            else:
                rest.append((others, members))
        groups = [*rest, (claims, merged)]
    return sorted(
        (sorted(members, key=lambda each: each.claims) for _, members in groups), key=lambda each: each[0].claims
    )


def cheapest(network: Network, conflicts: Sequence[Conflict], most: int) -> list[tuple[int, ...]]:
    """All sets of claims of least weight that meet every conflict, up to `most`, sorted."""
    sets = [conflict.claims for conflict in conflicts]
    weight = {claim: network.claims[claim].weight for claims in sets for claim in claims}
    best = sum(weight[claim] for claim in _cover(sets, weight))
    found: set[tuple[int, ...]] = set()
    steps = 0

    def search(open_sets: list[tuple[int, ...]], chosen: tuple[int, ...], cost: float, barred: frozenset[int]) -> None:
        nonlocal best, found, steps
        steps += 1
        if cost > best + EQUAL or steps > 20000:
            return
        if not open_sets:
            if cost < best - EQUAL:
                best, found = cost, set()
            found.add(tuple(sorted(chosen)))
            return
        pick = min(open_sets, key=lambda each: (sum(claim not in barred for claim in each), each))
        closed = set(barred)
        for claim in sorted((each for each in pick if each not in barred), key=lambda each: (weight[each], each)):
            rest = [each for each in open_sets if claim not in each]
            search(rest, (*chosen, claim), cost + weight[claim], frozenset(closed))
            closed.add(claim)

    search(sets, (), 0.0, frozenset())
    kept = [each for each in found if sum(weight[claim] for claim in each) <= best + EQUAL]
    return sorted(kept, key=lambda each: (len(each), each))[:most] or [tuple(sorted(_cover(sets, weight)))]


def _cover(sets: Sequence[tuple[int, ...]], weight: dict[int, float]) -> set[int]:
    """A hitting set, greedily: whichever claim meets most conflicts for its weight."""
    open_sets, chosen = list(sets), set()
    while open_sets:
        met: dict[int, int] = {}
        for claims in open_sets:
            for claim in claims:
                met[claim] = met.get(claim, 0) + 1
        pick = min(met, key=lambda claim: (-met[claim] / weight[claim], claim))
        chosen.add(pick)
        open_sets = [claims for claims in open_sets if pick not in claims]
    return chosen


def _greedy(network: Network, conflicts: Sequence[Conflict]) -> Diagnosis:
    """When time is over: all conflicts there are, each with whole conflicts as its explanations."""
    _trial(network, {claim for conflict in conflicts for claim in conflict.claims})
    causes = [Cause(tuple((claim,) for claim in conflict.claims), (conflict,)) for conflict in conflicts]
    return Diagnosis(tuple(causes), complete=False)


def contradictions(network: Network, culprit: int, is_rate: Callable[[int], bool], most: int = 20) -> list[Conflict]:
    """Minimal conflicts between a suspect and what else stands near it, the plainest of each witness.

    Only ties up to two steps away are looked at: what is further away makes no
    evidence that a reader can follow. One witness is taken out after each conflict,
    first one that `is_rate`, so that a level that contradicts by itself is heard by itself.
    """
    ties = near(network, network.claims[culprit].variable)
    variables = {variable for tie in ties for variable in network.ties[tie].variables}
    variables.add(network.claims[culprit].variable)
    claims = [
        number for variable in sorted(variables) for number in network.about(variable) if number in network.active
    ]
    claims.append(culprit)
    small = part_of(network, ties, claims)
    small.assert_claims(range(len(claims)))
    suspect = len(claims) - 1
    found: list[Conflict] = []
    for _ in range(most):
        empty = small.run()
        if empty is None:
            break
        conflict = minimal(small, empty, [suspect])
        witnesses = [claim for claim in conflict.claims if claim != suspect]
        if len(witnesses) < len(conflict.claims) and len(witnesses) <= PLAIN:
            found.append(translated(conflict, network, claims, ties))
        if not witnesses:
            break
        small.retract([min(witnesses, key=lambda claim: (not is_rate(claims[claim]), claim))])
    return found


def near(network: Network, variable: int) -> list[int]:
    """Ties at a variable, and at its neighbours unless these are hubs."""
    first = network.touching(variable)
    neighbours = {each for tie in first for each in network.ties[tie].variables}
    second = {tie for each in neighbours if len(network.touching(each)) <= HUB for tie in network.touching(each)}
    return sorted(set(first) | second)


def translated(conflict: Conflict, network: Network, claims: Sequence[int], ties: Sequence[int]) -> Conflict:
    """A conflict of a part of the network in the numbers of the whole."""
    variables = sorted(
        {v for tie in ties for v in network.ties[tie].variables} | {network.claims[claim].variable for claim in claims}
    )
    return Conflict(
        tuple(sorted(claims[claim] for claim in conflict.claims)),
        tuple(sorted(ties[tie] for tie in conflict.ties)),
        conflict.low,
        conflict.high,
        variables[conflict.variable] if conflict.variable >= 0 else -1,
    )


def joint(world: World, network: Network, budget: Budget) -> list[Cause]:
    """What only all ties together contradict, proved by a linear program; nothing where highspy is missing.

    The network must hold without its culprits; it keeps the new ones out too.
    """
    from tradecli.analysis.linear import contradiction

    found: list[Cause] = []
    while not budget.spent() and len(found) < MOST:
        try:
            claims = contradiction(world, network)
        except ImportError:
            break
        if not claims:
            break
        found.append(Cause(tuple((claim,) for claim in claims), (Conflict(claims, ()),)))
        network.retract([claims[0]])
        network.run()
    return found
