"""A mention of time -> the periods that it says: one reader for each kind of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.months import is_month, month_before, months_of, shifted, span, year_of
from tradecli.extraction.text import sentence_around
from tradecli.extraction.timewords import TimeWords

_DECADE, _DECEMBER = 10, 12
_COUNTED = frozenset({"first", "n_months"})
"""Kinds of words for months that are over where they are told of: "the first seven months of this year" of a page put
up again in the next."""
_FIRST_PLAN, _FIRST_YEAR, _PLAN_YEARS = 14, 2021, 5
"""The 14th five-year plan began in 2021."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a mention says: a period or several, and whether its year is inferred."""

    value: str = ""
    several: tuple[str, ...] = ()
    relative: bool = True
    counted: int = 0
    """So many years are counted back from the last whole one."""
    later: int = 0
    """So many years are counted on from the one told before."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A match of a kind of words of time, with what is needed to read it."""

    match: re.Match[str]
    kind: str
    words: TimeWords
    calendar: Calendar
    language: Language

    def year(self, group: str, last: int) -> tuple[int, bool]:
        """The year printed in a group, else that of the latest span that ended in month `last`; whether inferred."""
        word = self.match[group] or self.match.groupdict().get(f"{group}1")
        if word and word[0].isdigit():
            return (int(word) if len(word) == 4 else 2000 + int(word)), False
        if word and word.lower().startswith(self.language.stems["last_year"]):
            return self.calendar.year - 1, True
        if word and word.lower().startswith(self.language.stems["this_year"]):
            told_late = not self.calendar.undated and self.kind in _COUNTED and last < _DECEMBER
            return self.calendar.ended(last) if told_late else self.calendar.year, True
        return self.calendar.ended(last), True


def _full_year(text: str, like: str) -> int:
    return int(text) if len(text) == 4 else int(like[:2] + text)


def two_years(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last year of a run of years."""
    first, second = match["year1"] or match["year_from"], match["year2"] or match["year_to"]
    return int(first), _full_year(second, first)


def _plan(mention: Mention) -> Read:
    match = mention.match
    if match["plan1"]:
        return Read(f"{match['plan1']}/{_full_year(match['plan2'], match['plan1'])}", relative=False)
    first = _FIRST_YEAR + _PLAN_YEARS * (int(match.group()[:2]) - _FIRST_PLAN)
    return Read(f"{first}/{first + _PLAN_YEARS - 1}", relative=False)


def _years(mention: Mention) -> Read:
    first, second = two_years(mention.match)
    return Read(f"{first}/{second}", relative=False)


def _range(mention: Mention) -> Read:
    """A run of months; two joined by "and" are a sum for one number, and apart for two, but for January, never told."""
    first, last = (mention.words.month(mention.match[name]) for name in ("month1", "month2"))
    year, relative = mention.year("range_year", last)
    pair = mention.match["range_pair"] and not mention.match["range_from"] and 1 < first < last
    apart = tuple(f"{year}-{month:02d}" for month in (first, last)) if pair else ()
    return Read(span(year, first, last), apart, relative)


def _over_years(mention: Mention) -> Read:
    """Months of two years: "from April 2018 to March 2020"."""
    first, last = (mention.words.month(mention.match[name]) for name in ("over1", "over2"))
    years = [int(mention.match[name]) for name in ("over_year1", "over_year2")]
    if years[0] == years[1]:
        return Read(span(years[0], first, last) if first <= last else "", relative=False)
    return Read(f"{years[0]}-{first:02d}/{years[1]}-{last:02d}" if years[0] < years[1] else "", relative=False)


def _year_to_month(mention: Mention) -> Read:
    """The months from the start of a year: "from 2013 to August this year"."""
    last = mention.words.month(mention.match["to_month"])
    year, relative = mention.year("to_month_year", last)
    first = int(mention.match["since"])
    return Read(f"{first}-01/{year}-{last:02d}" if first < year else span(year, 1, last), relative=relative)


def _numbered(mention: Mention) -> Read:
    """Months by their numbers: "1-7 month", "in 1 to November"."""
    match = mention.match
    named = match["first_to"]
    first, last = (1, mention.words.month(named)) if named else (int(match["numbered1"]), int(match["numbered2"]))
    if not 1 <= first < last <= 12:
        return Read()
    year, relative = mention.year("numbered_year", last)
    return Read(span(year, first, last), relative=relative)


def _to_date(mention: Mention) -> Read:
    """The year up to a month; that month where only a streak reaches it: "As of April, exports rose for six months"."""
    last = mention.words.month(mention.match["to_date"])
    year, relative = mention.year("to_date_year", last)
    as_of = mention.match.group().lower().startswith(tuple(mention.language.lists["as_of"]))
    behind = sentence_around(mention.match.string, *mention.match.span())[1]
    if as_of and mention.words.streak.search(behind):
        return Read(f"{year}-{last:02d}", relative=relative)
    return Read(span(year, 1, last), relative=relative)


def _first_months(mention: Mention) -> Read:
    match = mention.match
    groups = match.groupdict()
    said = next(filter(None, (groups.get(f"{mention.kind}{number}") for number in ("", 2, 3))))
    count = mention.words.number(said)
    if not 1 <= count <= 12:
        return Read()
    year, relative = mention.year(f"{mention.kind}_year", count)
    return Read(span(year, 1, count), relative=relative)


def _last_months(mention: Mention) -> Read:
    """The months of the year up to the one before the article appeared, where they are so many.

    Those that open a year that had not ended ("over the past seven months of this year"), those that end another
    ("in the last two months of 2024").
    """
    calendar, count = mention.calendar, mention.words.number(mention.match["last_months"])
    if mention.match["last_months_year"]:
        year, relative = mention.year("last_months_year", count)
        past = not mention.language.sets["time_parts.past"].isdisjoint(mention.match.group().lower().split())
        open_yet = past or (year == calendar.year and count == calendar.month - 1)
        if not open_yet and year == calendar.year and calendar.month < _DECEMBER:
            return Read()
        first, last = (1, count) if open_yet else (_DECEMBER - count + 1, _DECEMBER)
        return Read(span(year, first, last) if 1 <= count <= _DECEMBER else "", relative=relative)
    whole = count == calendar.month - 1 and calendar.year
    return Read(span(calendar.year, 1, calendar.month - 1) if whole else "")


def _months_ended(mention: Mention) -> Read:
    """So many months or quarters up to one: "the nine months ended May", "the three quarters ending September"."""
    match = mention.match
    quarters = match["ended_quarters"]
    count = 3 * mention.words.number(quarters) if quarters else mention.words.number(match["ended"])
    last = mention.words.month(match["ended_month2" if quarters else "ended_month"])
    year, relative = mention.year("ended_year2" if quarters else "ended_year", last)
    return Read(span(year, last - count + 1, last) if 1 <= count <= last else "", relative=relative)


def _quarters(mention: Mention) -> Read:
    match = mention.match
    count = 3 if match["three"] else mention.words.number(match["quarters"])
    year, relative = mention.year("quarters_year", 3 * count)
    apart = tuple(f"{year}-Q{number}" for number in range(1, count + 1))
    return Read(span(year, 1, 3 * count), apart, relative)


def _quarter(mention: Mention) -> Read:
    number = mention.words.ordinals[mention.match["quarter"].lower()]
    year, relative = mention.year("quarter_year", 3 * number)
    return Read(f"{year}-Q{number}", relative=relative)


def _quarter_again(mention: Mention) -> Read:
    """A quarter by its number alone, of the year of the one told before."""
    return Read(f"Q{mention.words.ordinals[mention.match['quarter_again'].lower()]}")


def _two_quarters(mention: Mention) -> Read:
    """Two quarters or more, a sum for one number and apart for as many."""
    names = (mention.match[name] for name in ("quarter_least", "quarter_zero", "quarter_one", "quarter_two"))
    told = [mention.words.ordinals[name.lower()] for name in names if name]
    year, relative = mention.year("two_quarters_year", 3 * told[-1])
    value = span(year, 3 * told[0] - 2, 3 * told[-1]) if told == list(range(told[0], told[-1] + 1)) else ""
    return Read(value, tuple(f"{year}-Q{quarter}" for quarter in told), relative)


def _years_ago(mention: Mention) -> Read:
    """The year so many years before the one that the article is about, where its date tells which."""
    said, year = mention.match["years_ago"], _whole_year(mention).value
    count = mention.words.number(said) if said else _DECADE
    return Read(shifted(year, -count) if mention.calendar.year else "")


def _years_later(mention: Mention) -> Read:
    """So many years after the one told before: "Five years later", "a year later"."""
    said, decade = mention.match["years_later"], mention.match["decade_later"]
    return Read(later=mention.words.number(said) if said else _DECADE if decade else 1)


def _past_years(mention: Mention) -> Read:
    """So many years up to the last whole one: "in the past five years"."""
    said = mention.match["past_years"]
    count = mention.words.number(said) if said else _DECADE
    calendar = mention.calendar
    about = year_of(calendar.main) or calendar.year
    over = about < calendar.year or calendar.month == 12
    last = about if over and months_of(calendar.main)[1].endswith("-12") else about - 1
    return Read(f"{last - count + 1}/{last}" if count > 1 and last > count else "", counted=count)


def _q(mention: Mention) -> Read:
    """A quarter, or a run of them: "Q1 to Q3", "2Q25"."""
    match = mention.match
    first = int(match["q"] or match["q2"])
    last = int(match["q_to"] or first)
    year, relative = mention.year("q_year2" if match["q_year2"] else "q_year", 3 * last)
    if first > last:
        return Read()
    return Read(f"{year}-Q{first}" if first == last else span(year, 3 * first - 2, 3 * last), relative=relative)


def _half(mention: Mention) -> Read:
    number = mention.language.lists["halves"][mention.match["half"].lower()]
    year, relative = mention.year("half_year", 6 * number)
    return Read(f"{year}-H{number}", relative=relative)


def _h(mention: Mention) -> Read:
    match = mention.match
    number = int(match["h"] or match["h2"])
    year, relative = mention.year("h_year2" if match["h_year2"] else "h_year", 6 * number)
    return Read(f"{year}-H{number}", relative=relative)


def _each_quarter(mention: Mention) -> Read:
    calendar = mention.calendar
    last = 3 if calendar.month <= 10 and "-09" in calendar.main else 4
    year = calendar.ended(3 * last)
    return Read("", tuple(f"{year}-Q{number}" for number in range(1, last + 1)))


def _month(mention: Mention) -> Read:
    number = mention.words.month(mention.match["month"])
    year, relative = mention.year("month_year", number)
    return Read(f"{year}-{number:02d}", relative=relative)


def _last_month(mention: Mention) -> Read:
    """The month before the article appeared; that which it is about where nothing tells when that was."""
    main = mention.calendar.main
    if mention.calendar.undated and is_month(main):
        return Read(main)
    return Read(month_before(f"{mention.calendar.year:04d}-{mention.calendar.month:02d}"))


def _this_year(mention: Mention) -> Read:
    year, main = str(mention.calendar.year), mention.calendar.main
    return Read(main if main.startswith(year) else year)


def _so_far(mention: Mention) -> Read:
    """The year up to the month that the article is about, or to the one before it appeared."""
    main, calendar = mention.calendar.main, mention.calendar
    if not main and calendar.undated:
        return Read()
    if not main:
        return Read(span(calendar.year, 1, calendar.month - 1) if calendar.month > 1 else "")
    (begun, _, _), (year, _, month) = (each.partition("-") for each in months_of(main))
    return Read(span(int(year), 1, int(month)) if begun == year else main)


def _whole_year(mention: Mention) -> Read:
    """The year as a whole: that of the article's period, or for an article of January to April the year before."""
    calendar = mention.calendar
    about = year_of(calendar.main)
    if about and about < calendar.year:
        return Read(str(about))
    return Read(str(calendar.year - 1 if calendar.month <= 4 else calendar.year))


READERS: Mapping[str, Callable[[Mention], Read]] = {
    "comparison_inside": lambda mention: Read(relative=False),
    "plan": _plan,
    "years": _years,
    "previous_plan": lambda mention: Read(relative=False),
    "range": _range,
    "over_years": _over_years,
    "year_to_month": _year_to_month,
    "numbered": _numbered,
    "to_date": _to_date,
    "first": _first_months,
    "n_months": _first_months,
    "ended": _months_ended,
    "last_months": _last_months,
    "quarters": _quarters,
    "past_years": _past_years,
    "years_ago": _years_ago,
    "years_later": _years_later,
    "two_quarters": _two_quarters,
    "quarter": _quarter,
    "quarter_again": _quarter_again,
    "q": _q,
    "half": _half,
    "h": _h,
    "quarter_by_quarter": _each_quarter,
    "month": _month,
    "previous_month": lambda mention: Read(month_before(mention.calendar.main)),
    "last_month": _last_month,
    "the_month": lambda mention: Read(),
    "the_half": lambda mention: Read(f"{mention.calendar.ended(6)}-H1"),
    "the_quarter": lambda mention: Read(),
    "this_point": lambda mention: Read(),
    "last_year": lambda mention: Read(str(mention.calendar.year - 1)),
    "so_far": _so_far,
    "now": lambda mention: Read(),
    "this_year": _this_year,
    "that_year": lambda mention: Read(),
    "the_year": _whole_year,
    "year": lambda mention: Read(mention.match["year"], relative=False),
}
