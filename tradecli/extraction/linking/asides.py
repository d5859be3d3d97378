"""Words of a sentence that only describe its subject or say what made it so."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.drivers import is_driven
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.values import is_place
from tradecli.extraction.mentions import Token

_LED = 5
"""Words of a partner that a sentence opens with ("And with Brazil, a big seller of iron ore, China"), at most."""
_FRONTED = 4
"""Words of a place that a sentence opens with ("In Guangdong province, which"), at most."""


def asides(row: Sequence[Token], language: Language) -> frozenset[int]:
    """Places of appositions without a verb or figure: "Xiamen, home to 17 of the 40 companies listed, supplied"."""
    found = {*_cause(row, language), *_driver(row, language), *_promoter(row, language), *_backing(row, language)}
    commas = [i for i, token in enumerate(row) if token.text == ","]
    spelt, openers = language.sets["spelt_out"], language.sets["aside_openers"]
    named = [
        a
        for a in commas
        if 0 < a < len(row) - 2
        and (
            row[a - 1].is_("region", "partner", "product", "channel")
            or row[a + 2].text in language.sets["consists"]
            or is_driven(row[a + 1 : a + 4], language)
        )
    ]
    opened = spelt | openers | language.sets["driven"]
    of_goods = [a for a in commas[:1] if _are_members_told(row, a, language)]
    members = [(a, b) for a in of_goods for b in commas if a + 1 < b < len(row) - 1]
    lists = [(a, b) for a in named if row[a + 1].text.split(" ")[-1] in opened for b in commas if b > a + 1]
    for a, b in (*itertools.pairwise(commas), *lists):
        inner = row[a + 1 : b]
        past = bool(inner) and (inner[0].text.endswith(language.endings["past"]) or is_driven(inner, language))
        clause = past or any(token.text.split(" ")[-1] in openers | spelt for token in inner[:2])
        verbal = any("number" in token.kinds for token in inner) if clause else _tells(inner, language)
        describes = a > 0 and b - a > 2 and (clause or field_of(row[a - 1])) and not verbal
        describes = describes and not _ends_list(row[a - 1], inner, language)
        after = () if is_driven(row[b + 1 : b + 4], language) else row[b + 1 : b + 3]
        later = (token for token in after if token.text not in language.sets["adverbs"])
        fronted = clause and a < _FRONTED and row[0].text in language.sets["in"] | language.sets["for"]
        verb = next(later, None) if describes else None
        resumed = verb is not None and (resumes(verb, language) or (fronted and bool(verb.flow)))
        resumed = resumed or (fronted and inner[0].text in language.sets["at_which"] and not verbal)
        resumed = resumed or (clause and bool(describes) and _goes_on_with_flow(row, b + 1, language))
        resumed = resumed or (verb is not None and verb.is_("region") and _describes_partner(row, a, inner, language))
        resumed = resumed or (bool(describes) and _says_the_most(row[a - 1], inner, language))
        resumed = resumed or _says_when(row, a, inner, language)
        resumed = resumed or (
            _says_what_it_was(row[a - 1 : a], inner, language) and _is_rise(row[b + 1 : b + 3], language)
        )
        resumed = resumed or (bool(describes) and _leads_to_relative(row[b + 1 : b + 2], inner, language))
        if resumed or (clause and describes and _counts_on(row, b + 1, language)):
            found.update(range(a, b + 1))
    found.update(next((range(a, b + 1) for a, b in members if resumes(row[b + 1], language)), ()))
    return frozenset(found)


def _leads_to_relative(after: Sequence[Token], inner: Sequence[Token], language: Language) -> bool:
    """Whether a relative clause is of what words describe: "Yiwu, the small commodities hub, whose exports rose"."""
    sets = language.sets
    article = inner[0].text in sets["definite"] | sets["indefinite"]
    home = inner[0].text in sets["aside_openers"] - sets["relatives"]
    return any(token.text in sets["relatives"] for token in after) and (article or home)


def _says_when(row: Sequence[Token], comma: int, inner: Sequence[Token], language: Language) -> bool:
    """Whether words only say what happened in the time that a sentence opens with: "In 2013, when it was proposed,"."""
    sets = language.sets
    dated = comma < _FRONTED and row[0].text in sets["in"] and row[comma - 1].period is not None
    told = any("number" in token.kinds or token.flow for token in inner)
    return dated and bool(inner) and inner[0].text in sets["when"] and not told


def _says_what_it_was(before: Sequence[Token], inner: Sequence[Token], language: Language) -> bool:
    """Whether words only say what a sum was: "5 billion yuan, which was the main force of Hubei's trade, a rise of"."""
    sets, summed = language.sets, bool(before) and "number" in before[0].kinds
    told = len(inner) > 2 and inner[0].text in sets["relative_subject"] and inner[1].text in sets["was"]
    return summed and told and inner[2].text in sets["definite"] and not any("number" in each.kinds for each in inner)


def _is_rise(words: Sequence[Token], language: Language) -> bool:
    """Whether words begin "an increase", "a decline"."""
    return len(words) > 1 and words[0].text in language.sets["indefinite"] and words[1].is_("change:up", "change:down")


def _says_the_most(before: Token, inner: Sequence[Token], language: Language) -> bool:
    """Whether words only say of what a place is the most: "Manzhouli, the busiest land port between the two,"."""
    sets = language.sets
    most = any(token.text in sets["superlatives"] for token in inner[1:3])
    return "region" in before.kinds and "partner" not in before.kinds and inner[0].text in sets["definite"] and most


def _ends_list(before: Token, inner: Sequence[Token], language: Language) -> bool:
    """Whether words between commas are the last names of a list: "the US, ASEAN, the EU and Japan, came to"."""
    sets, field = language.sets, field_of(before)
    joined = any(token.text in sets["and"] for token in inner)
    glue = sets["joins"] | sets["definite"]
    listed = field in {"partner", "product"}
    return joined and listed and all(field_of(token) == field or token.text in glue for token in inner)


def _are_members_told(row: Sequence[Token], comma: int, language: Language) -> bool:
    """Whether a comma behind the goods that moved opens a list of them: "Goods brought in, among them ores,"."""
    if not 0 < comma < len(row) - 1:
        return False
    told = row[comma - 1].is_("inward", "outward") or bool(row[comma - 1].flow)
    return told and row[comma + 1].text in language.sets["among_them"]


def _driver(row: Sequence[Token], language: Language) -> range:
    """Places of what a sentence opens with as that which drove trade: "Helped by demand from Japan, exports rose"."""
    if not is_driven(row, language):
        return range(0)
    comma = next((i for i, token in enumerate(row) if token.text == ","), 0)
    told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
    words = row[comma:told]
    theirs = any(token.text in language.sets["which"] for token in words)
    return range(comma) if any(token.flow for token in words) and not theirs else range(0)


def _promoter(row: Sequence[Token], language: Language) -> range:
    """Places of what a sentence opens with as bringing a place's trade to a sum.

    "Surging car exports helped Anhui's trade reach 5 billion", "enabled Anhui to reach 5 billion yuan of exports".
    So "where ore shipments have driven the figure to 251 million dollars".
    """
    sets = language.sets
    told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
    verb = next((i for i in range(1, told) if row[i].text in sets["brings_about"]), told)
    head = next((i + 1 for i in range(verb - 1, -1, -1) if "mark" in row[i].kinds), 0)
    named = any(token.flow or "product" in token.kinds for token in row[head:verb])
    if not named or any(token.flow for token in row[:head]) or any("mark" in token.kinds for token in row[verb:told]):
        return range(0)
    start = verb + 1 + (verb + 1 < told and row[verb + 1].text in sets["definite"])
    money = (i for i in range(told, len(row)) if (number := row[i].number) is not None and number.kind == MONEY)
    level = next(money, -1)
    onto = level == told or (level == told + 2 and row[told + 1].text in sets["to"])
    if not onto or start >= told:
        return range(0)
    again = row[start].text.split(" ")[-1] in sets["level_nouns"]
    placed = "region" in row[start].kinds or bool(row[start].place_noun) or bool(row[start].flow) or again
    inner = row[start:told]
    reached = any("level" in token.kinds for token in inner) and any(t.flow for t in row[level + 1 : level + 3])
    trade = again or reached or any(token.flow for token in inner)
    return range(head, verb + 1) if trade and placed else range(0)


def _describes_partner(row: Sequence[Token], comma: int, inner: Sequence[Token], language: Language) -> bool:
    """Whether an aside says what the partner is that a sentence opens with: "With Brazil, a seller of ore, China"."""
    return comma <= _LED and "partner" in row[comma - 1].kinds and inner[0].text in language.sets["indefinite"]


def _cause(row: Sequence[Token], language: Language) -> range:
    """Places of the cause or circumstance that a sentence opens with, be it behind a time.

    "On the back of cars, exports rose", "On May 3, with ships heading for Egypt, exports passed".
    """
    told = next((i for i, token in enumerate(row) if token.is_("number", "change:up", "change:down")), len(row))
    opening = 1 + max((i for i in range(told) if row[i].text == ":"), default=-1)
    lead = next((i for i in range(opening, told) if row[i].text == ","), 0)
    flow = next((i for i in range(opening, told) if row[i].flow and field_of(row[i]) == "flow"), 0)
    comma = next((i for i in range(flow - 1, 0, -1) if row[i].text == ","), 0)
    for start in (opening, lead + 1):
        inner = row[start:comma]
        going = any(token.text.endswith(language.endings["participle"]) and not token.flow for token in inner)
        going = going or any(token.period is not None and _lasts(inner, i, language) for i, token in enumerate(inner))
        led = inner and inner[0].text in language.sets["openers"]
        if inner and (inner[0].text.lower() in language.sets["causes"] or (led and going)):
            return range(start, comma)
    return range(0)


def _backing(row: Sequence[Token], language: Language) -> range:
    """Places of goods or a zone that are only what a place's trade rests on: "With its battery makers, X's exports"."""
    sets = language.sets
    colon = max((i for i, token in enumerate(row) if token.text in {":", ";"}), default=-1)
    for start in sorted({0, colon + 1}):
        opens = start < len(row) and row[start].text.lower() in sets["with_words"]
        for comma in range(start + 2, len(row) - 2) if opens else ():
            owner = row[comma + 1]
            if row[comma].text != "," or not (owner.possessive and (is_place(owner) or owner.place_noun)):
                continue
            inner = row[start:comma]
            named = any(token.is_("product", "channel") for token in inner)
            other = any(token.flow or "partner" in token.kinds for token in inner)
            if named and not other and any(token.flow for token in row[comma + 2 : comma + 4]):
                return range(start, comma)
            break
    return range(0)


def _lasts(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether something went on up to a time or for a part of it: "idle through February and much of March"."""
    sets = language.sets
    part = at > 1 and row[at - 1].text in sets["of"] and row[at - 2].text in sets["part_of_time"]
    led = [token.text for token in row[max(0, at - 1) : at]]
    return part or not sets["lasting"].isdisjoint([*led, row[at].text.split(" ")[0].lower()])


def _goes_on_with_flow(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the next flow is told of: "exports rose 16.3 percent, with royalties in the van, and imports 11.4"."""
    return i + 1 < len(row) and row[i].text in language.sets["and"] and bool(row[i + 1].flow)


def _counts_on(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the number of the name before an aside follows: "Belgium, whose ports serve Europe, with 217,000"."""
    led = i + 1 < len(row) and row[i].text in language.sets["with_at"]
    return led and row[i + 1].is_("number", "bare")


def _tells(inner: Sequence[Token], language: Language) -> bool:
    """Whether words make a clause of their own, but for what they only say to be: "the city that is home to"."""
    sets = language.sets
    if any(token.text in sets["stays"] for token in inner):
        return True
    only = {i + 1 for i, token in enumerate(inner) if token.text in sets["that"] | sets["relatives"]}
    return any(_verbal(token) and not (i in only and token.text in sets["was"]) for i, token in enumerate(inner))


def _verbal(token: Token) -> bool:
    """Whether a token makes its words a clause of their own."""
    if token.is_("number", "change:up", "change:down", "share", "contribution"):
        return True
    return "level" in token.kinds and "neutral" not in token.kinds


def resumes(token: Token, language: Language) -> bool:
    """Whether a token is the verb that a subject goes on with after an aside."""
    if token.text.endswith(language.endings["participle"]) or token.text in language.sets["particles"]:
        return False
    told = token.kinds == {"word"} and token.text.endswith(language.endings["past"])
    if told or token.text in language.sets["auxiliaries"] | language.sets["irregular_pasts"]:
        return True
    if token.is_("inward", "outward") and "neutral" not in token.kinds:
        return True
    if token.is_("level", "share", "contribution", "change:up", "change:down", "change:flat"):
        return True
    return bool(token.flow) and token.text.split()[0].endswith(language.endings["past"])
