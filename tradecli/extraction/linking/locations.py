"""Places that only say where another is, or who sits there: "in Jinhua", "China's central region"."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

_LOOK_BACK = 8
"""Words from the name of a place to the one where it lies, at most."""
_APPOSED = 11
"""Words from the comma behind a place to where it lies, at most: ", one of the main export hubs of Zhejiang"."""
_CITIES = 6
"""Tokens from an area to the province that its cities lie in, at most."""
_MADE = 5
"""Words from a comma to the verb of an aside that says where goods are made, at most."""
_WORKS = 6
"""Tokens from a city to the works that it is said to have, at most."""
_SINGLED_OUT = 14
"""Words from the verb that singles a place out to where it lies, at most."""


def says_where(row: Sequence[Token], i: int, field: str, language: Language) -> str:
    """`whole` or `example` where a name of a field only places another; else empty."""
    named_next = i + 1 < len(row) and row[i + 1].entry("region") is not None
    if row[i].place_noun and (named_next or _holds_those_named(row, i, language)):
        return "whole"
    if row[i].place_noun == "area" and row[i].possessive and _counts_countries(row, i, language):
        return "whole"
    around = _describes_place_before(row, i) or _holds_place_before(row, i, language)
    if around and row[i].place_noun and not row[i].possessive:
        return "whole"
    if field != "region":
        return ""
    if _spells_out_zones(row, i, language):
        return "example"
    if row[i].possessive and _wider(row, i) and not has_cities_in(row, i, language):
        return "whole"
    return "whole" if any(rule(row, i, language) for rule in _RULES) else ""


def _holds_those_named(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a word for a place says where the cities behind it lie: "four cities of the zone, Nanning, Beihai"."""
    if i < 2 or i + 2 >= len(row) or row[i - 1].text not in language.sets["of"] or row[i + 1].text != ",":
        return False
    cities = row[i - 2].text.split(" ")[-1] in language.sets["place_nouns"]
    return cities and row[i + 2].entry("region") is not None


def _counts_countries(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an area abroad is meant, by its countries: "the region's 16 countries did 9 billion yuan of trade"."""
    countries = language.sets["countries"]
    return any(token.text in countries or "partner" in token.kinds for token in row[i + 1 : i + 3])


def _describes_place_before(row: Sequence[Token], i: int) -> bool:
    """Whether a word for a place stands behind the comma of its name: "Shijiazhuang, the provincial capital"."""
    named = i > 1 and row[i - 1].text == "," and row[i - 2].entry("region") is not None
    return named and "partner" not in row[i - 2].kinds


def _holds_place_before(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether it only says where a place lies that no list has: "Huaiyin District of the city"."""
    place = row[i - 2] if i > 1 and row[i - 1].text in language.sets["of"] else None
    return place is not None and "region" in place.kinds and place.entry("region") is None


def owns_a_place(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the country only says where another place lies: "In China's northernmost province, trade grew"."""
    entry = row[i].entry("region")
    if entry is None or entry.kind != "country" or not row[i].possessive:
        return False
    for token in row[i + 1 : i + 4]:
        if token.flow or token.is_("mark", "number"):
            return False
        if token.text in language.lists["one_place"]:
            return True
    return False


def _spells_out_zones(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a city only names one of several zones: "the three zones, Guiyang, Gui'an and Zunyi,".

    So "the zones in Zhengzhou and Luoyang", "the Xinglong and Hunchun zones", but for one number each.
    """
    sets = language.sets
    first, last = i, i
    while first > 1 and _is_of_names(row[first - 1], language):
        first -= 1
    while last + 2 < len(row) and _is_of_names(row[last + 1], language):
        last += 1
    lead, after = (row[first - 1] if first else None), row[last + 1] if last + 1 < len(row) else None
    if lead is not None and _are_zones(lead, language) and row[first].text == ",":
        return True
    if any(token.text in sets["respectively"] for token in row[last:]):
        return False
    several = any("region" in token.kinds for token in (*row[first:i], *row[i + 1 : last + 1]))
    if lead is None or not several:
        return False
    inside = lead.text in sets["in"] and first > 1 and _are_zones(row[first - 2], language)
    joined = any(token.text in sets["and"] for token in row[first : last + 1])
    named = joined and after is not None and _are_zones(after, language)
    return inside or (named and (lead.text in sets["definite"] or lead.capital))


def _is_of_names(token: Token, language: Language) -> bool:
    """Whether a token may stand in a list of places: one of them, what joins them, a name that no list has."""
    unknown = token.capital and token.kinds == {"word"}
    return unknown or token.text in language.sets["joins"] or "region" in token.kinds


def _are_zones(token: Token, language: Language) -> bool:
    """Whether a token names several zones."""
    return "channel" in token.kinds and token.text.lower().endswith(language.endings["plural"])


def _wider(row: Sequence[Token], i: int) -> bool:
    """Whether a place only says where the next one lies: "South China's Hainan", "Suzhou's Kunshan".

    So "north China's Beijing-Tianjin-Hebei region".
    """
    entry = row[i].entry("region")
    city = row[i + 1].entry("region") if i + 1 < len(row) else None
    cities = entry is not None and city is not None and entry.kind == city.kind == "city"
    if entry is not None and city is not None and row[i].possessive and (cities or city.parent == entry.id):
        return True
    if entry is None or entry.kind not in {"area", "country"}:
        return False
    for token in row[i + 1 : i + 6]:
        if token.is_("mark", "number", "level", "change:up", "change:down") or token.flow:
            return False
        other = token.entry("region")
        if other is not None:
            parted = entry.kind == "country" or row[i + 1] is token
            return other.kind in {"province", "city"} or (parted and other.kind == "area")
    return False


def _says_whose_city(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a province only says where a city lies: "Dalian, Liaoning province, saw", "the city in Liaoning"."""
    first = _start_of_name(row, i)
    if first < 2 or row[i].possessive:
        return False
    link, place = row[first - 1].text, row[first - 2]
    if _lies_there(row, i, language):
        return True
    if not (link == "," or link in language.sets["lies_in"]):
        return False
    around = row[i].entry("region")
    kind = around.kind if around is not None else ""
    if (place.place_noun and kind == "area") or (place.place_noun == "city" and kind == "province"):
        return True
    city, province = place.entry("region"), row[i].entry("region")
    if city is None or province is None or not city.parent or "channel" in place.kinds:
        return False
    inside = link in language.sets["in"] and province.kind == "city"
    return city.parent == province.id or ((inside or province.kind == "area") and city.parent == province.parent)


def _start_of_name(row: Sequence[Token], i: int) -> int:
    """Where the name of a place begins, with what says where that lies: "East China's Zhejiang"."""
    first = i
    while first and row[i - 1].possessive and row[first - 1].capital and row[first - 1].is_("word", "region"):
        first -= 1
    return first


def _holds_cities_of_area(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a province only says which cities of an area are meant: "The GBA's nine cities in Guangdong"."""
    if i < 3 or row[i - 1].text not in language.sets["in"]:
        return False
    if row[i - 2].text.split(" ")[-1] not in language.sets["place_nouns"]:
        return False
    area = next((row[j].entry("region") for j in range(i - 3, max(-1, i - _CITIES), -1) if row[j].possessive), None)
    return area is not None and area.kind == "area"


def has_cities_in(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an area's own cities in a province are meant."""
    return any(_holds_cities_of_area(row, j, language) for j in range(i + 3, min(i + _CITIES, len(row))))


def _lies_there(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is where another lies, said behind its comma: "Yiwu, a county-level city in Jinhua"."""
    entry = row[i].entry("region")
    for j in range(i - 2, max(0, i - _APPOSED), -1):
        if row[j].is_("number", "level", "change:up", "change:down"):
            return False
        if row[j].text == ",":
            place = row[j - 1].entry("region")
            if place is None or entry is None:
                return False
            between, sets = row[j + 1 : i], language.sets
            nouns = sets["place_nouns"] | sets["local_nouns"]
            noun = any(token.text.split(" ")[-1] in nouns for token in between)
            trade = any(token.flow for token in between)
            presented = bool(between) and between[0].text in sets["lone"] | sets["definite"]
            inside = presented and place.parent == entry.id and row[i - 1].text in sets["of"] | sets["in"]
            return inside or (noun and not trade and place.parent in {entry.id, entry.parent})
    return False


def _is_where_made(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an aside says where goods are from: "41 vessels, most of them built in Dalian and Huludao, and"."""
    first = i
    while first > 1 and (row[first - 1].text in language.sets["joins"] or "region" in row[first - 1].kinds):
        first -= 1
    if first < 3 or row[first - 1].text not in language.sets["in"] or row[first - 2].text not in language.sets["made"]:
        return False
    for j in range(first - 3, max(-1, first - 3 - _MADE), -1):
        if row[j].text == ",":
            return True
        if row[j].is_("number", "mark"):
            return False
    return False


def _is_where_works_are(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only says whose works goods are for: "needed by the smelters in Tongling,", "to feed Hefei's"."""
    sets = language.sets
    if row[i].possessive:
        end = next((j for j in range(i + 1, min(i + _WORKS, len(row))) if row[j].text in sets["works"]), -1)
        return end > 0 and i > 1 and row[i - 1].kinds == {"word"} and row[i - 2].text in sets["to"]
    ends = i + 1 >= len(row) or "mark" in row[i + 1].kinds
    if i < 4 or not ends or row[i - 1].text not in sets["in"] or row[i - 2].text not in sets["works"]:
        return False
    by = i - 3 - (row[i - 3].text in sets["definite"])
    return row[by].text in sets["by"] | sets["for"] and row[by - 1].kinds == {"word"}


def _holds_the_first(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is the one among whose places another stands out: "Hefei is the only city in Anhui with"."""
    sets = language.sets
    if i < 4 or row[i].possessive or row[i - 1].text not in sets["in"] | sets["of"]:
        return False
    noun = False
    for j in range(i - 2, max(0, i - _SINGLED_OUT), -1):
        if row[j].text in sets["auxiliaries"]:
            return noun and _stands_before(row, j, language)
        if row[j].is_("number", "mark", "level", "change:up", "change:down") or row[j].entry("region"):
            return False
        noun |= row[j].text.split(" ")[-1] in sets["place_nouns"]
    return False


def _is_of_one_presented(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only says where the one behind the comma lies: "As the fourth city of Jiangsu, Nantong"."""
    sets = language.sets
    if i < 3 or row[0].text not in sets["as"] or row[i].possessive or row[i - 1].text not in sets["in"] | sets["of"]:
        return False
    noun = any(token.text.split(" ")[-1] in language.lists["one_place"] for token in row[1 : i - 1])
    comma = next((j for j in range(i + 1, min(i + _LOOK_BACK, len(row) - 1)) if row[j].text == ","), -1)
    return noun and comma > 0 and any(token.entry("region") for token in row[comma + 1 : comma + 3])


def _stands_before(row: Sequence[Token], verb: int, language: Language) -> bool:
    """Whether the subject of a verb is a place, or a word that points back to one."""
    before = row[verb - 1] if verb else None
    return before is not None and (
        before.text in language.sets["again"] or (before.entry("region") is not None and not before.possessive)
    )


def _is_seat(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is only where somebody sits: "enterprises with headquarters in Beijing"."""
    return i > 1 and row[i - 1].text in language.sets["in"] and row[i - 2].text in language.sets["seats"]


def _is_where_held(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is only where something took place: "host of last month's expo in Changsha, did 5 billion"."""
    held = i > 1 and row[i - 1].text in language.sets["in"] and row[i - 2].text in language.sets["events"]
    return held and not row[i].possessive


def _began_then(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only came into being: "the backbone since the Suzhou Industrial Park was set up in 1994,"."""
    sets = language.sets
    since = any(token.text in sets["since"] for token in row[max(0, i - 2) : i])
    verb = [token.text for token in row[i + 1 : i + 4]]
    was = len(verb) > 1 and verb[0] in sets["was"]
    return since and was and not sets["founded"].isdisjoint({verb[1], " ".join(verb[1:])})


def _is_around_works(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is only what something other than trade stands around: "smelters around Beibu Gulf felt it"."""
    start = i - 1 - (i > 0 and row[i - 1].text in language.sets["definite"])
    if start < 1 or row[start].text not in language.sets["around"] or row[i].possessive:
        return False
    works = row[start - 1]
    return works.kinds <= {"word", "distractor"} and works.text.endswith(language.endings["plural"])


def _says_whose_zone(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place only says whose the zone is that another is a part of: "the Xiamen area of the Fujian zone"."""
    if i < 4 or i + 1 >= len(row) or "channel" not in row[i + 1].kinds:
        return False
    of, area, place = row[i - 2], row[i - 3], row[i - 4]
    return of.text in language.sets["of"] and area.text in language.sets["parts"] and "region" in place.kinds


def _says_where(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an area only says which place is meant: "in the Central China province"."""
    entry = row[i].entry("region")
    if entry is None or entry.kind != "area" or i == 0 or i + 1 >= len(row):
        return False
    noun = row[i + 1].text.split(" ")[-1]
    return row[i - 1].text in language.sets["definite"] and language.lists["one_place"].get(noun) is not None


def _is_ground(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the country is only the ground that others stand on: "the nine cities on the Chinese mainland"."""
    before = row[i - 2] if i > 1 and row[i - 1].text in language.sets["definite"] else row[i - 1] if i else None
    country = row[i].place_noun == "country" or ((entry := row[i].entry("region")) and entry.kind == "country")
    return before is not None and bool(country) and before.text.split(" ")[0] in language.sets["on_ground"]


def _is_part_of_country(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an area between commas only says where the place before it lies: "Shanghai, East China, proved".

    So the country, behind an office too: "Chengdu Customs District, P.R. China, listed".
    """
    entry = row[i].entry("region")
    if entry is None or entry.kind not in {"area", "country"} or i < 2 or i + 1 >= len(row):
        return False
    place = row[i - 2].entry("region")
    placed = place is not None and place.kind in {"province", "city"}
    offices = (token.text.split(" ")[0].capitalize() for token in row[max(0, i - 3) : i - 1] if token.capital)
    office = entry.kind == "country" and not language.sets["agency_next"].isdisjoint(offices)
    apart = row[i - 1].text == row[i + 1].text == ","
    return apart and (placed or office) and not any("region" in token.kinds for token in row[i + 2 : i + 3])


def _only_qualifies(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether "national" says of what sort something other than trade is: "the national ranking", "national roads"."""
    after = row[i + 1] if i + 1 < len(row) else None
    adjective = row[i].text in language.sets["of_nation"]
    return after is not None and adjective and after.kinds <= {"word", "distractor", "rank"} and bool(after.kinds)


def _is_only_everywhere(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether something without a figure was done all over the country: "four models were promoted nationwide, and"."""
    if i < 2 or i + 1 >= len(row) or row[i].text not in language.sets["of_nation"] or row[i + 1].text != ",":
        return False
    done = row[i - 2].text in language.sets["was"] and row[i - 1].text.endswith(language.endings["past"])
    return done and not any("number" in token.kinds for token in row[:i])


def says_of_which_country(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether an adjective only says what country a place is of: "Shandong, a Chinese province,".

    So "the eastern Chinese province".
    """
    if i + 1 < len(row) and row[i].text in language.sets["directions"]:
        return says_of_which_country(row, i + 1, language)
    noun = row[i + 1].text.split(" ")[-1] if i + 1 < len(row) else ""
    return row[i].adjective and language.lists["one_place"].get(noun) is not None


_RULES = (
    _holds_the_first,
    _is_of_one_presented,
    says_of_which_country,
    _says_where,
    _says_whose_city,
    _holds_cities_of_area,
    owns_a_place,
    _says_whose_zone,
    _is_seat,
    _is_where_held,
    _began_then,
    _is_around_works,
    _is_where_made,
    _is_where_works_are,
    _is_ground,
    _is_part_of_country,
    _only_qualifies,
    _is_only_everywhere,
)
"""Each says whether a place is no subject, by the words around it."""
