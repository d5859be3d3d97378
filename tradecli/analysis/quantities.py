"""What a figure states: one quantity, and the interval its words allow.

A quantity is everything that must agree before two numbers may be compared. Names
that the lexicon lacks are open to any reading ("smart locks" here need not be
"smart locks" there), so such a quantity is scoped to its source; a share of a whole
that the figure does not name is scoped to its very sentence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tradecli import interval
from tradecli.interval import Interval

if TYPE_CHECKING:
    from tradecli.lexicon import Lexicon
    from tradecli.model import Figure

LEVELS = ("value", "quantity")
MERCHANDISE_FLOWS = ("total", "exports", "imports")


class Quantity(NamedTuple):
    """The key of a quantity; `base` of a level names the period for whose growth it is the (revised) base."""

    metric: str
    region: str
    flow: str
    partner: str
    product: str
    channel: str
    period: str
    unit: str
    base: str = ""
    terms: str = ""
    of: str = ""
    scope: str = ""

    def words(self) -> str:
        """The quantity in words, for messages.

        >>> Quantity("growth", "Zhejiang", "exports", "ASEAN", "", "", "2025", "%").words()
        'Zhejiang exports with ASEAN, growth, 2025'
        """
        text = f"{self.region} {self.flow}"
        text += f" with {self.partner}" if self.partner else ""
        text += f" of {self.product}" if self.product else ""
        text += f" by {self.channel}" if self.channel else ""
        text += "" if self.metric in LEVELS else f", {self.metric.replace('_', ' ')}"
        text += f" of {self.of}" if self.of and self.of != "other" else ""
        text += f" in {self.terms}" if self.terms else ""
        text += f", {self.period}"
        return text + (f" (base of {self.base})" if self.base and self.metric in LEVELS else "")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of one quantity; copies and repetitions of it are one statement."""

    quantity: Quantity
    figure: Figure
    strict: Interval
    loose: Interval
    weight: float = 1.0
    copies: tuple[Figure, ...] = ()
    """The same number for the same quantity elsewhere in the source, or in a copy of its sentence."""
    headline: bool = False
    """Whether it stands in headlines only."""


def quantity_of(figure: Figure, known: Callable[[str, str], bool]) -> Quantity | None:
    """The quantity a figure states, or None where it leaves open what that is.

    `known(field, name)` tells whether the lexicon has a name.
    """
    if not (figure.region and figure.period and figure.flow and figure.metric and figure.unit):
        return None
    named = (("region", figure.region), ("partner", figure.partner), ("product", figure.product))
    strange = any(name and not known(field, name) for field, name in (*named, ("channel", figure.channel)))
    scope = figure.source if strange else ""
    if figure.of == "other" or (figure.metric in ("contribution", "change") and figure.unit in ("%", "pp")):
        # The whole, or what the points are measured against, is not among the fields.
        scope = f"{figure.source}:{figure.line}:{figure.sentence}"
    return Quantity(
        figure.metric,
        figure.region,
        figure.flow,
        figure.partner,
        figure.product,
        figure.channel,
        figure.period,
        figure.unit,
        figure.base,
        figure.terms,
        figure.of,
        scope,
    )


def intervals(figure: Figure) -> tuple[Interval, Interval]:
    """Strict and loose interval of a figure; one without a printed number is taken as it stands.

    Two readings are wider here than in `interval.stated`, as a false alarm costs more
    than a missed conflict: a round amount of money ("540 billion") is rounded at its
    last digit that is not zero, and a hedged fraction ("nearly a third") is both
    hedged and rounded.
    """
    value, quote = figure.value, figure.quote
    if not quote:
        known = math.isfinite(figure.low) or math.isfinite(figure.high)
        plain = Interval(figure.low, figure.high) if known else Interval(float(value), float(value))
        return plain, plain
    strict, loose = (interval.stated(value, quote, figure.bound, figure.unit, tier) for tier in ("strict", "loose"))
    loose = strict.hull(loose)
    if figure.bound == "eq" and figure.metric == "value":
        half = (loose.high - loose.low) / 4
        if half > strict.high - strict.low:
            strict = strict.hull(Interval(float(value) - half, float(value) + half))
    elif figure.bound == "lt" and figure.unit == "%" and not any(letter.isdigit() for letter in quote):
        strict, loose = strict.hull(strict.times(Interval(0.9, 1))), loose.hull(loose.times(Interval(0.85, 1)))
    return strict, loose


def statements(
    figures: Iterable[Figure],
    lexicon: Lexicon,
    weights: Mapping[str, float] | None = None,
    clusters: Mapping[tuple[str, int], int] | None = None,
    headlines: Collection[tuple[str, int]] = (),
) -> list[Statement]:
    """One statement for each (source or cluster of copies, quantity, number), sorted by what is said.

    `weights` is by source; a figure with a note (extraction doubt) counts half.
    `clusters` maps (source, start) to a number shared by near-verbatim sentences;
    `headlines` holds the (source, start) of figures in titles, which count half too.
    """
    weights, clusters = weights or {}, clusters or {}
    names: dict[tuple[str, str], bool] = {}

    def known(field: str, name: str) -> bool:
        if (field, name) not in names:
            names[field, name] = all(lexicon.by_name(field, part) for part in name.split(" + "))
        return names[field, name]

    groups: dict[tuple[object, ...], list[tuple[Quantity, Figure]]] = {}
    for figure in sorted(figures, key=lambda each: (each.source, each.start, each.end, each.metric, each.flow)):
        quantity = quantity_of(figure, known)
        if quantity is not None:
            cluster: object = clusters.get((figure.source, figure.start), figure.source)
            key = (quantity if not quantity.scope else quantity._replace(scope="*"), figure.value, figure.bound)
            groups.setdefault((cluster, *key), []).append((quantity, figure))
    found = [_statement(group, weights, headlines) for group in groups.values()]
    return sorted(found, key=_order)


def _statement(
    group: Sequence[tuple[Quantity, Figure]], weights: Mapping[str, float], headlines: Collection[tuple[str, int]]
) -> Statement:
    quantity, figure = min(group, key=lambda each: (each[1].sentence, each[1].start, each[1].source))
    strict, loose = intervals(figure)
    sources = {each.source for _, each in group}
    weight = max(weights.get(source, 1.0) for source in sources)
    weight *= 1 + 0.25 * (len(sources) - 1)
    headline = all((each.source, each.start) in headlines for _, each in group)
    if headline or all(each.note for _, each in group):
        weight *= 0.5
    copies = tuple(each for _, each in group if each is not figure)
    return Statement(quantity, figure, strict, loose, weight, copies, headline)


def _order(each: Statement) -> tuple[object, ...]:
    """Sources come last, so that renaming documents changes no verdict."""
    figure = each.figure
    return (each.quantity[:-1], figure.value, figure.bound, figure.quote, figure.sentence, figure.start, figure.source)
