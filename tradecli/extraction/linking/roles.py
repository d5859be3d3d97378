"""The part that a name plays in its clause, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking import subjects
from tradecli.extraction.linking.lists import NameList, field_of
from tradecli.extraction.linking.locations import has_cities_in
from tradecli.extraction.mentions import Token

_LONGEST_MEMBERS = 8
"""Words that say whose members are meant, at most."""
_OPENERS = frozenset({"-", ",", ";", ":", "(", ")", "\u2014", ".", "[", "]", "|", "\u2022", "*"})


def roles(row: Sequence[Token], lists: Sequence[NameList], language: Language) -> dict[int, str]:
    """Role by place in the sentence, for every token that names a field.

    Roles: `possessive`, `to` (to, with, from), `of` (of, by), `in`, `subject`,
    `before_flow`, `list`, `example`, `object` (of "surpassed", "after"),
    `compared` (after "than"), `ranked` ("the largest in China"), `whole`, `other`.
    """
    found = {i: _role(row, i, language) for i, token in enumerate(row) if field_of(token)}
    for names in lists:
        lead = found.get(names.tokens[0], "other")
        for i in names.tokens[1:]:
            found[i] = lead if lead != "other" else "list"
    return found


def _role(row: Sequence[Token], i: int, language: Language) -> str:
    field, before = field_of(row[i]), _before(row, i, language)
    return (
        subjects.set_apart(row, i, before, field, language)
        or _by_noun(row, i, field, language)
        or _by_preposition(row, i, before, field, language)
        or _by_neighbours(row, i, before, language)
    )


def _before(row: Sequence[Token], i: int, language: Language) -> int:
    """Place of the first word before a name that is no article, count or word of how much; -1 where none is."""
    skipped = language.sets["skipped"]
    for j in range(_members(row, i, language) - 1, -1, -1):
        modifier = "modifiers" in row[j].kinds and "change:up" not in row[j].kinds
        if not modifier and row[j].text not in skipped and "bare" not in row[j].kinds:
            return j
    return -1


def _members(row: Sequence[Token], i: int, language: Language) -> int:
    """Where the phrase for a group's members begins ("countries taking part in the Belt and Road"), else `i`."""
    entry = row[i].entry("partner")
    if entry is None or entry.kind != "group":
        return i
    nouns, joining = language.sets["partner_nouns"], language.sets["membership"]
    first = i
    for j in range(i - 1, max(-1, i - _LONGEST_MEMBERS - 1), -1):
        if row[j].text in nouns:
            first = j
        elif row[j].text not in joining:
            break
    return first


def _by_noun(row: Sequence[Token], i: int, field: str, language: Language) -> str:
    """The role of an adjective or a possessive, from what it is said to have; empty for other names."""
    token = row[i]
    if token.adjective and i + 1 < len(row) and row[i + 1].text.split(" ")[-1] in language.sets["partner_nouns"]:
        return "of"
    if token.adjective and field == "partner" and i + 1 < len(row) and row[i + 1].flow == "total":
        return "subject"
    if not token.possessive:
        return ""
    if field == "partner" and any("share_noun" in each.kinds for each in row[i + 1 : i + 3]):
        return "subject"
    total = i + 2 < len(row) and row[i + 1].text in language.sets["own_totals"]
    if field == "partner" and total and row[i + 2].is_("level", "change:up", "change:down"):
        return "subject"
    if field == "partner" and _trades_with_place(row, i, language):
        return "to"
    peers = any(token.text in language.sets["peers"] for token in row[i + 1 : i + 3] if not token.flow)
    around = peers and not has_cities_in(row, i, language)
    return "whole" if field == "region" and (around or not _owns_trade(row, i, language)) else "possessive"


def _trades_with_place(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a partner's trade with a place is that place's with it: "Burma's trade with Yunnan", "with the region".

    So behind such a one: "Mongolia's trade with the region stood at 3.2 billion and Russia's at 2.6 billion".
    """
    after, sets = row[i + 1 : i + 5], language.sets
    if len(after) > 1 and after[0].text in sets["with_at"] and after[1].is_("number", "bare"):
        before = (j for j in range(i) if "partner" in row[j].kinds and row[j].possessive)
        return any(_trades_with_place(row, j, language) for j in before)
    if len(after) < 3 or after[0].flow != "total" or after[1].text not in sets["with_words"]:
        return False
    return any(token.place_noun or ("region" in token.kinds and "partner" not in token.kinds) for token in after[2:])


def _owns_trade(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether what a place is said to have is trade, goods, a level or a rate: not "Beijing's curbs on coal"."""
    sets = language.sets
    if i + 1 < len(row) and (row[i + 1].text == ":" or row[i + 1].text in sets["from_to_with"]):
        return True
    thing = i + 1 < len(row) and row[i + 1].capital and row[i + 1].kinds == {"word"}
    if thing and not any(token.flow for token in row[i + 2 : i + 6]):
        return False
    if i + 1 < len(row) and row[i + 1].text in sets["landmarks"]:
        return False
    if i + 2 < len(row) and row[i + 1].kinds == {"word"} and row[i + 2].text in sets["on_words"] | sets["for"]:
        return False
    kinds = ("product", "channel", "neutral", "share", "number", "region", "change:up", "change:down")
    return any(token.is_(*kinds) or token.flow or token.compound for token in row[i + 1 : i + 6])


def _by_preposition(row: Sequence[Token], i: int, before: int, field: str, language: Language) -> str:
    if before < 0:
        return ""
    sets, word = language.sets, row[before].text.rsplit(" ", 1)[-1]
    if field == "region" and word in sets["with_at"] and _is_told_with(row, i, before):
        return "subject"
    if word in sets["to_words"] or (field == "partner" and word in sets["for"]):
        return "to"
    if word in sets["of_words"]:
        return "of"
    if word not in sets["in_words"]:
        return ""
    if word in sets["on_words"] and ("share" in row[before].kinds or _goes_on_falling(row, before, language)):
        return "of"
    if field == "partner" and before and row[before - 1].text in sets["looks"]:
        return "of"
    near = row[max(0, before - 3) : before]
    return "of" if field == "partner" and any(each.text in sets["partner_nouns"] for each in near) else "in"


def _is_told_with(row: Sequence[Token], i: int, before: int) -> bool:
    """Whether a comma and "with" lead to how a place did: "The north outpaced the average, with Yueyang up 32.9%"."""
    apart = before > 0 and row[before - 1].text == "," and i + 1 < len(row)
    return apart and not row[i].possessive and row[i + 1].is_("change:up", "change:down")


def _goes_on_falling(row: Sequence[Token], on: int, language: Language) -> bool:
    """Whether a verb is left out that stands with its share before: "40.5% fell on Kazakhstan, and 22% on"."""
    told = (token for token in row[:on] if "share" in token.kinds)
    fell = any(token.text.split(" ")[-1] in language.sets["on_words"] for token in told)
    return fell and on > 0 and "number" in row[on - 1].kinds


def _is_meant(row: Sequence[Token], i: int, before: int, language: Language) -> bool:
    """Whether a sentence says that just this one is meant: "it is ASEAN where trade moves fastest"."""
    sets, following = language.sets, row[i + 1].text if i + 1 < len(row) else ""
    told = before > 0 and row[before].text in sets["was"] and row[before - 1].text in sets["again"]
    return told and following in sets["relatives"] | sets["that"]


def _by_neighbours(row: Sequence[Token], i: int, before: int, language: Language) -> str:
    if i and row[i].place_noun and row[i - 1].flow:  # "left the province"
        return "of"
    if i + 1 < len(row):
        following = row[i + 1]
        modified = following.is_("modifiers", "product") and any(token.flow for token in row[i + 1 : i + 4])
        if modified or following.flow:
            return "before_flow"
    previous = row[before] if before >= 0 else None
    if _is_meant(row, i, before, language):
        return "subject"
    if previous is None or previous.text in _OPENERS or previous.is_("conjunctions", "period", "number", "examples"):
        return "subject"
    return "other"
