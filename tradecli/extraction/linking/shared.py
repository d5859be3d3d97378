"""One number that each of several names has: "all up 10%", "with each of them above 5 billion", "namely A and B"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradecli.extraction.amounts import MONEY, QUANTITY
from tradecli.extraction.linking import recalled
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Draft, Own, Scene
from tradecli.extraction.linking.lists import NameList
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.linking.sums import sum_of, values_of
from tradecli.extraction.linking.values import value_of
from tradecli.extraction.mentions import Token

BEFORE = 20.0
"""Weight of a name that stands in a list apart from its number."""
COUNTED = ("region", "partner", "product")
NAMED = ("region", "flow", "partner", "product", "channel")


def all_of_them(
    scene: Scene, span: Span, own: Own, previous: Sequence[Draft], drafts: Sequence[Draft]
) -> Sequence[Draft]:
    """The figures before a rate that all of them share: "7, 6 and 5 billion yuan, all up 10%", "all of which rose"."""
    row, sets = scene.row, scene.language.sets
    first, number = unhedged(row, span.run.first), scene.row[span.run.first].number
    at = next((i for i in range(first - 1, span.head - 1, -1) if row[i].text in sets["all"]), -1)
    glue = sets["by"] | sets["of"] | sets["which"] | sets["fronting"]
    moved = (row[i].is_("change:up", "change:down") or row[i].text in glue for i in range(at + 1, first))
    if at < 0 or not all(moved) or number is None or (number.kind in {MONEY, QUANTITY} and not number.crossing):
        return ()
    if set(own) & set(NAMED) or any(token.flow for token in row[span.head : at]):
        return ()
    if len(previous) > 1 and not any(token.text in sets["which"] for token in row[at:first]):
        return previous
    since = max((token.end for token in row[:at] if token.text == ";"), default=0)
    several = apart([draft for draft in drafts if draft.token.start >= since], NAMED)
    return several if len(several) > 1 else ()


def all_listed(scene: Scene, span: Span) -> list[Own]:
    """The names of the list before "all", each with the number: "Yancheng and Huai'an ran faster, all above 20%".

    So of the list before "with each of them exceeding 100 billion yuan".
    """
    row, sets = scene.row, scene.language.sets
    at = unhedged(row, span.run.first) - 1
    each = next((i for i in range(max(span.head, 1), at - 1) if _is_each_of_them(row, i, sets)), 0)
    if each:
        at = each
    elif at < 1 or row[at].text not in sets["all"] or row[at - 1].text != ",":
        return []
    lists = [names for names in scene.lists if names.tokens[-1] < at and names.field in COUNTED]
    if not lists or (not each and any("number" in token.kinds for token in row[lists[-1].tokens[-1] : at])):
        return []
    return _each_of(scene, lists[-1])


def _is_each_of_them(row: Sequence[Token], i: int, sets: Mapping[str, frozenset[str]]) -> bool:
    each, of, them = (token.text for token in row[i : i + 3])
    return each in sets["each_one"] and of in sets["of"] and them in sets["pointers"]


def named_behind(scene: Scene, span: Span) -> list[Own]:
    """The names behind a number: each if all passed it ("5 cities grew by over 5%, namely A and B"), or their sum."""
    row, sets, number = scene.row, scene.language.sets, scene.row[span.run.first].number
    named = sets["spelt_out"]
    end = next((i for i in range(span.run.last + 1, len(row)) if row[i].is_("mark", "number")), len(row) - 1)
    at = end + (row[end].text == "," and end + 1 < len(row))
    are = at + 2 < len(row) and row[at].text in sets["which"] and row[at + 1].text in sets["auxiliaries"]
    at += are
    names = next((each for each in scene.lists if at < each.tokens[0] <= at + 2 and each.field in COUNTED), None)
    if names is None or number is None or not (are or row[at].text in {":", *named}):
        return []
    told = row[span.head : span.run.first]
    share = any("share" in token.kinds for token in told)
    if number.bound != "eq" and not share and names.size in recalled.counts(scene, span):
        return _each_of(scene, names)
    if any(token.is_("together", "share") and not token.flow for token in told):
        summed = summed_up(scene, names.field, values_of(scene, names), "a sum of those named behind")
        return [{names.field: summed}] if row[at].text in named else []
    moved = number.crossing or any(token.is_("change:up", "change:down") for token in told)
    return _each_of(scene, names) if moved and number.bound != "eq" else []


def _each_of(scene: Scene, names: NameList) -> list[Own]:
    """One reading for each name of a list."""
    values = ((i, value_of(scene.row[i], names.field, scene)) for i in names.tokens)
    return [
        {names.field: Reading("list", (value,), BEFORE, "each of those listed", i)}
        for i, value in values
        if value is not None
    ]


def apart(drafts: Sequence[Draft], names: Sequence[str]) -> list[Draft]:
    """The last figure of each that differ in the fields named."""
    return list({tuple(draft.fields[field] for field in names): draft for draft in drafts}.values())


def summed_up(scene: Scene, field: str, values: Sequence[Value], why: str) -> Reading:
    """The reading of several names together."""
    return Reading("list", (sum_of(scene, field, values),), BEFORE, why)
