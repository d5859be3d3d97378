"""Names made of several tokens: named zones, and adjectives that share one noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking.names_of_goods import product
from tradecli.extraction.linking.ports import with_ports
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry, Lexicon

_JOINT = frozenset({"conjunctions", "function"})
_HEADLINE = 5
"""Words of a headline on both flows, at least."""
_PAIRED = 4
"""Words of "central and western regions"."""
_ZONE = 3
"""Words of the name of a zone behind its place, at most."""


def prepared(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with named zones and ports made one channel, and shared nouns given to each adjective."""
    placed = _places_with_nouns(_bracketed_places(_with_parts(_both_flows(row, language), language)), language)
    zones = _without_places_of_zones(_named_zones(placed), language)
    apart = _areas_apart(with_ports(zones, language, lexicon), language, lexicon)
    named = _pairs_at_end(_shared_nouns(apart, language, lexicon), language)
    told = _goods_without_noun(_firms_without_noun(named, language, lexicon), language, lexicon)
    return _leaders(_firms_that_trade(told, lexicon), language)


def _both_flows(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row of a headline with its two flows, which one number is of, as one: "imports, exports fall by 6.2%"."""
    if len(row) < _HEADLINE or sum("number" in token.kinds for token in row) != 1:
        return row
    for i in range(len(row) - 3):
        first, comma, second, verb = row[i : i + 4]
        both = {first.flow, second.flow} == {"exports", "imports"} and comma.text == ","
        owned = i == 0 or (i == 1 and row[0].possessive)
        if both and owned and verb.is_("change:up", "change:down"):
            text = f"{first.text} {language.stems['pair']} {second.text}"
            pair = replace(second, start=first.start, text=text, kinds=frozenset({"flow:total"}))
            return [*row[:i], pair, *row[i + 3 :]]
    return row


def _with_parts(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with goods and their parts as one name: "computers and their parts", "vehicles and parts (3%)".

    So with "electrical equipment and products," in a list, and with "car and motorcycle parts".
    """
    tokens, sets = list(row), language.sets
    for i in range(len(tokens) - 4, -1, -1):
        goods, joint, owner, parts = tokens[i : i + 4]
        if end := _end_of_shared_parts(tokens, i, language):
            tokens[i:end] = [product([_plain(token) for token in tokens[i:end]])]
            continue
        joined = "product" in goods.kinds and joint.text in sets["and"] and owner.text in sets["owners"]
        if joined and parts.text in sets["parts_of_goods"]:
            tokens[i : i + 4] = [replace(goods, end=parts.end)]
        elif "product" in goods.kinds and joint.text in sets["and"] and owner.text in sets["parts_of_goods"]:
            tokens[i : i + 3] = [product([goods, joint, owner])] if parts.text == "(" else tokens[i : i + 3]
        elif "product" in goods.kinds and joint.text in sets["and"] and owner.text in sets["products"]:
            tokens[i : i + 3] = [product([goods, joint, owner])] if parts.text == "," else tokens[i : i + 3]
    return tokens


def _end_of_shared_parts(row: Sequence[Token], i: int, language: Language) -> int:
    """Where the parts of two kinds of goods end: "car and motorcycle parts", "car and motorcycle and related parts"."""
    sets, goods = language.sets, ("product" in token.kinds for token in row[i : i + 3 : 2])
    if not all(goods) or row[i + 1].text not in sets["and"] or row[i].text.endswith(language.endings["plural"]):
        return 0
    at = i + 3
    if at + 2 < len(row) and row[at].text in sets["and"] and "modifiers" in row[at + 1].kinds:
        at += 2
    return at + 1 if at < len(row) and row[at].text in sets["parts_of_goods"] else 0


def _pairs_at_end(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with the last of a list of goods as one name, be it of two: "shoes, hats, and tea and coffee"."""
    tokens, joins = list(row), language.sets["and"]
    if not any("respectively" in token.kinds for token in row):
        return tokens
    for i in range(len(tokens) - 6, -1, -1):
        before, comma, joint, first, second, last = tokens[i : i + 6]
        goods = all("product" in token.kinds and not token.flow for token in (before, first, last))
        if goods and comma.text == "," and joint.text in joins and second.text in joins:
            tokens[i + 3 : i + 6] = [product([_plain(first), second, _plain(last)])]
    return tokens


def _plain(token: Token) -> Token:
    """A name of goods as the words that it is printed with."""
    return replace(token, entries=())


def _bracketed_places(row: Sequence[Token]) -> list[Token]:
    """The row with "China (Shandong) Pilot Free Trade Zone" read as Shandong's."""
    tokens = list(row)
    for i in range(len(tokens) - 5, -1, -1):
        if i + 4 >= len(tokens):
            continue
        opened, place, closed = tokens[i + 1 : i + 4]
        if opened.text != "(" or closed.text != ")":
            continue
        country = tokens[i].entry("region")
        if country is None or country.kind != "country":
            continue
        named = any("channel" in token.kinds for token in tokens[i + 4 : i + 4 + _ZONE])
        if named and place.entry("region") is not None:
            tokens[i : i + 4] = [replace(place, start=tokens[i].start, end=closed.end)]
    return tokens


def _places_with_nouns(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the Province Shandong" and "Guangxi Zhuang Province" as the province alone."""
    tokens, nouns = list(row), language.sets["province_nouns"]
    for i in range(len(tokens) - 2, -1, -1):
        first, second = tokens[i : i + 2]
        before, behind = first.entry("region"), second.entry("region")
        if first.place_noun and not first.possessive and behind is not None and behind.kind == first.place_noun:
            tokens[i : i + 2] = [replace(second, start=first.start)]
        elif before is not None and before.kind == "province" and not first.possessive and second.text in nouns:
            tokens[i : i + 2] = [replace(first, end=second.end, possessive=second.possessive)]
    return tokens


def _without_places_of_zones(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with the cities that zones lie in read as no places: "the three bonded zones of Guiyang and Zunyi"."""
    tokens, sets = list(row), language.sets
    for i in range(len(tokens) - 2):
        entry = tokens[i].entry("channel") if "channel" in tokens[i].kinds else None
        if entry is None or entry.kind != "zone" or tokens[i + 1].text not in sets["of"]:
            continue
        cities = []
        for j in range(i + 2, len(tokens)):
            place = tokens[j].entry("region")
            if (place is not None and place.kind == "city") or (place is None and tokens[j].kinds == {"region"}):
                cities.append(j)
            elif tokens[j].text not in sets["joins"] and not (tokens[j].capital and tokens[j].kinds == {"word"}):
                break
        for j in cities if len(cities) > 1 else ():
            tokens[j] = replace(tokens[j], kinds=frozenset({"word"}), entries=())
    return tokens


def _firms_without_noun(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with "the state-owned 1 trillion yuan" read as firms: the adjective has their figure behind it."""
    tokens, names = list(row), language.lists["firms_without_noun"]
    for i in range(1, len(tokens) - 1):
        name = names.get(tokens[i].text)
        if name is None:
            continue
        after = tokens[i + 2] if tokens[i + 1].text == "," and i + 2 < len(tokens) else tokens[i + 1]
        if name and tokens[i - 1].text in language.sets["definite"] and "number" in after.kinds:
            entry = lexicon.by_name("channel", name)
            if entry is not None:
                tokens[i] = replace(tokens[i], kinds=frozenset({"channel"}), entries=(entry,))
    return tokens


def _goods_without_noun(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with "54 percent of what it sells abroad is mechanical and electrical" read as those goods."""
    tokens, sets = list(row), language.sets
    if not any(token.text in sets["was"] for token in row):
        return tokens
    for words, name in language.lists["goods_without_noun"].items():
        told = words.split(" ")
        for i in range(1, len(tokens) - len(told) + 1):
            end = i + len(told)
            if [token.text for token in tokens[i:end]] != told or tokens[i - 1].text not in sets["was"]:
                continue
            entry = lexicon.by_name("product", name)
            if entry is not None and (end == len(tokens) or tokens[end].is_("mark", "conjunctions")):
                meant = replace(tokens[end - 1], start=tokens[i].start, text=words, entries=(entry,))
                tokens[i:end] = [replace(meant, kinds=frozenset({"product"}))]
                break
    return tokens


def _firms_that_trade(row: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The row with firms that are else only counted read as their way of trade: "e-commerce companies exported"."""
    tokens = list(row)
    for i in range(len(tokens) - 2, 0, -1):
        if "distractor" not in tokens[i].kinds or not tokens[i + 1].flow:
            continue
        for first in range(max(0, i - _ZONE), i):
            entry = lexicon.by_name("channel", " ".join(token.text for token in tokens[first:i]))
            if entry is not None:
                name = replace(tokens[i], start=tokens[first].start, kinds=frozenset({"channel"}), entries=(entry,))
                tokens[first : i + 1] = [name]
                break
    return tokens


def _leaders(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the 10 leading exports" as goods: a sum of the first so many, where nothing names them."""
    tokens, few = list(row), language.lists["few"]
    for i in range(len(tokens) - 3, 0, -1):
        flow = tokens[i + 1]
        words = {tokens[i - 1].text, tokens[i].text}
        plural = flow.flow in {"exports", "imports"} and flow.text.endswith(language.endings["plural"])
        if not plural or len(words) < 2 or language.sets["superlatives"].isdisjoint(words):
            continue
        count = next((few.index(word) + 2 if word in few else int(word) for word in words if _is_count(word, few)), 0)
        until = next((k for k in range(i + 2, len(tokens)) if "number" in tokens[k].kinds), len(tokens))
        named = any(token.is_("product", "partner", "channel") for token in tokens[i + 2 : until])
        if count > 2 and until < len(tokens) and not named:
            text = f"{language.stems['leaders']} {few[count - 2]} {flow.text}"
            kinds = flow.kinds | {"product"}
            tokens[i - 1 : i + 2] = [replace(flow, start=tokens[i - 1].start, text=text, kinds=kinds)]
    return tokens


def _is_count(word: str, few: Sequence[str]) -> bool:
    return word in few or (word.isdigit() and 2 <= int(word) < len(few) + 2)


def _named_zones(row: Sequence[Token]) -> list[Token]:
    """ "Xi'an Hi-Tech Comprehensive Bonded Zone" is one channel; "Yunnan Pilot Free Trade Zone" is Yunnan's."""
    tokens = list(row)
    for i in range(len(tokens) - 1, -1, -1):
        if i >= len(tokens) or "channel" not in tokens[i].kinds or not tokens[i].capital:
            continue
        token = tokens[i]
        start = i
        while start > 0 and _is_of_name(tokens[start - 1]):
            start -= 1
        alone = start == i and not _is_zone_of_city(tokens[i - 1], token)
        if start > 0 and not alone and "region" in tokens[start - 1].kinds and not tokens[start - 1].possessive:
            first = tokens[start - 1]
            name = " ".join(each.text if each.entries else each.text.title() for each in tokens[start - 1 : i + 1])
            tokens[start - 1 : i + 1] = [replace(token, start=first.start, text=name, entries=())]
    return tokens


def _is_of_name(token: Token) -> bool:
    """Whether a word may stand between a place and its zone: "Datong International Land Port Bonded Center"."""
    return token.capital and (token.kinds <= {"word", "modifiers"} or "channel" in token.kinds)


def _is_zone_of_city(place: Token, zone: Token) -> bool:
    """Whether a zone is the one of a city, which is its name: "Hefei High-tech Zone"."""
    city, entry = place.entry("region"), zone.entry("channel")
    return city is not None and city.kind == "city" and entry is not None and entry.kind == "zone"


def _shared_nouns(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """In "private, foreign-invested and state-owned enterprises" each adjective names its enterprises."""
    tokens = list(row)
    for token in row:
        if not token.entries or " " not in token.text:
            continue
        i = tokens.index(token)
        field = "channel" if "channel" in token.kinds else "product" if "product" in token.kinds else ""
        field = "region" if "region" in token.kinds and token.entries[0].kind == "area" else field
        enterprises = field != "channel" or token.entries[0].kind == "enterprise"
        if field and enterprises:
            _share(tokens, i, field, language, lexicon)
    _ones(tokens, language, lexicon)
    return tokens


def _named(field: str, adjective: str, noun: str, language: Language, lexicon: Lexicon) -> Entry | None:
    """The entry of an adjective and its noun, or of the noun in the singular; firms by whatever noun, as "sectors"."""
    firms = (language.stems["enterprises"],) if field == "channel" else ()
    ones = (*(noun.removesuffix(ending) for ending in ("", *language.endings["plural"])), *firms)
    return next(filter(None, (lexicon.by_name(field, f"{adjective} {one}") for one in ones)), None)


def _areas_apart(row: Sequence[Token], language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with "central and western regions" as two names where a third stands before, or numbers are dealt out."""
    tokens = list(row)
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        entry = token.entry("region") if token.entries else None
        if entry is None or entry.kind != "area" or len(words := token.text.split()) != _PAIRED:
            continue
        two = [_named("region", word, words[-1], language, lexicon) for word in (words[0], words[2])]
        joined = i > 1 and tokens[i - 1].text in language.sets["adjective_joins"]
        listed = joined and _named("region", tokens[i - 2].text, words[-1], language, lexicon) is not None
        dealt = any("respectively" in each.kinds for each in tokens[i + 1 :])
        if None not in two and (listed or dealt):
            tokens[i : i + 1] = _parted(token, words, [each for each in two if each is not None])
    return tokens


def _parted(token: Token, words: Sequence[str], entries: Sequence[Entry]) -> list[Token]:
    """A token of two adjectives and a noun as two names and what joins them."""
    first = token.start + len(words[0])
    second = first + 1 + len(words[1]) + 1
    joint = replace(token, start=first + 1, end=second - 1, text=words[1], kinds=_JOINT, entries=())
    return [
        replace(token, end=first, text=f"{words[0]} {words[-1]}", entries=(entries[0],)),
        joint,
        replace(token, start=second, text=f"{words[2]} {words[-1]}", entries=(entries[1],)),
    ]


def _ones(tokens: list[Token], language: Language, lexicon: Lexicon) -> None:
    """In "private companies ... and foreign-funded ones" the ones are enterprises."""
    for i in range(len(tokens) - 1, 0, -1):
        if tokens[i].text in language.sets["ones"] and tokens[i - 1].kinds == {"word"}:
            entry = lexicon.by_name("channel", f"{tokens[i - 1].text} {language.stems['enterprises']}")
            if entry is not None:
                name = replace(tokens[i - 1], end=tokens[i].end, kinds=frozenset({"channel"}), entries=(entry,))
                tokens[i - 1 : i + 1] = [name]


def _share(tokens: list[Token], at: int, field: str, language: Language, lexicon: Lexicon) -> None:
    """Give the noun of the name at `at` to the adjectives listed before it, be they pairs.

    "mechanical and electrical, high-tech and plastic products" are goods of three kinds.
    """
    sets, noun = language.sets, tokens[at].text.split()[-1].lower()
    j = at
    while (j := j - 1) >= 0:
        word = tokens[j]
        if word.kinds != {"word"}:
            if word.text not in sets["adjective_joins"] and field not in word.kinds:
                return
            continue
        first = j - 2 if j > 1 and tokens[j - 1].text in sets["and"] and tokens[j - 2].kinds == {"word"} else j
        pair = " ".join(token.text for token in tokens[first : j + 1])
        paired = _named(field, pair, noun, language, lexicon) if first < j else None
        entry = paired or _named(field, word.text, noun, language, lexicon)
        if entry is None:
            return
        start = first if paired is not None else j
        name = replace(word, start=tokens[start].start, text=pair if paired else word.text)
        tokens[start : j + 1] = [replace(name, kinds=frozenset({field}), entries=(entry,))]
        j = start
