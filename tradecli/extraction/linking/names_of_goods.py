"""What a name of goods that the lexicon lacks looks like: a run of plain words, alone or in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

Words = tuple[int, int]
"""Where a run of words starts and ends."""

_AFTER = (
    "word",
    "change:up",
    "change:down",
    "level",
    "share",
    "flow:exports",
    "flow:imports",
    "mark",
    "function",
    "number",
    "period",
)
"""What may follow the last name of a list."""


def is_open(token: Token, language: Language) -> bool:
    """Whether a token can be part of the name of goods: a plain word, no verb of trade, no capital name."""
    sets = language.sets
    if any(token.text in sets[each] for each in ("hedges.crossing", "few", "superlatives", "outweighs")):
        return False
    if token.kinds == {"word"}:
        endings = (*language.endings["adverb"], *language.endings["superlative"])
        return token.text[0].isalpha() and not token.text.endswith(endings)
    if token.kinds == {"product"}:
        return True
    return (
        token.is_("modifiers", "neutral", "distractor")
        and not token.is_("function", "change:up", "change:down", "level", "share", "period")
        and token.text not in language.sets["modifiers"]
    )


def is_no_goods(words: Sequence[Token], language: Language) -> bool:
    """Whether words are known goods already, all general, or those that trade is with."""
    known = all("product" in word.kinds for word in words) or all(word.is_("distractor", "neutral") for word in words)
    last = words[-1].text.split(" ")[-1]
    named = ("partner_nouns", "place_nouns", "no_goods", "directions")
    return known or any(last in language.sets[each] for each in named)


def is_plural(word: Token, language: Language) -> bool:
    """Whether a word ends as a plural does."""
    return word.text.endswith(language.endings["plural"]) and not word.text.endswith(language.endings["singular"])


def product(words: Sequence[Token]) -> Token:
    """One product token for several words: the lexicon's name where it ends the phrase, else the phrase."""
    last = words[-1]
    if "product" in last.kinds and last.entries:
        return replace(last, start=words[0].start)
    text = " ".join(word.text.lower() for word in words).replace(" ,", ",")
    return Token(words[0].start, last.end, text, frozenset({"product"}), possessive=last.possessive)


def past_determiners(tokens: Sequence[Token], start: int, language: Language) -> int:
    """The first place from `start` on that is no article, word of how much or of where goods come from."""
    sets = language.sets
    for i in range(start, len(tokens)):
        modifier = tokens[i].text in sets["modifiers"] and "product" not in tokens[i].kinds
        if not modifier and tokens[i].text not in sets["goods_determiners"] and not _is_origin(tokens[i]):
            return i
    return len(tokens)


def _is_origin(token: Token) -> bool:
    return token.adjective and token.is_("partner", "region")


def end_of_open(tokens: Sequence[Token], start: int, language: Language) -> int:
    """Where the open words from `start` on end."""
    return next((i for i in range(start, len(tokens)) if not is_open(tokens[i], language)), max(start, len(tokens)))


def listed(tokens: Sequence[Token], start: int, language: Language) -> list[Words]:
    """The names of the list that starts at `start`, the first alone where no list of goods follows it.

    A list has commas and an "and" before its last name: "umbrellas, tents and of curtains".
    Words behind known goods ("solar cells and panels") and lone ones behind a longer name
    ("optical fibers and cables") are goods of their own only where each has a number;
    else they add to the first, or are one name with it.
    """
    names = [_next(tokens, start, language)]
    joined = False
    while names[-1][1] > names[-1][0] and not joined:
        at = names[-1][1]
        comma = at < len(tokens) and tokens[at].text == ","
        joined = at + comma < len(tokens) and tokens[at + comma].text in language.sets["and"]
        if not comma and not joined:
            break
        at += comma + joined
        if at < len(tokens) and tokens[at].text in language.sets["of"] | language.sets["those_of"]:
            at += 1
        names.append(_next(tokens, at, language))
    a, b = names[-1]
    ends = b == len(tokens) or tokens[b].is_(*_AFTER)
    complete = joined and b > a and ends and all(_is_name(tokens[x:y], language) for x, y in names[1:])
    if not complete:
        return names[:1]
    known = [all("product" in token.kinds for token in tokens[x:y]) for x, y in names]
    mixed = any(known) and not all(known)
    short = names[0][1] - names[0][0] > 1 and all(y - x == 1 for x, y in names[1:])
    if not (mixed or short) or count_of_numbers(tokens, b, language) == len(names):
        return names
    return names[:1] if mixed else [(names[0][0], b)]


def count_of_numbers(tokens: Sequence[Token], start: int, language: Language) -> int:
    """How many numbers stand in the first row of them behind `start`."""
    count = 0
    for token in tokens[start:]:
        if "number" in token.kinds:
            count += 1
        elif count and token.text not in language.sets["joins"]:
            break
    return count


def _next(tokens: Sequence[Token], at: int, language: Language) -> Words:
    """The open words from `at` on, without the verb that they may end with ("wine changed by")."""
    start = past_determiners(tokens, at, language)
    end = end_of_open(tokens, start, language)
    if end == start < len(tokens) and tokens[start].text in language.sets["goods_or_verbs"]:
        end += 1
    while end > start + 1 and tokens[end - 1].text.endswith(language.endings["past"]):
        end -= 1
    return start, end


def _is_name(words: Sequence[Token], language: Language) -> bool:
    """Whether open words are known goods or a plain name of goods."""
    if all("product" in word.kinds for word in words):
        return True
    if is_no_goods(words, language) or any(word.capital or word.possessive for word in words):
        return False
    return language.sets["never_goods"].isdisjoint(word.text for word in words)
