"""What a token says of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradecli.extraction.linking.context import Value
from tradecli.extraction.mentions import Token

if TYPE_CHECKING:
    from tradecli.extraction.linking.link import Scene


def value_of(token: Token, field: str, scene: Scene) -> Value | None:
    """The value that a token gives a field, or None where it gives none."""
    if field == "flow":
        flow = token.of("flow") or token.of("compound")
        return Value(flow) if flow else None
    if field == "period":
        if token.period is None:
            return None
        value = token.period.value or (scene.context.month if "month" in token.text.lower() else "")
        return Value(value) if value else None
    if field == "region" and token.of("place_noun"):
        return place_value(token.of("place_noun"), scene)
    entry = token.entry(field)
    if entry is not None:
        return Value(entry.name, entry.id if field != "channel" else "")
    return Value(token.text) if token.is_(field) else None


def place_value(level: str, scene: Scene) -> Value | None:
    """The place that "the province", "the city", "the region", "the country" stands for here."""
    if level == "country":
        return Value("China", "CN")
    place = scene.topic.place
    named = scene.context.places
    if level == "area":
        if place is not None and place.kind in {"province", "area"} and ("area" not in named or place.kind == "area"):
            return Value(place.name, place.id)
        entry = named.get("area") or named.get("province") or place
    else:
        entry = named.get(level)
        if (
            entry is None
            and place is not None
            and (place.kind == level or level == "city" and place.kind == "province")
        ):
            entry = place
        if entry is None and place is not None and level == "province" and place.kind == "city":
            entry = scene.lexicon.get("region", place.parent)
    return Value(entry.name, entry.id) if entry is not None else None
