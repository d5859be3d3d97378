"""Tables in Excel workbooks, by openpyxl."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tradecli.reading import table
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".xlsx",)
BINARY = True


def read(raw: bytes, source: str) -> pd.DataFrame:
    """The table of figures on the first sheet; raises ReadError where its columns are not those of `extract`."""
    return table.figures(grid(raw, source), source)


def grid(raw: bytes, source: str, sheet: str | None = None) -> list[list[Any]]:
    """The cells of a sheet (default: the first), rows of one length; formulas by the value they were saved with.

    Raises ReadError where openpyxl or the sheet is missing, or the file is no workbook.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ReadError(source, "a workbook needs openpyxl", 'Run: pip install "tradecli[excel]"') from None
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except Exception as error:  # openpyxl passes on whatever zip and XML readers raise
        raise ReadError(source, f"no Excel workbook: {error}", "Save it as .xlsx or .csv.") from None
    if sheet is not None and sheet not in book.sheetnames:
        raise ReadError(source, f"no sheet {sheet!r}", f"Its sheets: {', '.join(book.sheetnames)}.")
    rows = [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]
