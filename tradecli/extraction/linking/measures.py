"""What a number measures: level, growth, share, contribution ..., with its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.extraction.numbers import FRACTION, MONEY, MULTIPLE, POINTS, QUANTITY, TIMES


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number states: metric, signed value in the unit of the table, and what made it so."""

    metric: str
    value: Decimal
    unit: str
    why: str
    note: str = ""


_REACH = 14


def measure(
    row: Sequence[Token], at: int, head: int, tail: int, flow: str, before: Measure | None, language: Language
) -> Measure | None:
    """What the number at `at` measures, or None where nothing says so.

    `head` is where the words before it begin, `tail` where those after it end;
    `before` is the measure of the number it goes on from.
    """
    number = row[at].number
    assert number is not None
    first = at if number.hedged < 0 else next((i for i in range(at, 0, -1) if row[i - 1].end <= number.hedged), head)
    left = row[max(head, at - 2 * _REACH) : max(first, head)]
    right = row[at + 1 : min(tail, at + 1 + _REACH)] or _past_bracket(row, at)
    if number.kind == MONEY:
        return _money(number.value, number.unit, number.sign, left, right, flow)
    if number.kind == QUANTITY:
        return Measure("quantity", number.value, number.unit, "counted goods")
    if number.kind == POINTS:
        return _points(number.value, number.sign, left, right, before)
    if number.kind == TIMES:
        return _times(number.value, left, right)
    if number.kind == MULTIPLE:
        if number.unit == "%" and number.value == 10:
            return Measure("growth", number.value, "%", "double-digit")
        return Measure("growth", number.value, "%", "multiple in a word")
    return _percent(row[at], left, right, before, number.kind == FRACTION)


def _past_bracket(row: Sequence[Token], at: int) -> Sequence[Token]:
    """The words after a bracket that follows the number at once."""
    if at + 1 >= len(row) or row[at + 1].text != "(":
        return ()
    closed = next((i for i in range(at + 2, len(row)) if row[i].text == ")"), len(row))
    return row[closed + 1 : closed + 7]


def direction(token: Token) -> int:
    """1 for a word of rising, -1 for one of falling, else 0."""
    if token.is_("gap"):
        first = token.text.split(" ")[0]
        return 1 if first in _ABOVE else -1 if first in _BELOW else 0
    return {"up": 1, "down": -1}.get(token.of("change"), 0)


_ABOVE = frozenset({"higher", "faster", "quicker", "more", "better"})
_BELOW = frozenset({"lower", "slower", "less"})


def _first(right: Sequence[Token], limit: int) -> list[Token]:
    found: list[Token] = []
    for token in right[:limit]:
        if token.text in {",", ";", ":", "(", ")", "\u2014", "."} or token.is_("number"):
            break
        found.append(token)
    return found


def _money(value: Decimal, unit: str, sign: int, left: Sequence[Token], right: Sequence[Token], flow: str) -> Measure:
    near = _first(right, 1)
    compared = next((token for token in near if token.is_("comparative")), None)
    way = direction(compared) if compared else 0
    if not way and left and left[-1].text == "by":
        way = next((direction(token) for token in reversed(left[-5:-1]) if direction(token)), 0)
    if not way and len(left) > 1 and left[-1].text == "of" and left[-2].text in _CHANGE_NOUNS:
        way = direction(left[-2])
    if any(token.is_("increment") for token in left[-6:]):
        way = way or 1
    if way:
        if flow == "deficit":
            way = -way
        return Measure("change", value * way, unit, "a change in money")
    return Measure("value", -value if flow == "deficit" or sign < 0 else value, unit, "money")


_COMPARATIVES = frozenset(
    {"more", "less", "higher", "lower", "smaller", "larger", "wider", "narrower", "bigger", "fewer", "greater"}
)
_CHANGE_NOUNS = frozenset(
    {"increase", "decrease", "rise", "fall", "drop", "decline", "reduction", "jump", "expansion", "gain"}
)


def _points(
    value: Decimal, sign: int, left: Sequence[Token], right: Sequence[Token], before: Measure | None
) -> Measure:
    near = _first(right, 5)
    way = _nearest(left)
    than_before = any(token.period is not None and token.period.comparison for token in right[:7])
    held = before is not None and before.metric == "share" and bool(left) and left[-1].text in {"(", ","}
    made_up = any(token.is_("share") and not token.is_("share_noun") for token in near)
    if held or made_up and not any(token.is_("gap") for token in near) or (than_before and any(token.is_("share_noun") for token in left)):
        low = any(token.text.split()[0] in {"lower", "smaller", "below", "less"} for token in near[:2])
        return Measure("share_change", value * (sign or (-1 if low else 0) or way or 1), "pp", "a share's change")
    if any(token.is_("share_noun") for token in left[-2:]) or (
        before is not None and before.metric in {"share", "share_change"} and than_before
    ):
        low = any(token.text.split()[0] in {"lower", "smaller", "below", "less"} for token in near[:2])
        return Measure("share_change", value * (sign or (-1 if low else 1)), "pp", "a share's change")
    if (
        before is not None
        and before.metric in {"share"}
        and left
        and direction(left[-1])
        and not any(token.is_("than", "gap") for token in near)
    ):
        return Measure("share_change", value * direction(left[-1]), "pp", "a share's change")
    if any(token.text in {"shaved", "knocked", "subtracted", "shaving", "knocking"} for token in left[-4:]):
        return Measure("contribution", -value, "pp", "points taken off growth")
    gap = next(
        (
            token
            for token in near[:3]
            if token.is_("gap", "than") or token.text in {"above", "below", "higher", "lower"}
        ),
        None,
    )
    if gap is not None or any(token.is_("gap") and not token.is_("change:up", "change:down") for token in left[-8:]):
        low = gap is not None and gap.text.split()[0] in {"lower", "slower", "below", "behind"}
        return Measure("change", -value if low else value, "pp", "a gap between two rates")
    for token in reversed(left):
        if token.is_("share_noun"):
            return Measure("share_change", value * (sign or way or 1), "pp", "a share's change")
        if token.is_("contribution"):
            down = any(direction(each) < 0 and not each.is_("contribution") for each in left[-4:]) or token.text in {"dragged", "drag", "dragging"}
            return Measure("contribution", value * (sign or (-1 if down else 1)), "pp", "points of growth")
    if any(token.is_("contribution") for token in near):
        return Measure("contribution", value * (sign or 1), "pp", "points of growth")
    if any(token.is_("share_noun") for token in near):
        return Measure("share_change", value * (sign or way or 1), "pp", "a share's change")
    if before is not None and before.metric in {"contribution", "share_change"} and not way:
        return Measure(before.metric, value.copy_sign(before.value), "pp", "as the number before it")
    return Measure("change", value * (sign or way or 1), "pp", "points")


def _nearest(left: Sequence[Token]) -> int:
    return next((direction(token) for token in reversed(left) if direction(token)), 0)


def _times(value: Decimal, left: Sequence[Token], right: Sequence[Token]) -> Measure:
    before = left[-1].text if left else ""
    after = right[0].text if right else ""
    level_word = bool(left) and left[-1].is_("level") and before not in {"saw", "posted", "recorded"}
    to = (
        before == "to"
        or level_word
        or (bool(right) and right[0].is_("period"))
        or after in {"that", "those", "as", "what", "the", "last", "its", "of"}
    )
    to = to and not (after in {"more", "higher"} or any(direction(token) and token.text == "by" for token in left[-2:]))
    if to:
        return Measure("growth", (value - 1) * 100, "%", "so many times the earlier level")
    return Measure("growth", value * 100, "%", "so many times more", "read as an increase by, not to, that many times")


def _percent(
    token: Token, left: Sequence[Token], right: Sequence[Token], before: Measure | None, fraction: bool
) -> Measure | None:
    number = token.number
    assert number is not None
    value, sign = number.value, number.sign
    near = _first(right, 8)
    if sign:
        return Measure("growth", value * sign, "%", "a printed sign")
    if any(each.is_("increment") for each in near) and any(each.is_("contribution", "share") for each in left):
        return Measure("contribution", value, "%", "a share of the growth")
    if near and near[0].is_("increment"):
        return Measure("contribution", value, "%", "a share of the growth")
    if near and near[0].text == "of" and not any(direction(each) for each in left[-1:]):
        grown = any(each.text in {"growth", "increase", "rise", "expansion", "gain", "added"} for each in near[1:])
        if grown or any(each.is_("increment") for each in near):
            return Measure("contribution", value, "%", "a share of the growth")
        return Measure("share", value, "%", "a part of")
    if near and (first := near[0].text.split(" ")[0]) in {"above", "over", "below", "under", "short", "shy"}:
        return Measure(
            "growth", -value if first in {"below", "under", "short", "shy"} else value, "%", f"{first!r} after it"
        )
    for each in near[:4]:
        if each.text == "and":
            break
        if each.is_("share_noun"):
            return Measure("share", value, "%", "a share")
        if way := direction(each):
            return Measure("growth", value * way, "%", f"{each.text!r} after it")
        if each.is_("number", "flow:exports", "flow:imports", "flow:total"):
            break
    if left and left[-1].period is not None and left[-1].possessive:
        return Measure("growth", value, "%", "an earlier rate")
    if before is not None and before.metric in {"share", "share_change"} and left and left[-1].text == "from":
        return Measure("share", value, "%", "the share it was")
    nearest = _cue(left)
    if nearest is None and _of_a_whole(left):
        return Measure("share", value, "%", "a part of what stands before it")
    if nearest is None and any(token.is_("increment") for token in left[-10:]):
        return Measure("contribution", value, "%", "a share of the growth")
    if nearest is not None:
        return nearest_measure(nearest, value, left, near)
    if (
        before is not None
        and before.metric == "value"
        and any(token.text in {"or", "which", "i.e", "that"} for token in left[:2])
        and nearest is None
    ):
        return Measure("share", value, "%", "another way to say the level")
    if before is not None and before.metric == "share_change" and left and left[-1].text == "to":
        return Measure("share", value, "%", "the share that changed")
    if before is not None and before.metric in {"growth", "share", "contribution"} and not fraction:
        if before.metric == "growth":
            return Measure("growth", value.copy_sign(before.value), "%", "as the number before it")
        return Measure(before.metric, value, "%", "as the number before it")
    if fraction and before is not None and left and left[-1].text == "(":
        return Measure(before.metric, value.copy_sign(before.value), "%", "as the number before it")
    if fraction and before is not None and before.metric == "growth" and not near:
        return Measure("growth", value.copy_sign(before.value), "%", "as the number before it")
    if fraction:
        return None
    if before is not None and before.metric in {"value", "quantity"} and len(near) > 1 and near[0].text in {"from", "to", "with"} and near[1].is_("partner"):
        return Measure("share", value, "%", "a part of the level before it")
    return Measure("growth", value, "%", "no word beside it", "")


def _of_a_whole(left: Sequence[Token]) -> bool:
    """Whether the clause begins with "of the total", "of this"."""
    for i, token in enumerate(left):
        if token.text == "of" and (i == 0 or left[i - 1].is_("mark", "conjunctions")):
            after = [each for each in left[i + 1 : i + 4] if each.text not in {"the", "all", "its"}]
            if after and (after[0].is_("neutral", "anaphor", "number") or after[0].of("flow")):
                return True
    return False


def _cue(left: Sequence[Token]) -> Token | None:
    for token in reversed(left):
        if token.is_("number"):
            return None
        if direction(token) or token.is_("share_noun", "contribution"):
            return token
        if token.is_("share") and not token.is_("level"):
            return token
        if token.is_("share") and token.text not in {"took", "take", "takes", "taking", "claimed", "absorbed"}:
            return token
    return None


def nearest_measure(cue: Token, value: Decimal, left: Sequence[Token], near: Sequence[Token]) -> Measure:
    """The measure that the nearest telling word before a percentage gives it."""
    way = direction(cue)
    shares = [token for token in left if token.is_("share_noun")]
    if shares and left and left[-1].text in {"to", "at", "from"}:
        return Measure("share", value, "%", "a share that moved to it")
    if way and left and left[-1].text == "to" and _rate_moves(left, cue):
        return Measure("growth", value, "%", "a rate that moved to it")
    if way:
        return Measure("growth", value * way, "%", f"{cue.text!r} before it")
    if cue.is_("contribution") and not cue.is_("share") and any(token.is_("increment") for token in (*left, *near)):
        return Measure("contribution", value, "%", "a share of the growth")
    return Measure("share", value, "%", f"{cue.text!r} before it")


def _rate_moves(left: Sequence[Token], cue: Token) -> bool:
    """Whether it is a rate ("growth in exports cooled to 4.5 percent") that moved."""
    return any(
        token.text in {"growth", "rate", "pace", "increase", "expansion", "gain"} and token is not cue for token in left
    )
