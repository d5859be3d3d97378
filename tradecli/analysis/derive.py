"""What nobody states but follows: missing legs, last year's levels, shares, contributions.

Bounds come from two linear programs a quantity (`linear.Program`), so they are exact
for what is stated, and the statements at which the programs are tight are the quotes
a figure follows from. Statements that contradict others are left out first: nothing
is derived from a figure that nobody should trust.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradecli.analysis import identities, periods
from tradecli.analysis.identities import World
from tradecli.analysis.propagate import Network, minimal
from tradecli.analysis.quantities import MERCHANDISE_FLOWS, Quantity, Statement, statements
from tradecli.analysis.rates import base_level
from tradecli.analysis.scopes import CHINA
from tradecli.frames import from_frame

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.analysis.linear import Bounds, Program
    from tradecli.lexicon import Lexicon

KEYS = ("region", "flow", "partner", "product", "channel", "metric", "period", "base", "terms", "of", "unit")
COLUMNS = (*KEYS, "low", "high", "middle", "width", "follows_from", "sources", "needs")
BAND = "a band for revised figures of the year before"
DIGITS = 7
NOISE = 1e-3
"""Of the last digit: what a solver's tolerance may add."""
REST = "other than "
"""Before the name of a part: all the rest of its whole."""
NAMES = ("partner", "product", "channel")
MONTHS = "no later revision of the months before"
RATE = "an exchange rate within 5%"


@dataclass(frozen=True, slots=True)
class Question:
    """A quantity to bound: an amount, or a function of the ratio of two amounts."""

    quantity: Quantity
    top: Quantity
    bottom: Quantity | None = None
    scale: float = 1.0
    shift: float = 0.0


def derive(
    frame: pd.DataFrame,
    *,
    lexicon: Lexicon,
    max_width: float = 0.1,
    distrusted: Collection[tuple[str, int]] = (),
    regions: Sequence[str] = (),
    metrics: Sequence[str] = (),
) -> pd.DataFrame:
    """Figures that follow from the table's, one row each, columns `COLUMNS`.

    `low` and `high` are bounds in base units or percent, `width` their distance: relative
    for amounts, in units of a tenth for percent (so that `max_width` 0.1 admits ten
    percent of an amount and one percentage point). `distrusted` are figures by (source,
    start) to leave out, besides those that contradict others here. `regions` and
    `metrics` limit the answer. Raises ImportError where highspy is missing.
    """
    import pandas as pd

    barred = set(distrusted)
    figures = [each for each in from_frame(frame) if (each.source, each.start) not in barred]
    stated = trusted(statements(figures, lexicon), lexicon)
    world = identities.build(stated, lexicon)
    gaps = list(_gaps(world))
    for left, whole, part in gaps:
        world.linear("rest_of_period", ((whole, 1.0), (part, -1.0), (left, -1.0)))
    asked = [
        each
        for each in questions(world, stated, {left for left, _, _ in gaps})
        if (not regions or each.quantity.region in regions) and (not metrics or each.quantity.metric in metrics)
    ]
    for question in asked:
        _prepare(world, question)
    network = identities.network(world, stated)
    network.assert_claims(range(len(stated)))
    network.run()
    rows = list(_answers(world, network, stated, asked, max_width))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def trusted(stated: Sequence[Statement], lexicon: Lexicon) -> list[Statement]:
    """The statements without all those that take part in some contradiction."""
    kept = list(stated)
    world = identities.build(stated, lexicon)
    network = identities.network(world, kept)
    network.assert_claims(range(len(kept)))
    out: set[int] = set()
    while (empty := network.run()) is not None:
        claims = minimal(network, empty).claims
        out.update(claims)
        network.retract(claims)
    return [each for number, each in enumerate(kept) if number not in out]


def _gaps(world: World) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """What a longer period leaves of a shorter one that begins with it: the month or quarter, the whole, the part.

    A year and its first eleven months give December, a half and its first quarter the second.
    """
    groups: dict[Quantity, list[tuple[periods.Period, Quantity]]] = {}
    for level in world.levels():
        span = periods.parse(level.period)
        plain = level.metric == "value" and not level.base and not level.scope and level.flow != "balance"
        if plain and span is not None and span.months <= 12:
            groups.setdefault(level._replace(period=""), []).append((span, level))
    for group in groups.values():
        for (whole_span, whole), (part_span, part) in itertools.permutations(group, 2):
            months = whole_span.last - part_span.last
            if whole_span.first == part_span.first and months in _GAPS:
                left = str(periods.Period(part_span.last + 1, whole_span.last))
                if months == 1 or "/" not in left:
                    yield whole._replace(period=left), whole, part


_GAPS = (1, 3)
"""Months of the gaps that are asked for: single months and quarters."""


def questions(world: World, stated: Sequence[Statement], gaps: Collection[Quantity]) -> list[Question]:
    """What to ask: every unstated leg, base, increment, growth, share and contribution near what is stated."""
    known = {identities.canonical(each.quantity) for each in stated}
    found: dict[Quantity, Question] = {}
    for level in world.levels():
        if level.metric != "value" or level.unit not in ("CNY", "USD") or level.scope or level.flow == "balance":
            continue
        for question in (*_months(level, gaps), *_legs(world, level), *_years(world, level), *_parts(world, level)):
            if question.quantity not in known:
                found.setdefault(question.quantity, question)
    return [found[quantity] for quantity in sorted(found)]


def _months(level: Quantity, gaps: Collection[Quantity]) -> Iterator[Question]:
    """A month or quarter that only the periods around it give."""
    if level in gaps:
        yield Question(level, level)


def _legs(world: World, level: Quantity) -> Iterator[Question]:
    """Flows that nobody states, and the balance."""
    legs = [level._replace(flow=flow) for flow in MERCHANDISE_FLOWS]
    if sum(leg in world.number for leg in legs) < 2:
        return
    if not level.base:
        yield from (Question(leg, leg) for leg in legs)
        balance = level._replace(flow="balance")
        yield Question(balance, balance)


def _years(world: World, level: Quantity) -> Iterator[Question]:
    """The base of a level, its increment and its growth."""
    prior = None if level.base else base_level(level)
    if prior is None or prior not in world.number:
        return
    terms = "" if level.unit == "CNY" else level.unit
    yield Question(prior._replace(base=""), prior)
    change = level._replace(metric="change")
    yield Question(change, change)
    yield Question(level._replace(metric="growth", unit="%", terms=terms), level, prior, 100.0, -100.0)


def _parts(world: World, level: Quantity) -> Iterator[Question]:
    """Shares of China and of the region, and contributions to China's growth."""
    if level.base or level.unit != "CNY":
        return
    wholes = []
    if level.region != CHINA:
        wholes.append((level._replace(region=CHINA), "China"))
    named = [name for name in NAMES if getattr(level, name)]
    if len(named) == 1:
        wholes.append((level._replace(**{named[0]: ""}), "region"))
    for whole, of in wholes:
        if whole not in world.number:
            continue
        share = level._replace(metric="share", unit="%", of=of)
        yield Question(share, level, whole, 100.0)
        before, all_before = base_level(level), base_level(whole)
        if of == "region" and before in world.number and all_before in world.number and before and all_before:
            yield _rest(level, whole, named[0])
        if before in world.number and all_before in world.number and before and all_before:
            yield Question(share._replace(period=before.period), before, all_before, 100.0)
        if of == "China" and not named:
            yield Question(
                level._replace(metric="contribution", unit="%"),
                level._replace(metric="change"),
                whole._replace(metric="change"),
                100.0,
            )


def _rest(level: Quantity, whole: Quantity, name: str) -> Question:
    """Growth of what is left of a whole without one part."""
    rest = whole._replace(**{name: REST + getattr(level, name)})
    prior = base_level(rest)
    assert prior is not None
    return Question(rest._replace(metric="growth", unit="%"), rest, prior, 100.0, -100.0)


def _prepare(world: World, question: Question) -> None:
    """Variables and ties that the question itself brings."""
    for quantity in filter(None, (question.top, question.bottom)):
        if quantity.metric == "change" and quantity not in world.number:
            current = quantity._replace(metric="value")
            prior = base_level(current)
            if prior is not None:
                world.linear("increment", ((current, 1.0), (prior, -1.0), (quantity, -1.0)))
        elif quantity.flow == "balance" and quantity not in world.number:
            exports, imports = quantity._replace(flow="exports"), quantity._replace(flow="imports")
            world.linear("balance", ((exports, 1.0), (imports, -1.0), (quantity, -1.0)))
        elif name := next((each for each in NAMES if getattr(quantity, each).startswith(REST)), ""):
            part = quantity._replace(**{name: getattr(quantity, name).removeprefix(REST)})
            whole = quantity._replace(**{name: ""})
            world.linear("rest", ((whole, 1.0), (part, -1.0), (quantity, -1.0)))
        else:
            world.variable(quantity)


def _answers(
    world: World, network: Network, stated: Sequence[Statement], asked: Iterable[Question], max_width: float
) -> Iterator[tuple[object, ...]]:
    from tradecli.analysis.linear import Program

    program = Program(world, network)
    for question in asked:
        bounds = _bounds(world, program, question)
        if bounds is None:
            continue
        low, high = outward(bounds.low, bounds.high)
        width = float(f"{breadth(question.quantity, low, high):.4g}")
        if width > max_width or not bounds.claims:
            continue
        evidence = [stated[claim].figure for claim in bounds.claims]
        quotes = [f'{each.source}:{each.line}:{each.column} "{each.quote}"' for each in evidence]
        needs = [text for kind, text in _NEEDS if kind in bounds.kinds]
        sources = sorted({each.source for each in evidence})
        key = (getattr(question.quantity, name) for name in KEYS)
        middle = float(f"{(low + high) / 2:.{DIGITS}g}")
        yield (*key, low, high, middle, width, "; ".join(sorted(quotes)), len(sources), "; ".join(needs))


def _bounds(world: World, program: Program, question: Question) -> Bounds | None:
    from tradecli.analysis.linear import Bounds

    top = world.number[question.top]
    if question.bottom is None:
        found = program.level(top)
    else:
        bottom = world.number[question.bottom]
        if question.bottom.metric == "change" and program.level(bottom).low <= 0:
            return None
        found = program.ratio(top, bottom)
    low, high = (question.scale * end + question.shift for end in (found.low, found.high))
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    return Bounds(low, high, found.claims, found.kinds)


_NEEDS = (("revision", BAND), ("exchange", RATE), ("rest_of_period", MONTHS))


def outward(low: float, high: float) -> tuple[float, float]:
    """Bounds rounded outward to `DIGITS` digits of the larger one, beyond which a solver has nothing to say.

    >>> outward(4090599479684.2, 4253850675616.9), outward(34000020000.0, 34199980000.0)
    ((4090599000000.0, 4253851000000.0), (34000020000.0, 34199980000.0))
    """
    largest = max(abs(low), abs(high))
    if not largest:
        return low, high
    power = math.floor(math.log10(largest)) - DIGITS + 1
    low, high = math.floor(low / 10.0**power + NOISE), math.ceil(high / 10.0**power - NOISE)
    return float(f"{low}e{power}"), float(f"{high}e{power}")


def breadth(quantity: Quantity, low: float, high: float) -> float:
    """How wide bounds are: relative to an amount, or a tenth of the points of a rate.

    >>> level = Quantity("value", "China", "total", "", "", "", "2025", "CNY")
    >>> breadth(level, 95.0, 105.0), breadth(level._replace(unit="%"), 5.0, 5.5)
    (0.1, 0.05)
    """
    if quantity.unit == "%":
        return (high - low) / 10
    middle = abs(low + high) / 2
    return (high - low) / middle if middle else math.inf
