"""Full dates in a line of text.

A date is full when it names day, month and year. Where day and month are both
numbers and could be either, the date is left open rather than guessed, but for one
before a clock of twelve hours, which is written with the month first.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tradecli.settings import data_dir

_HAN = "〇零○一二三四五六七八九十"
_DIGIT = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


class Day(NamedTuple):
    """A full date as `YYYY-MM-DD` and the piece of the line that states it; empty where day and month are open."""

    date: str
    start: int
    end: int


@functools.cache
def words() -> dict[str, Any]:
    """The words of `configs/reading.yaml`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = data_dir("configs") / "reading.yaml"
    loaded: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return loaded


def find(line: str) -> Iterator[Day]:
    """Full dates of a line, from left to right.

    >>> [day.date for day in find("Updated: August 15, 2025; 2018年03月12日; 3.4.2026; Aug-10-2021")]
    ['2025-08-15', '2018-03-12', '2026-04-03', '2021-08-10']
    >>> [day.date for day in find("03/04/2026 and 14/04/2026 and 04/14/2026")]
    ['', '2026-04-14', '2026-04-14']
    >>> [day.date for day in find("3/8/2017 6:47 AM, 3/8/2017 16:47")]
    ['2017-03-08', '']
    >>> [day.date for day in find("17:05,12-February-2026, 1,112 May 2024")]
    ['2026-02-12']
    """
    for match in _pattern().finditer(line):
        parts = {name: text for name, text in match.groupdict().items() if text}
        date = _date(parts)
        if date is not None:
            yield Day(date, match.start(), match.end())


@functools.cache
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(words()["months"], 1) for name in names}


@functools.cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, words()["weekdays"]), key=len, reverse=True))
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"""(?ix)
        (?:\b(?:{weekday})\.?,?\s+)?
        (?:
          (?<![\d.,/-]) (?P<y1>{year}) \s?(?P<sep>[-/.])\s? (?P<m1>0?[1-9]|1[0-2]) \s?(?P=sep)\s? (?P<d1>{day})
            (?![\d%]|[.,-]\d)
        | (?<!\d) (?P<y2>{year}) \s?年\s? (?P<m2>0?[1-9]|1[0-2]) \s?月\s? (?P<d2>{day}) \s?日
        | (?P<y3>[{_HAN}]{{4}}) 年 (?P<m3>[{_HAN}]{{1,2}}) 月 (?P<d3>[{_HAN}]{{1,3}}) 日
        | \b (?P<m4>{month}) (?:\.?\s+|-) (?P<d4>{day}) (?:st|nd|rd|th)? (?:\s?,?\s*|-) (?P<y4>{year}) (?!\d|[.,]\d)
        | (?:(?<=\d:\d\d,)|(?<![\d.,])) (?P<d5>{day}) (?:st|nd|rd|th)? (?:\s+of)? [\s-]+ (?P<m5>{month}) \.?,?[\s-]+
            (?P<y5>{year}) (?!\d|[.,]\d)
        | (?<![\d.,/-]) (?P<a>{day}) (?P<mark>[-/.]) (?P<b>{day}) (?P=mark) (?P<y6>{year}) (?![\d%]|[.,-]\d)
            (?P<clock>,?\s+\d{{1,2}}:\d\d(?::\d\d)?\s?[AP]M\b)?
        )"""
    )


def _date(parts: dict[str, str]) -> str | None:
    if "a" in parts:
        first, second, year = (int(parts[name]) for name in ("a", "b", "y6"))
        return _valid(year, first, second) if _is_american(parts) else _either_way(first, second, year, parts["mark"])
    number = next(name[1] for name in parts if name[0] == "y")
    printed, month, day = (parts[name + number] for name in "ymd")
    if number == "3":
        return _valid(int("".join(str(_DIGIT.get(sign, 0)) for sign in printed)), _han(month), _han(day))
    return _valid(int(printed), _months().get(month.lower()) or int(month), int(day))


def _is_american(parts: dict[str, str]) -> bool:
    """Whether a clock of twelve hours behind a date says that the month stands first: "3/8/2017 6:47 AM"."""
    return "clock" in parts and parts["mark"] == "/" and int(parts["a"]) <= 12


def _either_way(first: int, second: int, year: int, mark: str) -> str | None:
    if first <= 12 and second <= 12 and first != second and mark != ".":
        return ""
    day, month = (second, first) if second > 12 else (first, second)
    return _valid(year, month, day)


def _han(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return _DIGIT.get(ones, 0) + (10 * _DIGIT.get(tens, 1) if ten else 0)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
