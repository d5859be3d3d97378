"""Tables pasted as text: where they stand, and their cells.

Cells are parted by `|`, by ` / `, by tabs, or by two or more spaces; in a list whose caption
says in brackets what its numbers are, by a colon and semicolons. What the cells
mean is read in `tables`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LONGEST_LINE = 2000
_LONGEST_CAPTION = 160
_LONGEST_HEADING = 40
"""Characters of a heading with a paragraph between it and its table, at most."""
_CAPTION_LINES = 3
_LONGEST_CELL = 48
_RULE = re.compile(r"[\s|+:=_\u2014-]+")
_SPACED = re.compile(r"\S+(?: \S+)*")
_NUMERIC = re.compile(
    r"(?!(?:19|20)\d\d(?:\s|$)|10[0,]*\s?[A-Za-z])"
    r"(?:[A-Za-z]{2,12} (?=[^A-Za-z]*\d[\d.]*\s?(?:%|p)))?"
    r"[^\w\s]{0,3}\s?(?:[A-Z]{2,3}[ $]?)?[^\w\s(]{0,2}\s?"
    r"\d[\d,]*(?:\.\d+)?\s?[%+*]?(?:[A-Za-z][A-Za-z ]{0,24})?\s?(?:\([^()]{1,16}\))?\*?(?:\[\w{1,2}\])?"
)
_WORDY = re.compile(r"[A-Za-z]{2}|(?<!\d)(?:19|20)\d\d(?!\d)")
_STATEMENT = re.compile(r"\d\.\d|\d\s?%|(?<![\d.,])(?!1[0,]* )\d{1,6} [mbt]r?illion")
_LISTED = re.compile(r"\s*(?:[-*\u2022] )?(?P<label>[^:;]{1,48}):(?P<cells>[^:;]+(?:;[^:;]+)+|[^:;]+(?:, [^:;]+)+)")
_SLASH, _SLASHES = " / ", 2
"""What parts cells too, and how many of them a line of a table has, at least."""
_PARTS_OF_LIST = re.compile(r";|, ")
_DIRECTION = re.compile(r"[a-z]{2,9} ")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*:?$")
_SEPARATORS = tuple(re.compile(mark) for mark in (";", "(?<= )/(?= )", ",", r"/(?!y\b|o\b|m\b|q\b|-)"))
_END_MARKS = (".", "!", "?", ",", ";")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, folded and without outer white space, and where that stands (-1 where put together)."""

    start: int
    end: int
    text: str

    @property
    def numeric(self) -> bool:
        """Whether it looks like a number rather than a name, a time or a unit.

        >>> [Cell(0, 0, text).numeric for text in ("-0.3%", "1,204", "US$5.2bn", "2024", "Q1", "10,000 tonnes", "n/a")]
        [True, True, True, False, False, False, False]
        """
        return len(self.text) <= _LONGEST_CELL and _NUMERIC.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `start` and `end` of its lines, its rows from top to bottom, and the span of its caption.

    A row is as wide as the table, or it is one cell: a line that stands over the
    rows below it. The first `header` of the wide rows say what the columns mean.
    `caption` is empty (start = end) where no line before the table belongs to it.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    header: int
    caption: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the text: what parts its cells (`blank` and `rule` where it has none), and the cells."""

    start: int
    end: int
    kind: str
    cells: tuple[Cell, ...]


def find(folded: str, text: str = "") -> list[Table]:
    """The tables of a folded text, in order: at least two rows with numbers, equally wide.

    Folding makes a tab a space, so tables parted by tabs are only seen where
    `text`, the text before folding, is given too.

    >>> page = "Exports (US$ bn)\\nPlace | 2024 | 2025\\nHubei | 60.1 | 70.2\\nHunan | 40.5 | 39.8\\n"
    >>> [(page[t.start : t.start + 5], page[slice(*t.caption)], t.header, len(t.rows)) for t in find(page)]
    [('Place', 'Exports (US$ bn)', 1, 3)]
    """
    lines = list(lines_of(folded, text if len(text) == len(folded) else folded))
    places = {line.start: number for number, line in enumerate(lines)}
    found: list[Table] = []
    for block in _blocks(lines):
        for part in _parts(_rows(block)):
            start, end = part[0][0].start, part[-1][1].end
            floor = found[-1].end if found else 0
            caption = caption_of(lines, folded, places[start], floor)
            rows = tuple(row for _, _, row in part)
            wide = [row for row in rows if len(row) > 1]
            if _is_ranked([row for row in wide if _is_data(row)]):
                rows = tuple(row[1:] if len(row) > 1 else row for row in rows)
                wide = [row[1:] for row in wide]
            if part[0][0].kind == ";" or _is_data(wide[0]):
                heads = said_in_caption(folded, caption, len(wide[0]))
                rows, wide = (*heads, *rows), [*heads, *wide]
            header = next((i for i, row in enumerate(wide) if _is_data(row)), 0)
            found.append(Table(start, end, rows, header, caption))
    return found


def lines_of(folded: str, text: str) -> Iterator[TextLine]:
    """The lines of a text, each with its cells."""
    start = 0
    for line in folded.split("\n"):
        raw = text[start : start + len(line)]
        kind = ""
        if not line.strip():
            kind = "blank"
        elif len(line) > _LONGEST_LINE:
            kind = ""
        elif _RULE.fullmatch(line) and sum(map(line.count, "-=_\u2014")) > 2:
            kind = "rule"
        elif "|" in line:
            kind = "|"
        elif line.count(_SLASH) >= _SLASHES:
            kind = _SLASH
        elif "\t" in raw.strip():
            kind = "\t"
        elif "  " in line.strip():
            kind = " "
        elif (listed := _LISTED.fullmatch(line)) and _all_numeric(listed["cells"]):
            kind = ";"
        if kind == ";" and (listed := _LISTED.fullmatch(line)):
            ends = [match.start() for match in _PARTS_OF_LIST.finditer(line, listed.start("cells"))]
            spans = [listed.span("label"), *pairwise([listed.start("cells") - 1, *ends, len(line)])]
            spans = [spans[0], *((a + 1, b) for a, b in spans[1:])]
        elif kind == " ":
            spans = [match.span() for match in _SPACED.finditer(line)]
        elif kind in {"|", "\t"}:
            bars = [-1, *(i for i, each in enumerate(raw if kind == "\t" else line) if each == kind), len(line)]
            spans = [(a + 1, b) for a, b in pairwise(bars)]
        elif kind == _SLASH:
            ends = [match.start() for match in re.finditer(re.escape(_SLASH), line)]
            spans = [(a + len(_SLASH), b) for a, b in pairwise([-len(_SLASH), *ends, len(line)])]
        else:
            spans = [(0, len(line))]
        yield TextLine(start, start + len(line), kind, tuple(_cell(line, a, b, start) for a, b in spans))
        start += len(line) + 1


def _all_numeric(cells: str) -> bool:
    """Whether all cells are numbers, but for a word of direction ("up 11.2")."""
    return all(_NUMERIC.fullmatch(_DIRECTION.sub("", cell.strip(), count=1)) for cell in _PARTS_OF_LIST.split(cells))


def said_in_caption(folded: str, caption: tuple[int, int], width: int) -> list[tuple[Cell, ...]]:
    """The heads of a list's columns as the brackets of its caption name them; none where they are not as many."""
    found = _IN_BRACKETS.search(folded[slice(*caption)])
    if found is None:
        return []
    for mark in _SEPARATORS:
        ends = [match.start() for match in mark.finditer(found[1])]
        if len(ends) == width - 2:
            offset = caption[0] + found.start(1)
            spans = pairwise([-1, *ends, len(found[1])])
            return [(Cell(offset, offset, ""), *(_cell(found[1], a + 1, b, offset) for a, b in spans))]
    return []


def _cell(line: str, start: int, end: int, offset: int) -> Cell:
    raw = line[start:end]
    text = raw.strip().strip("*_").strip()
    at = start + (raw.find(text) if text else 0)
    return Cell(offset + at, offset + at + len(text), text)


def _blocks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Runs of lines of one kind; one blank line, rules and a short line in between do not end a run."""
    block: list[TextLine] = []
    blanks = 0
    for number, line in enumerate(lines):
        if line.kind == "rule":
            continue
        if line.kind == "blank":
            blanks += 1
            continue
        following = lines[number + 1].kind if number + 1 < len(lines) else ""
        inside = not line.kind and not blanks and bool(block) and following == block[0].kind
        inside = inside and len(line.cells[0].text) <= _LONGEST_CELL and not line.cells[0].text.endswith(_END_MARKS)
        same = bool(block) and line.kind == block[0].kind
        torn = blanks > 1 or (blanks == 1 and same and len(line.cells) != len(block[-1].cells))
        blanks = 0
        if inside or (same and not torn):
            block.append(line)
            continue
        if block:
            yield block
        block = [line] if line.kind else []
    if block:
        yield block


Row = tuple[TextLine, TextLine, tuple[Cell, ...]]


def _rows(block: Sequence[TextLine]) -> list[Row]:
    """The rows of a block that fit its width, with a single cell where a line fills one only."""
    kind = block[0].kind
    lines = [(line, line.cells) for line in block]
    if kind == "|":
        for edge in (0, -1):
            if all(not cells[edge].text for line, cells in lines if line.kind and len(cells) > 1):
                inner = slice(1, None) if edge == 0 else slice(None, -1)
                lines = [(line, cells[inner] if line.kind and len(cells) > 1 else cells) for line, cells in lines]
    widths = Counter(len(cells) for _, cells in lines if _is_data(cells))
    width = widths.most_common(1)[0][0] if widths else 0
    if width < (3 if kind == " " else 2):
        return []
    first = next(cells[0].end - line.start for line, cells in lines if len(cells) == width and _is_data(cells))
    rows: list[Row] = []
    for line, cells in lines:
        filled = [cell for cell in cells if cell.text]
        if kind == " " and len(cells) == width - 1 and not _is_data(cells) and cells[0].start - line.start > first:
            cells = (Cell(line.start, line.start, ""), *cells)
        if len(filled) == 1 and not filled[0].numeric:
            rows.append((line, line, (filled[0],)))
        elif len(cells) == width and (kind != " " or all(len(cell.text) <= _LONGEST_CELL for cell in cells)):
            rows.append((line, line, cells))
        elif filled:
            rows.append((line, line, ()))
    return rows


def _is_data(cells: Sequence[Cell]) -> bool:
    return any(cell.numeric for cell in cells[1:])


def _is_ranked(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first cells only count the rows."""
    counts = [str(number + 1) for number in range(len(rows))]
    return len(rows[0]) > 2 and [row[0].text.strip(".") for row in rows] == counts


def _is_header(cells: Sequence[Cell]) -> bool:
    return not _is_data(cells) and sum(bool(_WORDY.search(cell.text)) for cell in cells[1:]) >= min(2, len(cells) - 1)


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows cut where a second header begins; parts with fewer than two rows of numbers are left out."""
    cuts = [0]
    seen = False
    for i, (_, _, cells) in enumerate(rows):
        if seen and len(cells) > 1 and _is_header(cells):
            cuts.append(i - 1 if len(rows[i - 1][2]) == 1 else i)
            seen = False
        seen = seen or (len(cells) > 1 and _is_data(cells))
    for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        part = [row for row in rows[a:b] if row[2]]
        if sum(len(cells) > 1 and _is_data(cells) for _, _, cells in part) >= 2:
            yield part


def caption_of(lines: Sequence[TextLine], folded: str, place: int, floor: int) -> tuple[int, int]:
    """The span of the lines right before a table, from `floor` on, that name its subject and state nothing."""
    number = place - 1
    top = end = lines[place].start
    blanks = taken = 0
    while number >= 0 and taken < _CAPTION_LINES and lines[number].start >= floor:
        line = lines[number]
        number -= 1
        text = folded[line.start : line.end].strip()
        if line.kind in {"blank", "rule"}:
            blanks += line.kind == "blank"
            continue
        unit_only = taken > 0 and (folded[top:end].startswith("(") or ":" in folded[top:end])
        if blanks > (0 if taken and not unit_only else 1) or line.kind not in {"", " "}:
            break
        if len(text) > _LONGEST_CAPTION or _STATEMENT.search(text) or (taken and text.endswith(_END_MARKS)):
            break
        if not taken:
            end = line.start + len(folded[line.start : line.end].rstrip())
        top = line.start + len(folded[line.start : line.end]) - len(folded[line.start : line.end].lstrip())
        taken += 1
        blanks = 0
    return (top, end) if taken else _heading_above(lines, folded, place, floor)


def _heading_above(lines: Sequence[TextLine], folded: str, place: int, floor: int) -> tuple[int, int]:
    """The span of the heading of the one paragraph that stands between it and a table; empty without one."""
    told = 0
    for line in reversed(lines[:place]):
        text = folded[line.start : line.end].strip()
        if line.start < floor or line.kind not in {"", " ", "blank"} or told > 1:
            break
        if not text:
            continue
        if text.endswith(_END_MARKS) or len(text) > _LONGEST_HEADING:
            told += 1
            continue
        start = line.start + folded[line.start : line.end].index(text)
        return (start, start + len(text)) if told else (lines[place].start,) * 2
    return (lines[place].start,) * 2
