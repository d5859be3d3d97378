"""Which quantity lies inside which: regions, partners, goods and channels as sets.

All of it is read from the lexicon: parents, members, whether members overlap.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tradecli.analysis.quantities import Quantity

if TYPE_CHECKING:
    from tradecli.lexicon import Entry, Lexicon

CHINA = "China"
WHOLE = ""


class Scopes:
    """The lexicon's sets, with what was looked up kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Wrap a lexicon; every answer is cached."""
        self.lexicon = lexicon
        self._entry = cache(lexicon.by_name)
        self.above = cache(self._above)
        self.members = cache(self._members)
        self.places = cache(self._places)
        self._by_code = cache(lexicon.get)

    def entry(self, field: str, name: str) -> Entry | None:
        """The lexicon's entry of that name."""
        return self._entry(field, name)

    def _places(self, region: str) -> frozenset[str]:
        """Names of the provinces, or lesser places, that a region is made of."""
        parts = region.split(" + ")
        if len(parts) > 1:
            return frozenset(place for part in parts for place in self.places(part))
        entry = self.entry("region", region)
        if entry is None or entry.kind in ("province", "city"):
            return frozenset((region,))
        return frozenset(member.name for member in self.lexicon.members(entry)) or frozenset((region,))

    def _members(self, region: str) -> tuple[str, ...]:
        """The disjoint places that add up to a region, or none where that is not known."""
        parts = tuple(region.split(" + "))
        if len(parts) > 1:
            named = [self.places(part) for part in parts]
            apart = sum(map(len, named)) == len(frozenset().union(*named))
            return parts if apart else ()
        entry = self.entry("region", region)
        if entry is None or entry.kind not in ("area", "group") or not entry.disjoint:
            return ()
        return tuple(member.name for member in self.lexicon.members(entry))

    def _above(self, field: str, name: str) -> tuple[str, ...]:
        """What holds the named thing, nearest first; empty for a whole or a name the lexicon lacks."""
        if field == "region":
            return self._regions_above(name)
        entry = self.entry(field, name) if name else None
        if entry is None or not self.is_merchandise(field, entry):
            return ()
        found, seen = [], {entry.id}
        while entry.parent and entry.parent not in seen and (parent := self._by_code(field, entry.parent)):
            seen.add(parent.id)
            found.append(parent.name)
            entry = parent
        return (*found, WHOLE)

    def _regions_above(self, name: str) -> tuple[str, ...]:
        if name == CHINA:
            return ()
        if " + " in name:
            chains = [(part, *self.above("region", part)) for part in name.split(" + ")]
            return tuple(place for place in chains[0][1:] if all(place in chain for chain in chains))
        entry = self.entry("region", name)
        if entry is None:
            return ()
        if entry.kind in ("area", "group"):
            chains = [(place, *self.above("region", place)) for place in sorted(self.places(name)) if place != name]
            if not chains:
                return (CHINA,)
            return tuple(place for place in chains[0][1:] if all(place in chain for chain in chains))
        found, seen = [], {entry.id}
        while entry.parent and entry.parent not in seen and (parent := self._by_code("region", entry.parent)):
            seen.add(parent.id)
            found.append(parent.name)
            entry = parent
        return tuple(found)

    def is_merchandise(self, field: str, entry: Entry) -> bool:
        """Whether a product or channel is part of trade in goods, as services and turnover of markets are not."""
        seen: set[str] = set()
        while entry.id not in seen:
            if entry.kind in ("services", "platform") or entry.id == "services":
                return False
            seen.add(entry.id)
            parent = self._by_code(field, entry.parent) if entry.parent else None
            entry = parent or entry
        return True

    def chains(self, quantity: Quantity) -> list[tuple[str, ...]]:
        """For each of region, flow, partner, product, channel: itself and what holds it."""
        flow = (quantity.flow, "total") if quantity.flow in ("exports", "imports") else (quantity.flow,)
        if quantity.metric != "value":
            flow = (quantity.flow,)
        return [
            (quantity.region, *self.above("region", quantity.region)),
            flow,
            (quantity.partner, *self.above("partner", quantity.partner)),
            (quantity.product, *self.above("product", quantity.product)),
            (quantity.channel, *self.above("channel", quantity.channel)),
        ]
