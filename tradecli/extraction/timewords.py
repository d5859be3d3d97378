"""The words of time of a language, compiled into one pattern with a named group for each kind of mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tradecli.extraction.language import Language, alternatives
from tradecli.extraction.months import YEAR
from tradecli.extraction.phrases import Phrases, first_words


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Compiled words of time, and what number a word is.

    `any` is a mention, `before` what makes one a comparison, `lead` what makes a
    doubtful name a month, `until` what stands before a year that the article does not
    tell of, `streak` what only counts months, `record` what stands before months that
    only say how long there was none like it.
    """

    any: Phrases
    before: Phrases
    lead: re.Pattern[str]
    until: re.Pattern[str]
    streak: re.Pattern[str]
    record: re.Pattern[str]
    months: Mapping[str, int]
    numerals: Mapping[str, int]
    ordinals: Mapping[str, int]

    def month(self, name: str) -> int:
        """Number of a month by its name or abbreviation."""
        return self.months[name.rstrip(".").lower()]

    def number(self, word: str) -> int:
        """A small number in digits or in a word."""
        return int(word) if word.isdigit() else self.numerals[word.lower()]


@cache
def time_words(language: Language) -> TimeWords:
    """The compiled words of time of a language."""
    lists = language.lists
    articles = language.sets["article_numerals"]
    months = {name.lower(): number for number, names in lists["months"].items() for name in names}
    numerals = {str(name).lower(): int(value) for name, value in lists["numerals"].items() if name not in articles}
    parts = _parts(language, rf"(?:{alternatives(months)})\b\.?", rf"(?:\d{{1,2}}|{alternatives(numerals)})")
    # No group around a part: the guard before it is for its first phrase alone, so that
    # "on-year" is found in "year-on-year".
    pattern = "|".join(rf"(?P<k_{kind}>(?<![\w.$¥€£-]){part}(?!\w|-[a-z])|(?!))" for kind, part in parts.items())
    before, gap = alternatives(lists["comparison_before"]), alternatives(lists["comparison_gap"])
    described = rf"\s(?:{alternatives(language.sets['indefinite'])})\s[\w-]+"
    part = {name: alternatives(lists["time_parts"][name]) for name in ("same", "months", "of")}
    same = rf"(?:{part['same']})\s(?:\d{{1,2}}|{alternatives(numerals)})\s(?:{part['months']})\s(?:{part['of']})"
    return TimeWords(
        any=Phrases(re.compile(pattern, re.IGNORECASE), _firsts(language, [*months, *numerals]), digits=True),
        before=Phrases(
            re.compile(rf"(?<![\w-])(?:{before}|{same})(?:\s(?:{gap}))*(?:{described})?[\s\"]*$", re.IGNORECASE),
            first_words([*lists["comparison_before"], *lists["time_parts"]["same"]]),
        ),
        lead=re.compile(rf"(?:^|\W)(?:{alternatives(lists['before_month'])})\W$", re.IGNORECASE),
        streak=re.compile(rf"\s(?:{alternatives(lists['time_parts']['in_a_row'])})\b", re.IGNORECASE),
        record=re.compile(
            rf"\b(?:{alternatives(lists['time_parts']['record'])}|\w+est)(?:\s\w+){{0,5}}\s$", re.IGNORECASE
        ),
        until=re.compile(rf"(?:{alternatives(lists['before_other_year'])}|\w+ \d{{1,2}},?) $"),
        months=months,
        numerals=numerals,
        ordinals=dict(lists["ordinals"]),
    )


def _firsts(language: Language, names: Iterable[str]) -> frozenset[str]:
    """The first words, in lower case, of all mentions that do not begin with a digit."""
    lists = language.lists
    phrases = [*names, *lists["ordinals"], *lists["halves"], "Q1", "Q2", "Q3", "Q4", "H1", "H2"]
    for words in (*(lists["time_parts"][name] for name in _LEADS), *(lists[kind] for kind in _ORDER if kind in lists)):
        phrases += words
    return first_words(phrases)


def _parts(language: Language, month: str, count: str) -> dict[str, str]:
    """The pattern of each kind of mention, in the order in which they are tried."""
    lists = language.lists
    patterns = {**_spans(language, month, count), **_parts_of_years(language, month)}
    patterns["year"] = rf"(?P<year>{YEAR})(?!-\d|/\d|\.\d|,\d)"
    ago = alternatives(lists["time_parts"]["ago"])
    patterns["the_year"] = rf"(?:{alternatives(lists['the_year'])})(?![\s-](?:{ago}))"
    return {kind: patterns[kind] if kind in patterns else alternatives(lists[kind]) for kind in _ORDER}


_LEADS = (
    *("from", "from_first", "between", "first", "opening", "the", "three", "during", "during_last", "in_years"),
    *("within", "to_date", "quarter_counts", "plan", "one", "in_the"),
)
"""The parts of a pattern that mentions begin with."""
_ORDER = (
    *(
        "comparison_inside",
        "plan",
        "years",
        "previous_plan",
        "over_years",
        "year_to_month",
        "range",
        "numbered",
        "to_date",
        "first",
        "ended",
        "quarters",
    ),
    *(
        "last_months",
        "past_years",
        "years_ago",
        "years_later",
        "two_quarters",
        "quarter",
        "quarter_again",
        "q",
        "half",
        "h",
        "quarter_by_quarter",
        "n_months",
        "month",
        "previous_month",
        "last_month",
        "the_month",
    ),
    *("the_half", "the_quarter", "this_point", "last_year"),
    *("so_far", "now", "this_year", "that_year", "the_year", "year"),
)


def _of_year(language: Language, name: str) -> str:
    """The pattern of a year after a mention: ", 2025", " of 2025", " last year"."""
    lists = language.lists
    words = alternatives(lists["this_year"] + lists["last_year"])
    joins = "|".join(rf",?\s{word}\s" for word in lists["year_joins"])
    this = alternatives(lists["bare_year"])
    return rf"(?:(?:,?\s|{joins}|\s?/\s?)(?P<{name}>{YEAR}(?![\d-]|,\d{{3}})|{words}|{this}\b))?"


def _year_first(name: str) -> str:
    """The pattern of a year before a mention: "the 2016 first quarter"."""
    return rf"(?:(?P<{name}>{YEAR})['\u2019]?s?\s)?"


def _day(language: Language) -> str:
    """The pattern of a day behind its month: "March 25", not what an amount begins with, as in "March 25,300 cars"."""
    amount = rf"[.,]\d|\s?(?:{alternatives([*language.lists['percent'], *language.scales])})(?!\w)"
    return rf"\d{{1,2}}\b(?!{amount})"


def _spans(language: Language, month: str, count: str) -> dict[str, str]:
    """Patterns of several years or months: plans, ranges, the first so many months."""
    any_of = {name: f"(?:{alternatives(words)})" for name, words in language.lists["time_parts"].items()}
    months, day = any_of["months"], rf"\s{_day(language)}"
    return {
        "plan": (
            rf"\d\d{any_of['ordinal_end']}\s+{any_of['plan']}(?:['\"]?\s+{any_of['plan_period']})?"
            rf"(?:\s*\((?P<plan1>{YEAR})\s?-\s?(?P<plan2>(?:{YEAR}|\d\d))\))?"
        ),
        "years": (
            rf"(?:{any_of['from']}\s)?(?P<year1>{YEAR})\s?(?:-|{any_of['years_to']})\s?"
            rf"(?P<year2>{YEAR}|(?<=-)\d\d(?!\d|[.,]\d))(?!-)(?=\W|$)"
            rf"|{any_of['between']}\s(?P<year_from>{YEAR})\s{any_of['pair']}\s(?P<year_to>{YEAR})\b"
        ),
        "range": (
            rf"(?P<range_from>{any_of['from']}\s)?(?P<month1>{month})(?P<first_day>\s1\b)?\s?(?:-|\u2014|{any_of['months_to']}"
            rf"|(?P<range_pair>{any_of['pair']}))\s?"
            rf"(?P<month2>{month})(?(first_day)\s(?:2[89]|3[01])\b|(?!{day}))"
            rf"(?:\s{any_of['period']})?{_of_year(language, 'range_year')}"
        ),
        "over_years": (
            rf"(?:{any_of['from']}\s)?(?P<over1>{month}),?\s(?:of\s)?(?P<over_year1>{YEAR})\s?"
            rf"(?:-|\u2014|{any_of['months_to']})\s?(?P<over2>{month}),?\s(?:of\s)?(?P<over_year2>{YEAR})"
        ),
        "year_to_month": (
            rf"{any_of['from']}\s(?P<since>{YEAR})\s{any_of['months_to']}\s(?P<to_month>{month})(?:\s\d{{1,2}})?\b"
            rf"{_of_year(language, 'to_month_year')}"
        ),
        "numbered": (
            rf"(?P<numbered1>\d{{1,2}})\s?-\s?(?P<numbered2>\d{{1,2}})[\s-]?{any_of['months']}\b"
            rf"{_of_year(language, 'numbered_year')}"
            rf"|{any_of['from_first']}\s1\s?(?:-|{any_of['months_to']})\s?(?P<first_to>{month})(?!{day})"
            rf"{_of_year(language, 'numbered_year1')}"
        ),
        "to_date": rf"{any_of['to_date']}\s?(?P<to_date>{month})(?!{day}){_of_year(language, 'to_date_year')}",
        "first": (
            rf"{_year_first('first_year1')}{any_of['first']}[\s-](?P<first>{count})[\s-]{months}(?:\s{any_of['period']})?"
            rf"{_of_year(language, 'first_year')}"
            rf"|{any_of['during']}\s{any_of['first']}\s(?P<first2>{count})(?=\s?(?:[,.;)]|$))"
        ),
        "ended": (
            rf"(?:{any_of['the']}\s)?(?P<ended>{count})\s{any_of['all_months']}\s{any_of['ended']}\s"
            rf"(?P<ended_month>{month})(?:\s\d{{1,2}}\b)?{_of_year(language, 'ended_year')}"
            rf"|(?:{any_of['the']}\s)?(?P<ended_quarters>{any_of['quarter_counts']})\s{any_of['quarters']}"
            rf"\s{any_of['ended']}\s(?P<ended_month2>{month}){_of_year(language, 'ended_year2')}"
        ),
        "last_months": (
            rf"{any_of['during_last']}\s(?P<last_months>{count})\s{months}{_of_year(language, 'last_months_year')}"
        ),
        "past_years": (
            rf"{any_of['in_years']}\s(?:(?P<past_years>{count})\s{any_of['years']}|(?P<past_decade>{any_of['decade']}))"
            rf"(?!'|\s{any_of['no_past_years']}\b)"
        ),
        "years_ago": (
            rf"(?:(?P<years_ago>{count})\s{any_of['years']}|(?P<decade_ago>{any_of['one']}\s{any_of['decade']}))\s{any_of['ago']}"
        ),
        "years_later": (
            rf"(?:(?P<years_later>{count})\s{any_of['years']}|(?P<decade_later>{any_of['one']}\s{any_of['decade']})"
            rf"|{any_of['one']}\s{any_of['year']})\s(?:{any_of['later']}|{any_of['later_on']}(?=,))"
        ),
        "n_months": (
            rf"{any_of['within']}\s(?P<n_months>{count})[\s-]{months}(?!\s(?:{any_of['ago']}|{any_of['later']})\b)"
            rf"(?:\s{any_of['period']})?\b"
            rf"{_of_year(language, 'n_months_year')}"
            rf"|(?P<n_months2>{count})-{any_of['month']}\b(?!(?:\s\w+)?\s{any_of['extremes']}\b)"
            rf"|(?P<n_months3>{count})\s{months}\s{any_of['into_year']}"
        ),
    }


def _parts_of_years(language: Language, month: str) -> dict[str, str]:
    """Patterns of quarters, halves and months, each with its year where it is named."""
    any_of = {name: f"(?:{alternatives(words)})" for name, words in language.lists["time_parts"].items()}
    ordinals, halves = alternatives(language.lists["ordinals"]), alternatives(language.lists["halves"])
    return {
        "quarters": (
            rf"{_year_first('quarters_year1')}{any_of['opening']}[\s-](?P<quarters>{any_of['quarter_counts']})[\s-]"
            rf"(?:{any_of['quarters']}|{any_of['seasons']})"
            rf"{_of_year(language, 'quarters_year')}|(?P<three>{any_of['three']})\s{any_of['quarters']}"
        ),
        "two_quarters": (
            rf"(?:(?:(?P<quarter_least>{ordinals}),\s)?(?P<quarter_zero>{ordinals}),\s)?(?P<quarter_one>{ordinals}),?\s{any_of['pair']}\s(?P<quarter_two>{ordinals})"
            rf"[\s-](?:{any_of['quarters']}|{any_of['quarter']})"
            rf"{_of_year(language, 'two_quarters_year')}"
        ),
        "quarter": (
            rf"{_year_first('quarter_year1')}(?P<quarter>{ordinals})[\s-]{any_of['quarter']}"
            rf"{_of_year(language, 'quarter_year')}"
        ),
        "quarter_again": (
            rf"{any_of['in_the']}\s(?P<quarter_again>{ordinals})"
            rf"(?!,?\s(?:{any_of['pair']}\s)?(?:{ordinals})\b)(?=\s?(?:[,.;)]|$|{any_of['pair']}\b))"
        ),
        "q": (
            rf"(?:(?P<q_year1>{YEAR})[\s-]?)?\b(?:Q(?P<q>[1-4])(?:\s?(?:-|{any_of['months_to']})\s?Q(?P<q_to>[1-4]))?|(?P<q2>[1-4])Q)"
            rf"(?:(?P<q_year2>\d\d)\b|\b(?:(?:\s{any_of['of']}\s|[\s-])(?P<q_year>{YEAR}))?)"
        ),
        "half": (
            rf"{_year_first('half_year1')}(?P<half>{halves})[\s-]{any_of['half']}{_of_year(language, 'half_year')}"
        ),
        "h": (
            rf"(?:(?P<h_year1>{YEAR})[\s-]?)?\b(?:H(?P<h>[12])|(?P<h2>[12])H)"
            rf"(?:(?P<h_year2>\d\d)\b|\b(?:[\s-]?(?P<h_year>{YEAR}|\d\d))?)"
        ),
        "month": (
            rf"(?P<month>{month})(?!\s?(?:{_day(language)}|\d{{1,2}}{any_of['ordinal_ends']}))(?:\s{any_of['alone']})?"
            rf"{_of_year(language, 'month_year')}"
        ),
    }
