"""What a percentage or a fraction measures: growth, a share, a contribution.

The rules are asked in order; the first that knows an answer gives it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.amounts import FRACTION
from tradecli.extraction.linking import shares
from tradecli.extraction.linking.cues import by_cue, cue_of
from tradecli.extraction.linking.distances import distance
from tradecli.extraction.linking.measures import Around, Measure
from tradecli.extraction.linking.rates import contribution, growth, share, told
from tradecli.extraction.linking.untold import as_signed, untold
from tradecli.extraction.mentions import Token

_REACH = 8
_CHANGED = 3
"""Words of "an increase of", "of the trade"."""
_FALL = 3
"""Words of "of the fall" before "in imports"."""
_OF_WHICH = 4
"""Words of "of which exports" before its number, at most."""


def percent(around: Around) -> Measure | None:
    """What a percentage or fraction measures, or None for a fraction that nothing tells of."""
    around = replace(around, right=_unbracketed(around.right, around.sets))
    near = around.near(_REACH)
    for rule in _RULES:
        measured = rule(around, near)
        if measured is not None:
            return measured
    return untold(around, near)


def _unbracketed(right: Sequence[Token], sets: Mapping[str, frozenset[str]]) -> Sequence[Token]:
    """The words after a number without what only adds to it: its bracket, "half (50.2 pct) of", "half and more of"."""
    if len(right) > 2 and right[0].text in sets["joins"] and right[1].text in sets["more_higher"]:
        right = right[2:]
    if right and right[0].text in sets["hedges_after.approx"]:
        right = right[1:]
    if len(right) > 1 and right[0].text == ")" and right[1].text in sets["of"]:
        return right[1:]
    again = len(right) > 3 and right[0].text == "(" and right[2].text == ")"
    return right[3:] if again and right[3].text in sets["of"] else right


def _signed(around: Around, near: Sequence[Token]) -> Measure | None:
    sign = around.number.sign or int(around.last in around.sets["plus"])
    return growth(around.number.value * sign, "a sign") if sign else None


def _of_increment(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share of the growth: "contributed 40 percent of the increase"."""
    named = any("increment" in each.kinds for each in near) and not _is_rise_itself(around, near)
    if named and ("increment" in near[0].kinds or any(each.is_("contribution", "share") for each in around.left)):
        return contribution(around)
    return None


def _of_something(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part of what follows "of", unless a word of change stands right before the number."""
    if not near or near[0].text not in around.sets["of"]:
        return None
    if around.left and around.way(around.left[-1]) and not _is_of_growth(around, near):
        return None
    if way := _way_of_trade(around, near):
        return growth(around.number.value * way, "a change of the trade behind it")
    timed = next((token.period for token in near[1:3] if token.period is not None), None)
    shared = any("share_noun" in token.kinds for token in around.left)
    if _is_rise_itself(around, near):
        return told(around, around.way(near[1]) or 1, f"'of {near[1].text}' after it")
    if _is_rate_of_place(around, near):
        return growth(around.number.value, "the rate of another place")
    if way := _way_of_whole(around, near):
        return growth(around.number.value * way, "the rate of the whole")
    than = any("than" in token.kinds for token in around.left[-2:])
    if timed is not None and not shared and (timed.comparison or around.held == "growth" or than):
        return growth(around.number.value * _way_of_noun(around), "the rate of an earlier time")
    if around.held == "contribution" and len(near) > 1 and near[1].text in around.sets["pointers"]:
        return contribution(around)
    if _is_part_of_that_growth(around, near):
        return contribution(around)
    grown = any(each.text in around.sets["growth_of"] for each in near[1:])
    grown |= _is_part_of_fall(around, near)
    if grown or any("increment" in each.kinds for each in near):
        return contribution(around)
    return share(around, "a part of")


def _way_of_whole(around: Around, near: Sequence[Token]) -> int:
    """1 or -1 for what a larger place did: "higher than the overall increase of 2.8% of the whole country"; else 0."""
    noun = around.left[-2] if len(around.left) > 1 and around.last in around.sets["of"] else None
    place = next((token for token in near[1:] if token.text not in around.sets["definite"]), None)
    whole = place is not None and place.place_noun in {"country", "province"}
    return around.way(noun) if whole and noun is not None and noun.text in around.sets["change_nouns"] else 0


def _way_of_trade(around: Around, near: Sequence[Token]) -> int:
    """1 or -1 for how much trade rose or fell: "an increase of 14.7 percent of the foreign trade turnover"; else 0."""
    sets, left = around.sets, around.left
    if len(left) < _CHANGED or around.last not in sets["of"] or left[-2].text not in sets["change_nouns"]:
        return 0
    flow = len(near) > _CHANGED - 1 and near[1].text in sets["definite"] and bool(near[2].flow)
    return around.way(left[-2]) if flow and left[-3].text in sets["indefinite"] else 0


def _is_part_of_that_growth(around: Around, near: Sequence[Token]) -> bool:
    """Whether "it" is a growth spoken of before: "a force for the growth of trade, contributing to 46.7% of it"."""
    told = any(token.text in around.sets["growth_of"] for token in around.left)
    contributed = any("contribution" in token.kinds for token in around.left[-2:])
    return told and contributed and len(near) > 1 and near[1].text in around.sets["pointers"]


def _is_part_of_fall(around: Around, near: Sequence[Token]) -> bool:
    """Whether it is a part of a decline: "oil explains three-quarters of the fall in imports"."""
    led = len(near) > _FALL and near[1].text in around.sets["definite"] and near[2].text in around.sets["falls"]
    return led and near[3].text in around.sets["in"]


def _is_of_growth(around: Around, near: Sequence[Token]) -> bool:
    """Whether it is a part of a growth that is named: "contract 71% of the export growth"."""
    grown = [token.text in around.sets["growth_of"] for token in near]
    return any(grown) and any(token.flow for token in near[: grown.index(True)])


def _is_rise_itself(around: Around, near: Sequence[Token]) -> bool:
    """Whether it is how much something rose rather than a part of a rise: "which is 0.8% of increase"."""
    told = any(token.is_("share", "share_noun", "contribution") for token in around.left)
    return (
        not told and len(near) > 1 and near[0].text in around.sets["of"] and near[1].text in around.sets["change_nouns"]
    )


def _is_rate_of_place(around: Around, near: Sequence[Token]) -> bool:
    """Whether it is the rate of a place that another is held against: "ahead of the 13.8 percent of Guangdong".

    So in "higher than the 19.6% of the whole country".
    """
    if len(near) < 2 or near[1].possessive:
        return False
    surpassed = around.number.crossing or (bool(around.left) and "than" in around.left[-1].kinds)
    held = around.last in around.sets["definite"] and around.held in {"growth", "change"}
    return ("region" in near[1].kinds and (surpassed or held)) or (near[1].place_noun == "country" and held)


def _above_or_below(around: Around, near: Sequence[Token]) -> Measure | None:
    """Growth from "5 percent above the level of"."""
    first = near[0].text.split(" ")[0] if near else ""
    cue = cue_of(around)
    if first in around.sets["rate_above"] and not (cue is not None and around.way(cue) < 0):
        return told(around, 1, f"{first!r} after it")
    if first in around.sets["rate_below"] and not any(token.text in around.sets["under_which"] for token in near[1:4]):
        return told(around, -1, f"{first!r} after it")
    return None


def _said_after(around: Around, near: Sequence[Token]) -> Measure | None:
    """What the first telling word after the number says: "5 percent share", "5 percent growth"."""
    words = around.left[:-1] if around.last in around.sets["of"] else around.left
    said = bool(words) and around.way(words[-1]) != 0
    if near and near[0].text in around.sets["to"] and any("contribution" in token.kinds for token in around.left[-2:]):
        return None
    if _is_held_against(around, near):
        return None
    for each in near[:4]:
        if each.text in around.sets["ends_of_saying"]:
            return None
        if "share_noun" in each.kinds:
            return share(around, "a share")
        if (way := around.way(each)) and not said:
            return told(around, way, f"{each.text!r} after it")
        if each.is_("number", "flow:exports", "flow:imports", "flow:total"):
            return None
    return None


def _is_held_against(around: Around, near: Sequence[Token]) -> bool:
    """Whether a rate is only said to be higher or lower than another: "its growth rate of 1.9% is lower than"."""
    if len(near) < 2 or near[0].text not in around.sets["was"]:
        return False
    return "gap" in near[1].kinds or (len(near) > 2 and "comparative" in near[1].kinds and "than" in near[2].kinds)


def _of_earlier(around: Around, near: Sequence[Token]) -> Measure | None:
    """The fall to a part of an earlier level: "imports were only half those of a year before"."""
    sets = around.sets
    told = around.number.kind == FRACTION and len(near) > 2 and near[1].text in sets["of"]
    earlier = told and near[0].text in sets["that_those"] and near[2].period is not None and near[2].period.comparison
    return growth(around.number.value - 100, "a part of the earlier level") if earlier else None


def _contributed(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part of a growth that is said to be somebody's doing: "of its growth, 41 percent was contributed by".

    So in "its contribution to the growth of trade was 43 percent".
    """
    nouns = (i for i, token in enumerate(around.left) if token.text in around.sets["contribution_nouns"])
    noun = next(nouns, len(around.left))
    growth_named = any(token.text in around.sets["growth_of"] for token in around.left[noun:])
    if growth_named and around.last in around.sets["was"] | around.sets["reached"]:
        return contribution(around)
    done = len(near) > 1 and near[0].text in around.sets["was"] and "contribution" in near[1].kinds
    grown = any(token.text in around.sets["growth_of"] or "increment" in token.kinds for token in around.left)
    return contribution(around) if done and grown else None


def _earlier(around: Around, near: Sequence[Token]) -> Measure | None:
    """A rate or share of an earlier time: "November's 5.9 percent", "from 20 percent"."""
    if around.left and around.left[-1].period is not None and around.left[-1].possessive:
        fell = any(around.way(a) < 0 and "than" in b.kinds for a, b in itertools.pairwise(around.left[-4:]))
        return growth(-around.number.value if fell else around.number.value, "an earlier rate")
    if around.held in {"share", "share_change"} and around.last in around.sets["from"]:
        return share(around, "the share it was")
    moved = around.way(around.left[-2]) if len(around.left) > 1 and around.last in around.sets["from"] else 0
    if around.last in around.sets["from"] and _way_of_noun(around) < 0:
        return growth(-around.number.value, "the rate at which it fell")
    shared = any("share_noun" in token.kinds for token in around.left)
    if moved and not shared and around.held == "growth" and around.before is not None:
        fell = moved > 0 > around.before.value
        return growth(-around.number.value if fell else around.number.value, "the rate it was")
    if around.last in around.sets["definite"] and any(
        token.text in around.sets["from"] for token in around.left[-2:-1]
    ):
        way = _way_of_noun(around)
        return growth(around.number.value * way, "the rate it was") if way < 0 else None
    return None


def _way_of_noun(around: Around) -> int:
    """-1 where what moved is a fall: "the slide in imports quickened from", "the decline narrowed from"."""
    for token, following in itertools.pairwise(around.left):
        if token.text in around.sets["falls"] and following.text in around.sets["in"] | around.sets["fall_moves"]:
            return -1
    return 1


def _said_before(around: Around, near: Sequence[Token]) -> Measure | None:
    """What the nearest telling word before the number says."""
    cue = cue_of(around)
    if cue is not None:
        return by_cue(around, cue, near)
    if around.held == "growth" and _is_flow_of_which(around) and around.before is not None:
        return growth(as_signed(around.number.value, around.before), "a flow of what grew")
    if shares.is_of_whole(around):
        return share(around, "a part of what stands before it")
    if any("increment" in token.kinds for token in around.left[-10:]):
        return contribution(around)
    return None


def _moved_to_level(around: Around, near: Sequence[Token]) -> Measure | None:
    """A rate without its verb, up or down as the one before: "and that with Japan 23.2 percent to 81.3 billion"."""
    return growth(around.number.value * around.told.grown, "to a level") if around.to_level else None


def _said_of_change(around: Around, near: Sequence[Token]) -> Measure | None:
    """The rate that says a change in money or goods once more: "a decrease of 2.37 million tonnes or 22.1%"."""
    glue = around.sets["restating"] | around.sets["was"]
    again = all("mark" in token.kinds or token.text in glue for token in around.left)
    if around.held != "change" or around.before is None or not around.left or not again:
        return None
    way = -1 if around.told.deficit else 1
    return growth(around.number.value.copy_sign(around.before.value) * way, "another way to say the change")


def _said_of_level(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share that says the level before it once more, or that a change of share led to."""
    if around.held in {"value", "quantity"} and any(
        token.text in around.sets["restating"] for token in around.left[:2]
    ):
        return share(around, "another way to say the level")
    return None


_RULES: Sequence[Callable[[Around, Sequence[Token]], Measure | None]] = (
    _signed,
    shares.done_so,
    shares.in_bracket,
    shares.told_again,
    _of_earlier,
    distance,
    _of_increment,
    _of_something,
    _above_or_below,
    shares.more_of,
    shares.moved_from,
    _said_after,
    shares.owned,
    shares.came_from,
    shares.ranked,
    _contributed,
    shares.had,
    _earlier,
    shares.without_verb,
    shares.arrived,
    shares.portion,
    _said_before,
    _moved_to_level,
    _said_of_change,
    _said_of_level,
)


def _is_flow_of_which(around: Around) -> bool:
    """Whether a flow stands right before the number, the words led by "of which" or "and": "of which exports 24.5%"."""
    left = [token for token in around.left if "mark" not in token.kinds]
    return bool(left) and left[-1].flow in {"exports", "imports"} and len(left) <= _OF_WHICH
