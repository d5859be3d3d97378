"""The place that a sentence leaves in mind for the next."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.prior import is_compared
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry

_SPEAKER = 5
"""Words after which the colon stands that ends the name of who speaks, at most."""
_VERB = 3
"""Words before "that of the country" where a verb stands in front of it, at least."""
_FRONT = 2
"""Words before the place that a sentence opens with, at most: "In Shandong the pace is no slower"."""
_TURNED = 6
"""Tokens of the place that a sentence turns to, with its comma, at most: "At the national level,"."""
_WHOLE = 3
"""Words of "as a whole"."""
_ANNOUNCED = 6
"""So few tokens make a sentence that only says what its paragraph is about: "Now look at Hunan."."""
_SEVERAL = 2
"""So many parts of a place one by one lead back to the place."""
_OVER = 6
"""Words from "over the provincial rate of" to its number, at most."""
_THAT = 9
"""Words from a place singled out to its "that", at most."""
_ROLES_OF_PLACES = frozenset({"possessive", "before_flow", "subject", "of"})


def focus_of(scene: Scene, drafts: Sequence[Draft]) -> Value:
    """The place that the sentence leaves in mind: that of its last figure, else the one whose trade it speaks of."""
    outdone = all(_only_outdoes(scene, draft) for draft in drafts) or _is_rate_of_country(scene, drafts)
    if drafts and scene.context.focus.name and outdone:
        return scene.context.focus
    if drafts:
        told = [draft for draft in drafts if not _only_compared(scene, draft)] or drafts
        named = [draft.fields["region"] for draft in reversed(told) if draft.fields["region"].name]
        if (around := _around_all(scene, named)) is not None:
            return around
        own = next((value for value in named if value.code != "CN"), named[0] if named else None)
        return own or scene.context.focus
    row, place = scene.row, scene.topic.place
    places = [i for i, token in enumerate(row) if is_place(token)]
    owned = any(token.place_noun or token.text in scene.language.sets["its"] for token in row)
    if place is not None and not places and row and row[-1].text == ":" and not owned:
        return Value(place.name, place.id)
    if (turned := _turned_to(scene)) is not None:
        return turned
    short = len(row) <= _ANNOUNCED or (places and places[0] <= _FRONT)
    if short and scene.paragraph != scene.context.spoken and len(places) == 1 and scene.roles.get(places[0]) == "in":
        return value_of(row[places[0]], "region", scene) or scene.context.focus
    if len(row) > 1 and is_place(row[0]) and row[1].text == ":":
        return value_of(row[0], "region", scene) or scene.context.focus
    if place is not None and _measured_by(scene, place):
        return Value(place.name, place.id)
    if (presented := _presented(scene) or _singled_out(scene)) is not None:
        return presented
    start = 1 + next((i for i, token in enumerate(row[:_SPEAKER]) if token.text == ":"), -1)
    if (all_of := _all_of_one(scene, start)) is not None:
        return all_of
    for i, token in enumerate(row[start : start + 3], start):
        if is_place(token) and scene.roles.get(i) in {"subject", "possessive", "other"}:
            return value_of(token, "region", scene) or scene.context.focus
    for i, token in enumerate(row[:-1]):
        if is_place(token) and scene.roles.get(i) in {"subject", "other"} and row[i + 1].text in _be(scene):
            return value_of(token, "region", scene) or scene.context.focus
    last = next((i for i in range(len(row) - 1, 0, -1) if "mark" not in row[i].kinds), 0)
    verb = last - (row[last - 1].text in scene.language.sets["definite"]) if last else 0
    if verb > 0 and is_place(row[last]) and row[verb - 1].text in _be(scene):
        return value_of(row[last], "region", scene) or scene.context.focus
    if (larger := _back_to_larger(scene)) is not None:
        return larger
    if not any(token.flow or token.compound or token.is_("product", "channel") for token in row):
        return _opens_with_one(scene) or scene.context.focus
    spoken = [
        (value, token)
        for i, token in enumerate(row)
        if is_place(token)
        and (scene.roles.get(i) in _ROLES_OF_PLACES or _trades_in(scene, i))
        and (value := value_of(token, "region", scene)) is not None
    ]
    own = next((value for value, _ in spoken if value.code != "CN"), None)
    return own or next((value for value, token in spoken if token.possessive), scene.context.focus)


def _only_outdoes(scene: Scene, draft: Draft) -> bool:
    """Whether a place has a figure only to be left behind: "The pace left that of the country, whose trade grew"."""
    row, sets = scene.row, scene.language.sets
    at = next((i for i, token in enumerate(row) if token is draft.token), 0)
    here = (i for i in range(at) if "region" in row[i].kinds or row[i].place_noun)
    place = next(here, 0)
    of = place - 1 - (row[place - 1].text in sets["definite"])
    if of < _VERB or row[of].text not in sets["of"] or row[of - 1].text not in sets["pointers"]:
        return False
    subject = row[of - 2].kinds <= {"word"} or row[of - 2].is_("than", "gap", "surpass")
    return subject and value_of(row[place], "region", scene) == draft.fields["region"]


def _is_rate_of_country(scene: Scene, drafts: Sequence[Draft]) -> bool:
    """Whether a sentence on a place inside it only tells the country's rate: "The rate of the whole country is 5%"."""
    place = scene.topic.place
    if place is None or place.kind == "country" or len(drafts) != 1:
        return False
    draft = drafts[0]
    return draft.measure.metric == "growth" and draft.fields["region"].code == "CN" and draft.own == {"region"}


def _measured_by(scene: Scene, place: Entry) -> bool:
    """Whether others are only held against the article's place: "Guangdong sells in a month as much as Gansu in 10"."""
    row, sets = scene.row, scene.language.sets
    named = [i for i, token in enumerate(row) if token.entry("region") is place]
    return any(i > 2 and row[i - 1].text in sets["as"] and sets["as"] & _texts(row[i - 3 : i - 1]) for i in named)


def _texts(row: Sequence[Token]) -> set[str]:
    return {token.text for token in row}


def _turned_to(scene: Scene) -> Value | None:
    """The place that a sentence opens by turning to: "As for Hubei, it had", "At the national level, trade has".

    So the one that it speaks of as a whole: "a steeper fall than the one that China as a whole went through".
    """
    row, sets = scene.row, scene.language.sets
    if (whole := _as_a_whole(scene)) is not None:
        return whole
    comma = next((i for i, token in enumerate(row[:_TURNED]) if token.text in {",", "?"}), 0)
    if comma < _FRONT or any("number" in token.kinds for token in row[:comma]):
        return None
    opening = " ".join(token.text for token in row[: comma - 1])
    if opening in sets["turns_to"] and is_place(row[comma - 1]):
        return value_of(row[comma - 1], "region", scene)
    country = next((token for token in row[:comma] if token.text.split(" ")[-1] in sets["national"]), None)
    level = row[comma - 1].text in sets["levels"]
    return value_of(country, "region", scene) if country is not None and level else None


def _as_a_whole(scene: Scene) -> Value | None:
    """The place behind which a sentence says "as a whole"."""
    for i, token in enumerate(scene.row):
        if is_place(token) or token.place_noun == "country":
            said = " ".join(each.text for each in scene.row[i + 1 : i + 1 + _WHOLE])
            if said in scene.language.sets["as_a_whole"]:
                return value_of(token, "region", scene)
    return None


def _around_all(scene: Scene, named: Sequence[Value]) -> Value | None:
    """The article's place where figures went through several parts of it: "Xi'an's, Baoji's and Xianyang's were"."""
    place = scene.topic.place
    if place is None or len(set(named)) < _SEVERAL:
        return None
    entries = [scene.lexicon.get("region", value.code) if value.code else None for value in named]
    parts = all(entry is not None and entry.parent == place.id for entry in entries)
    return Value(place.name, place.id) if parts else None


def _back_to_larger(scene: Scene) -> Value | None:
    """The city or province that a sentence goes back to after a district or county that no list has."""
    focus = scene.context.focus
    if focus.code or not focus.name:
        return None
    noun = next((token for token in scene.row if token.place_noun in {"city", "province"}), None)
    return value_of(noun, "region", scene) if noun is not None else None


def _all_of_one(scene: Scene, start: int) -> Value | None:
    """The place all of whose parts a sentence opens with: "All of the western region's 12 provinces kept growing"."""
    row, sets = scene.row, scene.language.sets
    lead = sets["all"] | sets["of"] | sets["definite"]
    at = next((i for i in range(start, len(row)) if row[i].text not in lead), len(row))
    told = at > start and row[start].text in sets["all"] and at + 2 < len(row) and row[at].possessive
    parts = told and any(token.text.split(" ")[-1] in sets["place_nouns"] for token in row[at + 1 : at + 4])
    return value_of(row[at], "region", scene) if parts and is_place(row[at]) else None


def _presented(scene: Scene) -> Value | None:
    """The one place that a sentence presents: "keep an eye on Shaanxi, a province in the northwest"."""
    row, sets = scene.row, scene.language.sets
    local = [
        i for i, token in enumerate(row) if (entry := token.entry("region")) and entry.kind in {"province", "city"}
    ]
    if len(local) != 1 or local[0] + 3 >= len(row) or "partner" in row[local[0]].kinds:
        return None
    i = local[0]
    kinds = scene.language.lists["one_place"]
    described = any(token.text.split(" ")[-1] in kinds for token in row[i + 2 : i + 6])
    apposed = row[i + 1].text == "," and row[i + 2].text in sets["definite"] | sets["indefinite"]
    return value_of(row[i], "region", scene) if apposed and described else None


def _opens_with_one(scene: Scene) -> Value | None:
    """The one place that the first sentence of a paragraph names: "No story is as striking as that of Jinhua"."""
    named = [i for i, token in enumerate(scene.row) if is_place(token)]
    if scene.paragraph == scene.context.spoken or len(named) != 1 or len(scene.row) <= _ANNOUNCED:
        return None
    if scene.roles.get(named[0]) not in {"of", "subject"} and not scene.row[named[0]].possessive:
        return None
    entry = scene.row[named[0]].entry("region")
    local = entry is not None and entry.kind in {"province", "city"}
    return value_of(scene.row[named[0]], "region", scene) if local else None


def _singled_out(scene: Scene) -> Value | None:
    """The place that a sentence singles out: "it was Chengdu, capital of Sichuan province, that led the top 10"."""
    row, sets = scene.row, scene.language.sets
    for i in range(2, len(row)):
        led = row[i - 1].text in _be(scene) and row[i - 2].text in sets["again"]
        if led and is_place(row[i]) and any(token.text in sets["that"] for token in row[i + 1 : i + _THAT]):
            return value_of(row[i], "region", scene)
    return None


def in_passing(scene: Scene, focus: Value) -> bool:
    """Whether a city of the article's province is only where some goods are from: "tires from Guangrao"."""
    place, row = scene.topic.place, scene.row
    entry = scene.lexicon.get("region", focus.code) if focus.code else None
    if place is None or entry is None or entry.parent != place.id:
        return False
    named = [i for i, token in enumerate(row) if token.entry("region") is entry]
    return bool(named) and all(
        i > 1 and scene.roles.get(i) in {"in", "of", "to"} and "product" in row[i - 2].kinds for i in named
    )


def only_a_part(scene: Scene, drafts: Sequence[Draft], focus: Value) -> bool:
    """Whether all figures but one of a city of the article's province are its parts of that: "led with 68 percent"."""
    place = scene.topic.place
    entry = scene.lexicon.get("region", focus.code) if focus.code else None
    if place is None or entry is None or entry.parent != place.id:
        return False
    parts = [draft for draft in drafts if draft.measure.metric == "share" and draft.of == "other"]
    return bool(parts) and len(drafts) - len(parts) <= 1


def _only_compared(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is only there to compare with: "against 4.6 percent", "over the provincial rate of 4.6"."""
    row, sets = scene.row, scene.language.sets
    at = next((i for i, token in enumerate(row) if token is draft.token), 0)
    near = {token.text for token in row[max(0, at - _OVER) : at]}
    over = not sets["rate_above"].isdisjoint(near) and not sets["rate_nouns"].isdisjoint(near)
    return over or is_compared(row, at) or _is_compared_too(scene, at)


def _is_compared_too(scene: Scene, at: int) -> bool:
    """Whether a number is joined to one held against: "against 10.4 percent nationwide and 11.5 percent in Jiangsu"."""
    row = scene.row
    joined = at > 0 and row[unhedged(row, at) - 1].text in scene.language.sets["and"]
    last = next((i for i in range(at - 1, 0, -1) if "number" in row[i].kinds), 0) if joined else 0
    return last > 0 and is_compared(row, last)


def _be(scene: Scene) -> frozenset[str]:
    """The verbs by which a sentence says what its subject is."""
    return scene.language.sets["auxiliaries"]


def _trades_in(scene: Scene, i: int) -> bool:
    """Whether the trade in a place is spoken of: "an engine of foreign trade in Hubei too"."""
    return scene.roles.get(i) == "in" and i > 1 and bool(scene.row[i - 2].flow)
