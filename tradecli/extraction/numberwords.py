"""The words of number of a language, compiled: numerals, scales, currencies, units, hedges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain

from tradecli.extraction.language import Language, alternatives
from tradecli.extraction.phrases import Phrases, first_words

MANTISSA = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_GAP = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Compiled patterns of numbers, and what their words stand for."""

    digits: re.Pattern[str]
    words: Phrases
    part: Phrases
    fraction: Phrases
    multiple: Phrases
    threshold: Phrases
    hedge: Phrases
    hedge_after: re.Pattern[str]
    thresholds: re.Pattern[str]
    definite: re.Pattern[str]
    list_gap: re.Pattern[str]
    moved: re.Pattern[str]
    timed: re.Pattern[str]
    joined: re.Pattern[str]
    month: re.Pattern[str]
    than_others: re.Pattern[str]
    """What makes a multiple one of what somebody else did: "twice as much as Japan", "half as many as the US"."""
    parted: re.Pattern[str]
    valued: re.Pattern[str]
    dollars: re.Pattern[str]
    scales: Mapping[str, Decimal]
    before: Mapping[str, str]
    after: Mapping[str, str]
    counted: Mapping[str, str]
    numerals: Mapping[str, int]
    hedges: Mapping[str, str]
    fractions: Mapping[str, str]


def as_listed(words: str) -> str:
    """Matched words as the lexicon spells them: in small letters, one space for hyphens and breaks.

    >>> as_listed("Percentage-points ")
    'percentage points'
    """
    return _GAP.sub(" ", words.strip()).lower()


@cache
def number_words(language: Language) -> NumberWords:
    """The compiled words of number of a language."""
    lists = language.lists
    before = _by_name({code: names["before"] for code, names in lists["currencies"].items()})
    after = _by_name({code: names["after"] for code, names in lists["currencies"].items()})
    counted = _by_name(lists["counted"])
    hedges = _by_name(lists["hedges"])
    gap = alternatives(each for each in lists["hedge_gap"] if each.isalpha())
    units, scale = _units(language, after, counted), alternatives(language.scales)
    numeral, half = alternatives(lists["numerals"]), alternatives(lists["and_half"])
    in_digits = _scales_in_digits(lists["scales_in_digits"], rf"{_money(after)}|{alternatives(counted)}\b")
    spelt = [name for name in before if name.isalpha()]
    rate = alternatives([*lists["percent"], *lists["points"]])
    likened = rf"(?:{alternatives(lists['as'])})"
    return NumberWords(
        digits=_compiled(
            rf"(?P<sign>(?<![\w.)-])[+-])?(?:(?<![A-Za-z])(?!(?<=')[A-Za-z])(?P<before>{alternatives(before)})\s?(?P<sign2>[+-])?|(?<![\w.]))"
            rf"(?P<number>\d+\.\s\d+(?=\s?(?:{rate}))|\d+\s\.\d+(?=\s?(?:{rate}|{scale}\b))"
            rf"|\d{{1,3}}(?: (?!{in_digits}\b)\d{{3}})+(?:\.\d+)?(?=\s(?:{scale}|{_money(after)}))"
            rf"|\d{{1,3}},\d{{1,2}}(?=\s?(?:{rate}|{scale}\b))|{MANTISSA})"
            rf"(?!\d)(?:[\s-]?(?P<scale>{in_digits}|{scale})\b(?:\.(?=\s(?:{_money(after)})))?)?(?:[\s-]{{0,2}}(?:{units}))?"
        ),
        words=_phrases(
            rf"(?<![\w-])(?:(?P<before>{alternatives(spelt)})\s)?"
            rf"(?P<number>(?:{numeral})(?:[\s-](?:{numeral}))?)(?P<half>\s{half})?[\s-](?:(?P<scale>{scale})\b[\s-]?)?(?:{units})?",
            [*lists["numerals"], *spelt],
        ),
        part=_phrases(
            rf"(?<![\w-])(?P<part>{numeral})\s(?:{alternatives(lists['part_of'])})\s(?P<whole>{numeral})(?![\w-])",
            lists["numerals"],
        ),
        fraction=_alone([name.replace("-", " ") for name in lists["fractions"]]),
        multiple=_alone([*lists["multiples"], *lists["double_digit"]]),
        threshold=_phrases(rf"(?<![\w-])(?P<scale>{scale})[\s-](?P<after>{_money(after)})", language.scales),
        hedge=_phrases(rf"(?<![\w-])(?P<hedge>{alternatives(hedges)})(?:[\s\"']+(?:{gap})(?![\w]))*[\s\"']*$", hedges),
        hedge_after=_hedge_after(language),
        thresholds=_compiled(rf"[\s\"'-]+(?:{alternatives(lists['thresholds'])})\b"),
        definite=_compiled(rf"\s(?:{alternatives(lists['definite'])})[\s\"']*$"),
        list_gap=_list_gap(language),
        moved=_compiled(rf"\b(?:{alternatives(lists['change']['up'] + lists['change']['down'])})(?:\s+by)?\s+$"),
        timed=_compiled(rf",?\s+(?:{alternatives(lists['unsigned_rate']['timed'])})\b"),
        parted=_compiled(rf"\s\d+\s?(?:{rate})"),
        valued=_compiled(rf"\s(?:{_money(after)})"),
        dollars=_compiled(
            rf",?\s+(?:(?:{alternatives(lists['counted_when'])})\s+)?(?:{alternatives(lists['dollar_terms'])})\b"
        ),
        than_others=re.compile(
            rf"(?:\s{likened}\s(?:{alternatives(lists['amounts_likened'])}))?\s{likened}"
            rf"\s(?:(?:{alternatives(language.sets['definite'])})\s)?[A-Z]"
        ),
        month=re.compile(rf"\b(?:{alternatives(chain.from_iterable(lists['months'].values()))})\.?\s$", re.IGNORECASE),
        joined=_compiled(rf",?\s+(?:{alternatives(lists['unsigned_rate']['joined'])})\b"),
        scales={**language.scales, **{k: Decimal(v) for k, v in lists["scales_in_digits"].items()}},
        before=before,
        after=after,
        counted=counted,
        numerals={str(name).lower(): value for name, value in lists["numerals"].items()},
        hedges=hedges,
        fractions={name.replace("-", " "): str(value) for name, value in reversed(lists["fractions"].items())},
    )


def _by_name(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What each name stands for, by the name in lower case."""
    return {name.lower(): meaning for meaning, each in names.items() for name in each}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _phrases(pattern: str, phrases: Iterable[object]) -> Phrases:
    """A pattern whose matches begin with the first word of one of the phrases."""
    return Phrases(_compiled(pattern), first_words(phrases))


def _alone(words: Sequence[str]) -> Phrases:
    """The pattern of a word or phrase that is no part of a longer one."""
    return _phrases(rf"(?<![\w-])(?P<word>{alternatives(words)})(?![\w-])", words)


def _money(after: Iterable[str]) -> str:
    """The pattern of a currency after its number."""
    marks = [name for name in after if not name[-1].isalnum()]
    return "|".join([rf"(?:{alternatives(set(after) - set(marks))})\b", *map(re.escape, marks)])


def _scales_in_digits(names: Iterable[str], units: str) -> str:
    """The pattern of a scale with digits of its own behind a number other than a year: "41.8 100 million yuan"."""
    return rf"(?<=\d\s)(?<!19\d\d\s)(?<!20\d\d\s)(?:{alternatives(names)})(?=\s(?:{units}))"


def _units(language: Language, after: Iterable[str], counted: Iterable[str]) -> str:
    """The pattern of what may follow a number: points, percent, a currency, "times", a unit of goods."""
    lists = language.lists
    percent = "|".join(
        re.escape(each) if not each[-1].isalpha() else rf"{alternatives([each])}\b" for each in lists["percent"]
    )
    return (
        rf"(?P<points>(?:{alternatives(lists['points'])})(?!\w))|(?P<percent>{percent})|(?P<after>{_money(after)})"
        rf"|(?P<times>(?:{alternatives(lists['times'])})\b)|(?P<unit>(?:{alternatives(counted)})\b)"
    )


def _hedge_after(language: Language) -> re.Pattern[str]:
    """The pattern of a hedge after its number; the group says the bound.

    None is "up 6.3 per cent and above the 232 billion yuan of 2019".
    """
    bounds = language.lists["hedges_after"].items()
    later = "|".join(rf"(?P<{bound}>(?:{'|'.join(map(re.escape, each))})(?![A-Za-z]))" for bound, each in bounds)
    return re.compile(rf"\s?(?:{later})(?!\s(?:{alternatives(language.lists['definite'])})\b)")


def _list_gap(language: Language) -> re.Pattern[str]:
    """The pattern of what stands between two numbers of a list or range."""
    joins = language.lists["unit_joins"]
    after_comma, plain = alternatives(joins["after_comma"]), alternatives(joins["plain"])
    return _compiled(rf"\s*(?:,|,?\s*(?:{after_comma})|{plain}|-|/)\s*")
