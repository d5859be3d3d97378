"""Figures as a table and back: the one schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from tradecli.model import Figure

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: tuple[str, ...] = tuple(each.name for each in dataclasses.fields(Figure))
INTEGERS = ("line", "column", "start", "end")
NUMBERS = ("value", "low", "high")
KEY = ("region", "flow", "partner", "product", "channel", "metric", "period", "base", "terms", "of", "unit")
"""The columns in which two statements of one quantity agree."""


def to_frame(figures: Iterable[Figure]) -> pd.DataFrame:
    """Table of figures, one row each, columns `COLUMNS`; values in base units as floats."""
    import pandas as pd

    rows = list(figures)
    frame = pd.DataFrame({name: [getattr(row, name) for row in rows] for name in COLUMNS})
    return typed(frame)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exactly `COLUMNS`, whole numbers, floats and texts as the schema has them.

    Columns that are missing come out empty; raises ValueError where a column
    without which no figure stands (`metric`, `value`, `unit`) is missing.
    """
    import pandas as pd

    if missing := [name for name in ("metric", "value", "unit") if name not in frame.columns]:
        raise ValueError(f"a table of figures needs the column {missing[0]!r}")
    columns: dict[str, pd.Series] = {}
    for name in COLUMNS:
        column = frame[name] if name in frame.columns else pd.Series([None] * len(frame), index=frame.index)
        if name in INTEGERS:
            columns[name] = pd.to_numeric(column, errors="coerce").fillna(0).astype("int64")
        elif name in NUMBERS:
            columns[name] = pd.to_numeric(column).astype("float64")
        else:
            columns[name] = column.astype(object).where(column.notna(), "").astype(str)
    return pd.DataFrame(columns).reset_index(drop=True)


def from_frame(frame: pd.DataFrame) -> list[Figure]:
    """The figures of a table that `to_frame` made or that `typed` accepts."""
    records = typed(frame).to_dict("records")
    rows = ({str(name): value for name, value in record.items()} for record in records)
    return [Figure(**{**row, "value": Decimal(repr(row["value"]))}) for row in rows]
