"""What an article is about as a whole: its place, its period, its subject, its currency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language, alternatives
from tradecli.extraction.linking.context import NOTHING, Topic, Value
from tradecli.extraction.linking.values import is_autonomous
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import months_of
from tradecli.lexicon import Entry, Lexicon, Match
from tradecli.model import Sentence

_LEAD = 6
_OFTEN = 0.4
"""The least that a place of the kind that the text speaks of is named, measured by the one named most."""
_FEW, _DIGEST = 3, 0.25
"""A text that names many provinces or cities, none so often and for such a part of all, is about none of them."""
_ONE_OF = 0.3
"""The least part of all places named that a title's place is, where the title names the country too."""
_NAMED_OFTEN = 3
"""So often a partner is named by an article that is about it."""
_CLEARLY = 1.3
"""So many times as often as the next, a place is named most."""
_HARDLY = 3
"""So many times as often as any province by its name, the cities and papers of one are named by a text about it."""
_ONE_WAY = 4
"""So many times as often as all others together, the one flow of an article is named."""
BYLINES = 2
"""So many lines below the title may name the writer."""
_MEMBER = 2
"""So many times as often as the area in the title, a place is what the text is about."""


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
    return Topic(
        calendar=replace(calendar, main=_main_period(sentences, rows, calendar, language)),
        place=_region_of(
            _place(_with_own_country(rows, language, lexicon), sentences, _home(lexicon, matches)),
            rows,
            sentences,
            language,
            lexicon,
        ),
        product=_or(_services(sentences, rows), _subject(sentences, rows, "product", set())),
        channel=_subject(sentences, rows, "channel", {"platform", "mode"}),
        partner=_counterpart(sentences, rows, lexicon),
        flow=_flow(rows),
        dollars=_dollars(rows),
    )


def _home(lexicon: Lexicon, matches: Sequence[Match]) -> tuple[Entry | None, int]:
    """The province that is named most with its cities, offices and papers among them ("Hefei Customs"); how often."""
    entries = [entry for match in matches for entry in match.entries if entry.field == "region"]
    parents = Counter(entry.parent for entry in entries if entry.kind == "city" and entry.parent)
    parents.update(entry.id for entry in entries if entry.kind == "province")
    return (lexicon.get("region", parents.most_common(1)[0][0]), parents.most_common(1)[0][1]) if parents else (None, 0)


def _with_own_country(
    rows: Mapping[int, Sequence[Token]], language: Language, lexicon: Lexicon
) -> dict[int, list[tuple[Token, Entry | None]]]:
    """The tokens with the place each names; "our country" names the country whose regions the lexicon has."""
    home, own = lexicon.get("region", "CN"), language.sets["own_country"]
    return {
        number: [(token, token.entry("region") or (home if token.text in own else None)) for token in row]
        for number, row in rows.items()
    }


def _region_of(
    place: Entry | None,
    rows: Mapping[int, Sequence[Token]],
    sentences: Sequence[Sentence],
    language: Language,
    lexicon: Lexicon,
) -> Entry | None:
    """The place, or the autonomous region around a city that no title names in a text that says "our region"."""
    home = lexicon.get("region", place.parent) if place is not None and place.kind == "city" else None
    if place is None or home is None or not is_autonomous(home, language):
        return place
    titled = any(
        token.entry("region") is place
        for number, row in rows.items()
        if sentences[number].kind == "title"
        for token in row
    )
    levels = Counter(token.of("place_noun") for row in rows.values() for token in row)
    return home if not titled and levels["area"] >= max(_FEW, 2 * levels["city"]) else place


@dataclass(frozen=True, slots=True)
class _Places:
    """The places that a text names, by id, and how."""

    entries: dict[str, Entry] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    """As `named`, weighed: title and lead count for more, and beside a flow."""
    titled: dict[str, Entry] = field(default_factory=dict)
    owners: list[Entry] = field(default_factory=list)
    """Those whose trade the title speaks of."""
    opening: dict[str, Entry] = field(default_factory=dict)
    """Those whose trade the lead speaks of."""


def _place(
    rows: Mapping[int, Sequence[tuple[Token, Entry | None]]],
    sentences: Sequence[Sentence],
    home: tuple[Entry | None, int],
) -> Entry | None:
    """The place that the title names alone, else the one that the lead and the whole text name most.

    Where the text says "our province" and hardly names any, it is `home`, which is named so often.
    """
    places = _places(rows, sentences)
    levels = Counter(token.of("place_noun") for row in rows.values() for token, _ in row)
    spoken = max(("province", "city"), key=lambda level: levels[level]) if levels["province"] != levels["city"] else ""
    named = max((count for id, count in places.named.items() if places.entries[id].kind == "province"), default=0)
    if (
        spoken == "province"
        and home[0] is not None
        and (not named or (not places.titled and _HARDLY * named <= home[1]))
    ):
        return home[0]
    local = [entry for entry in places.titled.values() if entry.kind != "country"]
    if places.owners and all(entry.kind == "country" for entry in places.owners):
        return places.owners[0]
    if len(local) == 1:
        return _only_one_of(local[0], places) or _within(local[0], places)
    if local:
        return _nested(local, places.votes)
    if len(places.titled) == 1:
        return next(iter(places.titled.values()))
    return _named_most(places, spoken, levels) if places.votes else None


def _places(rows: Mapping[int, Sequence[tuple[Token, Entry | None]]], sentences: Sequence[Sentence]) -> _Places:
    places = _Places()
    for number, row in rows.items():
        title, lead = sentences[number].kind == "title", number < _LEAD
        for i, (token, entry) in enumerate(row):
            if entry is None or token.is_("partner"):
                continue
            trade = any(each.of("flow") for each, _ in (*row[max(0, i - 3) : i], *row[i + 1 : i + 5]))
            places.entries[entry.id] = entry
            places.named[entry.id] += 1
            places.votes[entry.id] += 4 if title else (3 if lead else 2) if trade else 1 if lead else 0
            if title:
                places.titled.setdefault(entry.id, entry)
            if title and (trade if entry.kind != "country" else token.possessive and _owns_trade(row, i)):
                places.owners.append(entry)
            if lead and trade:
                places.opening[entry.id] = entry
    return places


def _named_most(places: _Places, spoken: str, levels: Mapping[str, int]) -> Entry | None:
    """The place that a text names most whose title names none; of the level `spoken` of if there is one often named."""
    entries, votes = places.entries, places.votes
    local = {id: count for id, count in places.named.items() if entries[id].kind != "country"}
    of_level = [id for id in local if entries[id].kind == spoken]
    few = max(local.values(), default=0) < max(_FEW, _DIGEST * sum(local.values()))
    if len(of_level) != 1 and len(local) >= _FEW and few:
        return next(
            (entries[id] for id, n in places.named.items() if entries[id].kind == "country" and n >= _FEW), None
        )
    opened = list(places.opening.values())
    if opened and all(entry.kind == "country" for entry in opened) and levels["province"] + levels["city"] < _FEW:
        return opened[0]
    meant = Counter({id: vote for id, vote in votes.items() if entries[id].kind == spoken})
    often = bool(meant) and meant.most_common(1)[0][1] >= _OFTEN * votes.most_common(1)[0][1]
    if often and levels[spoken] > levels["country"]:
        votes = meant
    ranked = votes.most_common(2)
    if len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]:
        countries = [entries[id].kind == "country" for id, _ in ranked]
        return (
            next((entries[id] for id, _ in ranked if entries[id].kind != "country"), None) if any(countries) else None
        )
    return entries[ranked[0][0]]


def _owns_trade(row: Sequence[tuple[Token, Entry | None]], i: int) -> bool:
    """Whether a title says of a place what it traded: "China's May exports pick up"."""
    return any(token.of("flow") for token, _ in row[i + 1 : i + 4])


def _only_one_of(titled: Entry, places: _Places) -> Entry | None:
    """The country that a title names too, where its place is only one of many that the text names."""
    country = next((entry for entry in places.titled.values() if entry.kind == "country"), None)
    local = {id: count for id, count in places.named.items() if places.entries[id].kind in {"province", "city"}}
    inside = sum(count for id, count in local.items() if titled.id in {id, places.entries[id].parent})
    many = titled.kind != "area" and len(local) > _FEW and inside < _ONE_OF * sum(local.values())
    return country if country is not None and many else None


def _within(titled: Entry, places: _Places) -> Entry:
    """The place of the title; of an area that the text hardly names, the member that it is about."""
    if titled.kind != "area":
        return titled
    votes, entries = places.votes, places.entries
    named = max((id for id in votes if entries[id].kind != "country"), key=lambda id: votes[id], default=titled.id)
    return entries[named] if votes[named] >= _MEMBER * votes[titled.id] else titled


def _nested(places: Sequence[Entry], votes: Mapping[str, int]) -> Entry | None:
    """Of places in the title that all lie in one of them, the one that the text names most; else none."""
    if not any(all(other.parent == each.id for other in places if other is not each) for each in places):
        return None
    return max(places, key=lambda each: votes[each.id])


def _main_period(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], calendar: Calendar, language: Language
) -> str:
    """The month that the title and the text open with, else the period that the title and the text name most.

    The title, the line below it and the lead count for more, and so do sentences with figures.
    """
    votes: Counter[str] = Counter()
    lead_period, led, opening = "", False, ""
    titled = ""
    bodies = 0
    for number, row in rows.items():
        kind = sentences[number].kind
        figures = any(token.is_("number") for token in row)
        bodies += kind in {"body", "item"}
        subtitle = kind == "heading" and number == 1
        if kind == "heading" and not figures and not subtitle:
            continue
        told = not any(token.text in language.sets["first_person"] for token in row)
        lead = 3 if kind == "title" or bodies <= 2 else 2 if bodies <= 5 and figures else 1
        weight = lead if told else 1
        for token in row:
            period = token.period
            if period is None or period.comparison or not period.value or _future(period.value, calendar):
                continue
            if "/" not in period.value or "-" in period.value:
                if kind == "title" or subtitle:
                    titled = titled or period.value
                if subtitle and not figures:
                    continue
                votes[period.value] += weight
                if kind == "body":
                    opening = opening or period.value
                if kind == "body" and not led:
                    lead_period = lead_period or period.value if not figures else period.value
                    led = figures
        led = led or (kind == "body" and figures and bool(lead_period))
    if titled and titled == opening and _is_month(titled):
        return titled
    if votes:
        first = max(votes, key=lambda each: (votes[each], months_of(each)[1]))
        if lead_period and months_of(first)[1] < months_of(lead_period)[0] and 2 * votes[lead_period] >= votes[first]:
            first = lead_period
        count = votes[first]
        longer = [each for each in votes if _is_month(first) and each != first and _holds(each, first)]
        wide = max(longer, key=lambda each: votes[each], default="")
        return wide if wide and votes[wide] >= (1.0 if first == lead_period else 0.4) * count else first
    return str(calendar.year - 1 if calendar.month <= 2 else calendar.year) if calendar.year else ""


def _is_month(period: str) -> bool:
    return len(period) == 7 and period[5:].isdigit()


def _holds(period: str, month: str) -> bool:
    """Whether a longer period holds a month."""
    first, last = months_of(period)
    return first <= month <= last


def _future(period: str, calendar: Calendar) -> bool:
    """Whether a year had not ended, or a month just begun, when the article appeared."""
    if period == f"{calendar.year}-{calendar.month:02d}":
        return True
    return len(period) == 4 and period.isdigit() and int(period) >= calendar.year > 0 and calendar.month < 12


def _or(first: Value, second: Value) -> Value:
    return first if first.name else second


def _services(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> Value:
    """`services` where the title or the first sentence is about trade in services."""
    for number, row in rows.items():
        if sentences[number].kind != "title" and number > 1:
            break
        for token in row:
            entry = token.entry("product")
            if entry is not None and entry.id == "services":
                return Value(entry.name, entry.id)
    return NOTHING


def _subject(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], field: str, kinds: set[str]) -> Value:
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
                if sentences[number].kind == "title" if field == "product" else number < _LEAD + 2:
                    lead.add(entry.id)
    named = {id: count for id, count in votes.items() if id in lead and (not kinds or entries[id].kind in kinds)}
    if not named:
        return NOTHING
    first = max(named, key=lambda id: named[id])
    kin = {id for id in votes if _is_kind_of(entries[id], entries[first])}
    rest = max((votes[id] for id in votes if id not in kin), default=0)
    if named[first] < 3 or sum(votes[id] for id in kin) < max(0.6 * sum(votes.values()), 2 * rest):
        return NOTHING
    return Value(entries[first].name, entries[first].id if field == "product" else "")


def _is_kind_of(entry: Entry, other: Entry) -> bool:
    """Whether goods are of the same chapters of the Harmonized System as others, or are those."""
    return entry.id == other.id or (bool(entry.hs) and set(entry.hs) <= set(other.hs))


def _counterpart(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], lexicon: Lexicon) -> Value:
    """The one partner, with its members, that the title and most of the article are about, if there is one."""
    votes: Counter[str] = Counter()
    titled: dict[str, Entry] = {}
    for number, row in rows.items():
        for token in row:
            entry = token.entry("partner") if token.is_("partner") else None
            if entry is not None:
                votes[entry.id] += 1
                if sentences[number].kind == "title" and not token.adjective:
                    titled[entry.id] = entry
    if not titled:
        return NOTHING
    entry = max(titled.values(), key=lambda each: votes[each.id])
    members = {entry.id, *(member.id for member in lexicon.members(entry))}
    inside = sum(count for id, count in votes.items() if id in members)
    alone = votes[entry.id] >= _NAMED_OFTEN and inside >= 0.6 * sum(votes.values())
    return Value(entry.name, entry.id) if alone and _opens_with(sentences, rows, members) else NOTHING


def _opens_with(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], members: set[str]) -> bool:
    """Whether the text up to its first figures of trade names one of these partners, or points back to it."""
    for number, row in rows.items():
        trade = any(token.of("flow") for token in row)
        if sentences[number].kind != "body" or not trade:
            continue
        if any(
            (token.is_("partner") and (entry := token.entry("partner")) is not None and entry.id in members)
            or (token.is_("anaphor") and " " in token.text and not token.of("place_noun"))
            for token in row
        ):
            return True
        if any(token.is_("number") for token in row):
            return False
    return False


def _flow(rows: Mapping[int, Sequence[Token]]) -> str:
    """The one direction of trade that most words of flow of the article say, or empty."""
    said = Counter(flow for row in rows.values() for token in row if (flow := token.of("flow")))
    flow, count = said.most_common(1)[0] if said else ("", 0)
    return flow if flow in {"exports", "imports"} and count >= _ONE_WAY * (sum(said.values()) - count) else ""


def _dollars(rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether the article counts in dollars: most of its money is, and no yuan level stands first."""
    units = Counter(
        token.number.unit
        for row in rows.values()
        for token in row
        if token.number is not None and token.number.kind == "money"
    )
    return (units["USD"] > 0 and units["CNY"] == 0) or units["USD"] > 4 * units["CNY"] > 0


def report_of(folded: str, sentences: Sequence[Sentence], language: Language) -> Sequence[Sentence]:
    """The sentences up to the line behind which the page lists other reports ("Related news")."""
    for number, sentence in enumerate(sentences):
        line = folded[sentence.start : sentence.end].strip(" :>*#[]|\u2022-").lower()
        if line in language.sets["others_follow"] and 2 * sentence.start > len(folded):
            return sentences[:number]
    return sentences


def is_byline(text: str, language: Language) -> bool:
    """Whether a line below the title only names its writer and where he was.

    >>> from tradecli.extraction.language import load
    >>> [is_byline(line, load("en")) for line in ("Luna Feng in Beijing", "Exports of cars in Beijing")]
    [True, False]
    """
    return _byline(language).fullmatch(text.strip()) is not None


@cache
def _byline(language: Language) -> re.Pattern[str]:
    by, at, also = (alternatives(language.lists["byline"][name]) for name in ("by", "at", "also"))
    name = r"[A-Z][\w.'\u2019-]*"
    writer = rf"{name}(?: {name}){{1,3}}"
    place = rf"{name}(?:,? {name}){{0,3}}"
    return re.compile(
        rf"(?:(?i:{by}) )?{writer}(?:(?:,| (?i:{also})) {writer})* (?i:{at}) {place}(?: (?i:{also}) {place})?"
    )


def is_furniture(text: str, language: Language) -> bool:
    """Whether a line is part of the page rather than of the report: a date line, a button, a photo credit.

    >>> from tradecli.extraction.language import load
    >>> lines = ("2025-10-22    Shanghai (Reporter Jiang)", "Exports rose 5% in 2025")
    >>> [is_furniture(line, load("en")) for line in lines]
    [True, False]
    """
    dated, told = _furniture(language)
    return dated.fullmatch(text) is not None and told.search(text) is None


@cache
def _furniture(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a line that only says when a page was published, and of what makes a line a report all the same."""
    published, told = (alternatives(language.lists[name]) for name in ("published_line", "report_words"))
    dated = rf"\W*(?:(?:{published})\b.*\d{{4}}.*|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}.{{0,120}})"
    return re.compile(dated, re.IGNORECASE), re.compile(rf"%|{told}")
