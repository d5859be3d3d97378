"""One number with its own words -> a draft: what it measures and the best reading of every field."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tradecli.extraction.amounts import PERCENT, QUANTITY
from tradecli.extraction.linking import bases, flows, whole, year_spans
from tradecli.extraction.linking.candidates import candidates
from tradecli.extraction.linking.context import NOTHING, Fields, Value
from tradecli.extraction.linking.crossings import crossing
from tradecli.extraction.linking.deal import deals, not_said_again
from tradecli.extraction.linking.drafts import Case, Draft, Host, Own, Scene
from tradecli.extraction.linking.earlier import earlier
from tradecli.extraction.linking.features import features_of
from tradecli.extraction.linking.lists import FIELDS, field_of
from tradecli.extraction.linking.measures import Measure, Told, direction
from tradecli.extraction.linking.measuring import measure
from tradecli.extraction.linking.own import own_readings
from tradecli.extraction.linking.partner_view import mirrored
from tradecli.extraction.linking.preferences import Reading, best
from tradecli.extraction.linking.prior import is_compared
from tradecli.extraction.linking.relevance import is_growth_rate, is_rounded
from tradecli.extraction.linking.runs import brackets_of
from tradecli.extraction.linking.spans import Span, run_start
from tradecli.extraction.linking.terms import terms_of
from tradecli.extraction.mentions import Token

_PAIR_AND_LEVEL = 3
"""Figures that make a level with its share, and a level after them."""
_WEIGHT = "tonnes"
"""The unit in which trade both ways is told of goods; boxes and cars are those that move."""
_PARTS, _MOST = 4, 40
"""So many rates, which make so many percent together, may be the parts of a whole."""


def drafted(scene: Scene, span: Span, previous: Sequence[Draft], host: Host, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a run, in order; `previous` are those that it goes on from, `drafts` all of the sentence so far."""
    own = mirrored(scene, own_readings(scene, span, host, previous))
    dealt = deals(scene, span, own, previous, drafts)
    count = len(span.run.tokens)
    last = _gone_on_from(previous, drafts)
    made: list[Draft] = []
    for k, at in enumerate(span.run.tokens):
        for own_fields, parallel in dealt[k : k + 1] if count > 1 else dealt:
            anchor = parallel or last
            in_run = made[-1] if made and k else None
            draft = _draft(Case(scene, span, at, own_fields, anchor, host, in_run), [*drafts, *made])
            if draft is not None and not _said(draft, made):
                made.append(draft)
    return made


def _gone_on_from(previous: Sequence[Draft], drafts: Sequence[Draft]) -> Draft | None:
    """The figure that a number goes on from: the quantity before a bracket with its worth, else the last."""
    last, told = (previous[-1] if previous else None), not_said_again(drafts)
    if last is None or last.measure.metric != "value" or not told:
        return last
    return told[-1] if told[-1].measure.metric == "quantity" and told[-1].fields == last.fields else last


def _said(draft: Draft, made: Sequence[Draft]) -> bool:
    """Whether the very figure was drafted already, for another name of a list that does not count."""
    return any(each.token is draft.token and each.fields == draft.fields for each in made)


def _grown(drafts: Sequence[Draft], falling: bool) -> int:
    """1 or -1 by the last rate of growth among the drafts of a sentence; `falling` says it where there are none."""
    if not drafts:
        return -1 if falling else 1
    rates = (each.measure.value for each in reversed(drafts) if each.measure.metric == "growth")
    return -1 if next(rates, 0) < 0 else 1


def _is_rated(case: Case, drafts: Sequence[Draft]) -> bool:
    """Whether a level and its own rate of growth stand, in any order, right before a number that no list deals out."""
    if len(drafts) < 2 or any(reading.source == "list" for reading in case.own.values()):
        return False
    level, rate = sorted(drafts[-2:], key=lambda draft: draft.measure.metric == "growth")
    told = rate.measure.metric == "growth" and rate.measure.cued
    return told and level.measure.metric in {"value", "quantity"} and level.fields == rate.fields


def _is_patterned(drafts: Sequence[Draft]) -> bool:
    """Whether a level, its growth and its share stand in a row among the figures of a sentence so far."""
    metrics = [draft.measure.metric for draft in drafts]
    return any(tuple(metrics[k : k + 3]) == ("value", "growth", "share") for k in range(len(metrics) - 2))


def _is_parted(drafts: Sequence[Draft]) -> bool:
    """Whether a level stands before a number, and a level with its share before that: "3 billion, 34%; 1 billion"."""
    if len(drafts) < _PAIR_AND_LEVEL:
        return False
    level, share, last = (draft.measure.metric for draft in drafts[-_PAIR_AND_LEVEL:])
    return level == last == "value" and share == "share"


def _draft(case: Case, drafts: Sequence[Draft]) -> Draft | None:
    measured = _measured(case, drafts)
    if measured is None:
        return None
    fields, readings = _chosen(case, measured)
    before = earlier(case, fields, measured)
    if then := before or year_spans.reached(case, fields, measured) or year_spans.yearly_mean(case, measured):
        fields["period"] = Value(then)
    ends = year_spans.over_years(case, fields, measured)
    if ends is not None:
        fields["period"] = Value(ends[0])
    if measured.metric == "quantity" and not _is_trade_in_goods(case, measured, fields):
        return None
    return Draft(
        token=case.scene.row[case.at],
        measure=measured,
        fields=fields,
        of=whole.whole_of(case, fields) if measured.metric == "share" else "",
        base=ends[1] if ends is not None else "" if before else bases.base_of(case, fields, measured),
        terms=terms_of(case, fields, measured),
        rule=_rule(case.own, case.anchor, case.host),
        note="; ".join(filter(None, (measured.note, year_spans.counted_back(case)))),
        own=frozenset(case.own),
        prior=bool(before),
        since=_since(case, bool(before)),
        readings=tuple(readings),
    )


def _is_of_portion(case: Case, drafts: Sequence[Draft]) -> bool:
    """Whether a bracket holds the part told before it: "ASEAN made up the biggest slice of exports (22.4 percent)".

    So does that of the next one: ", followed by the US (18 percent)".
    """
    row, bracket, sets = case.scene.row, case.span.bracket, case.scene.language.sets
    if bracket < 1 or case.at != bracket + 1 or isinstance(case.host, Draft):
        return False
    start = next((i for i in range(bracket - 1, -1, -1) if row[i].is_("number", "mark")), -1) + 1
    words = row[start:bracket]
    if any("surpass" in token.kinds for token in words):
        return bool(drafts) and drafts[-1].measure.metric == "share" and drafts[-1].rule == "bracket"
    largest = any(token.text in sets["superlatives"] for token in words)
    return largest and any(token.is_("share", "share_noun") for token in words)


def _since(case: Case, prior: bool) -> Value:
    """The time of the figure that one of an earlier time is compared with, NOTHING where it is none."""
    if case.anchor is None or not (prior or ("period" in case.own and is_compared(case.scene.row, case.at))):
        return NOTHING
    return case.anchor.since if case.anchor.since.name else case.anchor.fields["period"]


def _measured(case: Case, drafts: Sequence[Draft]) -> Measure | None:
    """What the number measures; in another currency, or in a row without a word of its own, what its neighbour does."""
    scene, span, in_run, host = case.scene, case.span, case.in_run, case.host
    number = scene.row[case.at].number
    assert number is not None
    opened = 0 if is_growth_rate(scene.row, span.bracket, scene.language) else span.bracket + 1
    start = max(span.head, opened) if in_run is None else run_start(scene.row, case.at)
    neighbour = in_run or case.anchor
    grown = isinstance(host, int) and _way_behind(scene, host) != 0
    told = Told(
        before=neighbour.measure if neighbour is not None else None,
        deficit=flows.is_deficit(case),
        grown=_grown(drafts, scene.context.falling),
        shared=not drafts and scene.context.shared and scene.paragraph == scene.context.paragraph,
        rated=not grown and _is_rated(case, drafts),
        patterned=_is_patterned(drafts),
        parted=not grown and _is_parted(drafts),
        portion=_is_of_portion(case, drafts),
    )
    measured = measure(scene.row, case.at, start, span.tail, span.run.last, told, scene.language)
    if measured is None:
        return None
    if sign := flows.outweighed(scene, span):
        return replace(measured, metric="value", value=abs(measured.value) * sign, why="what one flow outweighs")
    if isinstance(host, Draft) and measured.metric == "value" and _is_in_another_currency(measured, host.measure):
        value = measured.value.copy_sign(host.measure.value)
        measured = replace(measured, metric=host.measure.metric, value=value, why="the same in another currency")
    if in_run is not None and measured.bare:
        value = measured.value.copy_sign(in_run.measure.value)
        measured = replace(measured, metric=in_run.measure.metric, value=value, unit=in_run.measure.unit)
    if in_run is not None and measured.metric == in_run.measure.metric == "contribution" and number.kind == PERCENT:
        measured = replace(measured, unit=in_run.measure.unit)
    if isinstance(host, int) and measured.metric == "growth" and not number.sign and (way := _way_of_names(case, host)):
        measured = replace(measured, value=abs(measured.value) * way)
    if isinstance(host, int) and measured.bare and (_are_shares(scene, host) or _goes_on_with_shares(scene)):
        measured = replace(measured, metric="share", why="a chief part, in its bracket")
    if isinstance(host, Draft) and number.kind == PERCENT and is_rounded(host, measured.value):
        value = abs(measured.value).copy_sign(host.measure.value)
        measured = replace(measured, metric=host.measure.metric, value=value, why="what is in words, to the digit")
    parts = _add_up(scene.row) or (scene.item and scene.context.parts)
    if isinstance(host, Draft) and measured.bare and host.measure.metric == "value" and parts:
        measured = replace(measured, metric="share", why="a part of the whole, behind its level")
    if measured.metric == "growth" and not number.sign and number.kind == PERCENT and _is_sign_printed(case, measured):
        measured = replace(measured, value=abs(measured.value))
    return measured


def _is_in_another_currency(measured: Measure, host: Measure) -> bool:
    """Whether a sum in a bracket says once more what stands before it, rather than what a quantity was worth."""
    return host.metric != "quantity" and host.unit not in {measured.unit, "%", "pp"}


def _is_sign_printed(case: Case, measured: Measure) -> bool:
    """Whether signs stand for the verbs of a row of rates, so that one without is a rise: "exports -2%, imports 3%"."""
    if case.in_run is None and (
        measured.cued or any("change:down" in each.kinds for each in case.scene.row[: case.at])
    ):
        return False
    neighbour = case.in_run or case.anchor
    return neighbour is not None and neighbour.token.number is not None and neighbour.token.number.sign != 0


def _way_of_names(case: Case, host: int) -> int:
    """1 or -1 where a verb of its clause says which way a bracket's rates went: "but rose to the EU (3.2%)".

    It holds for all the names of its list: "but up to South Korea (5.5%), Taiwan (19.7%)"; it may stand behind
    them: "those from the EU (16.6%) and Australia (11.5%) increased".
    """
    row, sets = case.scene.row, case.scene.language.sets
    brackets = brackets_of(row)
    for i in range(host - 1, -1, -1):
        if brackets[i] >= 0 or row[i].text in {"(", ")"}:
            continue
        if "number" in row[i].kinds:
            return 0
        if row[i].text == ";":
            break
        onward = row[i + 1].text in sets["from_to_with"]
        if (onward or not row[i].is_("modifiers", "function")) and (way := direction(row[i], sets)):
            return way
    return _way_behind(case.scene, host)


def _way_behind(scene: Scene, host: int) -> int:
    """1 or -1 where a verb behind the brackets of a list says which way they went; else 0."""
    row, sets = scene.row, scene.language.sets
    brackets = brackets_of(row)
    outside = (i for i in range(host + 1, len(row)) if brackets[i] < 0 and row[i].text not in {"(", ")"})
    after = itertools.takewhile(lambda i: row[i].text != ";" and "number" not in row[i].kinds, outside)
    return next((way for i in after if (way := direction(row[i], sets))), 0)


def _are_shares(scene: Scene, host: int) -> bool:
    """Whether rates in brackets are the parts of the chief goods or partners: "the leading ones are cotton (6.4%)"."""
    row, sets = scene.row, scene.language.sets
    before = row[:host]
    chief = any(token.text in sets["chief"] for token in before) or _add_up(row) or _make_part_together(scene, host)
    moved = any(token.is_("change:up", "change:down") for token in row if "modifiers" not in token.kinds)
    moved |= any(token.text in sets["growth_of"] for token in before)
    return chief and not moved and field_of(row[host]) in {"product", "partner"}


def _make_part_together(scene: Scene, host: int) -> bool:
    """Whether those with rates in brackets make up a part together: "A (48%) and B (17%) together took half of"."""
    row, sets = scene.row, scene.language.sets
    together = next((i for i in range(host + 1, len(row)) if "together" in row[i].kinds and not row[i].flow), len(row))
    part = next((i for i in range(together, len(row) - 1) if "number" in row[i].kinds), -1)
    return part > 0 and row[part + 1].text in sets["of"]


def _goes_on_with_shares(scene: Scene) -> bool:
    """Whether brackets go on with the shares that the sentence before told: "Ahead of it were South Korea (10.1%)"."""
    near = scene.context.shared and scene.paragraph - scene.context.paragraph <= 1
    changes = (token for token in scene.row if token.is_("change:up", "change:down", "increment"))
    return near and not any(changes) and _may_be_parts(scene.row)


def _add_up(row: Sequence[Token]) -> bool:
    """Whether the rates of a sentence are many, and the greater part of one whole."""
    rates = _rates(row)
    return len(rates) >= _PARTS and sum(rates) >= _MOST and _may_be_parts(row)


def _may_be_parts(row: Sequence[Token]) -> bool:
    """Whether the unsigned rates of a sentence, largest first, may be parts of one whole."""
    rates = _rates(row)
    signed = any(token.number is not None and token.number.sign for token in row)
    return not signed and rates == sorted(rates, reverse=True) and sum(rates) <= 100


def _rates(row: Sequence[Token]) -> list[Decimal]:
    return [token.number.value for token in row if token.number is not None and token.number.kind == PERCENT]


def _chosen(case: Case, measured: Measure) -> tuple[Fields, list[tuple[str, Reading]]]:
    """The best value of every field, and all the readings it was chosen from."""
    features = features_of(case)
    named = "product" in case.own or measured.unit in case.scene.language.lists["counted_products"]
    if measured.metric == "quantity" and not named:
        features |= {"goods"}
    if measured.metric == "contribution":
        features |= {"contributes"}
    if measured.metric == "share_change":
        features -= {"of_whole"}
    fields: Fields = {}
    readings: list[tuple[str, Reading]] = []
    for field in FIELDS:
        found = candidates(case, field, features, measured)
        chosen = best(found)
        fields[field] = chosen.values[0] if chosen else NOTHING
        readings += [(field, each) for each in found]
    return fields, readings


def _is_trade_in_goods(case: Case, measured: Measure, fields: Fields) -> bool:
    """Whether a quantity is of goods exported or imported; goods that only the unit names are filled in."""
    scene, span = case.scene, case.span
    counted = scene.language.lists["counted_products"].get(measured.unit)
    if counted and not fields["product"].name:
        entry = scene.lexicon.by_name("product", counted)
        fields["product"] = Value(entry.name, entry.id) if entry is not None else NOTHING
    both_told = {"flow", "product"} <= case.own.keys() and measured.unit == _WEIGHT
    if not fields["product"].name or not (both_told or fields["flow"].name in flows.OPPOSITE):
        return False
    counted = [token for token in scene.row if token.number is not None and token.number.kind == QUANTITY]
    if len(counted) > 1 and "product" in case.own and flows.moved(scene, span):
        return True
    if "flow" in case.own or flows.sold_to_partner(scene, span) or crossing(scene, span) is not None:
        return True
    way = flows.moved(scene, span)
    if not way or (fields["product"] == scene.topic.product and way == scene.topic.flow):
        return True
    same = scene.context.first is not None and scene.context.first["flow"] == fields["flow"]
    if "partner" in case.own and scene.roles.get(case.own["partner"].token) == "to" and ("region" in case.own or same):
        return True
    return any(token.is_("inward", "outward") and " " in token.text for token in scene.row[span.head : span.tail])


def _rule(own: Own, anchor: Draft | None, host: Host) -> str:
    """The name of the rule that made a figure."""
    if host is not None:
        return "bracket"
    if any(reading.source == "list" for reading in own.values()):
        return "list"
    if any(field in own for field in ("region", "flow", "partner", "product", "channel")):
        return "clause"
    return "carried" if anchor is not None else "context"
