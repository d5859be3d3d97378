"""The numbers of one cell of a table."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tradecli.extraction import numbers
from tradecli.extraction.amounts import BARE, PERCENT, Number
from tradecli.extraction.grids import Cell
from tradecli.extraction.language import Language

_FOOTNOTE = re.compile(r"\[\w{1,2}\]$")


def entries(cell: Cell, language: Language) -> tuple[Number, ...]:
    """The number of a cell, or the two of "561.4 (-0.3%)"; none where the cell says more than that.

    A word or arrow of rising or falling becomes the number's sign.

    >>> from tradecli.extraction.language import load
    >>> [(str(n.value), n.kind, n.sign) for n in entries(Cell(0, 13, "561.4 (-0.3%)"), load("en"))]
    [('561.4', 'bare', 0), ('0.3', 'percent', -1)]
    >>> entries(Cell(0, 8, "12 ports"), load("en"))
    ()
    """
    if cell.start < 0 or not cell.text:
        return ()
    rest = _FOOTNOTE.sub("", cell.text)
    found = [_moved(each, cell.start) for each in numbers.find(rest, 0, len(rest), language)]
    if not found and re.fullmatch(r"(?:19|20)\d\d", cell.text):
        found = [Number(cell.start, cell.end, BARE, Decimal(cell.text))]
    for number in found:
        a = (number.start if number.hedged < 0 else number.hedged) - cell.start
        rest = rest[:a] + " " * (number.end - cell.start - a) + rest[number.end - cell.start :]
    words = rest.replace("(", " ").replace(")", " ").replace("*", " ").replace("+", " ").split()
    signs = {direction(word, language) for word in words}
    brackets = "".join(rest.split()).strip("*+")
    paired = len(found) == 2 and found[1].kind == PERCENT and brackets == "()"
    if paired or (len(found) == 1 and not brackets):
        return tuple(found)
    if len(found) == 1 and signs in ({1}, {-1}) and "(" not in brackets and found[0].sign in {0, *signs}:
        return (replace(found[0], sign=signs.pop()),)
    return ()


def _moved(number: Number, by: int) -> Number:
    hedged = number.hedged + by if number.hedged >= 0 else number.hedged
    return replace(number, start=number.start + by, end=number.end + by, hedged=hedged)


def direction(word: str, language: Language) -> int:
    """1 for a word or arrow of rising, -1 for one of falling, 0 for any other."""
    tables = language.lists["tables"]
    _, kinds = language.words.at([word.lower()], 0)
    if word in tables["up"] or "change:up" in kinds:
        return 1
    return -1 if word in tables["down"] or "change:down" in kinds else 0
