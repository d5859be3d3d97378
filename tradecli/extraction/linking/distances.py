"""How far a rate is from another, where it is printed as percent."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking.measures import Around, Measure
from tradecli.extraction.mentions import Token


def distance(around: Around, near: Sequence[Token]) -> Measure | None:
    """How far a rate is from another, printed as percent: "higher than the national average by 4.1%"."""
    if near and _is_from_rate_of_place(around, near):
        return _apart(around, near[0])
    gaps = [i for i, token in enumerate(around.left) if "gap" in token.kinds]
    if around.last not in around.sets["by"] or not gaps or (near and near[0].is_("gap", "than")):
        return None
    told = around.left[gaps[-1] :]
    if not any(token.text in around.sets["averages"] for token in told) or any(token.flow for token in told):
        return None
    return _apart(around, told[0])


def _apart(around: Around, gap: Token) -> Measure:
    """The distance between two rates in points; `gap` says which is the higher one."""
    below = gap.text.split(" ")[0] in around.sets["rate_below"]
    value = around.number.value * (around.way(gap) or (-1 if below else 1))
    return Measure("change", value, "pp", "a distance between rates", "points printed as percent")


def _is_from_rate_of_place(around: Around, near: Sequence[Token]) -> bool:
    """Whether a place's rate follows, or behind a rate its average: "rose 13%, 3.2% above the national average".

    Not behind a verb of change ("rose 3.2% ahead of the average"), nor where a time follows.
    """
    sets, rest = around.sets, near[1:]
    rises = bool(around.left) and around.way(around.left[-1]) != 0
    mean = any(token.text in sets["averages"] for token in rest)
    timed = not mean and any(token.period is not None and token.period.value for token in rest)
    if "gap" not in near[0].kinds or rises or timed:
        return False
    rated = any(token.text in sets["rate_nouns"] for token in rest)
    rated |= around.held in {"growth", "change"} and any(token.text in sets["averages"] for token in rest)
    named = sets["wide"] | sets["nations"]
    return rated and any(token.place_noun or "region" in token.kinds or token.text in named for token in rest)
