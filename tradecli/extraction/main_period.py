"""The period that an article is about."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import is_month, months_of
from tradecli.model import Sentence

_YEAR = len("2025")
_TEXT = frozenset({"body", "item"})
_LEAD, _LEADING = 2, 5
"""So many sentences lead into an article; in so many figures tell more of its time than later."""
_WIDE = 0.4
"""The least that a period which holds the month named most is named, measured by it, to be the article's."""
_RATE = 4
"""Tokens from a rate to its time, at most."""
_OTHER = 3
"""Words of "any other month"."""
_SPANNED = 2
"""Numbers of a span of months that make it what a report is about, whose title names the last of them, at least."""
_SINCE = 12
"""Words from "since" to its time, at most."""


@dataclass
class _Told:
    """The times that an article names, weighed, and where the first ones stand."""

    votes: Counter[str] = field(default_factory=Counter)
    titled: str = ""
    """The first that the title or the line below it names."""
    opening: str = ""
    """The first of the text."""
    lead: str = ""
    """The first of the text's first sentence with figures, or of one before it."""
    counted: list[str] = field(default_factory=list)
    """For each number of a sentence that names a time, the nearest one."""


def main_period(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], calendar: Calendar, language: Language
) -> str:
    """The month that the title and the text open with, else the period that the title and the text name most.

    Where the text says what all its figures are of, that.
    The title, the line below it and the lead count for more, and so do sentences with figures.
    """
    if declared := next(filter(None, (_declared(row, calendar, language) for row in rows.values())), ""):
        return declared
    told = _told(sentences, rows, calendar, language)
    if _is_not_over(told) or _is_year_of_span(told):
        told.votes.pop(told.titled, None)
        told.titled = ""
    if told.titled and told.titled == told.opening and is_month(told.titled):
        return _span_counted(told) or told.titled
    if told.votes:
        return _named_most(told, calendar)
    return str(calendar.year - 1 if calendar.month <= 2 else calendar.year) if calendar.year else ""


def _declared(row: Sequence[Token], calendar: Calendar, language: Language) -> str:
    """The one time that all figures are said to be of: "All figures are for 2012", "Period covered: May"; or empty."""
    sets = language.sets
    colon = next((i for i, token in enumerate(row) if token.text == ":"), 0)
    said = " ".join(token.text for token in row[:colon]).lower() in sets["period_label"]
    said = said or any(a.text in sets["any"] and b.text in sets["figures"] for a, b in itertools.pairwise(row))
    times = set(_times(row, False, calendar, language)) if said else set()
    return times.pop() if len(times) == 1 and not any("number" in token.kinds for token in row) else ""


def _told(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], calendar: Calendar, language: Language
) -> _Told:
    """What the title, the headings with figures and the text tell of times."""
    told, led, bodies = _Told(), False, 0
    for number, row in rows.items():
        kind = sentences[number].kind
        figures = any("number" in token.kinds for token in row)
        bodies += kind in _TEXT
        subtitle = kind == "heading" and number == 1
        if kind == "heading" and not figures and not subtitle:
            continue
        told.counted += _nearest_times(row)
        if bodies > _LEAD and _is_of_others(row):
            continue
        weight = _weight(row, kind, bodies, figures, language)
        if kind == "body" and not (told.lead or figures):
            told.lead = _scope([*_times(row, figures, calendar, language)])
        for period in _times(row, figures, calendar, language):
            if kind == "title" or subtitle:
                told.titled = told.titled or period
            if subtitle and not figures:
                continue
            told.votes[period] += weight
            if kind == "body" or (kind == "item" and not told.titled):
                told.opening = told.opening or period
                if not led:
                    told.lead = told.lead or period if not figures else period
                    led = figures
        led = led or (kind in _TEXT and figures and bool(told.lead))
    return told


def _scope(periods: Sequence[str]) -> str:
    """The months up to the one that a lead without figures names before: "rose again in June ... in the first half"."""
    first = next(iter(periods), "")
    wider = (each for each in periods[1:] if not is_month(each) and months_of(each)[1] == first)
    return next(wider, "") if is_month(first) else ""


def _nearest_times(row: Sequence[Token]) -> Iterator[str]:
    """For each number of a sentence, the time that stands nearest to it."""
    times = [(i, token.period.value) for i, token in enumerate(row) if token.period and not token.period.comparison]
    numbers = [i for i, token in enumerate(row) if "number" in token.kinds] if times else []
    for i in numbers:
        yield min(times, key=lambda each: abs(each[0] - i))[1]


def _span_counted(told: _Told) -> str:
    """The months up to that of title and lead, where the first numbers are of them and fewer of it; else empty."""
    first = next(iter(told.counted), "")
    count = told.counted.count(first)
    spanned = "/" in first and _holds(first, told.titled) and count >= _SPANNED
    return first if spanned and told.counted.count(told.titled) < count else ""


def _weight(row: Sequence[Token], kind: str, bodies: int, figures: bool, language: Language) -> int:
    """What a time of a sentence counts: more in the title and the lead, little where somebody speaks or looks back."""
    if any(token.text in language.sets["had_been"] for token in row):
        return 0
    if any(token.text in language.sets["first_person"] for token in row):
        return 1
    return 3 if kind == "title" or bodies <= _LEAD else 2 if bodies <= _LEADING and figures else 1


def _times(row: Sequence[Token], figures: bool, calendar: Calendar, language: Language) -> Iterator[str]:
    """The periods of a sentence that figures of the article may be of: one year or a part of it that is over."""
    for i, token in enumerate(row):
        period = token.period
        if period is None or period.comparison or not period.value or _future(period.value, calendar):
            continue
        if (not figures and _began(row, i, language)) or _is_of_rate_before(row, i, language):
            continue
        if _is_of_every_month(row, i, language):
            continue
        if "/" not in period.value or "-" in period.value:
            yield period.value


def _named_most(told: _Told, calendar: Calendar) -> str:
    """The period named most; of a month and what holds it the longer one where the title or the votes speak for it.

    "This year" in an article that does not say when it appeared had not ended, unless December is named.
    """
    votes, titled, lead = told.votes, told.titled, told.lead
    last = max(votes, key=lambda each: votes[each])
    if titled and not is_month(titled) and is_month(last) and _holds(titled, last):
        return titled
    idle = {each for each in votes if each.isdigit() and told.counted and each not in told.counted}
    first = max(votes, key=lambda each: (votes[each], each not in idle, months_of(each)[1]))
    if lead and months_of(first)[1] < months_of(lead)[0] and 2 * votes[lead] >= votes[first]:
        first = lead
    longer = [each for each in votes if is_month(first) and each != first and _holds(each, first)]
    if calendar.undated and first[_YEAR:] not in {"", "-12"}:
        longer = [each for each in longer if len(each) > _YEAR]
    wide = max(longer, key=lambda each: votes[each], default="")
    return wide if wide and votes[wide] >= (1.0 if first == lead else _WIDE) * votes[first] else first


def _is_of_others(row: Sequence[Token]) -> bool:
    """Whether a sentence tells of something else than trade: "Fixed investment jumped 32.9% in the year to May"."""
    trade = any(token.flow or token.is_("partner", "product", "channel") for token in row)
    return not trade and any("distractor" in token.kinds for token in row)


def _is_not_over(told: _Told) -> bool:
    """Whether a title names a quarter or half ("upward path in Q4") in which the year to date of the text ends.

    Not one that figures are of.
    """
    titled, votes = told.titled, told.votes
    if not titled or titled not in votes or len(titled) <= _YEAR or is_month(titled) or "/" in titled:
        return False
    if titled in told.counted:
        return False
    first, last = months_of(titled)
    ends = [months_of(each)[1] for each in votes if each != titled]
    to_date = (months_of(each)[1] for each in votes if each.startswith(f"{first[:_YEAR]}-01/"))
    return any(first <= end < last and end == max(ends) for end in to_date)


def _is_year_of_span(told: _Told) -> bool:
    """Whether a title only names the year of the months up to a date that the text's first figures are of."""
    first = next(iter(told.counted), "")
    return len(told.titled) == _YEAR and first.startswith(f"{told.titled}-01/") and told.titled not in told.counted


def _began(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only when something began: "ever since the agreement came into force in 2010"."""
    return any(token.text in language.sets["since"] for token in row[max(0, i - _SINCE) : i])


def _is_of_every_month(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only all that one of it is held against: "fewer than in any other month of this year"."""
    sets = language.sets
    led = i > _OTHER and row[i - 1].text in sets["of"]
    return led and any(token.text in sets["any"] for token in row[i - _OTHER - 1 : i - 1])


def _is_of_rate_before(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only of what a figure is compared with: "up 3.8%, against 4.8% in the first nine"."""
    at = next((j for j in range(i - 1, max(0, i - _RATE), -1) if "number" in row[j].kinds), 0)
    sets = language.sets
    return at > 0 and row[at - 1].text in sets["versus"] | sets["earlier_rate"] | sets["from"]


def _holds(period: str, month: str) -> bool:
    """Whether a longer period holds a month."""
    first, last = months_of(period)
    return first <= month <= last


def _future(period: str, calendar: Calendar) -> bool:
    """Whether a year had not ended, or a month just begun, when the article appeared."""
    if period == f"{calendar.year}-{calendar.month:02d}":
        return True
    over = calendar.month == 12 and calendar.undated
    return len(period) == 4 and period.isdigit() and int(period) >= calendar.year > 0 and not over
