"""What an article is about as a whole: its place, its period, its subject, its currency."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.linking.compounds import prepared
from tradecli.extraction.linking.context import NOTHING, Topic, Value
from tradecli.extraction.linking.goods import with_goods
from tradecli.extraction.linking.openers import with_openers
from tradecli.extraction.main_period import main_period
from tradecli.extraction.mentions import Token
from tradecli.extraction.places import LEAD, place_of
from tradecli.extraction.sites import site_of
from tradecli.lexicon import Entry, Lexicon, Match
from tradecli.model import Sentence

_NAMED_OFTEN = 3
"""So often a partner is named by an article that is about it."""
_HALF, _MOST = 0.5, 0.6
"""The part of all partners or goods named that one must be, at least; the first where it alone is titled."""
_ONE_WAY = 4
"""So many times as often as all others together, the one flow of an article is named."""
_TRADE = ("product", "partner", "channel")
_MANY, _PART = 6, 1 / 3
"""Of so many sentences with numbers or more, the part that are of trade in a report on it, at least."""
_BESIDE = 8
"""Tokens between "services" and the word of trade that makes them what a title is about, at most."""
_BESIDE_GOODS = 3
"""Tokens between goods and the word for the way that they go, at most."""
_OPENING = 2
"""So many sentences with figures open an article."""


def topic_of(
    folded: str,
    sentences: Sequence[Sentence],
    rows: Mapping[int, Sequence[Token]],
    calendar: Calendar,
    language: Language,
    lexicon: Lexicon,
    matches: Sequence[Match],
) -> Topic:
    """The topic of an article whose sentences were read into the token rows, by their number."""
    sites = {number: _with_sites(row, language, lexicon) for number, row in rows.items()}
    channel = _or(
        _subject(sentences, sites, "channel", {"platform", "mode"}, language), site_of(sentences, sites, language)
    )
    place = place_of(rows, sentences, language, lexicon, matches)
    product = _or(
        _services(sentences, rows),
        _or(_subject(sentences, rows, "product", set(), language), _open_subject(sentences, rows, language)),
    )
    return Topic(
        calendar=replace(calendar, main=main_period(sentences, rows, calendar, language)),
        place=_around_site(channel, lexicon) or place if place is None or place.kind == "country" else place,
        product=product,
        channel=channel,
        partner=_counterpart(sentences, rows, language, lexicon),
        flow=_flow(sentences, rows),
        goods_flow=_flow_of_goods(rows, product),
        dollars=_dollars(rows),
        traded=_is_of_trade(sentences, rows),
    )


def _with_sites(row: Sequence[Token], language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with named zones and ports made one token, where it speaks of any."""
    sites = language.sets["sites"]
    told = any("channel" in token.kinds or token.text.rpartition(" ")[2].lower() in sites for token in row)
    return prepared(row, language, lexicon) if told else row


def _around_site(channel: Value, lexicon: Lexicon) -> Entry | None:
    """The province of the port that an article is about, None for any other channel."""
    entry = lexicon.by_name("channel", channel.name) if channel.name else None
    return lexicon.get("region", entry.parent) if entry is not None and entry.parent else None


def _or(first: Value, second: Value) -> Value:
    return first if first.name else second


def _services(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> Value:
    """`services` where the title or the first sentence on trade is about trade in services."""
    for number, row in rows.items():
        for i, token in enumerate(row):
            entry = token.entry("product")
            traded = any(each.flow for each in row[max(0, i - _BESIDE) : i + _BESIDE + 1])
            if entry is not None and entry.id == "services" and traded:
                return Value(entry.name, entry.id)
        if sentences[number].kind == "body" and any(token.flow for token in row):
            break
    return NOTHING


def _subject(
    sentences: Sequence[Sentence],
    rows: Mapping[int, Sequence[Token]],
    field: str,
    kinds: set[str],
    language: Language,
) -> Value:
    """The one channel, or the one kind of goods, that the lead and most of the article are about, if there is one."""
    votes: Counter[str] = Counter()
    lead: set[str] = set()
    entries: dict[str, Entry] = {}
    for number, row in rows.items():
        for token in row:
            entry = token.entry(field)
            if entry is not None and not token.is_("partner", "region"):
                entries[entry.id] = entry
                votes[entry.id] += 1
                if sentences[number].kind == "title" if field == "product" else number < LEAD + 2:
                    lead.add(entry.id)
    if field == "product" and not lead:
        lead = _told_first(sentences, rows)
    named = {id: count for id, count in votes.items() if id in lead and (not kinds or entries[id].kind in kinds)}
    if not named:
        return NOTHING
    first = max(named, key=lambda id: named[id])
    kin = {id for id in votes if _is_kind_of(entries[id], entries[first])}
    rest = max((votes[id] for id in votes if id not in kin), default=0)
    inside = sum(votes[id] for id in kin)
    most = inside >= max(_MOST * sum(votes.values()), 2 * rest)
    opened = field == "product" and inside > rest and _opens_with_goods(sentences, rows, kin, language)
    if named[first] < _NAMED_OFTEN or not (most or opened) or not _first_figures_name(sentences, rows, field, kin):
        return NOTHING
    return Value(entries[first].name, entries[first].id if field == "product" else "")


def _opens_with_goods(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], ids: set[str], language: Language
) -> bool:
    """Whether the title speaks of the trade in these goods, and so do the first sentences with figures of trade."""
    told: list[bool] = []
    titled = False
    for number, row in rows.items():
        goods = [i for i, token in enumerate(row) if (entry := token.entry("product")) is not None and entry.id in ids]
        traded = any(row[j].flow for i in goods for j in (i, i - 1, i - 2, i + 1) if 0 <= j < len(row))
        others = not goods and any("product" in token.kinds for token in row)
        if sentences[number].kind == "title":
            titled = titled or traded
            if not traded and (goods or others):
                return False
        if sentences[number].kind == "body" and any("number" in token.kinds for token in row):
            goes_on = titled and bool(told) and not others and not any(token.flow == "total" for token in row)
            told.append((traded or not titled if goods else goes_on) or _points_to_goods(row, language))
    return len(told) > 1 and all(told[:_OPENING])


def _points_to_goods(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence speaks of "these products"."""
    sets = language.sets
    return any(a.text in sets["such"] and b.text in sets["goods_again"] for a, b in itertools.pairwise(row))


def _told_first(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> set[str]:
    """The goods whose trade the first sentence with figures tells, where it names no others."""
    for number, row in rows.items():
        if _is_told(sentences[number], row) and any("number" in token.kinds for token in row):
            goods = {entry.id for token in row if (entry := token.entry("product")) is not None}
            return goods if len(goods) == 1 else set()
    return set()


def _open_subject(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> Value:
    """The goods that the lexicon lacks where the title speaks of their trade and the text names them most."""
    goods = _titled_goods(sentences, rows, language)
    if not goods:
        return NOTHING
    stem = goods.removesuffix(language.endings["plural"][0])
    said: Counter[str] = Counter()
    others: Counter[str] = Counter()
    opened = False
    for number, row in rows.items():
        text = " ".join(token.text.lower() for token in row)
        named = re.findall(rf"\b{re.escape(stem)}\w{{0,2}}\b", text)
        if not opened and sentences[number].kind == "body" and _has_number(row):
            opened = bool(named)
            if not opened:
                return NOTHING
        said.update(named)
        others.update(entry.id for token in row if (entry := token.entry("product")) is not None)
    if said.total() < _NAMED_OFTEN or said.total() <= max(others.values(), default=0):
        return NOTHING
    return Value(max(said, key=len))


def _titled_goods(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> str:
    """The one name of goods that the lexicon lacks in the title, be it only by what the first figures are of."""
    title = next((row for number, row in rows.items() if sentences[number].kind == "title"), ())
    titled = _open_goods(title, language)
    if titled:
        return titled[0] if len(titled) == 1 else ""
    if any("product" in token.kinds for token in title):
        return ""
    words = f" {' '.join(token.text.lower() for token in title)} "
    first = next((row for number, row in rows.items() if _is_told(sentences[number], row) and _has_number(row)), ())
    named = _open_goods(first, language)
    alone = len(named) == 1 and not any("product" in token.kinds for token in first)
    return named[0] if alone and f" {named[0]} " in words else ""


def _open_goods(row: Sequence[Token], language: Language) -> list[str]:
    named = with_openers(with_goods(row, language), False, language)
    return [token.text for token in named if token.kinds == {"product"} and not token.entries]


def _has_number(row: Sequence[Token]) -> bool:
    return any("number" in token.kinds for token in row)


def _first_figures_name(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], field: str, ids: set[str]
) -> bool:
    """Whether the text names one of these channels or goods no later than with its first figures of trade."""
    for number, row in rows.items():
        if not _is_told(sentences[number], row):
            continue
        told = any(token.flow for token in row) or not any("distractor" in token.kinds for token in row)
        if told and any((entry := token.entry(field)) is not None and entry.id in ids for token in row):
            return True
        if any(token.flow for token in row) and any("number" in token.kinds for token in row):
            return False
    return True


def _is_told(sentence: Sentence, row: Sequence[Token]) -> bool:
    """Whether a sentence is of the report's text: neither a title nor a caption in brackets."""
    return sentence.kind == "body" and bool(row) and row[0].text not in {"[", "("}


def _is_kind_of(entry: Entry, other: Entry) -> bool:
    """Whether goods are of the same chapters of the Harmonized System as others, or are those."""
    return entry.id == other.id or (bool(entry.hs) and set(entry.hs) <= set(other.hs))


def _counterpart(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language, lexicon: Lexicon
) -> Value:
    """The one partner, with its members, that the title and most of the article are about, if there is one.

    Of a group whose members nobody lists ("Belt and Road") any country may be one, unless the title tells more.
    """
    votes: Counter[str] = Counter()
    named: dict[str, Entry] = {}
    titled: dict[str, Entry] = {}
    for number, row in rows.items():
        causes = -1
        if sentences[number].kind == "title":
            causes = min(_cause_in_title(row, language), _second_in_title(row))
        told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
        for i, token in enumerate(row):
            entry = token.entry("partner") if "partner" in token.kinds else None
            if entry is not None and not _is_talked_to(row, i, language):
                votes[entry.id] += 1
                named[entry.id] = entry
                led = i < told or bool({each.text for each in row[i - 2 : i]} & language.sets["from_to_with"])
                if i < causes and led and not token.adjective:
                    titled[entry.id] = entry
    if not titled:
        return NOTHING
    entry = max(titled.values(), key=lambda each: votes[each.id])
    members = {entry.id, *(member.id for member in lexicon.members(entry))}
    several = any(token.text == ";" for n, row in rows.items() if sentences[n].kind == "title" for token in row)
    if entry.kind == "group" and len(members) == 1 and not several:
        members |= {id for id, each in named.items() if each.kind == "country" and votes[id] <= votes[entry.id]}
    inside = sum(count for id, count in votes.items() if id in members)
    part = _MOST if len(titled) > 1 else _HALF
    alone = votes[entry.id] >= _NAMED_OFTEN and inside >= part * sum(votes.values())
    return Value(entry.name, entry.id) if alone and _opens_with(sentences, rows, members, language) else NOTHING


def _is_talked_to(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a country is only one that is at odds or in talks with the other: "before talks with the US"."""
    before = [token for token in row[max(0, i - 3) : i] if token.text not in language.sets["definite"]][-2:]
    words = {word for token in before for word in token.text.split(" ")}
    led = not words.isdisjoint(language.sets["from_to_with"])
    return led and not words.isdisjoint(language.sets["talks"])


def _cause_in_title(row: Sequence[Token], language: Language) -> int:
    """Where a title turns from a figure to what made it so: "Surplus widens 71% on weaker US purchases"."""
    told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
    causes = (i for i in range(told, len(row)) if row[i].text in language.sets["title_causes"])
    return next(causes, len(row))


def _second_in_title(row: Sequence[Token]) -> int:
    """Where a title that told of all trade goes on to a partner: "June exports beat forecasts, US surplus up"."""
    commas = (i for i, token in enumerate(row) if token.text == ",")
    return next((i for i in commas if any(token.flow for token in row[:i]) and not _is_of_partner(row[:i])), len(row))


def _is_of_partner(row: Sequence[Token]) -> bool:
    return any("partner" in token.kinds for token in row)


def _opens_with(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], members: set[str], language: Language
) -> bool:
    """Whether the text up to its first figures of trade names one of these partners, or points back to it."""
    for number, row in rows.items():
        trade = any(token.flow for token in row)
        if sentences[number].kind != "body" or not trade:
            continue
        if any(
            (
                "partner" in token.kinds
                and (entry := token.entry("partner")) is not None
                and entry.id in members
                and not _is_talked_to(row, i, language)
            )
            or ("anaphor" in token.kinds and " " in token.text and not token.place_noun)
            for i, token in enumerate(row)
        ):
            return True
        if any("number" in token.kinds for token in row):
            return False
    return False


def _flow_of_goods(rows: Mapping[int, Sequence[Token]], product: Value) -> str:
    """The one flow that words beside the goods of an article say, empty where they say both or none."""
    said: set[str] = set()
    for row in rows.values():
        for i, token in enumerate(row):
            entry = token.entry("product")
            if entry is not None and entry.id == product.code:
                near = row[max(0, i - _BESIDE_GOODS) : i + _BESIDE_GOODS]
                said.update(flow for each in near if (flow := each.flow))
    return said.pop() if len(said) == 1 else ""


def _flow(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> str:
    """The one direction of trade that most words of flow of the article say, or empty.

    One that alone stands in the title is it where the text hardly names another.
    """
    said = Counter(flow for row in rows.values() for token in row if (flow := token.flow))
    flow, count = said.most_common(1)[0] if said else ("", 0)
    if flow in {"exports", "imports"} and count >= _ONE_WAY * (sum(said.values()) - count):
        return flow
    title = (row for number, row in rows.items() if sentences[number].kind == "title")
    titled = {each for row in title for token in row if (each := token.flow)}
    flow = next(iter(titled), "")
    strong = (token for row in rows.values() for token in row if token.flow and "weak_flow" not in token.kinds)
    others = sum(token.flow not in {flow, "balance"} for token in strong)
    return flow if len(titled) == 1 and flow in {"exports", "imports"} and others * _ONE_WAY <= said[flow] else ""


def _is_of_trade(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether what stands above the text, or a good part of many sentences with numbers, is of trade."""
    above = [*rows][:1] + list(itertools.takewhile(lambda number: sentences[number].kind != "body", rows))
    if any(token.flow for number in above for token in rows[number]):
        return True
    counted = [row for number, row in rows.items() if sentences[number].kind == "body" and _has_number(row)]
    told = sum(any(token.flow or token.is_(*_TRADE) for token in row) for row in counted)
    return len(counted) < _MANY or told >= _PART * len(counted)


def _dollars(rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether the article counts in dollars: most of its money is, and no yuan level stands first."""
    units = Counter(
        token.number.unit
        for row in rows.values()
        for token in row
        if token.number is not None and token.number.kind == "money"
    )
    return (units["USD"] > 0 and units["CNY"] == 0) or units["USD"] > 4 * units["CNY"] > 0
