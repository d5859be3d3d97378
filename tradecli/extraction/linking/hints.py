"""What a sentence without figures speaks of: a hint for those of the next."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking.context import Fields, Value
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.flows import OPPOSITE
from tradecli.extraction.linking.lists import NameList
from tradecli.extraction.linking.own import fields_of
from tradecli.extraction.linking.sums import sum_of, values_of
from tradecli.extraction.linking.values import value_of
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry

_APPOSED = 8
"""Words from a list of countries to the group that they make, at most."""
_SIDE = 3
"""Words among which a sentence says of which side of trade it is: "On the import side"."""
_SHORT = 6
"""Words before the flow that a short sentence turns to, fewer than."""
_SUMMED_UP = frozenset({"product", "partner"})
_ROLES_OF_HINTS = frozenset({"to", "of", "subject", "list", "before_flow", "possessive", "other", "object", "compared"})


def hints_of(scene: Scene) -> Fields:
    """What a sentence without figures speaks of, by field; of two names the last, of a list of goods all.

    A clause that only says why or when adds to it: "trade with Asia grew as that with the US fell". What it says of
    goods does not where all trade was spoken of: "trade may grow after the rise in car exports". "In the opposite
    direction" turns the flow of the sentence before.
    """
    hints: Fields = {}
    subordinate = False
    for i, token in enumerate(scene.row):
        subordinate |= bool(hints) and token.text in scene.language.sets["subordinate"]
        role = scene.roles.get(i, "other")
        side = token.flow in {"exports", "imports"} and (
            i < _SIDE or _is_what_moved(scene.row, i) or _is_turned_to(scene.row, i)
        )
        way = role == "in" and ("channel" in token.kinds or side)
        if not (way or role in _ROLES_OF_HINTS) or i in scene.asides or _only_describes(scene, i):
            continue
        for field in (*fields_of(token), *(("flow",) if token.compound else ())):
            value = value_of(token, field, scene) if field in {"flow", "partner", "product", "channel"} else None
            rival = (subordinate or scene.roles.get(i) in {"object", "compared"}) and field in hints
            rival |= subordinate and field == "product" and hints.get("flow") == Value("total")
            if value is not None and not rival:
                hints[field] = value
    first = scene.context.first
    if "flow" not in hints and first is not None and any("opposite" in token.kinds for token in scene.row):
        hints["flow"] = Value(OPPOSITE.get(first["flow"].name, ""))
    return _with_sum(scene, hints)


def _is_what_moved(row: Sequence[Token], i: int) -> bool:
    """Whether a flow is what a noun of change is of: "The rise in imports was mostly due to raw materials"."""
    return i > 1 and row[i - 2].is_("change:up", "change:down")


def _is_turned_to(row: Sequence[Token], i: int) -> bool:
    """Whether a short sentence only turns to a flow at its end: "But look at imports."."""
    others = any(token.flow for token in row[:i]) or any("mark" not in token.kinds for token in row[i + 1 :])
    return i < _SHORT and not others


def _with_sum(scene: Scene, hints: Fields) -> Fields:
    """The hints, with all goods or partners of a list for its last: "Exports of shoes and toys kept growing".

    For the last of a list of countries, the group that they are said to make.
    """
    for names in scene.lists:
        group = _group_of(scene, names) if names.field == "partner" else None
        if group is not None:
            return {**hints, "partner": Value(group.name, group.id)}
        values = values_of(scene, names) if names.field in _SUMMED_UP else []
        if len(values) > 1 and hints.get(names.field) == values[-1]:
            return {**hints, names.field: sum_of(scene, names.field, values)}
    return hints


def _group_of(scene: Scene, names: NameList) -> Entry | None:
    """The group named right behind a list of its members: "Kazakhstan and four others, the five of Central Asia"."""
    first, end = names.tokens[0], names.tokens[-1] + _APPOSED
    told = [entry for token in scene.row[first:end] if (entry := token.entry("partner")) is not None]
    at = next((k for k, entry in enumerate(told) if entry.kind == "group"), 0)
    members = {entry.id for entry in told[:at]}
    return told[at] if at > 1 and members <= set(told[at].members) else None


def _only_describes(scene: Scene, i: int) -> bool:
    """Whether goods only say of what something else is ("chip prices"), or a fair where somebody was."""
    fair = scene.row[i].entry("channel")
    if fair is not None and fair.kind == "event":
        return True
    return i + 1 < len(scene.row) and "product" in scene.row[i].kinds and "distractor" in scene.row[i + 1].kinds
