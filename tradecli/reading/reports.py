"""Where a page that joins several reports begins each of them.

A report begins with a title that has the day of publication below it, or names its
year and is said to be of a further report ("Related: ..."); and it has a body of its
own. Links to other reports have none.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from tradecli.model import Report
from tradecli.reading import dates
from tradecli.reading.datelines import STOPS, TITLE, Line, alone, dateline, is_sentence, is_title, labelled_day, labels

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BODY = 2
"""Sentences that make the body of a further report, at least."""
_BESIDE = 4
"""Words that may stand before the date on a line that has no label; behind more of them it is a picture's."""


def others(lines: Sequence[Line]) -> list[Report]:
    """The reports of a page behind its first, in order; each ends where the next begins."""
    begun = {number: day for number in range(1, len(lines)) for day in _begins(lines, number)}
    bodies = [is_sentence(line.text) and line.text.rstrip("\"'”’)").endswith(STOPS) for line in lines]
    ends = itertools.pairwise([*begun, len(lines)])
    firm = [a for a, b in ends if any(bodies[:a]) and sum(bodies[a:b]) >= _BODY]
    bounds = [*(lines[number].start for number in firm), lines[-1].start + len(lines[-1].text) if lines else 0]
    return [
        Report(start, end, _further().sub("", lines[number].text).strip(), begun[number])
        for number, (start, end) in zip(firm, itertools.pairwise(bounds), strict=True)
    ]


def _begins(lines: Sequence[Line], number: int) -> list[str]:
    """The day of the report that a line is the title of, empty where it has none; nothing where it is no title."""
    text = lines[number].text
    if not is_title(text) or len(text) > TITLE or text.endswith((*STOPS, ":", ",")) or _day_of(text):
        return []
    below = _day_of(lines[number + 1].text) if number + 1 < len(lines) else ""
    further = _further().match(text) is not None and _YEAR.search(text) is not None
    return [below] if below or further else []


def _day_of(text: str) -> str:
    """The date of a line below a title: it has nothing but that and who reports, or is a dateline."""
    if day := dateline(text):
        return day
    if is_sentence(text):
        return ""
    if day := labelled_day(text):
        return day
    first = next(dates.find(text), None)
    before = text[: first.start] if first is not None else ""
    credited = len(re.findall(r"\w+", before)) > _BESIDE or before.rstrip().endswith((",", "，"))
    return "" if credited and not labels("publisher", text) else alone(text)


@functools.cache
def _further() -> re.Pattern[str]:
    """What stands before the title of a further report: "Related: "."""
    words = "|".join(map(re.escape, sorted(dates.words()["further"], key=len, reverse=True)))
    return re.compile(rf"[\W_]*(?:{words})\s*[:：|]\s*(?=\S)", re.IGNORECASE)
