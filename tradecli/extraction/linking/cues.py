"""What the nearest telling word before a percentage gives it: growth, a share, a contribution."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tradecli.extraction.linking.measures import Around, Measure, lifts_whole
from tradecli.extraction.linking.rates import contribution, growth, share, told
from tradecli.extraction.mentions import Token


def cue_of(around: Around) -> Token | None:
    """The nearest word of change, share or contribution before the number; verbs of taking are none."""
    left = around.left
    for i in range(len(left) - 1, -1, -1):
        token = left[i]
        if "number" in token.kinds:
            return None
        degree = token.text in around.sets["degree"] and i + 1 < len(left)
        if degree and not left[i + 1].is_("than", "number", "function"):
            continue
        if _is_set_beside_others(around, i):
            continue
        if around.way(token) or token.is_("share_noun", "contribution"):
            return token
        verb = "level" in token.kinds and token.text in around.sets["takes"]
        if "share" in token.kinds and (not verb or token is left[-1]):
            return token
    return None


def _is_set_beside_others(around: Around, i: int) -> bool:
    """Whether a comparative only ranks a rate among others: "was a smaller 1.7 percent", "rose a slower 4.4".

    So one of speed: "but slower at 12.5 percent".
    """
    left = around.left
    if i == len(left) - 2 and left[i].text in around.sets["speeds"] and around.last in around.sets["with_at"]:
        return True
    ends = i == len(left) - 1 and i > 0 and left[i].is_("comparative", "gap")
    return ends and left[i - 1].text in around.sets["indefinite"]


def by_cue(around: Around, cue: Token, near: Sequence[Token]) -> Measure:
    """The measure that the nearest telling word before a percentage gives it."""
    value, left, sets = around.number.value, around.left, around.sets
    way = around.way(cue)
    if any(_is_contribution_rate(token, following, sets) for token, following in itertools.pairwise(left)):
        return contribution(around)
    if around.last in sets["moved_to"] and any("share_noun" in token.kinds for token in left):
        return share(around, "a share that moved to it")
    if way and around.last in sets["by"] and _is_share_that_moved(around, cue):
        return Measure("share_change", value * way, "pp", "a share that moved by so much", "points printed as percent")
    to = around.last.split(" ")[-1] in sets["to"]
    if to and (way or cue.text in sets["fall_moves"]) and _is_fall_that_moved(around):
        return growth(-value, "the rate at which it fell")
    if way and around.last in sets["to"] and _share_moves(around):
        return share(around, "the share before, which moved to it")
    if way and around.last in sets["to"] and _rate_moves(around, cue):
        return growth(value, "a rate that moved to it")
    if way and (held := _way_of_rate_held_against(around, cue)):
        return growth(value * held, "a rate held against another")
    if way and left[-2:-1] == [cue] and left[-1].possessive and left[-1].is_("region", "partner"):
        return growth(value, "the rate of another place")
    if way and _is_rate_compared_with(around, cue):
        return growth(value, "the rate that one before moved from")
    if way and around.last in sets["by"] and lifts_whole(left):
        return Measure("contribution", value * way, "pp", "points of growth", "points printed as percent")
    if way:
        return told(around, way, f"{cue.text!r} before it")
    onto_growth = bool(near) and near[0].text in sets["to"] and any(each.text in sets["growth_of"] for each in near)
    of_growth = onto_growth or any("increment" in token.kinds for token in (*left, *near))
    if of_growth and "contribution" in cue.kinds and (onto_growth or "share" not in cue.kinds):
        return contribution(around)
    return share(around, f"{cue.text!r} before it")


def _is_share_that_moved(around: Around, cue: Token) -> bool:
    """Whether the subject of a verb of change is a share: "the proportion went up by 0.8 percent"."""
    at = next(i for i, token in enumerate(around.left) if token is cue)
    before = around.left[:at]
    noun = next((i for i in range(len(before) - 1, -1, -1) if "share_noun" in before[i].kinds), -1)
    return noun >= 0 and not any(token.is_("mark", "number") for token in before[noun:])


def _is_fall_that_moved(around: Around) -> bool:
    """Whether a fall is what a verb of change is about: "the fall in imports widened to 5.2 percent"."""
    falls = [i for i, token in enumerate(around.left) if token.text in around.sets["falls"]]
    after = around.left[falls[-1] + 1 :] if falls else ()
    moved = any(token.text in around.sets["fall_moves"] for token in after)
    return moved and not any(token.is_("mark", "number") for token in after)


def _way_of_rate_held_against(around: Around, cue: Token) -> int:
    """1 or -1 for a rate, or a fall, that is only said to be above or below another: "below the average, only 2.4%"."""
    at = next(i for i, token in enumerate(around.left) if token is cue)
    before, after = around.left[:at], around.left[at:]
    rated = any(token.text in around.sets["rate_nouns"] for token in before)
    if "gap" not in cue.kinds or not rated or around.last in around.sets["by"]:
        return 0
    apart = any("mark" in token.kinds for token in after)
    return 0 if not apart else -1 if any(token.text in around.sets["falls"] for token in before) else 1


def _is_rate_compared_with(around: Around, cue: Token) -> bool:
    """Whether a rate moved as against another: "growth was 5.7%, which dropped greatly compared with 0.5%"."""
    against = bool(around.left) and "than" in around.left[-1].kinds and " " in around.left[-1].text
    return against and around.held == "growth" and not cue.is_("comparative", "gap", "than")


def _is_contribution_rate(token: Token, following: Token, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word is of contribution and it or the next says that it is a rate: "contribution rate"."""
    return "contribution" in token.kinds and bool({token.text.split(" ")[-1], following.text} & sets["rates"])


def _share_moves(around: Around) -> bool:
    """Whether the share before is taken up and moved: "now it has dropped to 9", "from 45 percent last year to 47"."""
    again = any(token.text in around.sets["again"] for token in around.left[-6:])
    again |= any(token.period is not None and token.period.comparison for token in around.left)
    named = any(token.flow or token.is_("partner", "product", "channel") for token in around.left)
    return around.held == "share" and again and not named


def _rate_moves(around: Around, cue: Token) -> bool:
    """Whether it is a rate ("growth in exports cooled to 4.5 percent") that moved."""
    return any(token.text in around.sets["rate_nouns"] and token is not cue for token in around.left)
