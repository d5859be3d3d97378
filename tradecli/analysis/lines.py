"""The lines of a comparison: figures as stated, and those that follow from two or more of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tradecli.analysis import groups, items
from tradecli.analysis.items import Item
from tradecli.interval import Interval

if TYPE_CHECKING:
    import pandas as pd

STATED, DERIVED, COMPUTED = "stated", "derived", "computed"
SUM, WEIGHTED = "sum of members", "members weighted by prior-year levels"
MEDIAN, LOWEST, HIGHEST = "median of members", "lowest of members", "highest of members"
BASES = (STATED, DERIVED, COMPUTED, SUM, WEIGHTED, MEDIAN, LOWEST, HIGHEST)
FLOWS = ("total", "exports", "imports")


@dataclass(frozen=True, slots=True)
class Line:
    """One item of one region or group: the columns of a comparison."""

    region: str
    code: str
    item: str
    value: float
    unit: str
    low: float
    high: float
    bound: str
    period: str
    basis: str
    quote: str = ""
    coverage: str = ""
    difference: float = float("nan")
    difference_low: float = float("nan")
    difference_high: float = float("nan")
    difference_unit: str = ""
    baseline: str = ""
    agree: int = 0
    differ: int = 0
    sources: str = ""
    differing: str = ""
    note: str = ""

    @property
    def ends(self) -> Interval:
        """The interval of the line."""
        return Interval(self.low, self.high)


Lines = dict[Item, Line]
Arithmetic = Callable[[Sequence[groups.Measured]], groups.Measured]


def stated(best: pd.DataFrame) -> dict[str, Lines]:
    """From the reconciled quantities of one period: region -> item -> line; those that nobody states are `derived`."""
    found: dict[str, Lines] = {}
    names = [name for name in Line.__dataclass_fields__ if name in best.columns]
    for row in best.to_dict("records"):
        item = Item(*(str(row[name]) for name in items.FIELDS))
        given: dict[str, Any] = {name: row[name] for name in names}
        follows = row["rule"] == DERIVED
        if follows:
            given["agree"] = 0
        basis = DERIVED if follows else STATED
        line = Line(**given, code=str(row["region_code"]), item=str(item), basis=basis)
        found.setdefault(str(row["region"]), {})[item] = line
    return found


def completed(lines: Mapping[Item, Line], nation: Mapping[Item, Line]) -> Lines:
    """The lines of one region, with balance, share of exports and share of the nation where nobody states them."""
    whole, sold, bought = (lines.get(Item(flow)) for flow in FLOWS)
    result = dict(lines)
    if sold and bought and items.BALANCE not in lines:
        result[items.BALANCE] = _from((sold, bought), items.BALANCE, sold.value - bought.value, sold.ends - bought.ends)
    for item, part, of in (
        (items.EXPORT_SHARE, sold, whole),
        (items.NATIONAL_SHARE, whole, nation.get(Item("total"))),
    ):
        if part and of and part is not of and item not in lines and of.low > 0:
            share = part.ends.over(of.ends)
            ends = Interval(100 * share.low, 100 * share.high)
            result[item] = _from((part, of), item, 100 * part.value / of.value, ends)
    return result


def _from(used: Sequence[Line], item: Item, value: float, ends: Interval, basis: str = COMPUTED) -> Line:
    """A line that follows from others."""
    bounds = {line.bound for line in used}
    return Line(
        region=used[0].region,
        code=used[0].code,
        item=str(item),
        value=value,
        unit=item.unit,
        low=ends.low,
        high=ends.high,
        bound="eq" if bounds == {"eq"} else "approx",
        period=used[0].period,
        basis=basis,
        sources="; ".join(sorted({source for line in used for source in line.sources.split("; ")})),
        note="; ".join(sorted({line.note for line in used if line.note})),
    )


def of_members(
    group: str, code: str, members: Sequence[Mapping[Item, Line]], names: Sequence[str], disjoint: bool
) -> Iterator[tuple[Item, Line]]:
    """What the lines of its members say of a group; no sums where members lie in one another."""

    def line(item: Item, used: Sequence[Line], basis: str, value: float, ends: Interval) -> tuple[Item, Line]:
        covered = [each.region for each in used]
        made = replace(
            _from(used, item, value, ends, basis),
            region=group,
            code=code,
            coverage=f"{len(covered)} of {len(names)} members",
            note=", ".join(f"{each.region} (derived)" if each.basis == DERIVED else each.region for each in used),
        )
        if basis == SUM and {each.bound for each in used} <= {"eq", "gt"} and ends.high == float("inf"):
            made = replace(made, bound="gt")
        return item, made

    for flow in FLOWS:
        level, rate = Item(flow), Item(flow, metric="growth", unit="%")
        leveled = [lines[level] for lines in members if level in lines]
        if disjoint and leveled:
            yield line(level, leveled, SUM, *groups.total([(each.value, each.ends) for each in leveled]))
        both = [lines for lines in members if _measured(lines, level) and _measured(lines, rate)]
        if disjoint and len(both) > 1:
            pairs = [[(lines[item].value, lines[item].ends) for lines in both] for item in (level, rate)]
            yield line(rate, [lines[rate] for lines in both], WEIGHTED, *groups.weighted(*pairs))
        rated = [lines[rate] for lines in members if rate in lines]
        if len(rated) > 1:
            numbers = [(each.value, each.ends) for each in rated]
            ways: Iterable[tuple[str, Arithmetic]] = (
                (MEDIAN, groups.middle),
                (LOWEST, groups.lowest),
                (HIGHEST, groups.highest),
            )
            for basis, arithmetic in ways:
                yield line(rate, rated, basis, *arithmetic(numbers))


def _measured(lines: Mapping[Item, Line], item: Item) -> bool:
    """Whether a region has more than a mere bound for an item."""
    return item in lines and abs(lines[item].high - lines[item].low) < float("inf")


def against(line: Line, other: Line | None, baseline: str) -> Line:
    """The line with its difference to the baseline's: points for rates, a ratio for amounts above zero."""
    if other is None or line.region == baseline:
        return line
    if line.unit in ("%", "pp"):
        value, ends, unit = line.value - other.value, line.ends - other.ends, "pp"
    elif line.value > 0 and other.value > 0:
        value, ends, unit = line.value / other.value, line.ends.over(other.ends), "ratio"
    else:
        return line
    return replace(
        line,
        difference=value,
        difference_low=ends.low,
        difference_high=ends.high,
        difference_unit=unit,
        baseline=baseline,
    )
