"""Goods that the lexicon lacks where they open a clause: "Fishing rods rose 5 percent", "curtains worth".

What a clause of a trade report opens with, and what then rose, reached or made up so
much, is goods, unless it is a word of something else that is counted, or of people.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.names_of_goods import Words, is_no_goods, is_plural, listed, product
from tradecli.extraction.mentions import Token
from tradecli.extraction.numbers import MONEY, QUANTITY

_LONGEST = 4
"""Words of the name of goods that open a clause, at most."""
_REACH = 6
"""Words from the verb to its number, and of an aside between commas, at most."""
_LABELLED = 3
"""Words behind the colon of a name among which a word of trade makes it goods."""
_SIDES = ("flow:exports", "flow:imports")


def with_openers(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with the plain words that open a clause on goods merged into `product` tokens."""
    tokens = list(row)
    i = 0
    while i < len(tokens):
        if _opens(tokens, i, language):
            for start, end in reversed(_named(tokens, i, language)):
                tokens[start:end] = [product(tokens[start:end])]
        i += 1
    return tokens


def _opens(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a clause may open at `i`: behind no other goods, which would make a list of it."""
    if i == 0:
        return True
    sets = language.sets
    before, earlier = tokens[i - 1], tokens[i - 2] if i > 1 else None
    if before.is_("mark"):
        return before.text == ":" or (before.text != "(" and not (earlier is not None and earlier.is_("product")))
    if before.text in sets["and"]:
        return earlier is not None and earlier.is_("mark", "number")
    if before.text in sets["of"]:
        return earlier is not None and earlier.is_("number")
    if before.is_("period"):
        return _is_fronted(tokens, i - 1, language)
    owner = before.is_("region") and not before.is_("partner") and (before.possessive or before.adjective)
    part = (
        before.text in sets["which"] and earlier is not None and earlier.text in sets["in"] | sets["of"] | sets["among"]
    )
    return (owner and i == 1) or part or before.text in sets["clause_openers"]


def _is_fronted(tokens: Sequence[Token], period: int, language: Language) -> bool:
    """Whether a clause begins with a time: "In the first five months", "; in May"."""
    at = period - 1
    while at > 0 and tokens[at].text in language.sets["definite"]:
        at -= 1
    return at >= 0 and tokens[at].text in language.sets["in"] and (at == 0 or tokens[at - 1].is_("mark"))


def _named(tokens: Sequence[Token], i: int, language: Language) -> list[Words]:
    """Where each name of goods starts and ends in the list that opens the clause at `i`; empty where none does."""
    names = listed(tokens, i, language)
    plain = all(_is_name(tokens, start, end, language) for start, end in names)
    return names if plain and _tells_goods(tokens, i, names[-1], language) else []


def _is_name(tokens: Sequence[Token], start: int, end: int, language: Language) -> bool:
    """Whether words are plain ones that may name goods."""
    words = [token for token in tokens[start:end] if token.text not in language.sets["joins"]]
    if not 0 < len(words) <= _LONGEST or words[-1].possessive or is_no_goods(words, language):
        return False
    others = language.sets["never_goods"]
    said = [word.text.lower() for word in words]
    if any(word.kinds != {"word"} for word in words) or not others.isdisjoint([*said, *(f"{word}s" for word in said)]):
        return False
    return not any(word.capital for word in words[start == 0 :])


def _tells_goods(tokens: Sequence[Token], i: int, name: Words, language: Language) -> bool:
    """Whether what follows the name that opens the clause at `i` is said of goods."""
    start, end = name
    if _is_traded(tokens, end, language) or _is_bracketed(tokens, i, end, language) or _is_label(tokens, start, end):
        return True
    verb = _past_asides(tokens, end, language)
    if verb >= len(tokens) or tokens[i - 1 if i else 0].text in language.sets["of"]:
        return False
    plural = is_plural(tokens[end - 1], language)
    fronted = any(token.is_(*_SIDES) for token in tokens[:start]) and not any(map(_is_number, tokens[:start]))
    return _is_traded(tokens, verb, language) or ((plural or fronted) and _is_measured(tokens, verb))


def _is_number(token: Token) -> bool:
    return token.is_("number")


def _past_asides(tokens: Sequence[Token], i: int, language: Language) -> int:
    """The first place from `i` on behind where goods go ("to Asia"), asides between commas and adverbs."""
    if i + 1 < len(tokens) and tokens[i].text in language.sets["to_words"] and tokens[i + 1].is_("partner", "region"):
        i += 2
    if i + 2 < len(tokens) and tokens[i].text == ",":
        inner = tokens[i + 1 : i + 2 + _REACH]
        close = next((k for k, token in enumerate(inner) if token.text == ","), 0)
        if close and all(token.is_("word", "function", "conjunctions") for token in inner[:close]):
            i += close + 2
    while i < len(tokens) and tokens[i].text in language.sets["adverbs"]:
        i += 1
    return i


def _is_traded(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether words follow that only goods have: "worth 5 billion yuan", "were exported", "that Hubei imported"."""
    sets = language.sets
    if i + 1 < len(tokens) and tokens[i].text == "," and tokens[i + 1].text in sets["worths"]:
        i += 1
    if i >= len(tokens):
        return False
    token, after = tokens[i], tokens[i + 1 : i + 5]
    if token.text in sets["worths"]:
        return any(each.is_("number") for each in after[:2])
    if token.text in sets["of"] and len(after) > 2 and after[0].is_("number"):
        return after[1].text in sets["auxiliaries"] and after[2].text in sets["traded"]
    if token.text in sets["relative_object"]:
        return bool(after) and after[0].is_("region", "place_noun") and any(_is_trade(each, language) for each in after)
    verb = after[0] if token.text in sets["auxiliaries"] and after else token
    linked = bool(after) and (after[0].is_("number") or after[0].text in sets["passive_links"])
    return (verb is not token or linked) and verb.text in sets["traded"]


def _is_trade(token: Token, language: Language) -> bool:
    return token.text in language.sets["traded"] or token.is_(*_SIDES)


def _is_bracketed(tokens: Sequence[Token], i: int, end: int, language: Language) -> bool:
    """Whether the name is one of those with their figures in brackets: ": knives (16 billion yuan), balloons (5)"."""
    if end + 1 >= len(tokens) or tokens[end].text != "(" or i == 0:
        return False
    before, earlier = tokens[i - 1], tokens[i - 2 : i - 1]
    follows = before.text == ":" or any(token.text == ")" for token in earlier)
    number = next((token.number for token in tokens[end + 1 : end + 3] if token.number is not None), None)
    return follows and number is not None and (number.kind in {MONEY, QUANTITY} or number.sign != 0)


def _is_label(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the name and a colon open a sentence on its trade: "Lead: July exports 6,671 tons"."""
    if start or end >= len(tokens) or tokens[end].text != ":":
        return False
    after = tokens[end + 1 : end + 1 + _LABELLED]
    weighed = any(token.number is not None and token.number.kind == QUANTITY for token in after[:1])
    return weighed or any(token.is_(*_SIDES) for token in after)


def _is_measured(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of change, level or share and its number follow."""
    if not tokens[i].is_("change:up", "change:down", "level", "share") or tokens[i].is_("neutral"):
        return False
    for token in tokens[i + 1 : i + 1 + _REACH]:
        if token.is_("number"):
            return True
        if token.is_("mark", "region", "partner", "product", "channel") or token.of("flow"):
            return False
    return False
