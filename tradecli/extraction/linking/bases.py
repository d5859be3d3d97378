"""What a figure is compared with, and the time of a level that is only there to compare with."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure, direction
from tradecli.extraction.linking.spans import Span, run_start, unhedged
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import before_it, months_of, shifted, year_of, years_of
from tradecli.extraction.periods import Period

_PAIR = 2
_YEAR = len("2025")
_BEHIND = 8
"""Words from a pair of rates to the "and" between their bases behind them, at most."""
_FROM = 6
"""Tokens from "from" to its year, a number among them, at most."""
_COMPARED = frozenset({"growth", "change", "share_change"})
_LEVELS = frozenset({"value", "quantity", "share", "growth"})


def base_of(case: Case, fields: Fields, measured: Measure) -> str:
    """The period that a change is from: empty for a year earlier, `previous` for the month or quarter before."""
    if measured.metric not in _COMPARED:
        return ""
    period, row = fields["period"].name, case.scene.row
    if (years := years_of(period)) is not None:
        summed = measured.metric == "growth" and not _is_yearly(case)
        return shifted(period, int(years[0]) - int(years[1]) - 1) if summed else ""
    pair = bases_apart(row, case.span, case.scene.language)
    if pair:
        return pair[case.span.run.tokens.index(case.at)]
    near = row[case.at + 1 : case.span.tail]
    head = row[run_start(row, case.at) : case.at]
    if _from_previous(case, near, head):
        return "previous"
    for token in (*near, *reversed(head)):
        if token.period is not None and token.period.comparison and token.period.value:
            same = case.scene.language.sets["same"]
            named = _before(token.period.value, period) if token.period.relative else token.period.value
            return _base(named, period, any(each.text in same for each in (*near, *head)))
    if case.in_run is not None and case.in_run.base == "previous":
        return "previous"
    if (time := _time_of_level_before(case)) is not None:
        named = _before(time.value, period) if time.relative else time.value
        return _base(named, period, False) if named else ""
    if measured.metric == "growth" and (carried := _carried(case, period)):
        return carried
    return _started_from(case, period, near)


def _time_of_level_before(case: Case) -> Period | None:
    """The time of the level that a rate starts from: "up 25% from 4 billion yuan in June"."""
    row, at = case.scene.row, case.at
    led = at + 2 < len(row) and row[at + 1].text in case.scene.language.sets["from"] and row[at + 2].is_("number")
    near = itertools.takewhile(lambda token: not token.is_("number", "mark"), row[at + 3 : at + 3 + _PAIR])
    return next((token.period for token in near if token.period is not None), None) if led else None


def _carried(case: Case, period: str) -> str:
    """The year that the rate before is from, where a number goes on with the rates of others: "Anhui 172%"."""
    before = case.in_run or case.anchor
    if before is None or before.measure.metric != "growth" or "period" in case.own:
        return ""
    return before.base if before.fields["period"].name == period and len(before.base) == _YEAR else ""


def over_years(case: Case, fields: Fields, measured: Measure) -> tuple[str, str] | None:
    """The last and the first year of a growth that is told from one to the other: "grew 60% between 2013 and 2023".

    None for a yearly mean, for a sum of all the years, for a plan's.
    """
    years = years_of(fields["period"].name)
    row, ends = case.scene.row, case.scene.language.lists["time_parts"]["from"]
    told = next((token for token in row if _is_time(token, fields["period"].name)), None)
    if measured.metric != "growth" or years is None or told is None or told.period is None:
        return None
    counted = told.period.counted
    if not counted and told.text.split(" ")[0].lower() not in ends:
        return None
    words = {word for token in row for word in token.text.lower().split()}
    summed = not case.scene.language.sets["summed"].isdisjoint(words)
    anchor = case.anchor
    levels = anchor is not None and anchor.measure.metric in {"value", "quantity"}
    summed |= levels and anchor is not None and anchor.fields["period"] == fields["period"]
    start = shifted(years[1], -counted) if counted else years[0]
    return None if summed or _is_yearly(case) else (years[1], start)


def _is_time(token: Token, period: str) -> bool:
    return token.period is not None and token.period.value == period


def counted_back(case: Case) -> str:
    """The remark on years that a number's own words only count: "in the past five years"."""
    at = case.own["period"].token if "period" in case.own else -1
    time = case.scene.row[at].period if at >= 0 else None
    if time is None or not time.counted or case.own["period"].values[0].name != time.value:
        return ""
    return f"years counted back from {time.value[-_YEAR:]}, the last whole one"


def yearly_mean(case: Case, measured: Measure) -> str:
    """The years that a yearly mean is of, where its sentence tells the growth over them first; else empty."""
    if measured.metric != "growth" or case.anchor is None or "period" in case.own or not _is_yearly(case):
        return ""
    spans = (token.period.value for token in case.scene.row[: case.at] if token.period is not None)
    return next((span for span in spans if years_of(span) is not None), "")


def _is_yearly(case: Case) -> bool:
    """Whether a growth of several years is their mean: "at an average annual rate of 17.2 percent"."""
    said = f" {' '.join(token.text for token in case.scene.row[case.span.head : case.span.tail])} "
    return any(f" {words} " in said for words in case.scene.language.sets["yearly"])


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
    if token.is_("previous") or token.text.lower() in language.sets["previous_month"]:
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
    levels = all(any(token.is_("number") for token in row[max(0, i - _FROM) : i]) for i, _ in years)
    return _base(years[0][1], period, False) if led and levels else ""


def _from_previous(case: Case, near: Sequence[Token], head: Sequence[Token]) -> bool:
    """Whether words say that the month or quarter before is compared with; a year after the number outweighs them."""
    years = case.scene.language.sets["comparison_inside"]
    if any(token.period is not None and token.text.lower() in years for token in near):
        return False
    if any(token.is_("previous") for token in near):
        return True
    own_time = any(token.period is not None and not token.period.comparison for token in head)
    basis = any(a.is_("previous") and b.text in case.scene.language.sets["basis"] for a, b in itertools.pairwise(head))
    if basis or (not own_time and any(token.is_("previous") for token in head)):
        return True
    months, that = case.scene.language.sets["previous_month"], case.scene.language.sets["the_month"]
    times = [(token.text.lower(), token.period) for token in (*near, *head) if token.period is not None]
    return any(text in months or (time.comparison and text in that) for text, time in times)


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


def earlier(case: Case, fields: Fields, measured: Measure) -> str:
    """The period of a level that is only compared with: "from 31.5 percent a year earlier", "against $93bn in 2021"."""
    row, span, at = case.scene.row, case.span, case.at
    sets = case.scene.language.sets
    marks = (i for i in range(at - 2, span.head - 1, -1) if row[i].text == "," and row[i + 1].text in sets["when"])
    when = next(marks, -1)
    if when >= 0:
        before = [token.period for token in row[max(0, when - 4) : when] if token.period is not None]
        if when == span.head or (before and before[-1].comparison):
            return before[-1].value if before else ""
    if _opens_with_earlier(case, measured):
        return shifted(fields["period"].name, -1)
    if _opens_with_month_before(case):
        return before_it(fields["period"].name)
    owner = row[at - 1].period if at and row[at - 1].possessive else None
    if measured.metric == "growth" and owner is not None and owner.comparison and not owner.value:
        months = row[at - 1].text.lower() in sets["previous_month"]
        return before_it(fields["period"].name) if months else shifted(fields["period"].name, -1)
    if (time := _bracketed_time(case)) and measured.metric in _LEVELS:
        return time
    lead = _lead(case, measured)
    last = span.run.last
    months = last + 1 < len(row) and row[last + 1].text.lower() in sets["previous_month"]
    nearest = next((token for token in row[at + 1 : at + 4] if token.is_("period", "mark", "number")), None)
    if nearest is not None and nearest.text.lower() in sets["previous_month"] and lead in sets["from"]:
        return before_it(fields["period"].name)
    prior = lead in sets["prior"] or lead.rsplit(" ", 1)[-1] in sets["prior"] or _came_before(case, measured, lead)
    if lead in sets["prior_with_time"] and measured.metric in {"value", "quantity"}:
        prior = any(token.period is not None and token.period.value for token in row[at + 1 : span.tail])
    if months and measured.metric == "growth" and not prior:
        return before_it(fields["period"].name)
    if case.in_run is not None and case.in_run.prior and measured.metric == case.in_run.measure.metric:
        return case.in_run.fields["period"].name
    if not prior or measured.metric not in _LEVELS:
        return ""
    if case.anchor is None and nearest is not None and nearest.period is not None and nearest.period.comparison:
        return _same_months(nearest.period.value, fields["period"].name)
    start = _starting_time(case, lead, fields) if case.anchor is None or _span_told(case) is not None else ""
    if start or case.anchor is None:
        return start
    if any(token.is_("region", "partner") or token.of("place_noun") for token in row[at + 1 : span.tail]):
        return ""
    if measured.metric == "growth" and any(token.of("flow") for token in row[at + 1 : span.tail]):
        return ""
    mine = case.anchor.fields["period"].name
    timed = next((token for token in row[at + 1 : span.tail] if token.period is not None), None)
    if timed is not None and timed.period is not None:
        after = timed.period
        if timed.text.lower() in sets["previous_month"]:
            return before_it(mine)
        same = any(token.text in sets["same"] for token in row[at + 1 : span.tail])
        return _same_months(after.value, mine) if same else after.value or shifted(mine, -1)
    return _unnamed_time(case, lead, measured, mine)


def _opens_with_earlier(case: Case, measured: Measure) -> bool:
    """Whether a sentence is of the time that it opens with, a year before: "In the same period last year it had"."""
    row, span, sets = case.scene.row, case.span, case.scene.language.sets
    first = 1 if row[0].text in sets["in"] else 0
    opens = span.head == 0 and len(row) > first + 1 and row[first].text.lower() in sets["comparison_inside"]
    if not opens or row[first + 1].text == ",":
        return False
    had = any(token.text in sets["past_perfect"] for token in row[: case.at])
    return had if measured.metric == "growth" else first == 0


def _opens_with_month_before(case: Case) -> bool:
    """Whether a sentence is of the month before, which it opens with: "In the month before it had been $39bn"."""
    row, sets = case.scene.row, case.scene.language.sets
    first = 1 if row[0].text in sets["in"] else 0
    opens = case.span.head == 0 and len(row) > first and row[first].text.lower() in sets["previous_month"]
    return opens and any(token.text in sets["past_perfect"] for token in row[: case.at])


def _bracketed_time(case: Case) -> str:
    """The earlier time that a level stands in a bracket behind: "more than in the same period last year (34 tons)"."""
    host, anchor = case.host, case.anchor
    period = case.scene.row[host].period if isinstance(host, int) else None
    if period is None or not period.comparison or anchor is None:
        return ""
    mine = anchor.fields["period"].name
    return _same_months(period.value, mine)


def _starting_time(case: Case, lead: str, fields: Fields) -> str:
    """The time of the level that a sentence starts from ("Exports grew from 31 to 52 billion yuan"), or empty."""
    row, at, sets, first = case.scene.row, case.at, case.scene.language.sets, case.scene.context.first
    onward = lead in sets["from"] and at + 2 < len(row) and row[at + 1].text in sets["to"] and row[at + 2].is_("number")
    times = [token.period for token in row if token.period is not None]
    if not onward or any(years_of(time.value) is None for time in times):
        return ""
    if years := _span_told(case):
        return years[0]
    main = case.scene.topic.calendar.main
    before = first["period"].name if first is not None and not case.scene.new_paragraph else main
    return before if before < main else shifted(fields["period"].name, -1)


def _span_told(case: Case) -> tuple[str, str] | None:
    """The first and last year of the span that the sentence opens with, or this paragraph or the one before told of."""
    times = (token.period.value for token in case.scene.row[: case.at] if token.period is not None)
    if own := next(filter(None, map(years_of, times)), None):
        return own
    context = case.scene.context
    near = context.years_paragraph in {case.scene.paragraph, case.scene.paragraph - 1}
    return context.years if near and context.years[0] else None


def reached(case: Case, fields: Fields, measured: Measure) -> str:
    """The last year of a span where the figure before is what its first year saw, or its growth; else empty.

    "from 31 to 52 billion", "From 1992 to 2010 trade grew by 22.5 percent a year, to reach 28 billion".
    """
    before, years = case.in_run or case.anchor, _span_told(case)
    span = years_of(fields["period"].name)
    grown = before is not None and before.measure.metric == "growth" and before.fields["period"] == fields["period"]
    led = {token.text for token in case.scene.row[max(0, unhedged(case.scene.row, case.at) - 2) : case.at]}
    if span is not None and grown and measured.metric == "value" and led & case.scene.language.sets["reaching"]:
        return span[1]
    first = case.span.run.first if case.in_run is None else case.at
    if before is None or years is None or before.token.number is None or "period" in case.own:
        return ""
    onto = case.scene.row[unhedged(case.scene.row, case.at) - 1].text in case.scene.language.sets["to"]
    return years[1] if onto and first and before.prior and before.fields["period"].name == years[0] else ""


def _came_before(case: Case, measured: Measure, lead: str) -> bool:
    """Whether a rate is the one before that of its sentence: "rose 7.2 percent in March, after a fall of 3"."""
    before = case.anchor.measure.metric if case.anchor is not None else ""
    return measured.metric == before == "growth" and lead in case.scene.language.sets["earlier_rate"]


def _lead(case: Case, measured: Measure) -> str:
    """The last words before a number and its hedge that are more than filling; empty where none stand there.

    What says which way a rate went is filling too: "from a decrease of".
    """
    row, sets = case.scene.row, case.scene.language.sets
    words = row[max(0, case.span.head - 1) : unhedged(row, case.at)]
    telling = (token for token in reversed(words) if token.text not in sets["filling"])
    if measured.metric == "growth":
        telling = (token for token in telling if token.is_("than", "gap") or not direction(token, sets))
    return next((token.text for token in telling), "")


def _same_months(named: str, mine: str) -> str:
    """The months of `mine` in the year that is named, where only a year is.

    >>> _same_months("2019", "2025-H1"), _same_months("2019-H2", "2025-H1"), _same_months("", "2025-H1")
    ('2019-H1', '2019-H2', '2024-H1')
    """
    year, own_year = year_of(named), year_of(mine)
    if len(named) == 4 < len(mine) and year and own_year:
        return shifted(mine, year - own_year)
    return named or shifted(mine, -1)


def _unnamed_time(case: Case, lead: str, measured: Measure, mine: str) -> str:
    """The earlier time of a level without one: that the sentence compares with, else a year before."""
    row, at, sets = case.scene.row, case.at, case.scene.language.sets
    onward = lead in sets["from"] and any(token.text in sets["to"] for token in row[at + 1 : at + 4])
    other = case.anchor is not None and case.anchor.measure.metric != measured.metric
    if (other and not onward) or any(token.is_("region", "partner") for token in row[case.span.head : at]):
        return ""
    times = [token.period for token in row[:at] if token.period is not None]
    compared = [period.value for period in times if period.comparison and period.value]
    if compared:
        return compared[-1]
    return (lead in sets["earlier_rate"] and before_it(mine)) or shifted(mine, -1)
