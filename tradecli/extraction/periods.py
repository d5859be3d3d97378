"""Words of time and the article's date -> the period that a figure is of.

A period is written as `2025`, `2025-Q1`, `2025-H1`, `2025-03`,
`2025-01/2025-11` (year to date) or `2021/2025` (several years together).
Where the words leave the year out, it is the last such period that had ended
when the article appeared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.months import YEAR, months_of, shifted, year_of
from tradecli.extraction.numbers import is_part
from tradecli.extraction.period_readers import READERS, Mention, Read, two_years
from tradecli.extraction.timewords import time_words

_COMPARED = frozenset({"comparison_inside", "previous_plan", "previous_month"})
_SPANNED = frozenset({"last_year", "plan"})
"""Mentions that "over" compares with where a rate or a word of change stands before it, and spans elsewhere."""
_LONGEST_PLAN, _LONGEST = 20, 80
"""Years of a span, at most, and of one that says "from" or "between"."""
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2} \Z")
_YEAR = re.compile(YEAR)
_CLAUSE = re.compile(r"[,;:()\u2014]")
_OPENING = 4
"""Characters before the year that a sentence opens with, at most: "In "."""
_WORD = re.compile(r"\s*([a-z]+)")
_LEAD = 20
"""Characters before a mention that tell whether it opens a clause: a mark, or a word and a blank."""


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
    counted: int = 0
    """How many years it counts back from the last whole one."""
    later: int = 0
    """How many years it counts on from the one that the sentences before tell of."""

    @property
    def by_part(self) -> bool:
        """Whether it names periods apart rather than the months up to one: "quarter by quarter", "March and April"."""
        return bool(self.several) and not months_of(self.value)[0].endswith("-01")


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
        mention = Mention(match, _kind(match), words, calendar, language)
        if not _is_period(text, mention):
            continue
        if mention.kind == "the_year" and (
            any(_YEAR.fullmatch(each.value) for each in found) or _is_of_printed_year(text, mention)
        ):
            continue
        if mention.kind == "now" and not any(_is_years_before(each, calendar) for each in found[-1:]):
            continue
        if mention.kind == "quarter_again" and not any("-Q" in each.value for each in found[-1:]):
            continue
        read = READERS[mention.kind](mention)
        if mention.kind == "year" and found and _is_of_bracketed(text, found[-1], match.start(), language):
            found[-2:] = (_of_that_year(each, int(read.value)) for each in found[-2:])
            continue
        if read.relative and (year := _opening_year(text, start, match.start(), found, language)):
            read = _of_year(read, year)
        if read.later or mention.kind == "quarter_again":
            read = _after(read, found)
        comparison = _is_compared(text, start, mention) or _is_quarter_held_against(text, start, mention, read, found)
        found.append(
            Period(
                match.start(),
                match.end(),
                read.value,
                comparison,
                read.several,
                read.relative,
                read.counted,
                read.later,
            )
        )
    return found


def _after(read: Read, found: Sequence[Period]) -> Read:
    """What a mention says by the one before it: "in 2018 ... five years later", "the second quarter ... the first"."""
    last = next((each for each in reversed(found) if each.value), None)
    if read.later:
        year = year_of(last.value) if last is not None else None
        return replace(read, value=str(year + read.later), later=0) if year is not None else read
    return replace(read, value=f"{last.value[:5]}{read.value}" if last is not None else "")


def _is_quarter_held_against(text: str, start: int, mention: Mention, read: Read, found: Sequence[Period]) -> bool:
    """Whether a rate is over a quarter before its own: "in the second quarter, up 16.1% over the first quarter"."""
    if mention.kind != "quarter" or not any("-Q" in each.value and each.value > read.value for each in found):
        return False
    before = mention.words.before.search(text, max(start, mention.match.start() - 40), mention.match.start())
    said = text[start : before.start()].rstrip().lower() if before is not None else ""
    return said.endswith(tuple(mention.language.lists["percent"]))


def _opening_year(text: str, start: int, at: int, found: Sequence[Period], language: Language) -> int:
    """The year that the clause of a mention opens with: "In 2022, exports fell 3% in the first quarter"; or 0."""
    year = next((each for each in found if not each.comparison and _YEAR.fullmatch(each.value)), None)
    if year is None or year is not found[-1] or year.start - start > _OPENING:
        return 0
    between = text[year.end : at].lstrip(", ")
    apart = _CLAUSE.search(between) or not language.sets["cuts"].isdisjoint(between.lower().split())
    return int(year.value) if between and not apart else 0


def _is_years_before(time: Period, calendar: Calendar) -> bool:
    """Whether a time is of a year before the one that the article may look back at."""
    year = year_of(time.value)
    return year is not None and year < calendar.year - 1


def _is_of_printed_year(text: str, mention: Mention) -> bool:
    """Whether a year as a whole is that named behind it: "the whole year of 2009"."""
    after = text[mention.match.end() : mention.match.end() + 9].split()
    return len(after) > 1 and after[0] in mention.language.sets["of"] and _YEAR.match(after[1]) is not None


def _is_of_bracketed(text: str, last: Period, at: int, language: Language) -> bool:
    """Whether a year is of a time given twice: "the first seven months (Jan-July) of 2016"."""
    between = text[last.end : at].split()
    return last.relative and len(between) == 2 and between[0] == ")" and between[1] in language.sets["year_joins"]


def _of_that_year(time: Period, year: int) -> Period:
    """A mention of a time without a year, of that year."""
    own = year_of(time.value) if time.relative else None
    return replace(time, value=shifted(time.value, year - own), relative=False) if own is not None else time


def _of_year(read: Read, year: int) -> Read:
    """What a mention says, of another year."""
    own = year_of(read.value)
    return replace(read, value=shifted(read.value, year - own)) if own is not None else read


def _kind(match: re.Match[str]) -> str:
    last = match.lastgroup or ""
    if last.startswith("k_"):
        return last[2:]
    return next(name[2:] for name, value in match.groupdict().items() if name.startswith("k_") and value is not None)


def _is_compared(text: str, start: int, mention: Mention) -> bool:
    """Whether words before a mention make it what is compared with; "over the first half" spans it instead."""
    at = mention.match.start()
    if mention.kind in _COMPARED:
        return True
    if mention.kind == "years_ago":
        return not _opens(text, start, at)
    if mention.kind == "n_months" and _is_same_of_last_year(mention):
        return True
    before = mention.words.before.search(text, max(start, at - 40), at)
    if before is None or _opens_clause(text, before, mention.language):
        return False
    if before.start() == start and before.group().split()[0].lower() in mention.language.sets["spanning"]:
        return False
    said, sets = text[start : before.start()].rstrip().lower(), mention.language.sets
    said = said.removesuffix(mention.language.lists["respectively"][0]).rstrip()
    percent = tuple(mention.language.lists["percent"])
    rated = said.endswith(percent)
    if before.group().split()[0].lower() in sets["rated_off"]:
        return rated
    if mention.kind == "year" or before.group().split()[0].lower() not in sets["spanning"]:
        return True
    if rated and before.group().split()[0].lower() in sets["on_words"]:
        return True
    rest, _, last = said.rpartition(" ")
    changed = last in sets["change_nouns"] | sets["rate_nouns"]
    rated |= changed and rest.endswith(percent)
    return rated if mention.kind == "month" else mention.kind in _SPANNED and (rated or changed)


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a mention opens its sentence or clause: "Ten years ago, exports were 2 billion yuan"."""
    before = text[start:at].rstrip()
    return not before or before.endswith((";", ":"))


def _is_same_of_last_year(mention: Mention) -> bool:
    """As in "on the same two months of last year", "of 2012"."""
    lists, said = mention.language.lists, mention.match.group().lower()
    same = not mention.language.sets["same"].isdisjoint(said.split())
    printed = mention.match.groupdict().get("n_months_year") or ""
    earlier = printed.isdigit() and 0 < int(printed) < mention.calendar.year
    return same and (earlier or said.endswith(tuple(lists["last_year"])))


def _opens_clause(text: str, before: re.Match[str], language: Language) -> bool:
    """Whether "that of" is a subject rather than what another is held against: "and that of the first four months"."""
    lead = text[max(0, before.start() - _LEAD) : before.start()].rstrip()
    if lead.lower().rpartition(" ")[2] in language.sets["told_that"]:
        return before.group().split()[0].lower() in language.sets["that"]
    if not before.group().lower().startswith(tuple(language.lists["those_of"])):
        return False
    return lead.endswith((",", ";")) or lead.rsplit(" ", 1)[-1].lower() in language.sets["and"]


def _is_how_long(before: str, mention: Mention) -> bool:
    """Whether months only say for how long something rose or fell: "grew for two months"."""
    sets, said = mention.language.sets, mention.match.group().lower().split()
    moved = before.lower().split()[-1:]
    lone = len(said) > 1 and said[0] in sets["for"] and said[1] not in sets["definite"]
    first, second = (*mention.match.string[mention.match.end() :].split(maxsplit=2)[:2], "", "")[:2]
    to_month = first in sets["time_parts.months_to"] and second.strip(".,").lower() in mention.words.months
    dated = mention.match["n_months_year"] or first in sets["of"] or to_month
    return lone and not dated and bool(moved) and any(moved[0] in sets[way] for way in ("change.up", "change.down"))


def _is_once_more(text: str, mention: Mention) -> bool:
    """Whether a year only counts how often: "a second time this year:"; not "the third time this year that exports"."""
    sets, match = mention.language.sets, mention.match
    last = text[max(0, match.start() - 12) : match.start()].rstrip().rpartition(" ")[2].lower()
    after = text[match.end() : match.end() + 12].split()
    return last in sets["time_parts.times_over"] and after[:1] != [] and after[0].lower() not in sets["that"]


def _is_period(text: str, mention: Mention) -> bool:
    """Whether a match is a mention of time rather than another word or part of a day's date."""
    match = mention.match
    if mention.kind == "month":
        return _is_month(text, mention)
    if mention.kind == "year":
        ends = "|".join(mention.language.lists["time_parts"]["ordinal_ends"])
        before = text[max(0, match.start() - 18) : match.start()]
        if (before.split()[-1:] or [""])[0].lower() in mention.language.sets["time_parts.named_by_year"]:
            return False
        day = rf"\d/\d{{1,2}}/$|[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}(?:{ends})?,?\s$|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?,?\s$"
        return re.search(day, before) is None
    if mention.kind == "quarters" and match["three"]:
        before = text[max(0, match.start() - 20) : match.start()].rstrip().lower()
        hedges = mention.language.lists["hedges"]
        hedged = before.endswith(tuple(f" {word}" for words in hedges.values() for word in words))
        return not (hedged or is_part(text, match.start(), match.end(), mention.language))
    if mention.kind == "this_year":
        return not _is_once_more(text, mention)
    if mention.kind in {"n_months", "past_years"}:
        before = text[max(0, match.start() - 40) : match.start()]
        counted = mention.words.streak.match(text, match.end()) or mention.words.record.search(before)
        return not counted and not _is_how_long(before, mention)
    if mention.kind == "years":
        first, second = two_years(match)
        said = not match.group()[0].isdigit()
        return first < second < first + (_LONGEST if said else _LONGEST_PLAN)
    return True


def _is_month(text: str, mention: Mention) -> bool:
    """Whether a month's name is one: "May" and "March" need a year, a preposition or a verb beside them."""
    match, sets = mention.match, mention.language.sets
    name, start, end = match["month"], match.start(), match.end()
    alone = " " in match.group() and not match["month_year"]
    if not name[0].isupper() or (_DAY_BEFORE.search(text[max(0, start - 5) : start]) and not alone):
        return False
    if match["month_year"] or " " in match.group() or name.rstrip(".").lower() not in sets["doubtful_months"]:
        return True
    if mention.words.lead.search(text[max(0, start - 8) : start]):
        return True
    follower = _WORD.match(text[end : end + 12])
    if follower is not None and follower.group(1) in sets["month_next"]:
        return True
    return name.endswith(".") or text[end : end + 1] in {"'", "-"}
