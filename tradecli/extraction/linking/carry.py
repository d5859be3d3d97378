"""What a sentence hands on to the next: its figures' fields, the place in mind, what was only spoken of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.linking.context import Context, Fields, Value
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.firms import names_firm
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.own import fields_of
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.linking.values import value_of, year_named
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import months_of
from tradecli.lexicon import Entry

_SPAN = re.compile(r"(\d{4})/(\d{4})")
_FRONT = 6
"""So near to its beginning stands the time that a sentence opens with."""
_SPEAKER = 5
"""Words after which the colon stands that ends the name of who speaks, at most."""
_NAMES = 9
"""Names of a sentence that are kept for "the former", "the Asian country", "the port"."""
_KEPT = 12
"""Places that are kept for "the three provinces"."""
_OPENING, _PAIR = 4, 2
"""A list among so many first words, or of more names than a pair, is what the next sentence may deal numbers to."""
_MANY_TIMES = 2
"""A sentence of more times than this hands none of them on."""
_HEADING = 6
"""Words that a heading which sets a section has at most."""
_TIMED_HEADING = 8
"""Words that a heading which sets a time has at most."""
_PLACE_HEADING = 4
"""Words that a heading which only names a place has at most."""
_ROLES_OF_HINTS = frozenset({"to", "of", "subject", "list", "before_flow", "possessive", "other", "object", "compared"})
_ANNOUNCED = 6
"""So few tokens make a sentence that only says what its paragraph is about: "Now look at Hunan."."""
_ROLES_OF_PLACES = frozenset({"possessive", "before_flow", "subject", "of"})
_LABEL = "label"
"""In a section that a heading with a colon set ("Gansu: minerals in"), which ends at the next heading."""
_NAMED = frozenset({"partner", "region", "product", "channel"})


def handed_on(scene: Scene, drafts: Sequence[Draft], dealt: Sequence[Fields]) -> Context:
    """The context after a sentence; `dealt` are the fields of its last run of several numbers."""
    context = scene.context
    focus = _focus(scene, drafts)
    spoken = replace(
        context,
        places=_places(scene),
        focus=focus,
        passing=bool(drafts) and (_in_passing(scene, focus) or _only_a_part(scene, drafts, focus)),
        focus_paragraph=scene.paragraph if drafts or focus is not context.focus else context.focus_paragraph,
        spoken=scene.paragraph,
        firm=names_firm(scene.row, scene.language) or (context.firm and _goes_on_with_firm(scene)),
        month=_month(scene),
        year=year_named(scene.row) or context.year,
        years=_years(scene, drafts) or context.years,
        years_paragraph=scene.paragraph if _years(scene, drafts) else context.years_paragraph,
        deficit=_deficit(scene),
        names=_names(scene),
        peers=(*context.peers, *filter(_is_place, scene.row))[-_KEPT:],
    )
    return _after_figures(scene, spoken, drafts, dealt) if drafts else _after_words(scene, spoken)


def _goes_on_with_firm(scene: Scene) -> bool:
    """Whether a sentence of the same paragraph goes on with "it" and names no place."""
    again = any(token.text in scene.language.sets["again"] | scene.language.sets["its"] for token in scene.row)
    return scene.paragraph == scene.context.spoken and again and not any(map(_is_place, scene.row))


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
        hint={**(scene.context.hint if same else {}), **_hints(scene)},
        introduced=frozenset(subjects) or (scene.context.introduced if same else frozenset()),
        pair=_listed_fields(scene) or scene.context.pair,
        whole=_asks_for_whole(scene),
    )


def _after_figures(scene: Scene, spoken: Context, drafts: Sequence[Draft], dealt: Sequence[Fields]) -> Context:
    return replace(
        spoken,
        paragraph=scene.paragraph,
        first=_first(scene, drafts),
        last=drafts[-1].fields,
        counted=any(draft.measure.metric == "quantity" or draft.terms == "volume" for draft in drafts),
        falling=drafts[-1].measure.metric == "growth" and drafts[-1].measure.value < 0,
        unit=drafts[-1].measure.unit if drafts[-1].measure.metric == "quantity" else "",
        fronted=_fronted_time(scene),
        about_channel=_opens_with_channel(scene),
        beyond=_beyond(scene, drafts),
        shared=drafts[-1].measure.metric == "share",
        whole=False,
        hint={},
        introduced=frozenset(),
        pair=tuple(dealt) if len(dealt) > 1 else _rates(drafts),
        told=tuple(draft.fields for draft in drafts if draft.measure.metric == "value"),
    )


def _fronted_time(scene: Scene) -> bool:
    """Whether the latest time of this paragraph opened its sentence."""
    times = [i for i, token in enumerate(scene.row) if (time := token.period) is not None and not time.comparison]
    if times:
        return times[0] < _FRONT
    return scene.context.fronted and scene.paragraph == scene.context.paragraph


def _opens_with_channel(scene: Scene) -> bool:
    """Whether a channel is the subject of a sentence that names no place before its first number."""
    number = next((i for i, token in enumerate(scene.row) if token.is_("number")), 0)
    head = scene.row[:number]
    first = next((token for token in head if field_of(token)), None)
    return first is not None and first.is_("channel") and not any(map(_is_place, head))


def _beyond(scene: Scene, drafts: Sequence[Draft]) -> int:
    """How many paragraphs in a row, this one among them, open with figures of the year up to the article's month."""
    context, main = scene.context, scene.topic.calendar.main
    if scene.paragraph == context.paragraph:
        return context.beyond
    first, last = months_of(drafts[0].fields["period"].name)
    return context.beyond + 1 if len(main) == 7 and main[5:].isdigit() and first < main == last else 0


def _asks_for_whole(scene: Scene) -> bool:
    """Whether a sentence without figures names the whole place and no part of its trade."""
    named = any(field_of(token) in {"partner", "product", "channel"} for token in scene.row)
    return not named and any(token.text in scene.language.sets["whole_places"] for token in scene.row)


def _places(scene: Scene) -> dict[str, Entry]:
    """The place last named on each level, and the area last named of each sort ("area delta", "area belt")."""
    places = dict(scene.context.places)
    for i, token in enumerate(scene.row):
        entry = token.entry("region")
        if entry is not None and not token.is_("partner") and scene.roles.get(i) not in {"compared", "ranked", "whole"}:
            places[entry.kind] = entry
            if entry.kind == "area":
                places[f"area {entry.name.lower().split()[-1]}"] = entry
    return places


def _month(scene: Scene) -> str:
    """The month last named, those aside that others are compared with or that were before ("April had seen")."""
    if any(token.text in scene.language.sets["past_perfect"] for token in scene.row):
        return scene.context.month
    times = (each.period for each in reversed(scene.row) if each.period is not None and not each.period.comparison)
    return next((time.value for time in times if re.fullmatch(r"\d{4}-\d\d", time.value)), scene.context.month)


def _years(scene: Scene, drafts: Sequence[Draft]) -> tuple[str, str] | None:
    """The years of a span that is named ("between 2013 and 2023"), or between which figures moved."""
    for token in reversed(scene.row):
        if token.period is not None and (found := _SPAN.fullmatch(token.period.value)):
            return found[1], found[2]
    moved = any(token.text in scene.language.sets["from"] for token in scene.row)
    for first, second in itertools.pairwise(draft.fields["period"].name for draft in drafts):
        if moved and len(first) == len(second) == 4 and first < second:
            return first, second
    return None


def _deficit(scene: Scene) -> bool:
    """Whether the balance last spoken of was a deficit."""
    balances = [token for token in scene.row if token.of("flow") == "balance"]
    return balances[-1].is_("deficit") if balances else scene.context.deficit


def _hints(scene: Scene) -> Fields:
    """What a sentence without figures speaks of, by field; of two names the last."""
    hints: Fields = {}
    for i, token in enumerate(scene.row):
        role = scene.roles.get(i, "other")
        way = role == "in" and token.is_("channel")
        if not (way or role in _ROLES_OF_HINTS) or i in scene.asides or _only_describes(scene, i):
            continue
        for field in (*fields_of(token), *(("flow",) if token.of("compound") else ())):
            value = value_of(token, field, scene) if field in {"flow", "partner", "product", "channel"} else None
            rival = scene.roles.get(i) in {"object", "compared"} and field in hints
            if value is not None and not rival:
                hints[field] = value
    return hints


def _only_describes(scene: Scene, i: int) -> bool:
    """Whether goods only say of what something else is: "chip prices"."""
    return i + 1 < len(scene.row) and scene.row[i].is_("product") and scene.row[i + 1].is_("distractor")


def _names(scene: Scene) -> tuple[Token, ...]:
    """The last names of a sentence of each field, or those of the sentences before where it has none."""
    if any(token.text in scene.language.sets["former"] | scene.language.sets["latter"] for token in scene.row):
        return scene.context.names
    found = [token for token in scene.row if field_of(token) in _NAMED]
    return tuple(found[-_NAMES:]) or scene.context.names


def _listed_fields(scene: Scene) -> tuple[Fields, ...]:
    """The names of a list that a sentence without figures announces ("Ningxia and Qinghai: small but telling.")."""
    lists = [names for names in scene.lists if names.field != "flow" and not names.split_flow]
    announced = [names for names in lists if names.tokens[0] < _OPENING or len(names.tokens) > _PAIR]
    for names in announced:
        values = [value_of(scene.row[i], names.field, scene) for i in names.tokens]
        return tuple({names.field: value} for value in values if value is not None)
    return ()


def _rates(drafts: Sequence[Draft]) -> tuple[Fields, ...]:
    """The fields of a sentence's rates where they differ, for a later list without names."""
    fields = [draft.fields for draft in drafts if draft.measure.metric == "growth"]
    return tuple(fields) if len(fields) > 1 and fields[0] != fields[1] else ()


def _first(scene: Scene, drafts: Sequence[Draft]) -> Fields:
    """The fields of the first figure; a time told in the past perfect ("September had brought 5%") is not handed on."""
    fields = dict(drafts[0].fields)
    main, first = scene.topic.calendar.main, scene.context.first
    if len({draft.fields["period"] for draft in drafts}) > _MANY_TIMES and main:
        fields["period"] = Value(main)
    if fields["period"].name != main and drafts[-1].fields["period"].name == main:
        fields["period"] = Value(main)
    at = next((i for i, token in enumerate(scene.row) if token is drafts[0].token), 0)
    if len(drafts) > 1 and any(token.text in scene.language.sets["from"] for token in scene.row[max(0, at - 4) : at]):
        fields["period"] = drafts[1].fields["period"]
    before = scene.row[: max(0, unhedged(scene.row, at) - 1)]
    past_perfect = any(token.text in scene.language.sets["past_perfect"] for token in before)
    if past_perfect and fields["period"].name != main:
        fields["period"] = first["period"] if first is not None else Value(main)
    return fields


def _focus(scene: Scene, drafts: Sequence[Draft]) -> Value:
    """The place that the sentence leaves in mind: that of its last figure, else the one whose trade it speaks of."""
    if drafts:
        told = [draft for draft in drafts if not _only_compared(scene, draft)] or drafts
        named = [draft.fields["region"] for draft in reversed(told) if draft.fields["region"].name]
        own = next((value for value in named if value.code != "CN"), named[0] if named else None)
        return own or scene.context.focus
    row = scene.row
    places = [i for i, token in enumerate(row) if _is_place(token)]
    opens = len(row) <= _ANNOUNCED and scene.paragraph != scene.context.spoken
    if opens and len(places) == 1 and scene.roles.get(places[0]) == "in":
        return value_of(row[places[0]], "region", scene) or scene.context.focus
    if len(row) > 1 and _is_place(row[0]) and row[1].text == ":":
        return value_of(row[0], "region", scene) or scene.context.focus
    if (presented := _presented(scene)) is not None:
        return presented
    start = 1 + next((i for i, token in enumerate(row[:_SPEAKER]) if token.text == ":"), -1)
    for i, token in enumerate(row[start : start + 3], start):
        if _is_place(token) and scene.roles.get(i) in {"subject", "possessive", "other"}:
            return value_of(token, "region", scene) or scene.context.focus
    for i, token in enumerate(row[:-1]):
        if _is_place(token) and scene.roles.get(i) in {"subject", "other"} and row[i + 1].text in _be(scene):
            return value_of(token, "region", scene) or scene.context.focus
    last = next((i for i in range(len(row) - 1, 0, -1) if not row[i].is_("mark")), 0)
    if last and _is_place(row[last]) and row[last - 1].text in _be(scene):
        return value_of(row[last], "region", scene) or scene.context.focus
    if not any(token.of("flow") or token.of("compound") or token.is_("product", "channel") for token in row):
        return scene.context.focus
    spoken = [
        (value, token)
        for i, token in enumerate(row)
        if _is_place(token)
        and scene.roles.get(i) in _ROLES_OF_PLACES
        and (value := value_of(token, "region", scene)) is not None
    ]
    own = next((value for value, _ in spoken if value.code != "CN"), None)
    return own or next((value for value, token in spoken if token.possessive), scene.context.focus)


def _presented(scene: Scene) -> Value | None:
    """The one place that a sentence presents: "keep an eye on Shaanxi, a province in the northwest"."""
    row, sets = scene.row, scene.language.sets
    local = [
        i for i, token in enumerate(row) if (entry := token.entry("region")) and entry.kind in {"province", "city"}
    ]
    if len(local) != 1 or local[0] + 3 >= len(row) or row[local[0]].is_("partner"):
        return None
    i = local[0]
    kinds = scene.language.lists["one_place"]
    described = any(token.text.split(" ")[-1] in kinds for token in row[i + 2 : i + 6])
    apposed = row[i + 1].text == "," and row[i + 2].text in sets["definite"] | sets["indefinite"]
    return value_of(row[i], "region", scene) if apposed and described else None


def _in_passing(scene: Scene, focus: Value) -> bool:
    """Whether a city of the article's province is only where some goods are from: "tires from Guangrao"."""
    place, row = scene.topic.place, scene.row
    entry = scene.lexicon.get("region", focus.code) if focus.code else None
    if place is None or entry is None or entry.parent != place.id:
        return False
    named = [i for i, token in enumerate(row) if token.entry("region") is entry]
    return bool(named) and all(
        i > 1 and scene.roles.get(i) in {"in", "of", "to"} and row[i - 2].is_("product") for i in named
    )


def _only_a_part(scene: Scene, drafts: Sequence[Draft], focus: Value) -> bool:
    """Whether all figures but one of a city of the article's province are its parts of that: "led with 68 percent"."""
    place = scene.topic.place
    entry = scene.lexicon.get("region", focus.code) if focus.code else None
    if place is None or entry is None or entry.parent != place.id:
        return False
    parts = [draft for draft in drafts if draft.measure.metric == "share" and draft.of == "other"]
    return bool(parts) and len(drafts) - len(parts) <= 1


def _only_compared(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is only there to compare with: "against 4.6 percent for the province"."""
    at = next((i for i, token in enumerate(scene.row) if token is draft.token), 0)
    return any(token.is_("than") for token in scene.row[max(0, at - 3) : at])


def _be(scene: Scene) -> frozenset[str]:
    """The verbs by which a sentence says what its subject is."""
    return scene.language.sets["auxiliaries"]


def _is_place(token: Token) -> bool:
    return token.is_("region") and not token.is_("partner")


def section_of(scene: Scene) -> Fields | None:
    """What a heading sets for the paragraphs under it, None where it is none that sets anything.

    A place holds until the next one, a flow or a time until any next heading.
    """
    words = [token for token in scene.row if not token.is_("mark")]
    labelled = len(scene.row) > 1 and _is_place(scene.row[0]) and scene.row[1].text == ":"
    if labelled and (value := value_of(scene.row[0], "region", scene)) is not None:
        return {"region": value, _LABEL: value}
    if _LABEL in scene.context.section:
        return {}
    section = {field: value for field, value in scene.context.section.items() if field == "region"}
    if len(words) <= _TIMED_HEADING and scene.context.first is not None and (time := _time_of(scene)) is not None:
        return {**section, "period": time}
    if not 0 < len(words) <= _HEADING or (len(words) > 2 and words[0].is_("region")):
        return None
    only_place = _is_place_heading(scene.row)
    for token in scene.row:
        field = field_of(token)
        named = field == "flow" and not token.is_("weak_flow")
        value = value_of(token, field, scene) if named or (field == "region" and only_place) else None
        if value is not None and value.name != "total":
            section[field] = value
    return section


def _time_of(scene: Scene) -> Value | None:
    """The one time that a heading names, unless it is the month in which the article appeared."""
    times = [time for token in scene.row if (time := token.period) is not None and time.value and not time.comparison]
    calendar = scene.topic.calendar
    published = f"{calendar.year}-{calendar.month:02d}"
    return Value(times[0].value) if len(times) == 1 and times[0].value != published else None


def _is_place_heading(row: Sequence[Token]) -> bool:
    """Whether a heading names nothing but a place: "Ningxia", "Meanwhile in Qinghai"."""
    if all(token.is_("region", "mark", "place_noun:city", "place_noun:province") for token in row):
        return True
    places = [token for token in row if _is_place(token) and not token.possessive]
    return len(row) <= _PLACE_HEADING and len(places) == 1 and not any(token.of("flow") for token in row)
