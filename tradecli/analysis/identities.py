"""The quantities behind the statements and the equations that tie them.

Every stated figure bounds one variable. Ties add what follows by definition:
exports and imports make the total, a growth rate ties a level to its base, a share
ties a part to its whole, what lies inside another is no larger. `build` makes only
the variables and ties that can matter for what was stated.

Growth is on the prior year as revised when the year is reported, so the base of a
rate is a variable of its own (`Quantity.base`), tied to the published level by a
band of tolerance (`Bands`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.analysis.propagate import Claim, Network
from tradecli.analysis.quantities import LEVELS, MERCHANDISE_FLOWS, Quantity, Statement
from tradecli.analysis.scopes import CHINA, Scopes
from tradecli.analysis.ties import Linear, Product, Tie

if TYPE_CHECKING:
    from tradecli.lexicon import Lexicon

INF = math.inf
OPEN_END = 1e-4


@dataclass(frozen=True, slots=True)
class Bands:
    """Relative revision of a prior period that is no contradiction."""

    national: float = 0.005
    other: float = 0.02

    def of(self, quantity: Quantity) -> float:
        """The band of one prior level: whole years of all China are revised least."""
        return self.national if quantity.region == CHINA and len(quantity.period) == 4 else self.other


STRICT = Bands()
LOOSE = Bands(0.05, 0.05)


@dataclass(slots=True)
class World:
    """Variables by quantity, their domains, and the ties among them."""

    scopes: Scopes
    bands: Bands
    number: dict[Quantity, int] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    domains: list[tuple[float, float]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    _known: set[Tie] = field(default_factory=set)

    def variable(self, quantity: Quantity) -> int:
        """The number of a quantity's variable, made on first use."""
        if quantity not in self.number:
            self.number[quantity] = len(self.quantities)
            self.quantities.append(quantity)
            self.domains.append(domain(quantity))
        return self.number[quantity]

    def tie(self, tie: Tie) -> None:
        """Add a tie once."""
        if tie not in self._known:
            self._known.add(tie)
            self.ties.append(tie)

    def linear(self, kind: str, terms: Sequence[tuple[Quantity, float]], low: float = 0.0, high: float = 0.0) -> None:
        """Add `low <= sum(weight * quantity) <= high`."""
        numbers = tuple(self.variable(quantity) for quantity, _ in terms)
        self.tie(Linear(kind, numbers, tuple(weight for _, weight in terms), low, high))

    def product(self, kind: str, whole: Quantity, rate: Quantity, part: Quantity, shift: float = 0.0) -> None:
        """Add `whole = (shift + rate / 100) * part`."""
        self.tie(Product(kind, self.variable(whole), self.variable(rate), self.variable(part), shift))

    def levels(self) -> list[Quantity]:
        """All levels so far, sorted."""
        return sorted(quantity for quantity in self.quantities if quantity.metric in LEVELS)


def domain(quantity: Quantity) -> tuple[float, float]:
    """What a quantity can be at all."""
    if quantity.flow == "balance":
        return -INF, INF
    if quantity.metric in LEVELS:
        return 0.0, INF
    if quantity.metric == "share":
        return 0.0, 100.0
    if quantity.metric == "growth":
        return -100.0, INF
    return -INF, INF


def build(statements: Iterable[Statement], lexicon: Lexicon, bands: Bands = STRICT) -> World:
    """The world of these statements: their quantities, what these imply, and the ties."""
    from tradecli.analysis import containment, rates

    world = World(Scopes(lexicon), bands)
    stated = sorted({canonical(each.quantity) for each in statements})
    for quantity in stated:
        world.variable(quantity)
    for add in (rates.growths, rates.shares, rates.points, rates.changes, rates.contributions):
        add(world, stated)
    flows(world)
    rates.balances(world)
    rates.means(world)
    containment.members(world)
    flows(world)
    containment.parts(world)
    containment.provinces(world)
    containment.families(world)
    containment.partitions(world)
    containment.spans(world)
    rates.revisions(world)
    rates.exchange(world)
    return world


def canonical(quantity: Quantity) -> Quantity:
    """The quantity with its period and base written in the one way."""
    base = quantity.base if quantity.metric in LEVELS else periods.base_of(quantity.base, quantity.period)
    return quantity._replace(period=periods.canonical(quantity.period), base=base)


def network(world: World, statements: Sequence[Statement], tier: str = "strict") -> Network:
    """A network of the world with one claim for each statement, none asserted yet.

    A strict interval is open at its ends, give or take nothing that shows: what was
    rounded to 4.18 and what was rounded to 4.19 have no number in common.
    """
    claims = []
    for each in statements:
        low, high = each.strict if tier == "strict" else each.loose
        if tier == "strict" and each.figure.bound == "eq":
            hair = OPEN_END * (high - low)
            low, high = low + hair, high - hair
        claims.append(Claim(world.number[canonical(each.quantity)], low, high, each.weight))
    return Network(world.domains, world.ties, claims)


def flows(world: World) -> None:
    """Exports and imports make the total, where at least two of the three are there."""
    groups: dict[Quantity, set[str]] = {}
    for quantity in world.levels():
        if quantity.metric == "value" and quantity.flow in MERCHANDISE_FLOWS:
            groups.setdefault(quantity._replace(flow=""), set()).add(quantity.flow)
    for key, present in sorted(groups.items()):
        if len(present) > 1:
            total, exports, imports = (key._replace(flow=flow) for flow in MERCHANDISE_FLOWS)
            world.linear("flows", ((total, 1.0), (exports, -1.0), (imports, -1.0)))
