"""Counties, districts and towns that no list has, by the noun that the text gives them once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

Rows = Mapping[int, Sequence[Token]]
_LONGEST = 2
"""Words of a name, at most."""


def with_open_places(rows: dict[int, list[Token]], language: Language) -> dict[int, list[Token]]:
    """The rows with "Luoyue county" as one region token, and so "Luoyue" wherever it stands alone."""
    names = frozenset(_named(rows, language))
    if not names:
        return rows
    return {number: _read(row, names, language) for number, row in rows.items()}


def _named(rows: Rows, language: Language) -> Iterator[str]:
    """The names, in lower case, that stand before a noun of local places."""
    for row in rows.values():
        for i, token in enumerate(row):
            if i and token.text.lower() in language.sets["local_nouns"]:
                start = _start(row, i, language)
                if start < i:
                    yield " ".join(each.text for each in row[start:i])


def _start(row: Sequence[Token], noun: int, language: Language) -> int:
    """Where the capital words before a noun start; the noun's place where none stand there."""
    start = noun
    while start and noun - start < _LONGEST and _may_name(row, start - 1, language):
        start -= 1
    return start


def _may_name(row: Sequence[Token], i: int, language: Language) -> bool:
    token = row[i]
    plain = token.kinds == {"word"} and token.capital and token.text.isalpha() and not token.possessive
    return plain and token.text not in language.sets["no_place_names"]


def _read(row: Sequence[Token], names: frozenset[str], language: Language) -> list[Token]:
    tokens = list(row)
    for i in range(len(tokens) - 1, -1, -1):
        for length in range(_LONGEST, 0, -1):
            words = tokens[i : i + length]
            told = " ".join(each.text for each in words) in names and all(each.capital for each in words)
            if len(words) == length and told and all(each.kinds == {"word"} for each in words):
                noun = i + length < len(tokens) and tokens[i + length].text.lower() in language.sets["local_nouns"]
                tokens[i : i + length + noun] = [_place(tokens[i : i + length + noun], words)]
                break
    return tokens


def _place(covered: Sequence[Token], name: Sequence[Token]) -> Token:
    text = " ".join(each.text for each in name).title()
    last = covered[-1]
    return replace(
        last, start=covered[0].start, text=text, kinds=frozenset({"region"}), possessive=last.possessive, capital=True
    )
