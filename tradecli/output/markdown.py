"""Markdown: a pipe table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tradecli.output import Look
from tradecli.output.values import one_line, records, text

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"markdown": (".md", ".markdown")}


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table's bytes, with the columns of `look` or all; signs that Markdown or HTML would take are escaped."""
    frame = look.shown(frame)
    rows = [[_inert(one_line(text(value))) for value in record.values()] for record in records(frame)]
    lines = [[str(column) for column in frame.columns], _rules(frame), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode()


def _rules(frame: pd.DataFrame) -> list[str]:
    return ["---:" if kind.kind in "iuf" else "---" for kind in frame.dtypes]


def _inert(cell: str) -> str:
    return re.sub(r"([\\`*_\[\]|<>])", r"\\\1", cell)
