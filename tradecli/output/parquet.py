"""Parquet, by pyarrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from tradecli.output import Look, OutputError

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"parquet": (".parquet",)}


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The file's bytes; raises OutputError where pyarrow is missing."""
    buffer = io.BytesIO()
    try:
        frame.to_parquet(buffer, engine="pyarrow", index=False)
    except ImportError:
        raise OutputError('parquet output needs pyarrow. Run: pip install "tradecli[parquet]"') from None
    return buffer.getvalue()
