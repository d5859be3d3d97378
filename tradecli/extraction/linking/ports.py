"""Ports and airports that trade goes through: those of a place, those that no list names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Lexicon

_VALUE = 2
"""Words from a flow to the "of" behind its value, at most."""
_BORDER = 4
"""Words from "crossed into Vietnam at" to the place where it is."""
_NAME = 2
"""Capital words that name where a port is, at most."""


def with_ports(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with each port that is named made one channel."""
    row = _crossed_at(row, language)
    if not any(token.text.rpartition(" ")[2].lower() in language.sets["ports"] for token in row):
        return list(row)
    return _of_places(_named(_placed(row, language, lexicon), language), language)


def _crossed_at(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """ "Crossed into Vietnam at Hekou" names Hekou as where trade goes through."""
    tokens, sets = list(row), language.sets
    for i in range(_BORDER, len(tokens)):
        crossed = any(token.text in sets["crossed"] for token in tokens[i - _BORDER : i - 2])
        led = tokens[i - 1].text in sets["with_at"] and "partner" in tokens[i - 2].kinds
        if crossed and led and "region" in tokens[i].kinds:
            tokens[i] = replace(tokens[i], kinds=frozenset({"channel"}))
    return tokens


def _placed(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """ "Exported via the border port of Erenhot" names Erenhot's port, in a sentence on trade."""
    tokens, sets = list(row), language.sets
    if not any(token.flow for token in tokens):
        return tokens
    for i in range(len(tokens) - 3, -1, -1):
        words = tokens[i].text.lower().split(" ")
        if words[-1] not in sets["ports"] or tokens[i].flow or tokens[i + 1].text not in sets["of"]:
            continue
        place = tokens[i + 2].entry("region")
        end = i + 3
        if place is None:
            named = (j for j in range(i + 2, min(end + _NAME, len(tokens))) if not _is_new_name(tokens[j]))
            end = next(named, min(end + _NAME, len(tokens)))
        if end == i + 2 or (place is not None and place.kind == "country"):
            continue
        kinds = i - (len(words) == 1 and i > 0 and tokens[i - 1].text in sets["port_kinds"])
        name = " ".join(each.text if each.entries else each.text.title() for each in tokens[i + 2 : end])
        text = f"{name} {words[-1].title()}"
        entry = lexicon.by_name("channel", text) or place
        entries = (entry,) if entry is not None else ()
        port = replace(tokens[i], end=tokens[end - 1].end, text=text, kinds=frozenset({"channel"}), entries=entries)
        tokens[kinds:end] = [replace(port, start=tokens[kinds].start, possessive=tokens[end - 1].possessive)]
    return tokens


def _is_new_name(token: Token) -> bool:
    return token.capital and token.kinds == {"word"}


def _of_places(row: Sequence[Token], language: Language) -> list[Token]:
    """ "Tianjin port" is a channel where trade goes through it or is said to be its own."""
    tokens, sets = list(row), language.sets
    for i in range(len(tokens) - 1, 0, -1):
        if i >= len(tokens) or tokens[i].text.lower() not in sets["ports"]:
            continue
        start = i - 1 - (tokens[i - 1].text in sets["port_kinds"])
        if start < 0 or tokens[start].possessive:
            continue
        place = tokens[start].entry("region")
        led = tokens[start - 1].text in sets["definite"] if start else False
        through = start - led > 0 and tokens[start - led - 1].text in sets["through"]
        traded = any(token.flow for token in tokens[i + 1 : i + 4]) or (
            tokens[i].text.lower() in sets["sea_ports"] and _is_whose_trade(tokens, start - led, sets["of"])
        )
        if place is not None and place.kind != "country" and (through or traded):
            text = " ".join(token.text for token in tokens[start : i + 1])
            channel = replace(
                tokens[i], start=tokens[start].start, text=text, kinds=frozenset({"channel"}), entries=(place,)
            )
            tokens[start : i + 1] = [channel]
    return tokens


def _is_whose_trade(row: Sequence[Token], i: int, of: frozenset[str]) -> bool:
    """Whether trade is said to be of what stands at a place: "the import and export value of Tianjin port"."""
    led = i > 1 and row[i - 1].text in of
    return led and any(token.flow for token in row[max(0, i - 1 - _VALUE) : i - 1])


def _named(row: Sequence[Token], language: Language) -> list[Token]:
    """ "Gyirong Port" is a channel though no list names it: capital words before "Port", "Pass", "Airport".

    So is "Shenzhen Bay Port", by its place and the part of it.
    """
    tokens = list(row)
    for i in range(len(tokens) - 1, 0, -1):
        if i >= len(tokens):
            continue
        noun = tokens[i]
        if not (noun.capital and noun.text.lower() in language.sets["ports"] and noun.kinds == {"word"}):
            continue
        start = i
        while start and _may_name(tokens, start - 1, language):
            start -= 1
        described = all(each.text.lower() in language.sets["port_parts"] for each in tokens[start:i])
        placed = start > 0 and "region" in tokens[start - 1].kinds and not tokens[start - 1].possessive
        if start == i or not (any(each.kinds == {"word"} for each in tokens[start:i]) or (described and placed)):
            continue
        if placed and (i - start > 1 or described):
            start -= 1
        text = " ".join(each.text if each.entries else each.text.title() for each in tokens[start : i + 1])
        places = tuple(entry for each in tokens[start:i] for entry in each.entries if entry.field == "region")
        channel = replace(noun, start=tokens[start].start, text=text, kinds=frozenset({"channel"}), entries=places)
        tokens[start : i + 1] = [channel]
    return tokens


def _may_name(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a capital word may be of a port's name; a participle that opens the sentence is not."""
    proper = row[i].capital and not row[i].possessive and row[i].kinds <= {"word", "modifiers"}
    return proper and not (i == 0 and row[i].text.endswith(language.endings["participle"]))
