"""All readings of one field of a number, each with its source and weight."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from tradecli.extraction.linking import article_subject, flows, shared, whole
from tradecli.extraction.linking.context import NOTHING, Context, Value
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.features import place_before, whole_before
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import Reading, weight
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.linking.year_spans import since_then
from tradecli.extraction.months import is_month, months_of
from tradecli.lexicon import Entry

_MOVED = 6.5
_OF_FIRST = frozenset({"continues", "anaphor", "owner_too", "came_from", "next_way"})
"""Features of a clause that goes on from the first figure of the sentence before rather than from its last."""
_COUNTED = 4.2
"""Weight, at least, of the goods spoken of before where some are counted."""
_ALL_MOVED = 15.0
_TURNED = 21.0
_THEN = 8.0
_SINCE = 25.0
_PARTS = frozenset({"share", "share_change", "contribution"})
_FRONT = 4
"""Tokens among which a sentence opens with its time."""

Source = Callable[[Case, str, frozenset[str], Measure], Iterator[Reading]]
"""A place that a field's value may come from: case, field, features, measure -> readings."""


def candidates(case: Case, field: str, features: frozenset[str], measured: Measure) -> list[Reading]:
    """The readings of a field, the heaviest first; of equals the one that its sources give first."""
    found = [case.own[field]] if field in case.own else []
    if case.anchor is not None:
        value = case.anchor.fields[field]
        found.append(Reading("carry", (value,), weight(field, "carry", features), "the figure before"))
    for source in _SOURCES[field]:
        found += source(case, field, features, measured)
    return sorted(found, key=lambda each: -each.weight)


def _focus(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    context = case.scene.context
    if "part_of_before" in features and context.first is not None and case.anchor is None:
        yield Reading("context", (context.first[field],), _MOVED, "whose trade it is a part of")
    if context.focus.name:
        far = {"new_paragraph"} if context.focus_paragraph != case.scene.paragraph else set()
        near = features - {"new_paragraph"} | far
        if case.anchor is not None:
            near -= {"its"}
        yield Reading("focus", (context.focus,), weight(field, "focus", near), "the place last spoken of")


def _hint(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    hint = case.scene.context.hint
    dealt = field in case.own and case.own[field].source == "list"
    if field in hint and case.anchor is None and not dealt:
        named = measured.unit in case.scene.language.lists["counted_products"]
        counted = field == "product" and measured.metric == "quantity" and not named
        weighs = max(_COUNTED if counted else 0, weight(field, "hint", features))
        yield Reading("hint", (hint[field],), weighs, "spoken of before")


def _announced(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    value = case.scene.context.announced.get(field)
    if value is not None and case.scene.item and case.anchor is None:
        yield Reading("announced", (value,), weight(field, "announced", features), "the line above the list")


def _held(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    context = case.scene.context
    again = "those" not in features and not features.isdisjoint(_OF_FIRST)
    again |= field == "flow" and "partner" in case.own and _told_each_way(context)
    held = context.opened if "same_kind" in features else context.first if again else context.last
    if held is not None and case.anchor is None:
        yield Reading("context", (held[field],), weight(field, "context", features), "the sentence before")


def _told_each_way(context: Context) -> bool:
    """Whether the sentence before told all trade first and then each of its two ways."""
    told = [fields["flow"].name for fields in context.told]
    return told[:1] == ["total"] and {"exports", "imports"} <= set(told)


def _held_time(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    first = case.scene.context.first
    if case.anchor is None and first is not None:
        yield Reading("context", (first[field],), weight(field, "context", features), "the sentence before")


def _spoken_time(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time that a sentence without figures opened with, in the same paragraph."""
    context = case.scene.context
    if context.time.name and case.anchor is None and context.spoken == case.scene.paragraph:
        yield Reading("hint", (context.time,), weight(field, "hint", features), "spoken of before")


def _opening_time(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time that the sentence opens with, behind figures of an earlier one: "In May, 2,391 tons, up from 1,684"."""
    row = case.scene.row
    at = next((i for i, token in enumerate(row[:_FRONT]) if token.period is not None), -1)
    time = row[at].period if at >= 0 else None
    if time is not None and time.value and not time.comparison and case.at > at and case.anchor is not None:
        yield Reading("opening", (Value(time.value),), weight(field, "opening", features), "how the sentence opens", at)


def _compared_time(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time of the figure before the one that it was compared with: "rose 3%, against 5% in 2018, and imports"."""
    if "after_prior" in features and case.anchor is not None and case.anchor.since.name:
        yield Reading("since", (case.anchor.since,), weight(field, "since", features), "what the last is compared with")


def _section(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    section = case.scene.context.section
    if field in section:
        yield Reading("section", (section[field],), weight(field, "section", features), "its heading")


def _place_of_whole(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose whole a part is of: "40 percent of Jiangsu's exports", "their proportion in those of Hubei"."""
    scene, span = case.scene, case.span
    named = any(name in case.own for name in ("partner", "product", "channel"))
    if measured.metric not in _PARTS or not (named or features & {"anaphor", "its_share"}):
        return
    last = scene.context.last
    around = last is not None and not any(last[name].name for name in ("partner", "product", "channel"))
    inner = scene.lexicon.get("region", last["region"].code) if last is not None and around else None
    words = range(span.head, span.run.first)
    noun = next((i for i in words if "share_noun" in scene.row[i].kinds), span.run.first)
    before = (i for i in words if i > noun and scene.roles.get(i) == "whole")
    for i in (*whole.tokens_of(scene.row, span.run.last, span.tail, scene.language), *before):
        value = value_of(scene.row[i], field, scene) if field_of(scene.row[i]) == "region" else None
        if value is not None and value.code != "CN" and (inner is None or inner.parent != value.code):
            yield Reading("whole", (value,), weight(field, "whole", ("named",) if named else ()), "of the whole")


def _place_of_port(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The province that a port lies in, where trade goes through it; so for a zone named after its city."""
    at = case.own["channel"].token if "channel" in case.own else -1
    token, place = (case.scene.row[at], case.scene.topic.place) if at >= 0 else (None, None)
    entry = (token.entry("region") or token.entry("channel")) if token is not None else None
    if token is not None and not token.entries:
        city = case.scene.lexicon.by_name("region", token.text.split(" ")[0])
        entry = city if city is not None and city.id != case.scene.context.focus.code else None
    if entry is None or (place is not None and place.id == entry.id):
        return
    home: Entry | None = entry
    while home is not None and home.kind != "province" and (home is entry or place is None or home.id != place.id):
        home = case.scene.lexicon.get("region", home.parent) if home.parent else None
    if home is not None:
        yield Reading("port", (Value(home.name, home.id),), weight(field, "port", ()), "where the port is", at)


def _place_before(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose trade was the whole of the share before: "83 percent of Shaanxi's trade, which stood at"."""
    at = place_before(case) if "of_whole" in features else -1
    value = value_of(case.scene.row[at], field, case.scene) if at >= 0 else None
    if value is not None:
        yield Reading("own", (value,), _MOVED, "of the whole before", at)


def _place_of_its(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place that "its" is of behind a figure of something else: "Wuhan's GDP grew 7 percent, and its exports"."""
    row, span, sets = case.scene.row, case.span, case.scene.language.sets
    its = (i for i in range(span.head, span.run.first - 1) if row[i].text in sets["its"] and row[i + 1].flow)
    at = next(its, -1)
    if case.anchor is not None or at < 0:
        return
    owners = (
        i for i in range(at - 1, -1, -1) if row[i].possessive and case.scene.roles.get(i) in {"possessive", "whole"}
    )
    owner = next((i for i in owners if is_place(row[i])), -1)
    value = value_of(row[owner], field, case.scene) if owner >= 0 else None
    if value is not None:
        yield Reading("own", (value,), _MOVED, "whose other figure stands before", owner)


def _place_of_partner(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose partner a relative clause is about: "Shandong's biggest buyer is Japan, which took"."""
    row, partner = case.scene.row, case.own["partner"].token if "partner" in case.own else -1
    sets = case.scene.language.sets
    led = 0 < partner < case.at - 1 and row[partner + 2].text in sets["relative_subject"]
    led = led and any(token.text in sets["was"] for token in row[max(0, partner - 2) : partner])
    if case.anchor is not None or not led or any("number" in token.kinds for token in row[:partner]):
        return
    if any("region" in token.kinds or token.place_noun for token in row[case.at : case.span.tail]):
        return
    owner = next((i for i in range(partner) if row[i].possessive and is_place(row[i])), -1)
    value = value_of(row[owner], field, case.scene) if owner >= 0 else None
    if value is not None:
        yield Reading("own", (value,), _MOVED, "whose partner it is", owner)


def _article_place(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    place = case.scene.topic.place
    if place is not None:
        value = Value(place.name, place.id)
        yield Reading("place", (value,), weight(field, "place", ()), "the article's place")


def _goods_of_theirs(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The goods of the share before whose trade is told next: "machinery took up half, and their exports rose 9%"."""
    row, span, anchor = case.scene.row, case.span, case.anchor
    if anchor is None or anchor.measure.metric != "share" or field not in anchor.own or field in case.own:
        return
    words = itertools.pairwise(row[span.head : span.run.first])
    if any(a.text in case.scene.language.sets["their"] and b.flow for a, b in words):
        yield Reading("own", (anchor.fields[field],), _MOVED, "whose trade it is")


def _partner_of_whole(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The partner of the trade that a share is of: "84 percent of trade with Russia", "between China and Russia"."""
    scene, span = case.scene, case.span
    if measured.metric == "share":
        places = whole.tokens_of(scene.row, span.run.last, span.tail, scene.language)
        between = any(scene.row[i].text in scene.language.sets["time_parts.between"] for i in places)
        for i in places:
            value = value_of(scene.row[i], field, scene) if field in scene.row[i].kinds else None
            if value is not None and (between or scene.roles.get(i) == "to"):
                yield Reading("whole", (value,), weight(field, "whole", ()), "of the whole")


def _flow_of_whole(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
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


def _moved_flow(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    of_partner = case.anchor is not None and bool(case.anchor.fields["partner"].name)
    named = not features.isdisjoint({"new_product", "new_partner", "introduced_product"})
    all_goods = flows.says_goods(case.scene, case.span)
    flow = flows.moved(case.scene, case.span) if of_partner or named or all_goods else ""
    if flow:
        all_goods |= flows.is_cost(case.scene, case.span)
        all_goods |= case.anchor is None and flows.opens_with_way(case.scene)
        yield Reading("own", (Value(flow),), _ALL_MOVED if all_goods else _MOVED, "goods that leave or arrive")


def _flow_of_verb(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    flow = flows.of_shared_verb(case.scene, case.span)
    if flow:
        yield Reading("own", (Value(flow),), _ALL_MOVED, "the verb behind all that is counted")


def _turned_flow(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    flow, at = flows.turned(case)
    if flow:
        yield Reading("own", (Value(flow),), _TURNED, "the other direction", at)


def _item_flow(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    flow = flows.of_item(case.scene, case.span)
    if flow:
        yield Reading("own", (Value(flow),), _MOVED, "where the goods of the item go")


def _summed_flow(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """Trade both ways, where what goes either way is summed up: "what it sold and what it bought, and the sum is"."""
    row, summed = case.scene.row, case.scene.language.sets["sum_of"]
    start = 1 + next((i for i in range(case.at - 1, -1, -1) if "number" in row[i].kinds), -1)
    flows_before = {token.flow: i for i, token in enumerate(row[start : case.at], start)}
    last = max(flows_before.get("exports", -1), flows_before.get("imports", -1))
    if {"exports", "imports"} <= flows_before.keys() and any(token.text in summed for token in row[last : case.at]):
        yield Reading("own", (Value("total"),), _TURNED, "the sum of both ways")


def _balance(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    if flows.outweighed(case.scene, case.span):
        yield Reading("own", (Value("balance"),), _TURNED, "one flow outweighs the other")


def _usual_flow(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
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


def _then(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time of the figure before where "then" points back to it."""
    scene, span = case.scene, case.span
    near = scene.row[span.run.last : span.tail]
    if scene.context.last is not None and any(token.text in scene.language.sets["then"] for token in near):
        yield Reading("own", (scene.context.last[field],), _THEN, '"then"')


def _month_of_year_before(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The last month of the article's period, where a rate is over it of a year before: "down 10.7% on June 2023"."""
    last, span = months_of(case.scene.topic.calendar.main)[1], case.span
    if case.anchor is not None or field in case.own or measured.metric != "growth":
        return
    times = (token.period for token in case.scene.row[span.head : span.tail] if token.period is not None)
    if any(
        time.comparison and time.value < last and is_month(time.value) and time.value[4:] == last[4:] for time in times
    ):
        yield Reading("own", (Value(last),), _THEN, "a year after what it is compared with")


def _since_then(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    if span := since_then(case, measured):
        yield Reading("own", (Value(span),), _SINCE, "what it has added up to since then")


def _main(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    value = Value(case.scene.topic.calendar.main)
    yield Reading("main", (value,), weight(field, "main", ()), "the article's period")


def _of_all_trade(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """None for what is said of all trade behind its number: "compared with 19.3 percent for exports as a whole"."""
    told = measured.metric == "growth" and field not in case.own
    if case.anchor is not None and told and article_subject.is_as_a_whole(case):
        yield Reading("none", (NOTHING,), _MOVED, "trade at large")


def _none(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    yield Reading("none", (NOTHING,), weight(field, "none", ()), "nothing named")


_SOURCES: Mapping[str, Sequence[Source]] = {
    "region": (
        _focus,
        _section,
        _place_of_port,
        _place_of_whole,
        _place_before,
        _place_of_its,
        _place_of_partner,
        article_subject.place,
        article_subject.place_around,
        _article_place,
    ),
    "partner": (_hint, _announced, _held, _partner_of_whole, article_subject.partner, _of_all_trade, _none),
    "product": (_hint, _announced, _held, _goods_of_theirs, article_subject.goods_or_channel, _of_all_trade, _none),
    "channel": (_hint, _announced, _held, article_subject.goods_or_channel, _of_all_trade, _none),
    "flow": (
        _hint,
        _announced,
        _held,
        _section,
        _flow_of_whole,
        _moved_flow,
        _flow_of_verb,
        _item_flow,
        _turned_flow,
        _summed_flow,
        _balance,
        _usual_flow,
    ),
    "period": (
        _held_time,
        _announced,
        _spoken_time,
        _then,
        _since_then,
        _month_of_year_before,
        _compared_time,
        _opening_time,
        _section,
        _main,
    ),
}
