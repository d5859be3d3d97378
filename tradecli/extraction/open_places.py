"""Places that no list has: by the noun that the text gives them once, or beside cities in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

Rows = Mapping[int, Sequence[Token]]
_LONGEST = 2
"""Words of a name, at most."""
_TO_TRADE = 3
"""Words from whose foreign trade it is to the trade, at most."""
_LEAST, _KNOWN = 3, 2
"""Names of a list that may tell what an unknown one is, and cities among them, at least."""


def with_open_places(rows: dict[int, list[Token]], language: Language) -> dict[int, list[Token]]:
    """The rows with "Luoyue county" as one region token, and so "Luoyue" wherever it stands alone.

    So with "Kezhou" of a list of cities, "Kezhou, Kashgar and Hotan", and with the one
    whose foreign trade two sentences speak of, where no known place has trade of its own.
    "The district" and "the county" are the one named last.
    """
    names = frozenset(_named(rows, language)) | frozenset(_owners_of_trade(rows, language))
    read = {number: _read(row, names, language) for number, row in rows.items()} if names else rows
    return _with_the_local(read, language)


def _with_the_local(rows: dict[int, list[Token]], language: Language) -> dict[int, list[Token]]:
    """The rows with "the district" as the district or county named last, open or known: "Wujiang district"."""
    found: dict[int, list[Token]] = {}
    last: Token | None = None
    for number, row in rows.items():
        found[number] = list(row)
        for i, token in enumerate(row):
            after = row[i + 1].text.lower() if i + 1 < len(row) else ""
            if "region" in token.kinds and (not token.entries or after in language.sets["local_nouns"]):
                last = row[i - 3] if _is_of_one_before(row, i, language) else token
            elif last is not None and token.text in language.sets["the_local"]:
                found[number][i] = replace(last, start=token.start, end=token.end, possessive=token.possessive)
    return found


def _is_of_one_before(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a city only says whose district the place before is: "Shunde, the Foshan district that is home to"."""
    articles = language.sets["definite"] | language.sets["indefinite"]
    apposed = i > 2 and row[i - 1].text in articles and row[i - 2].text == ","
    return apposed and row[i - 3].entry("region") is not None


def _named(rows: Rows, language: Language) -> Iterator[str]:
    """The names, in lower case, that stand before a noun of local places."""
    for row in rows.values():
        for i, token in enumerate(row):
            if i and token.text.lower() in language.sets["local_nouns"]:
                start = _start(row, i, language)
                if start < i:
                    yield " ".join(each.text for each in row[start:i])
                elif _is_set_apart(row, i, language):
                    yield row[i + 2].text
        yield from _beside_cities(row, language)


def _is_set_apart(row: Sequence[Token], noun: int, language: Language) -> bool:
    """Whether the word behind a comma is the name of one of those places: "By district, Xinwu remained ahead"."""
    led = row[noun - 1].text in language.sets["by"] and noun + 2 < len(row) and row[noun + 1].text == ","
    return led and _may_name(row, noun + 2, language)


def _owners_of_trade(rows: Rows, language: Language) -> list[str]:
    """The name, in lower case, of the only owner of foreign trade that the sentences name, twice or more."""
    owners: list[str] = []
    for row in rows.values():
        for i, token in enumerate(row[:-1]):
            if not token.possessive or not any(each.flow == "total" for each in row[i + 1 : i + _TO_TRADE]):
                continue
            if "region" in token.kinds:
                return []
            if token.kinds == {"word"} and token.capital and token.text.isalpha():
                owners.append(token.text)
    named = set(owners)
    known = next(iter(named), "") in language.sets["no_place_names"]
    return list(named) if len(named) == 1 and len(owners) > 1 and not known else []


def _beside_cities(row: Sequence[Token], language: Language) -> Iterator[str]:
    """The names, in lower case, of a list that are no known places, where as many others or more are cities."""
    if sum("region" in token.kinds for token in row) < _KNOWN:
        return
    start = 0
    while start < len(row):
        end = start
        names: list[int] = []
        while end < len(row) and (_is_city(row[end]) or _may_name(row, end, language)):
            names.append(end)
            end += 1
            while end < len(row) and row[end].text in language.sets["joins"]:
                end += 1
            if end == names[-1] + 1:
                break
        new = [i for i in names if not _is_city(row[i])]
        if len(names) >= _LEAST and 2 * len(new) <= len(names):
            yield from (row[i].text for i in new)
        start = max(end, start + 1)


def _is_city(token: Token) -> bool:
    entry = token.entry("region")
    return entry is not None and entry.kind == "city" and "partner" not in token.kinds


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
