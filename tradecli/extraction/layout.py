"""How a table is laid out: its caption, its columns, and what the labels of its rows name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.cells import entries
from tradecli.extraction.columns import MEASURES, Column, Reader, columns
from tradecli.extraction.grids import Cell, Table
from tradecli.extraction.headings import NO_HEADING, Heading, read
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Topic, Value
from tradecli.extraction.months import year_of
from tradecli.extraction.spelling import dated, named
from tradecli.extraction.subrows import Rates, beneath, inherited, part
from tradecli.lexicon import Lexicon

_SUBJECTS = frozenset({"place", "partner", "product", "item", "channel", "time", "flow", "unit"})
_KINDS = ("region", "partner", "product", "channel", "flow", "period")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of numbers: what its labels say together, the heading it stands under, its cells, and rows of its rates."""

    label: Heading
    section: Heading
    cells: tuple[Cell, ...]
    rates: tuple[Rates, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as understood."""

    caption: Heading
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


Body = list[tuple[str, tuple[Cell, ...]]]


def sheet(table: Table, folded: str, language: Language, lexicon: Lexicon, topic: Topic) -> Sheet | None:
    """The table as understood, or None where it has no header or is about something else."""
    if not table.header:
        return None
    wide = [i for i, row in enumerate(table.rows) if len(row) > 1]
    first, last = wide[0], wide[table.header - 1]
    titles = [folded[slice(*table.caption)], *(row[0].text for row in table.rows[:last] if len(row) == 1)]
    text = " ; ".join(" ".join(title.split()) for title in titles if title)
    caption = read(text, language, lexicon, topic.calendar, topic.place)
    calendar = _calendar(caption, topic.calendar)

    @cache
    def reader(text: str) -> Heading:
        return read(dated(text, language), language, lexicon, calendar, topic.place)

    heads = _heads([row for row in table.rows[first : last + 1] if len(row) > 1], language)
    body: Body = []
    section = ""
    for row in table.rows[last + 1 :]:
        if len(row) == 1:
            section = row[0].text
        else:
            body.append((section, row))
    labels = _label_columns(body, len(heads))
    if not labels or caption.forecast or reader(heads[labels[0]]).foreign:
        return None
    caption = _with_corner(caption, reader(heads[labels[0]]), [reader(head) for head in heads[labels[-1] + 1 :]])
    rates: list[tuple[Rates, ...]] = []
    if _is_turned(heads, body, labels, reader):
        heads, body, labels = _turned(heads, body, labels)
    else:
        told = bool(caption.words & MEASURES)
        body, rates = beneath(body, labels, told, language, reader)
    parsed = {c: [each for _, row in body for each in entries(row[c], language)] for c in range(len(heads))}
    numeric = {c: found for c, found in parsed.items() if c > labels[-1] and found}
    lines = _lines(body, rates or [()] * len(body), heads, labels, reader, language)
    return Sheet(caption, tuple(columns(heads, numeric, caption, reader)), tuple(lines))


def _calendar(caption: Heading, calendar: Calendar) -> Calendar:
    """The article's calendar, moved to the year that the caption prints."""
    period = caption.fields.get("period")
    year = year_of(period.name) if period is not None and not caption.relative else None
    return Calendar(year, 12, period.name) if period is not None and year is not None else calendar


def _with_corner(caption: Heading, corner: Heading, heads: Sequence[Heading]) -> Heading:
    """The caption with the period, flow and unit that stand over the labels, where no heading of a column names one."""
    if corner.rest:
        return caption
    told = {name for head in heads for name in head.fields} | caption.fields.keys() | caption.several
    if caption.relative and not corner.relative and not any("period" in head.fields for head in heads):
        told -= {"period"}
    over = {name: value for name, value in corner.fields.items() if name in {"period", "flow"} - told}
    units = caption.units or (corner.units if not any(head.units for head in heads) else ())
    return replace(caption, fields={**caption.fields, **over}, units=units)


def _heads(rows: Sequence[Sequence[Cell]], language: Language) -> list[str]:
    """One heading a column; a cell of an upper row holds for the blank ones on its right."""
    heads = [""] * len(rows[0])
    for number, row in enumerate(rows):
        above = ""
        for c, text in enumerate(named([cell.text for cell in row], language)):
            above = text or (above if number < len(rows) - 1 and c > 0 else "")
            heads[c] = f"{heads[c]} {above}".strip()
            above = "" if c == 0 else above
    return heads


def _label_columns(body: Body, width: int) -> list[int]:
    """The columns of names, left of the first column of numbers that follows one."""
    found: list[int] = []
    for c in range(width):
        cells = [row[c] for _, row in body]
        named = sum(cell.numeric for cell in cells) * 5 <= len(cells) and any(cell.text for cell in cells)
        if named:
            found.append(c)
        elif found:
            break
    return found if found and found[-1] < width - 1 else []


def _is_turned(heads: Sequence[str], body: Body, labels: Sequence[int], reader: Reader) -> bool:
    """Whether the rows rather than the columns say what is measured."""
    if len(labels) != 1 or "unit" in reader(heads[labels[0]]).words:
        return False
    tops = [reader(head) for head in heads[labels[0] + 1 :]]
    rows = [reader(row[labels[0]].text) for _, row in body]
    if any(each.words & MEASURES or each.units for each in tops):
        return False
    return any(each.words & MEASURES or each.units for each in rows) and not any(each.rest for each in tops)


def _turned(heads: Sequence[str], body: Body, labels: Sequence[int]) -> tuple[list[str], Body, list[int]]:
    """Rows made columns and columns rows."""
    c = labels[0]
    tops = ["", *(f"{section} {row[c].text}".strip() for section, row in body)]
    turned: Body = [("", (Cell(-1, -1, heads[k]), *(row[k] for _, row in body))) for k in range(c + 1, len(heads))]
    return tops, turned, [0]


def _lines(
    body: Body,
    rates: Sequence[tuple[Rates, ...]],
    heads: Sequence[str],
    labels: Sequence[int],
    reader: Reader,
    language: Language,
) -> list[Line]:
    corners = {c: reader(heads[c]) for c in labels}
    used = [c for c in labels if c == labels[0] or (corners[c].words & _SUBJECTS and not corners[c].rest)]
    parts = [part(row[used[-1]].text, language) for _, row in body]
    nested = not parts[0][1] if parts else False
    found: list[list[Heading | None]] = []
    above: dict[int, str] = {}
    for (_, row), (rest, _) in zip(body, parts, strict=True):
        for c in used:
            above[c] = row[c].text or (above.get(c, "") if c != used[-1] else "")
        texts = {**above, used[-1]: rest} if rest else above
        found.append([_label(texts[c], corners[c], reader) for c in used])
    subject = corners[labels[0]].words
    named = [each for row in found for each in row if each]
    counts = Counter(name for each in named for name in each.fields if name in _KINDS)
    side = "partner" if "partner" in subject else "region" if "place" in subject else ""
    if not side and counts["partner"] != counts["region"]:
        side = "partner" if counts["partner"] > counts["region"] else "region"
    kind = counts.most_common(1)[0][0] if counts else ""
    lines: list[Line] = []
    sections: dict[str, Heading] = {"": NO_HEADING}
    parent: Heading | None = None
    for each, (section, row), (_, is_part), below in zip(found, body, parts, rates, strict=True):
        settled = [_settled(heading, side, kind, "partner" in subject) for heading in each]
        label = _merged([heading for heading in settled if heading is not None]) if None not in settled else None
        if not (is_part and nested):
            parent = label
        elif label is not None:
            label = inherited(label, parent) if parent is not None else None
        over = sections.setdefault(section, reader(section))
        if not _is_clear(over) and label is not None and not is_part and "flow" in label.fields:
            over = sections[section] = NO_HEADING
        if label is not None and _is_clear(over):
            lines.append(Line(label, over, row, below))
    return lines


def _is_clear(section: Heading) -> bool:
    """Whether the rows under a heading are of trade as they stand.

    Those under one of something else ("Value added") are not, up to a row that names its flow.
    """
    return not (section.words & MEASURES or section.several or section.foreign or section.forecast)


def _label(text: str, corner: Heading, reader: Reader) -> Heading | None:
    """What a label says; under a heading such as "Product" an unknown name is one of goods."""
    heading = reader(text)
    if not text or "unit" in corner.words:
        return heading if text else None
    if heading.rest and "channel" in corner.words and not heading.foreign and not heading.forecast:
        name = re.sub(r"\s*\([^()]*\)?", "", text).strip(" .-*#\u2022").lower()
        kept = {field: value for field, value in heading.fields.items() if field == "period"}
        return (
            replace(heading, fields={**kept, "channel": Value(name)}, rest=()) if re.search("[a-z]{2}", name) else None
        )
    goods = corner.words & {"product", "item"}
    nothing = not heading.fields and not heading.either and "total" not in heading.words
    if "other" in heading.words or (nothing and not heading.rest and not heading.units):
        return None
    if not goods or not (heading.rest or nothing):
        return None if heading.rest or (nothing and not goods) else heading
    if heading.foreign or heading.forecast or heading.several or heading.either:
        return None
    if {"region", "partner"} & heading.fields.keys():
        return None
    fields = dict(heading.fields)
    name = re.sub(r"\s*\([^()]*\)?", "", text).rsplit(":", 1)[-1].strip(" .-*#\u2022").lower()
    if "flow" in fields:
        name = "" if "product" in fields else " ".join(heading.rest)
    fields["product"] = Value(name)
    return replace(heading, fields=fields, rest=()) if re.search("[a-z]{2}", name) else None


def _settled(heading: Heading | None, side: str, kind: str, partners: bool) -> Heading | None:
    """The label with a name that may be of two kinds decided, and "Total" read by what the other rows are."""
    if heading is None:
        return None
    if heading.either:
        return replace(heading, fields={**heading.fields, side: heading.either[side]}) if side else None
    if partners and heading.fields.get("region") == Value("China", "CN"):
        return None
    if not heading.fields and "total" in heading.words:
        if kind == "region":
            return None
        return replace(heading, fields={"flow": Value("total")}) if kind == "flow" else heading
    return heading


def _merged(headings: Sequence[Heading]) -> Heading | None:
    """Several labels of one row as one; None where two name the same field."""
    fields: dict[str, Value] = {}
    for heading in headings:
        if any(fields.get(name, value) != value for name, value in heading.fields.items()):
            return None
        fields |= heading.fields
    return (
        replace(
            headings[0],
            fields=fields,
            units=tuple(unit for heading in headings for unit in heading.units),
            words=frozenset(word for heading in headings for word in heading.words),
            relative=any(heading.relative for heading in headings),
            deficit=any(heading.deficit for heading in headings),
        )
        if headings
        else None
    )
