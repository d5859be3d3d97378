"""A number and the words around it -> what it measures: level, growth, share, contribution ..., with its sign."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY, MULTIPLE, PERCENT, POINTS, QUANTITY, TIMES
from tradecli.extraction.language import Language
from tradecli.extraction.linking.measures import Around, Measure, Told
from tradecli.extraction.linking.percents import percent
from tradecli.extraction.linking.points import points
from tradecli.extraction.linking.spans import past_bracket
from tradecli.extraction.mentions import Token

_REACH = 14
"""Words after a number that may tell what it measures; before it twice as many."""
_PAST_BRACKET = 6
_COMPARISON = 4
"""Tokens from a number to the time that it is compared with, at most."""
_DOUBLE_DIGIT = 10
_LEAD = 6
"""Words from "leading" to the "by" of its amount, at most."""


def measure(
    row: Sequence[Token],
    at: int,
    head: int,
    tail: int,
    last: int,
    told: Told,
    language: Language,
) -> Measure | None:
    """What the number at `at` measures, or None where nothing says so.

    `head` is where the words before it begin, `tail` where those after it end,
    `last` the last number of its run.
    """
    number = row[at].number
    assert number is not None
    first = at if number.hedged < 0 else next((i for i in range(at, 0, -1) if row[i - 1].end <= number.hedged), head)
    left = _of_own_clause(row[max(head, at - 2 * _REACH) : max(first, head)], language)
    right = row[at + 1 : min(tail, at + 1 + _REACH)] or _past_bracket(row, at)
    behind = last + 1
    if at < last and behind < tail and "respectively" in row[behind].kinds and _is_compared_behind(row, behind, tail):
        behind += 1
    after = row[behind] if behind < tail else None
    shared = after is not None and (after.is_("comparative", "increment", "gap") or after.text in language.sets["of"])
    shared |= after is not None and _says_which_way(row, behind, tail, language)
    above_or_below = language.sets["rate_above"] | language.sets["rate_below"]
    shared |= after is not None and after.text.split(" ")[0] in above_or_below
    counted = language.sets["times_of"] | language.sets["more_higher"]
    shared |= number.kind == TIMES and after is not None and after.text.split(" ")[0] in counted
    if number.kind in {PERCENT, TIMES, POINTS} and at < last and (shared or behind > last + 1):
        right = row[behind : min(tail, behind + _REACH)]
    if not right and number.kind == TIMES:
        right = row[at + 1 : at + 2]
    around = Around(
        number, left, right, told, language.sets, language.endings["past"], _is_onto_level(row, at, language)
    )
    if number.kind == MONEY:
        return _money(around)
    if number.kind == QUANTITY:
        return _goods(around)
    if number.kind == POINTS:
        return points(around)
    if number.kind == TIMES:
        return None if _counts_a_streak(around) or _compares_speeds(around) else _times(around)
    if number.kind == MULTIPLE:
        digits = number.unit == "%" and number.value == _DOUBLE_DIGIT
        why = "double-digit" if digits else "multiple in a word"
        return Measure("growth", -number.value if digits and _declines(around) else number.value, "%", why)
    return percent(around)


def _says_which_way(row: Sequence[Token], behind: int, tail: int, language: Language) -> bool:
    """Whether "up" or "down" behind a run of rates is of them all: "respectively 30.7% and 43.3% down on last year"."""
    said = row[behind].text in language.sets["particles"]
    return said and not (behind + 1 < tail and row[behind + 1].is_("number", "bare"))


def _is_compared_behind(row: Sequence[Token], at: int, tail: int) -> bool:
    """Whether a time compared with follows the next word: "3% and 5% respectively over the same period of 2020"."""
    time = row[at + 2].period if at + 2 < tail else None
    return time is not None and time.comparison


def _declines(around: Around) -> bool:
    """Whether a rate in words is one of decline: "a double-digit decline", "fell at a double-digit rate"."""
    ways = (around.way(token) for token in (*around.right[:1], *reversed(around.left)))
    return next(filter(None, ways), 1) < 0


def _of_own_clause(left: Sequence[Token], language: Language) -> Sequence[Token]:
    """The words before a number behind the last colon, where those have a verb: "it slowed: they had put it at 5%"."""
    colon = max((i for i, token in enumerate(left) if token.text == ":"), default=-1)
    verbs = language.sets["past_perfect"]
    return left[colon + 1 :] if any(token.text in verbs for token in left[colon + 1 :]) else left


def _is_onto_level(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether "to" and a level follow a number, be it after what it is compared with: "from a year earlier to"."""
    sets = language.sets
    to = at + 1
    near = row[to : to + _COMPARISON]
    compared = (i for i, token in enumerate(near, to) if token.period is not None and token.period.comparison)
    if (time := next(compared, 0)) and not any(
        token.is_("number", "mark") for token in near[: time - to] if token.text != "-"
    ):
        to = time + 1
    onto = row[to + 1].number if to + 1 < len(row) and row[to].text in sets["to"] else None
    return onto is not None and onto.kind in {MONEY, QUANTITY}


def _past_bracket(row: Sequence[Token], at: int) -> Sequence[Token]:
    """The words after a bracket that follows the number at once."""
    start = past_bracket(row, at + 1)
    return row[start : start + _PAST_BRACKET] if start > at + 1 else ()


def _money(around: Around) -> Measure:
    number, way = around.number, _change(around)
    if way:
        way = -way if around.told.deficit else way
        return Measure("change", number.value * way, number.unit, "a change in money")
    negative = around.told.deficit or number.sign < 0
    return Measure("value", -number.value if negative else number.value, number.unit, "money")


def _goods(around: Around) -> Measure:
    number, way = around.number, _change(around)
    if way:
        return Measure("change", number.value * way, number.unit, "a change in counted goods")
    return Measure("quantity", number.value, number.unit, "counted goods")


def _change(around: Around) -> int:
    """1 or -1 where a sum is what something rose or fell by, else 0."""
    left, sets = around.left, around.sets
    after = around.near(1)
    way = around.way(after[0]) if after and after[0].is_("comparative", "gap") else 0
    if way and _is_subtracted_from(around):
        return 0
    if not way and after and around.right[1:2] and around.right[1].text in sets["owners"] | sets["that_those"]:
        way = 1 if after[0].text in sets["rate_above"] else -1 if after[0].text in sets["rate_below"] else 0
    if not way and after and around.right[1:2] and around.right[1].text in sets["level_nouns"]:
        first = after[0].text.split(" ")[0]
        way = 1 if first in sets["rate_above"] else -1 if first in sets["rate_below"] else 0
    if not way and around.last in sets["by"]:
        way = next((way for token in reversed(left[-5:-1]) if (way := around.way(token))), 0)
    if not way and around.last in sets["by"]:
        way = _lead_of(left[-_LEAD:-1], sets["leads_by"], sets["lags_by"])
    if not way and around.last in sets["of"] and len(left) > 1 and left[-2].text in sets["change_nouns"]:
        way = around.way(left[-2])
    if not way and around.before is not None and around.held == "growth" and around.last in sets["or_words"]:
        way = -1 if around.before.value < 0 else 1
    beside = around.held in {"value", "quantity"} and left and all("mark" in token.kinds for token in left[:-1])
    if not way and beside and left[-1].text.split(" ")[-1] not in sets["definite"]:
        way = around.way(left[-1])
    if not way and around.to_level and left:
        way = around.way(left[-1])
    return way or int(around.last in sets["extra"] or any("increment" in token.kinds for token in left[-6:]))


def _is_subtracted_from(around: Around) -> bool:
    """Whether one way of trade is taken off another: "exports of $296 billion less imports of $226 billion"."""
    left, right, sets = around.left, around.right, around.sets
    of_flow = len(left) > 1 and left[-1].text in sets["of"] and bool(left[-2].flow)
    return of_flow and len(right) > 1 and right[0].text in sets["minus"] and bool(right[1].flow)


def _lead_of(words: Sequence[Token], leads: frozenset[str], lags: frozenset[str]) -> int:
    """1 or -1 where a place is said to be ahead of or behind another: "leading Henan by", "lagging behind Henan by"."""
    for token in reversed(words):
        if token.text in leads | lags:
            return 1 if token.text in leads else -1
    return 0


def _counts_a_streak(around: Around) -> bool:
    """Whether so many times are only told to have followed each other: "grown 22 times in a row"."""
    after = " ".join(token.text for token in around.right[:3])
    return any(after.startswith(words) for words in around.sets["time_parts.in_a_row"])


def _compares_speeds(around: Around) -> bool:
    """Whether so many times only say how fast something grew: "grew about 40 times as fast as imports"."""
    return (
        len(around.right) > 1
        and around.right[0].text in around.sets["as"]
        and around.right[1].text in around.sets["fast"]
    )


def _times(around: Around) -> Measure:
    """Growth from "three times": to so many times the earlier level, or by so many."""
    value, sets, left, right = around.number.value, around.sets, around.left, around.right
    after = right[0].text if right else ""
    level = bool(left) and "level" in left[-1].kinds and around.last not in sets["recorded"]
    to = (
        level
        or around.last in sets["to"] | sets["becomes"]
        or after.split(" ")[0] in sets["times_of"]
        or (bool(right) and right[0].period is not None and not right[0].period.counted)
    )
    of_growth = len(right) > 1 and after in sets["of"] and right[1].text in sets["growth_of"]
    by = (
        of_growth
        or after.split(" ")[0] in sets["more_higher"]
        or any(around.way(token) and token.text in sets["by"] for token in left[-2:])
    )
    if to and not by:
        return Measure("growth", (value - 1) * 100, "%", "so many times the earlier level")
    return Measure("growth", value * 100, "%", "so many times more", "read as an increase by, not to, that many times")
