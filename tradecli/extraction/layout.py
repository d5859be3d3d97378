"""How a table is laid out: what its columns measure, what its row labels name, which level a rate belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tradecli.extraction import numbers
from tradecli.extraction.grids import Cell, Table
from tradecli.extraction.headings import NO_HEADING, Heading, Unit, read
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Topic, Value
from tradecli.extraction.numbers import BARE, MONEY, PERCENT, Number
from tradecli.extraction.periods import Calendar, year_of
from tradecli.lexicon import Lexicon

_MEASURES = frozenset({"growth", "change", "previous", "share", "quantity", "points"})
_SUBJECTS = frozenset({"place", "partner", "product", "item", "channel", "time", "flow", "unit"})
_KINDS = ("region", "partner", "product", "channel", "flow", "period")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: what it measures, in which unit, and the column that a rate belongs to (-1: the row)."""

    place: int
    heading: Heading
    metric: str
    unit: Unit | None = None
    host: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of numbers: what its labels say together, the heading it stands under, and its cells."""

    label: Heading
    section: Heading
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as understood."""

    caption: Heading
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


Body = list[tuple[str, tuple[Cell, ...]]]
Reader = Callable[[str], Heading]


def entries(folded: str, cell: Cell, language: Language) -> tuple[Number, ...]:
    """The number of a cell, or the two of "561.4 (-0.3%)"; none where the cell says more than that.

    A word or arrow of rising or falling becomes the number's sign.
    """
    if cell.start < 0 or not cell.text:
        return ()
    found = numbers.find(folded, cell.start, cell.end, language)
    if not found and re.fullmatch(r"(?:19|20)\d\d", cell.text):
        from decimal import Decimal

        found = [Number(cell.start, cell.end, BARE, Decimal(cell.text))]
    rest = cell.text
    for number in found:
        a = (number.start if number.hedged < 0 else number.hedged) - cell.start
        rest = rest[:a] + " " * (number.end - cell.start - a) + rest[number.end - cell.start :]
    words = rest.replace("(", " ").replace(")", " ").replace("*", " ").replace("+", " ").split()
    signs = {_direction(word, language) for word in words}
    brackets = "".join(rest.split()).strip("*+")
    paired = len(found) == 2 and found[1].kind == PERCENT and brackets == "()"
    if paired or (len(found) == 1 and not brackets):
        return tuple(found)
    if len(found) == 1 and signs in ({1}, {-1}) and "(" not in brackets and found[0].sign in {0, *signs}:
        return (replace(found[0], sign=signs.pop()),)
    return ()


def _direction(word: str, language: Language) -> int:
    tables = language.lists["tables"]
    _, kinds = language.words.at([word.lower()], 0)
    if word in tables["up"] or "change:up" in kinds:
        return 1
    return -1 if word in tables["down"] or "change:down" in kinds else 0


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

    def reader(text: str) -> Heading:
        return read(text, language, lexicon, calendar, topic.place)

    heads = _heads([row for row in table.rows[first : last + 1] if len(row) > 1])
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
    if "unit" not in {word for c in labels for word in reader(heads[c]).words} and _is_turned(heads, body, labels, reader):
        heads, body, labels = _turned(heads, body, labels)
    parsed = {c: [each for _, row in body for each in entries(folded, row[c], language)] for c in range(len(heads))}
    numeric = {c: found for c, found in parsed.items() if c > labels[-1] and found}
    lines = _lines(body, heads, labels, reader)
    return Sheet(caption, tuple(_columns(heads, numeric, caption, reader)), tuple(lines))


def _calendar(caption: Heading, calendar: Calendar) -> Calendar:
    """The article's calendar, moved to the year that the caption prints."""
    period = caption.fields.get("period")
    year = year_of(period.name) if period is not None and not caption.relative else None
    return Calendar(year, 12, period.name) if period is not None and year is not None else calendar


def _heads(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """One heading a column; a cell of an upper row holds for the blank ones on its right."""
    heads = [""] * len(rows[0])
    for number, row in enumerate(rows):
        above = ""
        for c, cell in enumerate(row):
            above = cell.text or (above if number < len(rows) - 1 and c > 0 else "")
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
    if len(labels) != 1:
        return False
    columns = [reader(head) for head in heads[labels[0] + 1 :]]
    rows = [reader(row[labels[0]].text) for _, row in body]
    if any(each.words & _MEASURES or each.units for each in columns):
        return False
    return any(each.words & _MEASURES or each.units for each in rows) and not any(each.rest for each in columns)


def _turned(heads: Sequence[str], body: Body, labels: Sequence[int]) -> tuple[list[str], Body, list[int]]:
    """Rows made columns and columns rows."""
    c = labels[0]
    tops = ["", *(f"{section} {row[c].text}".strip() for section, row in body)]
    turned: Body = [
        ("", (Cell(-1, -1, heads[k]), *(row[k] for _, row in body))) for k in range(c + 1, len(heads))
    ]
    return tops, turned, [0]


def _lines(body: Body, heads: Sequence[str], labels: Sequence[int], reader: Reader) -> list[Line]:
    corners = {c: reader(heads[c]) for c in labels}
    used = [c for c in labels if c == labels[0] or corners[c].words & _SUBJECTS and not corners[c].rest]
    read_rows: list[tuple[list[Heading | None], str, tuple[Cell, ...]]] = []
    above: dict[int, str] = {}
    for section, row in body:
        for c in used:
            above[c] = row[c].text or (above.get(c, "") if c != used[-1] else "")
        read_rows.append(([_label(above[c], corners[c], reader) for c in used], section, row))
    subject = corners[labels[0]].words
    counts = Counter(name for found, _, _ in read_rows for each in found if each for name in each.fields if name in _KINDS)
    side = "partner" if "partner" in subject else "region" if "place" in subject else ""
    if not side and counts["partner"] != counts["region"]:
        side = "partner" if counts["partner"] > counts["region"] else "region"
    kind = counts.most_common(1)[0][0] if counts else ""
    lines: list[Line] = []
    sections: dict[str, Heading] = {"": NO_HEADING}
    for found, section, row in read_rows:
        settled = [_settled(each, side, kind, "partner" in subject) for each in found]
        label = _merged([each for each in settled if each is not None]) if None not in settled else None
        over = sections.setdefault(section, reader(section))
        if label is not None and not (over.words & _MEASURES or over.foreign or over.forecast):
            lines.append(Line(label, over, row))
    return lines


def _label(text: str, corner: Heading, reader: Reader) -> Heading | None:
    """What a label says; under a heading such as "Product" an unknown name is one of goods."""
    heading = reader(text)
    if not text or "unit" in corner.words:
        return heading if text else None
    goods = corner.words & {"product", "item"}
    nothing = not heading.fields and not heading.either and "total" not in heading.words
    if not goods or not (heading.rest or nothing):
        return None if heading.rest or (nothing and not goods) else heading
    if heading.foreign or heading.forecast or heading.several or heading.either or {"region", "partner"} & heading.fields.keys():
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
    return replace(
        headings[0],
        fields=fields,
        units=tuple(unit for heading in headings for unit in heading.units),
        words=frozenset(word for heading in headings for word in heading.words),
        relative=any(heading.relative for heading in headings),
        deficit=any(heading.deficit for heading in headings),
    ) if headings else None


def _columns(heads: Sequence[str], numeric: Mapping[int, Sequence[Number]], caption: Heading, reader: Reader) -> list[Column]:
    read_heads = {c: reader(heads[c]) for c in numeric}
    others = {heading.fields["flow"].name for heading in read_heads.values() if "flow" in heading.fields}
    valued = any("value" in heading.words for heading in read_heads.values())
    columns: list[Column] = []
    for c, heading in read_heads.items():
        if "total" in heading.words and "flow" not in heading.fields and others & {"exports", "imports"}:
            heading = replace(heading, fields={**heading.fields, "flow": Value("total")})
        metric = _metric(heading, numeric[c], caption, valued)
        unit = heading.unit(money=metric != "quantity") or caption.unit(money=metric != "quantity")
        columns.append(Column(c, heading, metric, unit))
    return _hosted(columns)


def _metric(heading: Heading, found: Sequence[Number], caption: Heading, valued: bool) -> str:
    """What a column measures; empty where its heading does not say, or says what is not understood."""
    words, money, goods = heading.words, heading.unit(money=True), heading.unit(money=False)
    kinds = {number.kind for number in found}
    rates = kinds <= {PERCENT, BARE}
    if heading.rest or heading.foreign or heading.forecast or heading.several:
        return ""
    if "share" in words:
        return ("share_change" if "points" in words else "") if words & {"change", "points"} else "share" if rates else ""
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
    counted = goods is not None or "quantity" in words or ("volume" in words and (valued or caption.unit(False) is not None))
    return "quantity" if counted and money is None else "value"


def _hosted(columns: Sequence[Column]) -> list[Column]:
    """Each rate with the level it belongs to: the one on its left of the same flow; unclear ones are left out."""
    found: list[Column] = []
    levels: list[Column] = []
    groups = [(level, list(each)) for level, each in groupby(columns, key=lambda column: column.metric in {"value", "quantity", ""})]
    single = sum(level for level, _ in groups) == 1
    for level, group in groups:
        if level:
            levels = group
            found += [column for column in group if column.metric]
            continue
        texts = {column.heading.text.lower() for column in group}
        for k, column in enumerate(group):
            host = _host(column, k if len(group) == len(levels) and len(texts) == 1 else -1, levels, found, single)
            if host is None:
                continue
            found.append(replace(column, host=host))
    return found


def _host(column: Column, k: int, levels: Sequence[Column], found: Sequence[Column], single: bool) -> int | None:
    """Place of the level of a rate, -1 where it stands for the row, None where that can't be told."""
    flow = column.heading.fields.get("flow")
    if flow is not None:
        near = [each for each in found if each.metric in {"value", "quantity"} and each.heading.fields.get("flow") == flow]
        return near[-1].place if near else -1
    if not levels:
        return -1
    if len(levels) == 1 or k >= 0:
        level = levels[max(k, 0)]
        return level.place if level.metric else None
    bare = [{name: value for name, value in each.heading.fields.items() if name != "period"} for each in levels]
    if all(each == bare[0] for each in bare) and all(each.metric == "value" for each in levels):
        years = [year_of(each.heading.fields["period"].name) or 0 for each in levels if "period" in each.heading.fields]
        latest = years.index(max(years)) if len(years) == len(levels) else -1
        return levels[latest].place
    if single and len({each.get("flow") for each in bare}) > 1:
        return None
    return levels[-1].place if levels[-1].metric else None
