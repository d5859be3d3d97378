"""Places that are only where something ranks: "first in the country", "China's largest", "one of the country's"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

_LOOK_BACK = 8


def ranks(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether a place is only where something ranks: "first in the country", "China's largest"."""
    sets = language.sets
    country = _is_country(row[i])
    if _has_place_in(row, i, before, language) or _is_led(row, i, language) or _leads_in(row, i, before, language):
        return True
    if country and before >= 0 and row[before].text in sets["leads_all"] and not row[i].possessive:
        return True
    if country and i > 1 and _is_rank_among(row, i, language):
        return True
    if country and before > 0 and row[before].text in sets["directions"]:
        before -= 1
    if country and before >= 0 and row[before].text in sets["within"]:
        traders = (
            before > 0 and row[before - 1].is_("channel", "product") and i + 1 < len(row) and bool(row[i + 1].flow)
        )
        return i >= 4 and not traders
    if before > 0 and row[before].text in sets["within"] and _locates(row, i, before, language):
        return True
    place = row[i].place_noun in {"province", "city"} and before > 1 and row[before].text in sets["within"]
    held = before - 1 - (place and row[before - 1].text in sets["places_ranked"])
    if (
        place
        and row[held].text in sets["superlatives"]
        and row[held - 1].text in sets["definite"] | sets["superlatives"]
    ):
        return True
    if _one_of(row, i, before, language) or _is_among(row, i, language):
        return True
    if country and not row[i].possessive and before >= 0 and row[before].text in sets["of"]:
        if before > 1 and "number" in row[before - 1].kinds and row[before - 2].text.split(" ")[-1] in sets["definite"]:
            return False
        kinds = language.lists["counted_places"]
        near = itertools.pairwise(row[max(0, before - 4) : before + 1])
        told = (a for a, b in near if not (a.flow and b.text in kinds))
        return not any(each.flow or each.is_("change:up", "change:down") or _is_rate(each, language) for each in told)
    if i + 1 >= len(row) or row[i + 1].flow:
        return False
    superlative = row[i].possessive and row[i + 1].text in sets["superlatives"]
    if superlative and any(token.text in sets["ranked_nouns"] for token in row[i + 2 : i + 5]):
        return True
    if not country:
        return False
    owner = row[i].possessive or row[i].text in sets["national"]
    return owner and row[i + 1].text.rstrip(".") in sets["superlatives"]


def _is_rate(token: Token, language: Language) -> bool:
    """Whether a word is a rate that a country has: "the rate of the country is 5%", "the pace of the nation"."""
    return "restated" in token.kinds or token.text in language.sets["paces"]


def _is_rank_among(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place says among which others one ranks: "ranks seventh among cities nationwide"."""
    sets = language.sets
    among = row[i - 1].text in sets["place_nouns"] and row[i - 2].text in sets["among"] | sets["of"] | sets["in"]
    return among and any(token.text in sets["rank_verbs"] | sets["ranks"] for token in row[max(0, i - 6) : i - 2])


def _has_place_in(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether a place is where a rank is held: "took first place in Shandong", "first of the six central provinces".

    So in "standing second in the province" and "the third fastest in Jiangsu".
    """
    sets, few = language.sets, language.lists["few"]
    if row[i].possessive or before < 1:
        return False
    if row[before].text in few:
        before -= 2 if row[before - 1].text in sets["definite"] else 1
    if before < 1 or row[before].text not in sets["in_words"] | sets["of"] | sets["within"] | sets["among"]:
        return False
    entry = row[i].entry("region")
    held = row[before - 1].text in sets["rank_nouns"] | sets["ranks"]
    held |= before > 1 and "bare" in row[before - 1].kinds and row[before - 2].text.rstrip(".") in sets["rank_signs"]
    best = row[before - 1].text in sets["superlatives"]
    first = entry is not None and entry.kind == "area" and best
    nth = best and before > 1 and row[before - 2].text in sets["ranks"] | sets["first_two"] | sets["rank_verbs"]
    return held or first or nth


def _leads_in(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether a province is where its city leads: "Qingdao still held the largest trade volume in Shandong with"."""
    sets, entry = language.sets, row[i].entry("region")
    if entry is None or before < 1 or row[before].text not in sets["in_words"] or row[i].possessive:
        return False
    lead = row[max(0, before - _LOOK_BACK) : before]
    city = any((each := token.entry("region")) is not None and each.parent == entry.id for token in lead)
    return city and any(token.text in sets["superlatives"] for token in lead)


def _is_led(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an area is only what a place in it leads: "leading the central region with a growth rate of"."""
    entry = row[i].entry("region")
    area = entry is not None and entry.kind == "area" and not row[i].possessive
    verb = i - 1 - (i > 0 and row[i - 1].text in language.sets["definite"])
    return area and verb >= 0 and row[verb].text in language.sets["leads_by"]


def _is_among(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only says among whose parts something leads: "the fastest among all 13 cities of Jiangsu"."""
    sets = language.sets
    for j in range(i - 1, max(-1, i - _LOOK_BACK), -1):
        if row[j].is_("number", "mark") or row[j].flow:
            return False
        if row[j].text in sets["among"]:
            near = [token.text for token in row[max(0, j - 3) : j]]
            return any(text in sets["superlatives"] or text.endswith(language.endings["superlative"]) for text in near)
    return False


def _locates(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether an area is where something ranks or lies: "the largest port in northeast China"."""
    entry = row[i].entry("region")
    if entry is None or entry.kind != "area" or entry.parent:
        return False
    near = row[max(0, before - _LOOK_BACK) : before]
    return any(token.text in language.sets["superlatives"] or "region" in token.kinds for token in near)


def _is_country(token: Token) -> bool:
    entry = token.entry("region")
    return token.place_noun == "country" or (entry is not None and entry.kind == "country")


def _one_of(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether a place is one of several: "one of China's", "one of the country's"."""
    sets = language.sets
    if before >= 0 and row[before].text in sets["of"] and i > 1 and row[i - 2].text in sets["one"]:
        return True
    return i > 2 and row[i - 2].text in sets["of"] and row[i - 3].text in sets["one"]
