"""Tables for the eye: in colour on a terminal, plain and unwrapped in a pipe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tradecli.output import Look
from tradecli.output.values import Cell, number, one_line, records, spoken, text, width

if TYPE_CHECKING:
    import pandas as pd

FORMATS: dict[str, tuple[str, ...]] = {"table": ()}
MONEY = ("CNY", "USD", "EUR", "JPY", "GBP", "HKD")


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table's bytes: money spoken ("5.55 trillion"), columns that are empty throughout left out."""
    frame = look.shown(frame)
    header = [str(column) for column in frame.columns]
    rows = [[one_line(_cell(column, value, record)) for column, value in record.items()] for record in records(frame)]
    kept = [at for at in range(len(header)) if not rows or any(row[at] for row in rows)]
    right = [frame.dtypes.iloc[at].kind in "iuf" for at in kept]
    header, rows = [header[at] for at in kept], [[row[at] for at in kept] for row in rows]
    draw = _drawn if look.terminal else _aligned
    return draw(header, rows, right, look).encode()


def _cell(column: str, value: Cell, record: dict[str, Cell]) -> str:
    if isinstance(value, float):
        unit = record.get("unit", "")
        return spoken(value) if unit in MONEY or abs(value) >= 1e6 else number(round(value, 2))
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

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column, flush in zip(header, right, strict=True):
        table.add_column(Text(column), justify="right" if flush else "left", overflow="fold", no_wrap=flush)
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
