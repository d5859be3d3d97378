"""The city that a title calls the capital of its province and the text behind it names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry
from tradecli.model import Sentence

_LEAD = 6
"""So many rows are the title and the lead."""


def with_capitals(
    rows: Mapping[int, list[Token]], sentences: Sequence[Sentence], language: Language
) -> dict[int, list[Token]]:
    """The rows with "Hainan's capital" in a title read as the one city of that province that the lead names."""
    lead = [token for number in [*rows][:_LEAD] for token in rows[number]]
    titled = {number for number in rows if sentences[number].kind == "title"}
    return {number: _read(row, lead, language) if number in titled else row for number, row in rows.items()}


def _read(row: list[Token], lead: Sequence[Token], language: Language) -> list[Token]:
    """A title with its capital as one name, and the city's own behind it: "Hainan's capital Haikou"."""
    for i, (place, token) in enumerate(itertools.pairwise(row)):
        city = _only_city(place.entry("region"), lead) if token.text in language.sets["capital"] else None
        last = row[i + 2] if i + 2 < len(row) and row[i + 2].entry("region") is city else token
        if city is not None:
            named = replace(place, end=last.end, entries=(city,), possessive=last.possessive)
            return [*row[:i], named, *row[row.index(last) + 1 :]]
    return row


def _only_city(province: Entry | None, lead: Iterable[Token]) -> Entry | None:
    """The city of a province that is the only one named of it, else None."""
    if province is None or province.kind != "province":
        return None
    named = (token.entry("region") for token in lead)
    cities = {entry for entry in named if entry is not None and entry.kind == "city" and entry.parent == province.id}
    return cities.pop() if len(cities) == 1 else None
