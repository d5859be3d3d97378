"""Names that are not what a clause is about: examples, rivals, wholes, places where something ranks."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.locations import says_where
from tradecli.extraction.linking.measures import lifts, lifts_whole
from tradecli.extraction.linking.ranked import ranks
from tradecli.extraction.mentions import Token

_STOPS = frozenset({",", ";", ":", ".", "\u2014", "(", ")"})
_CLAUSE_ENDS = frozenset({";", ":", ".", "\u2014"})
_GIVEN = 3
"""Words before "to" where a part of a place adds to its trade, at least."""
_DRIVEN = 5
"""Words of what is driven up, at most: "pushed up the foreign trade of the Yangtze River Delta"."""
_WAYS = frozenset({"exports", "imports"})
_LOOK_BACK = 8
_APPOSITION = 7
"""Tokens of "the economic core of Guangdong", at most."""


def set_apart(row: Sequence[Token], i: int, before: int, field: str, language: Language) -> str:
    """`example`, `object`, `compared`, `whole` or `ranked` where a name of a field is so; else empty.

    `before` is the place of the first telling word before the name, -1 where none is.
    """
    if _in_bracket_without_number(row, i) or _among_them(row, i, language):
        return "example"
    if field == "product" and _member_of_earlier(row, i) and not _has_number_next(row, i, language):
        return "" if _is_taken_out(row, i, language) else "example"
    if field == "partner" and _spells_out_group(row, i, language):
        return "example"
    if field == "product" and _says_of_what(row, i, language):
        return "whole"
    if field == "product" and _goes_on_with_examples(row, i, language):
        return "example"
    if field == "partner" and _opens_against(row, i, language):
        return ""
    if rival := _rival(row, i, row[before] if before >= 0 else None, language):
        return rival
    if field in {"region", "flow"} and (_names_whole(row, i, language) or _pulled(row, i)):
        return "whole"
    if field == "region" and _is_given_to(row, i, language):
        return "whole"
    if field == "product" and _is_of_their_whole(row, i, language):
        return "whole"
    if field == "region" and _describes(row, i, language):
        return "whole"
    if placed := says_where(row, i, field, language):
        return placed
    return "ranked" if field == "region" and ranks(row, i, before, language) else ""


def _opens_against(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a balance is told against the partner that the sentence opens with: "Against the US, the surplus"."""
    if row[0].text not in language.sets["against"] or i > 2 or i + 1 >= len(row) or row[i + 1].text != ",":
        return False
    return any(token.flow == "balance" for token in row[i + 2 : i + 2 + _LOOK_BACK])


def _rival(row: Sequence[Token], i: int, previous: Token | None, language: Language) -> str:
    """`object`, `example` or `compared` where a word before the name keeps it out of the clause's subject.

    `subject` where a place is told with its number: "Jiangsu came second, behind Guangdong with 5 billion yuan".
    """
    links = language.sets["from_to_with"] | language.sets["of"]
    if previous is not None and previous.text in links and _led_by_example(row, previous):
        return "example"
    if previous is not None and _spells_out_partners(row, previous, language):
        return ""
    opening = previous is not None and (previous.start == row[0].start or _opens_bracket(row, previous))
    part = any("share_noun" in token.kinds for token in row[:i]) and i > 1 and row[i - 2].text in language.sets["was"]
    told = i + 1 < len(row) and "number" in row[i + 1].kinds and not row[i].flow
    told |= row[i].flow in _WAYS and _has_level_behind(row, i, language)
    example = previous is not None and "examples" in previous.kinds and not (opening or part or told)
    if example or _only_causes(row, i, language):
        return "example"
    if previous is not None and "surpass" in previous.kinds and not previous.compound:
        if not _has_own_number(row, i, language):
            return "object"
        beside = "than" in previous.kinds and "region" in row[i].kinds and row[i + 1].text in language.sets["with_at"]
        return "subject" if beside else ""
    if i and row[i].flow and row[i - 1].text in language.sets["and"] and _has_number_next(row, i, language):
        return ""
    for j in range(i - 1, max(-1, i - _LOOK_BACK - 1), -1):
        token = row[j]
        if "number" in token.kinds or token.text in _STOPS or token.text in language.sets["becomes"]:
            return ""
        if token.text in language.sets["contrast"]:
            return ""
        counted = j + 1 < len(row) and row[j + 1].is_("number", "bare")
        level = token.text in language.sets["against"] and bool(row[i].flow)
        if token.is_("than", "gap") and not counted and not level and "change:up" not in token.kinds:
            return "compared"
    return ""


def _spells_out_partners(row: Sequence[Token], previous: Token, language: Language) -> bool:
    """Whether a word stands before the names of partners counted: "with its four major partners, namely the US,"."""
    at, sets = next((i for i, token in enumerate(row) if token is previous), 0), language.sets
    told = at > 1 and previous.text in sets["spelt_out"] and row[at - 1].text == ","
    return told and row[at - 2].text.split(" ")[-1] in sets["partner_nouns"]


def _opens_bracket(row: Sequence[Token], previous: Token) -> bool:
    """Whether a word stands right behind an opening bracket: "(including exports of 43 billion yuan)"."""
    at = next((i for i, token in enumerate(row) if token is previous), 0)
    return at > 0 and row[at - 1].text == "("


def _led_by_example(row: Sequence[Token], previous: Token) -> bool:
    """Whether a preposition stands after a word of example: "mostly from Sri Lanka", "mainly of copper ore"."""
    at = next(i for i, token in enumerate(row) if token is previous)
    return at > 0 and "examples" in row[at - 1].kinds


def _only_causes(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name is what drives the trade of a place that is named after it: "Cars push Hubei trade to"."""
    if row[i].flow or ("region" in row[i].kinds and "partner" not in row[i].kinds):
        return False
    for j in range(i + 1, len(row)):
        if "number" in row[j].kinds or row[j].text in _CLAUSE_ENDS:
            return False
        if row[j].text in language.sets["drives"]:
            start = j + 1 + (j + 1 < len(row) and row[j + 1].text in language.sets["particles"])
            near = row[start : start + _DRIVEN]
            return any("region" in each.kinds for each in near) and any(each.flow for each in near)
    return False


def _has_own_number(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the name after "ahead of" has a number of its own: "followed by Vietnam with 5 billion"."""
    if i + 1 < len(row) and "number" in row[i + 1].kinds:
        return True
    at = i + 2 if i + 1 < len(row) and row[i + 1].text == "," else i + 1
    if at + 1 < len(row) and row[at].place_noun and row[at + 1].text == ",":
        at += 2
    if _is_of_average(row, i):
        return True
    openers = language.sets["with_at"] | language.sets["relative_subject"]
    opened = at < len(row) and (row[at].text == "(" or row[at].text in openers)
    return opened and any("number" in each.kinds for each in row[at + 1 : at + 3])


def _is_of_average(row: Sequence[Token], i: int) -> bool:
    """Whether a number alone behind a comma is of the average named: "the national average, 7.1 percent"."""
    at = next((j for j in range(i + 1, len(row)) if "neutral" not in row[j].kinds), len(row))
    alone = at + 2 >= len(row) or "mark" in row[at + 2].kinds
    return at > i + 1 and at + 1 < len(row) and row[at].text == "," and "number" in row[at + 1].kinds and alone


def _names_whole(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name before the number is of the whole: "the proportion in the total value of", "its share of"."""
    sets = language.sets
    for j in range(i - 1, max(-1, i - _LOOK_BACK - 1), -1):
        token = row[j]
        if token.is_("number", "mark", "change:up", "change:down", "conjunctions"):
            return False
        part = token.text in sets["portions"] and j > 0 and row[j - 1].text in sets["owners"]
        if part or "share_noun" in token.kinds:
            if row[_past_owner(row, j + 1, language)].text in sets["in"] or token.text.split(" ")[-1] in sets["in"]:
                return True
            between = row[j + 1 : i + 1]
            wide = any(each.text in sets["wide"] or each.place_noun == "country" for each in between)
            place = "region" in row[i].kinds or bool(row[i].place_noun)
            owned = j > 0 and place and (row[j - 1].text in sets["owners"] or _is_owning_place(row[j - 1]))
            following = row[i + 1].text if i + 1 < len(row) else ""
            total = place and row[i].possessive and following in sets["total"] and not _lies_in_country(row, i)
            return (wide or owned or total or _lies_in_trade_of(between, language)) and row[j + 1].text in sets["of"]
    return False


def _is_owning_place(token: Token) -> bool:
    """Whether a token is a place that has something: "Hainan's share of China's exports", "the province's share"."""
    return token.possessive and "partner" not in token.kinds and ("region" in token.kinds or bool(token.place_noun))


def _past_owner(row: Sequence[Token], at: int, language: Language) -> int:
    """The place of the word behind "of it", "of them", where a noun of share is said to be theirs; else `at`."""
    sets = language.sets
    owned = at + 2 < len(row) and row[at].text in sets["of"] and row[at + 1].text in sets["pointers"]
    return at + 2 if owned else at


def _is_given_to(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is that to whose trade a part of it adds: "Nanchang contributed 12 billion to the trade of"."""
    sets, to = language.sets, i - 1
    while to > 0 and (row[to].text in sets["definite"] | sets["of"] or row[to].is_("neutral") or row[to].flow):
        to -= 1
    if to < _GIVEN or row[to].text not in sets["to"] or "number" not in row[to - 1].kinds:
        return False
    verb = next((k for k in range(to - 2, max(0, to - _LOOK_BACK), -1) if "contribution" in row[k].kinds), 0)
    return any("region" in token.kinds for token in row[:verb])


def _lies_in_trade_of(words: Sequence[Token], language: Language) -> bool:
    """Whether words from "share" to a place end in trade that another's is part of: "of Fuyang in the exports of"."""
    sets = language.sets
    at = next((k for k in range(len(words) - 2, 1, -1) if words[k].text in sets["in"]), 0)
    named = any("region" in token.kinds or token.place_noun for token in words[1:at])
    glue = sets["definite"] | sets["of"] | sets["those_of"] | sets["that_those"] | sets["all_trade"] | sets["entire"]
    return named and all(bool(token.flow) or token.text in glue for token in words[at + 1 : -1])


def _is_of_their_whole(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether goods are what a part of them is a part of: "their proportion in the total vehicle exports".

    So in "they took 44 percent of total services trade".
    """
    sets = language.sets
    opens = sets["in"] | sets["of"]
    for j in range(max(0, i - _LOOK_BACK), i):
        if "share_noun" in row[j].kinds and j > 0 and row[j - 1].text in sets["owners"]:
            opened = row[j + 1].text.split(" ")[0] in opens or row[j].text.split(" ")[-1] in opens
            return opened and not any(token.is_("number", "mark") for token in row[j:i])
        if "share" in row[j].kinds and j > 0 and row[j - 1].text in sets["again"]:
            at = next((k for k in range(j + 1, i) if "number" in row[k].kinds), i)
            between = row[at + 1 : i]
            return (
                bool(between) and between[0].text in sets["of"] and all("mark" not in token.kinds for token in between)
            )
    return False


def _lies_in_country(row: Sequence[Token], i: int) -> bool:
    """Whether what a place has is itself a part of the country's: "the proportion of Hubei's total in the country"."""
    for token in row[i + 1 :]:
        if token.is_("number", "mark"):
            return False
        entry = token.entry("region")
        if token.place_noun == "country" or (entry is not None and entry.kind == "country"):
            return True
    return False


def _member_of_earlier(row: Sequence[Token], i: int) -> bool:
    """Whether goods only spell out a group named before: "the new three of electric cars, batteries and panels"."""
    entry = row[i].entry("product")
    if entry is None:
        return False
    groups = [token.entry("product") for token in row[max(0, i - 14) : i] if "number" not in token.kinds]
    return any(group is not None and entry.id in group.members for group in groups)


def _spells_out_group(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a country is one of a list that spells out a group: "Central Asia - Kazakhstan and four others -"."""
    sets, entry = language.sets, row[i].entry("partner")
    for j in range(i - 1, 0, -1):
        if row[j].text in sets["spells_out"]:
            group = row[j - 1].entry("partner")
            return group is not None and entry is not None and entry.id in group.members
        if "partner" not in row[j].kinds and row[j].text not in sets["joins"]:
            return False
    return False


def _is_taken_out(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether goods are taken out of their group: "among which shoes reached 21 billion"."""
    near = [token.text for token in row[max(0, i - 3) : i]]
    level = i + 1 < len(row) and row[i + 1].is_("level", "share", "change:up", "change:down")
    return level and any(text in language.sets["which"] for text in near)


def _says_of_what(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether goods only say of what something else is: "the price of crude oil", "wood processing enterprises"."""
    if i > 1 and row[i - 1].text in language.sets["of"] and row[i - 2].kinds == {"distractor"}:
        return True
    if i + 1 < len(row) and row[i + 1].text in language.sets["seats_of_goods"] and _names_place(row, i + 2, language):
        return True
    for j in range(i + 1, min(i + 3, len(row))):
        if row[j].text in language.sets["firms"]:
            return not _traded(row, j + 1, language)
        if row[j].text in language.sets["places_of_sale"]:
            return j == i + 1 and not any(token.flow for token in row[j + 1 : j + 3])
        if row[j].kinds != {"word"}:
            return False
    return False


def _names_place(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is named from `i` on: "auto hub Jilin", "the furniture capital of Foshan"."""
    at = i + (i < len(row) and row[i].text in language.sets["of"])
    return at < len(row) and "region" in row[at].kinds


def _traded(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the firms before `i` trade in what they make: "Toy makers in Foshan shipped", "; their exports fell"."""
    sets = language.sets
    placed = i + 1 < len(row) and row[i].text in sets["in"] and row[i + 1].is_("region")
    if any(token.flow for token in (row[i + 2 : i + 3] if placed else row[i : i + 2])):
        return True
    words = itertools.takewhile(lambda token: "number" not in token.kinds, row[i:])
    return any(a.text in sets["their"] and b.flow for a, b in itertools.pairwise(words))


def _has_number_next(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a number follows a name, with or without its verb: "luggage rose 32.6 percent"."""
    comma = i + 1 < len(row) and row[i + 1].text == ","
    after = row[i + 1 + comma : i + 4]
    verbs = list(itertools.takewhile(lambda token: "number" not in token.kinds, after))
    return len(verbs) < len(after) and all(
        token.is_("change:up", "change:down") or token.text in language.sets["by"] for token in verbs
    )


def _has_level_behind(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a flow has a sum of its own: "including exports of 43 billion yuan", "an export value of"."""
    of = i + 1 + (i + 1 < len(row) and row[i + 1].text in language.sets["counts_of_goods"])
    led = row[of : of + 1] and row[of].text in language.sets["of"] | language.sets["worths"]
    return bool(led) and of + 1 < len(row) and "number" in row[of + 1].kinds


def _describes(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is no subject of trade: "a single Zhengzhou assembler", "when Shanghai was locked down"."""
    sets = language.sets
    if row[i].possessive or row[i].place_noun or i == 0 or i + 1 >= len(row):
        return False
    if _is_where_city_lies(row, i, sets) or _is_in_apposition(row, i, language):
        return True
    before, following = row[i - 1], row[i + 1]
    verb = following.is_("share", "contribution", "change:up", "change:down")
    if before.text in sets["which"] and i > 1 and row[i - 2].text in sets["for_which"] and not verb:
        return not ("level" in following.kinds and _has_number_next(row, i + 1, language))
    if before.text in sets["while_when"] and following.text in sets["was"]:
        after = row[i + 2] if i + 2 < len(row) else following
        return after.kinds == {"word"} and after.text.endswith(language.endings["past"])
    of_flow = any(token.flow for token in row[i + 1 : i + 4])
    return before.text in sets["lone"] and following.is_("word", "product") and not of_flow


def _is_where_city_lies(row: Sequence[Token], i: int, sets: Mapping[str, frozenset[str]]) -> bool:
    """Whether a province only says where the city before it lies: "Qingdao of Shandong", "Xigaze City of the Tibet"."""
    of = i - 1 - (row[i - 1].text in sets["definite"])
    at = of - 1 - (of > 1 and row[of - 1].text in sets["place_nouns"])
    city = row[at].entry("region") if of > 0 and row[of].text in sets["of"] else None
    entry = row[i].entry("region")
    return city is not None and entry is not None and city.kind == "city" and city.parent == entry.id


def _is_in_apposition(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only says what the one before it is: "the Pearl River Delta, the core of Guangdong,"."""
    sets = language.sets
    if row[i + 1].text != "," or row[i - 1].text not in sets["of"]:
        return False
    for j in range(i - 2, max(1, i - _APPOSITION), -1):
        if row[j].text in sets["definite"]:
            return row[j - 1].text == "," and "region" in row[j - 2].kinds
        if not row[j].kinds <= {"word", "modifiers"}:
            return False
    return False


def _among_them(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name is only one of those meant: "farm exports, walnuts and grapes among them"."""
    for j in range(i + 1, min(len(row), i + 6)):
        if row[j].text in language.sets["among_them"]:
            return j + 1 >= len(row) or not row[j + 1].is_("number", "share")
        if row[j].is_("mark", "number", "level", "change:up", "change:down"):
            return False
    return False


def _goes_on_with_examples(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name ends a list of examples that holds an unknown one: "such as ores, energy and grain"."""
    unknown = False
    for j in range(i - 1, -1, -1):
        if "examples" in row[j].kinds:
            return unknown
        last = j == i - 1 and row[j].text in language.sets["and"]
        if not last and row[j].text != "," and "product" not in row[j].kinds and row[j].kinds != {"word"}:
            return False
        unknown |= row[j].kinds == {"word"}
    return False


def _pulled(row: Sequence[Token], i: int) -> bool:
    """Whether a name is of what is driven up: "pulled the province's trade growth by 2.6 points"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if lifts(row[j]):
            return lifts_whole(row[: i + 1]) or any(
                "number" in token.kinds and token.number is not None and token.number.kind == "points"
                for token in row[i : i + 8]
            )
        if row[j].is_("number", "mark"):
            return False
    return False


def _in_bracket_without_number(row: Sequence[Token], i: int) -> bool:
    opened = next((j for j in range(i - 1, -1, -1) if row[j].text in {"(", ")"}), None)
    if opened is None or row[opened].text != "(":
        return False
    closed = next((j for j in range(i + 1, len(row)) if row[j].text == ")"), len(row))
    return not any("number" in token.kinds for token in row[opened:closed])
