"""Bounds by propagation, with the reason for every bound.

Claims are intervals on single variables; ties connect variables. Propagation
tightens bounds through ties until nothing moves, and remembers for each bound the
bounds it came from, so that an empty interval can name the claims behind it. A
claim can be taken back: what rested on it is undone, the rest stays.

The idea is HC4 (interval propagation) with the reasons of a truth maintenance
system; `retract` makes it cheap to try a thousand removals on one network.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tradecli.analysis.ties import Tie

LIMIT = 60
"""Tightenings of one end before it is left alone: cycles converge slowly."""
SLACK = 1e-9
"""Relative overlap that is still none: the error of floats."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as the network sees it: an interval on one variable, and what it costs to doubt it."""

    variable: int
    low: float
    high: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all hold, and the ties through which they meet; both sorted."""

    claims: tuple[int, ...]
    ties: tuple[int, ...]
    low: float = 0.0
    high: float = 0.0
    """The two ends that cross, `low` above `high`, on `variable`."""
    variable: int = -1


class Network:
    """Variables with domains, ties among them, and claims that come and go."""

    def __init__(self, domains: Sequence[tuple[float, float]], ties: Sequence[Tie], claims: Sequence[Claim]) -> None:
        """Take variables by their domains, the ties, and the claims; none of these is asserted yet."""
        self.domains, self.ties, self.claims = domains, ties, claims
        self.bounds: list[float] = [end for domain in domains for end in domain]
        self._latest = [-1] * len(self.bounds)
        self._moves = [0] * len(self.bounds)
        self._events: list[tuple[int, float, int, tuple[int, ...], int]] = []
        self._children: list[list[int]] = []
        self._dead: set[int] = set()
        self._of_claim: dict[int, list[int]] = {}
        self.active: set[int] = set()
        self._about: list[list[int]] = [[] for _ in domains]
        for number, claim in enumerate(claims):
            self._about[claim.variable].append(number)
        self._touching: list[list[int]] = [[] for _ in domains]
        for number, tie in enumerate(ties):
            for variable in tie.variables:
                self._touching[variable].append(number)
        self._queue: deque[int] = deque()
        self._queued = bytearray(len(ties))
        self._empty: set[int] = set()
        for number in range(len(ties)):
            self._push(number)

    def about(self, variable: int) -> Sequence[int]:
        """Claims on a variable."""
        return self._about[variable]

    def touching(self, variable: int) -> Sequence[int]:
        """Ties that a variable takes part in."""
        return self._touching[variable]

    def assert_claims(self, numbers: Iterable[int]) -> None:
        """Let these claims hold; `run` draws the conclusions."""
        for number in numbers:
            if number not in self.active:
                self.active.add(number)
                self._apply(number)

    def _apply(self, number: int) -> None:
        claim = self.claims[number]
        for end, value in ((2 * claim.variable, claim.low), (2 * claim.variable + 1, claim.high)):
            if math.isfinite(value) and _beyond(end, value, self.bounds[end]):
                self._set(end, value, number, ())

    def _set(self, end: int, value: float, cause: int, reasons: tuple[int, ...]) -> None:
        event = len(self._events)
        antecedents = tuple({self._latest[reason] for reason in reasons} - {-1})
        self._events.append((end, value, cause, antecedents, self._latest[end]))
        self._children.append([])
        for antecedent in antecedents:
            self._children[antecedent].append(event)
        if cause >= 0:
            self._of_claim.setdefault(cause, []).append(event)
        self._latest[end] = event
        self.bounds[end] = value
        variable = end // 2
        if self._is_empty(variable):
            self._empty.add(variable)
        for tie in self._touching[variable]:
            self._push(tie)

    def _is_empty(self, variable: int) -> bool:
        low, high = self.bounds[2 * variable], self.bounds[2 * variable + 1]
        return low > high + SLACK * max(abs(low), abs(high))

    def _push(self, tie: int) -> None:
        if not self._queued[tie]:
            self._queued[tie] = 1
            self._queue.append(tie)

    def run(self) -> int | None:
        """Propagate until nothing moves; the first variable left without a value, or None."""
        while True:
            if self._empty:
                return min(self._empty)
            if not self._queue:
                return None
            number = self._queue.popleft()
            self._queued[number] = 0
            for end, value, reasons in self.ties[number].contract(self.bounds):
                if self._moves[end] < LIMIT:
                    self._moves[end] += 1
                    self._set(end, value, -1 - number, reasons)

    @property
    def settled(self) -> bool:
        """Whether no end was left alone at the limit: bounds are then all that propagation can give."""
        return max(self._moves, default=0) < LIMIT

    def explain(self, variable: int) -> tuple[list[int], list[int]]:
        """Claims and ties behind the two ends of an empty variable, sorted."""
        open_events = [self._latest[end] for end in (2 * variable, 2 * variable + 1) if self._latest[end] >= 0]
        seen: set[int] = set()
        claims: set[int] = set()
        ties: set[int] = set()
        while open_events:
            event = open_events.pop()
            if event in seen:
                continue
            seen.add(event)
            _, _, cause, antecedents, _ = self._events[event]
            if cause >= 0:
                claims.add(cause)
            else:
                ties.add(-1 - cause)
            open_events.extend(antecedents)
        return sorted(claims), sorted(ties)

    def retract(self, numbers: Iterable[int]) -> None:
        """Take claims back, with every bound that rested on them."""
        gone = sorted(set(numbers) & self.active)
        self.active.difference_update(gone)
        stale: set[int] = set()
        opened = [event for number in gone for event in self._of_claim.pop(number, ())]
        while opened:
            event = opened.pop()
            if event not in stale:
                stale.add(event)
                opened.extend(self._children[event])
        self._dead |= stale
        for end in sorted({self._events[event][0] for event in stale}):
            self._roll_back(end)

    def _roll_back(self, end: int) -> None:
        event = self._latest[end]
        while event >= 0 and event in self._dead:
            event = self._events[event][4]
        if event == self._latest[end]:
            return
        self._latest[end] = event
        variable = end // 2
        self.bounds[end] = self._events[event][1] if event >= 0 else self.domains[variable][end % 2]
        self._moves[end] = 0
        if not self._is_empty(variable):
            self._empty.discard(variable)
        for number in self._about[variable]:
            if number in self.active:
                self._apply(number)
        for tie in self._touching[variable]:
            self._push(tie)


def _beyond(end: int, value: float, known: float) -> bool:
    return value > known if end % 2 == 0 else value < known


def part_of(network: Network, ties: Sequence[int], claims: Sequence[int]) -> Network:
    """A small network of these ties and claims alone, with the same values and fresh numbers."""
    kept = [network.ties[tie] for tie in ties]
    variables = sorted(
        {variable for tie in kept for variable in tie.variables} | {network.claims[claim].variable for claim in claims}
    )
    number = {variable: place for place, variable in enumerate(variables)}
    return Network(
        [network.domains[variable] for variable in variables],
        [renumbered(tie, number) for tie in kept],
        [
            Claim(number[claim.variable], claim.low, claim.high, claim.weight)
            for claim in (network.claims[each] for each in claims)
        ],
    )


def renumbered(tie: Tie, number: dict[int, int]) -> Tie:
    """The tie over other variable numbers."""
    from dataclasses import replace

    from tradecli.analysis.ties import Hull, Linear

    if isinstance(tie, Linear):
        return replace(tie, variables=tuple(number[variable] for variable in tie.variables))
    if isinstance(tie, Hull):
        return replace(tie, whole=number[tie.whole], parts=tuple(number[part] for part in tie.parts))
    return replace(tie, whole=number[tie.whole], rate=number[tie.rate], part=number[tie.part])


def minimal(network: Network, variable: int, doubted_last: Sequence[int] = ()) -> Conflict:
    """A smallest conflict behind an empty variable: without any one of its claims there is none.

    Claims are dropped one by one, heaviest last kept; those in `doubted_last` are
    tried last, so that they stay where they can.
    """
    claims, ties = network.explain(variable)
    last = set(doubted_last)
    order = sorted(claims, key=lambda each: (each in last, network.claims[each].weight, each))
    kept = set(claims)
    size = max(1, len(order) // 2)
    while order:
        # Whole runs first, then halves of them: most claims of a long chain can go at once.
        left: list[int] = []
        for start in range(0, len(order), size):
            run = order[start : start + size]
            if len(run) < len(kept) and _fails(network, ties, sorted(kept.difference(run))):
                kept.difference_update(run)
            else:
                left.extend(run)
        if size == 1:
            break
        order, size = left, max(1, size // 2)
    kept_sorted = sorted(kept)
    small = part_of(network, ties, kept_sorted)
    small.assert_claims(range(len(kept_sorted)))
    empty = small.run()
    if empty is None:
        return Conflict(tuple(claims), tuple(ties), variable=variable)
    found, used = small.explain(empty)
    variables = sorted(
        {v for tie in ties for v in network.ties[tie].variables}
        | {network.claims[claim].variable for claim in kept_sorted}
    )
    return Conflict(
        tuple(kept_sorted[claim] for claim in found),
        tuple(ties[tie] for tie in used),
        small.bounds[2 * empty],
        small.bounds[2 * empty + 1],
        variables[empty],
    )


def _fails(network: Network, ties: Sequence[int], claims: Sequence[int]) -> bool:
    small = part_of(network, ties, claims)
    small.assert_claims(range(len(claims)))
    return small.run() is not None
