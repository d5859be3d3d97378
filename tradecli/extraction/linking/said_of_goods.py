"""What is said of goods, and of nothing else that could open a clause of a trade report."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY, MULTIPLE, QUANTITY, TIMES
from tradecli.extraction.language import Language
from tradecli.extraction.linking.names_of_goods import Words, is_plural
from tradecli.extraction.mentions import Token

_REACH = 6
"""Words from a verb to its number, at most."""
_ASIDE = 9
"""Words of an aside between commas, at most."""
_SORT = 3
"""Words from "the largest" to "category", at most."""
_STANDING = 14
"""Words from "remained the largest export" to the first number, at most."""
_LABELLED = 3
"""Words behind the colon of a name among which a word of trade makes it goods."""
_SIDES = ("flow:exports", "flow:imports")
_NAMES = ("region", "partner", "product", "channel")


def is_sold(tokens: Sequence[Token], i: int, end: int, language: Language) -> bool:
    """Whether what stands behind the names that open a clause at `i` and end at `end` is said of goods alone."""
    if end >= len(tokens):
        return False
    if is_traded(tokens, end, language) or _is_item(tokens, i, end, language) or _is_label(tokens, i, end):
        return True
    if _is_chief(tokens, end, language):
        return True
    verb = _past_asides(tokens, end, language)
    return end < verb < len(tokens) and is_traded(tokens, verb, language)


def _is_chief(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether it is said to be the first of its sort: "are the largest category of goods imported"."""
    sets, after = language.sets, tokens[i + 1 : i + 3]
    first = len(after) > 1 and after[0].text in sets["definite"] and after[1].text in sets["superlatives"]
    sorts = any(token.text in sets["sorts_of_goods"] or token.is_(*_SIDES) for token in tokens[i + 3 : i + 3 + _SORT])
    return first and sorts and tokens[i].text in sets["auxiliaries"]


def is_measured(tokens: Sequence[Token], names: Sequence[Words], language: Language) -> bool:
    """Whether it is said behind the names how much they rose, reached or made up: of goods, but not of these alone."""
    end = names[-1][1]
    verb = _past_asides(tokens, end, language)
    if verb >= len(tokens):
        return False
    return _has_verb(tokens, verb) or _stands(tokens, verb, language) or _has_level(tokens, names, language)


def _has_level(tokens: Sequence[Token], names: Sequence[Words], language: Language) -> bool:
    """Whether a level stands between commas, or in a bracket, behind a plural: "Lenses, at 5 billion yuan, rose"."""
    end = names[-1][1]
    after = tokens[end : end + 3]
    if len(after) < 3 or not any(is_plural(tokens[b - 1], language) for _, b in names):
        return False
    bracketed = after[0].text == "(" and "number" in after[1].kinds
    return bracketed or (
        after[0].text == "," and after[1].text in language.sets["with_at"] and "number" in after[2].kinds
    )


def _past_asides(tokens: Sequence[Token], i: int, language: Language) -> int:
    """The first place from `i` on behind where goods go ("to Asia"), asides between commas and adverbs."""
    if i + 1 < len(tokens) and tokens[i].text in language.sets["to_words"] and tokens[i + 1].is_("partner", "region"):
        i += 2
    if i + 2 < len(tokens) and tokens[i].text == ",":
        inner = tokens[i + 1 : i + 2 + _ASIDE]
        close = next((k for k, token in enumerate(inner) if token.text == ","), 0)
        if close and not any(token.is_("mark", "number", *_SIDES) for token in inner[:close]):
            i += close + 2
    while i < len(tokens) and tokens[i].text in language.sets["adverbs"] | language.sets["alone"]:
        i += 1
    return i


def is_traded(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether words follow that only goods have: "worth 5 billion yuan", "were exported", "that Hubei imported"."""
    sets = language.sets
    if i + 1 < len(tokens) and tokens[i].text == "," and tokens[i + 1].text in sets["worths"]:
        i += 1
    token, after = tokens[i], tokens[i + 1 : i + 5]
    if token.text in sets["worths"]:
        return any("number" in each.kinds for each in after[:2])
    if token.text in sets["of"] and len(after) > 2 and "number" in after[0].kinds:
        return after[1].text in sets["auxiliaries"] and after[2].text in sets["traded"]
    if token.text in sets["relative_object"] and after and ("region" in after[0].kinds or after[0].place_noun):
        return any(each.text in sets["traded"] or each.is_(*_SIDES) for each in after)
    verb = after[0] if token.text in sets["auxiliaries"] and after else token
    linked = bool(after) and ("number" in after[0].kinds or after[0].text in sets["passive_links"])
    return (verb is not token or linked) and verb.text in sets["traded"]


def _is_item(tokens: Sequence[Token], i: int, end: int, language: Language) -> bool:
    """Whether the name is one of a row with its figures behind it.

    In a bracket (": knives (16 billion yuan), balloons (5 billion)"), behind a comma
    ("(1) knives, 16 billion yuan"; ": knives, 16 billion yuan; balloons, 5") or at once
    ("[knives 16 billion yuan; balloons 5 billion]").
    """
    before = tokens[i - 1].text if i else ""
    earlier = tokens[i - 2].text if i > 1 else ""
    opened = tokens[end].text == "("
    behind = opened or tokens[end].text == ","
    near = tokens[end + behind : end + behind + 1 + opened]
    number = next((token.number for token in near if token.number is not None), None)
    if number is None or not (number.kind in {MONEY, QUANTITY} or (opened and number.sign)):
        return False
    if opened:
        return before in {":", ";"} or earlier == ")" or before in language.sets["with_at"]
    if i == 0 and not behind:
        return is_plural(tokens[end - 1], language)
    joined = behind and before in language.sets["and"] and earlier == ","
    return joined or before in {";", "[", ":", ")"}


def _is_label(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether the name and a colon open a sentence on its trade: "Lead: July exports 6,671 tons", "Lead: 5 percent"."""
    opens = i == 0 or (i == 1 and not tokens[0].text[0].isalnum())
    if not opens or tokens[end].text != ":":
        return False
    after = tokens[end + 1 : end + 1 + _LABELLED]
    changed = bool(after) and after[0].is_("change:up", "change:down")
    return any(token.is_("number", "bare") for token in after[: 1 + changed]) or any(
        token.is_(*_SIDES) for token in after
    )


def _has_verb(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of change, level or share and its number follow, or at once that something doubled."""
    number = tokens[i].number
    if number is not None and number.kind in {MULTIPLE, TIMES}:
        return True
    if not tokens[i].is_("change:up", "change:down", "level", "share") or "neutral" in tokens[i].kinds:
        return False
    for token in tokens[i + 1 : i + 1 + _REACH]:
        if "number" in token.kinds:
            return True
        if token.is_("mark", *_NAMES) or (token.flow and "contribution" in tokens[i].kinds):
            return False
    return False


def _stands(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether it is said to keep its place, with its figure: "remained dominant, with exports of 5 billion yuan"."""
    sets, after = language.sets, tokens[i + 1 : i + 3]
    first = len(after) > 1 and after[0].text in sets["definite"] and after[1].text in sets["superlatives"]
    if tokens[i].text not in sets["stays"] and not (first and tokens[i].text in sets["auxiliaries"]):
        return False
    for token in tokens[i + 1 : i + 1 + _STANDING]:
        if "number" in token.kinds:
            return True
        if token.is_(*_NAMES) or token.text in {";", ":"}:
            return False
    return False
