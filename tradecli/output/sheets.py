"""What a workbook adds to a table: how its numbers look, and where they come from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = ("value", "low", "high", "difference", "difference_low", "difference_high")
_LARGE = "#,##0"


def number_format(column: str, unit: str) -> str:
    """The format of a number's cell: percent signs behind rates, which stay numbers like 19.9; large numbers grouped.

    >>> number_format("value", "%"), number_format("high", "CNY"), number_format("line", "")
    ('0.0##"%"', '#,##0', 'General')
    >>> number_format("difference", "pp"), number_format("difference", "ratio")
    ('0.0##" pp"', '0.0000')
    """
    if column == "level":
        return _LARGE
    if column not in NUMBERS:
        return "General"
    return {"%": '0.0##"%"', "pp": '0.0##" pp"', "ratio": "0.0000"}.get(unit, _LARGE)


def unit_of(column: str, record: dict[str, object]) -> str:
    """The unit of a number in a row: that of its difference, or the row's.

    >>> unit_of("difference_low", {"unit": "CNY", "difference_unit": "ratio"})
    'ratio'
    """
    name = "difference_unit" if column.startswith("difference") else "unit"
    return str(record.get(name) or "")


def sources(frame: pd.DataFrame) -> list[tuple[str, int]]:
    """Every source that a table names and how many of its rows rest on it, in the order of names.

    >>> import pandas as pd
    >>> sources(pd.DataFrame({"sources": ["b.txt; a.txt", "a.txt"]}))
    [('a.txt', 2), ('b.txt', 1)]
    """
    column = "sources" if "sources" in frame.columns else "source"
    if column not in frame.columns:
        return []
    names = Counter(name for cell in frame[column] for name in str(cell).split("; ") if name)
    return sorted(names.items())
