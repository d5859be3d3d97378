"""Excel workbooks: the table and its sources, texts as texts so that none runs as a formula."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import TYPE_CHECKING

from tradecli.output import Look, OutputError, sheets
from tradecli.output.values import records, text

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"xlsx": (".xlsx",)}
_EPOCH = datetime.datetime(2000, 1, 1)


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The workbook's bytes; raises OutputError where openpyxl is missing."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ImportError:
        raise OutputError('xlsx output needs openpyxl. Run: pip install "tradecli[excel]"') from None
    book = Workbook()
    sheet = book.active
    sheet.title = "tradecli"
    for at, column in enumerate(frame.columns, 1):
        sheet.cell(1, at, str(column)).font = Font(bold=True)
    for line, record in enumerate(records(frame), 2):
        for at, value in enumerate(record.values(), 1):
            cell = sheet.cell(line, at)
            cell.value = text(value)[:32767] if isinstance(value, str | list) else value
            if isinstance(value, str | list):
                cell.data_type = "s"
                cell.quotePrefix = text(value).startswith(("=", "+", "-", "@"))
            elif value is not None:
                column = str(frame.columns[at - 1])
                cell.number_format = sheets.number_format(column, sheets.unit_of(column, dict(record)))
    sheet.freeze_panes = "A2"
    if rows := sheets.sources(frame):
        second = book.create_sheet("sources")
        for line, (source, count) in enumerate([("source", "rows"), *rows], 1):
            second.cell(line, 1, source).data_type = "s"
            second.cell(line, 2, count)
        for cell in second[1]:
            cell.font = Font(bold=True)
        second.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer)


def _undated(buffer: io.BytesIO) -> bytes:
    """The same workbook without the time of writing: same input, same bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb'(W3CDTF">)[^<]+', rb"\g<1>" + _EPOCH.isoformat().encode() + b"Z", data)
            new.writestr(zipfile.ZipInfo(name, _EPOCH.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
