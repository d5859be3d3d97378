"""Words of time and the article's date -> the period that a figure is of.

A period is written as `2025`, `2025-Q1`, `2025-H1`, `2025-03`,
`2025-01/2025-11` (year to date) or `2021/2025` (several years together).
Where the words leave the year out, it is the last such period that had ended
when the article appeared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.months import YEAR, month_before, months_of, shifted, span, year_of
from tradecli.extraction.timewords import TimeWords, time_words

_COMPARED = frozenset({"comparison_inside", "previous_plan", "previous_month", "years_ago"})
_LONGEST_PLAN = 20
_FIRST_PLAN, _FIRST_YEAR, _PLAN_YEARS = 14, 2021, 5
"""The 14th five-year plan began in 2021."""
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2} \Z")
_YEAR = re.compile(YEAR)
_WORD = re.compile(r"\s*([a-z]+)")


@dataclass(frozen=True, slots=True)
class Period:
    """A mention of time; `value` is the period, empty where only a later mention can tell."""

    start: int
    end: int
    value: str
    comparison: bool = False
    """Whether it is what a figure is compared with ("from 2024", "than a year earlier")."""
    several: tuple[str, ...] = ()
    """The periods of a list in words ("quarter by quarter")."""
    relative: bool = False
    """Whether the year is taken from the article's date rather than printed."""

    @property
    def by_part(self) -> bool:
        """Whether it names periods apart rather than the months up to one: "quarter by quarter", "March and April"."""
        return bool(self.several) and not months_of(self.value)[0].endswith("-01")


@dataclass(frozen=True, slots=True)
class _Read:
    """What a mention says: a period or several, and whether its year is inferred."""

    value: str = ""
    several: tuple[str, ...] = ()
    relative: bool = True


@dataclass(frozen=True, slots=True)
class _Mention:
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
            return self.calendar.year, True
        return self.calendar.ended(last), True


def find(text: str, start: int, end: int, language: Language, calendar: Calendar) -> list[Period]:
    """The mentions of time between `start` and `end` of a folded text, in order.

    >>> from tradecli.extraction.language import load
    >>> text = "In the first seven months, exports rose 5% from a year earlier; in 2024 they fell."
    >>> [(p.value, p.comparison) for p in find(text, 0, len(text), load("en"), Calendar(2025, 8))]
    [('2025-01/2025-07', False), ('', True), ('2024', False)]
    """
    words = time_words(language)
    found: list[Period] = []
    for match in words.any.finditer(text, start, end):
        mention = _Mention(match, _kind(match), words, calendar, language)
        if not _is_period(text, mention):
            continue
        if mention.kind == "the_year" and any(_YEAR.fullmatch(each.value) for each in found):
            continue
        read = _READERS[mention.kind](mention)
        comparison = mention.kind in _COMPARED or _is_compared(text, start, mention)
        found.append(Period(match.start(), match.end(), read.value, comparison, read.several, read.relative))
    return found


def _kind(match: re.Match[str]) -> str:
    last = match.lastgroup or ""
    if last.startswith("k_"):
        return last[2:]
    return next(name[2:] for name, value in match.groupdict().items() if name.startswith("k_") and value is not None)


def _is_compared(text: str, start: int, mention: _Mention) -> bool:
    """Whether words before a mention make it what is compared with; "over the first half" spans it instead."""
    at = mention.match.start()
    before = mention.words.before.search(text, max(start, at - 40), at)
    if before is None:
        return False
    if mention.kind == "year" or before.group().split()[0].lower() not in mention.language.sets["spanning"]:
        return True
    rates = tuple(mention.language.lists["percent"])
    return mention.kind in {"month", "last_year"} and text[start : before.start()].rstrip().lower().endswith(rates)


def _is_period(text: str, mention: _Mention) -> bool:
    """Whether a match is a mention of time rather than another word or part of a day's date."""
    match = mention.match
    if mention.kind == "month":
        return _is_month(text, mention)
    if mention.kind == "year":
        ends = "|".join(mention.language.lists["time_parts"]["ordinal_ends"])
        before = text[max(0, match.start() - 18) : match.start()]
        day = rf"[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}(?:{ends})?,?\s$|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?,?\s$"
        return re.search(day, before) is None
    if mention.kind == "quarters" and match["three"]:
        before = text[max(0, match.start() - 20) : match.start()].rstrip().lower()
        hedges = mention.language.lists["hedges"]
        return not before.endswith(tuple(f" {word}" for words in hedges.values() for word in words))
    if mention.kind == "n_months":
        before = text[max(0, match.start() - 40) : match.start()]
        return not (mention.words.streak.match(text, match.end()) or mention.words.record.search(before))
    if mention.kind == "years":
        first, second = _two_years(match)
        return first < second < first + _LONGEST_PLAN
    return True


def _is_month(text: str, mention: _Mention) -> bool:
    """Whether a month's name is one: "May" and "March" need a year, a preposition or a verb beside them."""
    match, sets = mention.match, mention.language.sets
    name, start, end = match["month"], match.start(), match.end()
    if not name[0].isupper() or _DAY_BEFORE.search(text[max(0, start - 5) : start]):
        return False
    if match["month_year"] or " " in match.group() or name.rstrip(".").lower() not in sets["doubtful_months"]:
        return True
    if mention.words.lead.search(text[max(0, start - 8) : start]):
        return True
    follower = _WORD.match(text[end : end + 12])
    if follower is not None and follower.group(1) in sets["month_next"]:
        return True
    return name.endswith(".") or text[end : end + 1] in {"'", "-"}


def _full_year(text: str, like: str) -> int:
    return int(text) if len(text) == 4 else int(like[:2] + text)


def _two_years(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last year of a run of years."""
    first, second = match["year1"] or match["year_from"], match["year2"] or match["year_to"]
    return int(first), _full_year(second, first)


def _plan(mention: _Mention) -> _Read:
    match = mention.match
    if match["plan1"]:
        return _Read(f"{match['plan1']}/{_full_year(match['plan2'], match['plan1'])}", relative=False)
    first = _FIRST_YEAR + _PLAN_YEARS * (int(match.group()[:2]) - _FIRST_PLAN)
    return _Read(f"{first}/{first + _PLAN_YEARS - 1}", relative=False)


def _years(mention: _Mention) -> _Read:
    first, second = _two_years(mention.match)
    return _Read(f"{first}/{second}", relative=False)


def _range(mention: _Mention) -> _Read:
    """A run of months; two joined by "and" are a sum for one number, and apart for two, but for January, never told."""
    first, last = (mention.words.month(mention.match[name]) for name in ("month1", "month2"))
    year, relative = mention.year("range_year", last)
    pair = mention.match["range_pair"] and not mention.match["range_from"] and 1 < first < last
    apart = tuple(f"{year}-{month:02d}" for month in (first, last)) if pair else ()
    return _Read(span(year, first, last), apart, relative)


def _over_years(mention: _Mention) -> _Read:
    """Months of two years: "from April 2018 to March 2020"."""
    first, last = (mention.words.month(mention.match[name]) for name in ("over1", "over2"))
    years = [int(mention.match[name]) for name in ("over_year1", "over_year2")]
    if years[0] == years[1]:
        return _Read(span(years[0], first, last) if first <= last else "", relative=False)
    return _Read(f"{years[0]}-{first:02d}/{years[1]}-{last:02d}" if years[0] < years[1] else "", relative=False)


def _numbered(mention: _Mention) -> _Read:
    """Months by their numbers: "1-7 month"."""
    first, last = int(mention.match["numbered1"]), int(mention.match["numbered2"])
    if not 1 <= first < last <= 12:
        return _Read()
    year, relative = mention.year("numbered_year", last)
    return _Read(span(year, first, last), relative=relative)


def _to_date(mention: _Mention) -> _Read:
    last = mention.words.month(mention.match["to_date"])
    year, relative = mention.year("to_date_year", last)
    return _Read(span(year, 1, last), relative=relative)


def _first_months(mention: _Mention) -> _Read:
    match = mention.match
    groups = match.groupdict()
    said = next(filter(None, (groups.get(f"{mention.kind}{number}") for number in ("", 2, 3))))
    count = mention.words.number(said)
    if not 1 <= count <= 12:
        return _Read()
    year, relative = mention.year(f"{mention.kind}_year", count)
    return _Read(span(year, 1, count), relative=relative)


def _last_months(mention: _Mention) -> _Read:
    """The months of the year up to the one before the article appeared, where they are so many."""
    calendar = mention.calendar
    whole = mention.words.number(mention.match["last_months"]) == calendar.month - 1 and calendar.year
    return _Read(span(calendar.year, 1, calendar.month - 1) if whole else "")


def _months_ended(mention: _Mention) -> _Read:
    count, last = mention.words.number(mention.match["ended"]), mention.words.month(mention.match["ended_month"])
    year, relative = mention.year("ended_year", last)
    return _Read(span(year, last - count + 1, last) if 1 <= count <= last else "", relative=relative)


def _quarters(mention: _Mention) -> _Read:
    match = mention.match
    count = 3 if match["three"] else mention.words.number(match["quarters"])
    year, relative = mention.year("quarters_year", 3 * count)
    apart = tuple(f"{year}-Q{number}" for number in range(1, count + 1))
    return _Read(span(year, 1, 3 * count), apart, relative)


def _quarter(mention: _Mention) -> _Read:
    number = mention.words.ordinals[mention.match["quarter"].lower()]
    year, relative = mention.year("quarter_year", 3 * number)
    return _Read(f"{year}-Q{number}", relative=relative)


def _two_quarters(mention: _Mention) -> _Read:
    """Two quarters, a sum for one number and apart for two."""
    first, last = (mention.words.ordinals[mention.match[name].lower()] for name in ("quarter_one", "quarter_two"))
    year, relative = mention.year("two_quarters_year", 3 * last)
    value = span(year, 3 * first - 2, 3 * last) if first < last else ""
    return _Read(value, (f"{year}-Q{first}", f"{year}-Q{last}"), relative)


def _years_ago(mention: _Mention) -> _Read:
    """The year so many years before the one that the article is about, where its date tells which."""
    count, year = mention.words.number(mention.match["years_ago"]), _whole_year(mention).value
    return _Read(shifted(year, -count) if mention.calendar.year else "")


def _q(mention: _Mention) -> _Read:
    number = int(mention.match["q"])
    year, relative = mention.year("q_year", 3 * number)
    return _Read(f"{year}-Q{number}", relative=relative)


def _half(mention: _Mention) -> _Read:
    number = mention.language.lists["halves"][mention.match["half"].lower()]
    year, relative = mention.year("half_year", 6 * number)
    return _Read(f"{year}-H{number}", relative=relative)


def _h(mention: _Mention) -> _Read:
    match = mention.match
    number = int(match["h"] or match["h2"])
    year, relative = mention.year("h_year", 6 * number)
    return _Read(f"{year}-H{number}", relative=relative)


def _each_quarter(mention: _Mention) -> _Read:
    calendar = mention.calendar
    last = 3 if calendar.month <= 10 and "-09" in calendar.main else 4
    year = calendar.ended(3 * last)
    return _Read("", tuple(f"{year}-Q{number}" for number in range(1, last + 1)))


def _month(mention: _Mention) -> _Read:
    number = mention.words.month(mention.match["month"])
    year, relative = mention.year("month_year", number)
    return _Read(f"{year}-{number:02d}", relative=relative)


def _last_month(mention: _Mention) -> _Read:
    return _Read(month_before(f"{mention.calendar.year:04d}-{mention.calendar.month:02d}"))


def _this_year(mention: _Mention) -> _Read:
    year, main = str(mention.calendar.year), mention.calendar.main
    return _Read(main if main.startswith(year) else year)


def _so_far(mention: _Mention) -> _Read:
    """The year up to the month that the article is about, or to the one before it appeared."""
    main, calendar = mention.calendar.main, mention.calendar
    if not main:
        return _Read(span(calendar.year, 1, calendar.month - 1) if calendar.month > 1 else "")
    first, last = months_of(main)
    return _Read(span(int(last[:4]), 1, int(last[5:])) if first[:4] == last[:4] else main)


def _whole_year(mention: _Mention) -> _Read:
    """The year as a whole: that of the article's period, or for an article of January to April the year before."""
    calendar = mention.calendar
    about = year_of(calendar.main)
    if about and about < calendar.year:
        return _Read(str(about))
    return _Read(str(calendar.year - 1 if calendar.month <= 4 else calendar.year))


_READERS: Mapping[str, Callable[[_Mention], _Read]] = {
    "comparison_inside": lambda mention: _Read(relative=False),
    "plan": _plan,
    "years": _years,
    "previous_plan": lambda mention: _Read(relative=False),
    "range": _range,
    "over_years": _over_years,
    "numbered": _numbered,
    "to_date": _to_date,
    "first": _first_months,
    "n_months": _first_months,
    "ended": _months_ended,
    "last_months": _last_months,
    "quarters": _quarters,
    "years_ago": _years_ago,
    "two_quarters": _two_quarters,
    "quarter": _quarter,
    "q": _q,
    "half": _half,
    "h": _h,
    "quarter_by_quarter": _each_quarter,
    "month": _month,
    "previous_month": lambda mention: _Read(month_before(mention.calendar.main)),
    "last_month": _last_month,
    "the_month": lambda mention: _Read(),
    "the_half": lambda mention: _Read(f"{mention.calendar.ended(6)}-H1"),
    "the_quarter": lambda mention: _Read(),
    "last_year": lambda mention: _Read(str(mention.calendar.year - 1)),
    "so_far": _so_far,
    "this_year": _this_year,
    "that_year": lambda mention: _Read(),
    "the_year": _whole_year,
    "year": lambda mention: _Read(mention.match["year"], relative=False),
}
