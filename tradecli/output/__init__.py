"""Tables -> bytes: one module an output format.

A module of this package that names `FORMATS` (name -> suffixes) and has
`render(frame, name, look)` is an output format; nothing else has to know of it.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

BINARY = ("xlsx", "parquet")


class OutputError(ValueError):
    """An output that cannot be written; the message is one line with the way out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is to look; what it says does not depend on it."""

    terminal: bool = False
    color: bool = False
    width: int = 120
    excel: bool = False
    raw: bool = False
    columns: tuple[str, ...] = ()
    """Columns that table and markdown show; empty: all."""

    def shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with the columns to show."""
        return frame[[name for name in self.columns if name in frame.columns]] if self.columns else frame


@functools.cache
def formats() -> dict[str, ModuleType]:
    """Module by name of format."""
    modules: dict[str, ModuleType] = {}
    for each in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{each.name}")
        modules.update(dict.fromkeys(getattr(module, "FORMATS", ()), module))
    return modules


def chosen(
    name: str | None, file: str | None, terminal: bool, others: tuple[str, ...] = (), default: str | None = None
) -> str:
    """Name of the format that holds: as asked for, else by the file's suffix, else `default`, else table or csv.

    `others` are names that a command knows beside the registered ones. Raises
    OutputError for a name that is unknown.

    >>> chosen(None, "figures.tsv", terminal=True), chosen(None, None, terminal=True)
    ('tsv', 'table')
    """
    known = [*formats(), *others]
    if name:
        if name in known:
            return name
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(close)}?" if close else f"Known formats: {', '.join(known)}."
        raise OutputError(f"no output format {name!r}. {hint}")
    if file:
        suffix = Path(file).suffix.lower()
        for each, module in formats().items():
            if suffix in module.FORMATS[each]:
                return each
    return default or ("table" if terminal and not file else "csv")


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table in a format, as bytes; raises OutputError where a library is missing."""
    result: bytes = formats()[name].render(frame, name, look)
    return result
