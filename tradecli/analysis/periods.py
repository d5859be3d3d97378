"""Periods as runs of months: which two are the same, alike, or later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_YEAR = re.compile(r"(\d{4})$")
_PART = re.compile(r"(\d{4})-?(Q[1-4]|H[12])$", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_LENGTHS = {"Q": 3, "H": 6}


class Period(NamedTuple):
    """First and last month, each counted from the year 0 (`12 * year + month - 1`)."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months the period has.

        >>> Period(24300, 24305).months
        6
        """
        return self.last - self.first + 1

    def shift(self, months: int) -> Period:
        """The same run of months, later by `months`."""
        return Period(self.first + months, self.last + months)

    def __str__(self) -> str:
        """The one way to write the period.

        >>> str(Period(24300, 24311)), str(Period(24300, 24308))
        ('2025', '2025-01/2025-09')
        """
        (year, start), (end_year, end) = divmod(self.first, 12), divmod(self.last, 12)
        if start == 0 and end == 11:
            return str(year) if year == end_year else f"{year}/{end_year}"
        if year == end_year:
            if start == end:
                return f"{year}-{start + 1:02}"
            for letter, length in _LENGTHS.items():
                if self.months == length and start % length == 0:
                    return f"{year}-{letter}{start // length + 1}"
        return f"{year}-{start + 1:02}/{end_year}-{end + 1:02}"


@lru_cache(maxsize=4096)
def parse(text: str) -> Period | None:
    """The months that a period covers, None where the text is none.

    >>> parse("2025-H1") == parse("2025-01/2025-06")
    True
    >>> parse("2021/2025").months
    60
    >>> parse("2025-13"), parse("last year"), parse("")
    (None, None, None)
    """
    start, slash, end = text.strip().partition("/")
    if slash:
        one, two = parse(start), parse(end)
        return Period(one.first, two.last) if one and two and one.first <= two.last else None
    if found := _YEAR.match(start):
        year = int(found[1])
        return Period(12 * year, 12 * year + 11)
    if found := _PART.match(start):
        length = _LENGTHS[found[2][0].upper()]
        first = 12 * int(found[1]) + length * (int(found[2][1]) - 1)
        return Period(first, first + length - 1)
    if (found := _MONTH.match(start)) and 1 <= int(found[2]) <= 12:
        month = 12 * int(found[1]) + int(found[2]) - 1
        return Period(month, month)
    return None


def canonical(text: str) -> str:
    """The one way to write a period; a text that is none comes back as it is.

    >>> canonical("2025-01/2025-06"), canonical("2025-01/2025-12"), canonical("2025-3")
    ('2025-H1', '2025', '2025-03')
    >>> canonical("")
    ''
    """
    found = parse(text)
    return str(found) if found else text


def year_before(text: str) -> str:
    """The same months a year earlier, or the years before several years; "" for no period.

    >>> year_before("2025-H1"), year_before("2021/2025")
    ('2024-H1', '2016/2020')
    """
    found = parse(text)
    return str(found.shift(-max(12, found.months // 12 * 12))) if found else ""


def base_of(base: str, period: str) -> str:
    """The base as the schema keeps it: canonical, and empty where it is a year earlier.

    >>> base_of("2024", "2025"), base_of("2019", "2025"), base_of("previous", "2025-03")
    ('', '2019', 'previous')
    """
    base = canonical(base)
    found = parse(period)
    return "" if found and found.months <= 12 and base == year_before(period) else base


def alike(one: str, two: str) -> bool:
    """Whether two periods are the same months of (maybe different) years.

    >>> alike("2024-01/2024-11", "2025-01/2025-11"), alike("2025", "2025-H1")
    (True, False)
    """
    a, b = parse(one), parse(two)
    return bool(a and b and a.months == b.months and (b.first - a.first) % 12 == 0)


def recency(text: str) -> tuple[int, int]:
    """Sort key: the later end first; of equal ends the year before its parts, then before several years.

    >>> max(["2025-12", "2025", "2021/2025", "2025-Q4", ""], key=recency)
    '2025'
    """
    found = parse(text)
    if found is None:
        return (-1, 0)
    return (found.last, found.months if found.months <= 12 else -found.months)


def shared(periods: Iterable[tuple[str, str]]) -> str:
    """Of pairs (who, period), the latest period that most of the who share.

    Where no period is shared by more than half, the one that the largest number
    shares, the latest of equals. "" where there are no pairs.

    >>> shared([("a", "2025"), ("b", "2025"), ("c", "2024"), ("c", "2026-Q1")])
    '2025'
    >>> shared([("a", "2024"), ("b", "2024"), ("a", "2025"), ("b", "2025")])
    '2025'
    """
    holders: dict[str, set[str]] = {}
    everyone: set[str] = set()
    for who, period in periods:
        holders.setdefault(period, set()).add(who)
        everyone.add(who)
    if not holders:
        return ""
    most = [each for each, who in holders.items() if 2 * len(who) > len(everyone)]
    if most:
        latest = max(recency(each)[0] for each in most)
        most = [each for each in most if recency(each)[0] == latest]
    return max(most or holders, key=lambda each: (len(holders[each]), recency(each), each))
