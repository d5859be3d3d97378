"""Spreadsheets: what LibreOffice Calc makes of the csv, and what stands in the xlsx."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.tables import LEXICON, table
from tradecli.analysis.compare import compare
from tradecli.analysis.rank import rank
from tradecli.output import Look, render

ROWS = [
    {"source": "=cmd()/a.txt", "region": "Xinjiang", "value": 19.9, "quote": "19.9%"},
    {"source": "b.txt", "region": "Hubei", "value": 18.2, "quote": "18.2 percent"},
    {"source": "b.txt", "region": "Anhui", "value": 18.0, "quote": "18%"},
    {"source": "广东.txt", "region": "Guangdong", "value": -4.4, "quote": "4.4%"},
    {
        "source": "b.txt",
        "region": "Xinjiang",
        "value": 5.2037e11,
        "quote": "5203.7亿元",
        "metric": "value",
        "unit": "CNY",
    },
    {"source": "b.txt", "region": "Anhui", "value": 1e12, "quote": "1 trillion", "metric": "value", "unit": "CNY"},
]
CALC = shutil.which("soffice") or shutil.which("libreoffice")


def tables() -> dict[str, pd.DataFrame]:
    frame = table(ROWS)
    months = table([{**row, "period": "2025-03"} for row in ROWS])
    return {
        "rank": rank(frame, lexicon=LEXICON),
        "months": rank(months, lexicon=LEXICON),
        "compare": compare(frame, lexicon=LEXICON, regions=["Xinjiang", "Anhui"]),
    }


def same(cell: Any, value: Any) -> bool:
    """Whether a cell of a spreadsheet is what the table has: a number for a number, a text for a text.

    Calc may read a text that is nothing but a number, `2025` or `19.9%`, as that number; never as a date.
    """
    if isinstance(value, float | int):
        missing = pd.isna(value) or value in (float("inf"), float("-inf"))
        return cell is None if missing else isinstance(cell, float | int) and abs(cell - value) <= 1e-9 * abs(value)
    if isinstance(cell, float | int):
        number = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
        return abs(cell - number) < 1e-12
    return (cell or "") == value or cell == f"'{value}"


@pytest.mark.skipif(CALC is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("excel", [False, True])
def test_calc_keeps_numbers_and_names(tmp_path: Path, excel: bool) -> None:
    from openpyxl import load_workbook

    for name, frame in tables().items():
        (tmp_path / f"{name}.csv").write_bytes(render(frame, "csv", Look(excel=excel)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        str(CALC),
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--infilter=CSV:44,34,76,1",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, *map(str, tmp_path.glob("*.csv"))], check=True, capture_output=True, timeout=300)
    for name, frame in tables().items():
        sheet = load_workbook(tmp_path / f"{name}.xlsx").active
        assert sheet is not None
        header, *rows = sheet.iter_rows(values_only=True)
        assert list(header) == list(frame.columns)
        assert len(rows) == len(frame)
        for row, wanted in zip(rows, frame.itertuples(index=False, name=None), strict=True):
            for column, cell, value in zip(header, row, wanted, strict=True):
                assert same(cell, value), (name, column, cell, value)


def test_xlsx_has_numbers_texts_and_a_frozen_header() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for frame in tables().values():
        sheet = openpyxl.load_workbook(io.BytesIO(render(frame, "xlsx", Look()))).active
        header, *rows = sheet.iter_rows()
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in header] == list(frame.columns)
        for row, wanted in zip(rows, frame.itertuples(index=False, name=None), strict=True):
            assert all(same(cell.value, value) for cell, value in zip(row, wanted, strict=True))
            assert not any(cell.data_type == "f" for cell in row)
