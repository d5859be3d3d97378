"""Several names as one: the group that they make up, else the names joined."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.lists import NameList
from tradecli.extraction.linking.values import value_of

_GROUP = 3
"""Members that a group spelt out has, at least."""


def values_of(scene: Scene, names: NameList) -> list[Value]:
    """What the names of a list stand for, those without a meaning left out."""
    return [value for i in names.tokens if (value := value_of(scene.row[i], names.field, scene)) is not None]


def sum_of(scene: Scene, field: str, values: Sequence[Value]) -> Value:
    """The name of a sum: the group that has just these members, three or more, else the names joined."""
    if (group := group_of(scene, field, values)) is not None:
        return group
    once = list(dict.fromkeys(values))
    return Value(" + ".join(value.name for value in once), " + ".join(value.code for value in once))


def group_of(scene: Scene, field: str, values: Sequence[Value]) -> Value | None:
    """The group of the lexicon that has just these members, three or more."""
    codes = {value.code for value in values}
    if not all(codes) or len(codes) < _GROUP:
        return None
    groups = (entry for entry in scene.lexicon.entries if entry.field == field and codes == set(entry.members))
    return next((Value(entry.name, entry.id) for entry in groups), None)
