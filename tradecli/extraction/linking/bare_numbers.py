"""Bare numbers told apart by their neighbours: counts of goods, sums without a currency, rates without a sign."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.amounts import MONEY, PERCENT, QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Topic
from tradecli.extraction.mentions import Token

_PIECES = "units"
_GREAT = 10**9
"""Bare numbers from here on are money rather than a count."""


def told_apart(row: Sequence[Token], topic: Topic, language: Language) -> list[Token]:
    """Bare numbers right before goods are quantities ("412,000 passenger cars"), bare billions passed are money.

    Those right behind a name are rates where the sentence counts in percent: "the EU 47.8 percent, ASEAN 44.9".
    """
    tokens = [_as_money(row, i, topic, language) if "bare" in token.kinds else token for i, token in enumerate(row)]
    rated = False
    for i, token in enumerate(tokens):
        if rated and "bare" in token.kinds:
            tokens[i] = _as_rate(row, i, language)
        if token.number is not None and "number" in token.kinds:
            rated = token.number.kind == PERCENT
    for i, token in enumerate(tokens[:-1]):
        if "bare" in token.kinds:
            tokens[i] = _as_count(token, tokens[i + 1], language)
    return tokens


def _as_money(row: Sequence[Token], i: int, topic: Topic, language: Language) -> Token:
    token, number = row[i], row[i].number
    counted = number is not None and not token.text.isdigit()
    if number is None or not counted or number.value < _GREAT or not (number.crossing or _ends_there(row, i, language)):
        return token
    if _counts_pieces(row, i, language):
        return token
    dollars = any("dollar_terms" in each.kinds for each in row) or (
        (topic.dollars or topic.dollar_lines) and not any("yuan_terms" in each.kinds for each in row)
    )
    unit = _currency_said(row[:i]) or _currency_beside(row, i) or ("USD" if dollars else "CNY")
    return replace(token, kinds=frozenset({"number"}), number=replace(number, kind=MONEY, unit=unit))


def _counts_pieces(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a bare number may count goods one by one: "224 billion of them", "exports of suits were 2.3 billion"."""
    sets, after = language.sets, row[i + 1 : i + 3]
    of_them = len(after) > 1 and after[0].text in sets["of"] and after[1].text in sets["them"]
    goods = next((entry for token in reversed(row[:i]) if (entry := token.entry("product")) is not None), None)
    return of_them or (goods is not None and goods.unit == _PIECES)


def _currency_said(before: Sequence[Token]) -> str:
    """The currency said behind the last sum: "was 30 trillion yuan; in US dollars, it was"; empty where none is."""
    said = itertools.takewhile(lambda token: token.number is None or token.number.kind != MONEY, reversed(before))
    return "USD" if any("dollar_terms" in token.kinds for token in said) else ""


def _currency_beside(row: Sequence[Token], i: int) -> str:
    """The currency of the sum before a bare one, outside brackets, else of the first behind it; empty for none."""
    beside = [*range(i - 1, -1, -1), *range(i + 1, len(row))]
    sums = (row[j].number for j in beside if not (j and row[j - 1].text == "("))
    return next((number.unit for number in sums if number is not None and number.kind == MONEY), "")


def _ends_there(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether nothing that could be counted follows a bare number: its sentence ends, "of that", "was for exports"."""
    if i + 1 >= len(row):
        return True
    following = row[i + 1]
    part = following.text in language.sets["of"] and i + 2 < len(row)
    if following.flow or _has_rate(row, i) or (part and row[i + 2].text in language.sets["pointers"]):
        return True
    leads = following.text in language.sets["was"] | language.sets["in"] | language.sets["for"] and i + 2 < len(row)
    at = i + 2 + (leads and row[i + 2].text in language.sets["for"])
    if leads and at < len(row) and row[at].flow and "weak_flow" not in row[at].kinds:
        return True
    if leads and any(token.period is not None for token in row[i + 2 : i + 4]):
        return True
    return following.is_("mark", "number", "conjunctions", "period") or following.text in language.sets["yuan"]


def _has_rate(row: Sequence[Token], i: int) -> bool:
    """Whether a verb says by what rate a bare number moved: "exports of 318 billion soared 51.2%"."""
    moved = row[i + 1].is_("change:up", "change:down") and "neutral" not in row[i + 1].kinds
    rate = next((token.number for token in row[i + 2 : i + 4] if "number" in token.kinds), None)
    return moved and rate is not None and rate.kind == PERCENT


def _as_rate(row: Sequence[Token], i: int, language: Language) -> Token:
    """A bare number with a decimal point behind a partner, which ends there, as a rate: "then ASEAN with 44.9,"."""
    token, number = row[i], row[i].number
    at = i - 1 - (i > 1 and row[i - 1].text in language.sets["with_at"])
    named = at >= 0 and "partner" in row[at].kinds and not row[at].possessive
    alone = i + 1 >= len(row) or row[i + 1].text in language.sets["joins"] or "mark" in row[i + 1].kinds
    if number is None or "." not in token.text or number.scaled or not (named and alone):
        return token
    return replace(token, kinds=frozenset({"number"}), number=replace(number, kind=PERCENT, unit="%"))


def _as_count(token: Token, following: Token, language: Language) -> Token:
    number = token.number
    if number is None or "product" not in following.kinds or following.flow:
        return token
    unit = following.text.split()[-1].lower()
    counted = unit.endswith(language.endings["plural"]) and unit not in language.sets["uncounted"] and number.value >= 2
    if not counted:
        return token
    return replace(token, kinds=frozenset({"number"}), number=replace(number, kind=QUANTITY, unit=unit))
