"""Numbers in a sentence: digits or words, scale, currency or unit, and the hedge beside them.

A cheap pattern finds digits and number words; what they mean is read from what
touches them on either side. Values are exact (`Decimal`) and in base units.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from tradecli.extraction.language import Language
from tradecli.extraction.numberwords import MANTISSA, NumberWords, number_words

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
_RATES_FOLLOW = re.compile(r"\s\w+\sof\s\d")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
"""A number with the comma of continental Europe: no group of thousands has one digit or two."""
_DIGIT_FRACTION = re.compile(r"(?<![\w/.,-])(?P<part>[1-9])/(?P<whole>\d{1,2})\s(?P<of>\w+)\b")
_BILLION, _TRILLION = 10**9, 10**12
_NEXT = 16
"""Characters behind a number among which "respectively" stands, at most."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_MANTISSA = re.compile(MANTISSA)
_GAP = re.compile(r"[\s-]+")
_LONGEST_HEDGE = 48
_LONGEST_LEAD = 40
_LONGEST_GAP = 14


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


_start = attrgetter("start")
Found = Iterator[tuple[Number, re.Match[str]]]


def find(text: str, start: int, end: int, language: Language) -> list[Number]:
    """The numbers between `start` and `end` of a folded text, in order, none overlapping.

    >>> from tradecli.extraction.language import load
    >>> text = "rose over 4.4 percent to RMB 45.47 trillion"
    >>> [(n.kind, str(n.value), n.unit, n.bound) for n in find(text, 0, len(text), load("en"))]
    [('percent', '4.4', '%', 'gt'), ('money', '45470000000000.00', 'CNY', 'eq')]
    """
    words = number_words(language)
    found = list(_digits(text, start, end, words, language))
    for number, match in _in_digits(text, start, end, language):
        found = [each for each in found if each.end <= match.start() or match.end() <= each.start]
        bisect.insort(found, number, key=_start)
    for read in (_in_words, _fractions, _multiples, _thresholds):
        for number, match in read(text, start, end, words, language):
            at = bisect.bisect_left(found, match.end(), key=_start)
            if at == 0 or found[at - 1].end <= match.start():
                found.insert(at, number)
    found = list(_in_dollars(text, _two_scales(text, found, language), words))
    shared = _unsigned_rates(text, start, end, _shared_units(text, found, words), words)
    hedged = [_hedged(text, start, each, words) for each in shared]
    reached = [*hedged[:1], *(_reached(text, a, b, language) for a, b in itertools.pairwise(hedged))]
    return _ranged(text, reached, language)


def _ranged(text: str, found: Sequence[Number], language: Language) -> list[Number]:
    """The numbers, the two ends of a range as its bounds: "rose 6 to 7 percent", not "from 6 to 7 percent"."""
    ends, links = list(found), language.sets["to"] | {"-"}
    for i, (low, high) in enumerate(itertools.pairwise(found)):
        alone = text[low.start : low.end].replace(".", "").isdigit() and low.bound == high.bound == "eq"
        alike = low.kind == high.kind and low.unit == high.unit and 0 <= low.value < high.value
        if not (alone and alike and low.kind != BARE and text[low.end : high.start].strip().lower() in links):
            continue
        before = text[max(0, low.start - _LONGEST_LEAD) : low.start].split()[-1:]
        if not before or before[0].lower() not in language.sets["from"] | language.sets["time_parts.between"]:
            ends[i], ends[i + 1] = replace(low, bound="gt"), replace(high, bound="lt")
    return ends


def _two_scales(text: str, found: Sequence[Number], language: Language) -> Iterator[Number]:
    """The numbers, those told on two scales as one: "5 trillion and 30 billion yuan", "38 billion 670 million yuan"."""
    joint = {f" {word} " for word in language.sets["and"]}
    shared = language.lists["respectively"][0]
    before: Number | None = None
    for number in found:
        if before is not None:
            scaled = before.kind == BARE and number.kind == MONEY and before.scaled and number.scaled
            gap = text[before.end : number.start]
            below = number.value < (_BILLION if gap == " " else _TRILLION) <= before.value
            whole = "." not in text[before.start : before.end] and (gap == " " or gap in joint)
            if scaled and below and whole and shared not in text[number.end : number.end + _NEXT]:
                before = replace(number, start=before.start, value=before.value + number.value)
                continue
            yield before
        before = number
    if before is not None:
        yield before


def _in_dollars(text: str, found: Iterable[Number], words: NumberWords) -> Iterator[Number]:
    """The numbers, those told to be of dollars behind them as money: "or 5.6 trillion when counted in U.S. dollars"."""
    for number in found:
        told = number.kind == BARE and number.scaled and words.dollars.match(text, number.end)
        yield replace(number, kind=MONEY, unit="USD") if told else number


def _digits(text: str, start: int, end: int, words: NumberWords, language: Language) -> Iterator[Number]:
    for match in words.digits.finditer(text, start, end):
        printed = match["number"].replace(" ", "")
        value = Decimal(printed.replace(",", "." if _DECIMAL_COMMA.fullmatch(printed) else ""))
        sign = (match["sign"] or match["sign2"] or "").strip()
        number = _typed(match, value, words, language)
        if number.kind == BARE and not number.scaled and _YEAR.fullmatch(match["number"]):
            continue
        if sign and not (match["sign"] and text[match.start() - 1 : match.start()].isdigit()):
            number = replace(number, sign=-1 if sign == "-" else 1)
        yield number


def _typed(match: re.Match[str], value: Decimal, words: NumberWords, language: Language) -> Number:
    """The number of a match with its kind, unit, scale and the end of its quote."""
    start, end = _trimmed(match)
    groups = match.groupdict()
    scaled = bool(groups["scale"])
    if (
        scaled
        and _key(groups["scale"]) in language.sets["short_scales"]
        and not (groups["after"] or groups.get("before"))
    ):
        return Number(start, match.end("number"), BARE, value)
    if groups["points"]:
        return Number(start, end, POINTS, value, "pp")
    if groups["percent"]:
        return Number(start, end, PERCENT, value, "%")
    before = groups.get("before")
    if groups["times"] and not before and not scaled:
        return Number(start, end, TIMES, value, "%")
    if scaled:
        value *= language.scales[_key(groups["scale"])]
    if groups["after"] and before and words.after[_key(groups["after"])] != words.before[_key(before)]:
        end = start + len(match.string[start : match.start("after")].rstrip(" -"))
        return Number(start, end, MONEY, value, words.before[_key(before)], scaled=scaled)
    if groups["after"] or before:
        unit = words.after[_key(groups["after"])] if groups["after"] else words.before[_key(before or "")]
        return Number(start, end, MONEY, value, unit, scaled=scaled)
    if groups["unit"]:
        value *= language.lists["unit_scales"].get(_key(groups["unit"]), 1)
        return Number(start, end, QUANTITY, value, words.counted[_key(groups["unit"])], scaled=scaled)
    return Number(start, end, BARE, value, scaled=scaled)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Start and end of a match without outer white space."""
    whole = match.group()
    start = match.start() + len(whole) - len(whole.lstrip())
    return start, max(start, match.end() - len(whole) + len(whole.rstrip()))


def _key(word: str) -> str:
    return _GAP.sub(" ", word.strip()).lower()


def _in_words(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    """Numbers in words: "three million tonnes", "a trillion yuan" where a hedge shows that it is a number."""
    articles = language.sets["article_numerals"]
    for match in words.words.finditer(text, start, end):
        numerals = _GAP.split(match["number"].lower())
        if numerals[0] in articles and len(numerals) == 1 and not match["scale"]:
            continue
        if not any(match[name] for name in ("scale", "points", "percent", "after", "times")):
            continue
        values = [words.numerals[word] for word in numerals]
        value = values[0] if len(values) == 1 else (values[0] * 100 if values[1] == 100 else sum(values))
        number = _typed(match, Decimal(value), words, language)
        article = numerals[0] in articles and len(numerals) == 1
        if article and not words.hedge.search(text, max(start, match.start() - _LONGEST_LEAD), match.start()):
            continue
        if number.kind != BARE and not (number.kind == POINTS and _is_said(text, match, language)):
            yield number, match


def _is_said(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether points in words are what somebody says rather than percentage points: "in four points"."""
    if " " in match["points"].strip() or "-" in match["points"]:
        return False
    before = re.findall(r"[\w-]+", text[max(0, match.start() - 20) : match.start()].lower())[-1:]
    after = re.findall(r"[\w-]+", text[match.end() : match.end() + 20].lower())[:1]
    sets = language.sets
    return not (sets["points_before"] & set(before) or sets["points_after"] & set(after))


def _fractions(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    for match in words.fraction.finditer(text, start, end):
        word = _GAP.sub(" ", match["word"].lower())
        hedged = words.hedge.search(text, max(start, match.start() - _LONGEST_LEAD), match.start())
        if word in language.sets["quarter_words"] and not hedged:
            continue
        if _is_fraction(text, start, end, match, word, language):
            yield Number(match.start(), match.end(), FRACTION, Decimal(words.fractions[word]), "%"), match


def _in_digits(text: str, start: int, end: int, language: Language) -> Found:
    """Fractions in digits with their whole behind them: "1/6 of its exports"."""
    for match in _DIGIT_FRACTION.finditer(text, start, end):
        part, whole = int(match["part"]), int(match["whole"])
        if part < whole and match["of"].lower() in language.sets["of"]:
            percent = (Decimal(100 * part) / whole).quantize(Decimal("0.1")).normalize()
            yield Number(match.start(), match.end("whole"), FRACTION, percent + 0, "%"), match


def _is_fraction(text: str, start: int, end: int, match: re.Match[str], word: str, language: Language) -> bool:
    """Whether a fraction in words is one: neither "the first half" nor "a third record"."""
    sets = language.sets
    before = re.findall(r"[\w-]+", text[max(start, match.start() - 20) : match.start()].lower())[-1:]
    after = re.match(r"[\s-]*([a-z][a-z-]*|[^a-z\s])?", text[match.end() : end].lower())
    follower = after.group(1) if after and after.group(1) else ""
    led = bool(before) and before[0] in sets["half_period"]
    if word in sets["half_words"] and (led or follower in sets["half_period_next"]):
        return False
    if text[match.end() : end].lstrip().lower().startswith(tuple(language.lists["fraction_of_time"])):
        return False
    if not follower or not follower[0].isalpha() or follower in sets["fraction_next"]:
        return True
    return any(follower in words for words in (sets["change.up"], sets["change.down"], sets["change.flat"]))


def _multiples(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    lists = language.lists
    for match in words.multiple.finditer(text, start, end):
        word = match["word"].lower()
        if word in language.sets["multiple_adjectives"] and not _is_multiple(text, match.end(), end, language):
            continue
        if word in language.sets["multiple_counts"] and not _is_followed(
            text, match.end(), end, "multiple_of", language
        ):
            continue
        if word in language.sets["double_digit"]:
            if _is_spelt_out(text, match.end(), end):
                continue
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(10), "%", bound="gt")
        else:
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(lists["multiples"][word]), "%")
        yield number, match


def _is_spelt_out(text: str, at: int, end: int) -> bool:
    """Whether the rates follow at once: "a double-digit growth of 10.9 percent"."""
    return _RATES_FOLLOW.match(text, at, end) is not None


def _is_followed(text: str, at: int, end: int, words: str, language: Language) -> bool:
    """Whether the next word is of a list."""
    after = re.match(r"\s*([A-Za-z-]+)", text[at:end])
    return after is not None and after.group(1).lower() in language.sets[words]


def _is_multiple(text: str, at: int, end: int, language: Language) -> bool:
    """Whether "double" at `at` multiplies something rather than describes it ("double growth", "Double 11")."""
    after = re.match(r"\s*([A-Za-z-]+|\S)", text[at:end])
    follower = after.group(1).lower() if after else ""
    return not (follower[:1].isalnum() or follower[:1] in {"'", '"'}) or follower in language.sets["multiple_next"]


def _thresholds(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    """A bare scale word counts only where a mark is passed: 'exceeded the "trillion yuan" threshold'."""
    for match in words.threshold.finditer(text, start, end):
        crossed = words.hedge.search(text, max(start, match.start() - _LONGEST_LEAD), match.start())
        if crossed is not None and words.hedges[_key(crossed["hedge"])] in {"gt", "crossing"}:
            scale, unit = language.scales[_key(match["scale"])], words.after[_key(match["after"])]
            yield Number(match.start(), match.end(), MONEY, scale, unit, scaled=True), match


def _shared_units(text: str, found: list[Number], words: NumberWords) -> list[Number]:
    """Bare numbers of a list or range take the unit, and the scale, of the number at its end."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        number, following = shared[i], shared[i + 1]
        if number.kind != BARE or following.kind == BARE or following.start - number.end > _LONGEST_GAP:
            continue
        if not words.list_gap.fullmatch(text, number.end, following.start):
            continue
        if following.kind in {PERCENT, POINTS} and (number.scaled or "," in text[number.start : number.end]):
            continue
        value = number.value
        if following.scaled and not number.scaled and not _is_told_out(text, shared[max(0, i - 1) : i], number, words):
            mantissa = _MANTISSA.search(text, following.start, following.end)
            if mantissa:
                value *= following.value / Decimal(mantissa.group().replace(",", ""))
        shared[i] = replace(number, kind=following.kind, unit=following.unit, value=value, scaled=following.scaled)
    return shared


def _is_told_out(text: str, before: Sequence[Number], number: Number, words: NumberWords) -> bool:
    """Whether a number of a list whose others each name their scale has none: "6 million, 619,000 and 5 million"."""
    spelt = "," in text[number.start : number.end]
    return spelt and any(
        each.scaled and words.list_gap.fullmatch(text, each.end, number.start) is not None for each in before
    )


def _unsigned_rates(text: str, start: int, end: int, found: list[Number], words: NumberWords) -> list[Number]:
    """The numbers, with the percent sign that a rate lacks: "contracted 10.3 year-on-year", "rose 9.4 and that"."""
    rates = list(found)
    for i, number in enumerate(found):
        if number.kind != BARE or number.scaled or "." not in text[number.start : number.end]:
            continue
        moved = words.moved.search(text, max(start, number.start - _LONGEST_LEAD), number.start)
        timed = moved and words.timed.match(text, number.end, end)
        joined = moved and words.joined.match(text, number.end, end)
        if timed or (joined and i + 1 < len(found) and found[i + 1].kind == PERCENT):
            rates[i] = replace(number, kind=PERCENT, unit="%")
    return rates


def _reached(text: str, before: Number, number: Number, language: Language) -> Number:
    """The number, exact where "up to" says what a rate led to: "added 4% up to 17.93 trillion yuan"."""
    led = before.kind == PERCENT and number.kind in {MONEY, QUANTITY} and number.hedged >= before.end
    onto = led and text[number.hedged : number.start].strip().lower() in language.sets["up_to"]
    return replace(number, bound="eq", hedged=-1) if onto else number


def _hedged(text: str, start: int, number: Number, words: NumberWords) -> Number:
    """The number with the bound that a hedge before or after it gives."""
    before = words.hedge.search(text, max(start, number.start - _LONGEST_HEDGE), number.start)
    if before is not None:
        bound = words.hedges[_key(before["hedge"])]
        crossing = bound == "crossing"
        definite = words.definite.search(before.group()) and not words.thresholds.match(text, number.end)
        if definite and not crossing:
            return number
        passed = "eq" if definite and number.kind == PERCENT else "gt"
        return replace(number, bound=passed if crossing else bound, crossing=crossing, hedged=before.start())
    after = words.hedge_after.match(text, number.end)
    return replace(number, bound=after.lastgroup or "eq") if after is not None else number
