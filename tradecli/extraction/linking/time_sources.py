"""The times that a figure may be of, each with its source and weight."""

from __future__ import annotations

from collections.abc import Iterator

from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import Reading, weight
from tradecli.extraction.linking.year_spans import since_then
from tradecli.extraction.months import is_month, months_of

_THEN = 8.0
_SINCE = 25.0
_FRONT = 4
"""Tokens among which a sentence opens with its time."""


def of_sentence_before(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time of the first figure of the sentence before."""
    first = case.scene.context.first
    if case.anchor is None and first is not None:
        yield Reading("context", (first[field],), weight(field, "context", features), "the sentence before")


def spoken_of(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time that a sentence without figures opened with, in the same paragraph."""
    context = case.scene.context
    if context.time.name and case.anchor is None and context.spoken == case.scene.paragraph:
        yield Reading("hint", (context.time,), weight(field, "hint", features), "spoken of before")


def opening(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time that the sentence opens with, behind figures of an earlier one: "In May, 2,391 tons, up from 1,684"."""
    row = case.scene.row
    at = next((i for i, token in enumerate(row[:_FRONT]) if token.period is not None), -1)
    time = row[at].period if at >= 0 else None
    if time is not None and time.value and not time.comparison and case.at > at and case.anchor is not None:
        yield Reading("opening", (Value(time.value),), weight(field, "opening", features), "how the sentence opens", at)


def compared_with(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time of the figure before the one that it was compared with: "rose 3%, against 5% in 2018, and imports"."""
    if "after_prior" in features and case.anchor is not None and case.anchor.since.name:
        yield Reading("since", (case.anchor.since,), weight(field, "since", features), "what the last is compared with")


def then(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time of the figure before where "then" points back to it."""
    scene, span = case.scene, case.span
    near = scene.row[span.run.last : span.tail]
    if scene.context.last is not None and any(token.text in scene.language.sets["then"] for token in near):
        yield Reading("own", (scene.context.last[field],), _THEN, '"then"')


def month_of_year_before(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The last month of the article's period, where a rate is over it of a year before: "down 10.7% on June 2023"."""
    last, span = months_of(case.scene.topic.calendar.main)[1], case.span
    if case.anchor is not None or field in case.own or measured.metric != "growth":
        return
    times = (token.period for token in case.scene.row[span.head : span.tail] if token.period is not None)
    if any(
        time.comparison and time.value < last and is_month(time.value) and time.value[4:] == last[4:] for time in times
    ):
        yield Reading("own", (Value(last),), _THEN, "a year after what it is compared with")


def since(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time up to the article's end, since which a level is said to have added up."""
    if span := since_then(case, measured):
        yield Reading("own", (Value(span),), _SINCE, "what it has added up to since then")


def of_article(case: Case, field: str, features: frozenset[str], measured: Measure) -> Iterator[Reading]:
    """The time that the article is about."""
    value = Value(case.scene.topic.calendar.main)
    yield Reading("main", (value,), weight(field, "main", ()), "the article's period")
