"""Rows that belong to the row above: its rates, and the parts of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tradecli.extraction.amounts import PERCENT, Number
from tradecli.extraction.cells import entries
from tradecli.extraction.grids import Cell
from tradecli.extraction.headings import Heading
from tradecli.extraction.language import Language

_FOOTNOTE = re.compile(r"\s?(?:\[\w{1,2}\]|\*+)$")
_RATES = frozenset({"growth", "previous"})
_CHANGES = frozenset({"change", "percent"})
_LARGEST_RATE = 1000

Row = tuple[str, tuple[Cell, ...]]
"""A row of numbers with the text of the heading that it stands under."""
Rates = tuple[Heading, tuple[Cell, ...]]
"""What the label of a row of rates says, and its cells."""


def part(text: str, language: Language) -> tuple[str, bool]:
    """A label without a footnote and without what makes it a part of the row above, and whether it had some of that.

    >>> from tradecli.extraction.language import load
    >>> part("- By private enterprises", load("en")), part("of which: Suzhou", load("en")), part("Bysnia", load("en"))
    (('private enterprises', True), ('Suzhou', True), ('Bysnia', False))
    """
    tables = language.lists["tables"]
    text = _FOOTNOTE.sub("", text)
    left = text.lstrip(tables["part_marks"] + " ")
    for words in tables["part_words"]:
        if left.lower().startswith(words) and not left[len(words) :][:1].isalnum():
            left = left[len(words) :].lstrip(" :,")
    return left, left != text


def beneath(
    body: Sequence[Row],
    labels: Sequence[int],
    told: bool,
    language: Language,
    reader: Callable[[str], Heading],
) -> tuple[list[Row], list[tuple[Rates, ...]]]:
    """The rows without those that hold only the rates of the row above, and for each of them its rates.

    A row is one of rates where its label says so. Rows without a label are where
    every other row is one and the caption or the headings tell of rates (`told`),
    or where their numbers can't be levels.
    """
    unnamed = [all(not row[c].text for c in labels) for _, row in body]
    paired = sum(unnamed) > 1 and unnamed[:1] != [True] and sum(unnamed) * 2 == len(body)
    paired = paired and all(not a or not b for a, b in pairwise(unnamed))
    bare = [_numbers(row, labels, language) for _, row in body]
    sure = paired and _are_rates(
        [each for each, blank in zip(bare, unnamed, strict=True) if blank],
        [each for each, blank in zip(bare, unnamed, strict=True) if not blank],
        told,
    )
    rows: list[Row] = []
    rates: list[tuple[Rates, ...]] = []
    for (section, row), blank in zip(body, unnamed, strict=True):
        label = reader(" ".join(row[c].text for c in labels))
        said = bool(label.words & _RATES) or label.words >= _CHANGES
        said = said and not label.fields and not label.rest and not label.units
        if rows and section == rows[-1][0] and (said or (blank and sure)):
            rates[-1] = (*rates[-1], (label, row))
        else:
            rows.append((section, row))
            rates.append(())
    return rows, rates


def _numbers(row: Sequence[Cell], labels: Sequence[int], language: Language) -> list[Number]:
    cells = [cell for c, cell in enumerate(row) if c not in labels]
    return [number for cell in cells for number in entries(cell, language)]


def _are_rates(below: Sequence[Sequence[Number]], above: Sequence[Sequence[Number]], told: bool) -> bool:
    """Whether the numbers of every other row are rates: percents, or small broken numbers below large whole ones."""
    low = [number for row in below for number in row]
    high = [number for row in above for number in row]
    if not low or not high or any(number.kind == PERCENT for number in high):
        return False
    if all(number.kind == PERCENT for number in low):
        return True
    small = all(abs(number.value) < _LARGEST_RATE and not number.scaled for number in low)
    broken = all(number.value != number.value.to_integral_value() for number in high)
    fractions = sum(number.value.as_tuple().exponent != 0 for number in low) == len(low)
    whole = all(number.value.as_tuple().exponent == 0 for number in high) and not broken
    falls = any(number.sign < 0 for number in low) and all(number.sign >= 0 for number in high)
    return small and (told or (fractions and whole and falls))


def inherited(label: Heading, parent: Heading) -> Heading:
    """The label of a part, with what it leaves out taken from the row that it is a part of."""
    return replace(
        label,
        fields={**parent.fields, **label.fields},
        several=label.several | parent.several.difference(label.fields),
        units=label.units or parent.units,
        deficit=label.deficit or parent.deficit,
    )
