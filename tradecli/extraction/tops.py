"""The headings of a table whose rows single blanks part: the lines above it, or what its caption says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tradecli.extraction.grids import Cell, TextLine
from tradecli.extraction.headings import Heading
from tradecli.extraction.language import Language
from tradecli.extraction.splitting import are_alike, is_rate, split, tells

_LONGEST_LINE = 240
_HEADER_LINES = 3
_SECTION = re.compile(r"[A-Z][^\d.,:;!?()%$]{1,47}")

_BRACKETS = re.compile(r"\([^()]{1,12}\)")
_BLANK = Cell(-1, -1, " ")
"""Where the columns on the left have a heading that does not hold for this one."""

Reader = Callable[[str], Heading]
Cells = tuple[Cell, ...]


def is_section(text: str) -> bool:
    """Whether a line between the rows may be the heading of those below it.

    >>> [is_section(text) for text in ("Asia", "Exports (RMB bn)", "Exports rose.")]
    [True, False, False]
    """
    return _SECTION.fullmatch(text.strip()) is not None


def header(
    lines: Sequence[TextLine], place: int, width: int, folded: str, floor: int, reader: Reader
) -> tuple[int, list[Cells]]:
    """The line where a table begins, and its rows of headings from top to bottom, a heading of its rows below them.

    No rows, and the line of the first row of numbers, where they are not understood.
    """
    rows: list[Cells] = []
    section: list[Cells] = []
    top = number = place
    blanks = 0
    while number > 0 and len(rows) < _HEADER_LINES:
        number -= 1
        line = lines[number]
        text = folded[line.start : line.end]
        if line.start < floor:
            break
        if line.kind in {"rule", "blank"}:
            blanks += line.kind == "blank"
            continue
        if units := _units(text, line.start, width, reader):
            rows.insert(0, units)
            continue
        ruled = line.kind == "|" and len(line.cells) == width + 1
        if blanks > 1 or line.end - line.start > _LONGEST_LINE or not (ruled or line.kind in {"", " "}):
            break
        spans = _unit(text, width, reader) or split(text, width, reader) if not ruled else []
        cells = tuple(line.cells) if ruled else tuple(Cell(line.start + a, line.start + b, text[a:b]) for a, b in spans)
        if not cells and not rows and not section and is_section(text):
            section = [(line.cells[0],)] if len(line.cells) == 1 else []
            continue
        if not cells or (rows and not are_alike([cell.text for cell in cells[1:] if cell.text], reader)):
            break
        rows.insert(0, cells)
        top, blanks = number, 0
    full = any(all(cell.text for cell in row[1:]) and len({cell.start for cell in row[1:]}) == width for row in rows)
    told = full and any(tells(cell.text, reader) for row in rows for cell in row[1:])
    return (top, [*rows, *section]) if told and _tells_apart(rows, reader) else (place, [])


def _tells_apart(rows: Sequence[Sequence[Cell]], reader: Reader) -> bool:
    """Whether no two columns have the same headings, but for rates and shares of what stands on their left."""
    levels: list[str] = []
    for c in range(1, len(rows[0])):
        above = [next((row[k].text for k in range(c, 0, -1) if row[k].text), "") for row in rows]
        text = " ".join(above).lower()
        if not is_rate(text, reader):
            levels.append(text)
    return len(set(levels)) == len(levels)


def _unit(text: str, width: int, reader: Reader) -> list[tuple[int, int]]:
    """The spans of a line between headings and rows that names their unit."""
    heading = reader(text)
    alone = heading.units and "unit" in heading.words and not heading.fields and not heading.rest
    return [(0, 0), *[(0, len(text))] * width] if alone else []


def _units(text: str, start: int, width: int, reader: Reader) -> Cells:
    """The row of a line of one unit in brackets over each of the first columns, "($bln) ($bln)"; else empty."""
    found = [match.span() for match in _BRACKETS.finditer(text)]
    told = {text[a:b].lower() for a, b in found}
    read = reader(text[slice(*found[0])]) if len(told) == 1 and 1 < len(found) < width else None
    if read is None or not read.units or read.rest or _BRACKETS.sub("", text).strip():
        return ()
    units = [Cell(start + a, start + b, text[a:b]) for a, b in found]
    return (Cell(start, start, ""), *units, *[_BLANK] * (width - len(found)))


def without_rates(rows: Sequence[Cells], reader: Reader) -> tuple[list[Cells], Cell | None]:
    """The rows of headings without a last one that is of rates only, below one of levels; and a heading of it.

    Where rows without a name stand between the others, it is they that hold the rates.
    """
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < 2 or not all(is_rate(cell.text, reader) for cell in wide[-1][1:] if cell.text):
        return list(rows), None
    return [row for row in rows if row is not wide[-1]], next(cell for cell in wide[-1][1:] if cell.text)


def has_headings(caption: str, reader: Reader) -> bool:
    """Whether a caption is rather a line of headings that were not understood: it names several flows."""
    heading = reader(caption)
    flows = {reader(word).fields["flow"].name for word in caption.split() if "flow" in reader(word).fields}
    return "flow" in heading.several or ("balance" in heading.words and {"exports", "imports"} <= flows)


def implied(rows: Sequence[Cells], caption: str, language: Language, reader: Reader) -> list[Cells]:
    """The headings that go without saying in a list below a flow and a unit of money: a level, and a signed rate.

    `rows` are the numbers of the rows, as many in each.
    """
    over, last = reader(caption), reader(caption.rpartition("\n")[2])
    if over.unit(money=True) is None or "flow" not in over.fields or over.foreign:
        return []
    if last.rest or not (last.units or "flow" in last.fields):
        return []
    if len(rows[0]) > 2 or any("%" in cells[0].text for cells in rows):
        return []
    tables = language.lists["tables"]
    heads = [Cell(-1, -1, ""), Cell(-1, -1, tables["words"]["value"][0])]
    if len(rows[0]) == 2:
        rates = [cells[1].text for cells in rows if cells[1].text.lower() not in tables["missing"]]
        signed = any(text[0] in "+-" or not text[0].isdigit() for text in rates)
        if not signed or not all("%" in text for text in rates):
            return []
        heads.append(Cell(-1, -1, tables["words"]["growth"][0]))
    return [tuple(heads)]
