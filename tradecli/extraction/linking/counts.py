"""Bare numbers that count goods: "Exports of bicycles were 11.6 million", "Mexico came second with 415,000"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.amounts import BARE, PERCENT, QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.mentions import Token

_LEAST = 100
_REACH = 12
"""Words from goods to their number, at most."""
_VERB = 5
"""Words from a number to the verb of trade behind it, at most: "cars numbering 120,000 were exported"."""
_WAYS = frozenset({"exports", "imports"})


def counted(row: Sequence[Token], unit: str, subject: str, goods: str, language: Language) -> list[Token]:
    """The row with such numbers as quantities.

    `unit` is that of the latest figure, empty where it was no quantity; `subject`
    the one that the goods which the article is about are counted in; `goods` what
    the latest figure is of.
    """
    tokens = list(row)
    for i, token in enumerate(tokens):
        if token.number is not None and token.number.kind == QUANTITY:
            unit = token.number.unit
        if "bare" not in token.kinds or token.number is None or token.number.value < _LEAST:
            continue
        alone = _ends(tokens, i)
        goes_on = _goes_on(tokens, i, language) or _is_next_of_run(tokens, i, language)
        meant = _unit_of_goods(tokens, i, language) or (unit if goes_on else "") if alone else ""
        if not meant and alone and unit:
            meant = _unit_of_part(tokens, i, language)
        if not meant and goods and _is_some_of_them(tokens, i, language):
            meant = _counted_in(goods, language)
        if not meant and token.number.scaled and (alone or _goes_somewhere(tokens, i)) and not _only_sold(tokens):
            meant = subject
        if meant:
            tokens[i] = replace(
                token, kinds=frozenset({"number"}), number=replace(token.number, kind=QUANTITY, unit=meant)
            )
            unit = meant
            if i and tokens[i - 1].text in language.sets["numbered"]:
                tokens[i - 1] = replace(tokens[i - 1], kinds=frozenset({"level"}))
    return tokens


def _ends(row: Sequence[Token], i: int) -> bool:
    """Whether nothing that could be counted follows a number."""
    return (
        i + 1 >= len(row)
        or row[i + 1].is_("mark", "conjunctions", "period", "function", "volume_terms")
        or bool(row[i + 1].flow)
    )


def _only_sold(row: Sequence[Token]) -> bool:
    """Whether a sentence speaks of sales, and of no trade: "Vehicle sales inside China rose to 2.85 million"."""
    sold = any(token.is_("inward", "outward") for token in row)
    return sold and not any(token.flow or token.is_("partner", "channel") for token in row)


def _goes_somewhere(row: Sequence[Token], i: int) -> bool:
    """Whether a verb of trade follows a number and its partner that: "1.72 million went to the US"."""
    return (
        i + 3 < len(row)
        and row[i + 1].is_("level", "share")
        and any("partner" in token.kinds for token in row[i + 2 : i + 5])
    )


def _unit_of_goods(row: Sequence[Token], i: int, language: Language) -> str:
    """The unit of goods that the clause says were exported or imported by number, empty where it says none."""
    sets = language.sets
    near = range(max(0, i - _REACH), i)
    start = next(
        (j + 1 for j in reversed(near) if "number" in row[j].kinds or row[j].text in {",", ";", ":"}), near.start
    )
    verb = row[i - 1].is_("level", "change:up", "change:down") or row[i - 1].text in sets["hedges.crossing"]
    numbered = row[i - 1].text in sets["numbered"]
    if not (verb or numbered) and row[i - 1].text not in sets["to_at"]:
        return ""
    if not any(token.flow in _WAYS for token in row[start : i + _VERB if numbered else i]) and not (
        _says_number(row[start:i], language) and _are_traded(row[start:i])
    ):
        return ""
    goods = next((token for token in row[start:i] if "product" in token.kinds), None)
    return _counted_in(goods.text, language) if goods is not None else ""


def _says_number(words: Sequence[Token], language: Language) -> bool:
    """Whether words say that goods are told by number: "The number of cars arriving from Japan was"."""
    sets = language.sets
    return any(a.text in sets["number_of"] and b.text in sets["of"] for a, b in itertools.pairwise(words))


def _unit_of_part(row: Sequence[Token], i: int, language: Language) -> str:
    """The unit of goods that are a part of those counted before: "of which buses contributed 18,000"; else empty."""
    start = next((j + 1 for j in range(i - 1, -1, -1) if "number" in row[j].kinds), 0)
    of_which = any(token.text in language.sets["which"] for token in row[start:i])
    goods = row[i - 2] if i > 1 and row[i - 1].is_("level", "share") else None
    return _counted_in(goods.text, language) if of_which and goods is not None and "product" in goods.kinds else ""


def _counted_in(goods: str, language: Language) -> str:
    """The unit in which goods are counted one by one, empty where they are not."""
    return str(language.lists["countable"].get(goods.lower().split()[-1], ""))


def _is_some_of_them(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number counts those of the goods told last that were traded: "Russia bought 57,000 of them".

    So "sent 57,000 of them overseas"; not "imported engines for 57,000 of them".
    """
    sets = language.sets
    them = i + 2 < len(row) and row[i + 1].text in sets["of"] and row[i + 2].text in sets["them"] | sets["those"]
    end = next((j for j in range(i, len(row)) if row[j].text == ";"), len(row))
    start = next((j + 1 for j in range(i - 1, -1, -1) if "mark" in row[j].kinds), 0)
    start = start if _are_traded(row[start:i]) else 0
    others = any(token.is_("product", "channel", "distractor", "company") for token in row[start:end])
    return them and not others and _are_traded(row[start:end])


def _are_traded(words: Sequence[Token]) -> bool:
    return any(token.is_("partner", "outward", "inward") or token.flow in _WAYS for token in words)


def _goes_on(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number counts for another name what the one before counted: "Mexico came second with 415,000"."""
    if _is_what_it_was(row, i, language):
        return True
    goods = i + 2 < len(row) and row[i + 1].text in language.sets["was"] and "product" in row[i + 2].kinds
    if goods and i > 1 and row[i - 1].text in language.sets["which"]:
        return True
    if _counts_again(row, i, language):
        return True
    led = i > 0 and (row[i - 1].text in language.sets["with_at"] or "level" in row[i - 1].kinds)
    start = next((j + 1 for j in range(i - 1, -1, -1) if "number" in row[j].kinds), 0)
    names = [token for token in row[start:i] if field_of(token) in {"partner", "region"}]
    others = any("distractor" in token.kinds for token in row[start:i])
    return led and bool(names) and not others


def _is_next_of_run(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number stands beside one that counts without its unit: "those from A and B were 7,018 and 5,922"."""
    before = row[i - 2] if i > 1 and row[i - 1].text in language.sets["number_joins"] else None
    counted = before.number if before is not None else None
    return before is not None and counted is not None and counted.kind == QUANTITY and before.text[-1:].isdigit()


def _is_what_it_was(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number is what the count before moved from: "22,000 were shipped, down from 26,000"."""
    sets = language.sets
    moved = i > 1 and row[i - 1].text in sets["from"] and row[i - 2].is_("change:up", "change:down")
    kinds = (token.number.kind for token in reversed(row[: max(0, i - 2)]) if token.number is not None)
    return moved and next((kind for kind in kinds if kind not in {PERCENT, BARE}), "") == QUANTITY


def _counts_again(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number counts anew what a pronoun stands for: "it was down to a mere 6.64 million"."""
    sets, number = language.sets, row[i].number
    start = next((j + 1 for j in range(i - 1, -1, -1) if row[j].is_("number", "mark")), 0)
    words = row[start:i]
    again = any(token.text in sets["again"] for token in words[:-1])
    led = any(token.text.split(" ")[-1] in sets["to_at"] or "level" in token.kinds for token in words[-4:])
    named = any(field_of(token) not in {"", "period"} for token in words)
    return number is not None and number.scaled and again and led and not named
