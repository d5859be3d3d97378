"""What a number's own words say of its fields: the names of its clause, weighed by their place in it."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking import whole
from tradecli.extraction.linking.drafts import Draft, Host, Own, Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.preferences import Reading, role_weight, weights
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.linking.values import value_of
from tradecli.extraction.mentions import Token
from tradecli.extraction.numbers import MONEY, MULTIPLE, QUANTITY, TIMES

_OWN = 8.0
_NAMED = 6.0
_BEFORE_BRACKET = 22.0
_LATER_TIME = 2.5
_LATER_PARTNER = -4
_CLAUSE_MARKS = frozenset({";", ":", "\u2014", "."})


def own_readings(scene: Scene, span: Span, host: Host) -> Own:
    """For each field the best name of the number's own words, those that speak for nothing left out."""
    row = scene.row
    found: Own = {}
    if isinstance(host, int):
        field = field_of(row[host])
        value = value_of(row[host], field, scene)
        if value is not None:
            found[field] = Reading("own", (value,), _BEFORE_BRACKET, "before its bracket", host)
    settled = set(found)
    tail = range(span.run.last + 1, span.tail)
    of_whole = whole.tokens_of(row, span.run.last, span.tail, scene.language)
    for i in (*_heads(scene, span, host), *tail):
        for field in fields_of(row[i]):
            if field in settled or (i in of_whole and _is_of_whole(scene, i, field)):
                continue
            if field in found and (
                _says_less(row[i], field, i in of_whole) or _of_balance(row, i, field, scene.language)
            ):
                continue
            if field == "period" and i not in tail and _of_number_before(row, span, i):
                continue
            reading = _reading(scene, span, i, field, i in tail)
            if reading is not None and (field not in found or reading.weight >= found[field].weight):
                found[field] = reading
    for field, role in (("period", "in"), ("partner", "to")):
        if field not in found:
            found |= _beyond(scene, span, field, role)
    if host is None:
        found |= _antecedent(scene, span, found)
    return {field: reading for field, reading in found.items() if reading.weight > 0}


def _antecedent(scene: Scene, span: Span, found: Own) -> Own:
    """The name that a relative clause is about: "overtook foreign-invested firms, whose trade fell"."""
    row, relatives = scene.row, scene.language.sets["relative_subject"]
    places = range(span.run.first - 2, max(span.head - 1, 0), -1)
    comma = next((i for i in places if row[i].text == "," and row[i + 1].text in relatives), -1)
    if comma < 1:
        return {}
    field = field_of(row[comma - 1])
    if field not in {"partner", "product", "channel"} or (field in found and found[field].token >= comma):
        return {}
    value = value_of(row[comma - 1], field, scene)
    return {field: Reading("own", (value,), _NAMED + _OWN, "what the clause is about", comma - 1)} if value else {}


def _beyond(scene: Scene, span: Span, field: str, role: str) -> Own:
    """The time or partner after a bracket: "419.6 billion yuan (58.9 billion dollars) to ASEAN in July"."""
    for i in span.beyond:
        if field_of(scene.row[i]) == field and scene.roles.get(i) == role:
            reading = _reading(scene, span, i, field, True)
            return {field: reading} if reading is not None else {}
    return {}


def _says_less(token: Token, field: str, in_whole: bool) -> bool:
    """Whether an earlier name outdoes this one: goods of the whole, the flow of goods ("deficit of services trade")."""
    return (field == "product" and in_whole) or (
        field == "flow" and token.is_("product") and token.of("flow") == "total"
    )


def _of_balance(row: Sequence[Token], i: int, field: str, language: Language) -> bool:
    """Whether a flow only says of what a balance is: "the surplus of trade in goods"."""
    sets = language.sets
    led = i > 1 and row[i - 1].text in sets["of"] | sets["in"] and row[i - 2].of("flow") == "balance"
    return field == "flow" and led and row[i].of("flow") == "total"


def _is_of_whole(scene: Scene, i: int, field: str) -> bool:
    """Whether a name among the words of the whole is only the whole's; a time at their end is the part's too."""
    if field == "period":
        return scene.roles.get(i) != "in"
    return field in {"region", "flow", "partner"}


def _heads(scene: Scene, span: Span, host: Host) -> Sequence[int]:
    """Places of the words before a number that may name whose it is."""
    if isinstance(host, Draft):
        return range(span.bracket + 1, span.run.first)
    if host is None:
        return [i for i in span.places if i not in scene.asides]
    joins = scene.language.sets["and"]
    start = span.head
    for i in range(host - 1, span.head - 1, -1):
        if scene.row[i].is_("mark", "conjunctions") and scene.row[i].text not in joins:
            start = i
            break
    return range(start, host)


def fields_of(token: Token) -> list[str]:
    """All fields that a token may name: "farm exports" names goods and a flow."""
    field = field_of(token)
    fields = [field] if field else []
    if field in {"product", "channel"} and token.of("flow"):
        fields.append("flow")
    if field == "partner" and token.is_("region"):
        fields.append("region")
    return fields


def _of_number_before(row: Sequence[Token], span: Span, i: int) -> bool:
    """Whether a time at the head of a span, right after a number, is that number's."""
    after_number = span.head > 0 and row[span.head - 1].is_("number")
    return i < span.head + 3 and after_number and not row[span.head].is_("mark", "conjunctions")


def _reading(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> Reading | None:
    """The reading of the name at `i`, or None where it is not this number's."""
    row, token = scene.row, scene.row[i]
    if _left_out(scene, span, i, field, in_tail):
        return None
    role = _role(scene, span, i, field, in_tail)
    paired = i > 0 and row[i - 1].text == "-"
    if (
        token.adjective
        and not paired
        and (role not in {"to", "subject"} or _of_firms(row, i, scene.language))
        and not _before_partner_noun(row, i, scene.language)
    ):
        return None
    if in_tail and field == "region" and role in {"other", "subject"}:
        return None
    value = value_of(token, field, scene)
    if value is None:
        return None
    if field == "flow" and token.is_("weak_flow"):
        role = "weak"
    between = row[span.run.last + 1 : i] if in_tail else row[i + 1 : span.run.first]
    total = _weight(field, role, between, in_tail)
    return Reading("own", (value,), total, f"{role} {token.text!r}", i)


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
    """The role of a name for this number; a time with a number of its own and a lone rival count as plain names."""
    token, role = scene.row[i], scene.roles.get(i, "other")
    if field == "period" and token.period is not None and token.period.comparison:
        return "other"
    if field != "region" or in_tail or role not in {"compared", "object"}:
        return role
    apart = any(each.is_("mark", "number") for each in scene.row[i + 1 : span.run.first])
    return role if apart else "other"


def _left_out(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> bool:
    if field in {"product", "partner", "flow"} and in_tail and _is_cause(scene, span, i):
        return True
    if not in_tail and field != "period" and _is_whole_of_level(scene, span):
        return True
    if field == "region" and i > 0 and scene.row[i - 1].text in scene.language.sets["through"]:
        return True
    if field in {"region", "channel"} and not in_tail and _in_clause_of_its_own(scene, span, i):
        return True
    named = field in {"product", "partner", "channel"} and not in_tail
    if named and (_in_clause_before(scene.row, i, span.run.first) or _in_subordinate(scene, span, i)):
        return True
    if field == "period" and i > 0 and scene.row[i - 1].text in scene.language.sets["records"]:
        return True
    period = scene.row[i].period
    if field == "period":
        level = in_tail and _compared_level(scene.row, span.run.last, i, scene.language)
        directly = i == span.run.last + 1 and period is not None and bool(period.value)
        return level or (not directly and _other_time(scene.row, i, in_tail, scene.language))
    if field == "region":
        return _other_place(scene, span, i)
    if field == "partner" and scene.row[i].is_("region"):
        place, entry = scene.topic.place, scene.row[i].entry("region")
        own_place = place is not None and (entry is None or entry.id == place.id)
        return scene.roles.get(i) == "possessive" or own_place
    return False


def _in_clause_before(row: Sequence[Token], i: int, number: int) -> bool:
    """Whether a semicolon ends the clause of a name and the number's clause says of its own what it is of."""
    ends = next((j for j in range(number - 1, i, -1) if row[j].text == ";"), -1)
    counted = row[number].number
    if counted is not None and counted.kind == QUANTITY:
        return False
    return ends > 0 and any(token.of("flow") for token in row[ends:number])


def _is_whole_of_level(scene: Scene, span: Span) -> bool:
    """Whether the words before a level are only the whole of its share: "86 percent of the province's total at 152"."""
    row, sets, first = scene.row, scene.language.sets, unhedged(scene.row, span.run.first)
    if span.head < 1 or first - 1 <= span.head or row[first - 1].text not in sets["with_at"]:
        return False
    share = row[span.head - 1].number
    whole = share is not None and share.kind in {"percent", "fraction"} and row[span.head].text in sets["of"]
    return whole and not any(token.is_("mark") for token in row[span.head : first])


def _in_clause_of_its_own(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of a clause that tells no trade: "ports in the delta were closed, and the growth fell to"."""
    sets, row = scene.language.sets, scene.row
    ends = next((j for j in range(i + 1, span.run.first - 1) if row[j].text == ","), -1)
    if ends < 0 or row[ends + 1].text not in sets["clause_joins"]:
        return False
    start = next((j + 1 for j in range(i - 1, -1, -1) if row[j].is_("mark", "number")), 0)
    clause, after = row[start:ends], row[ends + 2 : span.run.first]
    told = any(token.text in sets["auxiliaries"] for token in row[i + 1 : ends])
    trade = any(token.of("flow") or token.is_("change:up", "change:down") for token in clause)
    own = any(token.of("flow") or token.text in sets["rate_nouns"] for token in after)
    named = any(token.is_("region") or token.of("place_noun") for token in after)
    if any(token.text in sets["owners"] for token in after):
        return False
    return told and own and not trade and (named or scene.roles.get(i) in {"in", "subject", "other"})


def _in_subordinate(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of a clause of reason or time that ended: "after storms in Peru, and copper imports fell"."""
    sets, row = scene.language.sets, scene.row
    ends = next((j for j in range(i + 1, span.run.first - 1) if row[j].text == ","), -1)
    if ends < 0 or not row[ends + 1].is_("conjunctions") or row[ends + 1].text not in sets["clause_joins"]:
        return False
    if not any(token.of("flow") for token in row[ends + 1 : span.run.first]):
        return False
    return any(row[j].text in sets["subordinate"] and row[j + 1].kinds != {"number"} for j in range(span.head, i))


def _is_cause(scene: Scene, span: Span, i: int) -> bool:
    """Whether goods after a number are only what drove it: "exports rose 8 percent on ships and machine tools"."""
    sets, row = scene.language.sets, scene.row
    number = row[span.run.last].number
    after = range(span.run.last + 1, i)
    if not row[i].of("flow") and any(row[j].text in sets["because"] for j in after):
        return True
    if number is None or number.kind in {MONEY, QUANTITY}:
        return False
    return any(
        row[j].text in sets["causes"]
        or (row[j].text in sets["on_words"] and (j == after[0] or row[j - 1].period is not None))
        for j in after
    )


def _other_time(row: Sequence[Token], i: int, in_tail: bool, language: Language) -> bool:
    """Whether a time is only compared with, or of what was before."""
    period = row[i].period
    if period is not None and period.comparison:
        return in_tail or not _owns_number(row, i, language)
    return not in_tail and _left_behind(row, i, language)


def _compared_level(row: Sequence[Token], at: int, i: int, language: Language) -> bool:
    """Whether a time only says what a multiple is of: "2.4 times their 2020 level"."""
    number = row[at].number
    if number is None or number.kind not in {TIMES, MULTIPLE}:
        return False
    printed = row[i].text[:1].isdigit() or row[i].possessive
    return printed and all(token.text in language.sets["of_level"] for token in row[at + 1 : i])


def _left_behind(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time belongs to what was before: "turned from a decline in the first quarter to"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if row[j].is_("mark", "number"):
            return False
        if row[j].text in language.sets["from"]:
            return any(token.text in language.sets["to"] for token in row[i + 1 : i + 3])
    return False


def _owns_number(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time that is compared with has the number itself ("than November's 5.9%", "since May, when")."""
    after = row[i + 1 : i + 3]
    if row[i].possessive and any(token.is_("number") for token in after):
        return True
    if after and after[0].text in language.sets["when"]:
        return True
    return len(after) == 2 and after[0].text == "," and after[1].text in language.sets["when_which"]


def _other_place(scene: Scene, span: Span, i: int) -> bool:
    """Whether a place is whom one trades with, or part of a zone's name, rather than the place that trades."""
    token, role = scene.row[i], scene.roles.get(i, "other")
    if token.of("place_noun") == "country" and role == "to":
        return True
    if token.is_("partner"):
        return role not in {"possessive", "before_flow"} or i > span.head + 3
    return _named_zone(scene.row, i, scene.language)


def _named_zone(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a city is only part of a zone's name: "the Haikou Comprehensive Bonded Zone"."""
    entry = row[i].entry("region")
    channel = next((token for token in row[i + 1 : i + 4] if token.is_("channel")), None)
    if i > 0 and row[i - 1].text in language.sets["definite"] and i + 1 < len(row) and row[i + 1].is_("channel"):
        return entry is not None and entry.kind == "city"
    if entry is None or entry.kind != "city" or row[i].possessive or channel is None or not channel.capital:
        return False
    return all(token.capital for token in row[i + 1 : i + 3] if token is not channel and token.start < channel.start)


def _of_firms(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an adjective only says whose firms are meant: "Japanese carmakers"."""
    return i + 1 < len(row) and row[i + 1].kinds <= {"word", "distractor"} and row[i + 1].text in language.sets["firms"]


def _before_partner_noun(row: Sequence[Token], i: int, language: Language) -> bool:
    return i + 1 < len(row) and row[i + 1].text.split()[-1] in language.sets["partner_nouns"]
