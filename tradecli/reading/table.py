"""Tables of figures that `extract` wrote, so that commands compose."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tradecli import frames
from tradecli.reading.decoding import Text
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".jsonl", ".json")
GUARDED = "=+-@\t\r"
"""What a cell of free text is guarded against at its beginning, by an apostrophe."""


def read(document: Text, source: str) -> pd.DataFrame:
    """The table of figures; raises ReadError where the columns are not those of `extract`."""
    import pandas as pd

    try:
        rows = list(_rows(document.text))
    except (ValueError, TypeError) as error:
        raise ReadError(source, f"no table of figures: {error}", "Write one with `tradecli extract`.") from None
    columns = list(dict.fromkeys(name for row in rows for name in row)) if rows else _header(document.text)
    return _typed(pd.DataFrame(rows, columns=columns), source)


def figures(grid: Sequence[Sequence[Any]], source: str) -> pd.DataFrame:
    """The table of figures in rows of cells, headings first; raises ReadError where they are not those of `extract`."""
    import pandas as pd

    names = [str(cell or "").strip() for cell in grid[0]] if grid else []
    return _typed(pd.DataFrame([list(row) for row in grid[1:]], columns=names, dtype=object), source)


def grid(text: str) -> list[list[str]]:
    r"""The cells of a text with commas or tabs between them.

    >>> grid("地区\t进出口\n广东\t94,900")
    [['地区', '进出口'], ['广东', '94,900']]
    """
    import csv

    return [
        [_unguarded(cell) or "" for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    ]


def _typed(frame: pd.DataFrame, source: str) -> pd.DataFrame:
    try:
        return frames.typed(_open_ends(frame))
    except (ValueError, TypeError) as error:
        how = "Write one with `tradecli extract`, or map its columns in a NAME.yaml beside it."
        raise ReadError(source, str(error), how) from None


def looks_like(text: str) -> bool:
    """Whether a text without a name is a table of figures rather than an article.

    >>> looks_like("source,metric,value,unit"), looks_like("Exports rose 5%, imports fell.")
    (True, False)
    """
    head = text.lstrip("\ufeff \r\n\t")[:2000]
    if head.startswith(("{", "[")):
        return '"metric"' in head or head.split() == ["[]"]
    return {"metric", "value", "unit"} <= set(_header(head))


def _header(text: str) -> list[str]:
    lines = text.lstrip("\ufeff").splitlines()
    return [name.strip('" ') for name in lines[0].split("\t" if "\t" in lines[0] else ",")] if lines else []


def _rows(text: str) -> Iterable[dict[str, Any]]:
    head = text.lstrip()
    if head.startswith("["):
        return _objects(json.loads(text))
    if head.startswith("{"):
        return _objects([json.loads(line) for line in text.splitlines() if line.strip()])
    import csv

    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), restkey="")
    return [{name: _unguarded(cell) for name, cell in row.items() if name} for row in reader]


def _delimiter(text: str) -> str:
    return "\t" if "\t" in text.partition("\n")[0] else ","


def _objects(values: Any) -> list[dict[str, Any]]:
    if not all(isinstance(value, dict) for value in values):
        raise ValueError("its rows are no objects")
    return list(values)


def _unguarded(cell: str | None) -> str | None:
    if cell and cell[0] == "'" and cell[1:2] and cell[1] in GUARDED:
        return cell[1:]
    return cell or None


def _open_ends(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the open end of an interval, which tables leave empty, as an infinity."""
    import pandas as pd

    if not {"low", "high"} <= set(frame.columns):
        return frame
    ends = frame[["low", "high"]].apply(pd.to_numeric)
    half = ends["low"].isna() != ends["high"].isna()
    frame["low"] = ends["low"].mask(half & ends["low"].isna(), -math.inf)
    frame["high"] = ends["high"].mask(half & ends["high"].isna(), math.inf)
    return frame
