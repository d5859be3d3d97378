"""What the columns of a table measure, and which level a rate belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tradecli.extraction.amounts import BARE, MONEY, PERCENT, Number
from tradecli.extraction.headings import Heading, Unit
from tradecli.extraction.linking.context import NOTHING, Value
from tradecli.extraction.months import months_of, year_of

MEASURES = frozenset({"growth", "change", "previous", "share", "quantity", "points"})
"""Words of a heading that say what is measured rather than of what."""
_SCALE = re.compile(r"\((\w+)\)")
_LARGE = 1000
"""A column with no number below this holds no rates."""
_LEVELS = frozenset({"value", "quantity"})

Reader = Callable[[str], Heading]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: what it measures, in which unit, and the column that a rate belongs to (-1: the row)."""

    place: int
    heading: Heading
    metric: str
    unit: Unit | None = None
    host: int = -1


def columns(
    heads: Sequence[str], numeric: Mapping[int, Sequence[Number]], caption: Heading, reader: Reader
) -> list[Column]:
    """The columns of numbers that are understood, by place; `numeric` holds their numbers, `reader` reads a heading."""
    read_heads = _in_one_currency(heads, {c: reader(heads[c]) for c in numeric}, reader)
    others = {heading.fields["flow"].name for heading in read_heads.values() if "flow" in heading.fields}
    valued = any("value" in heading.words for heading in read_heads.values())
    found: list[Column] = []
    month: Value | None = None
    for c, heading in read_heads.items():
        if "total" in heading.words and "flow" not in heading.fields and others & {"exports", "imports"}:
            heading = replace(heading, fields={**heading.fields, "flow": Value("total")})
        if "cumulative" in heading.words and "period" not in heading.fields and month is not None:
            heading = replace(heading, fields={**heading.fields, "period": month})
        month = heading.fields.get("period", month)
        metric = _metric(heading, numeric[c], caption, valued)
        unit = heading.unit(money=metric != "quantity") or caption.unit(money=metric != "quantity")
        found.append(Column(c, heading, metric, unit))
    return _hosted(found)


def _in_one_currency(heads: Sequence[str], read: Mapping[int, Heading], reader: Reader) -> dict[int, Heading]:
    """The headings, those with only a scale in brackets in the currency of the others: "USD bn | Change (bn)"."""
    codes = {unit.code for heading in read.values() if (unit := heading.unit(money=True)) is not None}
    found = dict(read)
    for c, heading in read.items():
        if len(codes) == 1 and heading.rest and heading.unit(money=True) is None:
            spelt = reader(_SCALE.sub(rf"({next(iter(codes))} \1)", heads[c]))
            found[c] = spelt if not spelt.rest and spelt.unit(money=True) is not None else heading
    return found


def _metric(heading: Heading, found: Sequence[Number], caption: Heading, valued: bool) -> str:
    """What a column measures; empty where its heading does not say, or says what is not understood."""
    words, money, goods = heading.words, heading.unit(money=True), heading.unit(money=False)
    kinds = {number.kind for number in found}
    rates = kinds <= {PERCENT, BARE} and any(abs(number.value) < _LARGE for number in found)
    if heading.rest or heading.foreign or heading.forecast or heading.several:
        return ""
    if "share" in words:
        moved = "share_change" if "points" in words else ""
        return moved if words & {"change", "points"} else "share" if rates else ""
    if "points" in words:
        return ""
    if words & {"growth", "previous"} or "change" in words:
        if money or kinds == {MONEY}:
            return "change"
        sure = bool(words & {"growth", "previous", "percent"}) or PERCENT in kinds
        return "growth" if rates and sure and not goods else ""
    if "percent" in words:
        return "growth" if rates and any(number.sign for number in found) else ""
    if not (heading.fields or words & {"value", "total", "quantity", "volume", "cumulative"} or heading.units):
        return ""
    weighed = caption.unit(money=False) is not None
    counted = ("volume" in words and (valued or weighed)) or (weighed and caption.unit(money=True) is None)
    return "quantity" if (counted or goods is not None or "quantity" in words) and money is None else "value"


def _hosted(columns: Sequence[Column]) -> list[Column]:
    """Each rate with the level it belongs to: the one on its left of the same flow; unclear ones are left out."""
    found: list[Column] = []
    levels: list[Column] = []
    groups = [(level, list(each)) for level, each in groupby(columns, key=lambda each: each.metric in {*_LEVELS, ""})]
    single = sum(level for level, _ in groups) == 1
    for level, group in groups:
        if level:
            levels = group
            found += [column for column in group if column.metric]
            continue
        texts = {column.heading.text.lower() for column in group}
        for k, column in enumerate(group):
            if "change" in column.heading.words and (later := _held_against(levels, found)) is not None:
                heading = replace(column.heading, base=levels[0].heading.fields["period"].name)
                found.append(replace(column, heading=heading, host=later.place))
                continue
            host = _host(column, k if len(group) == len(levels) and len(texts) == 1 else -1, levels, found, single)
            if host is None:
                continue
            found.append(replace(column, host=host))
    return found


def _held_against(levels: Sequence[Column], found: Sequence[Column]) -> Column | None:
    """The earlier column of a later time that a lone level is only held against: "Jul | Jun | Change"."""
    if len(levels) != 1 or "period" not in levels[0].heading.fields:
        return None
    mine = dict(levels[0].heading.fields)
    first, last = months_of(mine.pop("period").name)
    for column in found:
        fields = dict(column.heading.fields)
        start, end = months_of(fields.pop("period", NOTHING).name)
        alike = column.metric == levels[0].metric and fields == mine
        if alike and first == last < start == end:
            return column
    return None


def _host(column: Column, k: int, levels: Sequence[Column], found: Sequence[Column], single: bool) -> int | None:
    """Place of the level of a rate, -1 where it stands for the row, None where that can't be told."""
    flow = column.heading.fields.get("flow")
    if flow is not None:
        near = [each for each in found if each.metric in _LEVELS and each.heading.fields.get("flow") == flow]
        return near[-1].place if near else -1
    if not levels:
        return -1
    if len(levels) == 1 or k >= 0:
        level = levels[max(k, 0)]
        return level.place if level.metric else None
    bare = [{name: value for name, value in each.heading.fields.items() if name != "period"} for each in levels]
    if all(each == bare[0] for each in bare) and len({each.metric for each in levels}) == 1 and levels[0].metric:
        years = [year_of(each.heading.fields["period"].name) or 0 for each in levels if "period" in each.heading.fields]
        latest = years.index(max(years)) if len(years) == len(levels) else -1
        return levels[latest].place
    if single and len({each.get("flow") for each in bare}) > 1:
        return None
    return levels[-1].place if levels[-1].metric else None
