"""What a number measures, and the words around it that tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradecli.extraction.amounts import Number
from tradecli.extraction.mentions import Token

_OBJECT = 6
"""Words from a verb to the owner of its object, at most."""
_ENDS = frozenset({",", ";", ":", "(", ")", "\u2014", "."})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number states: metric, signed value in the unit of the table, and what made it so."""

    metric: str
    value: Decimal
    unit: str
    why: str
    note: str = ""
    cued: bool = False
    """Whether a word beside the number says it."""
    bare: bool = False
    """Whether nothing says it, so that it is only the likeliest reading."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the figures before a number and the words of its clause told already."""

    before: Measure | None = None
    """The measure of the number that it goes on from."""
    deficit: bool = False
    """Whether it is of a balance said to be negative."""
    grown: int = 1
    """1 or -1 by the last rate of the sentence."""
    shared: bool = False
    """Whether the sentence before told a share."""
    rated: bool = False
    """Whether a level and its rate of growth stand right before it."""
    patterned: bool = False
    """Whether the sentence told a level, its growth and its share before that."""
    parted: bool = False
    """Whether a level stands right before it, and a level with its share before that."""
    portion: bool = False
    """Whether the words before its bracket tell of a part, and how large it is stands only there."""


@dataclass(frozen=True, slots=True)
class Around:
    """A number with the words before and after it and what was told before it."""

    number: Number
    left: Sequence[Token]
    right: Sequence[Token]
    told: Told
    sets: Mapping[str, frozenset[str]]
    past: tuple[str, ...] = ()
    """How a verb of the past ends."""
    to_level: bool = False
    """Whether "to" and a level follow."""

    @property
    def before(self) -> Measure | None:
        """The measure of the number that it goes on from."""
        return self.told.before

    @property
    def last(self) -> str:
        """The word right before the number, empty where none stands there."""
        return self.left[-1].text if self.left else ""

    @property
    def held(self) -> str:
        """The metric of the number before, empty without one."""
        return self.before.metric if self.before is not None else ""

    def near(self, limit: int) -> Sequence[Token]:
        """The words after the number up to the next mark or number, `limit` at most."""
        near = self.right[:limit]
        end = next((i for i, token in enumerate(near) if token.text in _ENDS or "number" in token.kinds), len(near))
        return near[:end]

    def way(self, token: Token) -> int:
        """1 for a word of rising, -1 for one of falling, else 0."""
        return direction(token, self.sets)


def direction(token: Token, sets: Mapping[str, frozenset[str]]) -> int:
    """1 for a word of rising, -1 for one of falling, else 0; of a gap, its first word says it."""
    if "gap" in token.kinds:
        first = token.text.split(" ")[0]
        return 1 if first in sets["gap_above"] else -1 if first in sets["gap_below"] else 0
    return 1 if "change:up" in token.kinds else -1 if "change:down" in token.kinds else 0


def lifts(token: Token) -> bool:
    """Whether a word is a verb of driving up: "pulled", "lifted"."""
    return "contribution" in token.kinds and not token.is_("level", "share", "share_noun")


def lifts_whole(words: Sequence[Token]) -> bool:
    """Whether words say that a place drives up its whole: "Zhejiang lifted the nation's", "pulled up growth of"."""
    verb = next((i for i, token in enumerate(words) if lifts(token)), len(words))
    whole = words[verb + 1 : verb + 1 + _OBJECT]
    place = any("region" in token.kinds or token.place_noun for token in words[:verb])
    return place and any(token.possessive and (token.place_noun or "region" in token.kinds) for token in whole)
