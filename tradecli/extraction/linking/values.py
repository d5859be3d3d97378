"""What a token says of a field."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import is_month, months_of, shifted, year_of, years_in
from tradecli.lexicon import Entry


def value_of(token: Token, field: str, scene: Scene) -> Value | None:
    """The value that a token gives a field, or None where it gives none."""
    if field == "flow":
        flow = token.flow or token.compound
        return Value(flow) if flow else None
    if field == "period":
        return _period_value(token, scene)
    if field == "region" and token.text in scene.language.sets["island_nouns"]:
        return _island(scene)
    if field == "region" and token.place_noun:
        area = scene.context.places.get(f"area {token.text.rpartition(' ')[2]}")
        if area is not None and token.place_noun == "area":
            return Value(area.name, area.id)
        if token.text.rpartition(" ")[2] in scene.language.sets["local_nouns"] and (own := _own_district(scene)):
            return own
        return _named_here(token, scene) or _region_around(token, scene) or place_value(token.place_noun, scene)
    entry = token.entry(field)
    if entry is not None:
        return Value(entry.name, entry.id if field != "channel" else "")
    return Value(token.text) if field in token.kinds else None


def _period_value(token: Token, scene: Scene) -> Value | None:
    """The period that a time is, by itself or by what was told before it; None where neither tells it."""
    time, lists = token.period, scene.language.lists
    if time is None:
        return None
    main = scene.topic.calendar.main
    if token.text in lists["that_year"]:
        named = year_named(scene.row[: scene.row.index(token)]) or _year_told(scene) or scene.context.year
    elif token.text in lists["now"]:
        named = main
    elif token.text.lower() in lists["this_point"]:
        named = shifted(main, -1)
    elif time.later:
        told = year_of(_year_told(scene) or scene.context.year)
        named = str(told + time.later) if told is not None else ""
    elif time.counted and years_in(scene.context.span) in {time.counted, time.counted + 1}:
        named = scene.context.span
    else:
        named = time.value or _the_month(token, scene) or _the_quarter(token, scene)
    return Value(named) if named else None


def _the_month(token: Token, scene: Scene) -> str:
    """The month that "the month" is: the article's, the one last named, or the last of its year to date; else empty."""
    if scene.language.stems["month"] not in token.text.lower():
        return ""
    main = scene.topic.calendar.main
    last = main if is_month(main) else scene.context.month
    if not last and "/" in main and token.text.lower() in scene.language.sets["single_month"]:
        last = months_of(main)[1]
    return last


def _the_quarter(token: Token, scene: Scene) -> str:
    """The quarter that "the quarter" is: the article's, or the one that its month ends; else empty."""
    if token.text.lower() not in scene.language.lists["the_quarter"]:
        return ""
    first, last = months_of(scene.topic.calendar.main)
    year, _, month = last.partition("-")
    quarter = f"{year}-Q{int(month) // 3}" if month.isdigit() and int(month) % 3 == 0 else ""
    return quarter if quarter and first >= months_of(quarter)[0] else ""


def is_place(token: Token) -> bool:
    """Whether a token names a place that trades, and no partner."""
    return "region" in token.kinds and "partner" not in token.kinds


def year_named(row: Sequence[Token]) -> str:
    """The year that tokens name last, be it only to compare with or to start from; empty where they name none."""
    times = (token.period.value for token in reversed(row) if token.period is not None)
    return next((time for time in times if len(time) == 4), "")


def _year_told(scene: Scene) -> str:
    """The year of the latest figures, where they are of a whole one."""
    told = scene.context.first["period"].name if scene.context.first is not None else ""
    return told if len(told) == 4 else ""


def _island(scene: Scene) -> Value | None:
    """The province that is an island, where the article or the sentences before are about it."""
    for place in (scene.topic.place, scene.context.places.get("province")):
        if place is not None and place.id in ISLANDS:
            return Value(place.name, place.id)
    return None


def _named_here(token: Token, scene: Scene) -> Value | None:
    """The place that the sentence itself named before: "automobiles of Jilin Province, ... of the whole province"."""
    level, place = token.place_noun, scene.topic.place
    if level not in {"province", "city"} or (place is not None and place.kind == level):
        return None
    for i, each in enumerate(scene.row):
        entry = each.entry("region")
        if each is token:
            break
        if entry is not None and entry.kind == level and "partner" not in each.kinds:
            told = scene.roles.get(i) if scene.roles else ""
            if told in {"possessive", "subject", "before_flow", "of", "in"}:
                return Value(entry.name, entry.id)
    return None


def _region_around(token: Token, scene: Scene) -> Value | None:
    """The autonomous region that the article's city lies in, where "the region" stands for no area named before."""
    place = scene.topic.place
    if token.text.rpartition(" ")[2] not in scene.language.sets["own_region"] or "area" in scene.context.places:
        return None
    home = scene.lexicon.get("region", place.parent) if place is not None and place.kind == "city" else None
    return Value(home.name, home.id) if home is not None and is_autonomous(home, scene.language) else None


def _own_district(scene: Scene) -> Value | None:
    """The article's place where it may be called so: "our district" of a text on Pudong or Guangxi."""
    place = scene.topic.place
    may = place is not None and (place.kind == "city" or is_autonomous(place, scene.language))
    return Value(place.name, place.id) if place is not None and may else None


def place_value(level: str, scene: Scene) -> Value | None:
    """The place that "the province", "the city", "the region", "the country" stands for here."""
    if level == "country":
        here = scene.topic.place
        foreign = here is not None and here.kind == "country"
        return Value(here.name, here.id) if here is not None and foreign else Value("China", "CN")
    place, named = scene.topic.place, scene.context.places
    if level == "area":
        own_area = place is not None and place.kind in {"province", "area"}
        other = place is not None and _other_in_mind(place, scene)
        if place is not None and own_area and not other and ("area" not in named or place.kind == "area"):
            return Value(place.name, place.id)
        province = named.get("province")
        if place is not None and place.kind == "city" and province is not None and place.parent != province.id:
            province = place
        spoken = _in_mind("province", scene) if place is None or place.kind == "country" else None
        autonomous = spoken if spoken is not None and is_autonomous(spoken, scene.language) else None
        entry = autonomous or named.get("area") or province or place
    elif level == "city" and (municipality := _municipality(scene)) is not None:
        entry = municipality
    elif place is not None and place.kind == level and _may_be_meant(place, level, scene):
        entry = place
    else:
        entry = _in_mind(level, scene) or named.get(level) or _own_place(level, scene)
    return Value(entry.name, entry.id) if entry is not None else None


def is_autonomous(place: Entry, language: Language) -> bool:
    """Whether a province is an autonomous region, which "the region" may mean."""
    return any(name.endswith(tuple(language.lists["autonomous"])) for name in place.names.get(language.code, ()))


def _in_mind(level: str, scene: Scene) -> Entry | None:
    """The place last spoken of, in this paragraph or the heading before it, where it is of that level."""
    context = scene.context
    entry = scene.lexicon.get("region", context.focus.code) if context.focus.code else None
    if entry is None or context.focus_paragraph < scene.paragraph - 1:
        return None
    return entry if entry.kind == level or (level == "city" and entry.id in MUNICIPALITIES) else None


def _own_place(level: str, scene: Scene) -> Entry | None:
    """The article's place where it is of that level, or the province that its city lies in."""
    place = scene.topic.place
    if place is None:
        return None
    if place.kind == level or (level == "city" and place.kind == "province"):
        return place
    return scene.lexicon.get("region", place.parent) if (level, place.kind) == ("province", "city") else None


def _may_be_meant(place: Entry, level: str, scene: Scene) -> bool:
    """Whether the article's place is what "the province" means: neither a city of its own nor another in mind."""
    municipal = level == "province" and place.id in MUNICIPALITIES and level in scene.context.places
    return not municipal and not _other_in_mind(place, scene)


def _other_in_mind(place: Entry, scene: Scene) -> bool:
    """Whether another place of the same kind than the article's was spoken of last, in this paragraph."""
    context = scene.context
    last = scene.lexicon.get("region", context.focus.code) if context.focus.code else None
    near = context.focus_paragraph == scene.paragraph
    return near and last is not None and last.id != place.id and last.kind == place.kind


MUNICIPALITIES = frozenset({"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ"})
"""Provinces that are cities (Constitution of China, article 30)."""


ISLANDS = frozenset({"CN-HI"})
"""Provinces that are islands."""


def _municipality(scene: Scene) -> Entry | None:
    """The municipality that "the city" is: the place last spoken of, or the article's."""
    context, place = scene.context, scene.topic.place
    if context.focus_paragraph == scene.paragraph and context.focus.code:
        return scene.lexicon.get("region", context.focus.code) if context.focus.code in MUNICIPALITIES else None
    return place if place is not None and place.id in MUNICIPALITIES else None
