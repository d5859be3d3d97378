"""The ways of trade that a figure may be of, each with its source and weight."""

from __future__ import annotations

from collections.abc import Iterator

from tradecli.extraction.linking import flows, shared, whole
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import SAID, Reading, weight
from tradecli.extraction.linking.wholes_before import whole_before

_ALL_MOVED = 15.0
_TURNED = 21.0


def of_whole(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The flow of the whole that a part is of, or of "the total value" behind a sentence that told each way."""
    if case.anchor is None and "flow" not in case.own and _both_told(case) and _says_total_value(case):
        yield Reading("whole", (Value("total"),), weight(field, "whole", features), "the total value")
    if "of_whole" in features:
        yield Reading("whole", (Value(whole_before(case)),), weight(field, "whole", features), "of the whole before")
    elif measured.metric in {"share", "share_change", "contribution"}:
        flow = whole.flow_of(case.scene.row, case.span, case.scene.language)
        if not flow and isinstance(case.host, int):
            flow = next((said for token in reversed(case.scene.row[: case.host]) if (said := token.flow)), "")
        if flow and not (flow == "total" and measured.metric == "share" and _is_one_way(case)):
            yield Reading("whole", (Value(flow),), weight(field, "whole", features), "of the whole")


def _is_one_way(case: Case) -> bool:
    """Whether a share goes on from all exports or imports: "exports came to 3.4 billion and made up 98% of trade"."""
    if case.anchor is None or any(field in case.own for field in shared.NAMED):
        return False
    told = case.anchor.fields
    whole_flow = not any(told[field].name for field in ("partner", "product", "channel"))
    return whole_flow and told["flow"].name in flows.OPPOSITE


def _both_told(case: Case) -> bool:
    return {fields["flow"].name for fields in case.scene.context.told} >= {"exports", "imports"}


def _says_total_value(case: Case) -> bool:
    """Whether words before a number take up all trade: "In dollar terms, the total value in July was"."""
    sets, words = case.scene.language.sets, case.scene.row[case.span.head : case.span.run.first]
    return any(
        a.text in sets["definite"] and b.text in sets["total"] and c.text in sets["counts_of_goods"]
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


def of_goods_that_move(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The way of goods that are said to leave or arrive, without a word of flow."""
    of_partner = case.anchor is not None and bool(case.anchor.fields["partner"].name)
    named = not features.isdisjoint({"new_product", "new_partner", "introduced_product"})
    all_goods = flows.says_goods(case.scene, case.span)
    flow = flows.moved(case.scene, case.span) if of_partner or named or all_goods else ""
    if flow:
        all_goods |= flows.is_cost(case.scene, case.span)
        all_goods |= case.anchor is None and flows.opens_with_way(case.scene)
        yield Reading("own", (Value(flow),), _ALL_MOVED if all_goods else SAID, "goods that leave or arrive")


def of_shared_verb(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The way that the verb behind all that is counted says."""
    flow = flows.of_shared_verb(case.scene, case.span)
    if flow:
        yield Reading("own", (Value(flow),), _ALL_MOVED, "the verb behind all that is counted")


def turned(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The other way than before: "in the other direction"."""
    flow, at = flows.turned(case)
    if flow:
        yield Reading("own", (Value(flow),), _TURNED, "the other direction", at)


def of_item(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The way of an item that only says where its goods go: "- To Japan: 5%"."""
    flow = flows.of_item(case.scene, case.span)
    if flow:
        yield Reading("own", (Value(flow),), SAID, "where the goods of the item go")


def summed(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """Trade both ways, where what goes either way is summed up: "what it sold and what it bought, and the sum is"."""
    row, summed = case.scene.row, case.scene.language.sets["sum_of"]
    start = 1 + next((i for i in range(case.at - 1, -1, -1) if "number" in row[i].kinds), -1)
    flows_before = {token.flow: i for i, token in enumerate(row[start : case.at], start)}
    last = max(flows_before.get("exports", -1), flows_before.get("imports", -1))
    if {"exports", "imports"} <= flows_before.keys() and any(token.text in summed for token in row[last : case.at]):
        yield Reading("own", (Value("total"),), _TURNED, "the sum of both ways")


def outweighed(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The balance, where one flow is said to outweigh the other."""
    if flows.outweighed(case.scene, case.span):
        yield Reading("own", (Value("balance"),), _TURNED, "one flow outweighs the other")


def usual(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The way that goods go where no word says it: exports of goods and of those sold to a partner, else all trade."""
    goods = "new_product" in features and "total_flow" not in features
    services = "product" in case.own and case.own["product"].values[0].code == "services"
    sold = goods and not services and measured.metric != "share" and not case.scene.topic.product.name
    places = (i for i in range(case.at) if i not in case.scene.asides)
    market = next((flow for i in places if (flow := case.scene.row[i].compound) in flows.OPPOSITE), "")
    destinations = case.scene.language.sets["destinations"]
    sold_there = "partner" in case.own and any(token.text in destinations for token in case.scene.row[: case.at])
    usual = case.scene.topic.flow or ("exports" if sold else "total")
    value = Value(market or ("exports" if sold_there else usual))
    yield Reading("default", (value,), weight(field, "default", ()), "no word of direction")
