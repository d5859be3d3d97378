"""What tells a percentage to be a share without a verb of shares beside it: "60 percent was with", "has 34.3%"."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tradecli.extraction.linking.measures import Around, Measure
from tradecli.extraction.linking.rates import share
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.mentions import Token

_MORE_OF = 2
_RANKED = 5
"""Words of "main takers are Germany with", at least."""
_DONE = 5
"""Words from "done" to the mode of trade, at most."""


def done_so(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part that was traded some way: "More than 60% done under general trade", "60% was cleared through zones"."""
    near = near[1:] if near and near[0].text in around.sets["was"] else near
    done = bool(near) and near[0].text in around.sets["done"]
    way = done and any("channel" in token.kinds for token in near[1:_DONE])
    return share(around, "a part traded that way") if way else None


def more_of(around: Around, near: Sequence[Token]) -> Measure | None:
    """A change of a share whose sign says percent: "occupied 0.1% more of the total"."""
    if len(near) < _MORE_OF or "comparative" not in near[0].kinds or near[1].text not in around.sets["of"]:
        return None
    if not around.left or "share" not in around.left[-1].kinds:
        return None
    return Measure("share_change", around.number.value * (around.way(near[0]) or 1), "pp", "a change of the share")


def moved_from(around: Around, near: Sequence[Token]) -> Measure | None:
    """The share that one moved from: "the share from 45.9% in the same period last year grew to 47.2%"."""
    at = next((i for i, token in enumerate(around.left) if "share_noun" in token.kinds), len(around.left))
    moved = any(around.way(token) for token in around.left[at:])
    starts = at < len(around.left) and around.last in around.sets["from"] and not moved
    return share(around, "the share that it moved from") if starts else None


def came_from(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part that opens its clause and is said to come or go somewhere: "Nearly a third came from Yiwu"."""
    moved = len(near) > 1 and _moves(near[0]) and near[1].is_("region", "partner", "function")
    opens = all("mark" in token.kinds for token in around.left)
    return share(around, "a part that came from there") if moved and opens else None


def opens_as_part(row: Sequence[Token], span: Span) -> bool:
    """Whether a sentence opens with a part of what the one before told: "Nearly a third came from Yiwu"."""
    opens = span.head == 0 and all(token.is_("function", "mark") for token in row[: span.run.first])
    return opens and any(_moves(token) for token in row[span.run.last + 1 : span.run.last + 2])


def _moves(token: Token) -> bool:
    """Whether a word says where the goods of a part come from or go to: "came from", "went to"."""
    return "share" in token.kinds and token.is_("inward", "outward")


def ranked(around: Around, near: Sequence[Token]) -> Measure | None:
    """The part that one of the chief partners has: "the main takers are Germany with 4.6%"."""
    return share(around, "what a chief partner has") if not near and ranks(around.left, around.sets) else None


def ranks(words: Sequence[Token], sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether words only say whose a number is among the chief partners: "the main takers are Germany with"."""
    told = words[-1].text in sets["with_at"] | {"("} if words else False
    if len(words) < _RANKED or not told or "partner" not in words[-2].kinds:
        return False
    nouns = sets["buyers"] | sets["suppliers"] | sets["partner_nouns"]
    return any(
        a.text in sets["chief"] and b.text in nouns and "level" in c.kinds
        for a, b, c in zip(words, words[1:], words[2:], strict=False)
    )


def owned(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part that is said to be somebody's: "more than 90 percent is theirs", "60 percent was with ASEAN"."""
    sets = around.sets
    if len(near) < 2 or near[0].text not in sets["was"] or near[1].text not in sets["owned_by"]:
        return None
    changed = any(around.way(token) for token in around.left[-4:])
    return None if changed else share(around, "somebody's part")


def had(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share that a name is said to have: "in exports, the US market has 34.3%", "general trade has 77.8% there"."""
    there = all(token.text in around.sets["there"] for token in near)
    return share(around, "what it has") if around.last in around.sets["has"] and there else None


def arrived(around: Around, near: Sequence[Token]) -> Measure | None:
    """The share that one came to: "its proportion kept rising, reaching 64%", "saw a rise of 2 points to 17%"."""
    held = any("share_noun" in token.kinds for token in around.left)
    if held and around.last in around.sets["reached"] and len(around.left) > 1 and around.left[-2].text == ",":
        return share(around, "what the share came to")
    moved = around.held == "share_change" and around.last in around.sets["to"]
    flow = any(token.flow for token in around.left)
    return share(around, "the share that changed") if moved and not flow else None


def without_verb(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share without its verb ("and private firms for 34 percent")."""
    if around.last in around.sets["for"] and [token.text for token in around.left[:-1]] == [")"]:
        return share(around, "for so much of the whole, behind its bracket")
    alone = all("mark" in token.kinds or token.text in around.sets["being"] for token in around.left)
    if around.last in around.sets["being"] and alone and not any(around.way(each) for each in near[:3]):
        return share(around, "being a part of the whole")
    if around.last in around.sets["for"] and around.held in {"share", "share_change"}:
        return share(around, "a share, as the one before")
    if around.last in around.sets["to"] and around.held == "share" and _falls_back(around):
        return share(around, "what another share came to")
    another = any(token.flow or token.is_("region", "partner", "product", "channel") for token in around.left)
    if around.last in around.sets["to"] and around.held == "share" and not another:
        return share(around, "what the share came to")
    return None


def _falls_back(around: Around) -> bool:
    """Whether a name, and no flow, is said to go back to what is no rate: "while state firms have retreated to".

    So behind another's share: "The US share fell to 12 percent and the EU's rose to 15", "and that of".
    """
    left = around.left
    moved = len(left) > 2 and around.way(left[-2]) != 0 and not any(token.flow for token in left)
    that = any(a.text in around.sets["pointers"] and b.text in around.sets["of"] for a, b in itertools.pairwise(left))
    if moved and (left[-3].possessive or that):
        return True
    named = any(token.is_("channel", "partner", "product") for token in left)
    verb = len(left) > 1 and left[-2].text in around.sets["retreats"]
    return named and verb and not any(token.flow for token in left)


def in_bracket(around: Around, near: Sequence[Token]) -> Measure | None:
    """A part whose words stand before its bracket: "ASEAN made up the biggest slice of exports (22.4 percent)"."""
    told = around.told.portion and not around.number.sign and not any(around.way(token) for token in near)
    return share(around, "the part told before its bracket") if told else None


def told_again(around: Around, near: Sequence[Token]) -> Measure | None:
    """A share that "it" takes up: "But the share is on the way down: For the whole of 2013 it was 79 percent"."""
    left, sets = around.left, around.sets
    again = len(left) > 1 and left[-1].text in sets["was"] and left[-2].text in sets["again"]
    held = any("share_noun" in token.kinds for token in left[:-2])
    return share(around, "the share, taken up again") if again and held else None


def portion(around: Around, near: Sequence[Token]) -> Measure | None:
    """Somebody's part, or a share behind its colon: "its part was 90%", "the weight of ASEAN keeps going up: 8.3%"."""
    left, sets = around.left, around.sets
    for owner, part, verb in zip(left, left[1:], left[2:], strict=False):
        if owner.text in sets["owners"] and part.text in sets["portions"] and verb.text in sets["was"] | sets["of"]:
            return share(around, "its part")
    if len(left) > 1 and around.last in sets["of"] and left[-2].text in sets["portions"]:
        return share(around, "a part of so much")
    named = any("share_noun" in token.kinds for token in around.left)
    return share(around, "a share behind its colon") if named and around.last == ":" else None


def is_of_whole(around: Around) -> bool:
    """Whether the clause begins with "of the total", "of this"."""
    left, sets = around.left, around.sets
    for i, token in enumerate(left):
        if token.text in sets["of"] and (i == 0 or left[i - 1].is_("mark", "conjunctions")):
            after = next((each for each in left[i + 1 : i + 4] if each.text not in sets["whole_determiners"]), None)
            if after is not None and (after.is_("neutral", "anaphor", "number") or after.flow):
                return True
            if any(token.flow for token in left[i + 1 : i + 6]) and (i == 0 or around.last in sets["was"]):
                return True
    return False
