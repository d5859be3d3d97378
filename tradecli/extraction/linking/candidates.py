"""All readings of one field of a number, each with its source and weight."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from tradecli.extraction.linking import article_subject, flow_sources, place_sources, time_sources, whole
from tradecli.extraction.linking.context import NOTHING, Context
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import SAID, Reading, weight
from tradecli.extraction.linking.values import value_of

_OF_FIRST = frozenset({"continues", "anaphor", "owner_too", "came_from", "next_way"})
"""Features of a clause that goes on from the first figure of the sentence before rather than from its last."""
_COUNTED = 4.2
"""Weight, at least, of the goods spoken of before where some are counted."""

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
        yield Reading("context", (context.first[field],), SAID, "whose trade it is a part of")
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
    again = "those" not in features and not features.isdisjoint(_OF_FIRST) and not _widened(context, features)
    again |= field == "flow" and "partner" in case.own and _told_each_way(context)
    again |= context.shared and {"own_change", "new_region"} <= features
    held = context.opened if "same_kind" in features else context.first if again else context.last
    if held is not None and case.anchor is None:
        yield Reading("context", (held[field],), weight(field, "context", features), "the sentence before")


def _widened(context: Context, features: frozenset[str]) -> bool:
    """Whether the sentence before went from some goods to all trade: "Car exports rose, lifting trade to 5 billion"."""
    first, last = context.first, context.last
    if first is None or last is None or "anaphor" in features:
        return False
    named = [any(fields[field].name for field in ("partner", "product", "channel")) for fields in (first, last)]
    return named == [True, False] and last["flow"].name == "total" != first["flow"].name


def _told_each_way(context: Context) -> bool:
    """Whether the sentence before told all trade first and then each of its two ways."""
    told = [fields["flow"].name for fields in context.told]
    return told[:1] == ["total"] and {"exports", "imports"} <= set(told)


def _section(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    section = case.scene.context.section
    if field in section:
        yield Reading("section", (section[field],), weight(field, "section", features), "its heading")


def _goods_of_theirs(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The goods of the share before whose trade is told next: "machinery took up half, and their exports rose 9%"."""
    row, span, anchor = case.scene.row, case.span, case.anchor
    if anchor is None or anchor.measure.metric != "share" or field not in anchor.own or field in case.own:
        return
    words = itertools.pairwise(row[span.head : span.run.first])
    if any(a.text in case.scene.language.sets["their"] and b.flow for a, b in words):
        yield Reading("own", (anchor.fields[field],), SAID, "whose trade it is")


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


def _of_all_trade(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """None for what is said of all trade behind its number: "compared with 19.3 percent for exports as a whole"."""
    told = measured.metric == "growth" and field not in case.own
    if case.anchor is not None and told and article_subject.is_as_a_whole(case):
        yield Reading("none", (NOTHING,), SAID, "trade at large")


def _none(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    yield Reading("none", (NOTHING,), weight(field, "none", ()), "nothing named")


_SOURCES: Mapping[str, Sequence[Source]] = {
    "region": (
        _focus,
        _section,
        place_sources.of_port,
        place_sources.of_whole,
        place_sources.of_whole_before,
        place_sources.of_its,
        place_sources.of_partner,
        article_subject.place,
        article_subject.place_around,
        place_sources.of_article,
    ),
    "partner": (_hint, _announced, _held, _partner_of_whole, article_subject.partner, _of_all_trade, _none),
    "product": (_hint, _announced, _held, _goods_of_theirs, article_subject.goods_or_channel, _of_all_trade, _none),
    "channel": (_hint, _announced, _held, article_subject.goods_or_channel, _of_all_trade, _none),
    "flow": (
        _hint,
        _announced,
        _held,
        _section,
        flow_sources.of_whole,
        flow_sources.of_goods_that_move,
        flow_sources.of_shared_verb,
        flow_sources.of_item,
        flow_sources.turned,
        flow_sources.summed,
        flow_sources.outweighed,
        flow_sources.usual,
    ),
    "period": (
        time_sources.of_sentence_before,
        _announced,
        time_sources.spoken_of,
        time_sources.then,
        time_sources.since,
        time_sources.month_of_year_before,
        time_sources.compared_with,
        time_sources.opening,
        _section,
        time_sources.of_article,
    ),
}
