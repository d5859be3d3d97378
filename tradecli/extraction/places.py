"""The place that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tradecli.extraction.amounts import FRACTION, PERCENT
from tradecli.extraction.language import Language
from tradecli.extraction.linking.capitals import is_source
from tradecli.extraction.linking.locations import owns_a_place
from tradecli.extraction.mentions import Token
from tradecli.extraction.own_place import autonomous_region, home_of, known_by_its_paper, region_of, speaks_of_its_city
from tradecli.lexicon import Entry, Lexicon, Match
from tradecli.model import Sentence

LEAD = 6
"""So many sentences are the lead."""
_OFTEN = 0.4
"""The least that a place of the kind that the text speaks of is named, measured by the one named most."""
_FEW, _DIGEST = 3, 0.25
"""A text that names many provinces or cities, none so often and for such a part of all, is about none of them."""
_ONE_OF = 0.3
"""The least part of all places named that a title's place is, where the title names the country too."""
_CLEARLY = 1.3
"""So many times as often as the next, a place is named most."""
_HARDLY = 3
"""So many times as often as any province by its name, the cities and papers of one are named by a text about it."""
_MEMBER = 2
"""So many times as often as the area in the title, a place is what the text is about."""


def place_of(
    rows: Mapping[int, Sequence[Token]],
    sentences: Sequence[Sentence],
    language: Language,
    lexicon: Lexicon,
    matches: Sequence[Match],
) -> Entry | None:
    """The place that an article is about, None where it is about none in particular."""
    home = home_of(lexicon, matches)
    place = _place(_with_own_country(rows, language, lexicon), sentences, home, language)
    if place is None or (place.kind == "province" and speaks_of_its_city(rows)):
        city = known_by_its_paper(rows, language, lexicon)
        place = city if city is not None and (place is None or city.parent == place.id) else place
    place = place or autonomous_region(rows, home[0], language)
    if place is None or _is_partner_too(place, rows):
        return _mainland_or(place, rows, language, lexicon)
    return region_of(place, rows, sentences, language, lexicon)


def _is_partner_too(place: Entry, rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether a name of the place may mean a partner: Hong Kong, Macao, Taiwan."""
    return any("partner" in token.kinds and token.entry("region") is place for row in rows.values() for token in row)


def _mainland_or(
    place: Entry | None, rows: Mapping[int, Sequence[Token]], language: Language, lexicon: Lexicon
) -> Entry | None:
    """The country, where a text on Hong Kong speaks of the mainland's trade with it rather than of its own."""
    own = mainland = 0
    for row in rows.values():
        for i, token in enumerate(row):
            of = i > 1 and row[i - 1].text in language.sets["of"] and row[i - 2].flow
            if of or (token.possessive and any(each.flow for each in row[i + 1 : i + 4])):
                own += place is not None and token.entry("region") is place
                mainland += token.text in language.sets["mainland"]
    return lexicon.get("region", "CN") if mainland > own else place


def _with_own_country(
    rows: Mapping[int, Sequence[Token]], language: Language, lexicon: Lexicon
) -> dict[int, list[tuple[Token, Entry | None]]]:
    """The tokens with the place each names; "our country" names the country whose regions the lexicon has.

    "The belt" names the area last named that ends so: "the Yangtze River Economic Belt".
    """
    home, own = lexicon.get("region", "CN"), language.sets["own_country"]
    areas: dict[str, Entry] = {}
    found: dict[int, list[tuple[Token, Entry | None]]] = {}
    for number, row in rows.items():
        found[number] = []
        for token in row:
            entry = token.entry("region") or (home if token.text in own else None)
            noun = token.text.lower().rpartition(" ")[2]
            if entry is not None and entry.kind == "area":
                areas[noun] = entry
            elif entry is None and token.place_noun == "area":
                entry = areas.get(noun)
            found[number].append((token, entry))
    return found


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
    language: Language,
) -> Entry | None:
    """The place that the title names alone, else the one that the lead and the whole text name most.

    Where the text says "our province" and hardly names any, it is `home`, which is named so often.
    """
    places = _places(rows, sentences, language)
    levels = Counter(token.place_noun for row in rows.values() for token, _ in row)
    spoken = max(("province", "city"), key=lambda level: levels[level]) if levels["province"] != levels["city"] else ""
    named = max((count for id, count in places.named.items() if places.entries[id].kind == "province"), default=0)
    if (
        spoken == "province"
        and home[0] is not None
        and (not named or (not places.titled and _HARDLY * named <= home[1]))
        and not _is_of_one_city(places, home[0])
        and not _is_of_area(places, named)
    ):
        return home[0]
    local = [entry for entry in places.titled.values() if entry.kind != "country"]
    if places.owners and all(entry.kind == "country" for entry in places.owners):
        return places.owners[0]
    if len(local) == 1:
        return _only_one_of(local[0], places) or _around(local[0], places, spoken) or _within(local[0], places)
    if local:
        return _nested(local, places)
    if len(places.titled) == 1:
        return _local_alone(places, home) or next(iter(places.titled.values()))
    return _named_most(places, spoken, levels) if places.votes else None


def _is_of_one_city(places: _Places, province: Entry) -> bool:
    """Whether a text speaks of the trade of one city of a province far more than of the province and its others."""
    cities = {id: n for id, n in places.named.items() if places.entries[id].parent == province.id}
    most = max(cities, key=lambda id: cities[id], default="")
    clearly = 2 * cities.get(most, 0) > sum(cities.values()) and most in places.opening
    return clearly and places.votes[most] >= _MEMBER * places.votes[province.id]


def _is_of_area(places: _Places, provinces: int) -> bool:
    """Whether a text opens with the trade of an area that it names more than any province, so often named."""
    return any(entry.kind == "area" and places.named[id] > provinces for id, entry in places.opening.items())


def _places(
    rows: Mapping[int, Sequence[tuple[Token, Entry | None]]], sentences: Sequence[Sentence], language: Language
) -> _Places:
    places = _Places()
    for number, row in rows.items():
        title, lead = sentences[number].kind == "title", number < LEAD
        tokens = [token for token, _ in row]
        for i, (token, entry) in enumerate(row):
            if entry is None or _holds_next(row, i) or owns_a_place(tokens, i, language):
                continue
            if _is_government(tokens, i, language) or (title and _is_whole(tokens, i, language)):
                continue
            if "partner" in token.kinds and not _owns_its_trade(tokens, i, title):
                continue
            if _holds_city_before(row, i):
                if title:
                    places.entries[entry.id] = places.titled.setdefault(entry.id, entry)
                continue
            trade = any(each.flow for each, _ in (*row[max(0, i - 3) : i], *row[i + 1 : i + 5]))
            places.entries[entry.id] = entry
            places.named[entry.id] += 1
            places.votes[entry.id] += 4 if title else (3 if lead else 2) if trade else 1 if lead else 0
            if title:
                places.titled.setdefault(entry.id, entry)
            before = [each for told, each in row[:i] if each is not None and not told.text.isupper()]
            ranked = any(each.kind in {"province", "city"} for each in before)
            of_country = entry.kind == "country" and not ranked and token.possessive and _owns_trade(row, i)
            if title and (of_country or (trade and entry.kind != "country")):
                places.owners.append(entry)
            if lead and trade:
                places.opening[entry.id] = entry
    return places


def _is_government(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a capital is named for those who govern in it: "Beijing wants new markets", "data out of Beijing"."""
    verb = row[i + 1].text if i + 1 < len(row) else ""
    capital = row[i].text.lower() in language.sets["capitals"]
    return capital and (verb in language.sets["governing"] or is_source(row, i, language))


def _is_whole(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the country's trade is what another's is a part of: "Half of China's trade flows along the Yangtze"."""
    part = row[i - 2].number if i > 1 and row[i - 1].text in language.sets["of"] else None
    country = (entry := row[i].entry("region")) is not None and _is_country(entry) and row[i].possessive
    return part is not None and part.kind in {PERCENT, FRACTION} and country


def _owns_its_trade(row: Sequence[Token], i: int, title: bool) -> bool:
    """Whether trade is that of Hong Kong, Macao or Taiwan rather than with it: "Macao's imports"."""
    opens = title and i == 0
    return (row[i].possessive or opens) and any(token.flow for token in row[i + 1 : i + 4])


def _holds_city_before(row: Sequence[tuple[Token, Entry | None]], i: int) -> bool:
    """Whether a province only says where the city before lies: "Haikou on Hainan", "Huizhou (Guangdong)"."""
    (token, entry), (city, link) = row[i], (row[i - 2][1], row[i - 1][0]) if i > 1 else (None, row[i][0])
    held = entry is not None and city is not None and city.parent == entry.id
    return held and not token.possessive and (link.kinds == {"function"} or link.text == "(")


def _holds_next(row: Sequence[tuple[Token, Entry | None]], i: int) -> bool:
    """Whether an area only says where the next place lies: "East China's Yangtze River Delta"."""
    token, entry = row[i]
    nearby = [each for _, each in row[i + 1 : i + 3] if each is not None]
    return entry is not None and entry.kind == "area" and token.possessive and bool(nearby)


def _named_most(places: _Places, spoken: str, levels: Mapping[str, int]) -> Entry | None:
    """The place that a text names most whose title names none; of the level `spoken` of if there is one often named."""
    entries, votes = places.entries, places.votes
    if _is_round_up(places, spoken):
        return _country_of_round_up(places)
    opened = list(places.opening.values())
    if opened and all(map(_is_country, opened)) and levels["province"] + levels["city"] < _FEW:
        return _behind_national_lead(places, opened[0])
    meant = Counter({id: vote for id, vote in votes.items() if entries[id].kind == spoken})
    often = bool(meant) and meant.most_common(1)[0][1] >= _OFTEN * votes.most_common(1)[0][1]
    if often and levels[spoken] > levels["country"]:
        votes = meant
    ranked = votes.most_common(2)
    opener = next(iter(opened), None)
    local = opener is not None and not _is_country(opener) and _is_country(entries[ranked[0][0]])
    if opener is not None and local and votes[opener.id] * _MEMBER > ranked[0][1]:
        return opener
    if len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]:
        return _of_two([entries[id] for id, _ in ranked])
    return entries[ranked[0][0]]


def _is_round_up(places: _Places, spoken: str) -> bool:
    """Whether a text names many places, none of them often, and not only a province and its cities."""
    local = {id: count for id, count in places.named.items() if not _is_country(places.entries[id])}
    of_level = [id for id in local if places.entries[id].kind == spoken]
    few = max(local.values(), default=0) < max(_FEW, _DIGEST * sum(local.values()))
    homes = {places.entries[id].parent if places.entries[id].kind == "city" else id for id in local}
    return len(of_level) != 1 and len(local) >= _FEW and few and len(homes) > 1


def _country_of_round_up(places: _Places) -> Entry | None:
    """The country that a text on many places names often, or opens with and names as often as any of them."""
    local = (n for id, n in places.named.items() if places.entries[id].kind in {"province", "city"})
    most = max(local, default=0)
    for id, count in places.named.items():
        if _is_country(places.entries[id]) and (count >= _FEW or (id in places.opening and count >= most)):
            return places.entries[id]
    return None


def _of_two(two: Sequence[Entry]) -> Entry | None:
    """Of a country and another place that a text names about as often: that place, unless it is an area."""
    if not any(map(_is_country, two)):
        return None
    return next((entry for entry in sorted(two, key=_is_country) if entry.kind != "area"), None)


def _is_country(entry: Entry) -> bool:
    return entry.kind == "country"


def _behind_national_lead(places: _Places, country: Entry) -> Entry:
    """The province or city that a text with a lead on the country is about, else the country."""
    local = Counter({id: n for id, n in places.named.items() if places.entries[id].kind in {"province", "city"}})
    ranked = [*local.most_common(2), ("", 0), ("", 0)]
    alone = ranked[0][1] >= _MEMBER * max(ranked[1][1], places.named[country.id], _FEW)
    return places.entries[ranked[0][0]] if alone else country


def _owns_trade(row: Sequence[tuple[Token, Entry | None]], i: int) -> bool:
    """Whether a title says of a place what it traded: "China's May exports pick up"."""
    return any(token.flow for token, _ in row[i + 1 : i + 4])


def _only_one_of(titled: Entry, places: _Places) -> Entry | None:
    """The country that a title names too, where its place is only one of many that the text names."""
    country = next((entry for entry in places.titled.values() if entry.kind == "country"), None)
    local = {id: count for id, count in places.named.items() if places.entries[id].kind in {"province", "city"}}
    inside = sum(count for id, count in local.items() if titled.id in {id, places.entries[id].parent})
    many = titled.kind != "area" and len(local) > _FEW and inside < _ONE_OF * sum(local.values())
    return country if country is not None and many else None


def _around(titled: Entry, places: _Places, spoken: str) -> Entry | None:
    """The province of a title's city, where the text speaks of "the province" and names it more than the city.

    Not where both title and lead speak of the city's own trade.
    """
    owns = titled in places.owners and titled.id in places.opening
    home = places.entries.get(titled.parent) if titled.kind == "city" and not owns else None
    return (
        home if home is not None and spoken == "province" and places.named[home.id] > places.named[titled.id] else None
    )


def _local_alone(places: _Places, home: tuple[Entry | None, int]) -> Entry | None:
    """The province that a text is about, named with its cities, whose title names only the country."""
    province, count = home
    local = sum(n for id, n in places.named.items() if places.entries[id].kind in {"province", "city"})
    country = max((n for id, n in places.named.items() if places.entries[id].kind == "country"), default=0)
    if province is None or not places.named[province.id] or count < _FEW:
        return None
    named = sorted((n for id, n in places.named.items() if places.entries[id].kind == "province"), reverse=True)
    if len(named) > 1 and _MEMBER * named[1] > named[0]:
        return None
    return province if count >= _MEMBER * country and 2 * count > local else None


def _within(titled: Entry, places: _Places) -> Entry:
    """The place of the title; of an area that the text hardly names, the member that it is about.

    So the one province of a text whose title only says where: "Land port in north China sees record trade".
    """
    if titled.kind != "area":
        return titled
    provinces = [entry for entry in places.entries.values() if entry.kind == "province"]
    if places.named[titled.id] == 1 and titled not in places.owners and len(provinces) == 1:
        return provinces[0]
    votes, entries = places.votes, places.entries
    named = max((id for id in votes if entries[id].kind != "country"), key=lambda id: votes[id], default=titled.id)
    return entries[named] if votes[named] >= _MEMBER * votes[titled.id] else titled


def _nested(titled: Sequence[Entry], places: _Places) -> Entry | None:
    """Of places in the title that all lie in one of them, the one whose trade it speaks of; else none.

    Where it speaks of that of several or of none, the one that the text names most.
    """
    if not any(all(other.parent == each.id for other in titled if other is not each) for each in titled):
        return None
    owners = [each for each in titled if each in places.owners]
    return owners[0] if len(owners) == 1 else max(titled, key=lambda each: places.votes[each.id])
