"""Comma- and tab-separated values: LF, UTF-8 without BOM; with `excel` CRLF and BOM."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tradecli.output import Look
from tradecli.output.values import guarded, records, text

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"csv": (".csv",), "tsv": (".tsv",)}


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table's bytes: numbers in full, open ends empty, free text guarded unless `look.raw`."""
    buffer = io.StringIO(newline="")
    ending = "\r\n" if look.excel else "\n"
    writer = csv.writer(buffer, delimiter="\t" if name == "tsv" else ",", lineterminator=ending)
    writer.writerow([str(column) for column in frame.columns])
    for record in records(frame):
        writer.writerow(
            [
                guarded(text(value)) if isinstance(value, str | list) and not look.raw else text(value)
                for value in record.values()
            ]
        )
    return buffer.getvalue().encode("utf-8-sig" if look.excel else "utf-8")
