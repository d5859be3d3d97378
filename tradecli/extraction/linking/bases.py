"""What a figure is compared with: the period that its change is from."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.runs import family_of
from tradecli.extraction.linking.spans import Span, run_start
from tradecli.extraction.linking.year_spans import is_yearly
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import before_it, months_of, shifted, year_of, years_of
from tradecli.extraction.periods import Period

_PAIR = 2
_YEAR = len("2025")
_BEHIND = 8
"""Words from a pair of rates to the "and" between their bases behind them, at most."""
_FROM = 6
"""Tokens from "from" to its year, a number among them, at most."""
_OWN_TIME = 2
"""Tokens from a level to its time, at most."""
_COMPARED = frozenset({"growth", "change", "share_change"})


def base_of(case: Case, fields: Fields, measured: Measure) -> str:
    """The period that a change is from: empty for a year earlier, `previous` for the month or quarter before."""
    if measured.metric not in _COMPARED:
        return ""
    period, row = fields["period"].name, case.scene.row
    if (years := years_of(period)) is not None:
        summed = measured.metric == "growth" and not is_yearly(case)
        return shifted(period, int(years[0]) - int(years[1]) - 1) if summed else ""
    pair = bases_apart(row, case.span, case.scene.language)
    if pair:
        return pair[case.span.run.tokens.index(case.at)]
    near = _without_owners_of_rates(row[case.at + 1 : case.span.tail + 1])[: case.span.tail - case.at - 1]
    before = case.in_run or case.anchor
    prior = before is not None and before.prior and before.measure.metric == measured.metric
    start = run_start(row, case.at)
    started = range(max((i for i in range(start, case.at) if row[i].text == ";"), default=start), case.at)
    head = () if prior else [row[i] for i in started if i not in case.scene.asides]
    if _from_previous(case, near, head):
        return "previous"
    behind = (token.period for token in near if token.period is not None and token.period.comparison)
    if (first := next(behind, None)) is not None and not first.value:
        return ""
    for token in (*near, *reversed(head)):
        if token.period is not None and token.period.comparison and token.period.value:
            same = case.scene.language.sets["same"]
            named = _before(token.period.value, period) if token.period.relative else token.period.value
            return _base(named, period, any(each.text in same for each in (*near, *head)))
    run = case.in_run
    if run is not None and (run.base == "previous" or (run.base and run.fields["period"].name == period)):
        return run.base
    if (time := _time_of_level_before(case) or _time_of_level_multiplied(case)) is not None:
        named = _before(time.value, period) if time.relative else time.value
        return _base(named, period, False) if named else ""
    if measured.metric == "growth" and (carried := _carried(case, period)):
        return carried
    return _started_from(case, period, near)


def _without_owners_of_rates(near: Sequence[Token]) -> list[Token]:
    """The words behind a rate but for a time whose own rate it is held against: "to 15% from June's 7%"."""
    return [
        token
        for i, token in enumerate(near)
        if token.period is None
        or not token.possessive
        or not any(family_of(after) == "rate" for after in near[i + 1 : i + 2])
    ]


def _time_of_level_before(case: Case) -> Period | None:
    """The time of the level that a rate starts from: "up 25% from 4 billion yuan in June"."""
    row, at = case.scene.row, case.at
    led = at + 2 < len(row) and row[at + 1].text in case.scene.language.sets["from"] and "number" in row[at + 2].kinds
    near = itertools.takewhile(lambda token: not token.is_("number", "mark"), row[at + 3 : at + 3 + _OWN_TIME])
    return next((token.period for token in near if token.period is not None), None) if led else None


def _time_of_level_multiplied(case: Case) -> Period | None:
    """The time of the level that a rate is so many times: "three times their 2014 level"."""
    row, sets = case.scene.row[case.at + 1 : case.at + 4], case.scene.language.sets
    told = len(row) > 2 and row[0].text in sets["times_of"] and row[2].text in sets["level_nouns"]
    return row[1].period if told else None


def _carried(case: Case, period: str) -> str:
    """The year that the rate before is from, where a number goes on with the rates of others: "Anhui 172%"."""
    before = case.in_run or case.anchor
    if before is None or before.measure.metric != "growth" or "period" in case.own:
        return ""
    return before.base if before.fields["period"].name == period and len(before.base) == _YEAR else ""


def bases_apart(row: Sequence[Token], span: Span, language: Language) -> tuple[str, ...]:
    """The bases of two rates that differ in nothing else: "a year-on-year and month-on-month rise of 5% and 6%"."""
    if len(span.run.tokens) != _PAIR:
        return ()
    for i in range(span.head + 1, min(span.run.last + _BEHIND, len(row) - 1)):
        if row[i].text in language.sets["and"]:
            after = next(filter(None, (_base_named(token, language) for token in row[i + 1 : i + 4])), "")
            bases = [_base_named(row[i - 1], language), after]
            if sorted(filter(None, bases)) == ["previous", "year"]:
                return tuple("" if base == "year" else base for base in bases)
    return ()


def _base_named(token: Token, language: Language) -> str:
    if "previous" in token.kinds or token.text.lower() in language.sets["previous_month"]:
        return "previous"
    return "year" if token.period is not None and token.period.comparison else ""


def _started_from(case: Case, period: str, near: Sequence[Token]) -> str:
    """The year that a rise is told from: "From 70 billion in 1997 to 722 billion in 2021, trade has grown tenfold"."""
    row, sets = case.scene.row, case.scene.language.sets
    if any(token.period is not None for token in near):
        return ""
    times = ((i, token.period.value) for i, token in enumerate(row[: case.at]) if token.period is not None)
    years = [(i, value) for i, value in times if len(value) == 4]
    if len(years) != 2 or years[1][1] != period or years[0][1] >= period:
        return ""
    led = any(token.text in sets["from"] for token in row[max(0, years[0][0] - _FROM) : years[0][0]])
    levels = all(any("number" in token.kinds for token in row[max(0, i - _FROM) : i]) for i, _ in years)
    return _base(years[0][1], period, False) if led and levels else ""


def _is_on_month(near: Sequence[Token], language: Language) -> bool:
    """Whether a rate is "on the month", "on the quarter"."""
    return len(near) > 1 and near[0].text in language.sets["on_words"] and near[1].text in language.sets["on_the"]


def _from_previous(case: Case, near: Sequence[Token], head: Sequence[Token]) -> bool:
    """Whether words say that the month or quarter before is compared with; a year after the number outweighs them."""
    years = case.scene.language.sets["comparison_inside"]
    if any(token.period is not None and token.text.lower() in years for token in near):
        return False
    if any("previous" in token.kinds for token in near) or _is_on_month(near, case.scene.language):
        return True
    if near and near[0].text in case.scene.language.sets["gap_words"] and _is_named_month(near[1:2]):
        return False
    own_time = any(token.period is not None and not token.period.comparison for token in head)
    basis = any(
        "previous" in a.kinds and (b.text in case.scene.language.sets["basis"] or b.is_("change:up", "change:down"))
        for a, b in itertools.pairwise(head)
    )
    if basis or (not own_time and any("previous" in token.kinds for token in head)):
        return True
    months, that = case.scene.language.sets["previous_month"], case.scene.language.sets["the_month"]
    times = [(token.text.lower(), token.period) for token in (*near, *head) if token.period is not None]
    return any(text in months or (time.comparison and text in that) for text, time in times)


def _is_named_month(tokens: Sequence[Token]) -> bool:
    """Whether a word is a time of its own that is compared with: "9.3% below December 2018"."""
    return any(token.period is not None and token.period.comparison and token.period.value for token in tokens)


def _before(named: str, period: str) -> str:
    """The months that are named without a year, in the last year in which they were over before a period ended.

    >>> _before("2025-08", "2024-09"), _before("2024-08", "2024-09"), _before("2025-10", "2024-09")
    ('2024-08', '2024-08', '2023-10')
    """
    while months_of(named)[1] > months_of(period)[1] != "":
        named = shifted(named, -1)
    return named


def _base(named: str, period: str, same: bool) -> str:
    """The base that a period compared with gives a figure of `period`; `same` says that the same months are meant.

    >>> _base("2024", "2025", False), _base("2025-05", "2025-06", False), _base("2019", "2025-H1", True)
    ('', 'previous', '2019-H1')
    """
    if named == period:
        return ""
    if named == before_it(period):
        return "previous"
    other, mine = year_of(named), year_of(period)
    if other is None or mine is None or shifted(period, -1) == named:
        return ""
    if other == mine - 1 and "-" not in named:
        return ""
    return shifted(period, other - mine) if same and len(named) == 4 else named
