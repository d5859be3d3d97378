"""Which reading of a field wins: the weights of `configs/linking.yaml`, applied and explained."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from tradecli.extraction.linking.context import Value
from tradecli.settings import data_dir

SAID = 6.5
"""Weight of what words around a number say, where it outdoes all but the number's own names."""


class Reading(NamedTuple):
    """One candidate for one field: where it comes from, what it says, how much speaks for it."""

    source: str
    values: tuple[Value, ...]
    weight: float
    why: str = ""
    token: int = -1


@cache
def weights() -> Mapping[str, Any]:
    """The tables `roles`, `distance` and `fields`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: Mapping[str, Any] = yaml.load(
        (data_dir("configs") / "linking.yaml").read_text(encoding="utf-8"), Loader=loader
    )
    return table


def weight(field: str, source: str, features: Collection[str]) -> float:
    """Weight of a source for a field, given what is true of the figure's clause.

    >>> weight("partner", "carry", []) > weight("partner", "carry", ["new_product"])
    True
    """
    base, telling, changes = _source(field, source)
    return base + sum(changes[feature] for feature in telling.intersection(features))


@cache
def _source(field: str, source: str) -> tuple[float, frozenset[str], Mapping[str, float]]:
    """The weight of a source and what each feature changes; below 0 where the field has no such source."""
    row = weights()["fields"][field].get(source, {"base": -1})
    changes = {name: float(change) for name, change in row.items() if name != "base"}
    return float(row["base"]), frozenset(changes), changes


def role_weight(field: str, role: str) -> float:
    """Weight of a name by its role in the clause."""
    row = weights()["roles"][field]
    return float(row.get(role, row["other"]))


def best(readings: Iterable[Reading]) -> Reading | None:
    """The heaviest reading above 0; of equals the one given first."""
    chosen: Reading | None = None
    for each in readings:
        if each.weight > 0 and (chosen is None or each.weight > chosen.weight):
            chosen = each
    return chosen
