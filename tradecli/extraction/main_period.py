"""The period that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import months_of
from tradecli.model import Sentence

_YEAR = len("2025")
_TEXT = frozenset({"body", "item"})
_LEAD = 2
"""So many sentences lead into an article."""
_RATE = 4
"""Tokens from a rate to its time, at most."""
_SINCE = 12
"""Words from "since" to its time, at most."""


def main_period(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], calendar: Calendar, language: Language
) -> str:
    """The month that the title and the text open with, else the period that the title and the text name most.

    The title, the line below it and the lead count for more, and so do sentences with figures.
    """
    votes: Counter[str] = Counter()
    lead_period, led, opening = "", False, ""
    titled = ""
    bodies = 0
    for number, row in rows.items():
        kind = sentences[number].kind
        figures = any("number" in token.kinds for token in row)
        bodies += kind in _TEXT
        subtitle = kind == "heading" and number == 1
        if (kind == "heading" and not figures and not subtitle) or (bodies > _LEAD and _is_of_others(row)):
            continue
        told = not any(token.text in language.sets["first_person"] for token in row)
        earlier = any(token.text in language.sets["had_been"] for token in row)
        lead = 0 if earlier else 3 if kind == "title" or bodies <= _LEAD else 2 if bodies <= 5 and figures else 1
        weight = lead if told or earlier else 1
        for i, token in enumerate(row):
            period = token.period
            if period is None or period.comparison or not period.value or _future(period.value, calendar):
                continue
            if (not figures and _began(row, i, language)) or _is_of_rate_before(row, i, language):
                continue
            if "/" not in period.value or "-" in period.value:
                if kind == "title" or subtitle:
                    titled = titled or period.value
                if subtitle and not figures:
                    continue
                votes[period.value] += weight
                lead_in = kind == "body" or (kind == "item" and not titled)
                if lead_in:
                    opening = opening or period.value
                if lead_in and not led:
                    lead_period = lead_period or period.value if not figures else period.value
                    led = figures
        led = led or (kind in _TEXT and figures and bool(lead_period))
    if _is_not_over(titled, votes):
        votes.pop(titled)
        titled = ""
    if titled and titled == opening and _is_month(titled):
        return titled
    if votes:
        last = max(votes, key=lambda each: votes[each])
        if titled and not _is_month(titled) and _is_month(last) and _holds(titled, last):
            return titled
        first = max(votes, key=lambda each: (votes[each], months_of(each)[1]))
        if lead_period and months_of(first)[1] < months_of(lead_period)[0] and 2 * votes[lead_period] >= votes[first]:
            first = lead_period
        count = votes[first]
        longer = [each for each in votes if _is_month(first) and each != first and _holds(each, first)]
        wide = max(longer, key=lambda each: votes[each], default="")
        return wide if wide and votes[wide] >= (1.0 if first == lead_period else 0.4) * count else first
    return str(calendar.year - 1 if calendar.month <= 2 else calendar.year) if calendar.year else ""


def _is_of_others(row: Sequence[Token]) -> bool:
    """Whether a sentence tells of something else than trade: "Fixed investment jumped 32.9% in the year to May"."""
    trade = any(token.flow or token.is_("partner", "product", "channel") for token in row)
    return not trade and any("distractor" in token.kinds for token in row)


def _is_not_over(titled: str, votes: Mapping[str, int]) -> bool:
    """Whether a title names a quarter or half ("upward path in Q4") in which the year to date of the text ends."""
    if not titled or titled not in votes or len(titled) <= _YEAR or _is_month(titled) or "/" in titled:
        return False
    first, last = months_of(titled)
    ends = [months_of(each)[1] for each in votes if each != titled]
    to_date = (months_of(each)[1] for each in votes if each.startswith(f"{first[:_YEAR]}-01/"))
    return any(first <= end < last and end == max(ends) for end in to_date)


def _began(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only when something began: "ever since the agreement came into force in 2010"."""
    return any(token.text in language.sets["since"] for token in row[max(0, i - _SINCE) : i])


def _is_of_rate_before(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only of the rate that one is compared with: "up 3.8%, against 4.8% in the first nine"."""
    at = next((j for j in range(i - 1, max(0, i - _RATE), -1) if "number" in row[j].kinds), 0)
    return at > 0 and row[at - 1].text in language.sets["against"] | language.sets["earlier_rate"]


def _is_month(period: str) -> bool:
    return len(period) == 7 and period[5:].isdigit()


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
