"""Tables in Parquet, by pyarrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from tradecli.reading import table
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".parquet",)
BINARY = True


def read(raw: bytes, source: str) -> pd.DataFrame:
    """The table of figures; raises ReadError where its columns are not those of `extract`."""
    return table.figures(grid(raw, source), source)


def grid(raw: bytes, source: str, sheet: str | None = None) -> list[list[Any]]:
    """The names of the columns and, below, the rows; raises ReadError where pyarrow is missing or the file is another.

    `sheet` is for workbooks and means nothing here.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise ReadError(source, "a Parquet file needs pyarrow", 'Run: pip install "tradecli[parquet]"') from None
    try:
        columns: dict[str, list[Any]] = parquet.read_table(io.BytesIO(raw)).to_pydict()
    except (ArrowException, OSError) as error:
        raise ReadError(source, f"no Parquet file: {str(error).partition('.')[0]}") from None
    return [list(columns), *(list(row) for row in zip(*columns.values(), strict=True))]
