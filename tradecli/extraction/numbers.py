"""Numbers in a sentence: digits or words, scale, currency or unit, and the hedge beside them.

A cheap pattern finds digits and number words; what they mean is read from what
touches them on either side. Values are exact (`Decimal`) and in base units.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from tradecli.extraction.amounts import BARE, FRACTION, MONEY, MULTIPLE, PERCENT, POINTS, QUANTITY, TIMES, Number
from tradecli.extraction.language import Language
from tradecli.extraction.neighbours import in_context
from tradecli.extraction.numberwords import NumberWords, as_listed, number_words

_RATES_FOLLOW = re.compile(r"\s\w+\sof\s\d")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
"""A number with the comma of continental Europe: no group of thousands has one digit or two."""
_DIGIT_FRACTION = re.compile(r"(?<![\w/.,-])(?P<part>[1-9])/(?P<whole>\d{1,2})\s(?P<of>\w+)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_LEAD = 40
_HUNDRED = 100
_PART = 3
"""Words behind a part that tell of what it is, at least: "of all trade"."""
_HALF = Decimal("0.5")
_MEGATONNES = 2000
"""So many units that hold a scale only as written are too many for it: "456,000 Mt" are metric tons."""
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
    for read in (_parts, _in_words, _fractions, _multiples, _thresholds):
        for number, match in read(text, start, end, words, language):
            at = bisect.bisect_left(found, match.end(), key=_start)
            if at == 0 or found[at - 1].end <= match.start():
                found.insert(at, number)
    return in_context(text, start, end, found, words, language)


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
        and as_listed(groups["scale"]) in language.sets["short_scales"]
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
        value *= words.scales[as_listed(groups["scale"])]
    if groups["after"] and before and words.after[as_listed(groups["after"])] != words.before[as_listed(before)]:
        end = start + len(match.string[start : match.start("after")].rstrip(" -"))
        return Number(start, end, MONEY, value, words.before[as_listed(before)], scaled=scaled)
    if groups["after"] or before:
        unit = words.after[as_listed(groups["after"])] if groups["after"] else words.before[as_listed(before or "")]
        return Number(start, end, MONEY, value, unit, scaled=scaled)
    if groups["unit"]:
        value *= language.lists["unit_scales"].get(as_listed(groups["unit"]), 1)
        if value < _MEGATONNES and not scaled:
            value *= language.lists["written_unit_scales"].get(groups["unit"], 1)
        return Number(start, end, QUANTITY, value, words.counted[as_listed(groups["unit"])], scaled=scaled)
    return Number(start, end, BARE, value, scaled=scaled)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Start and end of a match without outer white space."""
    whole = match.group()
    start = match.start() + len(whole) - len(whole.lstrip())
    return start, max(start, match.end() - len(whole) + len(whole.rstrip()))


def _in_words(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    """Numbers in words: "three million tonnes", "a trillion yuan" where a hedge shows that it is a number."""
    articles = language.sets["article_numerals"]
    for match in words.words.finditer(text, start, end):
        numerals = as_listed(match["number"]).split()
        if numerals[0] in articles and len(numerals) == 1 and not match["scale"]:
            continue
        if not any(match[name] for name in ("scale", "points", "percent", "after", "times")):
            continue
        led = len(numerals) > 1 and numerals[0] in articles and words.numerals[numerals[1]] < _HUNDRED
        values = [words.numerals[word] for word in numerals[led:]]
        value = values[0] if len(values) == 1 else (values[0] * _HUNDRED if values[1] == _HUNDRED else sum(values))
        number = _typed(match, Decimal(value) + (_HALF if match["half"] else 0), words, language)
        if led:
            number = replace(number, start=match.start("number") + len(numerals[0]) + 1)
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


def _parts(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    """Parts by their count: "four out of every five yuan of exports"."""
    for match in words.part.finditer(text, start, end):
        part, whole = (words.numerals[match[name].lower()] for name in ("part", "whole"))
        if part < whole:
            yield Number(match.start(), match.end(), FRACTION, _percent(part, whole), "%"), match


def _percent(part: int, whole: int) -> Decimal:
    """A part in per cent, to one decimal."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")).normalize() + 0


def _fractions(text: str, start: int, end: int, words: NumberWords, language: Language) -> Found:
    for match in words.fraction.finditer(text, start, end):
        word = as_listed(match["word"])
        hedged = words.hedge.search(text, max(start, match.start() - _LONGEST_LEAD), match.start())
        if word in language.sets["quarter_words"] and not (
            hedged or is_part(text, match.start(), match.end(), language)
        ):
            continue
        if _is_fraction(text, start, end, match, word, language):
            yield Number(match.start(), match.end(), FRACTION, Decimal(words.fractions[word]), "%"), match


def is_part(text: str, start: int, end: int, language: Language) -> bool:
    """Whether "three quarters" are a part: "three quarters of all its trade", neither "of 2025" nor "of the year"."""
    sets = language.sets
    before = text[max(0, start - _LONGEST_LEAD) : start].lower().split()[-1:]
    after = [word.strip(".,") for word in text[end : end + _LONGEST_LEAD].lower().split(maxsplit=4)[:3]]
    if len(after) < _PART or after[0] not in sets["of"] or (before and before[0] in sets["half_period"]):
        return False
    named = after[2] if after[1] in sets["definite"] else after[1]
    return not (_YEAR.fullmatch(named) or named in sets["half_period_next"] | sets["half_period"])


def _in_digits(text: str, start: int, end: int, language: Language) -> Found:
    """Fractions in digits with their whole behind them: "1/6 of its exports"."""
    for match in _DIGIT_FRACTION.finditer(text, start, end):
        part, whole = int(match["part"]), int(match["whole"])
        if part < whole and match["of"].lower() in language.sets["of"]:
            yield Number(match.start(), match.end("whole"), FRACTION, _percent(part, whole), "%"), match


def _is_fraction(text: str, start: int, end: int, match: re.Match[str], word: str, language: Language) -> bool:
    """Whether a fraction in words is one: neither "the first half" nor "a third record"."""
    sets = language.sets
    before = re.findall(r"[\w-]+", text[max(start, match.start() - 20) : match.start()].lower())[-1:]
    after = re.match(r"[\s-]*([a-z][a-z-]*|[^a-z\s])?", text[match.end() : end].lower())
    follower = after.group(1) if after and after.group(1) else ""
    led = bool(before) and before[0] in sets["half_period"]
    if word in sets["half_words"] and (led or follower in sets["half_period_next"]):
        return False
    behind = (*language.lists["fraction_of_time"], *language.lists["fraction_of_multiple"])
    if text[match.end() : end].lstrip().lower().startswith(behind):
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
        if word in language.sets["multiple_verbs"] and _serves_as(text, start, match, end, language):
            continue
        if _compares_speeds(text, match.end(), end, language) or words.than_others.match(text, match.end(), end):
            continue
        if word in language.sets["double_digit"]:
            if _is_spelt_out(text, match.end(), end):
                continue
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(10), "%", bound="gt")
        else:
            number = Number(match.start(), match.end(), MULTIPLE, Decimal(lists["multiples"][word]), "%")
        yield number, match


def _serves_as(text: str, start: int, match: re.Match[str], end: int, language: Language) -> bool:
    """Whether a verb only says what else something is: "the port doubles as a market", not "more than doubles as"."""
    lists, after = language.lists, text[match.end() : end].lower().split(maxsplit=1)[:1]
    hedges = (*lists["hedges"]["gt"], *lists["hedges"]["lt"])
    return after == [*language.lists["as"]] and not text[start : match.start()].lower().rstrip().endswith(hedges)


def _compares_speeds(text: str, at: int, end: int, language: Language) -> bool:
    """Whether a multiple only says how fast something grew: "twice as fast as imports", "double the pace of"."""
    after, sets = text[at:end].lower().split(maxsplit=2)[:2], language.sets
    if len(after) < 2:
        return False
    last = after[1].rstrip(",.;")
    return (after[0] in sets["as"] and last in sets["fast"]) or (after[0] in sets["definite"] and last in sets["paces"])


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
        if crossed is not None and words.hedges[as_listed(crossed["hedge"])] in {"gt", "crossing"}:
            scale, unit = words.scales[as_listed(match["scale"])], words.after[as_listed(match["after"])]
            yield Number(match.start(), match.end(), MONEY, scale, unit, scaled=True), match
