"""What percentage points measure: a share's change, points of growth, a gap between two rates.

The rules are asked in order; the first that knows an answer gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tradecli.extraction.linking.measures import Around, Measure
from tradecli.extraction.mentions import Token

_REACH = 5


def points(around: Around) -> Measure | None:
    """What a number of percentage points measures, None for the level of an index ("was 57.69 points")."""
    near = around.near(_REACH)
    contributed = any("contribution" in token.kinds for token in around.left)
    if around.last in around.sets["was"] and not near and not contributed:
        return None
    for rule in _RULES:
        measured = rule(around, near)
        if measured is not None:
            return measured
    return Measure("change", around.number.value * (around.number.sign or _last_way(around) or 1), "pp", "points")


def _share_change(around: Around, way: int) -> Measure:
    return Measure("share_change", around.number.value * way, "pp", "a share's change")


def _contribution(around: Around, way: int) -> Measure:
    return Measure("contribution", around.number.value * way, "pp", "points of growth")


def _last_way(around: Around) -> int:
    return next((way for token in reversed(around.left) if (way := around.way(token))), 0)


def _than_before(around: Around) -> bool:
    """Whether an earlier time is compared with."""
    return any(token.period is not None and token.period.comparison for token in around.right[:7])


def _is_lower(around: Around, near: Sequence[Token]) -> bool:
    return any(token.text.split()[0] in around.sets["share_lower"] for token in near[:2])


def _of_share(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share's change: in a bracket after the share, with a verb of share after it, or than an earlier share."""
    held = around.held == "share" and (
        _is_apposition(around, near)
        or around.last in {"(", ",", "-", "\u2014", *around.sets["plus"]}
        or _is_which(around)
    )
    made_up = any("share" in token.kinds and "share_noun" not in token.kinds for token in near)
    gap = any("gap" in token.kinds for token in near)
    share = any("share_noun" in token.kinds for token in around.left)
    if held or (made_up and not gap) or (share and _than_before(around)):
        lower = -1 if _is_lower(around, near) else around.way(near[0]) if near else 0
        return _share_change(around, around.number.sign or lower or _last_way(around) or 1)
    return None


def _is_apposition(around: Around, near: Sequence[Token]) -> bool:
    """Whether a noun of change behind a comma says how the share moved: "66 percent, a 4-point increase"."""
    words, moved = [token.text for token in around.left[-2:]], bool(near) and around.way(near[0]) != 0
    return moved and len(words) > 1 and words[0] == "," and words[1] in around.sets["indefinite"]


def _is_which(around: Around) -> bool:
    """Whether only "which is" leads to the number: "44 percent, which is 9.9 points more than before"."""
    sets = around.sets
    words = [token for token in around.left if "mark" not in token.kinds]
    return bool(words) and all(token.text in sets["relative_subject"] or token.text in sets["was"] for token in words)


def _beside_share(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share's change right after the word, or than the earlier time of the share before.

    So in the next sentence: "That is 3.4 points more than a year earlier".
    """
    named = any("share_noun" in token.kinds for token in around.left[-2:])
    if named or (around.held in {"share", "share_change"} and _than_before(around)):
        return _share_change(around, around.number.sign or (-1 if _is_lower(around, near) else 1))
    again = bool(around.left) and "anaphor" in around.left[0].kinds and around.last in around.sets["was"]
    if around.told.shared and again and _than_before(around):
        return _share_change(around, -1 if _is_lower(around, near) else 1)
    told = any(token.period is not None and token.period.comparison for token in around.left)
    if around.held == "share" and told and around.last in around.sets["by"]:
        return _share_change(around, around.number.sign or _last_way(around) or 1)
    return None


def _to_growth(around: Around, near: Sequence[Token]) -> Measure | None:
    """Points that a part is said to give the whole: "added 9.5 points to its growth"."""
    words = [word for token in near for word in token.text.split()]
    given = words[:1] != [] and words[0] in around.sets["to"] and not around.sets["growth_of"].isdisjoint(words)
    return _contribution(around, around.number.sign or 1) if given else None


def _moved_share(around: Around, near: Sequence[Token]) -> Measure | None:
    """A change of the share before: "20 percent, up 1.5 points"."""
    other = any(token.flow or "contribution" in token.kinds for token in around.left)
    joins = around.sets["of"] | (frozenset() if other else around.sets["by"])
    left = [token for token in around.left if token.text not in joins]
    way = around.way(left[-1]) if left and around.held == "share" else 0
    if way and not any(token.is_("than", "gap") for token in near):
        return _share_change(around, way)
    return None


def _raised_growth(around: Around, near: Sequence[Token]) -> Measure | None:
    """What raised the growth rate: "which raised the overall growth rate by 4.6 points"."""
    verbs = [i for i, token in enumerate(around.left) if token.text in around.sets["raises"]]
    if verbs and around.last in around.sets["by"]:
        between = around.left[verbs[-1] + 1 :]
        if any(token.text in around.sets["growth_words"] for token in between):
            return _contribution(around, 1)
    return None


def _taken_off(around: Around, near: Sequence[Token]) -> Measure | None:
    if any(token.text in around.sets["taken_off"] for token in around.left[-4:]):
        return Measure("contribution", -around.number.value, "pp", "points taken off growth")
    return None


def _gap(around: Around, near: Sequence[Token]) -> Measure | None:
    """How much one rate is above another."""
    sets, value = around.sets, around.number.value
    gaps = (token for token in near[:3] if token.is_("gap", "than") or token.text in sets["gap_words"])
    gap = next(gaps, None)
    led = any("gap" in token.kinds and not token.is_("change:up", "change:down") for token in around.left[-8:])
    contributed = any("contribution" in token.kinds and not token.is_("level", "share") for token in around.left[-2:])
    if gap is None and (contributed or not led):
        return None
    low = gap is not None and gap.text.split()[0] in sets["gap_low"]
    return Measure("change", -value if low else value, "pp", "a gap between two rates")


def _said_before(around: Around, near: Sequence[Token]) -> Measure | None:
    """What the nearest word of share or contribution before the number says."""
    sign = around.number.sign
    for token in reversed(around.left):
        if "share_noun" in token.kinds:
            return _share_change(around, sign or _last_way(around) or 1)
        if "contribution" in token.kinds:
            falls = any(around.way(each) < 0 and "contribution" not in each.kinds for each in around.left[-4:])
            return _contribution(around, sign or (-1 if falls or token.text in around.sets["drags"] else 1))
    return None


def _said_after(around: Around, near: Sequence[Token]) -> Measure | None:
    if any(token.is_("contribution", "increment") for token in near):
        return _contribution(around, around.number.sign or 1)
    if any("share_noun" in token.kinds for token in near):
        return _share_change(around, around.number.sign or _last_way(around) or 1)
    return None


def _as_before(around: Around, near: Sequence[Token]) -> Measure | None:
    before = around.before
    if before is not None and before.metric in {"contribution", "share_change"} and not _last_way(around):
        return Measure(before.metric, around.number.value.copy_sign(before.value), "pp", "as the number before it")
    return None


_RULES: Sequence[Callable[[Around, Sequence[Token]], Measure | None]] = (
    _to_growth,
    _of_share,
    _beside_share,
    _moved_share,
    _taken_off,
    _raised_growth,
    _gap,
    _said_before,
    _said_after,
    _as_before,
)
