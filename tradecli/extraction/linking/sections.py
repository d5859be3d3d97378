"""What a heading sets for the paragraphs under it."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking.context import Fields, Value
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import months_of

_HEADING = 6
"""Words that a heading which sets a section has at most."""
_TIMED_HEADING = 8
"""Words that a heading which sets a time has at most."""
_PLACE_HEADING = 4
"""Words that a heading which only names a place has at most."""
_DASHES = frozenset({"-", "\u2014"})
"""What parts the place where a report was written from its outlet: "Beijing - Evening Post"."""
_AHEAD = "ahead"
"""The time of all sections to come, by the line before their headings: "Let's look at who did what in October."."""
_SAID = "said"
"""In a section that a heading set by what it says of a place: "Foshan exports hold strong in April"."""
_LABEL = "label"
"""In a section that a heading with a colon set ("Gansu: minerals in"), which ends at the next heading."""


def section_of(scene: Scene) -> Fields | None:
    """What a heading sets for the paragraphs under it, None where it is none that sets anything.

    A place holds until the next one, a flow or a time until any next heading. A place that a heading said
    something of, in an article on what lies around it, holds until one that says something else.
    """
    words = [token for token in scene.row if "mark" not in token.kinds]
    labelled = len(scene.row) > 1 and is_place(scene.row[0]) and scene.row[1].text == ":"
    if labelled and (value := value_of(scene.row[0], "region", scene)) is not None:
        return {"region": value, _LABEL: value}
    if _LABEL in scene.context.section:
        return {}
    if (place := _place_that_trades(scene)) is not None:
        return {"region": place, _SAID: place}
    kept = {_AHEAD} if _turns_from_place(scene) else {"region", _SAID, _AHEAD}
    section = {field: value for field, value in scene.context.section.items() if field in kept}
    if _AHEAD in section:
        section["period"] = section[_AHEAD]
    if len(words) <= _TIMED_HEADING and scene.context.first is not None and (time := _time_of(scene)) is not None:
        return {**section, "period": time}
    about = scene.topic.place
    only_place = _is_place_heading(scene.row, about is not None and about.kind != "country")
    if not 0 < len(words) <= _HEADING or (len(words) > 2 and "region" in words[0].kinds and not only_place):
        return None
    for token in scene.row:
        field = field_of(token)
        named = field == "flow" and "weak_flow" not in token.kinds
        value = value_of(token, field, scene) if named or (field == "region" and only_place) else None
        if value is not None and value.name != "total":
            section[field] = value
    return section


def section_ahead(scene: Scene, drafts: Sequence[Draft]) -> Fields | None:
    """What a sentence of the text sets for the headings right behind it, None where it changes nothing.

    Only a line without figures announces a time or a place; figures before a heading show that it was of them.
    """
    section = {field: value for field, value in scene.context.section.items() if field not in {"period", _AHEAD}}
    if drafts:
        waits = _AHEAD in scene.context.section and "period" not in scene.context.section
        return section if waits else None
    if not _announces(scene):
        return None
    time = _time_of(scene) if scene.new_paragraph else None
    if time is not None:
        return {**section, _AHEAD: time}
    place = _place_ahead(scene)
    return {**section, "region": place} if place is not None else None


def _place_ahead(scene: Scene) -> Value | None:
    """The one province or city that a line announces: "The situation of Tangshan is as follows."."""
    named = [entry for token in scene.row if is_place(token) and (entry := token.entry("region")) is not None]
    local = len(named) == 1 and named[0].kind in {"province", "city"}
    return Value(named[0].name, named[0].id) if local else None


def _announces(scene: Scene) -> bool:
    """Whether a sentence says what the reader is shown next: "Let's have a look at who did what"."""
    said = f" {' '.join(token.text for token in scene.row).lower()} "
    return any(f" {words} " in said for words in scene.language.lists["shown_next"])


def is_caption(scene: Scene) -> bool:
    """Whether a heading is a sentence that only says what a picture shows: "A worker walks past containers."."""
    ends = len(scene.row) > _HEADING and scene.row[-1].text == "."
    return ends and not any(token.flow or "number" in token.kinds for token in scene.row)


def _place_that_trades(scene: Scene) -> Value | None:
    """The place that a heading opens with, where its trade follows: "Foshan exports hold strong in April"."""
    trades = len(scene.row) <= _TIMED_HEADING and any(token.flow for token in scene.row[1:3])
    return value_of(scene.row[0], "region", scene) if trades and is_place(scene.row[0]) else None


def section_told(scene: Scene, drafts: Sequence[Draft]) -> Fields | None:
    """The place that a heading with figures opens with ("Zhongshan's exports grow 11.9%"), None without one.

    It holds as in `section_of`.
    """
    place = scene.row[0].entry("region") if is_place(scene.row[0]) and not scene.row[0].place_noun else None
    if place is None or any(draft.fields["region"].code != place.id for draft in drafts):
        return None
    told = Value(place.name, place.id)
    return {"region": told, _SAID: told}


def _turns_from_place(scene: Scene) -> bool:
    """Whether a heading turns to a partner, goods or channel, behind one on a place inside that of the article."""
    section, about = scene.context.section, scene.topic.place
    inner = _SAID in section and about is not None and section[_SAID].code != about.id
    around = inner and about is not None and scene.lexicon.within(section[_SAID].code, about.id)
    return around and any(field_of(token) in {"partner", "product", "channel"} for token in scene.row)


def _time_of(scene: Scene) -> Value | None:
    """The one time that a heading names, unless it is the month in which the article appeared, or after its period."""
    times = [time for token in scene.row if (time := token.period) is not None and time.value and not time.comparison]
    calendar = scene.topic.calendar
    published = f"{calendar.year}-{calendar.month:02d}"
    if len(times) != 1 or times[0].value == published:
        return None
    later = bool(calendar.main) and months_of(times[0].value)[0] > months_of(calendar.main)[1]
    return None if later else Value(times[0].value)


def _is_place_heading(row: Sequence[Token], local: bool) -> bool:
    """Whether a heading names nothing but a place: "Ningxia", "Meanwhile in Qinghai", not "Qianhai and its districts".

    The country alone is a rubric of the page in a `local` article, which is about another place.
    """
    if all(token.is_("region", "mark", "place_noun:city", "place_noun:province") for token in row):
        return not local or not any((entry := token.entry("region")) and entry.kind == "country" for token in row)
    if len(row) > 1 and row[1].text in _DASHES:
        return False
    places = [i for i, token in enumerate(row) if is_place(token) and not token.possessive]
    if len(places) != 1 or len(row) > _PLACE_HEADING or any(token.flow for token in row):
        return False
    behind = row[places[0] + 1 :]
    return not any(token.is_("conjunctions") and not token.is_("change:up", "change:down") for token in behind)
