"""What a sentence hands on of time: months and years named, spans told, the year to date."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields, Value
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.prior import is_exceeded
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.linking.values import value_of
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import is_month, months_of, years_in, years_of

_FRONT = 6
"""So near to its beginning stands the time that a sentence opens with."""
_BEHIND = 3
"""Words from a colon to the time that opens what follows, at most, the colon one of them."""
_YEAR = len("2025")
_MANY_TIMES = 2
"""A sentence of more times than this hands none of them on."""


def fronted_time(scene: Scene) -> bool:
    """Whether the latest time of this paragraph opened its sentence, or what follows a colon.

    One month of the article's period is none.
    """
    times = [i for i, token in enumerate(scene.row) if (time := token.period) is not None and not time.comparison]
    if times:
        time, main = scene.row[times[0]].period, months_of(scene.topic.calendar.main)
        month = time is not None and is_month(time.value) and main[0] <= time.value <= main[1]
        return not month and (times[0] < _FRONT or _behind_colon(scene, times[0]))
    return scene.context.fronted and scene.paragraph == scene.context.paragraph


def _behind_colon(scene: Scene, at: int) -> bool:
    """Whether a time opens what follows a colon: "The map was another one then: in the first half of 2017"."""
    return any(token.text == ":" for token in scene.row[max(0, at - _BEHIND) : at])


def opening_time(scene: Scene) -> Value | None:
    """The part of a year that a sentence opens or ends with, and no other: "In the first quarter, trade grew faster".

    None of a sentence in brackets, nor one by which something had come about ("By December").
    """
    if any(token.text == "(" or token.text in scene.language.sets["by"] for token in scene.row[:1]):
        return None
    times = [i for i, token in enumerate(scene.row) if (time := token.period) is not None and not time.comparison]
    last = next((i for i in range(len(scene.row) - 1, -1, -1) if "mark" not in scene.row[i].kinds), 0)
    outer = len(times) == 1 and (
        times[0] < _FRONT
        or (times[0] == last and _is_span_in_which(scene, last))
        or _is_set_off(scene.row, times[0], scene.language)
    )
    told = value_of(scene.row[times[0]], "period", scene) if outer else None
    return told if told is not None and len(told.name) > _YEAR else None


def _is_set_off(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a time stands between commas: "In view of partners, in October, trade with the main ones grew"."""
    led = at > 1 and row[at - 1].text in language.sets["in"] and row[at - 2].text == ","
    return led and at + 1 < len(row) and row[at + 1].text == ","


def _is_span_in_which(scene: Scene, at: int) -> bool:
    """Whether a time of several months is one in which something went on: "kept growing in the seven months"."""
    row, sets, time = scene.row, scene.language.sets, scene.row[at].period
    led = at - 1 - (row[at - 1].text in sets["definite"])
    return time is not None and not is_month(time.value) and led > 0 and row[led].text in sets["in"]


def paragraphs_beyond(scene: Scene, drafts: Sequence[Draft]) -> int:
    """How many paragraphs in a row, this one among them, open with figures of another time than the article's.

    That is the year up to its month, or the last month of its year to date where they name it. A paragraph
    before that ends with it counts too.
    """
    context, main = scene.context, scene.topic.calendar.main
    if scene.paragraph == context.paragraph:
        return context.beyond
    told = drafts[0].fields["period"].name
    (first, last), (opening, closing) = months_of(told), months_of(main)
    if last == closing == opening != first:
        ended = context.last is not None and context.last["period"].name == told
        return max(context.beyond, int(ended)) + (2 if _is_of_all_trade(drafts[0]) else 1)
    if not (first == last == closing != opening and len(main) > _YEAR):
        return 0
    return context.beyond + any(token.period is not None and token.period.value == told for token in scene.row)


def _is_of_all_trade(draft: Draft) -> bool:
    """Whether a figure is the level of trade both ways, with which the report of a time begins."""
    named = any(draft.fields[field].name for field in ("partner", "product", "channel"))
    return draft.measure.metric == "value" and draft.fields["flow"].name == "total" and not named


def month_named(scene: Scene) -> str:
    """The month last named, those aside that others are compared with or that were before ("April had seen")."""
    sets, pairs = scene.language.sets, itertools.pairwise(scene.row)
    if any(had.text in sets["past_perfect"] and next_.text not in sets["indefinite"] for had, next_ in pairs):
        return scene.context.month
    times = (each.period for each in reversed(scene.row) if each.period is not None and not each.period.comparison)
    return next((time.value for time in times if is_month(time.value)), scene.context.month)


def span_told(scene: Scene) -> str:
    """The period of several years that a sentence names, not counted back from now; empty where it names none."""
    times = (token.period for token in reversed(scene.row) if token.period is not None and not token.period.counted)
    return next((time.value for time in times if years_in(time.value) > 1), "")


def years_told(scene: Scene, drafts: Sequence[Draft]) -> tuple[str, str] | None:
    """The years of a span that is named ("between 2013 and 2023"), or between which figures moved."""
    for token in reversed(scene.row):
        if token.period is not None and (years := years_of(token.period.value)):
            return years
    moved = any(token.text in scene.language.sets["from"] for token in scene.row)
    for first, second in itertools.pairwise(draft.fields["period"].name for draft in drafts):
        if moved and len(first) == len(second) == 4 and first < second:
            return first, second
    return None


def _leading(scene: Scene, drafts: Sequence[Draft]) -> Draft:
    """The figure that a sentence is about: its first, or behind "Together with exports of 5 billion yuan," its sum."""
    opening = " ".join(token.text for token in scene.row[:_FRONT]).lower()
    added = opening.startswith(tuple(scene.language.lists["together_with"]))
    sums = (draft for draft in drafts if draft.fields["flow"].name == "total" and draft.measure.metric == "value")
    return next(sums, drafts[0]) if added else drafts[0]


def first_fields(scene: Scene, drafts: Sequence[Draft]) -> Fields:
    """The fields of the first figure; a time told in the past perfect ("September had brought 5%") is not handed on.

    Nor is that of what was exceeded ("It has passed the 5 billion of 2018").
    """
    fields = dict(_leading(scene, drafts).fields)
    main, first = scene.topic.calendar.main, scene.context.first
    if len({draft.fields["period"] for draft in drafts}) > _MANY_TIMES and main:
        fields["period"] = Value(main)
    if fields["period"].name != main and drafts[-1].fields["period"].name == main:
        fields["period"] = Value(main)
    at = next((i for i, token in enumerate(scene.row) if token is drafts[0].token), 0)
    if len(drafts) > 1 and any(token.text in scene.language.sets["from"] for token in scene.row[max(0, at - 4) : at]):
        fields["period"] = drafts[1].fields["period"]
    before = scene.row[: max(0, unhedged(scene.row, at) - 1)]
    sets = scene.language.sets
    colon = max((i for i, token in enumerate(before) if token.text == ":"), default=0)
    had = [i for i in range(colon, len(before)) if before[i].text in sets["past_perfect"]]
    past_perfect = any(scene.row[i + 1].text not in sets["indefinite"] for i in had)
    reason = any(token.text in sets["because"] for token in before)
    exceeded = is_exceeded(scene, drafts[-1]) and drafts[-1].fields["period"] == fields["period"]
    if (past_perfect or reason or exceeded) and fields["period"].name != main:
        fields["period"] = first["period"] if first is not None else Value(main)
    return fields
