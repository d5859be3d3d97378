"""Periods as months: what a period spans, the one before it, the same one in another year."""

from __future__ import annotations

import re

YEAR = r"(?:19|20)\d\d"
_YEAR = re.compile(YEAR)
_MONTH = re.compile(r"\d{4}-\d\d")
_QUARTER = re.compile(r"(\d{4})-Q(\d)")
_TO_DATE = re.compile(r"(\d{4})-01/\1-(\d\d)")
_YEARS = re.compile(r"(\d{4})/(\d{4})")


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


def is_month(period: str) -> bool:
    """Whether a period is one month.

    >>> is_month("2025-05"), is_month("2025-Q2"), is_month("")
    (True, False, False)
    """
    return _MONTH.fullmatch(period) is not None


def years_of(period: str) -> tuple[str, str] | None:
    """First and last year of a period that spans whole years, None for any other.

    >>> years_of("2013/2023"), years_of("2013"), years_of("2025-01/2025-08")
    (('2013', '2023'), None, None)
    """
    found = _YEARS.fullmatch(period)
    return (found[1], found[2]) if found else None


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


def month_before(period: str) -> str:
    """The month just before a month, an empty text for any other period.

    >>> month_before("2025-01"), month_before("2025-11"), month_before("2025-Q1")
    ('2024-12', '2025-10', '')
    """
    if not _MONTH.fullmatch(period):
        return ""
    year, month = int(period[:4]), int(period[5:])
    return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"


def before_it(period: str) -> str:
    """The month or quarter just before a month or quarter, the year to the month before, else an empty text.

    >>> before_it("2025-01"), before_it("2025-Q3"), before_it("2025-01/2025-08"), before_it("2025")
    ('2024-12', '2025-Q2', '2025-01/2025-07', '')
    """
    to_date = _TO_DATE.fullmatch(period)
    if to_date:
        year, month = to_date[1], int(to_date[2])
        return f"{year}-01/{year}-{month - 1:02d}" if month > 2 else f"{year}-01"
    quarter = _QUARTER.fullmatch(period)
    if quarter:
        year, number = int(quarter[1]), int(quarter[2])
        return f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
    return month_before(period)


def year_of(period: str) -> int | None:
    """The year in which a period ends.

    >>> year_of("2021/2025"), year_of("2025-H1"), year_of("")
    (2025, 2025, None)
    """
    found = _YEAR.findall(period)
    return int(found[-1]) if found else None


def years_in(period: str) -> int:
    """How many years a period reaches into.

    >>> years_in("2013/2018"), years_in("2013-01/2018-08"), years_in("2025-01/2025-11"), years_in("")
    (6, 6, 1, 0)
    """
    years = [int(year) for year in _YEAR.findall(period)]
    return years[-1] - years[0] + 1 if years else 0


def shifted(period: str, years: int) -> str:
    """The same months some years later or earlier.

    >>> shifted("2025-01/2025-11", -1)
    '2024-01/2024-11'
    """
    return _YEAR.sub(lambda match: str(int(match.group()) + years), period)
