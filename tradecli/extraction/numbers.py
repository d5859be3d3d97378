"""Numbers in a sentence: digits or words, scale, currency or unit, and the hedge beside them.

A cheap pattern finds digits and number words; what they mean is read from what
touches them on either side. Values are exact (`Decimal`) and in base units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from tradecli.extraction.language import Language, alternatives

MONEY, PERCENT, POINTS, TIMES, MULTIPLE, FRACTION, QUANTITY, BARE = (
    "money",
    "percent",
    "points",
    "times",
    "multiple",
    "fraction",
    "quantity",
    "bare",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: `value` in base units (percent, times and points as they stand)."""

    start: int
    end: int
    kind: str
    value: Decimal
    unit: str = ""
    bound: str = "eq"
    sign: int = 0
    """1 or -1 where a sign is printed, else 0."""
    scaled: bool = False
    crossing: bool = False
    """Whether a verb of crossing ("exceeded", "broke") gave the bound."""
    hedged: int = -1
    """Where the hedge before the number begins, -1 without one."""


_MANTISSA = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    digits: re.Pattern[str]
    words: re.Pattern[str]
    fraction: re.Pattern[str]
    multiple: re.Pattern[str]
    threshold: re.Pattern[str]
    before: dict[str, str]
    after: dict[str, str]
    counted: dict[str, str]
    numerals: dict[str, int]
    hedge: re.Pattern[str]
    hedge_after: re.Pattern[str]
    hedges: dict[str, str]
    thresholds: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    lists = language.lists
    before = {name.lower(): code for code, names in lists["currencies"].items() for name in names["before"]}
    after = {name.lower(): code for code, names in lists["currencies"].items() for name in names["after"]}
    counted = {name.lower(): unit for unit, names in lists["counted"].items() for name in names}
    scale = alternatives(language.scales)
    marks = [name for name in after if not name[-1].isalnum()]
    money = "|".join([rf"(?:{alternatives(set(after) - set(marks))})\b", *map(re.escape, marks)])
    percent = "|".join(
        re.escape(each) if not each[-1].isalpha() else rf"{alternatives([each])}\b" for each in lists["percent"]
    )
    points = rf"(?:{alternatives(lists['points'])})(?!\w)"
    times = rf"(?:{alternatives(lists['times'])})\b"
    units = rf"(?:{alternatives(counted)})\b"
    tail = (
        rf"(?:[\s-]?(?P<scale>{scale})\b)?"
        rf"(?:[\s-]{{0,2}}(?:(?P<points>{points})|(?P<percent>{percent})|(?P<after>{money})|(?P<times>{times})|(?P<unit>{units})))?"
    )
    numeral = alternatives(lists["numerals"])
    currency = alternatives(before)
    hedges = {phrase.lower(): bound for bound, phrases in lists["hedges"].items() for phrase in phrases}
    gap = alternatives(each for each in lists["hedge_gap"] if each.isalpha())
    later = "|".join(
        rf"(?P<{bound}>(?:{'|'.join(map(re.escape, phrases))})(?![A-Za-z]))"
        for bound, phrases in lists["hedges_after"].items()
    )
    return _Patterns(
        digits=re.compile(
            rf"(?P<sign>(?<![\w.)-])[+-])?(?:(?<![A-Za-z])(?P<before>{currency})\s?(?P<sign2>[+-])?|(?<![\w.]))"
            rf"(?P<number>{_MANTISSA})(?!\d){tail}",
            re.IGNORECASE,
        ),
        words=re.compile(
            rf"(?<![\w-])(?P<number>(?:{numeral})(?:[\s-](?:{numeral}))?)[\s-](?:(?P<scale>{scale})\b[\s-]?)?"
            rf"(?:(?P<points>{points})|(?P<percent>{percent})|(?P<after>{money})|(?P<times>{times})|(?P<unit>{units}))?",
            re.IGNORECASE,
        ),
        fraction=re.compile(rf"(?<![\w-])(?P<word>{alternatives(name.replace('-', ' ') for name in lists['fractions'])})(?![\w-])", re.IGNORECASE),
        multiple=re.compile(
            rf"(?<![\w-])(?P<word>{alternatives([*lists['multiples'], *lists['double_digit']])})(?![\w-])",
            re.IGNORECASE,
        ),
        threshold=re.compile(rf"(?<![\w-])(?P<scale>{scale})[\s-](?P<after>{money})", re.IGNORECASE),
        before=before,
        after=after,
        counted=counted,
        numerals={str(name).lower(): value for name, value in lists["numerals"].items()},
        hedge=re.compile(
            rf"(?<![\w-])(?P<hedge>{alternatives(hedges)})(?:[\s\"']+(?:{gap})(?![\w]))*[\s\"']*$", re.IGNORECASE
        ),
        hedge_after=re.compile(rf"\s?(?:{later})"),
        hedges=hedges,
        thresholds=re.compile(rf"[\s\"'-]+(?:{alternatives(lists['thresholds'])})\b", re.IGNORECASE),
    )


def find(text: str, start: int, end: int, language: Language) -> list[Number]:
    """The numbers between `start` and `end` of a folded text, in order, none overlapping.

    >>> from tradecli.extraction.language import load
    >>> text = "rose over 4.4 percent to RMB 45.47 trillion ($6.5tn)"
    >>> [(n.kind, str(n.value), n.unit, n.bound) for n in find(text, 0, len(text), load("en"))]
    [('percent', '4.4', '%', 'gt'), ('money', '45470000000000.00', 'CNY', 'eq'), ('money', '6500000000000.0', 'USD', 'eq')]
    """
    patterns = _patterns(language)
    found = list(_digits(text, start, end, patterns, language))
    taken = [(each.start, each.end) for each in found]

    def free(match: re.Match[str]) -> bool:
        return all(match.end() <= a or b <= match.start() for a, b in taken)

    for read in (_in_words, _fractions, _multiples, _thresholds):
        for number, match in read(text, start, end, patterns, language):
            if free(match):
                found.append(number)
                taken.append((number.start, number.end))
    found.sort(key=lambda each: each.start)
    return [_hedged(text, start, each, patterns) for each in _shared_units(text, found)]


def _digits(text: str, start: int, end: int, patterns: _Patterns, language: Language) -> Iterator[Number]:
    for match in patterns.digits.finditer(text, start, end):
        value = Decimal(match["number"].replace(",", ""))
        sign = (match["sign"] or match["sign2"] or "").strip()
        number = _typed(match, value, patterns, language)
        bare_year = number.kind == BARE and not number.scaled and re.fullmatch(r"(?:19|20)\d\d", match["number"])
        if bare_year:
            continue
        if sign and not (match["sign"] and text[match.start() - 1 : match.start()].isdigit()):
            number = replace(number, sign=-1 if sign == "-" else 1)
        yield number


def _typed(match: re.Match[str], value: Decimal, patterns: _Patterns, language: Language) -> Number:
    """The number of a match with its kind, unit, scale and the end of its quote."""
    scale = language.scales[_key(match["scale"])] if match["scale"] else Decimal(1)
    start, end, groups = match.start(), match.end(), match.groupdict()
    text = match.string
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if groups["points"]:
        return Number(start, end, POINTS, value, "pp")
    if groups["percent"]:
        return Number(start, end, PERCENT, value, "%")
    before = groups.get("before")
    if groups["after"] or before:
        unit = patterns.after[_key(groups["after"])] if groups["after"] else patterns.before[_key(before or "")]
        return Number(start, end, MONEY, value * scale, unit, scaled=bool(match["scale"]))
    if groups["times"]:
        return Number(start, end, TIMES, value, "%")
    if groups["unit"]:
        return Number(
            start, end, QUANTITY, value * scale, patterns.counted[_key(groups["unit"])], scaled=bool(match["scale"])
        )
    return Number(start, end, BARE, value * scale, scaled=bool(match["scale"]))


def _key(word: str) -> str:
    return re.sub(r"[\s-]+", " ", word.strip()).lower() if word.strip() not in {"-fold"} else "-fold"


def _in_words(
    text: str, start: int, end: int, patterns: _Patterns, language: Language
) -> Iterator[tuple[Number, re.Match[str]]]:
    for match in patterns.words.finditer(text, start, end):
        words = re.split(r"[\s-]", match["number"].lower())
        lone_article = words[0] == "a" and len(words) == 1 and not match["scale"]
        if lone_article or not any(match[name] for name in ("scale", "points", "percent", "after", "times")):
            continue
        if match["unit"] and not match["scale"]:
            continue
        values = [patterns.numerals[word] for word in words]
        value = values[0] if len(values) == 1 else (values[0] * 100 if values[1] == 100 else sum(values))
        number = _typed(match, Decimal(value), patterns, language)
        if words == ["a"] and not patterns.hedge.search(text, max(start, match.start() - 40), match.start()):
            continue
        if number.kind != BARE:
            yield number, match


def _fractions(
    text: str, start: int, end: int, patterns: _Patterns, language: Language
) -> Iterator[tuple[Number, re.Match[str]]]:
    lists = language.lists
    for match in patterns.fraction.finditer(text, start, end):
        word = re.sub(r"[\s-]+", " ", match["word"].lower())
        before = re.findall(r"[\w-]+", text[max(start, match.start() - 20) : match.start()].lower())[-1:]
        after = re.match(r"[\s-]*([a-z][a-z-]*|[^a-z\s])?", text[match.end() : end].lower())
        follower = after.group(1) if after and after.group(1) else ""
        if word == "half" and (before and before[0] in lists["half_period"] or follower in lists["half_period_next"]):
            continue
        moved = any(follower in words for words in lists["change"].values())
        if follower and follower[0].isalpha() and follower not in lists["fraction_next"] and not moved:
            continue
        value = next(v for name, v in lists["fractions"].items() if name.replace("-", " ") == word)
        yield Number(match.start(), match.end(), FRACTION, Decimal(str(value)), "%"), match


def _multiples(
    text: str, start: int, end: int, patterns: _Patterns, language: Language
) -> Iterator[tuple[Number, re.Match[str]]]:
    lists = language.lists
    for match in patterns.multiple.finditer(text, start, end):
        word = match["word"].lower()
        if word in lists["double_digit"]:
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(10), "%", bound="gt")
        else:
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(lists["multiples"][word]), "%")
        yield number, match


def _thresholds(
    text: str, start: int, end: int, patterns: _Patterns, language: Language
) -> Iterator[tuple[Number, re.Match[str]]]:
    """A bare scale word counts only where a mark is passed: 'exceeded the "trillion yuan" threshold'."""
    for match in patterns.threshold.finditer(text, start, end):
        crossed = patterns.hedge.search(text, max(start, match.start() - 40), match.start())
        if crossed is not None and patterns.hedges[_key(crossed["hedge"])] in {"gt", "crossing"}:
            scale = language.scales[_key(match["scale"])]
            yield (
                Number(match.start(), match.end(), MONEY, scale, patterns.after[_key(match["after"])], scaled=True),
                match,
            )


_LIST_GAP = re.compile(r"\s*(?:,|,?\s*and|or|to|-|/|,?\s*as well as)\s*", re.IGNORECASE)


def _shared_units(text: str, found: list[Number]) -> list[Number]:
    """Bare numbers of a list or range take the unit, and the scale, of the number at its end."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        number, following = shared[i], shared[i + 1]
        gap = text[number.end : following.start]
        if number.kind != BARE or following.kind == BARE or len(gap) > 14 or not _LIST_GAP.fullmatch(gap):
            continue
        value = number.value
        if following.scaled and not number.scaled:
            mantissa = re.search(_MANTISSA, text[following.start : following.end])
            if mantissa:
                value *= following.value / Decimal(mantissa.group().replace(",", ""))
        shared[i] = replace(number, kind=following.kind, unit=following.unit, value=value, scaled=following.scaled)
    return shared


def _hedged(text: str, start: int, number: Number, patterns: _Patterns) -> Number:
    before = patterns.hedge.search(text, max(start, number.start - 48), number.start)
    if before is not None:
        bound = patterns.hedges[_key(before["hedge"])]
        crossing = bound == "crossing"
        article = re.search(r"\sthe[\s\"']*$", before.group(), re.IGNORECASE)
        if article and not crossing and not patterns.thresholds.match(text, number.end):
            return number
        return replace(number, bound="gt" if crossing else bound, crossing=crossing, hedged=before.start())
    after = patterns.hedge_after.match(text, number.end)
    if after is not None:
        return replace(number, bound=after.lastgroup or "eq")
    return number
