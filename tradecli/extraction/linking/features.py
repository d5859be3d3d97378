"""What is true of a number's clause: the features that `configs/linking.yaml` gives weights to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tradecli.extraction.amounts import MONEY, PERCENT
from tradecli.extraction.language import Language
from tradecli.extraction.linking import whole
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Case, Draft, Scene
from tradecli.extraction.linking.flows import OPPOSITE
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.phrases import features_of_words
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.prior import goes_on_from_start, is_prior, leads_to
from tradecli.extraction.linking.wholes_before import whole_before
from tradecli.extraction.mentions import Token

_LEAD = 7
"""Words from "the total value" to the trade that it is of, at most."""
_PARAGRAPHS = 2
"""So many paragraphs in a row on the year to date make the next one, of no time of its own, another."""


def features_of(case: Case) -> frozenset[str]:
    """The features of a number's clause."""
    found = {*_of_names(case), *_of_anchor(case), *features_of_words(case.scene, case.span), *_of_context(case.scene)}
    return frozenset(found - {"relative"} if "of_whole" in found else found)


def _of_names(case: Case) -> Iterator[str]:
    """What the number's own words name."""
    own = case.own
    named = [field for field in ("region", "flow", "partner", "product", "channel") if field in own]
    introduced = case.scene.context.introduced if case.scene.context.spoken == case.scene.paragraph else frozenset()
    known = bool(introduced) and "region" in own and own["region"].values[0].code == case.scene.context.focus.code
    again = {field for field in named if _is_dealt_again(case, field)}
    yield from (f"new_{field}" for field in named if not (field in again or (field == "region" and known)))
    if "region" in own and _goes_on(case.scene, own["region"].token):
        yield "plain_region"
    last = case.scene.context.last
    if "region" in own and last is not None and own["region"].values[0].code != last["region"].code:
        yield "other_region"
    if "flow" not in own and "region" in own and _owns_change(case.scene, own["region"].token):
        yield "owner"
        if "neutral" in case.scene.row[own["region"].token + 1].kinds:
            yield "own_change"
        elif not case.scene.context.hint:
            yield "owner_too"
    if "region" in own and any(token.text in case.scene.language.sets["also"] for token in _between(case)):
        yield "also"
    flow = own["flow"].values[0].name if "flow" in own else ""
    if _goes_by_another_mode(case):
        yield "by_mode"
    if not named:
        yield "continues"
    if case.scene.context.alone and not {"partner", "product", "channel"}.isdisjoint(named):
        yield "after_alone"
    if "flow" not in own:
        yield "elliptic"
        if "region" in own and _lies_in_place_before(case.scene, own["region"].values):
            yield "inner_region"
    if "region" in own and "flow" in own and not _of_country_again(case):
        yield "new_region_flow"
    if flow == "balance":
        yield "balance"
        if _is_same_balance(case):
            yield "same_balance"
    if flow == "total":
        yield "total_flow"
        after = case.scene.row[max(own["flow"].token, 0) + 1 : own["flow"].token + 2]
        if "region" in own and any("together" in token.kinds and "level" not in token.kinds for token in after):
            yield "combined"
        at = own["flow"].token
        if at >= case.span.head and _is_of_all(case, at):
            yield "overall"
        if _is_all_of_place(case.scene.row, at, case.scene.language):
            yield "whole_value"


def _is_dealt_again(case: Case, field: str) -> bool:
    """Whether a list deals out once more what the figure before is of: "A and B took 2 and 1, up 3% and 5%"."""
    own = case.own[field]
    return own.source == "list" and case.anchor is not None and case.anchor.fields[field] == own.values[0]


def _is_same_balance(case: Case) -> bool:
    """Whether a clause takes up the balance with a partner just told: "Over the full year the surplus narrowed to"."""
    row, at, context = case.scene.row, case.own["flow"].token, case.scene.context
    told = context.last is not None and context.last["flow"].name == "balance" and bool(context.last["partner"].name)
    return told and not case.scene.new_paragraph and at > 0 and row[at - 1].text in case.scene.language.sets["definite"]


def _is_of_all(case: Case, at: int) -> bool:
    """Whether a flow is said to be all of it: "overall trade", "the total trade", "trade overall"; a part is of it."""
    row, overall, number = case.scene.row, case.scene.language.sets["overall"], case.scene.row[case.at].number
    part = any(token.is_("share", "share_noun", "contribution") for token in row[case.span.head : case.span.run.first])
    level = number is not None and (
        number.kind == MONEY or (number.kind == PERCENT and not part and case.anchor is None)
    )
    general = any(token.text in case.scene.language.sets["in_general"] for token in row[at + 1 : at + 2])
    led = level and at > case.span.head and row[at - 1].text in overall
    return general or led or row[at].text.split()[0] in overall


def _lies_in_place_before(scene: Scene, places: Sequence[Value]) -> bool:
    """Whether places lie in the area that the sentence before told of: "The east's imports fell. Shandong fell 3%"."""
    first = scene.context.first
    area = scene.lexicon.get("region", first["region"].code) if first is not None else None
    if area is None or area.kind != "area":
        return False
    inside = {member.id for member in scene.lexicon.members(area)}
    return all(inside.issuperset(value.code.split(" + ")) for value in places)


def _goes_by_another_mode(case: Case) -> bool:
    """Whether a number is of another mode of the trade just told: "by the bonded logistics method it imported"."""
    scene, last = case.scene, case.scene.context.last
    told = case.anchor.fields if case.anchor is not None else last if not scene.new_paragraph else None
    if told is None or "channel" not in case.own or "partner" in case.own:
        return False
    at, value = case.own["channel"].token, case.own["channel"].values[0]
    led = at > 0 and any(token.text in scene.language.sets["by"] for token in scene.row[max(0, at - 2) : at])
    entries = (scene.lexicon.by_name("channel", each.name) for each in (value, told["channel"]))
    return led and value != told["channel"] and all(entry is not None and entry.kind == "mode" for entry in entries)


def _of_country_again(case: Case) -> bool:
    """Whether the country is named again in a clause on its trade with a partner: "with Chinese exports of"."""
    place = case.own["region"].values[0]
    return place.code == "CN" and case.anchor is not None and case.anchor.fields["region"] == place


def _between(case: Case) -> Sequence[Token]:
    """The words between a place and its number."""
    return case.scene.row[max(case.own["region"].token, 0) : case.span.run.first]


def _owns_change(scene: Scene, at: int) -> bool:
    """Whether a place is said to have what rose or fell, or what stands behind its colon: "Zhejiang's rose"."""
    after = scene.row[at + 1 : at + 2] if at >= 0 and scene.row[at].possessive else ()
    return any(token.is_("change:up", "change:down", "level") or token.text == ":" for token in after)


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a verb, with or without "alone", follows a place: no zone or port of it is meant."""
    after = scene.row[at + 1 : at + 3] if at >= 0 else ()
    return any(token.is_("level", "share", "change:up", "change:down") for token in after)


def _of_anchor(case: Case) -> Iterator[str]:
    """How the number stands to the figure that it goes on from."""
    own, anchor, last = case.own, case.anchor, case.span.run.last
    if anchor is None:
        return
    if "product" in own and not {"partner", "channel", "region"} & own.keys() and _is_fronted(case.scene, anchor):
        yield "fronted_partner"
    if "product" in own and any(
        field == "partner" and _is_adjective(case.scene, each) for field, each in anchor.readings
    ):
        yield "of_origin"
    again = "flow" in own and "flow" in anchor.own and own["flow"].values[0].name == anchor.fields["flow"].name != ""
    if again and case.scene.row[case.span.run.first - 1].text not in case.scene.language.sets["being"]:
        yield "same_flow"
    onward = goes_on_from_start(case) or leads_to(case, anchor)
    if (anchor.prior or is_prior(case.scene, anchor)) and not onward:
        yield "after_prior"
    if anchor.measure.metric == "share" and whole_before(case):
        yield "of_whole"
    if len(own) == 1 and set(own) <= anchor.own and _is_gapped(case):
        yield "gapped"
    if _is_its_share(case, anchor):
        yield "its_share"
    if _is_its_contribution(case):
        yield "its_contribution"
    if _trades_with_place(case):
        yield "with_place"
    if _opens_point(case):
        yield "own_point"
    named = [reading.token for field, reading in own.items() if field in {"partner", "product", "channel", "region"}]
    if (named and "flow" not in own and all(token > last for token in named)) or _is_next_in_bracket(case, anchor):
        yield "parallel"


def _is_adjective(scene: Scene, reading: Reading) -> bool:
    """Whether a name only says where some goods are from: "Vietnamese tulip bulbs"."""
    return reading.token >= 0 and scene.row[reading.token].adjective


def _is_all_of_place(row: Sequence[Token], flow: int, language: Language) -> bool:
    """Whether the total value of a place's trade is meant: "the total value of the province's foreign trade was"."""
    owner = next((token for token in reversed(row[:flow]) if not token.flow), None)
    owned = owner is not None and owner.possessive and bool(owner.place_noun or _names_place(owner, language))
    lead = [token.text.split(" ")[0] for token in row[max(0, flow - _LEAD) : flow]]
    return owned and not language.sets["overall"].isdisjoint(lead)


def _names_place(token: Token, language: Language) -> bool:
    return "region" in token.kinds or token.text.split(" ")[-1] in language.sets["place_nouns"]


def _is_next_in_bracket(case: Case, anchor: Draft) -> bool:
    """Whether names of a list have their figures in brackets: "were Europe (67 billion), Africa (8 billion)"."""
    field = field_of(case.scene.row[case.host]) if isinstance(case.host, int) else ""
    return field in {"partner", "product"} and anchor.rule == "bracket" and bool(anchor.fields[field].name)


def _is_fronted(scene: Scene, anchor: Draft) -> bool:
    """Whether a sentence opens with the partner of its first figure: "To the countries of the EU, Hebei exported"."""
    name = anchor.fields["partner"].name
    for i, token in enumerate(scene.row):
        if "number" in token.kinds or token.flow:
            return False
        if "partner" in token.kinds:
            entry = token.entry("partner")
            return scene.roles.get(i) == "to" and entry is not None and entry.name == name
    return False


def _is_its_share(case: Case, anchor: Draft) -> bool:
    """Whether "its share" is that of the partner, goods or channel before, since the whole names the place."""
    scene, sets, words = case.scene, case.scene.language.sets, range(case.span.head, case.span.run.first)
    told = any(scene.row[i - 1].text in sets["owners"] and "share_noun" in scene.row[i].kinds for i in words if i)
    if any(_is_share_of_it(scene, i) for i in words):
        return True
    fronted = whole.is_fronted(scene, case.span)
    told |= fronted
    wholes = (scene.row[i].entry("region") for i in words if fronted or scene.roles.get(i) == "whole")
    again = any(scene.row[i].text in sets["its"] | sets["again"] for i in words) and anchor.measure.metric == "share"
    return told and any(entry is not None and (again or entry.id == anchor.fields["region"].code) for entry in wholes)


def _is_share_of_it(scene: Scene, i: int) -> bool:
    """Whether a noun of share is of what was told before: "the proportion of it in the province's exports"."""
    sets, behind = scene.language.sets, scene.row[i + 1 : i + 3]
    pointed = len(behind) > 1 and behind[0].text in sets["of"] and behind[1].text in sets["pointers"]
    return "share_noun" in scene.row[i].kinds and pointed


def _is_its_contribution(case: Case) -> bool:
    """Whether what the figure before is of contributed so much: ", their contribution to overall exports being"."""
    sets, words = case.scene.language.sets, case.scene.row[case.span.head : case.span.run.first]
    return any(a.text in sets["owners"] and b.text in sets["contribution_nouns"] for a, b in itertools.pairwise(words))


def _trades_with_place(case: Case) -> bool:
    """Whether a clause goes on with a partner's trade with the place: ", their trade with the province growing by"."""
    row, sets = case.scene.row, case.scene.language.sets
    for i in range(case.span.head, case.span.run.first - 3):
        theirs = row[i].text in sets["owners"] and bool(row[i + 1].flow) and row[i + 2].text in sets["with_words"]
        if theirs and any(token.place_noun or "region" in token.kinds for token in row[i + 3 : i + 5]):
            return True
    return False


def _opens_point(case: Case) -> bool:
    """Whether a number's clause is the next of a sentence's points: "; second, about 70% of the products"."""
    row, head = case.scene.row, case.span.head
    opens = row[head].text == ";" and head + 2 < len(row) and row[head + 2].text == ","
    return opens and row[head + 1].text in case.scene.language.sets["point_ordinals"]


def _is_gapped(case: Case) -> bool:
    """Whether nothing but a name stands before the number: "ASEAN bought 5 billion yuan of cars, Laos 1 billion"."""
    row, span = case.scene.row, case.span
    named = next(iter(case.own.values())).token
    words = [row[i] for i in range(span.head, span.run.first) if i != named]
    sets = case.scene.language.sets
    glue = sets["and"] | sets["definite"] | sets["by"]
    return all("mark" in each.kinds or each.text in glue for each in words)


def _tells_both_ways(scene: Scene) -> bool:
    """Whether a sentence tells exports and imports, after one on all trade: "Exports rose 14 percent, imports 17"."""
    row, first = scene.row, scene.context.first
    country = row[0].entry("region") if row[0].adjective and len(row) > 1 else None
    row = row[1:] if country is not None and country.kind == "country" else row
    if first is None or first["flow"].name != "total" or row[0].flow not in {"exports", "imports"}:
        return False
    apart = [token for token in row if token.flow and "weak_flow" not in token.kinds]
    named = any(field_of(token) in {"region", "partner", "product", "channel"} for token in row)
    return {token.flow for token in apart} == {"exports", "imports"} and not named


def _tells_next_way(scene: Scene) -> bool:
    """Whether a sentence opens with a flow, behind one on a part of what the article is about.

    As in "Knowledge-intensive services came to 3 billion yuan. Exports were 2", in a report on services.
    """
    first, topic = scene.context.first, scene.topic.product
    if first is None or not topic.name or first["product"].name in {"", topic.name}:
        return False
    return _opens_with_flow_alone(scene) and first["flow"].name != scene.row[0].flow


def _tells_other_way(scene: Scene) -> bool:
    """Whether a sentence opens with one flow and names nothing, behind one that opens with "their" other flow.

    As in "Their exports hit 14 billion yuan. Imports edged 3 percent higher".
    """
    first = scene.context.first
    if first is None or not scene.context.theirs or not _opens_with_flow_alone(scene):
        return False
    return first["flow"].name == OPPOSITE[scene.row[0].flow]


def _opens_with_flow_alone(scene: Scene) -> bool:
    """Whether a sentence, in the paragraph of the one before, opens with exports or imports and names nothing else."""
    if scene.new_paragraph or scene.row[0].flow not in OPPOSITE:
        return False
    return not any(field_of(token) in {"region", "partner", "product", "channel"} for token in scene.row)


def _of_context(scene: Scene) -> Iterator[str]:
    """What the sentences before left."""
    context = scene.context
    if scene.item:
        yield "item"
    if _tells_both_ways(scene):
        yield "both_ways"
    if _tells_next_way(scene):
        yield "next_way"
    if _tells_other_way(scene):
        yield "other_way"
    if scene.new_paragraph:
        yield "new_paragraph"
    if "flow" in context.hint:
        yield "hinted_flow"
    overall = "flow" in context.hint and context.hint["flow"].name == "total"
    if overall or any(field in context.hint for field in ("partner", "product", "channel")):
        yield "hinted"
    before = itertools.takewhile(lambda token: "number" not in token.kinds, scene.row)
    if scene.paragraph == context.spoken or not any(token.flow for token in before):
        yield from (f"introduced_{field}" for field in context.introduced)
    if context.whole:
        yield "asked_whole"
    if context.fronted and not scene.new_paragraph:
        yield "fronted_time"
    if context.beyond >= _PARAGRAPHS:
        yield "beyond_main"
    if context.passing:
        yield "passing"
    if context.last is not None and context.focus.code not in {"", context.last["region"].code}:
        yield "moved"
    if context.first is not None and context.last is not None:
        both = {context.first["flow"].name, context.last["flow"].name}
        if both in ({"exports", "imports"}, {"balance"}):
            yield "both_flows"
        if both == {"exports", "imports"}:
            yield "two_ways"
        if context.last["flow"].name == "balance" != context.first["flow"].name:
            yield "balance_last"
