"""Words of time and the article's date -> the period that a figure is of.

A period is written as `2025`, `2025-Q1`, `2025-H1`, `2025-03`,
`2025-01/2025-11` (year to date) or `2021/2025` (several years together).
Where the words leave the year out, it is the last such period that had ended
when the article appeared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tradecli.extraction.language import Language, alternatives


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


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the article says of its own time: year and month it appeared in, and the period it is about."""

    year: int
    month: int
    main: str = ""

    def ended(self, last_month: int) -> int:
        """Year of the latest span of months that ends in `last_month` and was over by the article's date.

        >>> Calendar(2026, 1).ended(9), Calendar(2025, 8).ended(7)
        (2025, 2025)
        """
        return self.year if last_month <= self.month else self.year - 1


_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class _Patterns:
    any: re.Pattern[str]
    before: re.Pattern[str]
    months: dict[str, int]
    numerals: dict[str, int]
    ordinals: dict[str, int]


@cache
def _patterns(language: Language) -> _Patterns:
    lists = language.lists
    months = {name.lower(): number for number, names in lists["months"].items() for name in names}
    month = rf"(?:{alternatives(months)})\b\.?"
    numerals = {str(name).lower(): int(value) for name, value in lists["numerals"].items() if name != "a"}
    count = rf"(?:\d{{1,2}}|{alternatives(numerals)})"
    ordinal = alternatives(lists["ordinals"])
    year = rf"(?:(?:,?\s|,?\sof\s|,?\sin\s|\s?/\s?)(?P<{{0}}>{_YEAR}(?![\d-]|,\d{{{{3}}}})|{alternatives(lists['this_year'] + lists['last_year'])}|the\syear\b))?"

    def named(name: str) -> str:
        return year.format(name)

    parts = {
        "inside": alternatives(lists["comparison_inside"]),
        "plan": rf"\d\dth\s+five-year\s+plan(?:\s+(?:period|years?|span))?(?:\s*\((?P<plan1>{_YEAR})\s?-\s?(?P<plan2>(?:{_YEAR}|\d\d))\))?",
        "years": rf"(?:(?:from|between)\s)?(?P<year1>{_YEAR})\s?(?:-|to|through)\s?(?P<year2>{_YEAR}|\d\d(?!\d))(?!-)(?=\W|$)",
        "previous_plan": alternatives(lists["previous_plan"]),
        "range": (
            rf"(?:from\s|between\s)?(?P<month1>{month})\s?(?:-|\u2014|to|through|thru|till|until|and)\s?(?P<month2>{month})"
            rf"(?!\s\d{{1,2}}\b){named('range_year')}"
        ),
        "first": rf"(?:first|opening|initial)[\s-](?P<first>{count})[\s-]months?(?:\speriod)?{named('first_year')}",
        "ended": rf"(?:the\s)?(?P<ended>{count})\smonths\s(?:ended|ending|to\sthe\send\sof|to|through|up\sto|until)\s(?P<ended_month>{month})(?:\s\d{{1,2}}\b)?{named('ended_year')}",
        "quarters": rf"(?:first|opening)[\s-](?P<quarters>three|two|3|2)[\s-]quarters{named('quarters_year')}|(?P<three>three|both)\squarters",
        "quarter": rf"(?P<quarter>{ordinal})[\s-]quarter{named('quarter_year')}",
        "q": rf"(?:(?P<q_year1>{_YEAR})[\s-]?)?\bQ(?P<q>[1-4])\b(?:[\s-](?P<q_year>{_YEAR}))?",
        "half": rf"(?P<half>first|second|latter|opening|last)[\s-]half{named('half_year')}",
        "h": rf"(?:(?P<h_year1>{_YEAR})[\s-]?)?\b(?:H(?P<h>[12])|(?P<h2>[12])H)\b(?:[\s-]?(?P<h_year>{_YEAR}|\d\d))?",
        "quarter_by_quarter": alternatives(lists["quarter_by_quarter"]),
        "n_months": rf"(?:the|in|over|for|these|this)\s(?P<n_months>{count})[\s-]months?(?:\speriod)?\b{named('n_months_year')}|(?P<n_months2>{count})-month\b",
        "month": rf"(?P<month>{month})(?!\s?\d{{1,2}}(?:\b|st|nd|rd|th))(?:\salone|\sonly)?{named('month_year')}",
        "previous_month": alternatives(lists["previous_month"]),
        "last_month": alternatives(lists["last_month"]),
        "the_month": alternatives(lists["the_month"]),
        "the_half": alternatives(lists["the_half"]),
        "the_quarter": alternatives(lists["the_quarter"]),
        "last_year": alternatives(lists["last_year"]),
        "this_year": alternatives(lists["this_year"]),
        "the_year": alternatives(lists["the_year"]),
        "year": rf"(?P<year>{_YEAR})(?!-\d|/\d|\.\d|,\d)",
    }
    pattern = "|".join(rf"(?P<k_{kind}>(?<![\w.$¥€£-]){part}(?!\w|-[a-z])|(?!))" for kind, part in parts.items())
    return _Patterns(
        any=re.compile(pattern, re.IGNORECASE),
        before=re.compile(
            rf"(?<![\w-])(?:{alternatives(lists['comparison_before'])})(?:\s(?:the|in|by|for|at|during|of|just|only|its|their|last|a|weak|low|strong|high))*\s*$",
            re.IGNORECASE,
        ),
        months=months,
        numerals=numerals,
        ordinals=dict(lists["ordinals"]),
    )


def find(text: str, start: int, end: int, language: Language, calendar: Calendar) -> list[Period]:
    """The mentions of time between `start` and `end` of a folded text, in order.

    >>> from tradecli.extraction.language import load
    >>> text = "In the first seven months, exports rose 5% from a year earlier; in 2024 they fell."
    >>> [(p.value, p.comparison) for p in find(text, 0, len(text), load("en"), Calendar(2025, 8))]
    [('2025-01/2025-07', False), ('', True), ('2024', False)]
    """
    patterns = _patterns(language)
    found: list[Period] = []
    for match in patterns.any.finditer(text, start, end):
        kind = (match.lastgroup or "")[2:] if (match.lastgroup or "").startswith("k_") else _kind(match)
        if _is_no_period(text, match, kind, language):
            continue
        value, several, relative = _value(match, kind, patterns, calendar)
        before = patterns.before.search(text, max(start, match.start() - 40), match.start())
        spanning = (
            before is not None
            and before.group().split()[0].lower() in {"over", "on"}
            and kind not in {"year", "inside"}
        )
        comparison = kind in {"inside", "previous_plan", "previous_month"} or (before is not None and not spanning)
        found.append(Period(match.start(), match.end(), value, comparison, several, relative))
    return found


def _kind(match: re.Match[str]) -> str:
    return next(name[2:] for name, value in match.groupdict().items() if name.startswith("k_") and value is not None)


def _is_no_period(text: str, match: re.Match[str], kind: str, language: Language) -> bool:
    if kind == "month":
        name, year = match["month"], match["month_year"]
        if not name[0].isupper() or re.search(r"\b\d{1,2}\s$", text[max(0, match.start() - 4) : match.start()]):
            return True
        if year or " " in match.group() or name.rstrip(".").lower() not in language.lists["doubtful_months"]:
            return False
        led = re.search(
            r"(?:^|\W)(?:in|of|for|from|to|since|until|by|late|early|mid|and|during|than)\W$",
            text[max(0, match.start() - 8) : match.start()],
        )
        follower = re.match(r"\s*([a-z]+)", text[match.end() : match.end() + 12])
        subject = follower is not None and follower.group(1) in language.lists["month_next"]
        return (
            led is None
            and not subject
            and text[match.end() : match.end() + 1] not in {"'", "-"}
            and not name.endswith(".")
        )
    if kind == "year":
        return (
            re.search(
                r"[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s$|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s$",
                text[max(0, match.start() - 18) : match.start()],
            )
            is not None
        )
    if kind == "years":
        first, second = int(match["year1"]), _full_year(match["year2"], match["year1"])
        return not first < second < first + 20
    return False


def _full_year(text: str, like: str) -> int:
    return int(text) if len(text) == 4 else int(like[:2] + text)


def _value(
    match: re.Match[str], kind: str, patterns: _Patterns, calendar: Calendar
) -> tuple[str, tuple[str, ...], bool]:
    """The period of a match, the list of periods it names, and whether its year is inferred."""

    def year(group: str, last: int) -> tuple[int, bool]:
        word = match[group] if group in match.re.groupindex else None
        if word and word[0].isdigit():
            return (int(word) if len(word) == 4 else 2000 + int(word)), False
        if word and word.lower().startswith("last"):
            return calendar.year - 1, True
        if word and word.lower().startswith("this"):
            return calendar.year, True
        return calendar.ended(last), True

    def number(word: str) -> int:
        return int(word) if word.isdigit() else patterns.numerals[word.lower()]

    if kind == "plan":
        if match["plan1"]:
            return f"{match['plan1']}/{_full_year(match['plan2'], match['plan1'])}", (), False
        first = 2021 + 5 * (int(match.group()[:2]) - 14)
        return f"{first}/{first + 4}", (), False
    if kind == "years":
        return f"{match['year1']}/{_full_year(match['year2'], match['year1'])}", (), False
    if kind == "range":
        a, b = (patterns.months[match[name].rstrip(".").lower()] for name in ("month1", "month2"))
        y, relative = year("range_year", b)
        return span(y, a, b), (), relative
    if kind in {"first", "n_months"}:
        group = kind if match[kind] else "n_months2"
        n = number(match[group])
        if not 1 <= n <= 12:
            return "", (), True
        y, relative = year(f"{kind}_year", n)
        return span(y, 1, n), (), relative
    if kind == "ended":
        n, last = number(match["ended"]), patterns.months[match["ended_month"].rstrip(".").lower()]
        y, relative = year("ended_year", last)
        return (span(y, last - n + 1, last) if 1 <= n <= last else ""), (), relative
    if kind == "quarters":
        n = 3 if match["three"] or match["quarters"].lower() in {"three", "3"} else 2
        y, relative = year("quarters_year", 3 * n)
        return span(y, 1, 3 * n), (), relative
    if kind in {"quarter", "q"}:
        n = patterns.ordinals[match["quarter"].lower()] if kind == "quarter" else int(match["q"])
        y, relative = year("q_year1" if kind == "q" and match["q_year1"] else f"{kind}_year", 3 * n)
        return f"{y}-Q{n}", (), relative
    if kind in {"half", "h"}:
        word = match["half"].lower() if kind == "half" else match["h"] or match["h2"]
        n = 1 if word in {"first", "opening", "1"} else 2
        y, relative = year("h_year1" if kind == "h" and match["h_year1"] else f"{kind}_year", 6 * n)
        return f"{y}-H{n}", (), relative
    if kind == "quarter_by_quarter":
        last = 3 if calendar.month <= 10 and "-09" in calendar.main else 4
        y = calendar.ended(3 * last)
        return "", tuple(f"{y}-Q{n}" for n in range(1, last + 1)), True
    if kind == "month":
        n = patterns.months[match["month"].rstrip(".").lower()]
        y, relative = year("month_year", n)
        return f"{y}-{n:02d}", (), relative
    if kind == "previous_month":
        return _month_before(calendar.main), (), True
    if kind == "last_month":
        y, n = (calendar.year, calendar.month - 1) if calendar.month > 1 else (calendar.year - 1, 12)
        return f"{y}-{n:02d}", (), True
    if kind in {"the_month", "the_quarter"}:
        return "", (), True
    if kind == "the_half":
        return f"{calendar.ended(6)}-H1", (), True
    if kind == "last_year":
        return str(calendar.year - 1), (), True
    if kind == "this_year":
        return (calendar.main if calendar.main.startswith(str(calendar.year)) else str(calendar.year)), (), True
    if kind == "the_year":
        return str(calendar.year - 1 if calendar.month <= 4 else calendar.year), (), True
    if kind == "year":
        return match["year"], (), False
    return "", (), False


def _month_before(period: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d", period):
        return ""
    year, month = int(period[:4]), int(period[5:])
    return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"


def span(year: int, first: int, last: int) -> str:
    """The months `first` to `last` of a year as a period.

    >>> span(2025, 1, 6), span(2025, 4, 6), span(2025, 1, 12), span(2025, 1, 8), span(2025, 5, 5)
    ('2025-H1', '2025-Q2', '2025', '2025-01/2025-08', '2025-05')
    """
    if (first, last) == (1, 12):
        return str(year)
    if (first, last) in {(1, 6), (7, 12)}:
        return f"{year}-H{last // 6}"
    if last - first == 2 and last % 3 == 0:
        return f"{year}-Q{last // 3}"
    return f"{year}-{last:02d}" if first == last else f"{year}-{first:02d}/{year}-{last:02d}"


def months_of(period: str) -> tuple[str, str]:
    """First and last month of a period as `YYYY-MM`, empty texts for an empty period.

    >>> months_of("2025-Q2"), months_of("2025-01/2025-08"), months_of("2021/2025")
    (('2025-04', '2025-06'), ('2025-01', '2025-08'), ('2021-01', '2025-12'))
    """
    if not period:
        return "", ""
    ends = []
    for part in period.split("/"):
        year, _, rest = part.partition("-")
        if rest[:1] in {"Q", "H"}:
            size = 3 if rest[0] == "Q" else 6
            last = size * int(rest[1:])
            ends.append((f"{year}-{last - size + 1:02d}", f"{year}-{last:02d}"))
        else:
            ends.append((f"{year}-{rest or '01'}", f"{year}-{rest or '12'}"))
    return ends[0][0], ends[-1][1]


def before_it(period: str) -> str:
    """The month or quarter just before a month or quarter, else an empty text.

    >>> before_it("2025-01"), before_it("2025-Q3"), before_it("2025")
    ('2024-12', '2025-Q2', '')
    """
    quarter = re.fullmatch(r"(\d{4})-Q(\d)", period)
    if quarter:
        year, number = int(quarter[1]), int(quarter[2])
        return f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
    return _month_before(period)


def year_of(period: str) -> int | None:
    """The year in which a period ends.

    >>> year_of("2021/2025"), year_of("2025-H1"), year_of("")
    (2025, 2025, None)
    """
    found = re.findall(_YEAR, period)
    return int(found[-1]) if found else None


def shifted(period: str, years: int) -> str:
    """The same months some years later or earlier.

    >>> shifted("2025-01/2025-11", -1)
    '2024-01/2024-11'
    """
    return re.sub(_YEAR, lambda match: str(int(match.group()) + years), period)


def _years(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<![\w$¥€£.,-])(?P<year>{_YEAR})(?![\d-]|,\d|\.\d)", text)


def calendar_of(folded: str, date: str, language: Language) -> Calendar:
    """When the article appeared: from its date, else from a dateline and the years it names.

    A year that is only compared with ("than in the same months of 2024") puts the
    article one year after it; a dateline in the first months of a year, with
    figures of a year past, one year after the latest year named.
    """
    if date:
        year, month = int(date[:4]), int(date[5:7])
        return Calendar(year, month)
    patterns = _patterns(language)
    months = alternatives(patterns.months)
    issue = re.search(rf"(?m)(?:^|[|(,.]\s*)({months})\s({_YEAR})\s*(?:$|[|)])", folded[:600], re.IGNORECASE)
    if issue:
        return Calendar(int(issue.group(2)), patterns.months[issue.group(1).lower()])
    dateline = re.search(rf"(?<![A-Za-z])({months})\.?\s\d{{1,2}}\b(?!\d|,?\s{_YEAR})", folded[:600], re.IGNORECASE)
    month = patterns.months[dateline.group(1).lower()] if dateline else 0
    votes: Counter[int] = Counter()
    for match in _years(folded):
        before = patterns.before.search(folded, max(0, match.start() - 40), match.start())
        led = folded[max(0, match.start() - 14) : match.start()].lower()
        first = before.group().split()[0].lower() if before is not None else ""
        if first in {
            "than",
            "same",
            "corresponding",
            "compared",
            "versus",
            "vs",
            "against",
            "from",
            "over",
            "above",
            "on",
        }:
            votes[int(match["year"]) + 1] += 2 if first in {"than", "same", "corresponding", "compared"} else 1
        elif before is not None:
            continue
        elif not re.search(r"(?:end of|ahead to|since|until|before|target for|into|\w+ \d{1,2},?) $", led):
            votes[int(match["year"])] += 1
    if not votes:
        return Calendar(0, month or 12)
    latest = votes.most_common(1)[0][0]
    if votes[latest + 1]:
        return Calendar(latest + 1, month or 1)
    lowered = folded.lower()
    past = any(phrase in lowered for phrase in language.lists["last_year"])
    present = any(phrase in lowered for phrase in language.lists["this_year"])
    if past and not present and month <= 3 or 0 < month <= 2:
        return Calendar(latest + 1, month or 1)
    return Calendar(latest, month or 12)
