"""Tables whose rows single blanks part: a name, then as many numbers as in the rows around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tradecli.extraction import tops
from tradecli.extraction.cells import direction
from tradecli.extraction.grids import Cell, Table, TextLine, caption_of, lines_of, said_in_caption
from tradecli.extraction.headings import Heading
from tradecli.extraction.language import Language
from tradecli.extraction.stretches import Stretches

_LONGEST_LINE = 240
_LONGEST_NAME = 60
_NUMBER = re.compile(
    r"[(\[]?(?P<core>[^\w\s()\[\]]{0,2}(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?)"
    r"[)\]]?(?:\[\w{1,2}\]|\*)?[)\],;]{0,2}"
)
_RANK = re.compile(r"(?:(?:No|NO|no)\. ?|#|\()?\d{1,3}[.):]?\s+(?=[^\d\s.,%])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-\u2014")
_TIME = re.compile(r"[A-Z][a-z]{2,8}\.?(?:-[A-Z][a-z]{2,8}\.?)?|[QH][1-4]")
_LETTER = re.compile(r"[A-Za-z]")
_NO_NAME = re.compile(r"[.!?;]$|\d[.,]\d|[$\u00a5\u20ac%]\s?\d|\d\s?%")

Reader = Callable[[str], Heading]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that ends in numbers: its place among the lines, its name (empty for none), and the numbers.

    A heading of the rows below it has none.
    """

    place: int
    name: Cell
    values: tuple[Cell, ...]


def find(folded: str, text: str, taken: Iterable[Table], language: Language, reader: Reader) -> list[Table]:
    """The tables parted by single blanks outside those `taken`; one whose headings are not understood has no header.

    `reader` reads a heading.
    """
    lines = list(lines_of(folded, text if len(text) == len(folded) else folded))
    spans = Stretches((table.start, table.end) for table in taken)
    found: list[Table] = []
    for rows in _blocks(lines, folded, spans, language):
        floor = max(spans.before(lines[rows[0].place].start), found[-1].end if found else 0)
        table = _table(lines, rows, folded, floor, language, reader)
        if table is not None:
            found.append(table)
    return found


def _blocks(lines: Sequence[TextLine], folded: str, spans: Stretches, language: Language) -> Iterator[list[_Row]]:
    """Runs of rows, with no more than one blank line or a rule between two of them."""
    block: list[_Row] = []
    blanks = 0
    for place, line in enumerate(lines):
        if line.kind in {"rule", "blank"}:
            blanks += line.kind == "blank"
            continue
        said = folded[line.start : line.end]
        inside = spans.meets(line.start, line.end)
        row = None if inside or line.kind not in {"", " ", ";"} else _row(folded, place, line, language)
        if row is not None and (blanks < 2 or not block):
            block.append(row)
        elif block and block[-1].values and not blanks and not inside and tops.is_section(said):
            block.append(_Row(place, _cell(folded, line.cells[0].start, line.cells[-1].end), ()))
        else:
            yield from _whole(block)
            block = [row] if row is not None else []
        blanks = 0
    yield from _whole(block)


def _whole(block: list[_Row]) -> Iterator[list[_Row]]:
    """A run of two rows or more, without a heading at its end."""
    rows = block if not block or block[-1].values else block[:-1]
    if len(rows) > 1:
        yield rows


def _row(folded: str, place: int, line: TextLine, language: Language) -> _Row | None:
    """A line as a row, or None where it does not end in numbers or says more than a name before them."""
    if line.end - line.start > _LONGEST_LINE:
        return None
    words = [(line.start + m.start(), line.start + m.end()) for m in re.finditer(r"\S+", folded[line.start : line.end])]
    values: list[Cell] = []
    k = len(words)
    while k:
        taken, cell = _value(folded, words[:k], language)
        if cell is None:
            break
        values.insert(0, cell)
        k -= taken
    if not any(_NUMBER.fullmatch(cell.text.split(" ")[-1]) for cell in values):
        return None
    dates = k < 2 and len(values) > 1 and _YEAR.fullmatch(values[0].text)
    if dates and (not k or _TIME.fullmatch(folded[slice(*words[0])])):
        del values[0]
        k += 1
    start, end = (words[0][0], words[k - 1][1]) if k else (line.start, line.start)
    name = _cell(folded, start, end)
    lettered = _LETTER.search(name.text) or _YEAR.fullmatch(name.text)
    named = lettered and len(name.text) <= _LONGEST_NAME and not _NO_NAME.search(name.text)
    if (k and not named) or (not k and len(values) < 2):
        return None
    if all(_YEAR.fullmatch(cell.text) for cell in values):
        return None
    return _Row(place, name, tuple(values))


def _value(folded: str, words: Sequence[tuple[int, int]], language: Language) -> tuple[int, Cell | None]:
    """How many of the last words are one number, and its cell; a word of direction before it belongs to it."""
    tables = language.lists["tables"]
    start, end = words[-1]
    if folded[start:end].lower() in tables["missing"]:
        return 1, Cell(start, end, folded[start:end])
    taken = 1
    tail = folded[start:end].strip("),;").lower()
    suffix = tail in tables["words"]["percent"] and len(words) > 1
    if suffix:
        end = start + len(tail)
        start, taken = words[-2][0], 2
    match = _NUMBER.fullmatch(folded[start : words[-taken][1]])
    if match is None:
        return 0, None
    start, end = start + match.start("core"), end if suffix else start + match.end("core")
    if taken < len(words):
        a, b = words[-taken - 1]
        word = folded[a:b].lstrip("(")
        if direction(word.lower(), language) and (folded[a] == "(" or _ends_number(_mark_before(folded, a))):
            return taken + 1, _cell(folded, b - len(word), end)
    return taken, _cell(folded, start, end)


def _mark_before(folded: str, at: int) -> str:
    """The last character before a place that is no blank; empty at the start of the text."""
    while at and folded[at - 1].isspace():
        at -= 1
    return folded[at - 1 : at]


def _ends_number(mark: str) -> bool:
    """Whether a character may stand right before a word of direction and its number."""
    return mark.isdigit() or mark in {",", ";", "%", ")", "/", "-", "\u2014"}


def _cell(folded: str, start: int, end: int) -> Cell:
    return Cell(start, end, folded[start:end])


def _table(
    lines: Sequence[TextLine], rows: Sequence[_Row], folded: str, floor: int, language: Language, reader: Reader
) -> Table | None:
    """The table of a run of rows; None where the rows are too few or too narrow to be sure that it is one."""
    rows = _undashed(rows)
    counts = Counter(len(row.values) for row in rows if row.name.text and row.values)
    if not counts:
        return None
    width, often = counts.most_common(1)[0]
    if often < 2:
        return None
    rows = _without_rates([_fitted(row, width) for row in rows], width)
    first = next((i for i, row in enumerate(rows) if row.name.text and len(row.values) == width), 0)
    rows = rows[first:]
    ranked = [row for row in rows if row.name.text and row.values]
    if sum(bool(_RANK.match(row.name.text)) for row in ranked) * 2 > len(ranked):
        rows = [replace(row, name=_unranked(row.name)) for row in rows]
    rows = [replace(row, name=_trimmed(row.name)) for row in rows]
    place = rows[0].place
    top, heads = tops.header(lines, place, width, folded, floor, reader)
    caption = caption_of(lines, folded, top, floor)
    said = folded[slice(*caption)]
    heads, rates = tops.without_rates(heads, reader) if any(not row.name.text for row in rows) else (heads, None)
    if rates is not None:
        rows = [replace(row, name=row.name if row.name.text else rates) for row in rows]
    body = [(row.name, *row.values) if row.values else (row.name,) for row in rows if len(row.values) in {0, width}]
    full = [cells[1:] for cells in body if len(cells) > 1]
    if tops.has_headings(said, reader):
        heads = []
    elif not heads:
        heads = said_in_caption(folded, caption, width + 1)
        if not heads and all(lines[row.place].kind != " " for row in rows):
            heads = tops.implied(full, said, language, reader)
    start, end = lines[top].start, lines[rows[-1].place].end
    unknown = width > 2 or any(all("%" not in cells[c].text for cells in full) for c in range(width))
    if not heads and (width < 2 or not unknown):
        return None
    return Table(start, end, (*heads, *body), sum(len(row) > 1 for row in heads), caption)


def _undashed(rows: Sequence[_Row]) -> list[_Row]:
    """The rows without the dash that each has between its name and its numbers."""
    dashed = all(len(row.values) > 1 and row.values[0].text in _DASHES for row in rows if row.name.text and row.values)
    return [replace(row, values=row.values[1:]) if dashed and row.values else row for row in rows]


def _fitted(row: _Row, width: int) -> _Row:
    """A row with too many numbers, the first of which belong to its name ("Chapter 85")."""
    extra = len(row.values) - width
    if extra <= 0 or not row.name.text:
        return row
    end = row.values[extra - 1].end
    name = row.name.text + " " * (end - row.name.end - len(row.values[extra - 1].text)) + row.values[extra - 1].text
    return replace(row, name=Cell(row.name.start, end, name), values=row.values[extra:]) if extra == 1 else row


def _without_rates(rows: Sequence[_Row], width: int) -> list[_Row]:
    """The rows, those that only lack the rates which all others end in filled up: "EU 25.1 20.6 4.5"."""
    full = [["%" in cell.text for cell in row.values] for row in rows if len(row.values) == width]
    levels = full[0].index(True) if any(full[0]) else 0
    if not levels or any(each != [False] * levels + [True] * (width - levels) for each in full):
        return list(rows)
    return [_filled(row, width) if row.name.text and _are_levels(row, levels) else row for row in rows]


def _are_levels(row: _Row, count: int) -> bool:
    return len(row.values) == count and not any("%" in cell.text for cell in row.values)


def _filled(row: _Row, width: int) -> _Row:
    """A row with blanks for the numbers that it lacks."""
    end = row.values[-1].end
    return replace(row, values=(*row.values, *[Cell(end, end, "")] * (width - len(row.values))))


def _unranked(name: Cell) -> Cell:
    match = _RANK.match(name.text)
    return Cell(name.start + match.end(), name.end, name.text[match.end() :]) if match else name


def _trimmed(name: Cell) -> Cell:
    """A name without the mark that leads on to its numbers."""
    text = name.text.rstrip(" :,|\u2014")
    return Cell(name.start, name.start + len(text), text)
