"""What a sentence hands on to the next: its figures' fields, the place in mind, what was only spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.amounts import MONEY, PERCENT
from tradecli.extraction.linking.context import NOTHING, Context, Fields, Value
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.firms import goes_on_with_firm, names_firm
from tradecli.extraction.linking.focus import focus_of, in_passing, only_a_part
from tradecli.extraction.linking.hints import hints_of
from tradecli.extraction.linking.lists import NameList, field_of
from tradecli.extraction.linking.own import fields_of
from tradecli.extraction.linking.sums import sum_of
from tradecli.extraction.linking.times import (
    first_fields,
    fronted_time,
    month_named,
    opening_time,
    paragraphs_beyond,
    span_told,
    years_told,
)
from tradecli.extraction.linking.values import is_place, value_of, year_named
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry

_NAMES = 9
"""Names of a sentence that are kept for "the former", "the Asian country", "the port"."""
_COUNT = 3
"""Words from a count to the list of those counted, and at the head of the sentence, at most."""
_GROUPS = 4
"""Groups of countries that are kept."""
_KEPT = 12
"""Places that are kept for "the three provinces"."""
_TURNED = 5
"""Words from a comma to the flow that a sentence turns to behind it, at most."""
_OPENING, _PAIR = 4, 2
"""A list among so many first words, or of more names than a pair, is what the next sentence may deal numbers to."""
_SUMMED = frozenset({"region", "partner", "product"})
_ANNOUNCED = frozenset({"partner", "product", "channel", "flow", "period"})
_SUMS_AND_RATES = frozenset({MONEY, PERCENT})
_WAYS = frozenset({"exports", "imports"})
_NAMED = frozenset({"partner", "region", "product", "channel"})


def handed_on(scene: Scene, drafts: Sequence[Draft], dealt: Sequence[Fields]) -> Context:
    """The context after a sentence; `dealt` are the fields of its last run of several numbers.

    A sentence in brackets leaves what was before it.
    """
    context = scene.context
    if _is_bracketed(scene) and scene.paragraph == context.paragraph:
        return context
    focus, years = focus_of(scene, drafts), years_told(scene, drafts)
    spoken = replace(
        context,
        places=_places(scene),
        focus=focus,
        passing=bool(drafts) and (in_passing(scene, focus) or only_a_part(scene, drafts, focus)),
        focus_paragraph=scene.paragraph if drafts or _names(scene, focus) else context.focus_paragraph,
        spoken=scene.paragraph,
        firm=names_firm(scene.row, scene.language)
        or (context.firm and scene.paragraph == context.spoken and goes_on_with_firm(scene.row, scene.language)),
        month=month_named(scene),
        year=year_named(scene.row) or context.year,
        years=years or context.years,
        span=span_told(scene) or context.span,
        years_paragraph=scene.paragraph if years else context.years_paragraph,
        deficit=_deficit(scene),
        names=_names_kept(scene),
        groups=(*context.groups, *filter(_is_group, scene.row))[-_GROUPS:],
        peers=(*context.peers, *filter(is_place, scene.row))[-_KEPT:],
        announced=_announced(scene, drafts),
        parts=_announces_parts(scene) or (scene.item and context.parts),
    )
    return _after_figures(scene, spoken, drafts, dealt) if drafts else _after_words(scene, spoken)


def _is_bracketed(scene: Scene) -> bool:
    """Whether the whole sentence stands in one bracket."""
    row = scene.row
    closed = next((i for i, token in enumerate(row) if token.text == ")"), -1)
    return closed > 0 and row[0].text == "(" and closed >= len(row) - 2


def _announced(scene: Scene, drafts: Sequence[Draft]) -> Fields:
    """What the items of a list are said to be of, by the line above them; that of the items before goes on for them.

    A heading only says which way their goods go: "Where China bought less".
    """
    if scene.row and scene.row[-1].text == ":":
        told = drafts[-1].fields if drafts else {**hints_of(scene), **_time_of_items(scene)}
        return {field: value for field, value in told.items() if field in _ANNOUNCED and value.name}
    if scene.row and scene.new_paragraph and not (scene.item or drafts or "mark" in scene.row[-1].kinds):
        ways = {token.flow for token in scene.row if token.flow}
        return {"flow": Value(ways.pop())} if len(ways) == 1 and ways <= _WAYS else {}
    announced = scene.context.announced if scene.item else {}
    goods = drafts[0].fields["product"] if drafts and "product" not in drafts[0].own else NOTHING
    return {**announced, "product": goods} if announced and goods.name else announced


def _time_of_items(scene: Scene) -> Fields:
    """The time that a line without figures says its items are of: "Some details of the month:"."""
    told = (value_of(token, "period", scene) for token in scene.row if token.period is not None)
    value = next((value for value in told if value is not None), None)
    return {"period": value} if value is not None else {}


def _announces_parts(scene: Scene) -> bool:
    """Whether a line says what the items under it make up: "Purchases totaled 5 billion and were made up of:".

    So "By destination (share of exports in brackets):".
    """
    if not scene.row or scene.row[-1].text != ":":
        return False
    if any(token.text in scene.language.sets["brackets"] for token in scene.row):
        return any("share_noun" in token.kinds for token in scene.row)
    last = max((i for i, token in enumerate(scene.row) if "number" in token.kinds), default=-1)
    behind = scene.row[last + 1 :]
    return last >= 0 and any(token.is_("share", "examples") and "share_noun" not in token.kinds for token in behind)


def _is_group(token: Token) -> bool:
    entry = token.entry("partner")
    return entry is not None and entry.kind == "group"


def _after_words(scene: Scene, spoken: Context) -> Context:
    """The context after a sentence without figures: what it speaks of is a hint for the next."""
    same = scene.paragraph == scene.context.spoken
    subjects = {
        field
        for i, token in enumerate(scene.row[:5])
        for field in fields_of(token)
        if scene.roles.get(i) == "subject" and field not in {"flow", "region", "period"}
    }
    return replace(
        spoken,
        hint={**(scene.context.hint if same else {}), **hints_of(scene)},
        time=opening_time(scene) or (scene.context.time if same else NOTHING),
        introduced=frozenset(subjects) or (scene.context.introduced if same else frozenset()),
        pair=_listed_fields(scene) or scene.context.pair,
        whole=_asks_for_whole(scene),
        untold=any(token.number is not None and token.number.kind in _SUMS_AND_RATES for token in scene.row),
    )


def _after_figures(scene: Scene, spoken: Context, drafts: Sequence[Draft], dealt: Sequence[Fields]) -> Context:
    first = first_fields(scene, drafts)
    return replace(
        spoken,
        paragraph=scene.paragraph,
        first=first,
        opened=first if scene.new_paragraph else scene.context.opened,
        last=drafts[-1].fields,
        counted=any(draft.measure.metric == "quantity" or draft.terms == "volume" for draft in drafts),
        falling=drafts[-1].measure.metric == "growth" and drafts[-1].measure.value < 0,
        unit=_unit_counted(drafts),
        counting=_unit_of_subject(scene, drafts) or scene.context.counting,
        fronted=fronted_time(scene),
        theirs=scene.row[0].text.lower() in scene.language.sets["owners"],
        about_channel=_opens_with_channel(scene),
        at_large=_turned_to_all(scene, drafts),
        beyond=paragraphs_beyond(scene, drafts),
        shared=drafts[-1].measure.metric == "share",
        alone=any(token.period and token.text.split(" ")[-1] in scene.language.sets["alone"] for token in scene.row),
        whole=False,
        untold=False,
        hint=_turned_to(scene),
        time=NOTHING,
        introduced=frozenset(),
        pair=tuple(dealt) if len(dealt) > 1 else _rates(drafts) or _members(scene, drafts),
        told=tuple(draft.fields for draft in drafts if draft.measure.metric == "value"),
    )


def _turned_to_all(scene: Scene, drafts: Sequence[Draft]) -> bool:
    """Whether an article on one partner tells what all trade of its place came to, or did and not of that one since."""
    one, place = scene.topic.partner.name, scene.topic.place
    told = [draft.fields for draft in drafts]
    if not one or place is None or any(fields["partner"].name == one for fields in told):
        return False
    named = any(fields[field].name for fields in told for field in ("partner", "product", "channel"))
    whole = all(fields["region"].code == place.id for fields in told) and not named
    level = any(draft.measure.metric == "value" and draft.fields["flow"].name == "total" for draft in drafts)
    return scene.context.at_large or (whole and level and _says_whose_trade(scene.row))


def _says_whose_trade(row: Sequence[Token]) -> bool:
    """Whether a place is said to own trade: "the province's foreign trade crept up"."""
    owners = (i for i, token in enumerate(row) if token.possessive and (is_place(token) or token.place_noun))
    return any(token.flow == "total" for i in owners for token in row[i + 1 : i + 3])


def _turned_to(scene: Scene) -> Fields:
    """The flow that a sentence turns to behind its figures: "exports shot up by 9.5 percent, imports were limp"."""
    last = max(i for i, token in enumerate(scene.row) if "number" in token.kinds)
    comma = next((i for i in range(last + 1, len(scene.row) - 2) if scene.row[i].text == ","), len(scene.row))
    near = range(comma + 1, min(comma + _TURNED, len(scene.row) - 1))
    at = next((i for i in near if scene.row[i].flow not in {"", "total"}), -1)
    if at < 0:
        return {}
    flow, verb = scene.row[at].flow, scene.row[at + 1]
    was = flow in _WAYS and at == comma + 1 and verb.text in scene.language.sets["was"]
    moved = flow == "balance" and verb.is_("change:up", "change:down")
    return {"flow": Value(flow)} if (was or moved) and not _names_any(scene.row[at + 1 :]) else {}


def _names_any(row: Sequence[Token]) -> bool:
    return any(token.is_("partner", "product", "channel", "region") for token in row)


def _unit_counted(drafts: Sequence[Draft]) -> str:
    """The unit of the latest figure but rates, where it is a quantity."""
    last = next((draft.measure for draft in reversed(drafts) if draft.measure.metric not in {"growth", "share"}), None)
    return last.unit if last is not None and last.metric == "quantity" else ""


def _unit_of_subject(scene: Scene, drafts: Sequence[Draft]) -> str:
    """The unit that the goods which the article is about are counted in here, else empty."""
    subject = scene.topic.product
    counted = (draft for draft in drafts if draft.measure.metric == "quantity" and subject.name)
    return next((draft.measure.unit for draft in counted if draft.fields["product"] == subject), "")


def _opens_with_channel(scene: Scene) -> bool:
    """Whether a channel, or a place's own, is what a sentence names first, but for a time, before its first number."""
    number = next((i for i, token in enumerate(scene.row) if "number" in token.kinds), 0)
    first = next((i for i in range(number) if field_of(scene.row[i]) not in {"", "period"}), -1)
    if first < 0:
        return False
    own = is_place(scene.row[first]) and not scene.row[first].possessive
    return "channel" in scene.row[first].kinds or (own and "channel" in scene.row[first + 1].kinds)


def _asks_for_whole(scene: Scene) -> bool:
    """Whether a sentence without figures names the whole place and no part of its trade."""
    named = any(field_of(token) in {"partner", "product", "channel"} for token in scene.row)
    return not named and any(token.text in scene.language.sets["whole_places"] for token in scene.row)


def _places(scene: Scene) -> dict[str, Entry]:
    """The place last named on each level, and the area last named of each sort ("area delta", "area belt")."""
    places = dict(scene.context.places)
    for i, token in enumerate(scene.row):
        entry = token.entry("region")
        if (
            entry is not None
            and "partner" not in token.kinds
            and scene.roles.get(i) not in {"compared", "ranked", "whole"}
        ):
            places[entry.kind] = entry
            if entry.kind == "area":
                places[f"area {entry.name.lower().split()[-1]}"] = entry
    return places


def _deficit(scene: Scene) -> bool:
    """Whether the balance last spoken of was a deficit."""
    balances = [token for token in scene.row if token.flow == "balance"]
    return "deficit" in balances[-1].kinds if balances else scene.context.deficit


def _names(scene: Scene, place: Value) -> bool:
    """Whether a sentence without figures names a place, be it again: "The province's private firms did well"."""
    if place is not scene.context.focus:
        return True
    owners = (i for i, role in scene.roles.items() if role == "possessive")
    places = (i for i in owners if is_place(scene.row[i]) or scene.row[i].place_noun)
    return any(value_of(scene.row[i], "region", scene) == place for i in places)


def _names_kept(scene: Scene) -> tuple[Token, ...]:
    """The last names of a sentence of each field and its two flows, else the names of the sentences before."""
    if any(token.text in scene.language.sets["former"] | scene.language.sets["latter"] for token in scene.row):
        return scene.context.names
    found = [token for token in scene.row if field_of(token) in _NAMED]
    sides = [token for token in scene.row if token.flow in {"exports", "imports"}]
    two = sides if {token.flow for token in sides} == {"exports", "imports"} else []
    kept = sorted([*found[-_NAMES:], *two[-2:]], key=lambda token: token.start)
    return tuple(kept) or scene.context.names


def _listed_fields(scene: Scene) -> tuple[Fields, ...]:
    """The names of a list that a sentence without figures announces ("Ningxia and Qinghai: small but telling.")."""
    lists = [names for names in scene.lists if names.field != "flow" and not names.split_flow]
    end = next((i for i in range(len(scene.row) - 1, -1, -1) if "mark" not in scene.row[i].kinds), 0)
    announced = (
        names
        for names in lists
        if names.tokens[0] < _OPENING
        or len(names.tokens) > _PAIR
        or names.tokens[-1] == end
        or _counts_up(scene, names)
    )
    names = next(announced, None)
    values = [value_of(scene.row[i], names.field, scene) for i in names.tokens] if names is not None else []
    return tuple({names.field: value} for value in values if names is not None and value is not None)


def _counts_up(scene: Scene, names: NameList) -> bool:
    """Whether a list tells who those are that are counted first or last before it: "Three cities, A, B and C, were"."""
    lead, few = scene.row[: names.tokens[0]], scene.language.lists["few"]
    words = (word for token in (*lead[:_COUNT], *lead[-_COUNT:]) for word in token.text.split(" "))
    counted = any(word in few and few.index(word) + 2 == names.size for word in words)
    return counted and bool(lead) and lead[-1].text == ","


def _members(scene: Scene, drafts: Sequence[Draft]) -> tuple[Fields, ...]:
    """The names that all figures of a sentence are of together: "Three cities, A, B and C, handled 70 percent"."""
    for names in scene.lists:
        values = [value_of(scene.row[i], names.field, scene) for i in names.tokens]
        told = [value for value in values if value is not None]
        if names.field in _SUMMED and len(told) == names.size and _counts_up(scene, names):
            whole = sum_of(scene, names.field, told)
            if all(draft.fields[names.field] == whole or draft.fields[names.field] in told for draft in drafts):
                return tuple({names.field: value} for value in told)
    return ()


def _rates(drafts: Sequence[Draft]) -> tuple[Fields, ...]:
    """The fields of a sentence's rates where they differ, for a later list without names."""
    fields = [draft.fields for draft in drafts if draft.measure.metric == "growth"]
    return tuple(fields) if len(fields) > 1 and fields[0] != fields[1] else ()
