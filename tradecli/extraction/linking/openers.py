"""Goods that the lexicon lacks where they open a clause: "Fishing rods rose 5 percent", "curtains worth".

What a clause of a trade report opens with, and what then rose, reached or made up so
much, is goods, unless it is a word of something else that is counted, or of people.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.names_of_goods import Words, is_no_goods, listed, product
from tradecli.extraction.linking.said_of_goods import is_measured, is_sold
from tradecli.extraction.mentions import Token

_LONGEST = 4
"""Words of the name of goods that open a clause, at most."""


def with_openers(row: Sequence[Token], heard: bool, language: Language) -> list[Token]:
    """The row with the plain words that open a clause on goods merged into `product` tokens.

    `heard` says that a figure of trade stands before: without it, or a word of trade,
    nothing that rose by so much is goods.
    """
    tokens = list(row)
    heard = heard or any(token.flow for token in tokens)
    i = 0
    while i < len(tokens):
        if _opens(tokens, i, language):
            for start, end in reversed(_named(tokens, i, heard, language)):
                tokens[start:end] = [product(tokens[start:end])]
        i += 1
    return tokens


def _opens(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a clause may open at `i`: behind no other goods, which would make a list of it."""
    if _opens_sentence(tokens, i):
        return True
    sets = language.sets
    before, earlier = tokens[i - 1], tokens[i - 2] if i > 1 else None
    if "mark" in before.kinds:
        return before.text == ":" or (before.text != "(" and not (earlier is not None and "product" in earlier.kinds))
    if before.text in sets["and"]:
        return earlier is not None and earlier.is_("mark", "number")
    if before.text in sets["with_at"]:
        return earlier is not None and "mark" in earlier.kinds
    if before.text in sets["of"]:
        return earlier is not None and "number" in earlier.kinds
    if "period" in before.kinds:
        return _is_fronted(tokens, i - 1, language)
    owner = "region" in before.kinds and "partner" not in before.kinds and (before.possessive or before.adjective)
    part = (
        before.text in sets["which"] and earlier is not None and earlier.text in sets["in"] | sets["of"] | sets["among"]
    )
    return (owner and i == 1) or part or before.text in sets["clause_openers"] | sets["among_them"]


def _is_fronted(tokens: Sequence[Token], period: int, language: Language) -> bool:
    """Whether a clause begins with a time: "In the first five months", "; in May"."""
    at = period - 1
    while at > 0 and tokens[at].text in language.sets["definite"]:
        at -= 1
    return at >= 0 and tokens[at].text in language.sets["in"] and (at == 0 or "mark" in tokens[at - 1].kinds)


def _named(tokens: Sequence[Token], i: int, heard: bool, language: Language) -> list[Words]:
    """Where each plain name of goods starts and ends in the list that opens the clause at `i`; empty without one."""
    names = listed(tokens, i, language)
    plain = [(start, end) for start, end in names if not all("product" in token.kinds for token in tokens[start:end])]
    if not plain or not all(_is_name(tokens, start, end, language) for start, end in plain):
        return []
    if is_sold(tokens, i, names[-1][1], language):
        return plain
    part = i > 0 and tokens[i - 1].text in language.sets["of"]
    return plain if heard and not part and is_measured(tokens, names, language) else []


def _is_name(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """Whether words are plain ones that may name goods."""
    words = [token for token in tokens[start:end] if token.text not in language.sets["joins"]]
    if not 0 < len(words) <= _LONGEST or words[-1].possessive or is_no_goods(words, language):
        return False
    if len(words) == 1 and words[0].text.endswith(language.endings["past"]):
        return False
    if len(words) == 1 and start > 0 and words[0].text.endswith(language.endings["participle"]):
        return False
    if len(words) > 1 and words[-1].text in language.sets["uncounted"]:
        words = words[:-1]
    others, said = language.sets["never_goods"], [word.text.lower() for word in words]
    if any(word.kinds != {"word"} for word in words) or not others.isdisjoint([*said, *(f"{word}s" for word in said)]):
        return False
    return not any(word.capital for word in words[_opens_sentence(tokens, start) :])


def _opens_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sentence opens at `i`, be it behind its bullet."""
    return i == 0 or (i == 1 and not tokens[0].text[0].isalnum())
