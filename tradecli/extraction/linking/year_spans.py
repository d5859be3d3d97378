"""Growth and levels told over several years: from one year to another, a yearly mean, years only counted."""

from __future__ import annotations

from tradecli.extraction.amounts import MONEY
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case, Draft
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import is_month, months_of, shifted, years_of

_YEAR = len("2025")
_BEGAN = 7
"""Words from "since" to the time when something began, at most."""


def over_years(case: Case, fields: Fields, measured: Measure) -> tuple[str, str] | None:
    """The last and the first year of a growth that is told from one to the other: "grew 60% between 2013 and 2023".

    None for a yearly mean, for a sum of all the years, for a plan's.
    """
    years = years_of(fields["period"].name)
    row, ends = case.scene.row, case.scene.language.lists["time_parts"]["from"]
    told = next((token for token in row if _is_time(token, fields["period"].name)), None)
    if measured.metric != "growth" or years is None or told is None or told.period is None:
        return None
    counted = told.period.counted
    if not counted and told.text.split(" ")[0].lower() not in ends:
        return None
    words = {word for token in row for word in token.text.lower().split()}
    summed = not case.scene.language.sets["summed"].isdisjoint(words)
    anchor = case.anchor
    levels = anchor is not None and anchor.measure.metric in {"value", "quantity"}
    summed |= levels and anchor is not None and anchor.fields["period"] == fields["period"]
    start = shifted(years[1], -counted) if counted else years[0]
    return None if summed or is_yearly(case) else (years[1], start)


def since_then(case: Case, measured: Measure) -> str:
    """The time from which on a level has added up, to the end of the article's, else empty.

    "Since its launch in May 2020, the zone has handled 5 billion yuan".
    """
    row, sets, main = case.scene.row, case.scene.language.sets, months_of(case.scene.topic.calendar.main)
    since = next((i for i, token in enumerate(row) if token.text in sets["since"]), len(row))
    near = row[since + 1 : since + _BEGAN]
    began = next((token.period.value for token in near if token.period is not None), "")
    has = next((i for i in range(case.span.head, case.at) if row[i].text in sets["has"]), -1)
    verb = row[has + 1 : has + 2] if has >= 0 else ()
    added = any(token.is_("level", "share") or token.flow or token.text in sets["summed"] for token in verb)
    moved = any(token.is_("change:up", "change:down") for token in row[has : case.at])
    if measured.metric not in {"value", "quantity"} or not began or not main[1] or not added or moved:
        return ""
    month = is_month(began)
    if not (month or began.isdigit()) or began[:_YEAR] >= main[1][:_YEAR]:
        return ""
    return f"{began}/{main[1] if month else main[1][:_YEAR]}"


def _is_time(token: Token, period: str) -> bool:
    return token.period is not None and token.period.value == period


def counted_back(case: Case) -> str:
    """The remark on years that a number's own words only count: "in the past five years"."""
    at = case.own["period"].token if "period" in case.own else -1
    time = case.scene.row[at].period if at >= 0 else None
    if time is None or not time.counted or case.own["period"].values[0].name != time.value:
        return ""
    return f"years counted back from {time.value[-_YEAR:]}, the last whole one"


def yearly_mean(case: Case, measured: Measure) -> str:
    """The years that a yearly mean is of, where its sentence tells the growth over them first; else empty."""
    if measured.metric != "growth" or case.anchor is None or "period" in case.own or not is_yearly(case):
        return ""
    spans = (token.period.value for token in case.scene.row[: case.at] if token.period is not None)
    return next((span for span in spans if years_of(span) is not None), "")


def is_yearly(case: Case) -> bool:
    """Whether a growth of several years is their mean: "at an average annual rate of 17.2 percent"."""
    said = f" {' '.join(token.text for token in case.scene.row[case.span.head : case.span.tail])} "
    return any(f" {words} " in said for words in case.scene.language.sets["yearly"])


def span_told(case: Case) -> tuple[str, str] | None:
    """The first and last year of the span that the sentence opens with, or this paragraph or the one before told of."""
    times = (token.period.value for token in case.scene.row[: case.at] if token.period is not None)
    if own := next(filter(None, map(years_of, times)), None):
        return own
    context = case.scene.context
    near = context.years_paragraph in {case.scene.paragraph, case.scene.paragraph - 1}
    return context.years if near and context.years[0] else None


def _end_of_span(case: Case, measured: Measure) -> str:
    """The year of a level between which a sentence moves: "Between 1997 and 2021 it grew, from 70 to 722 billion"."""
    row, sets = case.scene.row, case.scene.language.sets
    times = (token.period.value for token in row[: case.at] if token.period is not None)
    years = next(filter(None, map(years_of, times)), None)
    if years is None or measured.metric != "value":
        return ""
    if isinstance(case.host, Draft):
        return case.host.fields["period"].name if case.host.fields["period"].name in years else ""
    lead = row[unhedged(row, case.at) - 1].text
    levels = [i for i, token in enumerate(row) if token.number is not None and token.number.kind == MONEY]
    outside = [i for i in levels if row[i - 1].text != "("]
    if len(outside) != 2 or row[unhedged(row, outside[0]) - 1].text not in sets["from"]:
        return ""
    if case.at == outside[0]:
        return years[0]
    return years[1] if case.at == outside[1] and lead in sets["to"] else ""


def reached(case: Case, fields: Fields, measured: Measure) -> str:
    """The last year of a span where the figure before is what its first year saw, or its growth; else empty.

    "from 31 to 52 billion", "From 1992 to 2010 trade grew by 22.5 percent a year, to reach 28 billion".
    """
    before, years = case.in_run or case.anchor, span_told(case)
    span = years_of(fields["period"].name)
    grown = before is not None and before.measure.metric == "growth" and before.fields["period"] == fields["period"]
    led = {token.text for token in case.scene.row[max(0, unhedged(case.scene.row, case.at) - 2) : case.at]}
    if span is not None and grown and measured.metric == "value" and led & case.scene.language.sets["reaching"]:
        return span[1]
    if (end := _end_of_span(case, measured)) and "period" not in case.own:
        return end
    first = case.span.run.first if case.in_run is None else case.at
    if before is None or years is None or before.token.number is None or "period" in case.own:
        return ""
    onto = case.scene.row[unhedged(case.scene.row, case.at) - 1].text in case.scene.language.sets["to"]
    return years[1] if onto and first and before.prior and before.fields["period"].name == years[0] else ""
