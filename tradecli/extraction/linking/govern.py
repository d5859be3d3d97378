"""Whether a number is of trade at all: the noun that governs it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

TRADE, OTHER, UNKNOWN, SILENT = "trade", "other", "unknown", "silent"

_RIVALS = frozenset({"compared", "object", "example", "ranked"})
_LOOK_BACK = 12
_LOOK_ON = 6
_SHARE = 4
"""Words from "share" to the world's trade that it is of, at most."""
_SCALE = 8
"""Words from "the scale of" to the line of business, at most."""
_ENGAGED = 6
"""Words from "were" to what those counted are engaged in, at most."""


def governed(row: Sequence[Token], places: Iterable[int], roles: Mapping[int, str], language: Language) -> str:
    """What governs a number, read from the words at these places of the sentence.

    `trade` where a word of trade does, `other` where one of something else does
    (GDP, investment, a firm's orders), `unknown` where only words stand there that
    say nothing to us, `silent` where none stands there at all.
    """
    state, open_words, place_only = SILENT, False, True
    chain = counting = False
    places = list(places)
    beside = _circumstances(row, places, language)
    subordinate, definite = bool(places) and "conjunctions" in row[places[0]].kinds, language.sets["definite"]
    for i in places:
        token = row[i]
        if token.text == ":":
            open_words = False
            if state == OTHER:
                state, place_only = SILENT, True
        joins = "conjunctions" in token.kinds and token.text not in language.sets["complement"]
        if counting and joins and i + 1 < len(row) and row[i - 1].flow and row[i + 1].flow:
            continue
        if joins or token.is_("mark", "change:up", "change:down", "level"):
            if (counting and _is_doing(row, i, language)) or (chain and state == OTHER and _lists_goods(row, i)):
                continue
            chain = counting = False
        if i in beside and not token.flow:
            continue
        if state == OTHER and i > 0 and _is_worth(row[i - 1], token, language):
            state = SILENT
        if "mark" in row[i - 1].kinds and (
            (roles.get(i) == "possessive" and "region" in token.kinds) or (subordinate and token.text in definite)
        ):
            open_words = False
        if _is_firm_alone(row, i, language):
            state, chain = OTHER, True
            continue
        strong = bool(token.flow) or token.is_("product", "channel")
        if _is_economy(row, i, places, language):
            state, chain = OTHER, True
            continue
        if _is_of_the_world(row, i, language) or _is_scale_of_business(row, i, language):
            state, chain = OTHER, True
            continue
        if _counts_others(row, i, language) or _is_count(row, i, language):
            state, chain, counting = OTHER, True, True
        elif "distractor" in token.kinds and not strong:
            if i > 0 and "forecast" in token.kinds and row[i - 1].text in language.sets["beaten"]:
                continue
            agent = _are_those_who_trade(row, i, language)
            agent |= _are_all_firms(row, i, language) or _are_local_firms(row, i, language)
            agent |= (
                _are_between(row, i, language)
                or _is_value_in_translation(row, i, language)
                or _are_the_chief(row, i, language)
            )
            if not agent and not _is_circumstance(row, i, language):
                state, chain = OTHER, True
        elif _names_trade(token, roles.get(i, "")):
            if chain and counting:
                continue
            complement = any(each.text.split(" ")[-1] in language.sets["complement"] for each in row[max(0, i - 2) : i])
            complement |= state == OTHER and _lists_goods(row, i - 1)
            located = roles.get(i) == "in" and not token.flow and not _is_mode(token)
            if (chain and (complement or located or (i > 0 and not strong))) or (state == OTHER and not strong):
                continue
            state, chain = TRADE, False
            place_only = place_only and not strong and "partner" not in token.kinds
        elif _is_open_word(token, language):
            open_words = open_words or _is_subject(row, i)
    if open_words and (state == SILENT or (state == TRADE and place_only)):
        return UNKNOWN
    return state


def _is_circumstance(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a noun is only what something happened under: "despite tariffs", "in the shadow of the tariffs"."""
    at = i - 1 if i > 1 and row[i - 1].text in language.sets["definite"] else i
    return at > 0 and row[at - 1].text in language.sets["circumstance"]


def _are_those_who_trade(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether firms are only said to trade what is told of: "imports by companies", "trade conducted by firms in".

    They may be told with their place ("imports of ore by Xiamen traders") and with "was" ("was done by firms in").
    """
    whose = i > 2 and ("region" in row[i - 1].kinds or row[i - 1].text in language.sets["local"])
    by = i - 2 if whose else i - 1
    if by < 1 or row[by].text not in language.sets["by"] or "channel" in row[i].kinds:
        return False
    done = by - 1 if row[by - 1].text in language.sets["done"] else by
    verb = done - 1 if done < by and done > 1 and row[done - 1].text in language.sets["was"] else done
    goods = verb > 2 and "product" in row[verb - 1].kinds and row[verb - 2].text in language.sets["of"]
    traded = row[verb - 3 if goods else verb - 1] if verb > 0 else None
    return traded is not None and (bool(traded.flow) or "channel" in traded.kinds)


def _are_between(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether firms are only said to trade with each other: "border trade between companies came to"."""
    firms = i > 1 and row[i].text in language.sets["firms"] and row[i - 1].text in language.sets["time_parts.between"]
    return firms and (bool(row[i - 2].flow) or "channel" in row[i - 2].kinds)


def _is_of_the_world(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a flow is the whole world's: "global trade in goods shrank", not "China's global trade"."""
    if row[i].flow in {"", "balance"} or i == 0 or row[i - 1].text not in language.sets["worldwide"]:
        return False
    if any("share_noun" in token.kinds for token in row[max(0, i - _SHARE) : i]):
        return False
    return i < 2 or not (row[i - 2].possessive or row[i - 2].text in language.sets["owners"])


def _is_economy(row: Sequence[Token], i: int, places: Sequence[int], language: Language) -> bool:
    """Whether what a partner makes is told of, and no trade with it: "ASEAN economies expanded at a rate of"."""
    named = row[i].text.split(" ")[-1].lower() in language.sets["economies"] and i + 1 < len(row)
    return named and row[i + 1].is_("change:up", "change:down") and not any(row[j].flow for j in places)


def _is_scale_of_business(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a line of business is measured, not its trade: "the scale of the city's medicine industry"."""
    if row[i].text not in language.sets["lines_of_business"]:
        return False
    near = row[max(0, i - _SCALE) : i]
    return not any(token.flow for token in near) and any(
        a.text in language.sets["scale_words"] and b.text in language.sets["of"] for a, b in itertools.pairwise(near)
    )


def _lists_goods(row: Sequence[Token], i: int) -> bool:
    """Whether a comma or "and" stands between goods of one list: "the prices of iron ore, steel and timber"."""
    before = next((token for token in reversed(row[max(0, i - 2) : i]) if token.text != ","), None)
    after = next((token for token in row[i + 1 : i + 3] if "conjunctions" not in token.kinds), None)
    return all(token is not None and "product" in token.kinds and not token.flow for token in (before, after))


def _is_doing(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether those counted are only said to trade: "6,592 companies were importing", "were engaged in importing"."""
    participle = language.endings["participle"]
    verbs = (token for token in row[i + 1 : i + _ENGAGED] if token.flow)
    trades = any(token.text.split(" ")[-1].endswith(participle) for token in verbs)
    return row[i].text in language.sets["auxiliaries"] and trades


def _is_mode(token: Token) -> bool:
    """Whether a word names a mode of trade: "retail sales through cross-border e-commerce"."""
    entry = token.entry("channel")
    return entry is not None and entry.kind == "mode"


def _is_firm_alone(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a clause is of a firm that cost, reached or employed something: "The plant cost 300 million yuan"."""
    if "company" not in row[i].kinds:
        return False
    opens = i == 0 or (row[i - 1].text in language.sets["definite"] and (i == 1 or "mark" in row[i - 2].kinds))
    verb = (
        i + 3 if i + 2 < len(row) and row[i + 1].text in language.sets["in"] and "region" in row[i + 2].kinds else i + 1
    )
    levelled = verb < len(row) and row[verb].is_("level", "inward", "outward")
    one = i > 0 and not row[i].text.endswith(language.endings["plural"])
    flow = any(token.flow or ("product" in token.kinds and not one) for token in row[i + 1 :])
    return opens and levelled and not flow


def _are_all_firms(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether those who trade are all firms of a place or line of business: "Companies in the city sold"."""
    sets = language.sets
    plural = row[i].text in sets["firms"] and row[i].text.endswith(language.endings["plural"])
    if not plural or i + 3 >= len(row) or (i and row[i - 1].is_("bare", "number")):
        return False
    if row[i + 1].text not in sets["in"] | sets["of"] | sets["from"]:
        return False
    verb = next((token for token in row[i + 2 : i + 6] if token.is_("outward", "inward") or token.flow), None)
    return verb is not None and (verb.text.endswith(language.endings["past"]) or verb.text in sets["irregular_pasts"])


def _are_local_firms(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether those who trade are the firms of the place: "foreign trade of local companies with Mongolia".

    Or told with what they handled: "Guangdong's traders handled 645 billion yuan".
    """
    if row[i].text not in language.sets["firms"]:
        return False
    owned = i > 0 and row[i - 1].possessive and "region" in row[i - 1].kinds
    if owned and i + 2 < len(row) and row[i + 1].text in language.sets["done"] and "number" in row[i + 2].kinds:
        return True
    of = next((j for j in range(i - 1, -1, -1) if not row[j].is_("modifiers", "function")), -1) + 1
    led = of < i and row[of].text in language.sets["of"] and i - of > 1
    return led and of > 0 and bool(row[of - 1].flow)


def _are_the_chief(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether firms are only said to lead: "Private enterprises were the biggest traders, with 81.6 billion yuan"."""
    sets = language.sets
    led = i > 3 and row[i].text in sets["firms"] and row[i - 1].text in sets["superlatives"]
    return led and row[i - 2].text in sets["definite"] and row[i - 3].text in sets["was"]


def _is_value_in_translation(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a word is only for the value of trade: "the total revenue of import and export is", "export revenue"."""
    after = row[i + 1 : i + 3]
    of_trade = len(after) > 1 and after[0].text in language.sets["of"] and after[1].flow == "total"
    of_trade |= i > 0 and row[i - 1].flow in {"exports", "total"}
    return of_trade and row[i].text in language.sets["value_in_translation"]


def _circumstances(row: Sequence[Token], places: Sequence[int], language: Language) -> frozenset[int]:
    """Places of words between commas that are only a circumstance: "with the resumption of production, growth"."""
    found: set[int] = set()
    for k, i in enumerate(places):
        opens = k == 0 or row[places[k - 1]].text == ","
        if not opens or row[i].text not in language.sets["openers"]:
            continue
        ends = next((j for j in places[k:] if row[j].text == ","), -1)
        inner = row[i:ends]
        again = 0 < ends < len(row) - 1 and row[ends + 1].text in language.sets["or_words"]
        trade = any(token.flow or token.is_("product", "partner", "region") for token in inner)
        if ends > 0 and not trade and not again:
            found.update(range(i, ends))
    return frozenset(found)


def _names_trade(token: Token, role: str) -> bool:
    """Whether a word is of trade: a flow, goods, a partner, a place that trades."""
    if token.flow:
        return True
    if token.is_("product", "channel", "partner", "region") and role not in _RIVALS:
        return True
    return bool(token.place_noun) and role not in {"compared", "ranked"}


def _is_worth(before: Token, token: Token, language: Language) -> bool:
    """Whether words take up the worth of what was spoken of: "prices slumped, however, their value fell"."""
    sets = language.sets
    return token.text in sets["worth_again"] and (before.text in sets["owners"] or before.text in sets["definite"])


def _is_left_over(near: Sequence[Token], language: Language) -> bool:
    """Whether a sum is only missing yet: "10 billion yuan is left to be completed"."""
    words = near[1:] if near[0].text in language.sets["auxiliaries"] else near
    if not words or words[0].text not in language.sets["left_over"]:
        return False
    return len(words) == 1 or "mark" in words[1].kinds or words[1].text in language.sets["to"]


def _is_count(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a count of something else than goods begins: "the number of exporters"."""
    if row[i].text not in language.sets["number_of"] or i + 2 >= len(row) or row[i + 1].text not in language.sets["of"]:
        return False
    return row[i + 2].period is None and not any("product" in token.kinds for token in row[i + 2 : i + 5])


def _counts_others(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a bare number counts people or things: "2,300 traders", "numbered 450"."""
    few = row[i].text in language.lists["few"] and i + 1 < len(row) and row[i + 1].kinds == {"distractor"}
    if few:
        return True
    if "bare" not in row[i].kinds:
        return False
    if any(token.text in language.sets["numbered"] for token in row[max(0, i - 3) : i]):
        return True
    if i + 1 >= len(row):
        return False
    if _is_traffic(row[i + 1 : i + 1 + _LOOK_ON], language):
        return True
    of_them = i + 2 < len(row) and row[i + 1].text in language.sets["of"] and row[i + 2].text in language.sets["them"]
    if of_them and not any(token.flow or token.is_("inward", "outward") for token in row[max(0, i - 3) : i]):
        return True
    following = row[i + 1]
    if "region" in following.kinds and not following.possessive and i + 2 < len(row):
        following = row[i + 2]
    things = following.kinds <= {"word", "distractor"} and following.text.endswith(language.endings["plural"])
    channel = following.entry("channel")
    firms = channel is not None and channel.kind == "enterprise"
    firms = firms and (_is_passive(row, i + 2, language) or _has_records(row, i + 2, language))
    return (
        firms
        or (channel is not None and channel.kind == "transport")
        or (things and following.text not in language.sets["partner_nouns"])
    )


def _has_records(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether those counted are only said to have traded: "98,879 private firms had import and export records"."""
    led = at < len(row) and row[at].text in language.sets["had_with"]
    return led and any(token.text in language.sets["track_records"] for token in row[at + 1 : at + 4])


def _is_passive(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether something was done to those counted: "535 foreign-invested enterprises were newly approved"."""
    if at + 1 >= len(row) or row[at].text not in language.sets["auxiliaries"]:
        return False
    adverb = language.endings["adverb"]
    verb = next((token for token in row[at + 1 : at + 3] if not token.text.endswith(adverb)), row[at + 1])
    return verb.kinds <= {"word", "distractor"} and verb.text.endswith(language.endings["past"])


def _is_open_word(token: Token, language: Language) -> bool:
    """Whether a word is one that says nothing to us, rather than one of grammar."""
    if token.text in language.sets["superlatives"]:
        return False
    if token.text in language.lists["numerals"] or token.text in language.sets["ranks"]:
        return False
    return token.kinds == {"word"} and token.text[0].isalpha() and not token.text.endswith(language.endings["adverb"])


def _is_subject(row: Sequence[Token], i: int) -> bool:
    """Whether what follows a word makes it what the clause is about."""
    return i + 1 < len(row) and row[i + 1].is_("level", "change:up", "change:down", "share", "function")


def forecast(row: Sequence[Token], head: int, at: int, tail: int, language: Language) -> bool:
    """Whether a number is what somebody expects or aims at, not what was counted ("beat forecasts with a 7% rise")."""
    sets = language.sets
    for i in range(at - 1, max(head, at - _LOOK_BACK) - 1, -1):
        token = row[i]
        beaten = i > 0 and row[i - 1].text in sets["beats"] and row[i + 1].text in sets["with_at"]
        others = i > 0 and "number" in row[i - 1].kinds and row[i + 1].text in sets["and"]
        if "forecast" in token.kinds and not beaten and not others:
            return True
        if token.text in {",", ";", "\u2014"}:
            break
    for token in row[at + 1 : min(tail, at + _LOOK_ON)]:
        if "forecast" in token.kinds:
            return True
        if token.is_("than", "mark", "number") or token.text in sets["at_which"]:
            break
    return False


def _is_traffic(near: Sequence[Token], language: Language) -> bool:
    """Whether carriers are counted as they come and go: "776 ships entered or left", "3,273 inbound vehicles"."""
    sets = language.sets
    at = next((i for i, token in enumerate(near) if token.text.lower() in sets["carriers"]), -1)
    around = (*near[:at], *near[at + 1 : at + 3]) if at >= 0 else ()
    return any(not sets["come_and_go"].isdisjoint(token.text.split(" ")) for token in around)


def anecdote(row: Sequence[Token], last: int, tail: int, language: Language) -> bool:
    """Whether the words right after a number make it a firm's own: "a 60-million-yuan order", "into a plant"."""
    start = last + 1
    if start < len(row) and row[start].text == "(":
        start = next((i + 1 for i in range(start, len(row)) if row[i].text == ")"), start)
        tail = max(tail, start + 2) if start + 1 < len(row) and row[start].text in language.sets["in"] else tail
    near = row[start : min(tail, start + 4)]
    number = row[last].number
    if not near or "causes" in near[0].kinds:
        return False
    first = near[0]
    if first.text in language.sets["in"] and len(near) > 1 and number is not None and number.kind == "money":
        first = near[2] if len(near) > 2 and near[1].kinds == {"word"} else near[1]
    if any(_is_count(row, i, language) for i in range(last + 1, last + 1 + len(near))):
        return True
    if _is_traffic(row[start : start + _LOOK_ON], language):
        return True
    if number is not None and number.kind == "multiple" and first.text in language.sets["determiners"]:
        of_trade = any(token.flow or "product" in token.kinds for token in near)
        return not of_trade and any("distractor" in token.kinds or token.kinds == {"word"} for token in near)
    if number is not None and number.kind == "times" and first.text in language.sets["indefinite"]:
        return True
    if any("company" in token.kinds and not token.is_("product", "channel") for token in near):
        return True
    if number is not None and number.kind == "money" and _is_left_over(near, language):
        return True
    return "distractor" in first.kinds and not first.is_("product", "channel", "share_noun")
