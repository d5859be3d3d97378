"""What a text calls its own: the place that only its offices, papers and cities tell, and the region around a city."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.values import is_autonomous
from tradecli.extraction.mentions import Token, names_office
from tradecli.lexicon import Entry, Lexicon, Match
from tradecli.model import Sentence

Rows = Mapping[int, Sequence[Token]]
_FEW = 3
"""So often a text speaks of "the region", for that to be the one it is from."""
_AGAIN = 2
"""So often a text speaks of a city or an autonomous region that it never names, at least."""
_NAME = 2
"""Words of a city in a file's name, at most."""


def home_of(lexicon: Lexicon, matches: Sequence[Match]) -> tuple[Entry | None, int]:
    """The province that is named most with its cities, offices and papers among them ("Hefei Customs"); how often."""
    entries = [entry for match in matches for entry in match.entries if entry.field == "region"]
    parents = Counter(entry.parent for entry in entries if entry.kind == "city" and entry.parent)
    parents.update(entry.id for entry in entries if entry.kind == "province")
    return (lexicon.get("region", parents.most_common(1)[0][0]), parents.most_common(1)[0][1]) if parents else (None, 0)


def known_by_its_paper(rows: Rows, language: Language, lexicon: Lexicon) -> Entry | None:
    """The place of the one paper or office named, where a text says "our city": "Source: Yantai Evening News"."""
    own = {
        token.place_noun for row in rows.values() for token in row if token.text.split(" ")[0] in language.sets["our"]
    }
    named = (
        lexicon.by_name("region", token.text.title())
        for row in rows.values()
        if own
        for token, following in itertools.pairwise(row)
        if token.capital and token.kinds == {"word"} and names_office(following, language)
    )
    places = {entry for entry in named if entry is not None and entry.kind in own}
    return places.pop() if len(places) == 1 else None


def autonomous_region(rows: Rows, home: Entry | None, language: Language) -> Entry | None:
    """The autonomous region `home` of the only offices and cities named, where a text says "the whole region"."""
    if home is None or not is_autonomous(home, language):
        return None
    named = [entry for row in rows.values() for token in row if (entry := token.entry("region")) is not None]
    spoken = Counter(token.place_noun for row in rows.values() for token in row)
    inside = all(home.id in {entry.id, entry.parent} for entry in named)
    return home if inside and spoken["area"] >= _AGAIN and not spoken["city"] else None


def speaks_of_its_city(rows: Rows) -> bool:
    """Whether a text says "our city", "the city" again and again, more than "the province", and names no city."""
    tokens = [token for row in rows.values() for token in row]
    spoken = Counter(token.place_noun for token in tokens)
    named = (entry for token in tokens if "region" in token.kinds and (entry := token.entry("region")) is not None)
    unnamed = all(entry.kind in {"country", "province"} for entry in named)
    return unnamed and spoken["city"] >= _AGAIN and spoken["city"] > spoken["province"]


def city_of_file(place: Entry | None, rows: Rows, name: str, lexicon: Lexicon) -> Entry | None:
    """The city that only the file's name tells, of a text on a city that it never names: `wuxi-2014.txt`.

    It lies in the province that was found for the text, where there is one.
    """
    if (place is not None and place.kind != "province") or not speaks_of_its_city(rows):
        return None
    words = re.findall(r"[^\W\d_]+", name)
    spans = itertools.combinations(range(len(words) + 1), 2)
    names = (" ".join(words[a:b]).title() for a, b in spans if b - a <= _NAME)
    cities = {entry for each in names if (entry := lexicon.by_name("region", each)) and entry.kind == "city"}
    told = [city for city in cities if place is None or city.parent == place.id]
    return told[0] if len(told) == 1 else None


def region_of(
    place: Entry | None,
    rows: Rows,
    sentences: Sequence[Sentence],
    language: Language,
    lexicon: Lexicon,
) -> Entry | None:
    """The place, or the autonomous region around a city that no title names in a text that says "our region".

    So the province around a city that only gives an office its name, in a text that says "our province".
    """
    inside = place is not None and place.kind in {"city", "area"}
    home = lexicon.get("region", place.parent) if place is not None and inside else None
    if place is None or home is None:
        return place
    levels = Counter(token.place_noun for row in rows.values() for token in row)
    named = [(number, token) for number, row in rows.items() for token in row if token.entry("region") is place]
    if levels["province"] and not levels["city"] and not any("region" in token.kinds for _, token in named):
        return home
    titled = any(sentences[number].kind == "title" for number, _ in named)
    own_region = is_autonomous(home, language) and levels["area"] >= max(_FEW, 2 * levels["city"])
    if place.kind == "area":
        return home if own_region and _says_our_district(rows, language) else place
    return home if own_region and not titled else place


def _says_our_district(rows: Rows, language: Language) -> bool:
    """Whether a text calls the autonomous region that it is from "our district", "our region"."""
    own = language.sets["own_region"] | language.sets["local_nouns"]
    tokens = (token.text.split(" ") for row in rows.values() for token in row if token.place_noun == "area")
    return any(words[0] in language.sets["our"] and words[-1] in own for words in tokens)
