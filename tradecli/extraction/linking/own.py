"""What a number's own words say of its fields: the names of its clause, weighed by their place in it."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking import taken, whole
from tradecli.extraction.linking.drafts import Draft, Host, Own, Scene
from tradecli.extraction.linking.elsewhere import named_elsewhere
from tradecli.extraction.linking.foreign import left_out
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.preferences import Reading, role_weight, weights
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.linking.values import value_of
from tradecli.extraction.mentions import Token

_OWN = 8.0
_NAMED = 6.0
_BEFORE_BRACKET = 22.0
_LATER_TIME = 2.5
_TRADED = 2
"""Words between "3 million tonnes of Russian coal" and the word of trade before or behind it, at most."""
_NEXT = 2
"""Words from a rate to "nationwide", at most."""
_SEEN = 6
"""Words from a rate to "nationwide" where only what rose stands between, at most."""
_LATER_PARTNER = -4
_BEYOND = {
    "period": {"in"},
    "partner": {"to"},
    "product": {"other", "subject", "to"},
    "channel": {"to", "in"},
    "flow": {"other"},
    "region": {"in"},
}
"""The fields that words behind an aside may give, and the roles of their names there."""
_TRADES = 6.5
"""The least weight of those who trade with each other, behind "between"."""
_CLAUSE_MARKS = frozenset({";", ":", "\u2014", "."})


def own_readings(scene: Scene, span: Span, host: Host, previous: Sequence[Draft] = ()) -> Own:
    """For each field the best name of the number's own words, those that speak for nothing left out.

    `previous` are the figures that the number goes on from.
    """
    row = scene.row
    found: Own = {}
    if isinstance(host, int):
        field = field_of(row[host])
        value = value_of(row[host], field, scene)
        inside = row[span.run.last + 1 : span.tail]
        timed = any(token.period is not None and not token.period.comparison for token in inside)
        if value is not None and not (field == "period" and timed):
            found[field] = Reading("own", (value,), _BEFORE_BRACKET, "before its bracket", host)
    settled = set(found)
    tail = range(span.run.last + 1, span.tail)
    of_whole = whole.tokens_of(row, span.run.last, span.tail, scene.language)
    part = _goes_on_from_goods(scene, span, previous)
    for i in (*_heads(scene, span, host), *tail):
        for field in fields_of(row[i]):
            if field in settled or (i in of_whole and _is_of_whole(scene, i, field)):
                continue
            if i in of_whole and field == "product" and part and row[i - 1].text not in scene.language.sets["them"]:
                continue
            if field in found and (
                _says_less(row[i], field, i in of_whole) or _of_balance(row, i, field, scene.language)
            ):
                continue
            if i not in tail and _is_of_number_before(row, span, i, field, scene.language):
                continue
            reading = _reading(scene, span, i, field, i in tail)
            if reading is not None and (field not in found or reading.weight >= found[field].weight):
                found[field] = reading
    said = bool(span.beyond) and row[span.beyond.start].text in scene.language.sets["was"]
    for field in (field for field in _BEYOND if field not in found or (field == "flow" and said)):
        found |= _beyond(scene, span, field)
    if host is None:
        found = taken.by_whom(scene, span, found | named_elsewhere(scene, span, found), previous)
    return {field: reading for field, reading in found.items() if reading.weight > 0}


def _goes_on_from_goods(scene: Scene, span: Span, previous: Sequence[Draft]) -> bool:
    """Whether a number goes on from a figure of some goods, so that goods after "of the" are only the whole."""
    before = scene.row[span.head : span.run.first]
    goods = bool(previous) and previous[-1].measure.metric != "share" and bool(previous[-1].fields["product"].name)
    return goods and not any(field_of(token) for token in before)


def _beyond(scene: Scene, span: Span, field: str) -> Own:
    """The time, partner or verb after a bracket: "419.6 billion yuan (58.9 billion dollars) went to ASEAN in July".

    The goods too, "5 billion yuan (1 billion dollars) worth of toys", and the flow: "(+3 pct) was earned by exports".
    """
    sets, first = scene.language.sets, scene.row[span.beyond.start] if span.beyond else None
    verb = first is not None and (first.text in sets["was"] | sets["of"] or bool(first.flow))
    if field == "flow" and not verb:
        return {}
    between = field in {"partner", "region"} and any(
        scene.row[i].text in sets["time_parts.between"] for i in span.beyond
    )
    for i in span.beyond:
        behind = field == "period" and i == span.beyond.start
        role = scene.roles.get(i, "other")
        worth = role == "of" and _is_worth_or_whole(scene, span, i, field)
        spent = scene.row[i - 2].text in sets["spent"] and scene.row[i - 1].text in sets["on_words"]
        worth |= field == "flow" and (spent or scene.row[i - 1].text in sets["by"])
        if field_of(scene.row[i]) == field and (behind or between or worth or role in _BEYOND[field]):
            reading = _reading(scene, span, i, field, True)
            if reading is not None and between:
                reading = reading._replace(weight=max(reading.weight, _TRADES))
            return {field: reading} if reading is not None else {}
    return {}


def _is_worth_or_whole(scene: Scene, span: Span, i: int, field: str) -> bool:
    """Whether goods behind a bracket are of its worth, or a flow is the whole: "worth of toys", "of exports were"."""
    row, sets = scene.row, scene.language.sets
    if field == "product":
        return row[span.beyond.start].text in sets["worth"] | sets["of"]
    return field == "flow" and i + 1 < len(row) and row[i + 1].text in sets["was"]


def _says_less(token: Token, field: str, in_whole: bool) -> bool:
    """Whether an earlier name outdoes this one: goods of the whole, the flow of goods ("deficit of services trade")."""
    return (field == "product" and in_whole) or (field == "flow" and "product" in token.kinds and token.flow == "total")


def _of_balance(row: Sequence[Token], i: int, field: str, language: Language) -> bool:
    """Whether a flow only says of what a balance is: "the surplus of trade in goods"."""
    sets = language.sets
    led = i > 1 and row[i - 1].text in sets["of"] | sets["in"] and row[i - 2].flow == "balance"
    return field == "flow" and led and row[i].flow == "total"


def _is_of_whole(scene: Scene, i: int, field: str) -> bool:
    """Whether a name among the words of the whole is only the whole's; a time at their end is the part's too."""
    if field == "period":
        owned = scene.row[i - 1].possessive and any(token.flow for token in scene.row[i + 1 : i + 3])
        led = scene.row[i].text.split(" ")[0] in scene.language.sets["span_leads"]
        return scene.roles.get(i) != "in" and not owned and not led
    return field in {"region", "flow", "partner"}


def _heads(scene: Scene, span: Span, host: Host) -> Sequence[int]:
    """Places of the words before a number that may name whose it is."""
    if isinstance(host, Draft):
        return range(span.bracket + 1, span.run.first)
    if host is None:
        of_before = _whole_before(scene, span)
        return [i for i in span.places if i not in scene.asides and i not in of_before]
    joins = scene.language.sets["and"]
    start = span.head
    for i in range(host - 1, span.head - 1, -1):
        if _leads_to_partner(scene.row, i, host, scene.language):
            continue
        if scene.row[i].is_("mark", "conjunctions") and scene.row[i].text not in joins:
            start = i
            break
    return range(start, host)


def _leads_to_partner(row: Sequence[Token], i: int, host: int, language: Language) -> bool:
    """Whether "with" only says whom the trade before it is with: "China's trade with Russia (117 billion dollars)"."""
    traded = i > 0 and (bool(row[i - 1].flow) or row[i - 1].is_("region", "neutral") or bool(row[i - 1].place_noun))
    return row[i].text in language.sets["with_words"] and traded and "partner" in row[host].kinds


def _whole_before(scene: Scene, span: Span) -> range:
    """The words for the whole of the share before, which one compared with it does not own: "of its trade against"."""
    row, sets = scene.row, scene.language.sets
    if span.head < 1 or "number" not in row[span.head - 1].kinds:
        return range(0)
    of = whole.tokens_of(row, span.head - 1, span.run.first, scene.language)
    against = next((i for i in of if "than" in row[i].kinds or row[i].text in sets["from"]), -1)
    return range(of.start, against) if against > 0 else range(0)


def fields_of(token: Token) -> list[str]:
    """All fields that a token may name: "farm exports" names goods and a flow."""
    field = field_of(token)
    fields = [field] if field else []
    if field in {"product", "channel"} and token.flow:
        fields.append("flow")
    if field == "partner" and "region" in token.kinds:
        fields.append("region")
    return fields


def _is_of_number_before(row: Sequence[Token], span: Span, i: int, field: str, language: Language) -> bool:
    """Whether a time or flow at the head of a span is of the number right before: "57bn in imports with a fall"."""
    if i >= span.head + 3 or span.head < 1 or "number" not in row[span.head - 1].kinds:
        return False
    if field == "flow":
        return row[span.head].text in language.sets["in"] | language.sets["of"]
    return field == "period" and not row[i].possessive and not row[span.head].is_("mark", "conjunctions")


def _reading(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> Reading | None:
    """The reading of the name at `i`, or None where it is not this number's."""
    row, token = scene.row, scene.row[i]
    if left_out(scene, span, i, field, in_tail):
        return None
    role = _role(scene, span, i, field, in_tail)
    paired = i > 0 and row[i - 1].text == "-"
    if (
        token.adjective
        and not paired
        and (role not in {"to", "subject"} or _of_firms(row, i, scene.language))
        and not _before_partner_noun(row, i, scene.language)
        and not (field == "partner" and _of_what_is_sold(row, i, scene.language))
        and not (field == "region" and _opens_with_country(scene, i))
    ):
        return None
    if in_tail and field == "region" and role in {"other", "subject"} and not _is_countrywide(scene, span, i):
        return None
    value = value_of(token, field, scene)
    if value is None:
        return None
    if field == "flow" and "weak_flow" in token.kinds:
        role = "weak"
    between = row[span.run.last + 1 : i] if in_tail else row[i + 1 : span.run.first]
    total = _weight(field, role, between, in_tail)
    return Reading("own", (value,), total, f"{role} {token.text!r}", i)


def _is_countrywide(scene: Scene, span: Span, i: int) -> bool:
    """Whether a rate is the country's: "the 6.1 percent seen nationwide", "it was 6.1 percent nationwide"."""
    row, of_country = scene.row, scene.row[i].place_noun == "country"
    held = span.run.first > 0 and row[span.run.first - 1].text in scene.language.sets["definite"]
    held |= span.run.first > 1 and row[span.run.first - 2].text in scene.language.sets["versus"]
    alone = i == span.run.last + 1 and row[i].text in scene.language.sets["countrywide"]
    said = (each.is_("change:up", "change:down", "function") or bool(each.flow) for each in row[span.run.last + 1 : i])
    seen = row[i].text in scene.language.sets["countrywide"] and i - span.run.last <= _SEEN and all(said)
    return of_country and (alone or (held and (seen or i - span.run.last <= _NEXT)))


def _of_what_is_sold(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an adjective says whose goods are meant: "Brazilian exports", "sales of African farm products".

    So in "bought Chilean cherries", "imports of Russian timber", "imported 3 million tonnes of Russian coal".
    """
    after = row[i + 1] if i + 1 < len(row) else None
    sold = i > 0 and "weak_flow" in row[i - 1].kinds and row[i - 1].flow == "exports"
    bought = i - 1 - (i > 1 and row[i - 1].text in language.sets["of"])
    if i > 1 and bought == i - 2 and row[bought].text in language.sets["worth"]:
        bought -= 1
    counted = bought > 0 and "number" in row[bought].kinds and bought < i - 1
    near = (
        (*row[max(0, bought - _TRADED) : bought], *row[i + 2 : i + 2 + _TRADED])
        if counted
        else row[bought : bought + 1]
    )
    sold |= bought >= 0 and any(each.flow == "imports" for each in near)
    return after is not None and (after.flow == "exports" or (sold and "product" in after.kinds))


def _opens_with_country(scene: Scene, i: int) -> bool:
    """Whether a clause turns from another place to the country's flow: "Chinese exports to Russia increased"."""
    row, place = scene.row, scene.topic.place
    if place is None or place.kind == "country" or scene.context.focus.code == "CN":
        return False
    opens = i == 0 or row[i - 1].text in scene.language.sets["contrast"] | _CLAUSE_MARKS
    told = i + 1 < len(row) and row[i + 1].flow in {"exports", "imports"}
    return opens and told and not any("region" in token.kinds for token in row[:i])


def _weight(field: str, role: str, between: Sequence[Token], in_tail: bool) -> float:
    distance = weights()["distance"]
    cost = sum(distance["comma"] for each in between if each.text == ",")
    cost += sum(distance["mark"] for each in between if each.text in _CLAUSE_MARKS)
    cost += distance["word"] * len(between)
    standing = role_weight(field, role)
    total: float = (_OWN + _NAMED if standing > 0 else _OWN) + standing - cost + (distance["tail"] if in_tail else 0.0)
    if in_tail and field == "period":
        total += _LATER_TIME
    if in_tail and field == "partner" and role not in {"to", "of", "list"}:
        total += _LATER_PARTNER
    return total


def _role(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> str:
    """The role of a name for this number; a time and a lone rival with a number of their own count as plain names."""
    token, role = scene.row[i], scene.roles.get(i, "other")
    if field == "period" and token.period is not None and token.period.comparison:
        return "other"
    owner, first = field == "partner" and role == "possessive", unhedged(scene.row, span.run.first)
    if owner and _is_next_in_rank(scene.row, i, first, scene.language):
        return "subject"
    if field != "region" or in_tail or role not in {"compared", "object"}:
        return role
    apart = any(each.is_("mark", "number") for each in scene.row[i + 1 : span.run.first])
    distance = scene.row[unhedged(scene.row, span.run.first) - 1].text in scene.language.sets["by"]
    return role if apart or distance else "other"


def _is_next_in_rank(row: Sequence[Token], i: int, number: int, language: Language) -> bool:
    """Whether a partner's own number follows one of another's: "with Vietnam was 5 billion yuan, ahead of Laos's 3".

    So with a verb: "to the US fell 8 percent; the EU's rose 3 percent".
    """
    lead = i - 1 - (i > 1 and row[i - 1].text in language.sets["definite"])
    first = next((j for j in range(i) if "number" in row[j].kinds), 0)
    own = number == i + 1 or (i + 1 < len(row) and row[i + 1].is_("change:up", "change:down"))
    told = own and first > 0 and row[lead].is_("surpass", "than", "conjunctions", "mark")
    return told and any("partner" in token.kinds for token in row[:first])


def _of_firms(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an adjective only says whose firms are meant: "Japanese carmakers"."""
    return i + 1 < len(row) and row[i + 1].kinds <= {"word", "distractor"} and row[i + 1].text in language.sets["firms"]


def _before_partner_noun(row: Sequence[Token], i: int, language: Language) -> bool:
    return i + 1 < len(row) and row[i + 1].text.split()[-1] in language.sets["partner_nouns"]
