"""When an article appeared: from its date, else from its dateline and the years it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tradecli.extraction.language import Language, alternatives
from tradecli.extraction.months import YEAR
from tradecli.extraction.text import sentence_around
from tradecli.extraction.timewords import TimeWords, time_words

_CAPTION_AGE, _CAPTION_WORDS = 2, 5
"""Months that a photograph is older than its report, at most; words before the date that ends its caption, at least."""
_HEAD = 600
"""Characters in which a dateline or the date of an issue stands."""
_FIRST_MONTHS, _HALF_YEAR = 3, 6
"""Months of a year in which reports on the one before appear, and in which those on nothing else still do."""
_LATER = 2
"""A year is only compared with from afar where so many years that a text prints are by more than as many later."""
_LONG_BEFORE = 2
"""Years by which the file's name is later than all that an article prints, for those to be only looked back at."""
_PRINTED_YEAR = re.compile(rf"(?<![\w$¥€£.,-])(?P<year>{YEAR})(?![\d-]|,\d|\.\d)")
_OF_TITLE = re.compile(rf"\s?(?:the\s)?{YEAR}\s[A-Z][a-z]+\s(?:[A-Z]|and\b)")
"""A year in a proper name: "on the 2013 National Economic and Social Development"."""
_CLOCKED_DAY = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])\s+\d{1,2}:\d\d(?!\d)")
"""A day without a year before its time of day: "Headline 10-18 16:37"."""
_NAMED_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the article says of its own time: year and month it appeared in, and the period it is about."""

    year: int
    month: int
    main: str = ""
    named: bool = False
    """Whether nothing but the article's file name tells the year."""
    undated: bool = field(default=False, repr=False)
    """Whether nothing tells the month."""

    def ended(self, last_month: int) -> int:
        """Year of the latest span of months that ends in `last_month` and was over by the article's date.

        >>> Calendar(2026, 1).ended(9), Calendar(2025, 8).ended(7)
        (2025, 2025)
        """
        return self.year if last_month <= self.month else self.year - 1


class _NamedYear(NamedTuple):
    """A year that a text prints; what it is compared by and the month before it, where there are such."""

    year: int
    compared: str = ""
    month: int = 0


def calendar_of(folded: str, date: str, language: Language, name: str = "") -> Calendar:
    """When the article appeared: from its date, else from a dateline and the years it names.

    Where it names no year at all, or none but some long before, the last one in
    `name`, its file's, is taken.

    A year that is only compared with ("than in the same months of 2024") puts the
    article one year after it, a month of it ("from April 2024") after that month;
    a dateline in the first months of a year, with figures of a year past, one year
    after the latest year named. A full date is taken where no later year is named;
    behind a picture it is the picture's, and the report is of the dateline's month next to it, or may be
    two months younger.

    >>> from tradecli.extraction.language import load
    >>> calendar_of("Hefei, Jan. 20 - Exports grew 5% in 2025.", "", load("en"))
    Calendar(year=2026, month=1, main='', named=False)
    >>> calendar_of("Exports grew 5% in March.", "", load("en"), "hebei-2023.txt").year
    2023
    >>> calendar_of("Exports kept rising over the first four months of 2013.", "", load("en")).year
    2013
    >>> text = "Exports were 1.8% down from April 2015. The April of 2015 was a weak one, as 2015 was."
    >>> (seen := calendar_of(text, "", load("en"))).year, seen.month
    (2016, 5)
    """
    if date:
        return Calendar(int(date[:4]), int(date[5:7]))
    words = time_words(language)
    months = alternatives(words.months)
    of_issue = rf"({months})\s({YEAR})(?:\s(?:{alternatives(language.lists['issue'])}))?\s*(?:$|[|)\u2022])"
    issue = re.search(rf"(?m)(?:^|[|(,.\u2022]\s*){of_issue}", folded[:_HEAD], re.IGNORECASE)
    if issue:
        return Calendar(int(issue.group(2)), words.months[issue.group(1).lower()])
    years = list(_named_years(folded, language, words))
    day = re.search(rf"(?<![A-Za-z])({months})\.?\s\d{{1,2}},?\s({YEAR})(?!\d)", folded[:_HEAD], re.IGNORECASE)
    if day and all(int(day.group(2)) >= year for year in _votes(years, language)):
        year, month = int(day.group(2)), words.months[day.group(1).lower()]
        if not _ends_caption(folded, day, language):
            return Calendar(year, month)
        of_file = _NAMED_YEAR.findall(name)
        if len(of_file) == 1 and int(of_file[0]) > year:
            return Calendar(int(of_file[0]), 12, named=True, undated=True)
        written = _dateline(folded, words, alone=True)
        if written:
            return Calendar(year + (written < month), written)
        return Calendar(year, min(12, month + _CAPTION_AGE))
    month = _dateline(folded, words)
    return _of_years(folded, years, month, name, language)


def _dateline(folded: str, words: TimeWords, alone: bool = False) -> int:
    """The month of the first day without a year near the top, 0 without one; `alone`, only of a dateline's.

    That opens a line and is set off from what follows: "[Xining April 30]", "HAIKOU, June 7 (Xinhua) --".
    """
    day = rf"(?<![A-Za-z])({alternatives(words.months)})\.?\s\d{{1,2}}\b(?!\d|,?\s{YEAR})"
    if alone:
        day = rf"^[\[(]?[A-Z][^\n.]{{0,40}}?(?i:{day})\s?(?:[\])(.]|--|\u2014|-\s)"
    found = re.search(day, folded[:_HEAD], re.MULTILINE if alone else re.IGNORECASE)
    if found is not None:
        return words.months[found.group(1).lower()]
    clocked = None if alone else _CLOCKED_DAY.search(folded, 0, _HEAD)
    return int(clocked.group(1)) if clocked is not None else 0


def _of_years(folded: str, years: Sequence[_NamedYear], month: int, name: str, language: Language) -> Calendar:
    """When an article without a full date appeared, by the years it names and the month of its dateline, 0 for none."""
    words, votes = time_words(language), _votes(years, language)
    aimed = all(named.compared in language.sets["by"] for named in years)
    if not votes or (aimed and _speaks_of_this_year(folded, language)):
        of_file = _NAMED_YEAR.findall(name)
        return Calendar(int(of_file[-1]) if of_file else 0, month or 12, named=bool(of_file), undated=not month)
    latest = max(votes, key=lambda year: (votes[year], year))
    told = [year for year in map(int, _NAMED_YEAR.findall(name)) if year not in votes]
    if len(told) == 1 and told[0] - max(votes) >= (1 if _speaks_of_this_year(folded, language) else _LONG_BEFORE):
        return Calendar(told[0], month or 12, named=True, undated=not month)
    compared = max((named.month for named in years if named.year == latest and named.compared), default=0)
    if votes[latest + 1] and compared and not month:
        return Calendar(latest + 1, min(12, compared + 1), undated=True)
    turn = 0 < month <= 2 and not _tells_of_january(folded, month, words)
    early = month <= _FIRST_MONTHS or (month <= _HALF_YEAR and not _tells_of_parts(folded, language))
    back = early and not _tells_of_months(folded, latest, month, words) and _looks_back(folded, language, words)
    if not month and _is_whole_year_before(folded, latest, language):
        return Calendar(latest + 1, 12, undated=True)
    if votes[latest + 1] or turn or back:
        return Calendar(latest + 1, month or 1, undated=not month)
    return Calendar(latest, month or 12, undated=not month)


def _speaks_of_this_year(folded: str, language: Language) -> bool:
    lowered = folded.lower()
    return any(phrase in lowered for phrase in language.lists["this_year"])


def _tells_of_january(folded: str, month: int, words: TimeWords) -> bool:
    """Whether a report of February opens with the month before, of its own year: "Exports climbed in January"."""
    january = alternatives(name for name, number in words.months.items() if number == 1)
    said = rf"(?<![-\w])(?:{january})(?!\w|\.?\s?[-\u2014]|\.?\s\d{{1,2}}\b|\.?\s(?:to|through)\b)"
    return month > 1 and re.search(said, folded[:_HEAD], re.IGNORECASE) is not None


def _tells_of_months(folded: str, year: int, month: int, words: TimeWords) -> bool:
    """Whether the last month of a year that is printed with it is just over: "January-February 2014" in March."""
    named = re.findall(rf"(?<![A-Za-z])({alternatives(words.months)})\.?,?\s{year}(?!\d)", folded, re.IGNORECASE)
    return 0 < max((words.months[name.lower()] for name in named), default=0) < month


def _is_whole_year_before(folded: str, year: int, language: Language) -> bool:
    """Whether a text tells of parts of a year it does not name, and later of a year as a whole: "In 2019 trade fell".

    What happened in the whole of that year could not be told before those parts were of the next. The year
    stands further down than the lead, and its sentence gives a figure and nothing that is still to come.
    """
    told = [match.start() for match in re.finditer(rf"(?<!\d){year}(?!\d)", folded)]
    led = tuple(f"{word} " for word in language.lists["in"])
    whole = bool(told) and all(folded[:at].lower().endswith(led) for at in told)
    if not whole or "\n" not in folded[_HEAD : told[0]]:
        return False
    said = "".join(sentence_around(folded, told[0], told[0] + len(str(year)))).lower()
    if _is_to_come(said, language) or not any(character.isdigit() for character in said):
        return False
    return _tells_of_parts(folded[: told[0]], language)


def _is_to_come(said: str, language: Language) -> bool:
    """Whether the words around a year say what is still to come: "the province is to become a customs territory"."""
    return any(f" {words} " in said for name in ("intends", "forecast", "to_come") for words in language.lists[name])


def _is_only_to_come(folded: str, year: re.Match[str], language: Language) -> bool:
    """Whether a sentence says of a year only what will be then, and gives no figure."""
    said = "".join(sentence_around(folded, year.start(), year.end())).lower()
    return _is_to_come(said, language) and not any(character.isdigit() for character in said)


def _tells_of_parts(folded: str, language: Language) -> bool:
    """Whether a text speaks of months, quarters or halves at all, which a report on a whole year does not."""
    parts = language.lists["time_parts"]
    names = alternatives([*parts["months"], *parts["quarter"], *parts["quarters"], *language.sets["half_words"]])
    return re.search(rf"\b(?:{names})\b", folded, re.IGNORECASE) is not None


def _ends_caption(folded: str, day: re.Match[str], language: Language) -> bool:
    """Whether a date ends the caption of a picture: "Cranes at the port of Qingdao, Jan. 13, 2026.", "[Photo/VCG]"."""
    before = folded[: day.start()].rpartition("\n")[2]
    after = folded[day.end() :].partition("\n")[0].strip(" .)]([").lower()
    opened = before.strip(" [(").lower().startswith(tuple(language.lists["picture_openers"]))
    opened = opened or before.lower().rstrip().endswith(tuple(language.lists["picture_taken"]))
    if opened or after.startswith(tuple(language.lists["picture_credits"])):
        return True
    return len(before.split()) >= _CAPTION_WORDS and before.rstrip().endswith(",") and not after


def _looks_back(folded: str, language: Language, words: TimeWords) -> bool:
    """Whether an article speaks of last year, not only to compare with it, and never of this one."""
    if _speaks_of_this_year(folded, language):
        return False
    lowered = folded.lower()
    parts = [*words.months, *language.sets["half_words"], *language.lists["time_parts"]["quarter"]]
    of_part = re.compile(rf"\b(?:{alternatives(words.months)})\.?\s$|\bsame\s(?:{alternatives(parts)})\sof\s$")
    said = re.finditer(alternatives(language.lists["last_year"]), lowered)
    compared = tuple(language.lists["comparison_inside"])
    return any(
        words.before.search(lowered, max(0, each.start() - 40), each.start()) is None
        and of_part.search(lowered[max(0, each.start() - 40) : each.start()]) is None
        and not lowered.endswith(compared, 0, each.end())
        for each in said
    )


def _votes(years: Sequence[_NamedYear], language: Language) -> Counter[int]:
    """How much speaks for each year as the one that the article tells of; it is later than all it is compared with."""
    sets = language.sets
    votes: Counter[int] = Counter()
    first = 0
    told = any(not named.compared for named in years)
    plain = sorted(named.year for named in years if not named.compared)
    recent = plain[-_LATER] if len(plain) >= _LATER else 0
    for named in years:
        surely = named.compared in sets["year_before_surely"]
        if not named.compared or (named.compared in sets["by"] and not told):
            votes[named.year] += 1
        elif named.compared in sets["year_before"] and named.year + _LATER >= recent:
            votes[named.year + 1] += 2 if surely else 1
        first = max(first, named.year + 1) if surely else first
    return Counter({year: votes[year] for year in votes if year >= first})


def _named_years(folded: str, language: Language, words: TimeWords) -> Iterator[_NamedYear]:
    """The years that a text prints, but for those that something only lasts until."""
    mentions = {match.end(): match.start() for match in words.any.finditer(folded, 0, len(folded))}
    for match in _PRINTED_YEAR.finditer(folded):
        start = min(match.start(), mentions.get(match.end(), match.start()))
        part = folded[start : match.start()].strip(" .,").lower()
        month = words.months.get(part, 0)
        before = words.before.search(folded, max(0, start - 40), start)
        if before is not None and _OF_TITLE.match(folded, before.end() - 1):
            before = None
        first = before.group().split()[0].lower() if before is not None else ""
        spanned = first in language.sets["spanning"] and part and not month
        if before is not None and not spanned:
            yield _NamedYear(int(match["year"]), first, month)
        elif spanned or not words.until.search(folded[max(0, match.start() - 14) : match.start()].lower()):
            last = folded[max(0, match.start() - 14) : match.start()].lower().split()[-1:]
            by = last[0] if last and last[0] in language.sets["by"] else ""
            aimed = _is_only_to_come(folded, match, language) if by else _is_aimed_at(folded, match.start(), language)
            if not aimed:
                yield _NamedYear(int(match["year"]), by)


def _is_aimed_at(folded: str, at: int, language: Language) -> bool:
    """Whether a sentence says of a year only what is intended for it: "intend to have the port in place in 2025"."""
    said = sentence_around(folded, at, at)[0].lower()
    return any(words in said for words in language.lists["intends"])
