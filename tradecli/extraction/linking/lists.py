"""Lists of a sentence: the names of one field that stand in a row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tradecli.extraction.language import Language
from tradecli.extraction.linking.locations import says_where
from tradecli.extraction.mentions import NAMES, Token
from tradecli.extraction.months import is_month

FIELDS = (*NAMES, "flow", "period")
_NEIGHBORS = 6
"""Tokens from a place to the noun of "and its two close neighbors", at most."""
_REACH = 11
_PAIR, _LEAD = 2, 3
"""Words from one name of a list to the next, at most."""


@dataclass(frozen=True, slots=True)
class NameList:
    """Names of one field in a row; `tokens` are their places in the sentence."""

    field: str
    tokens: tuple[int, ...]
    split_flow: bool = False
    """Whether it is the pair inside "exports and imports"."""
    values: tuple[str, ...] = ()
    """The periods that one word names ("quarter by quarter")."""

    @property
    def size(self) -> int:
        """Number of names."""
        return 2 if self.split_flow else len(self.values or self.tokens)


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of one kind in a row; `tokens` are their places in the sentence."""

    tokens: tuple[int, ...]

    @property
    def first(self) -> int:
        """Place of the first number."""
        return self.tokens[0]

    @property
    def last(self) -> int:
        """Place of the last number."""
        return self.tokens[-1]


def field_of(token: Token) -> str:
    """The field that a token names, partners before regions of one name; empty where it names none."""
    return _field(token.kinds)


@cache
def _field(kinds: frozenset[str]) -> str:
    names = {kind.partition(":")[0] for kind in kinds}
    return next((field for name, field in _FIELD_OF.items() if name in names), "")


_FIELD_OF = {
    "product": "product",
    "channel": "channel",
    "partner": "partner",
    "region": "region",
    "place_noun": "region",
    "flow": "flow",
    "period": "period",
}


def name_lists(row: Sequence[Token], language: Language) -> list[NameList]:
    """Lists of two names or more of one field, joined by commas and "and", in text order."""
    found = [*_named(row, language), *_of_flows(row, language)]
    found += [_of_times(row, i) for i, token in enumerate(row) if token.period is not None and token.period.several]
    return sorted(found, key=lambda each: each.tokens[0])


def _of_times(row: Sequence[Token], last: int) -> NameList:
    """The times that a mention lists, with the months before it: "in October, November and December 2022"."""
    time = row[last].period
    first, times = last, list(time.several) if time is not None else []
    while first > 1 and row[first - 1].text == "," and (before := row[first - 2].period) is not None:
        if before.several or before.comparison or not is_month(before.value):
            break
        first -= 2
        times.insert(0, before.value)
    return NameList("period", tuple(range(first, last + 1, 2)), values=tuple(times))


def _named(row: Sequence[Token], language: Language) -> Iterator[NameList]:
    i = 0
    while i < len(row):
        field = _listed(row[i], language)
        members = [i]
        while field and (following := _next_member(row, members[-1], field, language)) is not None:
            members.append(following)
        if len(members) == 1:
            i += 1
            continue
        if field == "region":
            members = _without_homes(row, members, language)
        members = _behind_those_set_beside(row, _of_one_preposition(row, members, language), language)
        end = members[-1] + 1
        if end < len(row) and row[end].text in language.sets["among_them"]:
            members = members[1:]
        first_only = _holds_others(row, members, field) or _is_theme(row, members[0], language)
        if len(members) > 2 and (first_only or bool(row[members[0]].place_noun)):
            members = members[1:]
        if field == "period" and (time := row[members[0]].period) is not None and time.comparison:
            members = members[:1]
        if len(members) > 1 and _is_list(row, members, language):
            yield NameList(field, tuple(members))
        i = end


def _without_homes(row: Sequence[Token], members: list[int], language: Language) -> list[int]:
    """The members without a province that only says where the last one lies: "Beijing and Suzhou, Jiangsu"."""
    city, home = row[members[-2]].entry("region"), row[members[-1]].entry("region")
    held = city is not None and home is not None and city.kind == "city" and city.parent == home.id
    ended = len(members) > 2 and row[members[-2] - 1].text in language.sets["and"]
    return members[:-1] if held and ended and says_where(row, members[-1], "region", language) else members


def _of_one_preposition(row: Sequence[Token], members: list[int], language: Language) -> list[int]:
    """The members up to a preposition that opens a longer list: "with A, and with B, C and D"."""
    sets = language.sets
    for k in range(len(members) - 2):
        between = [token.text for token in row[members[k] + 1 : members[k + 1]]]
        if any(a in sets["and"] and b in sets["to_words"] for a, b in itertools.pairwise(between)):
            return members[: k + 1]
    return members


def _behind_those_set_beside(row: Sequence[Token], members: list[int], language: Language) -> list[int]:
    """The members without those that the sentence opens with to set them aside: "Besides Hefei and Wuhu, Tongling"."""
    sets, first = language.sets, members[0]
    led = {word for token in row[max(0, first - 2) : first] for word in token.text.split()}
    if len(members) < 3 or sets["set_beside"].isdisjoint(led):
        return members
    joined = False
    for k in range(len(members) - 1):
        between = [token.text for token in row[members[k] + 1 : members[k + 1]]]
        if joined and between == [","]:
            return members[k + 1 :]
        joined = not sets["and"].isdisjoint(between)
    return members


def _holds_others(row: Sequence[Token], members: Sequence[int], field: str) -> bool:
    """Whether the first name of a list holds the others: "the other BRICS members, Brazil", "Hunan, Xiangxi"."""
    first, others = row[members[0]].entry(field), [row[i].entry(field) for i in members[1:]]
    if first is None:
        return False
    return all(entry is not None and (entry.id in first.members or entry.parent == first.id) for entry in others)


def _is_theme(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name only says what the sentence turns to: "As for emerging markets, Africa and Latin America".

    So in "Among the emerging markets, Africa and Latin America".
    """
    lead = [token.text for token in row[:i]]
    group = row[i].entry("partner")
    open_group = group is not None and group.kind == "group" and not group.members
    if open_group and lead and lead[0].split(" ")[0] in language.sets["among"]:
        return len(lead) < _LEAD
    return len(lead) == 2 and lead[0] in language.sets["as"] and lead[1] in language.sets["for"]


def _of_flows(row: Sequence[Token], language: Language) -> Iterator[NameList]:
    """The two flows of "exports and imports", and the three of "trade, exports and imports"."""
    pairs = [i for i, token in enumerate(row) if is_pair_of_flows(token, language)]
    yield from (NameList("flow", (i,), True) for i in pairs)
    for i in (i for i, token in enumerate(row) if token.flow in {"exports", "imports"}):
        if three := _total_and_each(row, i, language):
            yield NameList("flow", three, values=("total", row[three[1]].flow, row[three[2]].flow))
    for i in pairs:
        total = i > 1 and row[i - 1].text == "," and row[i - 2].flow == "total" and i - 2 not in pairs
        if total:
            yield NameList("flow", (i - 2, i), values=("total", *flows_of_pair(row[i], language)))
        if three := _all_and_each(row, i, language) or _each_and_all(row, i, language):
            yield NameList("flow", three)
        if i + 2 in pairs and row[i + 1].text in language.sets["joins"]:
            yield NameList("flow", (i, i + 2), values=("total", *flows_of_pair(row[i + 2], language)))


def _total_and_each(row: Sequence[Token], i: int, language: Language) -> tuple[int, ...]:
    """Places of all trade, named by its total alone, and of each flow: "the total value, the value of export and"."""
    sets = language.sets
    glue = (sets["joins"] | sets["list_glue"] | sets["level_nouns"]) - sets["total"]
    total = next((j for j in range(i - 1, max(-1, i - _REACH), -1) if row[j].text not in glue), -1)
    after = next((j for j in range(i + 1, min(i + _REACH, len(row))) if row[j].flow or row[j].text not in glue), i)
    named = total >= 0 and row[total].text in sets["total"] and any(token.text == "," for token in row[total:i])
    return (total, i, after) if named and {row[i].flow, row[after].flow} == {"exports", "imports"} else ()


def _all_and_each(row: Sequence[Token], i: int, language: Language) -> tuple[int, ...]:
    """Places of all trade and of each flow after it: "import and export, export, and import"."""
    places = [i]
    glue = language.sets["joins"] | language.sets["list_glue"] | language.sets["alone"]
    for j in range(i + 1, min(i + _REACH, len(row))):
        if row[j].flow in {"exports", "imports"}:
            places.append(j)
        elif row[j].text not in glue:
            break
    apart = len({row[j].flow for j in places[1:]}) == 2
    return tuple(places) if len(places) == 3 and apart and row[i + 1].text == "," else ()


def _each_and_all(row: Sequence[Token], i: int, language: Language) -> tuple[int, ...]:
    """Places of each flow and of all trade after them: "imports, exports and total imports and exports"."""
    places = [i]
    glue = language.sets["joins"] | language.sets["list_glue"] | language.sets["all_trade"]
    for j in range(i - 1, max(-1, i - _REACH), -1):
        if row[j].flow in {"exports", "imports"}:
            places.append(j)
        elif row[j].text not in glue or len(places) == 3:
            break
    apart = len({row[j].flow for j in places[1:]}) == 2
    joined = any(token.text in language.sets["and"] for token in row[places[1] + 1 : i]) if apart else False
    return tuple(reversed(places)) if len(places) == 3 and joined else ()


def is_pair_of_flows(token: Token, language: Language) -> bool:
    """Whether a flow word is "exports and imports", which may also mean the two apart."""
    if " " not in token.text or token.flow != "total" or token.text.endswith(language.endings["past"]):
        return False
    exports, imports = (language.stems[flow] for flow in ("exports", "imports"))
    return language.stems["pair"] in token.text and exports in token.text and imports in token.text


def flows_of_pair(token: Token, language: Language) -> tuple[str, str]:
    """The two flows of "exports and imports" in the order of the words."""
    return ("exports", "imports") if token.text.startswith(language.stems["exports"]) else ("imports", "exports")


def _listed(token: Token, language: Language) -> str:
    """The field under which a token can stand in a list; a pair of flows and an adjective can't."""
    field = field_of(token)
    if not field or token.adjective or token.place_noun == "country":
        return ""
    if field == "flow" and " " in token.text and token.flow == "total":
        return field if token.text.split()[0] in language.sets["all_trade"] else ""
    return field


def _next_member(row: Sequence[Token], at: int, field: str, language: Language) -> int | None:
    """Place of the next name of a list after `at`, words in brackets passed over; None where the list ends."""
    sets = language.sets
    joined, depth = False, 0
    resumes = _past_examples(row, at, language) or _past_rank(row, at, language) or _past_neighbors(row, at, language)
    for i in range(at + 1, min(len(row), at + _REACH)):
        token = row[i]
        if i < resumes:
            continue
        if token.text == "(" or (token.text == ")" and depth):
            depth += 1 if token.text == "(" else -1
        elif depth:
            if "number" in token.kinds:
                return None
        elif field == "region" and "partner" in token.kinds:
            return None
        elif (listed := _listed(token, language)) and (listed == field or field in token.kinds):
            own = row[i - 1].text in sets["owners"] and i + 1 < len(row) and bool(row[i + 1].flow)
            return i if joined and not own and not _takes_in_others(row, at, i, language) else None
        elif token.text in sets["joins"] or (field == "product" and token.text in sets["joins_goods"]):
            joined = True
        elif not _passed_over(token, joined, language) and not (field == "partner" and _of_members(token, language)):
            return None
    return None


def _takes_in_others(row: Sequence[Token], at: int, i: int, language: Language) -> bool:
    """Whether an open group takes in the countries named before: "Laos and other countries along the Belt and Road"."""
    entry = row[i].entry("partner")
    open_group = entry is not None and entry.kind == "group" and not entry.members
    return open_group and any(token.text in language.sets["rest"] for token in row[at + 1 : i])


def _past_examples(row: Sequence[Token], at: int, language: Language) -> int:
    """Where a list goes on behind examples of a member: "goods like shoes and hats, and tea"; 0 without them."""
    if at + 1 >= len(row) or "examples" not in row[at + 1].kinds:
        return 0
    comma = next((i for i in range(at + 2, min(len(row), at + _REACH)) if row[i].text == ","), 0)
    words = {word for token in row[at + 2 : comma] for word in token.text.split()}
    return comma if not language.sets["and"].isdisjoint(words) else 0


def _past_rank(row: Sequence[Token], at: int, language: Language) -> int:
    """Where a list goes on behind the rank of a member: "with ASEAN, third among the partners, and with"; 0 without."""
    sets = language.sets
    if at + 1 >= len(row) or row[at + 1].text != ",":
        return 0
    comma = next((i for i in range(at + 2, min(len(row) - 1, at + _REACH)) if row[i].text == ","), 0)
    aside = row[at + 2 : comma]
    ranked = any(token.text in sets["ranks"] | sets["first_two"] | sets["superlatives"] for token in aside)
    named = any(_listed(token, language) or token.is_("number", "level", "change:up", "change:down") for token in aside)
    return comma if ranked and not named and row[comma + 1].text in sets["and"] else 0


def _past_neighbors(row: Sequence[Token], at: int, language: Language) -> int:
    """Where a list goes on behind "Shanghai and its three neighbors", at the comma; 0 without that."""
    sets = language.sets
    owned = at + 2 < len(row) and row[at + 1].text in sets["and"] and row[at + 2].text in sets["its"]
    noun = next((i for i in range(at + 3, min(at + _NEIGHBORS, len(row) - 1)) if row[i].text in sets["neighbors"]), -2)
    return noun + 1 if owned and row[noun + 1].text == "," else 0


def _of_members(token: Token, language: Language) -> bool:
    """Whether a word only says whose members a partner is: "and with the other members of"."""
    sets = language.sets
    return any(token.text in sets[name] for name in ("partner_nouns", "skipped", "membership", "place_nouns"))


def _passed_over(token: Token, joined: bool, language: Language) -> bool:
    """Whether a word may stand between two names of a list."""
    if token.text in language.sets["list_glue"]:
        return True
    return not joined and "neutral" in token.kinds and not token.is_("change:up", "change:down")


def _two_are_dealt(row: Sequence[Token], last: int) -> bool:
    """Whether two numbers are dealt out to two names with a comma between: "oil, grain rose by 5%, 8% respectively"."""
    dealt = next((i for i in range(last + 1, len(row)) if "respectively" in row[i].kinds), last)
    first = next((i for i in range(last + 1, dealt) if "number" in row[i].kinds), dealt)
    passed = {"", "period", "flow"} if field_of(row[last]) in {"channel", "product", "partner"} else {"", "period"}
    names = (field_of(token) not in passed for token in row[last + 1 : first])
    numbers = sum("number" in row[i].kinds and row[i - 1].text != "(" for i in range(last, dealt))
    return numbers == _PAIR and not any(names)


def _is_list(row: Sequence[Token], members: Sequence[int], language: Language) -> bool:
    """Three names or an "and" make a list; two names with a comma between are rather an apposition.

    So are no list "38% of the city's total, and Shishi", where only the first is said to have something.
    """
    if len(members) > 2:
        return True
    if len(members) == _PAIR and _two_are_dealt(row, members[-1]):
        return True
    between = [token.text for token in row[members[0] + 1 : members[1]]]
    led = any(a in language.sets["and"] and b in language.sets["to_words"] for a, b in itertools.pairwise(between))
    owns = row[members[0]].possessive and "," in between and not row[members[1]].possessive
    if (between[:1] == [","] or owns) and any(text in language.sets["and"] for text in between) and not led:
        return False
    joins = language.sets["joins"] | language.sets["joins_goods"]
    return any(token.text != "," and token.text in joins for token in row[members[0] : members[1]])
