"""Places that a text calls the port that goods pass through: they are where trade goes, not who trades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

_NOUN = 5
"""Words from the comma behind a place to the noun that says what it is, at most."""


def with_border_ports(rows: dict[int, list[Token]], language: Language) -> dict[int, list[Token]]:
    """The rows with "through Gyirong, a land port in Tibet" as through Gyirong Port, and so Gyirong everywhere."""
    names = dict(_named(rows, language))
    return {number: _read(row, names, language) for number, row in rows.items()} if names else rows


def _named(rows: Mapping[int, Sequence[Token]], language: Language) -> Iterator[tuple[str, str]]:
    """The cities that goods pass through and that the text calls a port, each with the name of that port."""
    for row in rows.values():
        for i, token in enumerate(row):
            entry = token.entry("region")
            led = i > 0 and row[i - 1].text in language.sets["through"]
            if led and entry is not None and entry.kind == "city" and (end := _apposed(row, i, language)):
                yield entry.id, f"{token.text} {row[end - 1].text.split(' ')[-1].title()}"


def _apposed(row: Sequence[Token], i: int, language: Language) -> int:
    """Where ", a land port" behind a place ends, before where it lies; 0 where no such words stand there."""
    sets = language.sets
    behind = row[i + 1 : i + 1 + _NOUN]
    if len(behind) < 3 or behind[0].text != "," or behind[1].text not in sets["definite"] | sets["indefinite"]:
        return 0
    nouns = (k for k, token in enumerate(behind) if token.text.split(" ")[-1].lower() in sets["ports"])
    noun = next(nouns, 0)
    end = i + 2 + noun
    lies = noun > 0 and end < len(row) and row[end].text in sets["in"] | sets["on_words"]
    return end if lies and not any("mark" in token.kinds for token in behind[1:noun]) else 0


def _read(row: Sequence[Token], names: Mapping[str, str], language: Language) -> list[Token]:
    tokens = list(row)
    for i in range(len(tokens) - 1, -1, -1):
        entry = tokens[i].entry("region")
        if entry is not None and entry.id in names:
            end = _apposed(tokens, i, language) or i + 1
            name = replace(tokens[i], text=names[entry.id], kinds=frozenset({"channel"}), entries=())
            tokens[i:end] = [replace(name, end=tokens[end - 1].end)]
    return tokens
