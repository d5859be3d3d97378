"""Which way goods go where no plain word of flow says it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tradecli.extraction.amounts import MONEY, PERCENT, QUANTITY
from tradecli.extraction.linking import shares
from tradecli.extraction.linking.crossings import crossing
from tradecli.extraction.linking.drafts import Case, Draft, Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.linking.values import is_place
from tradecli.extraction.mentions import Token

_LEAD = 4
"""So early in a clause stand the goods that it is about."""
_BALANCE = 3
"""Words that say on which side a balance is: "in the red"."""
OPPOSITE = {"exports": "imports", "imports": "exports"}


def moved(scene: Scene, span: Span) -> str:
    """`exports` or `imports` where goods are said to leave or arrive without a word of flow."""
    sets = scene.language.sets
    near = [*scene.row[span.head : span.tail], *_verb_behind_bracket(scene, span)]
    if any(token.flow and "weak_flow" not in token.kinds for token in near):
        return ""
    if (crossed := crossing(scene, span)) is not None:
        return crossed.flow
    if _taken_from(scene, span) or _is_sold_here(scene, span):
        return "imports"
    if _taken(scene, span):
        return "exports"
    number = scene.row[span.run.first].number
    counted = number is not None and number.kind == QUANTITY
    rated = number is not None and number.kind in {PERCENT, MONEY}
    ranked = rated and shares.ranks(scene.row[span.head : span.run.first], scene.language.sets)
    if (counted or ranked) and (side := _side_of_partner(scene, span)):
        return side
    paid = number is not None and number.kind == MONEY
    if paid and _is_earned(scene, span) and (_goods_lead(scene, span) or _they_earned(scene, span)):
        return "exports"
    if counted and any(token.text in sets["brought_in"] for token in near):
        return "imports"
    if _sent(scene, span) or is_cost(scene, span) or (paid and _is_bill(scene, span)):
        return "imports"
    if _is_bound(scene, span):
        return "exports"
    if any("outward" in token.kinds for token in near) or _bought(scene, span):
        return "exports"
    comes_in = (_comes_in(a, b, sets) for a, b in itertools.zip_longest(near, near[1:]))
    if any(comes_in) or (paid and _cost_importers(scene, span)):
        return "imports"
    if paid and _paid_abroad(scene, span):
        return "imports"
    return _moved_with_others(scene, span) if counted else ""


def _verb_behind_bracket(scene: Scene, span: Span) -> Sequence[Token]:
    """The words behind a bracket where they say what was done: "tea worth 5 billion yuan (...) was supplied abroad"."""
    words = scene.row[span.beyond.start : span.beyond.stop] if span.beyond else []
    said = bool(words) and words[0].text in scene.language.sets["was"]
    return list(itertools.takewhile(lambda token: not token.is_("mark", "number"), words)) if said else []


def _comes_in(token: Token, after: Token | None, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether something comes in, and it is not only said where it is found: "where new business came from: 6 bn"."""
    source = after is not None and "mark" in after.kinds and token.text.split(" ")[-1] in sets["from"]
    return "inward" in token.kinds and not source


def says_goods(scene: Scene, span: Span) -> bool:
    """Whether all goods are said to move: "Goods brought in reached 1.2 billion dollars", "sold 3 billion there"."""
    words = scene.row[span.head : span.run.first]
    goods = scene.language.sets["all_goods"]
    led = goods | scene.language.sets["that_those"]
    if any(token.text in led for token in words[:_LEAD]) and crossing(scene, span) is not None:
        return True
    if any(token.text in goods for token in words) and _is_bound(scene, span):
        return True
    behind = scene.row[span.run.last + 1 : span.tail]
    away = scene.language.sets["yonder"]
    away |= scene.language.sets["country_again"] if scene.context.hint.get("partner") else frozenset()
    if any(map(_is_way, words)) and any(token.text in away for token in behind):
        return True
    return any((a.text in led and _is_way(b)) or (_is_way(a) and b.text in goods) for a, b in itertools.pairwise(words))


def opens_with_way(scene: Scene) -> bool:
    """Whether a sentence opens by saying which way its goods went: "Coming in, metal ores alone ran to"."""
    return len(scene.row) > 1 and _is_way(scene.row[0]) and scene.row[1].text == ","


def _is_way(token: Token) -> bool:
    return token.is_("inward", "outward")


def of_item(scene: Scene, span: Span) -> str:
    """`exports` or `imports` of an item that only says where goods went: "- To the US: -33%", "- From Japan: +5%"."""
    row, sets = scene.row, scene.language.sets
    lead = next((i for i, token in enumerate(row) if token.text.isalpha()), 0)
    partner = any("partner" in token.kinds for token in row[lead + 1 : lead + 4])
    if not (scene.item and scene.new_paragraph and partner) or any(token.flow for token in row[: span.run.first]):
        return ""
    first = row[lead].text.lower()
    return "exports" if first in sets["to"] else "imports" if first in sets["from"] else ""


def _moved_with_others(scene: Scene, span: Span) -> str:
    """The way of goods counted in a row whose verb stands at its end: "3 tonnes of tea and 5 of rice arrived"."""
    for token in scene.row[span.tail :]:
        if token.is_("inward", "outward") and "neutral" not in token.kinds:
            return "imports" if "inward" in token.kinds else "exports"
        if not (token.is_("number", "product", "neutral") or token.text in scene.language.sets["between_counts"]):
            break
    return ""


def of_shared_verb(scene: Scene, span: Span) -> str:
    """The flow of all that is counted in a row, by the verb at its end: "3 tonnes of tea and 5 of rice were bought"."""
    sets, counted = scene.language.sets, False
    if any(token.flow for token in scene.row[: span.run.first]):
        return ""
    for token in scene.row[span.tail :]:
        if token.flow in OPPOSITE and token.text.endswith(scene.language.endings["past"]):
            return token.flow if counted else ""
        between = token.text in sets["between_counts"] or token.text in sets["was"]
        if not (token.is_("number", "product", "neutral") or between):
            return ""
        counted |= "number" in token.kinds
    return ""


def sold_to_partner(scene: Scene, span: Span) -> bool:
    """Whether a partner is said to buy, take, send or supply what is counted."""
    return _taken(scene, span) or _sent(scene, span) or bool(_side_of_partner(scene, span))


def _is_earned(scene: Scene, span: Span) -> bool:
    """Whether a sum is what somebody brought in, not what the goods brought in came to."""
    row, earned = scene.row, scene.language.sets["earned_by"]
    at = next((i for i in range(span.run.first - 1, span.head - 1, -1) if row[i].text in earned), -1)
    verbs = (token.is_("level", "change:up", "change:down") for token in row[at + 1 : span.run.first])
    return at >= 0 and not any(verbs)


def _goods_lead(scene: Scene, span: Span) -> bool:
    """Whether goods are the subject: "machinery brought in 12.83 trillion yuan"."""
    places = range(span.head, span.tail)
    return any("product" in scene.row[i].kinds and scene.roles.get(i) == "subject" for i in places)


def _they_earned(scene: Scene, span: Span) -> bool:
    """Whether the goods of the sentence before brought in a sum: "They brought in 97 billion yuan"."""
    subject, context = scene.row[span.head : span.head + 1], scene.context
    flow = context.hint.get("flow")
    they = bool(subject) and subject[0].text in scene.language.sets["they"]
    return they and flow is not None and flow.name == "exports"


def _is_bill(scene: Scene, span: Span) -> bool:
    """Whether a sum is what goods from abroad cost: "pushed the region's crude bill to nearly 1.25 trillion yuan"."""
    words, bills = scene.row[span.head : span.run.first], scene.language.sets["bills"]
    return any("product" in a.kinds and b.text in bills for a, b in itertools.pairwise(words))


def is_cost(scene: Scene, span: Span) -> bool:
    """Whether a sum is what goods that are brought in cost: "Crude alone cost 7.74 billion dollars", "cost Hunan 5"."""
    row, sets, first = scene.row, scene.language.sets, unhedged(scene.row, span.run.first)
    number, cost = row[span.run.first].number, first - 1
    cost -= cost > span.head and (is_place(row[cost]) or bool(row[cost].place_noun))
    if number is None or number.kind != MONEY or cost <= span.head or row[cost].text not in sets["costs"]:
        return False
    return any("product" in token.kinds for token in row[span.head : cost])


def _is_bound(scene: Scene, span: Span) -> bool:
    """Whether goods are under way to a partner: "goods worth 148 billion yuan headed for Vietnam"."""
    row, sets = scene.row, scene.language.sets
    for i in range(span.run.last + 1, span.tail - 2):
        if row[i].text in sets["headed"] and row[i + 1].text in sets["for"] and field_of(row[i + 2]) == "partner":
            return True
    return False


def _cost_importers(scene: Scene, span: Span) -> bool:
    """Whether goods are what importers paid for: "Crude oil alone cost importers nearly 1.25 trillion yuan"."""
    return any(token.text in scene.language.sets["importers"] for token in scene.row[span.head : span.run.first])


def _paid_abroad(scene: Scene, span: Span) -> bool:
    """Whether a sum is what foreign goods were paid: "the region paid CNY 13.8 billion for foreign coal"."""
    sets, row, last = scene.language.sets, scene.row, span.run.last
    paid = any(token.text in sets["paid"] for token in row[span.head : span.run.first])
    if not paid or last + 3 >= len(row) or row[last + 1].text not in sets["for"]:
        return False
    return row[last + 2].text in sets["foreign"] and "product" in row[last + 3].kinds


def _is_sold_here(scene: Scene, span: Span) -> bool:
    """Whether the place itself is who was sold goods: "Taiwan led, having sold the city goods for 10 billion"."""
    words, sets = scene.row[span.head : span.run.first], scene.language.sets
    goods = zip(words, words[1:], words[2:], strict=False)
    local = (b for a, b, c in goods if a.text in sets["sold"] and (c.text in sets["all_goods"] or "product" in c.kinds))
    return any(token.place_noun or "region" in token.kinds for token in local if not token.possessive)


def _bought(scene: Scene, span: Span) -> bool:
    """Whether a partner is the one who bought: "Germany bought goods worth 3 billion yuan"."""
    sets, row = scene.language.sets, scene.row
    at = next((i for i in range(span.head, span.run.first) if row[i].text in sets["bought"]), -1)
    return any(scene.roles.get(j) == "subject" and field_of(row[j]) == "partner" for j in range(span.head, at))


def _sent(scene: Scene, span: Span) -> bool:
    """Whether a partner is the one who sent what is counted: "Thailand sent 753,860 tonnes".

    So behind what it bought: "ASEAN bought 670 million dollars of Yunnan's goods and sent back 480 million".
    """
    row, sets = scene.row, scene.language.sets
    at = next((i for i in range(span.head + 1, span.run.first) if row[i].text in sets["sent"]), -1)
    if at > 0 and row[at - 1].text in sets["and"]:
        buyer = next((i for i in range(at - 1) if row[i + 1].text in sets["bought"]), -1)
        return buyer >= 0 and field_of(row[buyer]) == "partner" and scene.roles.get(buyer) in {"subject", "before_flow"}
    partner = at > 0 and field_of(row[at - 1]) == "partner" and "region" not in row[at - 1].kinds
    return partner and scene.roles.get(at - 1) == "subject"


def _side_of_partner(scene: Scene, span: Span) -> str:
    """`exports` where a partner is called a buyer, `imports` where it is called a supplier; else empty."""
    sets = scene.language.sets
    near = scene.row[span.head : span.run.first]
    if not any("partner" in token.kinds for token in near):
        if not any("region" in token.kinds for token in near):
            return ""
        sold, bought = (any(token.text in sets[name] for token in near) for name in ("exporters", "importers"))
        return "exports" if sold else "imports" if bought else ""
    if any(token.text in sets["buyers"] for token in near):
        return "exports"
    return "imports" if any(token.text in sets["suppliers"] for token in near) else ""


def _taken(scene: Scene, span: Span) -> bool:
    """Whether a partner is said to have taken goods: "Vietnam took 12 percent more", "Russia took 736,000 vehicles"."""
    sets, row, run = scene.language.sets, scene.row, span.run
    number = row[run.first].number
    paid = number is not None and number.kind == MONEY and not _is_part(row, run.last, sets)
    counted = number is not None and number.kind == QUANTITY
    goods = (counted or paid) and row[run.first - 1].text in sets["took"]
    if not goods and not any(token.text in sets["more_or_less"] for token in row[run.last + 1 : run.last + 3]):
        return False
    taken = next((i for i in range(run.first - 1, span.head - 1, -1) if row[i].text in sets["took"]), -1)
    return any(scene.roles.get(j) == "subject" and field_of(row[j]) == "partner" for j in range(span.head, taken))


def _taken_from(scene: Scene, span: Span) -> bool:
    """Whether the place itself took goods from a partner: "China took 22% more oil from Russia"."""
    row, sets = scene.row, scene.language.sets
    taken = any(row[i].text in sets["took"] for i in range(span.head, span.run.first))
    behind = range(span.run.last + 1, span.tail - 1)
    return taken and any(row[i].text in sets["from"] and field_of(row[i + 1]) == "partner" for i in behind)


def _is_part(row: Sequence[Token], last: int, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether a sum is a part of what was told before: "took 120 billion yuan of it", "of the total"."""
    behind = [token.text for token in row[last + 1 : last + 4]]
    if len(behind) < 2 or behind[0] not in sets["of"]:
        return False
    return behind[1] in sets["pointers"] or (behind[1] in sets["definite"] and behind[-1] in sets["total"])


def turned(case: Case) -> tuple[str, int]:
    """The flow against that of the figures before ("in the other direction") and the place of the words; empty, -1."""
    scene, span, first = case.scene, case.span, case.scene.context.first
    if "flow" in case.own:
        return "", -1
    number = scene.row[span.run.first].number
    level = number is not None and number.kind in {MONEY, QUANTITY}
    words = [i for i in range(span.head, span.tail if level else span.run.first) if "opposite" in scene.row[i].kinds]
    at = next((i for i in words if level or scene.row[i].text not in scene.language.sets["either_way"]), -1)
    fields = case.anchor.fields if case.anchor is not None else first
    return (OPPOSITE.get(fields["flow"].name, ""), at) if at >= 0 and fields is not None else ("", -1)


def outweighed(scene: Scene, span: Span) -> int:
    """1 where exports are said to outweigh imports by a sum of money, -1 the other way round, else 0.

    So where a sum is said to be one: "which left it $44.8 billion in the red".
    """
    row, sets = scene.row, scene.language.sets
    at = span.run.first
    number = row[at].number
    if number is None or number.kind != MONEY:
        return 0
    after = " ".join(token.text for token in row[at + 1 : at + 1 + _BALANCE])
    for sign, side in ((-1, "deficit"), (1, "surplus")):
        if after.startswith(tuple(scene.language.lists["balances"][side])):
            return sign
    if row[unhedged(row, at) - 1].text not in sets["by"]:
        return 0
    verb = next((i for i in range(at - 1, span.head - 1, -1) if row[i].text in sets["outweighs"]), -1)
    before = next((row[i].flow for i in range(verb - 1, span.head - 1, -1) if row[i].flow), "")
    after = next((row[i].flow for i in range(verb + 1, at) if row[i].flow), "")
    if verb < 0 or OPPOSITE.get(before) != after:
        return 0
    return 1 if before == "exports" else -1


def is_deficit(case: Case) -> bool:
    """Whether a balance is said to be negative, by its own word or by the figure that it goes on from."""
    reading, row = case.own.get("flow"), case.scene.row
    base = case.host if isinstance(case.host, Draft) else case.anchor if reading is None else None
    if base is not None and base.fields["flow"].name == "balance":
        return base.measure.value < 0 if base.measure.metric == "value" else _said_deficit(row, base)
    if reading is None and base is None:
        return _spoke_of_deficit(case.scene, case.at)
    return reading is not None and reading.token >= 0 and "deficit" in row[reading.token].kinds


def _spoke_of_deficit(scene: Scene, at: int) -> bool:
    """Whether a sentence goes on from one that spoke of a deficit: "The deficit shrank. It was 21 billion yuan"."""
    context, row = scene.context, scene.row
    if row[0].text not in scene.language.sets["again"] or any(token.flow for token in row[:at]):
        return False
    flow = context.hint.get("flow") or (context.last["flow"] if context.last is not None else None)
    return context.deficit and flow is not None and flow.name == "balance"


def _said_deficit(row: Sequence[Token], base: Draft) -> bool:
    """Whether the last word of balance before a figure is one of deficit."""
    before = (token for token in reversed(row) if token.start < base.token.start and token.flow == "balance")
    said = next(before, None)
    return said is not None and "deficit" in said.kinds
