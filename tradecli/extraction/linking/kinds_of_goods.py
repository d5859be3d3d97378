"""Kinds of goods, and lists that leave the rest of them unnamed: "truck tires", "textiles, toys and other goods"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking.names_of_goods import is_open, is_plural, product
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry


def with_kinds(row: Sequence[Token], subject: str, language: Language) -> list[Token]:
    """The row with kinds of the goods that the article is about merged: "truck and bus tires", "motorcycle tires".

    `subject` is the code of those goods. Only what opens a clause and names other
    goods first is a kind, so that "cheap tires" stay tires.
    """
    tokens = list(row)
    i = len(tokens) - 1
    while i > 0:
        entry = tokens[i].entry("product")
        if entry is not None and entry.id == subject and (start := _start_of_kind(tokens, i, language)) < i:
            words = tokens[start : i + 1]
            tokens[start : i + 1] = [
                replace(product([*words[:-1], _unnamed(words[-1])]), possessive=words[-1].possessive)
            ]
            i = start
        i -= 1
    return tokens


def with_short_names(row: Sequence[Token], subject: Entry, language: Language) -> list[Token]:
    """The row with "the magnets" read as the goods that the article is about: "rare earth magnets"."""
    last = {name.lower().split()[-1] for name in subject.names.get(language.code, ())} - language.sets["goods_again"]
    tokens = list(row)
    for i, token in enumerate(tokens[1:], 1):
        if token.text in last and token.kinds == {"word"} and tokens[i - 1].text in language.sets["definite"]:
            tokens[i] = replace(token, kinds=frozenset({"product"}), entries=(subject,))
    return tokens


def _start_of_kind(tokens: Sequence[Token], noun: int, language: Language) -> int:
    """Where the words before a noun begin that say of which kind it is; the noun's place where none do."""
    start = noun
    while start > 0:
        before, and_ = tokens[start - 1], start > 1 and tokens[start - 1].text in language.sets["and"]
        if and_ and start < noun and "product" in tokens[start - 2].kinds:
            start -= 2
        elif is_open(before, language) and not is_plural(before, language) and not before.possessive:
            start -= 1
        else:
            break
    opens = start == 0 or tokens[start - 1].is_("mark", "conjunctions")
    first = tokens[start]
    kind = start < noun and ("product" in first.kinds or (first.kinds == {"word"} and start == noun - 1 and start == 0))
    return start if opens and kind else noun


def with_others(tokens: list[Token], language: Language) -> list[Token]:
    """The row with a list that leaves the rest unnamed as one name: "textiles, toys and other goods"."""
    sets = language.sets
    i = 1
    while (i := i + 1) < len(tokens) - 1:
        rest = tokens[i + 1]
        ends = tokens[i].text in sets["other_goods"] and rest.text in sets["goods_again"] and not rest.possessive
        if not ends or tokens[i - 1].text not in sets["and"]:
            continue
        start = i - 2 - (tokens[i - 2].text == ",")
        if start < 0 or tokens[start].kinds != {"product"}:
            continue
        while start > 1 and tokens[start - 1].text == "," and tokens[start - 2].kinds == {"product"}:
            start -= 2
        tokens[start : i + 2] = [product([*tokens[start : i + 1], _unnamed(rest)])]
        i = start + 1
    return tokens


def _unnamed(token: Token) -> Token:
    """A name of goods as a plain word."""
    return replace(token, kinds=frozenset({"word"}), entries=())
