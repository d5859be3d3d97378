"""Ties of rates: growth, shares, points, changes, contributions, balances, currencies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tradecli.analysis import periods
from tradecli.analysis.identities import World
from tradecli.analysis.quantities import LEVELS, MERCHANDISE_FLOWS, Quantity
from tradecli.analysis.scopes import CHINA
from tradecli.analysis.ties import Hull

PARTS = ("partner", "product", "channel")


def level(quantity: Quantity, unit: str, metric: str = "value") -> Quantity:
    """The level that a rate is about."""
    return quantity._replace(metric=metric, unit=unit, base="", terms="", of="")


def base_level(current: Quantity, base: str = "") -> Quantity | None:
    """The level a rate is measured from, as revised when the period is reported."""
    prior = base or periods.year_before(current.period)
    if not prior or not periods.parse(prior):
        return None
    return current._replace(period=prior, base=current.period)


def growths(world: World, stated: Sequence[Quantity]) -> None:
    """`level = (1 + growth) * base`, for every growth rate that is stated."""
    units = _units(stated)
    for quantity in stated:
        if quantity.metric != "growth" or quantity.unit != "%" or quantity.flow == "balance":
            continue
        for current in _grown(quantity, units):
            prior = base_level(current, quantity.base)
            if prior is not None:
                world.product("growth", current, quantity, prior, shift=1.0)


def _units(stated: Sequence[Quantity]) -> dict[Quantity, list[Quantity]]:
    """Stated levels by what they are levels of."""
    found: dict[Quantity, list[Quantity]] = {}
    for quantity in stated:
        if quantity.metric in LEVELS and not quantity.base:
            found.setdefault(quantity._replace(metric="", unit=""), []).append(quantity)
    return found


def _grown(quantity: Quantity, units: dict[Quantity, list[Quantity]]) -> Iterator[Quantity]:
    if quantity.terms in ("", "USD"):
        yield level(quantity, quantity.terms or "CNY")
    elif quantity.terms == "volume":
        key = quantity._replace(metric="", unit="", base="", terms="", of="")
        counted = [each for each in units.get(key, ()) if each.metric == "quantity"]
        if len(counted) == 1:
            yield counted[0]


def whole_of(quantity: Quantity) -> Quantity | None:
    """The quantity whose part a share states, None where the fields leave it open."""
    if quantity.of == "China" and quantity.region != CHINA:
        return quantity._replace(region=CHINA)
    named = [name for name in PARTS if getattr(quantity, name)]
    if quantity.of == "region" and len(named) == 1:
        return quantity._replace(**{named[0]: ""})
    return None


def shares(world: World, stated: Sequence[Quantity]) -> None:
    """`part = share * whole`, for every share of a whole that the fields name."""
    currencies = {level(quantity, quantity.unit) for quantity in stated if quantity.metric == "value"}
    for quantity in stated:
        whole = whole_of(quantity) if quantity.metric == "share" and not quantity.base else None
        if whole is None or quantity.flow == "balance" or services_in_goods(world, quantity, whole):
            continue
        # One currency only: the two would carry two exchange rates into one share.
        unit = "CNY" if level(quantity, "CNY") in currencies or level(quantity, "USD") not in currencies else "USD"
        world.product("share", level(quantity, unit), quantity, level(whole, unit)._replace(scope=""))


def services_in_goods(world: World, part: Quantity, whole: Quantity) -> bool:
    """Whether services are set against a total that means goods."""
    if part.product == whole.product:
        return False
    entry = world.scopes.entry("product", part.product)
    return entry is not None and not world.scopes.is_merchandise("product", entry)


def points(world: World, stated: Sequence[Quantity]) -> None:
    """`share - earlier share = change in points`, and the earlier share ties the bases."""
    for quantity in stated:
        if quantity.metric != "share_change" or quantity.base:
            continue
        matching = [
            each
            for each in stated
            if each.metric == "share" and not each.base and _same(each, quantity, ("metric", "unit", "of", "terms"))
        ]
        for share in matching if len(matching) == 1 else ():
            whole = whole_of(share)
            earlier = share._replace(base=share.period, period=periods.year_before(share.period))
            world.linear("points", ((share, 1.0), (earlier, -1.0), (quantity, -1.0)))
            if whole is None or services_in_goods(world, share, whole):
                continue
            part, all_of = base_level(level(share, "CNY")), base_level(level(whole, "CNY")._replace(scope=""))
            if part is not None and all_of is not None:
                world.product("share", part, earlier, all_of)


def _same(one: Quantity, two: Quantity, but: Sequence[str]) -> bool:
    blank = dict.fromkeys(but, "")
    return one._replace(**blank) == two._replace(**blank)


def changes(world: World, stated: Sequence[Quantity]) -> None:
    """`level - base = change`, for changes in money."""
    for quantity in stated:
        if quantity.metric == "change" and quantity.unit not in ("%", "pp") and quantity.flow != "balance":
            current = level(quantity, quantity.unit)
            prior = base_level(current, quantity.base)
            if prior is not None:
                world.linear("increment", ((current, 1.0), (prior, -1.0), (quantity, -1.0)))


def increment(world: World, current: Quantity) -> Quantity | None:
    """The increment of a level over the year before, tied to both and to the growth rate."""
    prior = base_level(current)
    if prior is None:
        return None
    change = current._replace(metric="change")
    growth = current._replace(metric="growth", unit="%", terms="" if current.unit == "CNY" else current.unit)
    world.linear("increment", ((current, 1.0), (prior, -1.0), (change, -1.0)))
    world.product("growth", current, growth, prior, shift=1.0)
    world.product("increment", change, growth, prior)
    return change


def contributions(world: World, stated: Sequence[Quantity]) -> None:
    """A province's share of the national increment, or the points it adds to national growth."""
    for quantity in stated:
        if quantity.metric != "contribution" or quantity.base or not _provincial(world, quantity):
            continue
        plain = quantity._replace(scope="")
        part = increment(world, level(plain, "CNY"))
        whole = level(plain, "CNY")._replace(region=CHINA)
        prior = base_level(whole)
        if part is None or prior is None:
            continue
        if quantity.unit == "%":
            all_of = increment(world, whole)
            if all_of is not None:
                world.product("contribution", part, quantity, all_of)
        else:
            world.product("pull", part, quantity, prior)


def _provincial(world: World, quantity: Quantity) -> bool:
    """Whether a contribution can only be meant as one to all China's trade."""
    if any(getattr(quantity, name) for name in PARTS) or quantity.flow not in MERCHANDISE_FLOWS:
        return False
    entries = [world.scopes.entry("region", part) for part in quantity.region.split(" + ")]
    return all(entry is not None and entry.kind == "province" for entry in entries)


def balances(world: World) -> None:
    """`balance = exports - imports`."""
    for quantity in world.levels():
        if quantity.flow == "balance" and quantity.metric == "value":
            exports, imports = quantity._replace(flow="exports"), quantity._replace(flow="imports")
            total = quantity._replace(flow="total")
            if any(each in world.number for each in (exports, imports, total)):
                world.linear("balance", ((exports, 1.0), (imports, -1.0), (quantity, -1.0)))
                world.linear("flows", ((total, 1.0), (exports, -1.0), (imports, -1.0)))


def means(world: World) -> None:
    """Growth of a total lies between growth of exports and of imports; of a group between its members'."""
    rates = sorted(quantity for quantity in world.quantities if quantity.metric == "growth")
    known = set(rates)
    for quantity in rates:
        parts: list[Quantity] = []
        if quantity.flow == "total" and quantity.unit == "%" and quantity.terms != "volume":
            parts = [quantity._replace(flow=flow) for flow in ("exports", "imports")]
            if known.issuperset(parts):
                world.tie(Hull("mean", world.number[quantity], tuple(world.number[part] for part in parts)))
        parts = [quantity._replace(region=region) for region in world.scopes.members(quantity.region)]
        if parts and known.issuperset(parts):
            world.tie(Hull("group mean", world.number[quantity], tuple(world.number[part] for part in parts)))


def revisions(world: World) -> None:
    """A base as revised stays near the level as published."""
    for quantity in world.levels():
        published = quantity._replace(base="")
        if quantity.base and published in world.number:
            band = world.bands.of(quantity)
            world.linear("revision", ((quantity, 1.0), (published, -1.0 - band)), -math.inf, 0.0)
            world.linear("revision", ((quantity, 1.0), (published, band - 1.0)), 0.0, math.inf)


def exchange(world: World) -> None:
    """The same level in yuan and in dollars, at the rate of the period give or take five percent."""
    from tradecli.analysis.currencies import band

    for quantity in world.levels():
        if quantity.metric != "value" or quantity.unit == "CNY" or quantity.flow == "balance":
            continue
        yuan = quantity._replace(unit="CNY")
        known = band(quantity.unit, quantity.period)
        if known and yuan in world.number:
            world.linear("exchange", ((yuan, 1.0), (quantity, -known[0])), 0.0, math.inf)
            world.linear("exchange", ((yuan, 1.0), (quantity, -known[1])), -math.inf, 0.0)
