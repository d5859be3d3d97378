"""What a percentage measures that no word beside it tells of: it goes on from the number before, or is growth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tradecli.extraction.amounts import FRACTION
from tradecli.extraction.linking.measures import Around, Measure
from tradecli.extraction.linking.rates import share
from tradecli.extraction.mentions import Token

_ROUND = 5
"""What round rates are multiples of."""
_AS_BEFORE = "as the number before it"


def untold(around: Around, near: Sequence[Token]) -> Measure | None:
    """The measure of a percentage or fraction without a word of its own, None for a fraction that goes on from none."""
    if around.number.kind == FRACTION:
        return _fraction(around, near)
    if around.told.shared and _names_another(around):
        return share(around, "a share, as in the sentence before")
    again = around.before is None and any(token.text in around.sets["again"] for token in around.left)
    sign = around.told.grown if again or (around.before is not None and around.held in {"value", "quantity"}) else 1
    return _continued(around, near) or _bare(around, sign)


def as_signed(value: Decimal, before: Measure) -> Decimal:
    """The value with the sign of the rate of growth before it."""
    return value.copy_sign(before.value) if before.metric == "growth" else value


def _continued(around: Around, near: Sequence[Token]) -> Measure | None:
    """The metric of the number before, or a part of the level before it."""
    value, before = around.number.value, around.before
    if before is None:
        return None
    glue = around.sets["or_words"] | (around.sets["and"] if around.told.patterned else frozenset())
    bare = all("mark" in token.kinds or token.text in glue for token in around.left)
    exact = around.last in {"", "("} and before.metric == "growth" and _is_round(before.value, value)
    if around.told.rated and bare and not near and not exact:
        return share(around, "a second rate behind a level")
    if around.told.parted and bare and not near:
        return share(around, "a share, as behind the level before")
    if before.metric in {"growth", "share", "contribution"}:
        return Measure(before.metric, as_signed(value, before), "%", _AS_BEFORE)
    of_partner = len(near) > 1 and near[0].text in around.sets["from_to_with"] and "partner" in near[1].kinds
    if before.metric in {"value", "quantity"} and of_partner:
        return share(around, "a part of the level before it")
    return None


def _is_round(value: Decimal, exact: Decimal) -> bool:
    """Whether a rate is a round number for an exact one: "more than 30 percent (31.6 percent)"."""
    return abs(value) % _ROUND == 0 and abs(abs(value) - exact) < _ROUND


def _fraction(around: Around, near: Sequence[Token]) -> Measure | None:
    """A fraction without a word of its own goes on from the number before, in a bracket or at the end of a clause.

    Behind a level and its comma it is the part of the whole that this is: "took 2.3 billion of it, about a third".
    """
    before = around.before
    alone = not near and [token.text for token in around.left] == [","]
    if before is not None and alone and around.held in {"value", "quantity"}:
        return share(around, "a part of the whole, behind its level")
    if before is not None and (around.last == "(" or (before.metric == "growth" and not near)):
        return Measure(before.metric, around.number.value.copy_sign(before.value), "%", _AS_BEFORE)
    return None


def _names_another(around: Around) -> bool:
    """Whether a clause says only at what another partner or other goods stand: "The EU came in at 15.1 percent"."""
    named = any(token.is_("partner", "product", "channel") for token in around.left)
    flow = any(token.flow for token in around.left)
    return named and not flow and around.last.split(" ")[-1] in around.sets["with_at"]


def _bare(around: Around, sign: int) -> Measure:
    """Growth, the commonest of percentages; upwards for all that a verb which is not known says of it."""
    verb = next((token for token in reversed(around.left) if token.text not in around.sets["by"]), None)
    unknown = verb is not None and verb.kinds == {"word"} and verb.text.endswith(around.past)
    note = f"read as a rise: {verb.text!r} is not known" if verb is not None and unknown else ""
    return Measure("growth", around.number.value * sign, "%", "no word beside it", note, bare=True)
