"""What the article as a whole is about, as a reading of a number's place, goods, channel or partner."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tradecli.extraction.linking.context import NOTHING, Value
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.flows import OPPOSITE
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import SAID, Reading, weight
from tradecli.extraction.linking.references import is_its_neighbor
from tradecli.extraction.linking.values import value_of

_OF_TIME = 3
"""Words from a time to "whole" in "the half-year as a whole"."""
_AT_LARGE = 7.0
"""Weight of no channel for a number of all trade."""


def place(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place of those who report, where they speak of themselves: "The national rate was 9%. We exported"."""
    own, sets = case.scene.topic.place, case.scene.language.sets
    words = itertools.pairwise(case.scene.row[case.span.head : case.span.run.first])
    if own is not None and any(a.text in sets["first_person"] and b.flow for a, b in words):
        yield Reading("place", (Value(own.name, own.id),), SAID, "those who report")


def place_around(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose part a city was, for another part: "Ningde took half of the province's trade, while SOEs"."""
    own, anchor, scene = case.scene.topic.place, case.anchor, case.scene
    if own is None or anchor is None or anchor.of != "other" or field in case.own:
        return
    part = scene.lexicon.get("region", anchor.fields[field].code) if anchor.fields[field].code else None
    words, sets = scene.row[case.span.head : case.span.run.first], scene.language.sets
    turns = scene.row[case.span.head].text in sets["contrast"] | {",", ";"}
    again = any(token.text in sets["owners"] for token in words)
    named = not {"channel", "partner"}.isdisjoint(case.own)
    named = named and not any(anchor.fields[other].name for other in ("channel", "partner", "product"))
    if part is not None and part.parent == own.id and turns and named and not again:
        yield Reading("place", (Value(own.name, own.id),), SAID, "whose part it was")


def goods_or_channel(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The goods or the channel that the whole article is about, unless the clause speaks of all trade."""
    topic = case.scene.topic
    subject = topic.product if field == "product" else topic.channel
    if not subject.name:
        return
    at_large = _at_large(case) or (case.anchor is None and case.scene.context.whole) or _of_both_ways(case)
    at_large |= _of_place_itself(case) or _of_all_there(case) if field == "channel" else _goes_the_other_way(case)
    if field == "channel" and _is_taken_up(case):
        yield Reading("own", (subject,), _AT_LARGE, "the channel that the article is about")
    elif field == "channel" and at_large:
        yield Reading("none", (NOTHING,), _AT_LARGE, "trade at large")
    elif not at_large and not (field == "product" and _of_all_goods(case)) and not _went_on_at_large(case, field):
        yield Reading("topic", (subject,), weight(field, "topic", ()), "the article's subject")


def _is_taken_up(case: Case) -> bool:
    """Whether words before a number say "the channel" of the one that the article is about."""
    words, sets = case.scene.row[case.span.head : case.span.run.first], case.scene.language.sets
    pairs = itertools.pairwise(words)
    return any(a.text in sets["definite"] and b.text in sets["channel_nouns"] for a, b in pairs)


def _goes_the_other_way(case: Case) -> bool:
    """Whether a number is of another flow than the goods of the article: "exports rose" in one on imports of ore."""
    goods, own = case.scene.topic.goods_flow, case.own
    flow = own["flow"].values[0].name if "flow" in own else ""
    return flow in OPPOSITE and OPPOSITE[flow] == goods and "channel" not in own


def _of_place_itself(case: Case) -> bool:
    """Whether a number is of a place's own trade in an article on a zone or port: "of Sichuan's trade in goods"."""
    scene, at = case.scene, case.own["region"].token if "region" in case.own else -1
    entry = scene.lexicon.by_name("channel", scene.topic.channel.name)
    if at < 0 or (entry is not None and entry.kind not in {"zone", "platform"}):
        return False
    owned = scene.row[at].possessive and scene.roles.get(at) == "possessive"
    named = owned and scene.row[at].entry("region") is not None
    return named and not {"channel", "partner", "product"} & case.own.keys()


def _of_all_there(case: Case) -> bool:
    """Whether a number is of all that goes one way, "total exports were off 24 percent", or of the place around.

    So is "Guangdong, the province around it, saw trade fall" in an article on a channel in one of its cities.
    """
    own, scene = case.own, case.scene
    if "flow" not in own or not {"channel", "partner", "product"}.isdisjoint(own):
        return False
    at, place = own["flow"].token, scene.topic.place
    all_of_it = at > case.span.head and scene.row[at - 1].text in scene.language.sets["overall"]
    around = "region" in own and place is not None and own["region"].values[0].code == place.parent
    return all_of_it or (around and own["flow"].values[0].name == "total")


def _of_both_ways(case: Case) -> bool:
    """Whether a number is of trade both ways in an article about one way: "trade with Africa gained".

    So is that of some firms: "private enterprises had 10 trillion yuan of imports and exports".
    """
    flow = case.own["flow"].values[0].name if "flow" in case.own else ""
    named = not case.own.keys().isdisjoint({"partner", "channel"})
    return flow == "total" and named and case.scene.topic.flow in OPPOSITE


def partner(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The partner that the whole article is about, unless the clause is of another place or speaks of all trade."""
    subject = case.scene.topic.partner
    if not subject.name:
        return
    place = case.scene.topic.place
    focus = case.scene.context.focus
    named = "region" in case.own or ("its" in features and bool(focus.code))
    owner = case.own["region"].values[0] if "region" in case.own else focus
    parts = "broken_down" in features
    elsewhere = named and "restated" not in features and (place is None or owner.code != place.id) and not parts
    met = _is_met_by_partner(case) or _is_with_neighbor(case)
    whole = "region" in case.own and not features & {"new_product", "new_channel", "restated", "broken_down"}
    whole = whole and not (met or _leaves_for_partner(case))
    changed = "restated" not in features and _changed_at_large(case, measured)
    between = "two_countries" in features
    at_large = (_at_large(case) and not between) or changed or _in_general(case) or _with_everyone(case)
    went_on = (_went_on_at_large(case, "partner") or case.scene.context.at_large) and not met
    if not (at_large or elsewhere or whole or went_on or "of_whole" in features):
        yield Reading("topic", (subject,), weight(field, "topic", features), "the article's subject")


def _is_met_by_partner(case: Case) -> bool:
    """Whether the other flow, told next, is with that partner: "China's exports rose 6%, while imports from Africa"."""
    row, sets = case.scene.row, case.scene.language.sets
    links, at = sets["from_to_with"], case.own["flow"].token if "flow" in case.own else -1
    flow = case.own["flow"].values[0].name if "flow" in case.own else ""
    if any(token.text.split()[0] in sets["overall"] for token in row[max(0, at - 1) : at + 1]):
        return False
    behind = range(case.at + 1, len(row) - 2)
    other = next((i for i in behind if flow in OPPOSITE and row[i].flow == OPPOSITE[flow]), -1)
    if other < 0:
        return False
    name = other + 1 + (row[other + 1].text in links)
    led = name > other + 1 or row[other].text.split()[-1] in links
    value = value_of(row[name], "partner", case.scene) if led else None
    return value is not None and value.name == case.scene.topic.partner.name


def _is_with_neighbor(case: Case) -> bool:
    """Whether the partner is told as what it is to the place: "trade between the province and its giant neighbor"."""
    words = case.scene.row[case.span.head : case.span.run.first]
    return any(is_its_neighbor(words, i, case.scene.language) for i in range(len(words)))


def _leaves_for_partner(case: Case) -> bool:
    """Whether what one partner is sold is told by where it comes from: "Exports from China came to 10 billion"."""
    row, at = case.scene.row, case.own["flow"].token if "flow" in case.own else -1
    told = 0 <= at < len(row) - 2 and row[at].flow == "exports" and row[at + 1].text in case.scene.language.sets["from"]
    return told and case.own["region"].token == at + 2 and case.own["region"].values[0].code == "CN"


def _went_on_at_large(case: Case, field: str) -> bool:
    """Whether a flow takes up the trade with all partners, of all goods, that the sentence before spoke of.

    In the next paragraph too where it is the other flow, or the balance: "Exports rose 8 percent", "Imports grew 18".
    """
    first = case.scene.context.first
    if case.anchor is not None:
        return not case.anchor.fields[field].name and "region" not in case.own
    if first is None or first[field].name or "flow" not in case.own:
        return False
    flow, told = case.own["flow"].values[0].name, first["flow"].name
    other = told in OPPOSITE and flow in {OPPOSITE[told], "balance"}
    return other or not case.scene.new_paragraph


def _in_general(case: Case) -> bool:
    """Whether a number is of all trade, said so: "exports in general"; not "for the half-year as a whole"."""
    row, head = case.scene.row, case.span.head
    told = (i for i in range(head, case.span.run.first) if row[i].text in case.scene.language.sets["in_general"])
    return any(i - head < _OF_TIME or row[i - _OF_TIME].period is None for i in told)


def _of_all_goods(case: Case) -> bool:
    """Whether a number is of goods of all kinds, said so: "exported goods worth 67 billion", "its exports in total"."""
    near, sets = case.scene.row[case.span.head : case.span.run.first], case.scene.language.sets
    told = (a.flow and b.text in sets["all_goods"] | sets["in_total"] for a, b in itertools.pairwise(near))
    return any(told) or _in_general(case)


def _with_everyone(case: Case) -> bool:
    """Whether a number is of the trade with all partners, said so: "shipments abroad", "with all trading partners".

    So is what was bought "from abroad".
    """
    near, sets = case.scene.row[case.span.head : case.span.run.first], case.scene.language.sets
    if any(token.text in sets["from_everyone"] for token in case.scene.row[case.at :]):
        return True
    if any(token.flow and not sets["away"].isdisjoint(token.text.split()) for token in near):
        return True
    every = next((i for i, token in enumerate(near) if token.text in sets["all"]), len(near))
    return any(token.text in sets["partner_nouns"] for token in near[every + 1 : every + 3])


def _at_large(case: Case) -> bool:
    """Whether a number is of all trade, said so: "goods trade at large", "merchandise trade"."""
    all_trade = case.scene.language.sets["all_trade"]
    near = case.scene.row[case.span.head : case.span.run.first]
    goods = case.scene.language.sets["all_goods"]
    trades = [token.text.split() for token in near if token.flow == "total" and "product" not in token.kinds]
    at_large = any(words[0] in all_trade or not goods.isdisjoint(words) for words in trades)
    return at_large or is_as_a_whole(case)


def is_as_a_whole(case: Case) -> bool:
    """Whether words behind a number say that it is of all trade: "19.3 percent for exports as a whole"."""
    behind = case.scene.row[case.span.run.last + 1 :]
    after = list(itertools.takewhile(lambda token: not token.is_("mark", "number"), behind))
    said = f" {' '.join(token.text for token in after)} "
    whole = any(f" {words} " in said for words in case.scene.language.sets["as_a_whole"])
    return whole and any(token.flow for token in after)


def _changed_at_large(case: Case, measured: Measure) -> bool:
    """Whether a rate is of what all trade did: "a 5 percent contraction in China's overall foreign trade"."""
    after = itertools.pairwise(case.scene.row[case.span.run.last + 1 : case.span.tail])
    all_trade = case.scene.language.sets["all_trade"]
    return measured.metric in {"growth", "share"} and any(a.text in all_trade and b.flow == "total" for a, b in after)
