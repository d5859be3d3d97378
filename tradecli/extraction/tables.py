"""Tables pasted as text -> drafts of figures.

A header says what each column holds, the labels on the left whose row it is, the
caption what holds for all. A number whose flow, unit or measure none of them
names gives no figure: a wrong figure is worse than a missed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tradecli.extraction import spaced
from tradecli.extraction.amounts import BARE, MONEY, PERCENT, POINTS, QUANTITY, Number
from tradecli.extraction.calendar import Calendar
from tradecli.extraction.cells import entries
from tradecli.extraction.columns import Column
from tradecli.extraction.grids import Cell, Table, find
from tradecli.extraction.headings import Heading, Unit, joined, read
from tradecli.extraction.language import Language
from tradecli.extraction.layout import Line, Sheet, sheet
from tradecli.extraction.linking.context import NOTHING, Fields, Topic, Value
from tradecli.extraction.linking.drafts import Draft
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import before_it, shifted, span, year_of
from tradecli.extraction.spelling import dated
from tradecli.extraction.stretches import Stretches
from tradecli.lexicon import Lexicon

__all__ = ["Cell", "Table", "figures", "find", "is_list", "is_unit", "pasted"]

_LEAST_MONEY = Decimal(10) ** 6
"""A level below this, in a unit below it too, is more likely a unit misread than a trade figure."""
_NAMED = ("region", "flow", "partner", "product", "channel")


def pasted(folded: str, text: str, language: Language, lexicon: Lexicon, calendar: Calendar) -> list[Table]:
    """All tables of a folded text that have a header, and those without one whose rows can't be read as sentences.

    `text` is the text before folding.
    """

    @cache
    def reader(heading: str) -> Heading:
        return read(dated(heading, language), language, lexicon, calendar)

    found = [table for table in find(folded, text) if table.header]
    found += spaced.find(folded, text, found, language, reader)
    return sorted(found, key=lambda table: table.start)


def is_list(table: Table, folded: str) -> bool:
    """Whether its rows say by themselves what they mean, as a sentence may: "Brazil: 5,310 (6.5%)", "Brazil 6.5%"."""
    body = [row for row in table.rows if len(row) > 1][table.header :]
    return all(
        "%" in row[-1].text and (len(row) == 2 or ":" in folded[row[0].start : row[1].start])
        for row in body
        if row[0].text
    )


def is_unit(token: Token, captions: Stretches) -> bool:
    """Whether a number is the unit that a caption of a table names ("100 million yuan") rather than a figure."""
    if not captions.holds(token.start, token.end):
        return False
    number = token.number
    return number is not None and number.bound == "eq" and number.value.normalize().as_tuple().digits == (1,)


def figures(table: Table, folded: str, language: Language, lexicon: Lexicon, topic: Topic) -> list[Draft]:
    """The drafts of the figures that a table states, in text order.

    >>> from tradecli.extraction.language import load
    >>> from tradecli.extraction.calendar import Calendar
    >>> page = "Exports (US$ bn)\\nPlace | 2025 | y/y\\nHubei | 70.2 | +16.8%\\nHunan | 39.8 | n/a\\n"
    >>> drafts = figures(find(page)[0], page, load("en"), Lexicon.load(), Topic(Calendar(2026, 1)))
    >>> [(d.token.text, d.fields["region"].name, d.fields["period"].name, d.terms) for d in drafts]
    [('70.2', 'Hubei', '2025', ''), ('+16.8%', 'Hubei', '2025', 'USD'), ('39.8', 'Hunan', '2025', '')]
    """
    understood = sheet(table, folded, language, lexicon, topic)
    if understood is None:
        return []
    found: list[Draft] = []
    for line in understood.lines:
        found += _row(understood, line, folded, language, lexicon, topic)
    return [] if any(map(_is_signed_share, found)) else sorted(found, key=lambda draft: draft.token.start)


def _is_signed_share(draft: Draft) -> bool:
    """Whether a share has a printed sign, which none has: its heading is of another column ("shares in brackets")."""
    number = draft.token.number
    return draft.measure.metric == "share" and number is not None and number.sign != 0


def _row(understood: Sheet, line: Line, folded: str, language: Language, lexicon: Lexicon, topic: Topic) -> list[Draft]:
    found: list[Draft] = []
    by_place = {column.place: column for column in understood.columns}
    for column, cells in _read_columns(understood.columns, line):
        read = entries(cells[column.place], language)
        if not read:
            continue
        host = by_place.get(column.host)
        fields = _fields(understood.caption, line, column, host, topic)
        if fields is None:
            continue
        unit = _unit(line, host or column)
        measure = _measure(column, read[0], unit, line, fields)
        if measure is None or not _fits(measure, fields, unit):
            continue
        measured = [(read[0], measure)]
        if len(read) == 2 and measure.metric in {"value", "quantity"}:
            rate = read[1].value * (read[1].sign or 1)
            measured.append((read[1], Measure("growth", rate, "%", "in brackets behind a level")))
        found += [_draft(each, number, folded, fields, column, unit, line, lexicon, topic) for number, each in measured]
    return found


def _read_columns(columns: Sequence[Column], line: Line) -> Iterator[tuple[Column, tuple[Cell, ...]]]:
    """The columns with the cells of a row, and those of levels again as rates with the cells of its rows of rates."""
    yield from ((column, line.cells) for column in columns)
    for label, cells in line.rates:
        for column in columns:
            if column.metric in {"value", "quantity"}:
                heading = replace(column.heading, words=column.heading.words | label.words)
                yield replace(column, heading=heading, metric="growth", host=column.place), cells


def _unit(line: Line, column: Column) -> Unit | None:
    """The unit of a level: that of its own heading, else of its row, else of the caption."""
    money = column.metric != "quantity"
    own = column.heading.unit(money)
    if own is not None or column.metric not in {"value", "quantity"}:
        return own or column.unit
    if line.label.units:
        return line.label.unit(True) or line.label.unit(False)
    return line.section.unit(money) or column.unit


def _fields(caption: Heading, line: Line, column: Column, host: Column | None, topic: Topic) -> Fields | None:
    """The fields of the cell where a row and a column cross; None where they differ or no flow is named."""
    above = _above(column, host)
    fields: dict[str, Value] = dict(caption.fields)
    if caption.foreign:
        fields.pop("flow", None)
    fields |= line.section.fields
    label = line.label
    for name in _NAMED:
        row, head = label.fields.get(name), above.fields.get(name)
        if row is not None and head is not None and row != head:
            return None
        if (value := row or head) is not None:
            fields[name] = value
    period = joined(label, above)
    if period is not None:
        fields["period"] = period
    elif "period" in label.fields:
        return None
    unclear = (caption.several | line.section.several | label.several).difference(fields)
    foreign = caption.foreign or above.foreign or line.section.foreign
    if "partner" in label.fields and "flow" not in unclear and not (foreign or above.rest):
        fields.setdefault("flow", Value(topic.flow or "total"))
    if "flow" not in fields or "period" in unclear:
        return None
    told = "flow" in label.fields or "flow" in above.fields or "flow" in line.section.fields
    if "product" in label.fields and not told and fields["flow"].name == "total":
        return None
    if not fields.get("region") and "region" not in unclear and topic.place is not None:
        fields["region"] = Value(topic.place.name, topic.place.id)
    if not fields.get("product"):
        fields["product"] = topic.product
    fields.setdefault("period", Value(topic.calendar.main))
    month = fields["period"].name.split("-")
    if "cumulative" in above.words and len(month) == 2 and month[1].isdigit():
        fields["period"] = Value(span(int(month[0]), 1, int(month[1])))
    return {name: fields.get(name, NOTHING) for name in (*_NAMED, "period")}


def _above(column: Column, host: Column | None) -> Heading:
    """The heading of a column; that of a rate takes over what the heading of its level names."""
    own = column.heading
    if column.metric == "share":
        own = replace(own, fields={name: value for name, value in own.fields.items() if name != "region"})
    if host is None:
        return own
    level = host.heading
    relative = own.relative if "period" in own.fields else level.relative
    return replace(own, fields={**level.fields, **own.fields}, words=own.words | level.words, relative=relative)


def _measure(
    column: Column, number: Number, unit: Unit | None, line: Line, fields: Mapping[str, Value]
) -> Measure | None:
    """What the number of a cell measures; None where its kind is not what the column holds."""
    metric, value = column.metric, number.value * (number.sign or 1)
    if metric in {"growth", "share", "share_change"}:
        wanted = {BARE, PERCENT, POINTS} if metric == "share_change" else {BARE, PERCENT}
        if number.kind not in wanted or number.scaled:
            return None
        if metric == "share":
            return Measure(metric, value, "%", "a column of shares") if 0 <= value <= 100 else None
        return Measure(metric, value, "%" if metric == "growth" else "pp", "a column of changes")
    if number.kind == MONEY:
        if unit is not None and unit.money and unit.code != number.unit:
            return None
        factor = unit.factor if unit is not None and unit.money and not number.scaled else Decimal(1)
        value, code = value * factor, number.unit
    elif number.kind == QUANTITY:
        code, metric = number.unit, "quantity"
    elif number.kind == BARE and unit is not None and not (number.scaled and unit.factor > 1):
        value, code = value * unit.factor, unit.code
        metric = metric if unit.money else "quantity"
    else:
        return None
    if metric != "quantity" and abs(value) < _LEAST_MONEY and (unit is None or unit.factor < _LEAST_MONEY):
        return None
    if fields["flow"].name == "balance" and metric == "value" and (column.heading.deficit or line.label.deficit):
        value = -abs(value)
    return Measure(metric, value, code, "a column of levels")


def _fits(measure: Measure, fields: Mapping[str, Value], unit: Unit | None) -> bool:
    """Whether a measure can be of such fields: quantities are of goods that move, levels are not negative."""
    flow = fields["flow"].name
    counted = measure.metric == "quantity" or (unit is not None and not unit.money)
    if counted and not (fields["product"].name and flow in {"exports", "imports"}):
        return False
    if measure.metric == "quantity":
        return measure.value >= 0
    return measure.metric != "value" or flow == "balance" or measure.value >= 0


def _draft(
    measure: Measure,
    number: Number,
    folded: str,
    fields: Fields,
    column: Column,
    unit: Unit | None,
    line: Line,
    lexicon: Lexicon,
    topic: Topic,
) -> Draft:
    text = folded[number.start : number.end]
    token = Token(number.start, number.end, text, frozenset({"number"}), number=number)
    terms = _terms(number, unit, topic) if measure.metric == "growth" else ""
    of = _whole(fields, column, line, lexicon) if measure.metric == "share" else ""
    return Draft(token, measure, fields, of, _base(measure, fields, column), terms, "table", measure.note)


def _terms(number: Number, unit: Unit | None, topic: Topic) -> str:
    if unit is None:
        return "USD" if topic.dollars else ""
    return ("USD" if unit.code == "USD" else "") if unit.money else "volume"


def _base(measure: Measure, fields: Mapping[str, Value], column: Column) -> str:
    """The period compared with where it is not the same one a year earlier."""
    if measure.metric not in {"growth", "change", "share_change"}:
        return ""
    if "previous" in column.heading.words:
        return "previous"
    period, base = fields["period"].name, column.heading.base
    if "/" in period and "-" not in period:
        years = int(period[-4:]) - int(period[:4]) + 1
        return shifted(period, -years)
    mine, other = year_of(period), year_of(base)
    if base and base == before_it(period):
        return "previous"
    usual = not base or shifted(period, -1) == base or (mine and other == mine - 1 and "-" not in base)
    return "" if usual else base


def _whole(fields: Mapping[str, Value], column: Column, line: Line, lexicon: Lexicon) -> str:
    """What a share is a part of: the same place's trade, the nation's, or another's."""
    if column.heading.fields.get("region") == Value("China", "CN"):
        return "China"
    part = any(fields[name].name for name in ("partner", "product", "channel"))
    if part or "flow" in line.label.fields or fields["region"].code == "CN":
        return "region"
    place = lexicon.get("region", fields["region"].code)
    return "China" if place is None or place.kind in {"province", "area"} else "other"
