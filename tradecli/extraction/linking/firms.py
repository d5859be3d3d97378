"""Whether words speak of one firm's own trade, which is none of a place: "BYD exported", "the company shipped"."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

_NAME = 4
"""Words from "a" to the noun for a firm, at most."""
_NAME_KINDS = frozenset({"word", "firm", "product", "compound:total"})
"""Of which kinds the word before "Company" is, at most: "Tianhong Trade Company"."""
_NEAR = 3
"""Words from a flow to the firm that it is of ("the export volume of Chery"), at most."""


def of_firm(row: Sequence[Token], places: Sequence[int], language: Language) -> bool:
    """Whether the words before a number speak of one firm's trade: "the company shipped", "BYD's exports"."""
    if _tells_of_its_trade(row, language):
        return True
    near = [i for i in places if 0 <= i < len(row) - 1]
    return any(_is_of_it(row, i, language) or _is_its_trade(row, i, language) for i in near)


def _is_its_trade(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a flow is of the company that the sentence is about: "this company makes tea, and its exports were"."""
    sets = language.sets
    if row[i].text not in sets["its"] or not row[i + 1].flow:
        return False
    firms = (j for j in range(1, i) if "company" in row[j].kinds and row[j - 1].text in sets["this_that"])
    return next(firms, -1) > 0


def names_firm(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence speaks of the trade of a firm that it names, or says where that is ("BYD is based in")."""
    return (
        _is_seated(row, language)
        or _counts_firms(row, language)
        or _tells_of_its_trade(row, language)
        or any(_is_named(row, i, language) and _is_of_it(row, i, language) for i in range(len(row) - 1))
    )


def _counts_firms(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence opens with a count of those who trade: "The number of enterprises kept growing"."""
    sets = language.sets
    at = next((i for i, token in enumerate(row[:_NEAR]) if token.text in sets["number_of"]), -1)
    of = at >= 0 and at + 2 < len(row) and row[at + 1].text in sets["of"]
    return of and any(token.text in sets["firms"] for token in row[at + 2 : at + 2 + _NEAR])


def _tells_of_its_trade(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence opens with a firm by name and goes on with its trade: "Tianhong Co saw the tea it exports"."""
    sets = language.sets
    named = next((i for i in range(1, min(_NAME, len(row))) if _is_named(row, i, language)), 0)
    if not named or not all(token.capital for token in row[:named]):
        return False
    theirs = sets["its"] | sets["again"]
    return any(row[j].text in theirs and row[j + 1].flow for j in range(named + 1, len(row) - 1))


def _is_seated(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence opens with a firm that sits somewhere: "Sany Heavy Industry, based in Changsha"."""
    sets = language.sets
    at = next((i for i, token in enumerate(row) if token.text in sets["seated"]), 0)
    name = [token for token in row[:at] if token.text not in sets["auxiliaries"] and token.text != ","]
    named = bool(name) and all(token.capital for token in name) and any(each.is_("word", "firm") for each in name)
    return named and any("region" in token.kinds for token in row[at + 1 : at + 4])


def _is_of_it(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a flow is of the firm at a place: its verb or its noun after it, or "of" the firm."""
    sets = language.sets
    named = _is_named(row, i, language)
    some = "company" in row[i].kinds and i > 0 and row[i - 1].text in sets["definite"] | sets["speakers_words"]
    one = not named and not some and _is_one_firm(row, i, language)
    if not named and not some and not one:
        return False
    after = _after_auxiliaries(row, _behind_its_seat(row, i, language) if one else i, language)
    if row[after].flow and "product" not in row[after].kinds:
        return True
    if one and row[after].is_("inward", "outward"):
        return True
    if not named:
        return False
    if "contribution" in row[after].kinds or (row[i].possessive and any(each.flow for each in row[i + 1 : i + 3])):
        return True
    first = i - 1 if row[i].text.lower() in sets["firm_suffixes"] else i
    led = first > 0 and row[first - 1].text in sets["of"] | sets["by"]
    return led and any(each.flow for each in row[max(0, first - 1 - _NEAR) : first])


def _is_one_firm(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether some one firm is meant: "a fruit company", "Tesla's plant", "one local trading house"."""
    plural = row[i].text.endswith(language.endings["plural"])
    if "company" not in row[i].kinds or plural:
        return False
    near = row[max(0, i - _NAME) : i]
    return any(
        each.text in language.sets["indefinite"] | language.sets["one"]
        or (each.possessive and "region" not in each.kinds)
        for each in near
    )


def _behind_its_seat(row: Sequence[Token], i: int, language: Language) -> int:
    """Place of the last word of a firm's seat and of what opens a clause on it: "in Pingxiang, which"."""
    if i + 2 < len(row) and row[i + 1].text in language.sets["in"] and "region" in row[i + 2].kinds:
        i += 2
    if i + 2 < len(row) and row[i + 1].text == "," and row[i + 2].text in language.sets["which"]:
        i += 2
    return i


def _is_named(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a firm's name ends at a place: one that is known, or one before "Group", "Automobile", "Corporation"."""
    token = row[i]
    if not token.capital:
        return False
    if token.kinds == {"firm"} or _is_unknown_owner(row, i, language):
        return True
    before = row[i - 1] if i else None
    suffix = token.text.lower() in language.sets["firm_suffixes"]
    return suffix and before is not None and before.capital and before.kinds <= _NAME_KINDS


def _after_auxiliaries(row: Sequence[Token], i: int, language: Language) -> int:
    """The place of the first word after one that is no auxiliary: "the company had exported", "BYD alone shipped"."""
    sets = language.sets
    j = i + 1
    while j < len(row) - 1 and row[j].text in sets["auxiliaries"] | sets["past_perfect"] | sets["alone"]:
        j += 1
    return j


def goes_on_with_firm(words: Sequence[Token], language: Language) -> bool:
    """Whether words go on with the firm that was named before: "it sold 465,305 units overseas"; no place may be."""
    again = any(token.text in language.sets["again"] | language.sets["its"] for token in words)
    return again and not any("region" in token.kinds or token.place_noun for token in words)


def _is_unknown_owner(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name that is no place's has trade of its own: "Foxlink's exports", "Mr. Zhang's exports"."""
    token = row[i]
    named = token.capital and token.possessive and token.kinds == {"word"}
    trades = i + 1 < len(row) and bool(row[i + 1].flow)
    return named and trades and token.text not in language.sets["site_nouns"]
