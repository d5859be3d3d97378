"""Tables for the eye: in colour on a terminal, plain and unwrapped in a pipe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tradecli.output import Look
from tradecli.output.values import Cell, number, one_line, records, spoken, text, width

if TYPE_CHECKING:
    import pandas as pd

FORMATS: dict[str, tuple[str, ...]] = {"table": ()}
SIGNS = {"gt": "> ", "lt": "< ", "approx": "~ "}
SHORT = 14
"""Cells of columns this narrow are not wrapped on a terminal."""
MONEY = ("CNY", "USD", "EUR", "JPY", "GBP", "HKD")


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table's bytes, for reading: money spoken ("5.55 trillion CNY"), empty columns left out.

    `line` stands with its source, `unit` and `bound` with their value.
    """
    frame = look.shown(frame)
    merged = _merged(frame)
    header = [str(column) for column in frame.columns if column not in merged]
    rows = [
        [one_line(_cell(column, value, record, merged)) for column, value in record.items() if column not in merged]
        for record in records(frame)
    ]
    kept = [at for at in range(len(header)) if not rows or any(row[at] for row in rows)]
    right = [frame[header[at]].dtype.kind in "iuf" for at in kept]
    header, rows = [header[at] for at in kept], [[row[at] for at in kept] for row in rows]
    draw = _drawn if look.terminal else _aligned
    return draw(header, rows, right, look).encode()


def _merged(frame: pd.DataFrame) -> set[str]:
    """Columns that stand within another one."""
    names = set(frame.columns)
    return (names & {"unit", "bound"} if "value" in names else set()) | (
        names & {"line"} if "source" in names else set()
    )


def _cell(column: str, value: Cell, record: dict[str, Cell], merged: set[str]) -> str:
    if column == "source" and "line" in merged:
        return f"{value}:{record['line']}"
    if column == "value" and "unit" in merged:
        sign = SIGNS.get(str(record.get("bound", "")), "")
        return f"{sign}{_spoken(value, record)} {record['unit']}" if value is not None else ""
    return _spoken(value, record)


def _spoken(value: Cell, record: dict[str, Cell]) -> str:
    if isinstance(value, float):
        if record.get("unit", "") in MONEY or abs(value) >= 1e6:
            return spoken(value)
        return number(round(value, 2))
    return text(value)


def _aligned(header: list[str], rows: list[list[str]], right: list[bool], look: Look) -> str:
    lines = [header, *rows]
    widths = [max(width(line[at]) for line in lines) for at in range(len(header))]
    lines.insert(1, ["-" * each for each in widths])

    def line(cells: list[str]) -> str:
        padded = [
            " " * (full - width(cell)) + cell if flush else cell + " " * (full - width(cell))
            for cell, full, flush in zip(cells, widths, right, strict=True)
        ]
        return "  ".join(padded).rstrip() + "\n"

    return "".join(map(line, lines))


def _drawn(header: list[str], rows: list[list[str]], right: list[bool], look: Look) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for at, (column, flush) in enumerate(zip(header, right, strict=True)):
        widest = max((width(row[at]) for row in rows), default=0)
        least = widest if flush or widest <= SHORT else None
        table.add_column(Text(column), justify="right" if flush else "left", overflow="fold", min_width=least)
    for row in rows:
        table.add_row(*map(Text, row))
    return painted(table, look)


def painted(thing: Any, look: Look) -> str:
    """Something of rich as text of the terminal's width, with colours where `look` has them."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=look.width,
        force_terminal=look.color,
        no_color=not look.color,
        color_system="standard" if look.color else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(thing)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
