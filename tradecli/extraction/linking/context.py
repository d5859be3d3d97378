"""What one sentence hands on to the next, and what the whole article is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry


class Value(NamedTuple):
    """What a field holds: the name that the table shows and its code."""

    name: str
    code: str = ""


NOTHING = Value("")
Fields = dict[str, Value]
"""Values by field: region, flow, partner, product, channel, period."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article as a whole is about."""

    calendar: Calendar
    place: Entry | None = None
    place_of_file: bool = False
    """Whether nothing but the article's file name tells that place."""
    product: Value = NOTHING
    channel: Value = NOTHING
    partner: Value = NOTHING
    flow: str = ""
    """`exports` or `imports` where the article hardly speaks of anything else."""
    goods_flow: str = ""
    """`exports` or `imports` where the goods that it is about are told of that way alone."""
    dollars: bool = False
    """Whether it counts in dollars."""
    dollar_lines: bool = False
    """Whether a line of it says that sums without a currency are in dollars."""
    traded: bool = True
    """Whether a good part of what it counts is of trade."""


@dataclass(frozen=True, slots=True)
class Context:
    """The running context, one value passed from sentence to sentence.

    `first` and `last` are the fields of the first and last figure of the latest
    sentence that had any; a paragraph break weakens them, a heading that names a
    place or flow sets `section` until the next one. `places` holds the place last
    named on each level, for "the province", "the city". `pair` is the latest list
    that numbers were dealt out to, for a later "respectively" without names.
    """

    paragraph: int = -1
    first: Fields | None = None
    last: Fields | None = None
    opened: Fields | None = None
    """The fields of the first figure of the latest paragraph that had any, for "in the same category"."""
    section: Fields = field(default_factory=dict)
    places: dict[str, Entry] = field(default_factory=dict)
    pair: tuple[Fields, ...] = ()
    told: tuple[Fields, ...] = ()
    """The fields of all levels of the latest sentence with figures, for "these were up 1%, 1.7% and 5.3%"."""
    firm: bool = False
    """Whether the sentence before told the trade of a firm that it names, which "it" then is."""
    untold: bool = False
    """Whether all sums and rates of the sentence before were of something else than trade."""
    theirs: bool = False
    """Whether the latest sentence with figures opens with "their" or "its"."""
    about_channel: bool = False
    """Whether the latest sentence with figures opens with a channel and names no place, so that "its" is of that."""
    at_large: bool = False
    """Whether an article on one partner has turned to the trade with all, and not back to that one since."""
    beyond: int = 0
    """So many paragraphs in a row open with figures of the year up to the article's month, or of its last month."""
    counted: bool = False
    """Whether the latest figures were of quantities, so that bare rates are of volume."""
    unit: str = ""
    """The unit of the latest figure where it is a quantity."""
    counting: str = ""
    """The unit that the goods which the whole article is about were last counted in."""
    shared: bool = False
    """Whether the latest figure is a share, so that bare rates of other names are."""
    whole: bool = False
    """Whether the sentence before only asked for the whole ("What about the whole province?")."""
    falling: bool = False
    """Whether the latest figure is a rate of decline, which "it was 8.9 percent" goes on from."""
    deficit: bool = False
    """Whether the balance last spoken of was a deficit."""
    hint: Fields = field(default_factory=dict)
    """What the sentences since the last figure, in this paragraph, speak of."""
    announced: Fields = field(default_factory=dict)
    """What a line that ends in a colon says of the items of the list under it: "What Hunan imported from Africa:"."""
    parts: bool = False
    """Whether that line says that the items make up a whole ("Purchases totaled 5 billion and were made up of:")."""
    time: Value = NOTHING
    """The time that one of these sentences opened with."""
    spoken: int = -1
    """Paragraph of the latest sentence."""
    introduced: frozenset[str] = frozenset()
    """The fields of `hint` that were the subject of their sentence."""
    names: tuple[Token, ...] = ()
    """The names of the latest sentences, for "the former", "the latter"."""
    groups: tuple[Token, ...] = ()
    """The groups of countries last named, for "the 16 countries"."""
    peers: tuple[Token, ...] = ()
    """The places last named, for "the three provinces"."""
    focus: Value = NOTHING
    """The place last spoken of, and the paragraph that spoke of it."""
    focus_paragraph: int = -1
    alone: bool = False
    """Whether the latest figures were of a month told for itself: "in August alone"."""
    passing: bool = False
    """Whether that place was named in passing, as where some goods are from."""
    month: str = ""
    """The month last named, for "the month"."""
    fronted: bool = False
    """Whether a time that its sentence opens with holds for this paragraph: "For the whole of 2013, the east had"."""
    years: tuple[str, str] = ("", "")
    """The first and the last year of the span last told of."""
    span: str = ""
    """The period of several years last told of, be it up to a month of the last."""
    years_paragraph: int = -1
    """The paragraph that told of it."""
    year: str = ""
    """The year last named, for "that year"."""
