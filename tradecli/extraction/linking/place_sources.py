"""The places that a figure may be of, each with its source and weight."""

from __future__ import annotations

from collections.abc import Iterator

from tradecli.extraction.linking import whole
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import SAID, Reading, weight
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.linking.wholes_before import place_before
from tradecli.lexicon import Entry

_PARTS = frozenset({"share", "share_change", "contribution"})


def of_whole(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose whole a part is of: "40 percent of Jiangsu's exports", "their proportion in those of Hubei"."""
    scene, span = case.scene, case.span
    named = any(name in case.own for name in ("partner", "product", "channel"))
    if measured.metric not in _PARTS or not (named or features & {"anaphor", "its_share"}):
        return
    last = scene.context.last
    around = last is not None and not any(last[name].name for name in ("partner", "product", "channel"))
    inner = scene.lexicon.get("region", last["region"].code) if last is not None and around else None
    words = range(span.head, span.run.first)
    noun = next((i for i in words if "share_noun" in scene.row[i].kinds), span.run.first)
    before = (i for i in words if i > noun and scene.roles.get(i) == "whole")
    for i in (*whole.tokens_of(scene.row, span.run.last, span.tail, scene.language), *before):
        value = value_of(scene.row[i], field, scene) if field_of(scene.row[i]) == "region" else None
        if value is not None and value.code != "CN" and (inner is None or inner.parent != value.code):
            yield Reading("whole", (value,), weight(field, "whole", ("named",) if named else ()), "of the whole")


def of_port(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The province that a port lies in, where trade goes through it; so for a zone named after its city."""
    at = case.own["channel"].token if "channel" in case.own else -1
    token, place = (case.scene.row[at], case.scene.topic.place) if at >= 0 else (None, None)
    entry = (token.entry("region") or token.entry("channel")) if token is not None else None
    if token is not None and not token.entries:
        city = case.scene.lexicon.by_name("region", token.text.split(" ")[0])
        entry = city if city is not None and city.id != case.scene.context.focus.code else None
    if entry is None or (place is not None and place.id == entry.id):
        return
    home: Entry | None = entry
    while home is not None and home.kind != "province" and (home is entry or place is None or home.id != place.id):
        home = case.scene.lexicon.get("region", home.parent) if home.parent else None
    if home is not None:
        yield Reading("port", (Value(home.name, home.id),), weight(field, "port", ()), "where the port is", at)


def of_whole_before(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose trade was the whole of the share before: "83 percent of Shaanxi's trade, which stood at"."""
    at = place_before(case) if "of_whole" in features else -1
    value = value_of(case.scene.row[at], field, case.scene) if at >= 0 else None
    if value is not None:
        yield Reading("own", (value,), SAID, "of the whole before", at)


def of_its(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place that "its" is of behind a figure of something else: "Wuhan's GDP grew 7 percent, and its exports"."""
    row, span, sets = case.scene.row, case.span, case.scene.language.sets
    its = (i for i in range(span.head, span.run.first - 1) if row[i].text in sets["its"] and row[i + 1].flow)
    at = next(its, -1)
    if case.anchor is not None or at < 0:
        return
    owners = (
        i for i in range(at - 1, -1, -1) if row[i].possessive and case.scene.roles.get(i) in {"possessive", "whole"}
    )
    owner = next((i for i in owners if is_place(row[i])), -1)
    value = value_of(row[owner], field, case.scene) if owner >= 0 else None
    if value is not None:
        yield Reading("own", (value,), SAID, "whose other figure stands before", owner)


def of_partner(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place whose partner a relative clause is about: "Shandong's biggest buyer is Japan, which took"."""
    row, partner = case.scene.row, case.own["partner"].token if "partner" in case.own else -1
    sets = case.scene.language.sets
    led = 0 < partner < case.at - 1 and row[partner + 2].text in sets["relative_subject"]
    led = led and any(token.text in sets["was"] for token in row[max(0, partner - 2) : partner])
    if case.anchor is not None or not led or any("number" in token.kinds for token in row[:partner]):
        return
    if any("region" in token.kinds or token.place_noun for token in row[case.at : case.span.tail]):
        return
    owner = next((i for i in range(partner) if row[i].possessive and is_place(row[i])), -1)
    value = value_of(row[owner], field, case.scene) if owner >= 0 else None
    if value is not None:
        yield Reading("own", (value,), SAID, "whose partner it is", owner)


def of_article(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The place that the article is about."""
    place = case.scene.topic.place
    if place is not None:
        value = Value(place.name, place.id)
        yield Reading("place", (value,), weight(field, "place", ()), "the article's place")
