"""Words that point back to names before them: "the former", "its northern neighbor", "these zones", "the railway"."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry, Lexicon

_EPITHET = 3
"""Words from "its" to the neighbor that it is, at most."""
_NAMED = ("partner", "region", "product", "channel", "flow")
_FLOW_BEFORE = 8
"""Words from a word of trade to whom one trades with, at most: "bought 5 billion yuan of goods from the bloc"."""


def resolved(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with each word that points back read as the name it means; `earlier` are the names before it."""
    read, said = _without_epithets(row, earlier, language), {token.text for token in row}
    for words, meant in _READERS:
        if any(not said.isdisjoint(language.sets[each]) for each in words):
            read = meant(read, earlier, language)
    return read


def _the_way(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "through the port", "by way of the railway" read as through the one last named."""
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens)):
        one = tokens[i].text.partition(" ")
        noun, before = (one[2], i - 1) if one[0] in sets["definite"] and one[2] else (tokens[i].text, i - 2)
        if before < 0 or noun not in sets["ways"] or "channel" in tokens[i].kinds:
            continue
        led = tokens[before].text in sets["through"] or (before and tokens[before - 1].text in sets["way_of"])
        if not led or (before == i - 2 and tokens[i - 1].text not in sets["definite"] | sets["this_that"]):
            continue
        said = reversed([each for each in (*earlier, *tokens[:i]) if "channel" in each.kinds])
        port = noun in sets["ports"]
        named = (each for each in said if not (port and each.entry("channel")))
        meant = next((each for each in named if each.text.lower().split()[-1] == noun), None)
        if meant is not None:
            tokens[i] = replace(meant, start=tokens[i].start, end=tokens[i].end)
    return tokens


def _zones(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "these zones" read as the zones last named."""
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens)):
        led = tokens[i - 1].text in sets["definite"] | sets["this_that"]
        if not led or tokens[i].text not in sets["zones"] or not tokens[i].kinds <= {"word", "anaphor", "function"}:
            continue
        said = (each for each in reversed((*earlier, *tokens[:i])) if "channel" in each.kinds)
        meant = next((each for each in said if each.text.lower().split()[-1].startswith(tokens[i].text)), None)
        if meant is not None:
            tokens[i] = replace(meant, start=tokens[i].start, end=tokens[i].end)
    return tokens


def zones_again(
    row: Sequence[Token], earlier: Sequence[Token], subject: str, language: Language, lexicon: Lexicon
) -> list[Token]:
    """The row with "the zone" read as the one last named, "the zone in Mianyang" as any of its sort.

    That which the article is about, `subject`, is left to be what nothing else names, but for "our zone" and
    "the only bonded zone".
    """
    tokens, sets = list(row), language.sets
    for i, token in enumerate(tokens):
        one = token.text.split(" ")[-1]
        if one.lower() not in sets["zones"]:
            continue
        own = i > 0 and tokens[i - 1].text in sets["our"] | sets["sole"]
        if own and subject.lower().endswith(f" {token.text.lower()}"):
            tokens[i] = replace(token, text=subject, kinds=frozenset({"channel"}), entries=())
            continue
        if one not in sets["zones"]:
            continue
        said = [each for each in (*earlier, *tokens[:i]) if "channel" in each.kinds]
        elsewhere = i + 2 < len(tokens) and tokens[i + 1].text in sets["in"] and tokens[i + 2].entry("region")
        if elsewhere:
            sort = _sort_of_zone([each for each in said if not each.entries], one, language, lexicon)
            tokens[i] = token if sort is None else replace(token, kinds=frozenset({"channel"}), entries=(sort,))
        elif said and token.place_noun and said[-1].text != subject:
            only_sort = bool(said[-1].entries) and subject.lower().endswith(one)
            again = said[-1].text.lower().split()[-1] in sets["zone_nouns"] and not only_sort
            meant = replace(said[-1], start=token.start, end=token.end, possessive=token.possessive)
            tokens[i] = meant if again else token
    return tokens


def _sort_of_zone(said: Sequence[Token], noun: str, language: Language, lexicon: Lexicon) -> Entry | None:
    """The sort of the zone last named: comprehensive bonded zones, for one with a name of its own."""
    words = next((each.text.split() for each in reversed(said) if each.text.lower().endswith(noun)), [])
    tails = (" ".join(words[k:]).lower() + language.endings["plural"][0] for k in range(1, len(words)))
    return next(filter(None, (lexicon.by_name("channel", tail) for tail in tails)), None)


def _countries(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the 16 countries", "the region's 16 countries" read as the group of so many last named."""
    tokens, few = list(row), language.lists["few"]
    for i in range(len(tokens)):
        *lead, noun = tokens[i].text.split()
        named = i + 1 < len(tokens) and tokens[i + 1].text in language.sets["of"]
        if noun not in language.sets["countries"] or "partner" in tokens[i].kinds or named:
            continue
        words = lead or [token.text for token in tokens[max(0, i - 2) : i]]
        owned = not lead and i > 1 and tokens[i - 2].possessive and tokens[i - 2].place_noun == "area"
        if len(words) != 2 or not (owned or words[0] in language.sets["definite"] | language.sets["this_that"]):
            continue
        count = few.index(words[1]) + 2 if words[1] in few else int(words[1]) if words[1].isdigit() else 0
        said = ((each, each.entry("partner")) for each in reversed((*earlier, *tokens[:i])) if "partner" in each.kinds)
        meant = next((each for each, entry in said if entry is not None and _is_of_so_many(entry, count)), None)
        if meant is not None:
            tokens[i] = replace(meant, start=tokens[i].start, end=tokens[i].end, adjective=False, possessive=False)
    return tokens


def _is_of_so_many(entry: Entry, count: int) -> bool:
    """Whether a group has so many members, one more or fewer as it grew."""
    return entry.kind == "group" and count > 1 and abs(len(entry.members) - count) <= 1


def _firms(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "these companies" read as the kind of firms last named."""
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens)):
        if (
            tokens[i - 1].text not in sets["such"]
            or tokens[i].text not in sets["firms"]
            or "channel" in tokens[i].kinds
        ):
            continue
        said = ((each, each.entry("channel")) for each in reversed((*earlier, *tokens[:i])) if "channel" in each.kinds)
        meant = next((each for each, entry in said if entry is not None and entry.kind == "enterprise"), None)
        if meant is not None:
            tokens[i] = replace(meant, start=tokens[i].start, end=tokens[i].end, possessive=tokens[i].possessive)
    return tokens


def _without_epithets(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the Latin American country" put for the country of those last named; without one it points back."""
    tokens = list(row)
    for i, (token, following) in enumerate(itertools.pairwise(row)):
        group = token.entry("partner")
        one = following.text if token.adjective else token.text.lower().rpartition(" ")[2]
        if group is None or group.kind == "country" or one not in language.sets["epithets"]:
            continue
        said = ((each, each.entry("partner")) for each in reversed((*earlier, *tokens[:i])) if "partner" in each.kinds)
        meant = next((each for each, entry in said if entry is not None and _may_be_of(entry, group)), None)
        changed = meant or replace(token, kinds=frozenset({"anaphor"}), entries=(), adjective=False)
        tokens[i] = replace(changed, start=token.start, end=token.end, text=token.text)
        if token.adjective:
            tokens[i + 1] = replace(following, kinds=frozenset({"function"}))
    return tokens


def is_its_neighbor(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a word is the neighbor in "its giant neighbor to the north"."""
    sets = language.sets
    return row[i].text in sets["neighbor"] and any(token.text in sets["its"] for token in row[max(0, i - _EPITHET) : i])


def _neighbors(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "its northern neighbor" put for the country last named."""
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens)):
        owner, _, noun = tokens[i].text.rpartition(" ")
        if noun not in sets["neighbor"] or (owner or tokens[i - 1].text) not in sets["directions"] | sets["owners"]:
            continue
        said = ((each, each.entry("partner")) for each in reversed((*earlier, *tokens[:i])) if "partner" in each.kinds)
        meant = next((each for each, entry in said if entry is not None and entry.kind == "country"), None)
        if meant is not None:
            tokens[i] = replace(meant, start=tokens[i].start, end=tokens[i].end, text=tokens[i].text, adjective=False)
    return tokens


def _blocs(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the bloc" put for the group of countries that the sentence named last, before its first number.

    For the only one named before where goods go there or come from there: "bought 5 billion of goods from the bloc".
    So for "the region" where the place is told beside it, or only goods go there: "exports to the region rose".
    """
    tokens, blocs = list(row), language.sets["blocs"]
    told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
    for i, token in enumerate(tokens):
        beside = token.text.lower() in language.sets["region_again"] and (
            _is_beside_place(tokens, i, language) or _is_sold_to(tokens, i, language)
        )
        if not (token.text.lower() in blocs or beside) or "partner" in token.kinds:
            continue
        said = [each for each, entry in _partners(tokens[:i]) if entry.kind == "group"] if i < told else []
        if not said and _is_traded_with(tokens, i, language):
            named = (each for each, entry in _partners((*earlier, *tokens[:i])) if _is_bloc(entry, language))
            said = _only_one(named)
        tokens[i] = _again(said[-1], token) if said else token
    return tokens


def _is_beside_place(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether goods go to a region from the place named before it: "deliveries from Hainan to the region"."""
    if i < 3 or row[i - 1].text not in language.sets["to"] or "region" not in row[i - 2].kinds:
        return False
    return row[i - 3].text.split(" ")[-1] in language.sets["from"]


def _is_sold_to(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether goods go to a region or come from it, and are no partner's: not "Vietnam's exports to the region"."""
    flow = any(token.flow in {"exports", "imports"} for token in row[max(0, i - _FLOW_BEFORE) : i])
    return flow and _is_traded_with(row, i, language) and not any("partner" in token.kinds for token in row[:i])


def _continents(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "trade with the continent" read as with the only one named before."""
    tokens = list(row)
    for i, token in enumerate(tokens):
        if token.text in language.sets["continents_again"] and _is_traded_with(tokens, i, language):
            named = _partners((*earlier, *tokens[:i]))
            said = _only_one(each for each, entry in named if entry.name in language.sets["continents"])
            tokens[i] = _again(said[-1], token) if said else token
    return tokens


def _country(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "imports from the country", "exports to that nation" read as of the only one named before.

    Not "exports from the country", which are those of the country itself.
    """
    tokens = list(row)
    for i, token in enumerate(tokens):
        if token.text in language.sets["country_again"] and _is_traded_with(tokens, i, language):
            named = _partners((*earlier, *tokens[:i]))
            said = _only_one(each for each, entry in named if entry.kind == "country")
            tokens[i] = _again(said[-1], token) if said else token
    return tokens


def _only_one(named: Iterable[Token]) -> list[Token]:
    """Partners named, where all are one and the same; else none."""
    said = list(named)
    return said if len({each.entry("partner") for each in said}) == 1 else []


def _partners(named: Sequence[Token]) -> list[tuple[Token, Entry]]:
    """The partners among names, each with its entry."""
    entries = ((each, each.entry("partner")) for each in named if "partner" in each.kinds)
    return [(each, entry) for each, entry in entries if entry is not None]


def _again(meant: Token, token: Token) -> Token:
    """A name put for a word that points back to it."""
    return replace(meant, start=token.start, end=token.end, possessive=token.possessive, adjective=False)


def _is_bloc(entry: Entry, language: Language) -> bool:
    return entry.kind == "group" and entry.name not in language.sets["continents"]


def _is_traded_with(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a word is whom one trades with: imports come from there, exports go to it, trade is with it."""
    sets = language.sets
    at = i - 1 - (row[i - 1].text in sets["definite"] | sets["this_that"]) if i else -1
    flow = next((flow for token in reversed(row[max(0, at - _FLOW_BEFORE) : at + 1]) if (flow := token.flow)), "")
    link = row[at].text.split(" ")[-1] if at >= 0 else ""
    if flow == "imports":
        return link in sets["from"]
    return (flow == "exports" and link in sets["to"]) or (flow == "total" and link in sets["with_words"])


def _may_be_of(entry: Entry, group: Entry) -> bool:
    """Whether a country is of a group; of one whose members nobody lists, any may be."""
    return entry.kind == "country" and (not group.members or entry.id in group.members)


def _without_pronouns(row: Sequence[Token], earlier: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the former", "the latter" put for the last two names of one field before them."""
    both = language.sets["former"] | language.sets["latter"]
    tokens = list(row)
    for i, token in enumerate(tokens):
        counted = i + 1 < len(tokens) and tokens[i + 1].text in language.lists["few"]
        if token.text not in both or counted:
            continue
        said = [each for each in tokens[:i] if not each.text.startswith(tuple(both))]
        two = _last_two((*earlier, *said))
        if two:
            meant = two[0] if token.text in language.sets["former"] else two[1]
            tokens[i] = replace(meant, start=token.start, end=token.end, text=token.text)
    return tokens


def _last_two(names: Sequence[Token]) -> list[Token]:
    """The last two names of one field, set apart, of the field that was named last; empty where none has two."""
    pairs: list[tuple[int, list[Token]]] = []
    for field in _NAMED:
        places = [i for i, each in enumerate(names) if field_of(each) == field][-2:]
        two = [names[i] for i in places]
        apart = len(two) == 2 and two[0].text != two[1].text
        if apart and not (field == "flow" and any(each.flow == "total" for each in two)):
            pairs.append((places[0], two))
    return max(pairs, key=lambda each: each[0])[1] if pairs else []


_READERS: Sequence[tuple[tuple[str, ...], Callable[[Sequence[Token], Sequence[Token], Language], list[Token]]]] = (
    (("former", "latter"), _without_pronouns),
    (("neighbor", "its_neighbor"), _neighbors),
    (("ways",), _the_way),
    (("blocs", "region_again"), _blocs),
    (("continents_again",), _continents),
    (("country_again",), _country),
    (("zones",), _zones),
    (("firms",), _firms),
    (("countries", "counted_countries"), _countries),
)
"""What reads the words of some lists; a row without any of them is left alone."""
