"""Goods that the lexicon lacks: noun phrases beside words of trade become product names.

Products are an open class. A run of plain words is a product where grammar says
so: before or after "exports", "shipments of", after "worth of", as an item of a
list of products.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

_VERBS = ("ed", "ing", "bought", "sold", "buys", "sells", "abroad", "overseas")


def is_open(token: Token, language: Language) -> bool:
    """Whether a token can be part of the name of goods: a plain word, no verb of trade, no capital name."""
    if token.text in language.lists["hedges"]["crossing"]:
        return False
    if token.kinds == {"word"}:
        return token.text[0].isalpha() and not token.text.endswith("ly")
    return token.kinds == {"product"} or (
        token.is_("modifiers", "neutral", "distractor")
        and not token.is_("function", "change:up", "change:down", "level", "share", "period")
        and token.text not in language.lists["modifiers"]
    )


def with_goods(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with open-class names of goods merged into `product` tokens."""
    tokens = list(row)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if (
            token.of("flow") in {"exports", "imports"}
            and not token.text.split()[-1].endswith(_VERBS)
            or token.of("flow") == "total"
            and token.text == "trade"
        ):
            i = _before(tokens, i, language)
            _after(tokens, i, language)
        elif token.of("flow") in {"exports", "imports"}:
            _after(tokens, i, language)
        elif token.is_("number") and token.number is not None and token.number.kind in {"money", "quantity"} and _next_is(tokens, i, "of"):
            if any(each.of("flow") in {"exports", "imports"} or each.text in {"sold", "abroad"} for each in tokens):
                _merge(tokens, i + 2, language)
        elif token.text == "those" and _next_is(tokens, i, "of") and any(each.of("flow") for each in tokens):
            _merge(tokens, i + 2, language)
        elif token.text == "worth" and i + 1 < len(tokens) and tokens[i + 1].text == "of":
            _merge(tokens, i + 2, language)
        i += 1
    return tokens


def _next_is(tokens: Sequence[Token], i: int, word: str) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].text == word


def _before(tokens: list[Token], flow: int, language: Language) -> int:
    """Merge the plain words right before a flow word ("soybean imports"); the flow word's new place."""
    start = flow
    while start > 0 and is_open(tokens[start - 1], language) and not tokens[start - 1].possessive:
        start -= 1
    words = tokens[start:flow]
    if not words or all(word.is_("product") for word in words):
        return flow
    if any(word.capital for word in words[1:]) or words[0].capital and start > 0 and not tokens[start - 1].is_("mark"):
        return flow
    if all(word.is_("distractor", "neutral") for word in words):
        return flow
    tokens[start:flow] = [_product(words)]
    return start + 1


def _after(tokens: list[Token], flow: int, language: Language) -> None:
    """Merge the phrase after "exports of", "exported", "imports of"."""
    i = flow + 1
    if i < len(tokens) and tokens[i].is_("neutral") and tokens[i].text in language.lists["modifiers"]:
        i += 1
    if i >= len(tokens):
        return
    if tokens[flow].text.endswith(" of"):
        _merge(tokens, i, language)
    elif tokens[i].text == "of":
        _merge(tokens, i + 1, language)
    elif tokens[flow].text in {"exported", "imported", "exporting", "importing", "shipped", "bought", "sourced"}:
        _merge(tokens, i, language)


def _merge(tokens: list[Token], start: int, language: Language) -> None:
    if start < len(tokens) and tokens[start].is_("neutral"):
        return
    while start < len(tokens) and (
        tokens[start].text in {"the", "all", "its", "their", "such", "these", "both"}
        or tokens[start].text in language.lists["modifiers"]
        and not tokens[start].is_("product")
    ):
        start += 1
    end = start
    while end < len(tokens) and is_open(tokens[end], language):
        end += 1
    words = tokens[start:end]
    if (
        not words
        or all(word.is_("product") for word in words)
        or all(word.is_("distractor", "neutral") for word in words)
    ):
        return
    if words[0].capital or any(word.is_("region", "partner", "number") for word in words):
        return
    tokens[start:end] = [_product(words)]
    after = start + 1
    if after + 1 < len(tokens) and tokens[after].text == "and" and is_open(tokens[after + 1], language):
        stop = after + 1
        while stop < len(tokens) and is_open(tokens[stop], language):
            stop += 1
        if stop < len(tokens) and tokens[stop].is_("change:up", "change:down", "level", "mark", "function"):
            _merge(tokens, after + 1, language)


def _product(words: Sequence[Token]) -> Token:
    """One product token for several words: the lexicon's name where it ends the phrase, else the phrase."""
    last = words[-1]
    if last.is_("product") and last.entries:
        return replace(last, start=words[0].start)
    text = " ".join(word.text.lower() for word in words)
    return Token(words[0].start, last.end, text, frozenset({"product"}), possessive=last.possessive)
