"""What numbers take from what stands around them: a unit, a scale, a sign of percent, the bound of a hedge."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tradecli.extraction.amounts import BARE, MONEY, MULTIPLE, PERCENT, POINTS, QUANTITY, TIMES, Number
from tradecli.extraction.language import Language
from tradecli.extraction.numberwords import MANTISSA, NumberWords, as_listed

_BILLION, _TRILLION = 10**9, 10**12
_NEXT = 16
"""Characters behind a number among which "respectively" stands, at most."""
_MANTISSA = re.compile(MANTISSA)
_LONGEST_HEDGE = 48
_LONGEST_LEAD = 40
_LONGEST_GAP = 14
_LAST_DAY = 31
_MONTH = 12
"""Characters among which the month stands before its day, at most."""
_OF_RATE = 5
"""Words of whose rate another is a multiple of ("double the national growth of"), at most."""


def in_context(
    text: str, start: int, end: int, found: Sequence[Number], words: NumberWords, language: Language
) -> list[Number]:
    """The numbers of a sentence, in order, as what stands around them makes them; two told as one are one."""
    found = _without_ratios(text, found, language)
    whole = list(_in_dollars(text, _two_scales(text, found, language), words))
    rates = _unsigned_rates(
        text, start, end, _shared_units(text, _in_one_currency(text, whole, words, language), words), words
    )
    hedged = [_hedged(text, start, each, words) for each in rates]
    reached = [*hedged[:1], *(_reached(text, a, b, language) for a, b in itertools.pairwise(hedged))]
    return _ranged(text, reached, language)


def _without_ratios(text: str, found: Sequence[Number], language: Language) -> list[Number]:
    """The numbers but those that only say how many times a rate another is: "8%, about double the country's 4%"."""
    kept: list[Number] = []
    for number, after in itertools.zip_longest(found, found[1:]):
        ratio = after is not None and number.kind in {TIMES, MULTIPLE} and after.kind == PERCENT
        words = text[number.end : after.start].lower().split() if ratio else []
        if not (words and words[0] in language.sets["definite"] and len(words) <= _OF_RATE and _plain(words)):
            kept.append(number)
    return kept


def _plain(words: Sequence[str]) -> bool:
    """Whether words hold no mark but a genitive's."""
    return all(word.replace("'", "").replace("-", "").isalpha() for word in words)


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
    """The numbers, those told on two scales as one: "5 trillion and 30 billion yuan", "38 billion 670 million yuan".

    So behind a sign: "$38 billion 670 million".
    """
    joint = {f" {word} " for word in language.sets["and"]}
    shared = language.lists["respectively"][0]
    before: Number | None = None
    for number in found:
        if before is not None:
            gap = text[before.end : number.start]
            kinds = (before.kind, number.kind)
            signed = kinds == (MONEY, BARE) and gap == " " and not text[before.start].isdigit()
            scaled = (kinds == (BARE, MONEY) or signed) and before.scaled and number.scaled
            below = number.value < (_BILLION if gap == " " else _TRILLION) <= before.value
            whole = "." not in text[before.start : before.end] and (gap == " " or gap in joint)
            if scaled and below and whole and shared not in text[number.end : number.end + _NEXT]:
                kind, unit = (before.kind, before.unit) if signed else (number.kind, number.unit)
                value = before.value + number.value
                before = replace(number, start=before.start, value=value, kind=kind, unit=unit)
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


def _in_one_currency(text: str, found: list[Number], words: NumberWords, language: Language) -> list[Number]:
    """The numbers, those of a list in the currency before its first: "CNY 26.2, 12.6 and 9.4 billion respectively"."""
    listed = list(found)
    for i, first in enumerate(found):
        if first.kind != MONEY or text[first.start].isdigit():
            continue
        last = i
        while last + 1 < len(found) and _goes_on(text, found[last], found[last + 1], words):
            last += 1
        if last == i or not found[last].scaled or not _ends_list(text, found[last].end, language):
            continue
        for j in range(i + 1, last + 1):
            listed[j] = replace(found[j], kind=MONEY, unit=first.unit)
        for j in range(i, last):
            listed[j] = listed[j] if listed[j].scaled else _scaled_as(text, listed[j], found[last])
    return listed


def _goes_on(text: str, number: Number, following: Number, words: NumberWords) -> bool:
    """Whether a list goes on with a bare number."""
    return following.kind == BARE and _are_listed(text, number, following, words)


def _are_listed(text: str, number: Number, following: Number, words: NumberWords) -> bool:
    """Whether only what joins a list stands between two numbers."""
    near = following.start - number.end <= _LONGEST_GAP
    return near and words.list_gap.fullmatch(text, number.end, following.start) is not None


def _ends_list(text: str, at: int, language: Language) -> bool:
    """Whether nothing that could be counted follows a list of numbers."""
    after = text[at : at + _NEXT].lstrip().lower()
    return not after[:1].isalnum() or after.startswith(tuple(language.lists["respectively"]))


def _scaled_as(text: str, number: Number, following: Number) -> Number:
    """The number on the scale of another: "26.2" before "4.5 billion"."""
    mantissa = _MANTISSA.search(text, following.start, following.end)
    scale = following.value / Decimal(mantissa.group().replace(",", "")) if mantissa else 1
    return replace(number, value=number.value * scale, scaled=following.scaled)


def _shared_units(text: str, found: list[Number], words: NumberWords) -> list[Number]:
    """Bare numbers of a list or range take the unit, and the scale, of the number at its end.

    A day does not: "in the ten months ended Oct. 31, 13.7 percent more".
    """
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        number, following = shared[i], shared[i + 1]
        if number.kind != BARE or following.kind == BARE or not _are_listed(text, number, following, words):
            continue
        if number.value <= _LAST_DAY and words.month.search(text[max(0, number.start - _MONTH) : number.start]):
            continue
        if following.kind in {PERCENT, POINTS} and (number.scaled or "," in text[number.start : number.end]):
            continue
        if following.scaled and not number.scaled and not _is_told_out(text, shared[max(0, i - 1) : i], number, words):
            number = _scaled_as(text, number, following)
        shared[i] = replace(number, kind=following.kind, unit=following.unit, scaled=following.scaled)
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
        bound = words.hedges[as_listed(before["hedge"])]
        crossing = bound == "crossing"
        definite = words.definite.search(before.group()) and not words.thresholds.match(text, number.end)
        if definite and not crossing:
            return number
        passed = "eq" if definite and number.kind == PERCENT else "gt"
        return replace(number, bound=passed if crossing else bound, crossing=crossing, hedged=before.start())
    after = words.hedge_after.match(text, number.end)
    return replace(number, bound=after.lastgroup or "eq") if after is not None else number
