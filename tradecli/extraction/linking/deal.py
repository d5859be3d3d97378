"""Which number gets which names: lists dealt out in order, figures in parallel, one number for several names."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tradecli.extraction.amounts import MONEY, MULTIPLE, QUANTITY
from tradecli.extraction.linking import recalled, shared
from tradecli.extraction.linking.bases import bases_apart
from tradecli.extraction.linking.context import NOTHING, Fields, Value
from tradecli.extraction.linking.drafts import Draft, Own, Scene
from tradecli.extraction.linking.lists import FIELDS, NameList, flows_of_pair
from tradecli.extraction.linking.partner_view import bought_by_them
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.runs import pairing, product_of_lists
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.linking.sums import group_of, sum_of, values_of
from tradecli.extraction.linking.values import value_of

Deal = tuple[Own, Draft | None]
"""The own readings of one number, and the figure of the same list that it goes on from."""

_FEW = 2
_BEHIND = 4
_OPENING = 2
"""Words among which the count stands that a clause opens with."""
"""Words behind a number among which "when put together" ends."""
_EACH = 8
"""Words from "each of" to the names that it holds for, at most."""
_DEALT = 24.0
_COUNTRY = "CN"
_PARTNERS = frozenset({"partner", "product", "channel", "region"})
_LEVELS = frozenset({"value", "quantity"})


def deals(scene: Scene, span: Span, own: Own, previous: Sequence[Draft], drafts: Sequence[Draft]) -> list[Deal]:
    """One deal for each number of a run, or for each name that a lone number is of; none where nothing pairs them."""
    count = len(span.run.tokens)
    if count == 1 and (place := scene.interleaved.get(span.run.first)) is not None:
        return [(_dealt(scene, place[0], own)[place[1]], None)]
    if count == 1:
        if recalled.unnamed(scene, span):
            return []
        if apart := shared.all_of_them(scene, span, own, previous, drafts):
            return [(own, draft) for draft in apart]
        if each := shared.all_listed(scene, span) or shared.named_behind(scene, span):
            return [({**own, **reading}, None) for reading in each]
        if (meant := recalled.apart(scene, span) or recalled.both_of_theirs(scene, span)) is not None:
            return _counted_before(meant, own)
        if (meant := recalled.together(scene, span)) is not None:
            summed = shared.summed_up(scene, meant.field, meant.values, "a sum of those counted")
            seen = bought_by_them(scene, own) if meant.field == "partner" else own
            return [({**seen, meant.field: summed}, None)]
        told = _summed(scene, span, own, previous) or _summed_levels(scene, span, own, drafts)
        if before := _they_together(scene, span, own) or told:
            return [({**own, **before}, None)]
        if bracketed := _bracketed_together(scene, span, own, drafts):
            return [({**own, **bracketed}, None)]
        return [(each, None) for each in _spread(scene, span, own)]
    if bases_apart(scene.row, span, scene.language):
        return [(own, None)] * count
    names = pairing(scene.row, span.run, scene.lists, scene.language)
    meant = recalled.each(scene, span) if names is None or names.split_flow else None
    if names is not None and meant is not None:
        return _counted_before(meant, own)
    parallel = _parallel(own, drafts, count)
    if names is not None and not (names.field == "flow" and _told_between(scene, names, parallel)):
        dealt = _dealt(scene, names, own)
        again = len(parallel) == len(dealt) and _are_of_those(parallel, names.field, dealt)
        return list(zip(dealt, parallel if again else [None] * len(dealt), strict=True))
    nested = product_of_lists(scene.row, span.run, scene.lists)
    if nested is not None:
        inner = _dealt(scene, nested[1], {})
        return [({**outer, **each}, None) for outer in _dealt(scene, nested[0], own) for each in inner]
    if len(previous) == count and not any(field in own for field in FIELDS if field != "period"):
        return [(own, draft) for draft in previous]
    if _names_others(scene, span):
        return []
    if len(scene.context.pair) == count and not previous and not _told_by_time(scene, own):
        timed = _is_timed(scene.context.pair)
        return [({**own, **_as_own(fields, own, timed)}, None) for fields in scene.context.pair]
    if parallel:
        return [(own, draft) for draft in parallel]
    again = count > _FEW or _counts_them(scene, span)
    if len(scene.context.told) == count and again and not previous and not any(each in own for each in shared.NAMED):
        return [({**own, **_as_own(fields, own, False)}, None) for fields in scene.context.told]
    return _counted_before(meant, own) if meant is not None else []


def _counts_them(scene: Scene, span: Span) -> bool:
    """Whether a clause opens with how many levels the sentence before told: "The two rose by 6.5% and 19.5%".

    So "That's growth of 6.5% and 19.5% respectively", and "They were up by 6.5% and 19.5%" of several flows or names.
    """
    sets, words = scene.language.sets, scene.row[span.head : min(span.head + _OPENING, span.run.first)]
    behind = scene.row[span.run.last + 1 : span.run.last + 2]
    if words and words[0].text.lower() in sets["this_that"]:
        return any("respectively" in token.kinds for token in behind)
    if words and words[0].text.lower() in sets["they"]:
        told = [tuple(fields[field] for field in shared.NAMED) for fields in scene.context.told]
        return len(set(told)) == len(told) and scene.paragraph == scene.context.spoken
    lead = words[1:] if words and words[0].text.lower() in sets["definite"] else words
    return bool(lead) and lead[0].text.lower() in sets["few"] | sets["both"]


def _counted_before(meant: recalled.Recalled, own: Own) -> list[Deal]:
    """One deal for each of the names that a clause only counts."""
    readings = [Reading("list", (value,), shared.BEFORE, "counted before") for value in meant.values]
    return [({**own, meant.field: reading}, None) for reading in readings]


def _is_timed(pair: Sequence[Fields]) -> bool:
    """Whether names dealt before were of several periods."""
    return len({fields["period"] for fields in pair if "period" in fields}) > 1


def _names_others(scene: Scene, span: Span) -> bool:
    """Whether a clause names several that no list has: "The top three are Laishan, Fushan and Longkou, with"."""
    unknown = [
        i for i in range(span.head + 1, span.run.first) if scene.row[i].kinds == {"word"} and scene.row[i].capital
    ]
    return len(unknown) >= _FEW


def _told_by_time(scene: Scene, own: Own) -> bool:
    """Whether the list of the sentence before was one of times while a number's own words name something else."""
    named = any(field in own for field in ("region", "partner", "product", "channel", "period"))
    return named and _is_timed(scene.context.pair)


def _summed(scene: Scene, span: Span, own: Own, previous: Sequence[Draft]) -> Own:
    """The sum of what the run before was dealt out to: "were 7, 6 and 5 billion yuan, together 39.9 percent"."""
    words, after = scene.row[span.head : span.run.first], scene.row[span.run.last + 1 : span.run.last + 1 + _BEHIND]
    behind = itertools.takewhile(lambda token: not token.is_("mark", "number"), after)
    together = any("together" in token.kinds and not token.flow for token in words)
    together |= not any(token.flow for token in words) and any("together" in token.kinds for token in behind)
    levels = all(draft.measure.metric in {"value", "quantity"} for draft in previous)
    made_up = levels and any("share" in token.kinds and not token.is_("share_noun", "level") for token in words)
    if len(previous) < _FEW or set(own) - {"flow", "period"} or not (together or made_up):
        return {}
    for field in ("partner", "region", "product"):
        values = [draft.fields[field] for draft in previous]
        if len(set(values)) == len(values):
            return {field: shared.summed_up(scene, field, values, "a sum of those before")}
    return {}


def _summed_levels(scene: Scene, span: Span, own: Own, drafts: Sequence[Draft]) -> Own:
    """The sum of levels told one by one: "A were 17 billion, up 3%, and B 9 billion, together accounting for 60%".

    All trade, where they are exports and imports: "exports were 17 billion and imports 9, together 26". So where
    "they" takes the two up: "A's was 3 billion and B's 2 billion; together they made up 60%".
    """
    words = [token for token in scene.row[span.head : span.run.first] if token.text not in scene.language.sets["and"]]
    opens = len(words) > 1 and words[0].text == "," and "together" in words[1].kinds and not words[1].flow
    levels = [draft for draft in not_said_again(drafts) if draft.measure.metric in _LEVELS]
    they = any(token.text in scene.language.sets["they"] for token in words)
    if they and not opens and len(levels) == _FEW:
        return _summed(scene, span, own, levels)
    if not opens or len(levels) != _FEW or set(own) - {"period"}:
        return {}
    if {draft.fields["flow"].name for draft in levels} == {"exports", "imports"}:
        alike = all(levels[0].fields[field] == levels[1].fields[field] for field in _PARTNERS)
        return {} if not alike else {"flow": Reading("list", (Value("total"),), _DEALT, "both ways together")}
    return _summed(scene, span, own, levels)


def _bracketed_together(scene: Scene, span: Span, own: Own, drafts: Sequence[Draft]) -> Own:
    """The sum of names with figures of their own in brackets: "A (48%) and B (17%) together took two thirds of"."""
    words = scene.row[span.head : span.run.first]
    told = list(itertools.takewhile(lambda draft: draft.rule == "bracket", reversed(drafts)))[::-1]
    if len(told) < _FEW or not any("together" in token.kinds and not token.flow for token in words):
        return {}
    for field in ("partner", "region", "product", "channel"):
        values = [draft.fields[field] for draft in told]
        again = field not in own or own[field].values[0] == values[-1]
        if again and len(set(values)) == len(values) and all(value.name for value in values):
            return {field: shared.summed_up(scene, field, values, "a sum of those in front of brackets")}
    return {}


def _they_together(scene: Scene, span: Span, own: Own) -> Own:
    """The sum of what the sentence before listed: "Together they supplied 62.4 percent of the trade".

    So in "Combined, the volume took up 48 percent".
    """
    words, sets = scene.row[span.head : span.run.first], scene.language.sets
    told = {token.text for token in words}
    again = not told.isdisjoint(sets["again"] | sets["such"]) and any("together" in token.kinds for token in words)
    again |= len(words) > 1 and "together" in words[0].kinds and words[1].text == ","
    before = {field for field, reading in own.items() if reading.token < span.run.first}
    if not again or scene.paragraph != scene.context.spoken or before & set(shared.COUNTED):
        return {}
    for field, listed in itertools.product(shared.COUNTED, (scene.context.pair, scene.context.told)):
        pair = [fields for fields in listed if fields.get("region", NOTHING).code != _COUNTRY]
        values = list(dict.fromkeys(fields[field] for fields in pair if field in fields))
        if len(values) > 1 and len(values) == len(pair):
            return {field: shared.summed_up(scene, field, values, "a sum of those listed before")}
    return {}


def _parallel(own: Own, drafts: Sequence[Draft], count: int) -> Sequence[Draft]:
    """The earlier figures of the sentence that a run without names goes on from, one each."""
    told = not_said_again(drafts)
    apart = _last_apart(told, count)
    if apart and not _told_apart(apart, own):
        return apart
    both = [draft.measure.metric for draft in told[-count:]] == ["quantity", "value"]
    return told[-count:] if both else ()


def not_said_again(drafts: Sequence[Draft]) -> list[Draft]:
    """The figures without sums in brackets that only say them once more: "5,000 tons (3 million yuan), up 5%"."""
    told: list[Draft] = []
    for draft in drafts:
        again = draft.rule == "bracket" and draft.measure.metric == "value" and bool(told)
        if not (again and told[-1].fields == draft.fields and told[-1].measure.metric in _LEVELS):
            told.append(draft)
    return told


def _told_between(scene: Scene, names: NameList, parallel: Sequence[Draft]) -> bool:
    """Whether figures that differ stand between a list of names and the numbers, and take them as their own."""
    return bool(parallel) and parallel[0].token.start > scene.row[names.tokens[-1]].start


def _are_of_those(parallel: Sequence[Draft], field: str, dealt: Sequence[Own]) -> bool:
    """Whether figures are of the very names that are dealt out, in order: "A and B took 2 and 1, up 3% and 5%"."""
    return all(draft.fields[field] == own[field].values[0] for draft, own in zip(parallel, dealt, strict=True))


def _last_apart(drafts: Sequence[Draft], count: int) -> list[Draft]:
    """The last figures of the sentence where they are as many as asked for and each of something else."""
    for names in (shared.NAMED, (*shared.NAMED, "period")):
        apart = shared.apart(drafts, names)
        if len(apart) >= count:
            return apart[-count:]
    return []


def _told_apart(parallel: Sequence[Draft], own: Own) -> bool:
    """Whether the clause names anew the very field in which the earlier figures differ."""
    return any(field != "period" and len({draft.fields[field] for draft in parallel}) > 1 for field in own)


def _as_own(fields: Fields, own: Mapping[str, Reading], timed: bool) -> Own:
    """The fields of the list of the sentence before; its times only where they differ."""
    return {
        field: Reading("list", (value,), shared.BEFORE, "the list of the sentence before")
        for field, value in fields.items()
        if field not in own and (timed or field != "period")
    }


def _dealt(scene: Scene, names: NameList, own: Own) -> list[Own]:
    """One set of own readings for each member of the list that the run is dealt out to."""
    if names.split_flow:
        values = [Value(flow) for flow in flows_of_pair(scene.row[names.tokens[0]], scene.language)]
    elif names.values:
        values = [Value(value) for value in names.values]
    else:
        values = [value_of(scene.row[i], names.field, scene) or NOTHING for i in names.tokens]
    last = len(names.tokens) - 1
    return [
        {**own, names.field: Reading("list", (value,), _DEALT, "dealt out in order", names.tokens[min(k, last)])}
        for k, value in enumerate(values)
    ]


def _spread(scene: Scene, span: Span, own: Own) -> list[Own]:
    """The own readings of a lone number: once for all names of a list, or once for each."""
    variants = [own]
    for field, reading in own.items():
        names = next((each for each in scene.lists if reading.token in each.tokens and each.field == field), None)
        if names is None or field == "period":
            continue
        choices = _choices(scene, span, names, reading)
        if choices:
            variants = [{**variant, field: choice} for variant in variants for choice in choices]
    return variants


def _choices(scene: Scene, span: Span, names: NameList, reading: Reading) -> list[Reading]:
    """The readings of a field that a list names: one for each name, one of their sum, or none to change."""
    if names.split_flow:
        between = scene.row[max(0, names.tokens[0] - 1) : span.run.last + 3]
        both = any(token.text in scene.language.sets["both"] for token in between)
        behind = scene.row[names.tokens[0] + 1 : names.tokens[0] + 3]
        alone = not any(each.field in _PARTNERS for each in scene.lists)
        both |= alone and any(token.text in scene.language.sets["each_one"] for token in behind)
        both &= not any(each.size == _FEW and each.field in _PARTNERS for each in scene.lists if each is not names)
        return [reading._replace(values=(Value(flow),)) for flow in ("exports", "imports")] if both else []
    values = values_of(scene, names)
    if _for_each(scene, span, names) and not _is_one_group(scene, names, values):
        return [reading._replace(values=(value,)) for value in values]
    if len(values) > 1 and names.field in _PARTNERS:
        return [reading._replace(values=(sum_of(scene, names.field, values),), why="a sum")]
    return []


def _is_one_group(scene: Scene, names: NameList, values: Sequence[Value]) -> bool:
    """Whether a list spells out a group of goods ("EVs, lithium batteries and solar cells"), and no word parts it."""
    apart = any("each" in token.kinds for token in scene.row[max(0, names.tokens[0] - _EACH) :])
    return names.field == "product" and not apart and bool(values) and group_of(scene, "product", values) is not None


def _for_each(scene: Scene, span: Span, names: NameList) -> bool:
    """Whether a number holds for each name of a list rather than for all of them together."""
    row, run = scene.row, span.run
    behind = row[run.last + 1 : run.last + 3]
    of_them = bool(behind) and behind[0].text in scene.language.sets["of"]
    near = (*row[names.tokens[0] : run.first], *(() if of_them else behind))
    lead = row[max(0, names.tokens[0] - 3) : names.tokens[0]]
    summed = any(token.text.split()[0] in scene.language.sets["total"] for token in lead)
    if summed and any(token.flow for token in lead):
        return False
    between = row[names.tokens[-1] : run.first]
    each = next((i for i, token in enumerate(between) if token.text in scene.language.sets["each_one"]), len(between))
    if each < len(between) and not any(token.text == "," for token in between[each:]):
        return True
    if any("together" in token.kinds and not token.flow for token in near):
        return False
    if any("each" in token.kinds for token in (*near, *row[max(span.head, names.tokens[0] - _EACH) : names.tokens[0]])):
        return True
    number = row[run.first].number
    spelt = any(token.text in scene.language.sets["spelt_out"] for token in lead)
    if spelt and number is not None and number.bound == "gt":
        return True
    of_all = scene.roles.get(names.tokens[0]) in {"of", "in"}
    if number is not None and number.crossing and names.field == "region" and number.kind == MONEY and not of_all:
        return True
    onto = row[run.last + 2].number if run.last + 2 < len(row) else None
    if onto is not None and onto.kind in {MONEY, QUANTITY} and row[run.last + 1].text in scene.language.sets["to_at"]:
        return any("respectively" in token.kinds for token in row[run.last + 3 : run.last + 3 + 2 * names.size])
    rate = number is not None and number.kind in {"percent", "multiple", "times", "fraction"}
    later = names.tokens[0] > run.last
    if later and of_them:
        return False
    moved = row[span.head : names.tokens[0]] if later else row[names.tokens[-1] : run.last + 4]
    doubled = number is not None and number.kind == MULTIPLE
    return rate and (doubled or any(token.is_("change:up", "change:down") for token in moved))
