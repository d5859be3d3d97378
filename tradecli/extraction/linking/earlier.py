"""The time of a level or rate that is only there to compare with: "from 31.5 percent a year earlier".

The rules are asked in order; the first that knows an answer gives it, be it that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tradecli.extraction.amounts import MULTIPLE, TIMES
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure, direction
from tradecli.extraction.linking.phrases import Sets
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.linking.year_spans import span_told
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import before_it, months_of, shifted, year_of, years_of

_LEVELS = frozenset({"value", "quantity", "share", "growth"})
_NEAR = 4
"""Words from a number to the time that is its own, at most."""


@dataclass(frozen=True)
class _Level:
    """A number that may be of an earlier time, with the words that several rules look at."""

    case: Case
    period: str
    """The time that it would else be of."""
    measured: Measure

    @property
    def row(self) -> Sequence[Token]:
        return self.case.scene.row

    @property
    def sets(self) -> Sets:
        return self.case.scene.language.sets

    @cached_property
    def lead(self) -> str:
        """The last telling word before the number."""
        return _lead(self.case, self.measured)

    @cached_property
    def tail(self) -> Sequence[Token]:
        """The words after the number."""
        return self.row[self.case.at + 1 : self.case.span.tail]

    @cached_property
    def nearest(self) -> Token | None:
        """The first time, mark or number right after it."""
        near = self.row[self.case.at + 1 : self.case.at + _NEAR]
        return next((token for token in near if token.is_("period", "mark", "number")), None)

    @cached_property
    def prior(self) -> bool:
        """Whether a word before it says that it is of an earlier time."""
        if self.lead in self.sets["prior_with_time"] and self.measured.metric in {"value", "quantity"}:
            return any(token.period is not None and token.period.value for token in self.tail)
        if _is_multiplied(self.case, self.measured):
            return any(token.period is not None and token.period.comparison for token in self.tail)
        held = self.measured.metric in _LEVELS and not self.sets["comparing"].isdisjoint(self.lead.split(" "))
        said = held or self.lead in self.sets["prior"] or self.lead.rsplit(" ", 1)[-1] in self.sets["prior"]
        return said or _came_before(self.case, self.measured, self.lead)


def earlier(case: Case, fields: Fields, measured: Measure) -> str:
    """The period of a level that is only compared with: "from 31.5 percent a year earlier", "against $93bn in 2021".

    Empty for any other number.
    """
    level = _Level(case, fields["period"].name, measured)
    for rule in _RULES:
        time = rule(level)
        if time is not None:
            return time
    return ""


def _when(level: _Level) -> str | None:
    """As in "in May of last year, when they were 5 billion", "the same period of 2021 in which it stood at 5"."""
    row, case = level.row, level.case
    if time := _in_which(level):
        return time
    marks = (
        i
        for i in range(case.at - 2, case.span.head - 1, -1)
        if row[i].text == "," and row[i + 1].text in level.sets["when"]
    )
    when = next(marks, -1)
    if when < 0:
        return None
    before = [token.period for token in row[max(0, when - 4) : when] if token.period is not None]
    if when != case.span.head and not (before and before[-1].comparison):
        return None
    return before[-1].value if before else ""


def _in_which(level: _Level) -> str:
    """The time compared with, behind which "in which it stood at" leads to the number; else empty."""
    row, sets, head = level.row, level.sets, level.case.span.head
    for i in range(level.case.at - 1, head + 1, -1):
        time = row[i - 2].period
        if row[i].text in sets["which"] and row[i - 1].text in sets["in"] and time is not None and time.comparison:
            return time.value
        if row[i].is_("number", "mark"):
            return ""
    return ""


def _opens(level: _Level) -> str | None:
    """The time before, which the sentence opens with."""
    if _opens_with_earlier(level.case, level.measured):
        return shifted(level.period, -1)
    return before_it(level.period) if _opens_with_month_before(level.case) else None


def _clause(level: _Level) -> str | None:
    """The time before, which a clause is said to be of: "; the month before it was 14%", "it was 3% last year"."""
    sets, row = level.sets, level.row
    inner = [token for token in row[level.case.span.head : level.case.at] if "mark" not in token.kinds]
    words = inner[1:] if inner and "conjunctions" in inner[0].kinds else inner
    words = words[1:] if words and words[0].text in sets["in"] else words
    opened = words[0].text.lower() if words else ""
    month, year = opened in sets["previous_month"], opened in sets["comparison_inside"]
    again = words[1:] if month or year else words
    if level.measured.metric not in _LEVELS or len(again) < 2 or again[0].text not in sets["again"]:
        return None
    if again[1].text not in sets["was"] | sets["past_perfect"]:
        return None
    if not (month or year):
        after = [token for token in level.tail[:2] if token.text not in sets["in"]]
        year = len(words) < len(inner) and bool(after) and after[0].text.lower() in sets["comparison_inside"]
    return before_it(level.period) if month else shifted(level.period, -1) if year else None


def _owned(level: _Level) -> str | None:
    """As in "last month's 5.9 percent", "up 5.9% in November, reversing October's 1.1% drop"."""
    before = level.row[level.case.at - 1] if level.case.at else None
    if level.measured.metric != "growth" or before is None or before.period is None or not before.possessive:
        return None
    if before.period.value:
        anchor = level.case.anchor
        later = anchor is not None and months_of(before.period.value)[1] < months_of(anchor.fields["period"].name)[0]
        return before.period.value if later else None
    if not before.period.comparison:
        return None
    month = before.text.lower() in level.sets["previous_month"]
    return before_it(level.period) if month else shifted(level.period, -1)


def _bracketed(level: _Level) -> str | None:
    return (_bracketed_time(level.case) or None) if level.measured.metric in _LEVELS else None


def _month_before(level: _Level) -> str | None:
    """As in "against 5 billion the month before", "7 percent the month before", "the 26% surge of the month before"."""
    months, nearest = level.sets["previous_month"], level.nearest
    held = level.lead in level.sets["from"] or (level.prior and level.measured.metric in {"value", "quantity"})
    if nearest is not None and nearest.text.lower() in months and held:
        return _one_before(level)
    behind, at = level.case.span.run.last + 1, level.case.at
    noun = level.row[behind : behind + 2]
    of = len(noun) > 1 and noun[0].is_("change:up", "change:down") and noun[1].text in level.sets["of"]
    behind += 2 if of and at and level.row[at - 1].text in level.sets["definite"] else 0
    behind += behind < len(level.row) and level.row[behind].text in level.sets["in"]
    after = level.row[behind : behind + 1]
    told = bool(after) and after[0].text.lower() in months
    return _one_before(level) if told and level.measured.metric == "growth" and not level.prior else None


def _one_before(level: _Level) -> str:
    """The month or quarter before that of a level; "the month before" may have told it already."""
    own, anchor = level.case.own.get("period"), level.case.anchor
    told = own is not None and level.row[own.token].text.lower() in level.sets["previous_month"]
    if not told or own is None:
        return before_it(level.period)
    return before_it(anchor.fields["period"].name) if anchor is not None else own.values[0].name


def _in_run(level: _Level) -> str | None:
    """That of the number before it in a row."""
    before = level.case.in_run
    alike = before is not None and before.prior and level.measured.metric == before.measure.metric
    return before.fields["period"].name if before is not None and alike else None


def _not_prior(level: _Level) -> str | None:
    return "" if not level.prior or level.measured.metric not in _LEVELS else None


def _first_of_sentence(level: _Level) -> str | None:
    """The time compared with, or the one that the sentence starts from."""
    case, nearest = level.case, level.nearest
    if case.anchor is None and nearest is not None and nearest.period is not None and nearest.period.comparison:
        return _same_months(nearest.period.value, level.period)
    start = _starting_time(case, level.lead, level.period) if case.anchor is None or span_told(case) is not None else ""
    return start if start or case.anchor is None else None


def _of_another(level: _Level) -> str | None:
    """None of its own where the words after it name another place, or another flow for a rate."""
    placed = any(token.is_("region", "partner") or token.place_noun for token in level.tail)
    flow = level.measured.metric == "growth" and any(token.flow for token in level.tail)
    return "" if placed or flow else None


def _behind(level: _Level) -> str | None:
    """The time named after it, or one before that of the figure that it goes on from."""
    assert level.case.anchor is not None
    mine = level.case.anchor.fields["period"].name
    timed = next((token for token in level.tail if token.period is not None), None)
    if timed is None or timed.period is None:
        return _unnamed_time(level.case, level.lead, level.measured, mine)
    if timed.text.lower() in level.sets["previous_month"]:
        return before_it(mine)
    same = any(token.text in level.sets["same"] for token in level.tail)
    return _same_months(timed.period.value, mine) if same else timed.period.value or shifted(mine, -1)


_RULES: Sequence[Callable[[_Level], str | None]] = (
    _when,
    _opens,
    _clause,
    _owned,
    _bracketed,
    _month_before,
    _in_run,
    _not_prior,
    _first_of_sentence,
    _of_another,
    _behind,
)


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
    """Whether a sentence is of the month before, which it opens with: "In the month before it had been $39bn".

    So "The month before, exports rose by 1% and imports by 8%", up to a semicolon or another time.
    """
    row, sets = case.scene.row, case.scene.language.sets
    first = 1 if row[0].text in sets["in"] else 0
    if len(row) <= first + 1 or row[first].text.lower() not in sets["previous_month"]:
        return False
    between = row[first + 1 : case.at]
    ends = sets["contrast"] | sets["prior_conjunctions"] | {";"}
    if any(token.text in ends or token.period is not None for token in between):
        return False
    if any(token.period is not None and token.period.value for token in row[case.at + 1 : case.at + _NEAR]):
        return False
    return row[first + 1].text == "," or any(token.text in sets["past_perfect"] for token in between)


def _bracketed_time(case: Case) -> str:
    """The earlier time that a level stands in a bracket behind: "more than in the same period last year (34 tons)".

    Its own, where it names one: "up 16% on-year (9% in June)".
    """
    host, anchor = case.host, case.anchor
    period = case.scene.row[host].period if isinstance(host, int) else None
    if period is None or not period.comparison or anchor is None:
        return ""
    mine = anchor.fields["period"].name
    if "period" in case.own:
        own = case.own["period"].values[0].name
        return own if months_of(own)[1] < months_of(mine)[1] else ""
    return _same_months(period.value, mine)


def _starting_time(case: Case, lead: str, period: str) -> str:
    """The time of the level that a sentence starts from ("Exports grew from 31 to 52 billion yuan"), or empty."""
    row, at, sets, first = case.scene.row, case.at, case.scene.language.sets, case.scene.context.first
    onward = (
        lead in sets["from"] and at + 2 < len(row) and row[at + 1].text in sets["to"] and "number" in row[at + 2].kinds
    )
    times = [token.period for token in row if token.period is not None]
    if not onward or any(years_of(time.value) is None for time in times):
        return ""
    if years := span_told(case):
        return years[0]
    main = case.scene.topic.calendar.main
    before = first["period"].name if first is not None and not case.scene.new_paragraph else main
    return before if before < main else shifted(period, -1)


def _is_multiplied(case: Case, measured: Measure) -> bool:
    """Whether a level is what a multiple is of: "more than double the 9.56 billion of three years before"."""
    row, sets, first = case.scene.row, case.scene.language.sets, unhedged(case.scene.row, case.at)
    times = row[first - 2].number if first > 1 and row[first - 1].text in sets["definite"] else None
    return measured.metric in {"value", "quantity"} and times is not None and times.kind in {MULTIPLE, TIMES}


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


def _is_moved_from(case: Case) -> bool:
    """Whether a level is what trade moved from: "23 billion, 12 percent more, up from 20 billion"."""
    row, first = case.scene.row, unhedged(case.scene.row, case.at)
    led = first > 1 and row[first - 1].text in case.scene.language.sets["from"]
    return led and row[first - 2].text in case.scene.language.sets["particles"]


def _unnamed_time(case: Case, lead: str, measured: Measure, mine: str) -> str:
    """The earlier time of a level without one: that the sentence compares with, else a year before."""
    row, at, sets = case.scene.row, case.at, case.scene.language.sets
    onward = lead in sets["from"] and any(token.text in sets["to"] for token in row[at + 1 : at + 4])
    onward |= _is_moved_from(case)
    other = case.anchor is not None and case.anchor.measure.metric != measured.metric
    if (other and not onward) or any(token.is_("region", "partner") for token in row[case.span.head : at]):
        return ""
    times = [token.period for token in row[:at] if token.period is not None]
    compared = [period.value for period in times if period.comparison and period.value]
    if compared:
        return compared[-1]
    return (lead in sets["earlier_rate"] and before_it(mine)) or shifted(mine, -1)
