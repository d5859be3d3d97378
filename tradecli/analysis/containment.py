"""Ties of containment: what lies inside another thing is no larger, and disjoint parts add up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product

from tradecli.analysis import periods
from tradecli.analysis.identities import World
from tradecli.analysis.quantities import Quantity
from tradecli.analysis.scopes import CHINA

DIMENSIONS = ("region", "flow", "partner", "product", "channel")
NESTED = "nested"
PART = "part"


def parts(world: World) -> None:
    """`part <= whole`, to the nearest wholes there are, lifting any of the five dimensions."""
    for quantity in world.levels():
        if quantity.flow == "balance" or quantity.scope:
            continue
        for whole in nearest(world, quantity):
            kind = PART if is_top(whole) else NESTED
            world.linear(kind, ((quantity, 1.0), (whole, -1.0)), -math.inf, 0.0)


def is_top(whole: Quantity) -> bool:
    """Whether the whole is all trade of its place, and not a part itself in kind."""
    return not (whole.partner or whole.product or whole.channel)


def nearest(world: World, quantity: Quantity) -> list[Quantity]:
    """The smallest quantities that hold this one, among those that have a variable."""
    chains = world.scopes.chains(quantity)
    found: list[tuple[tuple[int, ...], Quantity]] = []
    places = sorted(product(*(range(len(chain)) for chain in chains)), key=lambda steps: (sum(steps), steps))
    for steps in places[1:]:
        if any(all(a <= b for a, b in zip(smaller, steps, strict=True)) for smaller, _ in found):
            continue
        names = {field: chain[step] for field, chain, step in zip(DIMENSIONS, chains, steps, strict=True)}
        whole = quantity._replace(**names)
        if whole in world.number:
            found.append((steps, whole))
    return [whole for _, whole in found]


def members(world: World) -> None:
    """A group is the sum of its disjoint members; where some are unknown it is at least the others."""
    for quantity in world.levels():
        regions = world.scopes.members(quantity.region) if quantity.flow != "balance" else ()
        present = [quantity._replace(region=region) for region in regions]
        known = [each for each in present if each in world.number]
        if not known:
            continue
        complete = len(known) == len(present)
        low = 0.0 if complete else -math.inf
        world.linear("members", [(each, 1.0) for each in known] + [(quantity, -1.0)], low, 0.0)


def provinces(world: World) -> None:
    """Provinces together are no larger than China."""
    groups: dict[Quantity, list[Quantity]] = {}
    for quantity in world.levels():
        entry = world.scopes.entry("region", quantity.region)
        if entry is not None and entry.kind == "province" and entry.parent and quantity.flow != "balance":
            groups.setdefault(quantity._replace(region=CHINA), []).append(quantity)
    for whole, inside in sorted(groups.items()):
        if whole in world.number and not whole.scope:
            disjoint(world, inside, whole)


def disjoint(world: World, inside: Iterable[Quantity], whole: Quantity) -> None:
    """`sum of disjoint parts <= whole`."""
    terms = [(part, 1.0) for part in inside]
    if len(terms) > 1:
        world.linear("parts", [*terms, (whole, -1.0)], -math.inf, 0.0)


def families(world: World) -> None:
    """Parts that share nothing (kinds of enterprise, countries) add up to no more than the whole."""
    for name in ("partner", "channel"):
        groups: dict[Quantity, list[Quantity]] = {}
        for quantity in world.levels():
            if getattr(quantity, name) and quantity.flow != "balance" and not quantity.scope:
                groups.setdefault(quantity._replace(**{name: ""}), []).append(quantity)
        for whole, inside in sorted(groups.items()):
            if whole in world.number:
                for family in apart(world, name, inside):
                    disjoint(world, family, whole)


def partitions(world: World) -> None:
    """Shares of parts that are kept apart add up to no more than 100 percent."""
    for name in ("partner", "channel"):
        groups: dict[Quantity, list[Quantity]] = {}
        for quantity in sorted(world.quantities):
            rest = [each for each in ("partner", "product", "channel") if getattr(quantity, each)]
            if quantity.metric == "share" and quantity.of == "region" and rest == [name] and not quantity.scope:
                groups.setdefault(quantity._replace(**{name: ""}), []).append(quantity)
        for inside in groups.values():
            for family in apart(world, name, inside):
                if len(family) > 1:
                    world.linear("partition", [(part, 1.0) for part in family], 0.0, 100.0)


def apart(world: World, name: str, inside: Sequence[Quantity]) -> list[list[Quantity]]:
    """Lists of parts that share nothing: by the lexicon's members, or by the families of `configs/partitions.yaml`."""
    if name == "partner":
        return [_partners_apart(world, inside)]
    entries = [(quantity, world.scopes.entry(name, getattr(quantity, name))) for quantity in inside]
    return [
        [quantity for quantity, entry in entries if entry is not None and entry.id in family]
        for family in _partitions().get(name, ())
    ]


@cache
def _partitions() -> dict[str, list[list[str]]]:
    import yaml

    from tradecli.settings import data_dir

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (data_dir("configs") / "partitions.yaml").open(encoding="utf-8") as file:
        table: dict[str, list[list[str]]] = yaml.load(file, Loader=loader)
    return table


def _partners_apart(world: World, inside: Sequence[Quantity]) -> list[Quantity]:
    """Countries and groups with a fixed list of members, large groups first, none sharing a country."""
    sized = []
    for quantity in inside:
        entry = world.scopes.entry("partner", quantity.partner)
        if entry is None or (entry.overlapping and not entry.members):
            continue
        own = (
            {entry.id}
            if entry.kind in ("country", "territory")
            else {each.id for each in world.scopes.lexicon.members(entry)}
        )
        if own:
            sized.append((-len(own), quantity, own))
    taken: set[str] = set()
    chosen = []
    for _, quantity, own in sorted(sized, key=lambda each: each[:2]):
        if not own & taken:
            taken |= own
            chosen.append(quantity)
    return chosen


def spans(world: World) -> None:
    """A period holds its parts: none is larger, and what does not overlap adds up."""
    groups: dict[Quantity, list[tuple[periods.Period, Quantity]]] = {}
    for quantity in world.levels():
        span = periods.parse(quantity.period)
        if span and not quantity.base and not quantity.scope and quantity.flow != "balance":
            groups.setdefault(quantity._replace(period=""), []).append((span, quantity))
    for group in groups.values():
        for span, quantity in group if len(group) > 1 else ():
            within = [each for each in group if each[1] != quantity and _holds(span, each[0])]
            _span(world, quantity, span, within)


def _holds(whole: periods.Period, part: periods.Period) -> bool:
    return whole.first <= part.first and part.last <= whole.last


def _span(world: World, whole: Quantity, span: periods.Period, within: list[tuple[periods.Period, Quantity]]) -> None:
    kind = "plan" if span.months > 12 else "periods"
    for _, part in within:
        slack = 1.0 + world.bands.other
        world.linear(kind, ((part, 1.0), (whole, -slack)), -math.inf, 0.0)
    chosen: list[tuple[periods.Period, Quantity]] = []
    for each in sorted(within, key=lambda pair: (pair[0].months, pair[0].first)):
        if all(each[0].last < other[0].first or other[0].last < each[0].first for other in chosen):
            chosen.append(each)
    if len(chosen) < 2:
        return
    terms = [(part, 1.0) for _, part in sorted(chosen)]
    world.linear(kind, [*terms, (whole, -1.0 - world.bands.other)], -math.inf, 0.0)
    if sum(each[0].months for each in chosen) == span.months:
        world.linear(kind, [*terms, (whole, world.bands.other - 1.0)], 0.0, math.inf)
