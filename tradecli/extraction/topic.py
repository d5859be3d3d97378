"""What an article is about as a whole: its place, its period, its subject, its currency."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language
from tradecli.extraction.linking.compounds import prepared
from tradecli.extraction.linking.context import NOTHING, Topic, Value
from tradecli.extraction.main_period import main_period
from tradecli.extraction.mentions import Token
from tradecli.extraction.own_place import city_of_file
from tradecli.extraction.places import place_of
from tradecli.extraction.sites import site_of
from tradecli.extraction.topic_goods import flow_of_goods, one_named, one_not_listed, services
from tradecli.extraction.topic_partner import counterpart
from tradecli.lexicon import Entry, Lexicon, Match
from tradecli.model import Sentence

_ONE_WAY = 4
"""So many times as often as all others together, the one flow of an article is named."""
_NAME = 2
"""Words of the place that a zone or port is named for, at most."""
_TRADE = ("product", "partner", "channel")
_MANY, _PART = 6, 1 / 3
"""Of so many sentences with numbers or more, the part that are of trade in a report on it, at least."""


def topic_of(
    sentences: Sequence[Sentence],
    rows: Mapping[int, Sequence[Token]],
    calendar: Calendar,
    language: Language,
    lexicon: Lexicon,
    matches: Sequence[Match],
    name: str = "",
) -> Topic:
    """The topic of an article whose sentences were read into the token rows, by their number; `name` is its file's."""
    sites = {number: _with_sites(row, language, lexicon) for number, row in rows.items()}
    channel = _or(
        one_named(sentences, sites, "channel", {"platform", "mode"}, language), site_of(sentences, sites, language)
    )
    named = place_of(rows, sentences, language, lexicon, matches)
    of_file = city_of_file(named, rows, name, lexicon)
    place = of_file or named
    partner = counterpart(sentences, rows, language, lexicon)
    at_large = place is None or place.kind == "country"
    product = _or(
        services(sentences, rows, language),
        _or(one_named(sentences, rows, "product", set(), language), one_not_listed(sentences, rows, language)),
    )
    return Topic(
        calendar=replace(calendar, main=main_period(sentences, rows, calendar, language)),
        place=(_around_site(channel, lexicon) if at_large else None) or place,
        place_of_file=of_file is not None,
        product=product,
        channel=channel,
        partner=NOTHING if place is not None and partner.name == place.name else partner,
        flow=_flow(sentences, rows),
        goods_flow=flow_of_goods(rows, product),
        dollars=_dollars(rows),
        dollar_lines=_announces_dollars(rows, language),
        traded=_is_of_trade(sentences, rows),
    )


def _with_sites(row: Sequence[Token], language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with named zones and ports made one token, where it speaks of any."""
    sites = language.sets["sites"]
    told = any("channel" in token.kinds or token.text.rpartition(" ")[2].lower() in sites for token in row)
    return prepared(row, language, lexicon) if told else row


def _around_site(channel: Value, lexicon: Lexicon) -> Entry | None:
    """The province of the port or zone that an article is about, by its name ("Xi'an Bonded Zone"); else None."""
    entry = lexicon.by_name("channel", channel.name) if channel.name else None
    if entry is not None:
        return lexicon.get("region", entry.parent) if entry.parent else None
    words = channel.name.split()
    named = (lexicon.by_name("region", " ".join(words[:length])) for length in range(min(_NAME, len(words)), 0, -1))
    place = next(filter(None, named), None)
    return lexicon.get("region", place.parent) if place is not None and place.kind == "city" else place


def _or(first: Value, second: Value) -> Value:
    return first if first.name else second


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
    body = (row for number, row in rows.items() if sentences[number].kind == "body")
    counted = [row for row in body if any("number" in token.kinds for token in row)]
    told = sum(any(token.flow or token.is_(*_TRADE) for token in row) for row in counted)
    return len(counted) < _MANY or told >= _PART * len(counted)


def _announces_dollars(rows: Mapping[int, Sequence[Token]], language: Language) -> bool:
    """Whether a line without figures says that those under it are in dollars: "By city (USD, change in brackets)"."""
    lines = (row for row in rows.values() if not any(token.is_("number", "bare") for token in row))
    opened = (b for row in lines for a, b in itertools.pairwise(row) if a.text in {"(", ":"})
    names = {name.lower() for written in language.lists["currencies"]["USD"].values() for name in written}
    return any("dollar_terms" in token.kinds or token.text.lower() in names for token in opened)


def _dollars(rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether the article counts in dollars: most of its money is, and no yuan level stands first."""
    units = Counter(
        token.number.unit
        for row in rows.values()
        for token in row
        if token.number is not None and token.number.kind == "money"
    )
    return (units["USD"] > 0 and units["CNY"] == 0) or units["USD"] > 4 * units["CNY"] > 0
