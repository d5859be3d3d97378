"""Cells of a table as every format writes them: plain numbers, harmless text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | bool | None | list[Any]

GUARDED = ("=", "+", "-", "@", "\t", "\r")
_HOSTILE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_SPACE = re.compile(r"\s*[\t\r\n\x0b\x0c\x85\u2028\u2029]\s*")


def safe(text: str) -> str:
    r"""The text without characters that could steer a terminal or reverse its line.

    >>> safe("a\x1b[31mred\u202e")
    'a\ufffd[31mred\ufffd'
    """
    return _HOSTILE.sub("\ufffd", text)


def one_line(text: str) -> str:
    r"""The harmless text on one line.

    >>> one_line("Exports\r\n rose")
    'Exports rose'
    """
    return safe(_SPACE.sub(" ", text))


def guarded(text: str) -> str:
    """Free text that no spreadsheet takes for a formula; one sign alone is none.

    >>> guarded("=1+1"), guarded("-")
    ("'=1+1", '-')
    """
    return "'" + text if text.startswith(GUARDED) and len(text) > 1 else text


def number(value: float) -> str:
    """A number in full: no exponent, no noise of floats, empty where it is open or missing.

    >>> number(5.55e12), number(0.1 + 0.2), number(-8.9), number(float("inf")), number(20)
    ('5550000000000', '0.3', '-8.9', '', '20')
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return ""
    text = format(Decimal(f"{value:.13g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def records(frame: pd.DataFrame) -> Iterator[dict[str, Cell]]:
    """Rows as plain Python values: texts made harmless, missing numbers and open ends as None."""
    names = [str(name) for name in frame.columns]
    for row in frame.itertuples(index=False, name=None):
        yield {name: plain(value) for name, value in zip(names, row, strict=True)}


def plain(value: Any) -> Cell:
    """One cell as a plain Python value."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if hasattr(value, "item"):
        value = value.item()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    return safe(str(value)) if str(value) not in ("<NA>", "NaT") else None


def text(value: Cell) -> str:
    """A plain value as the text of a cell; lists joined by `; `."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list):
        return "; ".join(text(each) for each in value)
    return value


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def spoken(value: float) -> str:
    """A large number as it is spoken, to at most six digits; a small one to four.

    >>> spoken(5.55e12), spoken(520.37e9), spoken(-18.5e6), spoken(4400)
    ('5.55 trillion', '520.37 billion', '-18.5 million', '4400')
    """
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{number(float(f'{value / scale:.6g}'))} {word}"
    return number(float(f"{value:.4g}"))


def width(string: str) -> int:
    """Columns of a terminal that a text takes.

    >>> width("Exports"), width("广东")
    (7, 4)
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in string
    )
