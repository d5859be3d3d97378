"""The tokens of a sentence and the running context -> drafts of figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking import govern, whole
from tradecli.extraction.linking.context import NOTHING, Context, Fields, Topic, Value
from tradecli.extraction.linking.compounds import prepared
from tradecli.extraction.linking.goods import with_goods
from tradecli.extraction.linking.lists import (
    FIELDS,
    NameList,
    field_of,
    name_lists,
    number_runs,
    pairing,
    product_of_lists,
)
from tradecli.extraction.linking.measures import Measure, measure
from tradecli.extraction.linking.preferences import Reading, best, role_weight, weight, weights
from tradecli.extraction.linking.roles import roles as roles_of
from tradecli.extraction.linking.spans import Span, fronted, spans
from tradecli.extraction.linking.values import place_value, value_of
from tradecli.extraction.mentions import Token
from tradecli.extraction.numbers import QUANTITY
from tradecli.extraction.periods import before_it, shifted, year_of
from tradecli.lexicon import Lexicon
from tradecli.model import Sentence

_OWN = 8.0
_NAMED = 6.0
_FOREIGN_FLOW = {"exports", "imports", "balance"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is written down: a number, what it measures, whose it is."""

    token: Token
    measure: Measure
    fields: Fields
    of: str
    base: str
    terms: str
    rule: str
    note: str = ""
    own: frozenset[str] = frozenset()
    """The fields that its own words name."""
    prior: bool = False
    """Whether it is only what another figure is compared with, so that its time is not handed on."""
    readings: tuple[tuple[str, Reading], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything about one sentence that the choice of fields looks at."""

    row: Sequence[Token]
    lists: Sequence[NameList]
    roles: Mapping[int, str]
    context: Context
    topic: Topic
    language: Language
    lexicon: Lexicon
    paragraph: int
    item: bool = False
    """Whether it is an item of a list."""
    asides: frozenset[int] = frozenset()
    """Places of words between commas that only describe the subject."""

    @property
    def new_paragraph(self) -> bool:
        """Whether the figures before stand in another paragraph."""
        return self.paragraph != self.context.paragraph


def link(
    row: Sequence[Token],
    sentence: Sentence,
    context: Context,
    topic: Topic,
    language: Language,
    lexicon: Lexicon,
) -> tuple[list[Draft], Context]:
    """The drafts of one sentence in text order, and the context for the next."""
    paragraph = sentence.paragraph
    tokens = with_goods(_counted_goods(_without_asides(prepared(row, lexicon)), topic), language)
    lists = name_lists(tokens)
    tokens = _former_latter(tokens, context.names)
    item = sentence.kind == "item"
    scene = Scene(tokens, lists, roles_of(tokens, lists, language), context, topic, language, lexicon, paragraph, item)
    scene = replace(scene, asides=_asides(tokens))
    drafts: list[Draft] = []
    if any(token.is_("speaker") for token in tokens) and any(token.text in {"we", "our", "i", "her", "his"} for token in tokens):
        return [], _next(scene, [], [], paragraph)
    dealt: list[Fields] = []
    previous: list[Draft] = []
    blocked, floor = False, 0
    for span in fronted(tokens, spans(tokens, number_runs(tokens, lists), lists), language):
        made, state = _span(scene, span, previous, drafts, blocked, floor if blocked else span.head)
        floor = min(floor, span.head) if blocked else span.head
        blocked = state == govern.OTHER
        if made:
            drafts += made
            previous = made
            if len(span.run.tokens) > 1:
                dealt = [draft.fields for draft in made]
    after = _next(scene, drafts, dealt, paragraph)
    lead = [token for token in tokens if not token.is_("mark")]
    if sentence.kind == "heading" and not drafts and 0 < len(lead) <= _HEADING and (len(lead) <= 2 or not lead[0].is_("region")):
        after = replace(after, section=_section(scene, context.section))
    return drafts, after


_HEADING = 6


def _section(scene: Scene, before: Fields) -> Fields:
    """What a heading sets for the paragraphs under it: a place until the next one, a flow until any next heading."""
    section = {field: value for field, value in before.items() if field == "region"}
    only_place = all(token.is_("region", "mark", "place_noun:city", "place_noun:province") for token in scene.row)
    for token in scene.row:
        field = field_of(token)
        value = value_of(token, field, scene) if field == "flow" or field == "region" and only_place else None
        if value is not None and value.name != "total":
            section[field] = value
    return section



def _asides(row: Sequence[Token]) -> frozenset[int]:
    """Places of appositions without a verb or figure: "Xiamen, home to 17 of the 40 companies on the list, supplied"."""
    found: set[int] = set()
    commas = [i for i, token in enumerate(row) if token.text == ","]
    for a, b in itertools.pairwise(commas):
        inner = row[a + 1 : b]
        verbal = any(
            t.is_("number", "change:up", "change:down", "share", "contribution")
            or (t.is_("level") and not t.is_("neutral"))
            for t in inner
        )
        verb = (
            b + 1 < len(row)
            and (row[b + 1].is_("level", "share", "contribution", "change:up", "change:down") or row[b + 1].of("flow") and row[b + 1].text.endswith("ed"))
            and not row[b + 1].text.endswith("ing")
        )
        if (
            a > 0
            and field_of(row[a - 1])
            and not verbal
            and verb
            and len(inner) > 1
            and row[b + 1].text not in {"up", "down"}
        ):
            found.update(range(a, b + 1))
    return frozenset(found)


def _former_latter(row: Sequence[Token], earlier: Sequence[Token]) -> list[Token]:
    """The row with "the former", "the latter" put for the last two names of one field before them."""
    tokens = list(row)
    for i, token in enumerate(tokens):
        if token.text not in {"the former", "the latter"}:
            continue
        said = [each for each in tokens[:i] if not each.text.startswith(("the former", "the latter"))]
        named = [
            (field_of(each), each)
            for each in (*earlier, *said)
            if field_of(each) in {"partner", "region", "product", "channel", "flow"}
        ]
        for field in ("partner", "region", "product", "channel", "flow"):
            two = [each for kind, each in named if kind == field][-2:]
            if (
                len(two) == 2
                and two[0].text != two[1].text
                and not any(each.of("flow") == "total" for each in two if field == "flow")
            ):
                meant = two[0] if token.text == "the former" else two[1]
                tokens[i] = replace(meant, start=token.start, end=token.end, text=token.text)
                break
    return tokens


def _without_asides(row: Sequence[Token]) -> list[Token]:
    """The row without brackets that hold neither a number nor a time ("(including chassis)")."""
    kept: list[Token] = []
    opened = -1
    for token in row:
        if token.text == "(":
            opened = len(kept)
        kept.append(token)
        if token.text == ")" and opened >= 0:
            if not any(each.is_("number", "period", "bare") for each in kept[opened:]):
                del kept[opened:]
            opened = -1
    return kept


def _ends_there(row: Sequence[Token], i: int) -> bool:
    """Whether nothing that could be counted follows a bare number."""
    return (
        i + 1 >= len(row) or row[i + 1].is_("mark", "number", "conjunctions", "period") or row[i + 1].text in {"yuan"}
    )


def _counted_goods(row: Sequence[Token], topic: Topic) -> list[Token]:
    """Bare numbers right before goods are quantities ("412,000 passenger cars"), bare billions passed are money."""
    tokens = list(row)
    for i, token in enumerate(tokens):
        if (
            token.is_("bare")
            and token.number is not None
            and token.number.value >= 10**9
            and (token.number.crossing or _ends_there(tokens, i))
        ):
            unit = "USD" if topic.dollars else "CNY"
            tokens[i] = replace(
                token, kinds=frozenset({"number"}), number=replace(token.number, kind="money", unit=unit)
            )
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        if token.is_("bare") and token.number is not None and following.is_("product") and not following.of("flow"):
            unit = following.text.split()[-1].lower()
            number = replace(token.number, kind=QUANTITY, unit=unit)
            if unit.endswith("s") and unit not in {"products", "goods", "items", "services"} and number.value >= 2:
                tokens[i] = replace(token, kinds=frozenset({"number"}), number=number)
    return tokens


def _span(
    scene: Scene, span: Span, previous: Sequence[Draft], drafts: Sequence[Draft], blocked: bool, floor: int
) -> tuple[list[Draft], str]:
    """The drafts of one run, and what governs it.

    `blocked` says that the run before was of something else than trade; its words,
    from `floor` on, may still name whose this one is ("private firms, 84 percent of
    all, handled 60 percent of the trade").
    """
    row, run = scene.row, span.run
    head = span.head
    host = _host(scene, span, drafts)
    if isinstance(host, Draft):
        previous = [draft for draft in drafts if draft.token is host.token]
    places = [i for i in span.places if i < _unhedged(row, run.first) and i not in scene.asides]
    state = govern.governed(row, places, scene.roles, scene.language)
    if govern.anecdote(row, run.last, span.tail):
        return [], govern.OTHER
    if span.resumed and state == govern.TRADE:
        blocked = False
    if isinstance(host, int) and scene.context.first is not None:
        state = govern.TRADE
    if span.bracket >= head and host is None and field_of(row[span.bracket - 1]) == "" and state != govern.TRADE:
        return [], state
    if isinstance(host, Draft):
        state = govern.TRADE
    tail_state = govern.governed(row, range(run.last + 1, span.tail), scene.roles, scene.language)
    part = row[run.last + 1].text == "of" if run.last + 1 < span.tail else False
    if part and _whole_of_others(row, run.last + 2, span.tail):
        return [], govern.OTHER
    if state == govern.UNKNOWN and not previous and scene.context.first is not None:
        last = next((i for i in range(run.first - 1, head - 1, -1) if row[i].is_("mark")), -1)
        clause = [i for i in places if i > last >= 0]
        if clause == [] or govern.governed(row, clause, scene.roles, scene.language) == govern.SILENT and last >= 0:
            state = govern.SILENT
    extend = blocked and not previous
    again = any(token.text in {"they", "it"} for token in row[head : head + 3]) and scene.context.first is not None
    if again and blocked and state == govern.SILENT:
        blocked = False
    if state in {govern.SILENT, govern.UNKNOWN} and blocked and not (part and tail_state == govern.TRADE):
        return [], govern.OTHER
    if state != govern.TRADE and tail_state == govern.TRADE and _leads_tail(row, run.last + 1):
        state = govern.TRADE
    if state == govern.OTHER or (tail_state == govern.OTHER and state != govern.TRADE):
        return [], govern.OTHER
    if state == govern.UNKNOWN and not previous and tail_state != govern.TRADE:
        return [], govern.OTHER
    unheard = scene.context.first is None and not scene.context.hint
    if state == govern.SILENT and not previous and tail_state != govern.TRADE and unheard:
        return [], state
    first = row[run.first].number
    if first is not None and first.kind == "money" and first.value < 10**5:
        return [], state
    if govern.forecast(row, head, run.first, span.tail):
        return [], state
    if extend:
        span = replace(span, head=floor)
    return _figures(scene, span, previous, host, drafts), state


def _unhedged(row: Sequence[Token], at: int) -> int:
    """Place of the first word of the hedge before a number, or the number's own."""
    number = row[at].number
    if number is None or number.hedged < 0:
        return at
    return next((i for i in range(at, 0, -1) if row[i - 1].end <= number.hedged), at)


def _whole_of_others(row: Sequence[Token], start: int, tail: int) -> bool:
    """Whether the whole of a share is of something else than trade: "94 percent of all traders"."""
    for token in row[start : min(tail, start + 4)]:
        if (
            token.of("flow")
            or token.is_("product", "channel", "neutral", "region", "anaphor")
            or token.of("place_noun")
        ):
            return False
        if token.is_("distractor"):
            return True
    return False


def _leads_tail(row: Sequence[Token], start: int) -> bool:
    """Whether the words after a number say of what it is: "a 35% increase in"."""
    for i in range(start, min(start + 3, len(row) - 1)):
        if row[i].is_("change:up", "change:down"):
            return row[i + 1].text in {"in", "of", "for"}
    return False


def _host(scene: Scene, span: Span, drafts: Sequence[Draft]) -> Draft | int | None:
    """What a bracketed number belongs to: the draft before the bracket, or the place of a name before it."""
    if span.bracket < 1:
        return None
    before = span.bracket - 1
    inside = [draft for draft in drafts if draft.token.start > scene.row[span.bracket].start]
    if inside:
        return inside[-1]
    for draft in reversed(drafts):
        if draft.token is scene.row[before]:
            return draft
    return before if field_of(scene.row[before]) else None


def _figures(
    scene: Scene, span: Span, previous: Sequence[Draft], host: Draft | int | None, drafts: Sequence[Draft]
) -> list[Draft]:
    row, run = scene.row, span.run
    names = pairing(row, run, scene.lists)
    nested = product_of_lists(row, run, scene.lists) if names is None else None
    count = len(run.tokens)
    own = _mirrored(scene, _own(scene, span, names, host))
    if names is not None:
        variants = _dealt(scene, names, own)
    elif nested is not None:
        inner = [each for each, _ in _dealt(scene, nested[1], {})]
        variants = [({**outer, **each}, None) for outer, _ in _dealt(scene, nested[0], own) for each in inner]
    elif count > 1 and not any(own.get(field) for field in FIELDS if field != "period") and len(previous) == count:
        variants = [(own, draft) for draft in previous]
    elif count > 1 and len(scene.context.pair) == count and not previous:
        variants = [({**own, **_as_own(fields, own)}, None) for fields in scene.context.pair]
    elif count > 1 and (parallel := _last_apart(drafts, count)) and not _told_apart(parallel, own):
        variants = [(own, draft) for draft in parallel]
    elif count > 1 and [draft.measure.metric for draft in drafts[-count:]] == ["quantity", "value"]:
        variants = [(own, draft) for draft in drafts[-count:]]
    elif count > 1:
        return []
    else:
        variants = [(each, None) for each in _spread(scene, span, own)]
    made: list[Draft] = []
    for k, at in enumerate(run.tokens):
        chosen = [variants[k]] if count > 1 else variants
        for own_fields, parallel in chosen:
            anchor = [parallel] if parallel else previous[-1:]
            draft = _draft(scene, span, at, own_fields, anchor, host, made[-1] if made and k else None)
            if draft is not None:
                made.append(draft)
    return made


def _told_apart(parallel: Sequence[Draft], own: Own) -> bool:
    """Whether the clause names anew the very field in which the earlier figures differ."""
    return any(field != "period" and len({draft.fields[field] for draft in parallel}) > 1 for field in own)


def _last_apart(drafts: Sequence[Draft], count: int) -> list[Draft]:
    """The last figures of the sentence where they are as many as asked for and each of something else."""
    last: dict[tuple[Value, ...], Draft] = {}
    for draft in drafts:
        last[tuple(draft.fields[field] for field in ("region", "flow", "partner", "product", "channel"))] = draft
    return list(last.values())[-count:] if len(last) >= count else []


def _as_own(fields: Fields, own: Mapping[str, Reading]) -> dict[str, Reading]:
    return {
        field: Reading("list", (value,), 20.0, "the list of the sentence before")
        for field, value in fields.items()
        if field not in own and field != "period"
    }


Own = dict[str, Reading]


def _own(scene: Scene, span: Span, names: NameList | None, host: Draft | int | None) -> Own:
    """For each field the best name of the number's own words."""
    row = scene.row
    found: Own = {}
    if isinstance(host, int):
        field = field_of(row[host])
        found[field] = Reading("own", (value_of(row[host], field, scene),), 22.0, "before its bracket", host)
        start = next(
            (
                i
                for i in range(host - 1, span.head - 1, -1)
                if row[i].is_("mark", "conjunctions") and row[i].text != "and"
            ),
            span.head,
        )
        head = list(range(max(start, span.head), host))
    elif isinstance(host, Draft):
        head = list(range(span.bracket + 1, span.run.first))
    else:
        head = [i for i in span.places if i not in scene.asides]
    tail = range(span.run.last + 1, span.tail)
    skip = whole.tokens_of(row, span.run.last, span.tail)
    for i in (*head, *tail):
        token = row[i]
        fields = _fields_of(token)
        for field in fields:
            if field in found and isinstance(host, int) and found[field].token == host:
                continue
            if (
                field == "period"
                and i not in tail
                and i < span.head + 3
                and span.head > 0
                and row[span.head - 1].is_("number")
                and not row[span.head].is_("mark", "conjunctions")
            ):
                continue
            if i in skip and field in {"region", "flow", "partner", "period"}:
                continue
            reading = _reading(scene, span, i, field, i in tail)
            if reading is not None and (field not in found or reading.weight >= found[field].weight):
                found[field] = reading
    return {field: reading for field, reading in found.items() if reading.weight > 0}


def _mirrored(scene: Scene, own: Own) -> Own:
    """The readings with the partner's view turned round: what it bought was exported, its exports to China imported."""
    flow = own.get("flow")
    if flow is None or flow.token < 0 or flow.values[0].name not in {"exports", "imports"}:
        return own
    row, partner = scene.row, own.get("partner")
    turned = "imports" if flow.values[0].name == "exports" else "exports"
    to_china = any(
        token.entry("region") is not None
        and token.entry("region").kind == "country"
        and row[flow.token + k].text.split(" ")[-1] in {"to", "from"}  # type: ignore[union-attr]
        for k, token in enumerate(row[flow.token + 1 : flow.token + 4])
    )
    seller = own.get("region")
    from_place = seller is None or seller.token > flow.token and scene.roles.get(seller.token) == "to"
    bought = row[flow.token].text.split()[0] in {"bought", "buys", "purchased", "sourced", "imported"}
    buyer = (
        partner is not None
        and partner.token >= 0
        and partner.token < flow.token
        and scene.roles.get(partner.token) == "subject"
    )
    if to_china or (bought and buyer and from_place):
        return {**own, "flow": replace(flow, values=(Value(turned),), why=f"{flow.why}, seen from the partner")}
    return own


def _fields_of(token: Token) -> list[str]:
    field = field_of(token)
    fields = [field] if field else []
    if field in {"product", "channel"} and token.of("flow"):
        fields.append("flow")
    if field == "partner" and token.is_("region"):
        fields.append("region")
    return fields


def _reading(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> Reading | None:
    row = scene.row
    token, role = row[i], scene.roles.get(i, "other")
    if field == "period" and token.period is not None and token.period.comparison:
        if in_tail or not _owns_number(row, i):
            return None
        role = "other"
    elif field == "period" and not in_tail and _left_behind(row, i):
        return None
    elif field == "region" and token.of("place_noun") == "country" and role == "to":
        return None
    elif field == "region" and token.is_("partner"):
        if role not in {"possessive", "before_flow"} or i > span.head + 3:
            return None
    elif field == "region" and _named_zone(scene, i):
        return None
    elif field == "partner" and token.is_("region"):
        if role in {"possessive"}:
            return None
        entry = scene.topic.place
        if entry is not None and entry.id == (token.entry("region") or entry).id:
            return None
    if (
        role in {"compared", "object"}
        and field == "region"
        and not in_tail
        and not any(each.is_("mark", "number") for each in row[i + 1 : span.run.first])
    ):
        role = "other"
    if token.adjective and not (
        i + 1 < len(row) and row[i + 1].text.split()[-1] in scene.language.lists["partner_nouns"]
    ):
        if role not in {"to", "subject"}:
            return None
    if field == "flow" and token.is_("weak_flow"):
        role = "weak"
    value = value_of(token, field, scene)
    if value is None:
        return None
    distance = weights()["distance"]
    between = row[i + 1 : span.run.first] if not in_tail else row[span.run.last + 1 : i]
    cost = sum(distance["comma"] for each in between if each.text == ",")
    cost += sum(distance["mark"] for each in between if each.text in {";", ":", "\u2014", "."})
    cost += distance["word"] * len(between)
    standing = role_weight(field, role)
    total = (_OWN + _NAMED if standing > 0 else _OWN) + standing - cost + (distance["tail"] if in_tail else 0.0)
    if in_tail and field == "region" and role in {"other", "subject"}:
        return None
    if in_tail and field == "period":
        total += 2.5
    if in_tail and field == "partner" and role not in {"to", "of", "list"}:
        total -= 4
    return Reading("own", (value,), total, f"{role} {token.text!r}", i)


def _left_behind(row: Sequence[Token], i: int) -> bool:
    """Whether a time belongs to what was before: "turned from a decline in the first quarter to"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if row[j].is_("mark", "number"):
            return False
        if row[j].text == "from":
            return any(token.text == "to" for token in row[i + 1 : i + 3])
    return False


def _owns_number(row: Sequence[Token], i: int) -> bool:
    """Whether a time that is compared with has the number itself ("than November's 5.9%", "since May, when")."""
    after = [token.text for token in row[i + 1 : i + 3]]
    number = any(token.is_("number") for token in row[i + 1 : i + 3])
    return (row[i].possessive and number) or after in ([",", "when"], [",", "which"]) or after[:1] == ["when"]


def _parallel(drafts: Sequence[Draft]) -> tuple[Fields, ...]:
    """The fields of a sentence's rates where they differ, for a later list without names."""
    fields = [draft.fields for draft in drafts if draft.measure.metric == "growth"]
    return tuple(fields) if len(fields) > 1 and fields[0] != fields[1] else ()


def _dealt(scene: Scene, names: NameList, own: Own) -> list[tuple[Own, Draft | None]]:
    """One set of own readings for each member of the list that the run is dealt out to."""
    found: list[tuple[Own, Draft | None]] = []
    if names.split_flow:
        text = scene.row[names.tokens[0]].text
        flows = ("exports", "imports") if text.startswith("export") else ("imports", "exports")
        values = [Value(flow) for flow in flows]
    elif names.values:
        values = [Value(value) for value in names.values]
    else:
        values = [value_of(scene.row[i], names.field, scene) or NOTHING for i in names.tokens]
    for k, value in enumerate(values):
        token = names.tokens[min(k, len(names.tokens) - 1)]
        found.append(({**own, names.field: Reading("list", (value,), 24.0, "dealt out in order", token)}, None))
    return found


def _spread(scene: Scene, span: Span, own: Own) -> list[Own]:
    """The own readings of a lone number: once for all names of a list, or once for each."""
    variants = [own]
    for field, reading in own.items():
        names = next((each for each in scene.lists if reading.token in each.tokens and each.field == field), None)
        if names is None or field == "period":
            continue
        each, together = _each(scene, span, names)
        if names.split_flow:
            between = scene.row[max(0, names.tokens[0] - 1) : span.run.last + 3]
            if field == "flow" and any(token.text == "both" for token in between):
                flows = [Value("exports"), Value("imports")]
                variants = [{**v, field: replace(reading, values=(flow,))} for v in variants for flow in flows]
            continue
        values = [value for i in names.tokens if (value := value_of(scene.row[i], field, scene)) is not None]
        if each and not together:
            variants = [{**v, field: replace(reading, values=(value,))} for v in variants for value in values]
        elif len(values) > 1 and field in {"region", "partner", "product"}:
            joined = _sum(scene, field, values)
            variants = [{**v, field: replace(reading, values=(joined,), why="a sum")} for v in variants]
    return variants


def _sum(scene: Scene, field: str, values: Sequence[Value]) -> Value:
    """The name of a sum: the group that has just these members, else the names joined."""
    codes = {value.code for value in values}
    if all(codes):
        for entry in scene.lexicon.entries:
            if entry.field == field and len(entry.members) == len(codes) and codes == set(entry.members):
                return Value(entry.name, entry.id)
    return Value(" + ".join(value.name for value in values), " + ".join(value.code for value in values))


def _each(scene: Scene, span: Span, names: NameList) -> tuple[bool, bool]:
    row = scene.row
    words = row[names.tokens[0] : span.run.first]
    after = row[span.run.last + 1 : span.run.last + 3]
    each = any(token.is_("each") for token in (*words, *after))
    together = any(token.is_("together") and not token.of("flow") for token in (*words, *after))
    number = row[span.run.first].number
    rate = number is not None and number.kind in {"percent", "multiple", "times", "fraction"}
    growing = rate and any(token.is_("change:up", "change:down") for token in row[names.tokens[-1] : span.run.last + 4])
    return each or growing, together


def _draft(
    scene: Scene,
    span: Span,
    at: int,
    own: Own,
    previous: Sequence[Draft],
    host: Draft | int | None,
    in_run: Draft | None,
) -> Draft | None:
    row = scene.row
    anchor = previous[-1] if previous else None
    before = (in_run or anchor).measure if (in_run or anchor) else None
    head, tail = (max(span.head, span.bracket + 1), span.tail) if in_run is None else (in_run_start(row, at), span.tail)
    measured = measure(row, at, head, tail, _deficit(scene, own, host, anchor), before, scene.language)
    if measured is None:
        return None
    if isinstance(host, Draft) and measured.metric == "value" and host.measure.unit not in {measured.unit, "%", "pp"}:
        value = measured.value.copy_sign(host.measure.value)
        measured = replace(measured, metric=host.measure.metric, value=value, why="the same in another currency")
    if in_run is not None and measured.why == "no word beside it":
        measured = replace(measured, metric=in_run.measure.metric, value=measured.value.copy_sign(in_run.measure.value))
    features = _features(scene, span, own, anchor, measured)
    fields: Fields = {}
    readings: list[tuple[str, Reading]] = []
    for field in FIELDS:
        candidates = _candidates(scene, span, field, own, anchor, features, measured)
        chosen = best(candidates)
        fields[field] = chosen.values[0] if chosen else NOTHING
        readings += [(field, each) for each in candidates]
    earlier = _earlier(scene, span, at, fields, measured, anchor)
    if earlier:
        fields["period"] = Value(earlier)
    moved = (
        "flow" not in own
        and _moved(scene, span)
        and not any(t.is_("inward", "outward") and " " in t.text for t in row[span.head : span.tail])
    )
    if measured.metric == "quantity" and not fields["product"].name and measured.unit in {"vehicles", "cars"}:
        entry = scene.lexicon.by_name("product", "automobiles")
        fields["product"] = Value(entry.name, entry.id) if entry is not None else NOTHING
    if measured.metric == "quantity" and (
        moved or not fields["product"].name or fields["flow"].name not in {"exports", "imports"}
    ):
        return None
    of = whole.whole_of(scene, span, fields) if measured.metric == "share" else ""
    terms, base = _terms(scene, span, at, fields, measured, anchor), _base(scene, span, at, fields, measured, anchor)
    rule = _rule(own, anchor, host)
    return Draft(row[at], measured, fields, of, base, terms, rule, measured.note, frozenset(own), bool(earlier), tuple(readings))


_LINKS = frozenset({"to", "with", "from", "of", "by", "in", "for", "bound"})
_PRIOR = frozenset({"from", "against", "versus", "vs", "than"})


def _earlier(scene: Scene, span: Span, at: int, fields: Fields, measured: Measure, anchor: Draft | None) -> str:
    """The period of a level that is only compared with: "from 31.5 percent a year earlier", "against $93bn in 2021"."""
    row = scene.row
    head = [
        token
        for token in row[max(0, span.head - 1) : _unhedged(row, at)]
        if token.text not in {"the", "a", "only", "just", "one", "of", "base"}
    ]
    led = bool(head) and (head[-1].text.split(" ")[-1] in _PRIOR)
    clause = span.head + 1 < len(row) and row[span.head].text == "," and row[span.head + 1].text == "when"
    if clause:
        before = [token for token in row[max(0, span.head - 4) : span.head] if token.period is not None]
        return before[-1].period.value if before and before[-1].period else ""
    elsewhere = any(token.is_("region") or token.of("place_noun") for token in row[at + 1 : span.tail])
    if not led or elsewhere or anchor is None or measured.metric not in {"value", "quantity", "share", "growth"}:
        return ""
    mine = anchor.fields["period"].name
    after = [token for token in row[at + 1 : span.tail] if token.period is not None]
    if after and after[0].period is not None:
        named = after[0].period.value
        year, own_year = year_of(named), year_of(mine)
        if (
            named
            and len(named) == 4
            and len(mine) > 4
            and year
            and own_year
            and any(t.text == "same" for t in row[at + 1 : span.tail])
        ):
            return shifted(mine, year - own_year)
        return named or shifted(mine, -1)
    onward = led and head[-1].text == "from" and any(token.text == "to" for token in row[at + 1 : at + 4])
    if not onward and anchor.measure.metric != measured.metric or any(token.is_("region", "partner") for token in row[span.head : at]):
        return ""
    compared = [
        token.period.value
        for token in row[:at]
        if token.period is not None and token.period.comparison and token.period.value
    ]
    return compared[-1] if compared else shifted(mine, -1)


def in_run_start(row: Sequence[Token], at: int) -> int:
    """Where the words before a later number of a run begin: after the number before it."""
    return next((i + 1 for i in range(at - 1, -1, -1) if row[i].is_("number")), 0)


def _is_prior(row: Sequence[Token], draft: Draft) -> bool:
    """Whether a figure was only what a later one is compared with ("from a base of 474 billion in 2019")."""
    at = next((i for i, token in enumerate(row) if token is draft.token), 0)
    near = [token.text for token in row[max(0, at - 4) : at]]
    return "from" in near


def _deficit(scene: Scene, own: Own, host: Draft | int | None, anchor: Draft | None) -> str:
    base = host if isinstance(host, Draft) else anchor if "flow" not in own else None
    if base is not None and base.fields["flow"].name == "balance":
        if base.measure.metric == "value":
            return "deficit" if base.measure.value < 0 else ""
        said = next(
            (
                token
                for token in reversed(scene.row)
                if token.start < base.token.start and token.of("flow") == "balance"
            ),
            None,
        )
        return "deficit" if said is not None and said.is_("deficit") else ""
    reading = own.get("flow")
    if reading is not None and reading.token >= 0 and scene.row[reading.token].is_("deficit"):
        return "deficit"
    return ""


def _features(scene: Scene, span: Span, own: Own, anchor: Draft | None, measured: Measure) -> list[str]:
    found = [f"new_{field}" for field in ("region", "flow", "partner", "product", "channel") if field in own]
    flow = own["flow"].values[0].name if "flow" in own else ""
    if not found:
        found.append("continues")
    if "flow" not in own:
        found.append("elliptic")
    if "region" in own and "flow" in own:
        found.append("new_region_flow")
    if anchor is not None and flow and flow == anchor.fields["flow"].name and "flow" in anchor.own:
        found.append("same_flow")
    if flow == "total":
        found.append("total_flow")
    if found == [f"new_flow"] and flow in _FOREIGN_FLOW and scene.context.first is not None:
        if scene.context.first["flow"].name == "total" and not scene.new_paragraph:
            found.append("part_flow")
    if scene.item:
        found.append("item")
    if "flow" in scene.context.hint:
        found.append("hinted_flow")
    heads = scene.row[span.head : span.head + 5]
    if any(a.text in {"those", "that"} and b.text in _LINKS for a, b in itertools.pairwise(heads)):
        found.append("those")
    if span.resumed:
        found.append("resumes")
    if anchor is not None and (anchor.prior or _is_prior(scene.row, anchor)):
        found.append("after_prior")
    if any(token.text in {"whose", "which", "who"} for token in scene.row[span.head : span.head + 3]):
        found.append("relative")
    if scene.new_paragraph:
        found.append("new_paragraph")
    named = [reading.token for field, reading in own.items() if field in {"partner", "product", "channel", "region"}]
    if named and anchor is not None and all(token > span.run.last for token in named) and "flow" not in own:
        found.append("parallel")
    to_country = any(
        token.of("place_noun") == "country" and scene.roles.get(i) == "to" for i, token in enumerate(scene.row)
    )
    mutual = any(
        token.of("flow") == "total" and token.text.split()[0] in {"bilateral", "two-way", "mutual"}
        for token in scene.row[:5]
    )
    if any(token.is_("restated") for token in scene.row[:6]):
        found.append("restated")
    if any(token.text == "its" for token in scene.row[:6]):
        found.append("its")
    if to_country or mutual or any(token.is_("anaphor") and token.text != "its" for token in scene.row[:6]):
        found.append("anaphor")
    if scene.context.first is not None and scene.context.last is not None:
        flows = {scene.context.first["flow"].name, scene.context.last["flow"].name}
        if flows == {"exports", "imports"} or flows == {"balance"}:
            found.append("both_flows")
    found += [f"introduced_{field}" for field in scene.context.introduced]
    if any(field in scene.context.hint for field in ("partner", "product", "channel")):
        found.append("hinted")
    return found


def _candidates(
    scene: Scene, span: Span, field: str, own: Own, anchor: Draft | None, features: Sequence[str], measured: Measure
) -> list[Reading]:
    found: list[Reading] = []
    if field in own:
        found.append(own[field])
    if anchor is not None:
        found.append(Reading("carry", (anchor.fields[field],), weight(field, "carry", features), "the figure before"))
    context = scene.context
    if field == "region" and context.focus.name:
        far = [] if context.focus_paragraph == scene.paragraph else ["new_paragraph"]
        near = [feature for feature in features if feature != "new_paragraph"]
        found.append(Reading("focus", (context.focus,), weight(field, "focus", near + far), "the place last spoken of"))
    if field == "period" and anchor is None and context.first is not None:
        found.append(
            Reading("context", (context.first[field],), weight(field, "context", features), "the sentence before")
        )
    held = context.first if "continues" in features or "anaphor" in features else context.last
    if field in context.hint and anchor is None:
        found.append(Reading("hint", (context.hint[field],), weight(field, "hint", features), "spoken of before"))
    if held is not None and anchor is None and field not in {"region", "period"}:
        found.append(Reading("context", (held[field],), weight(field, "context", features), "the sentence before"))
    if field in context.section:
        found.append(Reading("section", (context.section[field],), weight(field, "section", features), "its heading"))
    if (
        field == "region"
        and measured.metric == "share"
        and any(name in own for name in ("partner", "product", "channel"))
    ):
        for i in whole.tokens_of(scene.row, span.run.last, span.tail):
            value = value_of(scene.row[i], field, scene) if field_of(scene.row[i]) == "region" else None
            if value is not None and value.code != "CN":
                found.append(Reading("whole", (value,), weight(field, "whole", ()), "of the whole"))
    if field == "region" and scene.topic.place is not None:
        place = scene.topic.place
        found.append(
            Reading("place", (Value(place.name, place.id),), weight(field, "place", ()), "the article's place")
        )
    if field == "flow":
        if measured.metric in {"share", "share_change", "contribution"} and (flow := whole.flow_of(scene.row, span)):
            found.append(Reading("whole", (Value(flow),), weight(field, "whole", features), "of the whole"))
        goods = {"new_product", "new_partner"} & set(features) or (anchor is not None and anchor.fields["partner"].name)
        moved = _moved(scene, span) if goods else ""
        if moved:
            found.append(Reading("own", (Value(moved),), 6.5, "goods that leave or arrive"))
        opposite = next((i for i in range(span.head, span.run.first) if scene.row[i].is_("opposite")), -1)
        turned = {"exports": "imports", "imports": "exports"}
        base = anchor.fields["flow"].name if anchor is not None else context.first["flow"].name if context.first else ""
        if opposite >= 0 and base in turned:
            found.append(Reading("own", (Value(turned[base]),), 21.0, "the other direction", opposite))
        goods = (
            "new_product" in features
            and "total_flow" not in features
            and measured.metric != "share"
            and not scene.topic.product.name
        )
        found.append(
            Reading(
                "default",
                (Value("exports" if goods else "total"),),
                weight(field, "default", ()),
                "no word of direction",
            )
        )
    elif field == "product" and scene.topic.product.name and not _in_general(scene, span):
        found.append(Reading("topic", (scene.topic.product,), weight(field, "topic", ()), "the article's subject"))
    elif field == "channel" and scene.topic.channel.name and not _at_large(scene, span):
        found.append(Reading("topic", (scene.topic.channel,), weight(field, "topic", ()), "the article's subject"))
    elif field == "period":
        if context.last is not None and any(token.text == "then" for token in scene.row[span.run.last : span.tail]):
            found.append(Reading("own", (context.last[field],), 8.0, "\"then\""))
        found.append(
            Reading("main", (Value(scene.topic.calendar.main),), weight(field, "main", ()), "the article's period")
        )
    if field == "channel" and scene.topic.channel.name and _at_large(scene, span):
        found.append(Reading("none", (NOTHING,), 7.0, "trade at large"))
    if field in {"partner", "product", "channel"}:
        found.append(Reading("none", (NOTHING,), weight(field, "none", ()), "nothing named"))
    return sorted(found, key=lambda each: -each.weight)


def _in_general(scene: Scene, span: Span) -> bool:
    """Whether a number is of all goods, said so: "exports in general", "foreign trade"."""
    near = scene.row[span.head : span.run.first]
    words = {token.text for token in near}
    return bool(words & {"general", "overall", "whole"}) or _at_large(scene, span)


def _at_large(scene: Scene, span: Span) -> bool:
    """Whether a number is of all trade, said so: "goods trade at large", "total foreign trade"."""
    near = scene.row[span.head : span.run.first]
    return any(
        token.of("flow") == "total" and token.text.split()[0] in {"total", "overall", "goods", "foreign"}
        for token in near
    )


def _named_zone(scene: Scene, i: int) -> bool:
    """Whether a city is only part of a zone's name: "the Haikou Comprehensive Bonded Zone"."""
    row = scene.row
    entry = row[i].entry("region")
    channel = next((token for token in row[i + 1 : i + 4] if token.is_("channel")), None)
    if entry is None or entry.kind != "city" or row[i].possessive or channel is None or not channel.capital:
        return False
    return all(token.capital for token in row[i + 1 : i + 3] if token is not channel and token.start < channel.start)


def _moved(scene: Scene, span: Span) -> str:
    """`exports` or `imports` where goods are said to leave or arrive without a word of flow."""
    near = scene.row[span.head : span.tail]
    if any(token.of("flow") and not token.is_("weak_flow") for token in near):
        return ""
    for i in range(span.head, span.run.first):
        taken = scene.row[i].text in {"took", "takes", "received", "absorbed"}
        more = any(token.text in {"more", "less", "fewer", "worth"} for token in scene.row[span.run.last + 1 : span.run.last + 3])
        if taken and more and any(
            scene.roles.get(j) == "subject" and field_of(scene.row[j]) == "partner" for j in range(span.head, i)
        ):
            return "exports"
    number = scene.row[span.run.first].number
    if (
        number is not None
        and number.kind == QUANTITY
        and any(token.text in {"brought in", "took in", "bringing in"} for token in near)
    ):
        return "imports"
    if any(token.is_("outward") for token in near):
        return "exports"
    return "imports" if any(token.is_("inward") for token in near) else ""


def _terms(scene: Scene, span: Span, at: int, fields: Fields, measured: Measure, anchor: Draft | None) -> str:
    """In what a rate of growth counts: `volume`, `USD`, or empty for yuan; what stands nearest says it."""
    if measured.metric != "growth":
        return ""
    row = scene.row
    start = in_run_start(row, at)
    said = next((each for each in _said_terms(row, at, span, start) if each is not None), None)
    if said is not None:
        return said
    words = [token.text.split()[-1] for token in row[span.head : span.run.first]]
    if any(word in {"value", "bill", "cost"} for word in words[-8:]):
        return ""
    between = row[start:at]
    after = row[at + 1 : at + 6]
    to = next((token.number.kind for k, token in enumerate(after) if token.number is not None and after[k - 1].text == "to"), "")
    paid = any(token.number is not None and token.number.kind == "money" for token in between) or to == "money"
    weighed = any(i and row[i].text in {"volumes", "quantity", "tonnage"} and row[i - 1].is_("product") for i in range(span.head, at))
    if weighed or (to == QUANTITY or anchor is not None and anchor.measure.metric == "quantity") and not paid:
        return "volume"
    money = any(token.number is not None and token.number.kind == "money" for token in row)
    still = scene.context.counted and anchor is None and not scene.new_paragraph and fields.get("product", NOTHING).name
    if still and not money:
        return "volume"
    if anchor is not None and anchor.terms == "volume" and anchor.fields["product"] == fields.get("product") and not paid:
        return "volume"
    dollars = anchor is not None and anchor.measure.unit == "USD" and not any(t.number and t.number.unit == "CNY" for t in row)
    return "USD" if scene.topic.dollars or dollars or (anchor is not None and anchor.terms == "USD") else ""


def _said_terms(row: Sequence[Token], at: int, span: Span, start: int) -> Iterator[str | None]:
    """What the words after a rate, before it and at the head of the sentence say of its terms, the nearest first."""
    bracket = row[at + 1 : at + 5] if row[at + 1 : at + 2] and row[at + 1].text == "(" else []
    after = next((i for i in range(at + 1, len(row)) if row[i].is_("number") or row[i].text in {",", ";"}), len(row))
    for words in (row[at + 1 : after], bracket, list(reversed(row[start:at])), row[:8]):
        for token in words:
            if token.is_("volume_terms"):
                yield "volume"
            elif token.is_("yuan_terms", "value_terms"):
                yield ""
            elif token.is_("dollar_terms"):
                yield "USD"


def _base(scene: Scene, span: Span, at: int, fields: Fields, measured: Measure, anchor: Draft | None) -> str:
    if measured.metric not in {"growth", "change", "share_change"}:
        return ""
    period = fields["period"].name
    if "/" in period and "-" not in period:
        years = int(period[-4:]) - int(period[:4]) + 1
        return shifted(period, -years) if measured.metric == "growth" else ""
    near = scene.row[at + 1 : span.tail]
    if any(token.is_("previous") for token in near):
        return "previous"
    head = scene.row[in_run_start(scene.row, at) : at]
    if any(token.is_("previous") for token in head) and not any(token.period is not None and not token.period.comparison for token in head):
        return "previous"
    months = scene.language.lists["previous_month"]
    if any(token.period is not None and token.text.lower() in months for token in (*near, *head)):
        return "previous"
    for token in (*near, *reversed(head)):
        if token.period is not None and token.period.comparison and token.period.value:
            if token.period.value == period:
                return ""
            if token.period.value == before_it(period):
                return "previous"
            other, mine = year_of(token.period.value), year_of(period)
            if other is None or mine is None or shifted(period, -1) == token.period.value:
                return ""
            if other == mine - 1 and "-" not in token.period.value:
                return ""
            same = any(each.text == "same" for each in (*near, *head))
            return shifted(period, other - mine) if same and len(token.period.value) == 4 else token.period.value
    return ""


def _rule(own: Own, anchor: Draft | None, host: Draft | int | None) -> str:
    if host is not None:
        return "bracket"
    if any(reading.source == "list" for reading in own.values()):
        return "list"
    if any(field in own for field in ("region", "flow", "partner", "product", "channel")):
        return "clause"
    return "carried" if anchor is not None else "context"


def _next(scene: Scene, drafts: Sequence[Draft], dealt: Sequence[Fields], paragraph: int) -> Context:
    context = scene.context
    places = dict(context.places)
    focus = _focus(scene, drafts)
    focused = paragraph if drafts or focus is not context.focus else context.focus_paragraph
    month = next(
        (
            token.period.value
            for token in reversed(scene.row)
            if token.period is not None and re.fullmatch(r"\d{4}-\d\d", token.period.value)
        ),
        context.month,
    )
    for i, token in enumerate(scene.row):
        entry = token.entry("region")
        if entry is not None and not token.is_("partner") and scene.roles.get(i) not in {"compared", "ranked", "whole"}:
            places[entry.kind] = entry
    if not drafts:
        same = paragraph == context.spoken
        subjects = {
            field
            for i, token in enumerate(scene.row[:5])
            for field in _fields_of(token)
            if scene.roles.get(i) == "subject" and field not in {"flow", "region", "period"}
        }
        introduced = frozenset(subjects) or (context.introduced if same else frozenset())
        hint = dict(context.hint) if same else {}
        hint |= {
            field: value
            for i, token in enumerate(scene.row)
            for field in (*_fields_of(token), *(["flow"] if token.of("compound") else []))
            if field in {"flow", "partner", "product", "channel"}
            and scene.roles.get(i, "other")
            in {"to", "of", "subject", "list", "before_flow", "possessive", "other", "object", "compared"}
            and (value := value_of(token, field, scene)) is not None
        }
        return replace(
            context,
            places=places,
            focus=focus,
            focus_paragraph=focused,
            hint=hint,
            spoken=paragraph,
            month=month,
            introduced=introduced,
            names=_named(scene),
            pair=_listed_fields(scene) or context.pair,
        )
    return replace(
        context,
        paragraph=paragraph,
        first=_held(scene, drafts),
        last=drafts[-1].fields,
        places=places,
        counted=any(draft.measure.metric == "quantity" or draft.terms == "volume" for draft in drafts),
        focus=focus,
        focus_paragraph=focused,
        hint={},
        spoken=paragraph,
        month=month,
        introduced=frozenset(),
        names=_named(scene),
        pair=tuple(dealt) if len(dealt) > 1 else _parallel(drafts),
    )


def _named(scene: Scene) -> tuple[Token, ...]:
    """The last names of a sentence of each field, or those of the sentences before where it has none."""
    found = [token for token in scene.row if field_of(token) in {"partner", "region", "product", "channel"}]
    return tuple(found[-6:]) or scene.context.names


def _listed_fields(scene: Scene) -> tuple[Fields, ...]:
    """The names of a list that a sentence without figures announces ("Ningxia and Qinghai: small but telling.")."""
    for names in scene.lists:
        if names.field != "flow" and not names.split_flow and names.tokens[0] < 4:
            values = [value_of(scene.row[i], names.field, scene) for i in names.tokens]
            return tuple({names.field: value} for value in values if value is not None)
    return ()


def _held(scene: Scene, drafts: Sequence[Draft]) -> Fields:
    """The fields of the first figure; a time told in the past perfect ("September had brought") is not handed on."""
    fields = dict(drafts[0].fields)
    main = scene.topic.calendar.main
    before = scene.context.first["period"] if scene.context.first is not None else Value(main)
    at = next((i for i, token in enumerate(scene.row) if token is drafts[0].token), 0)
    if fields["period"].name != main and any(token.text in {"had", "had been", "having"} for token in scene.row[:at]):
        fields["period"] = before
    return fields


_SPOKEN_OF = frozenset({"possessive", "before_flow", "subject", "of"})


def _focus(scene: Scene, drafts: Sequence[Draft]) -> Value:
    """The place that the sentence leaves in mind: that of its last figure, else the one whose trade it speaks of."""
    if drafts:
        named = [draft.fields["region"] for draft in reversed(drafts) if draft.fields["region"].name]
        own = next((value for value in named if value.code != "CN"), named[0] if named else None)
        return own or scene.context.focus
    row = scene.row
    for i, token in enumerate(row[:3]):
        if (
            token.is_("region")
            and not token.is_("partner")
            and scene.roles.get(i) in {"subject", "possessive", "other"}
        ):
            return value_of(token, "region", scene) or scene.context.focus
    if not any(token.of("flow") or token.of("compound") or token.is_("product", "channel") for token in row):
        return scene.context.focus
    for i, token in enumerate(row):
        if token.is_("region") and not token.is_("partner") and scene.roles.get(i) in _SPOKEN_OF:
            value = value_of(token, "region", scene)
            if value is not None and (value.code != "CN" or token.possessive):
                return value
    return scene.context.focus
