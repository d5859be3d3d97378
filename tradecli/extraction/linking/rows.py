"""A sentence's tokens made ready for linking: goods that are counted, "the former", words that only describe."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from tradecli.extraction.amounts import FRACTION, MONEY, PERCENT
from tradecli.extraction.language import Language
from tradecli.extraction.linking.asides import resumes
from tradecli.extraction.linking.bare_numbers import told_apart
from tradecli.extraction.linking.capitals import without_governments
from tradecli.extraction.linking.compounds import prepared
from tradecli.extraction.linking.context import Context, Topic
from tradecli.extraction.linking.filling import without_filling
from tradecli.extraction.linking.goods import with_gapped_goods, with_goods
from tradecli.extraction.linking.kinds_of_goods import with_kinds, with_short_names
from tradecli.extraction.linking.openers import with_openers
from tradecli.extraction.linking.references import resolved, zones_again
from tradecli.extraction.linking.values import is_autonomous
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry, Lexicon

_CAPITAL = 7
"""Tokens of "the capital of central China's Henan Province", at most."""
_PARTED = 12
"""Tokens from "sold" to "abroad", at most, a bracket among them."""
_PART = 4
"""Words of a part and of the sum that is its whole: "Nearly half of the 5 billion yuan", at most."""
_MAINLAND = "CHN"
_MARK = frozenset({"mark"})
_SERVICES = "services"
_OWNED = 4
"""Words from "China's" to the west that is its own, at most."""


def ready(row: Sequence[Token], topic: Topic, heard: bool, language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with named zones, counted goods and open-class goods as single tokens, without empty brackets.

    `heard` says that a figure of trade stands before the sentence, in a report on trade.
    """
    row = _with_capital(_with_exact(without_filling(row, language), language), language, lexicon)
    told = prepared(_with_mainland(row, topic, language, lexicon), language, lexicon)
    whole = _without_brackets(without_governments(told, topic, language))
    if topic.product.code == _SERVICES:
        whole = _paid_for_services(whole, language)
    counted = told_apart(whole, topic, language)
    subject = lexicon.get("product", topic.product.code) if topic.product.code else None
    if subject is not None:
        counted = with_kinds(with_short_names(counted, subject, language), subject.id, language)
    named = _with_part_behind(with_goods(counted, language), language)
    if not any("number" in token.kinds for token in named):
        return named
    return with_gapped_goods(with_openers(named, heard, language), language)


def _with_exact(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row with a rate to the digit in a bracket: "nearly two-thirds, 65.8% to be exact, of" or "(65.8%, to be"."""
    exact = next((i for i, token in enumerate(row) if token.text in language.sets["exact"]), 0)
    start = exact
    while start and row[start - 1].text in language.sets["to_be"]:
        start -= 1
    comma = start - 1 if start and row[start - 1].text == "," else start
    rate = comma - 1
    if not 0 < rate < len(row) - 2 or start == exact or _kind(row[rate]) != PERCENT or exact + 1 >= len(row):
        return row
    opening, closing = row[rate - 1], row[exact + 1]
    if opening.text == "(" and closing.text == ")":
        return [*row[: rate + 1], *row[exact + 1 :]]
    if opening.text != "," or "mark" not in closing.kinds:
        return row
    behind = row[exact + 2 :] if closing.text == "," else row[exact + 1 :]
    return [
        *row[: rate - 1],
        replace(opening, text="("),
        row[rate],
        replace(row[exact], text=")", kinds=_MARK),
        *behind,
    ]


def _with_part_behind(row: list[Token], language: Language) -> list[Token]:
    """The row with "Half of the 5 billion yuan of goods that it sold were toys" read as "Toys took up half of the 5".

    So the words behind the sum are of the whole, and the goods at the end of the part.
    """
    sets = language.sets
    part = next((i for i, token in enumerate(row[:_PART]) if "number" in token.kinds), len(row))
    if part + 3 >= len(row) or _kind(row[part]) not in {PERCENT, FRACTION} or _kind(row[part + 3]) != MONEY:
        return row
    if row[part + 1].text not in sets["of"] or row[part + 2].text not in sets["definite"]:
        return row
    verb = next((i for i in range(part + 4, len(row) - 1) if row[i].text in sets["made_of"]), len(row))
    goods = verb + 1 + (verb + 1 < len(row) and row[verb + 1].text in sets["of"])
    others = [token for token in row[part + 4 : verb] if "number" in token.kinds]
    ends = goods < len(row) and "product" in row[goods].kinds and all("mark" in each.kinds for each in row[goods + 1 :])
    if not ends or len(others) > 1:
        return row
    took = replace(row[verb], kinds=frozenset({"share"}))
    return [row[goods], took, *row[:verb], *row[goods + 1 :]]


def _kind(token: Token) -> str:
    return token.number.kind if token.number is not None else ""


def _with_mainland(row: Sequence[Token], topic: Topic, language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row of an article on Hong Kong, Macao or Taiwan with that as its place alone, the mainland as a partner."""
    place, mainland = topic.place, lexicon.get("partner", _MAINLAND)
    if mainland is None or place is None or place.kind != "province" or not lexicon.by_name("partner", place.name):
        return row
    read: list[Token] = []
    for token in row:
        entry = token.entry("region")
        if entry is place:
            token = replace(token, kinds=token.kinds - {"partner"}, entries=(entry,))
        elif (entry is not None and entry.kind == "country") or token.text.lower() in language.sets["mainland"]:
            token = replace(token, kinds=frozenset({"partner"}), entries=(mainland,))
        read.append(token)
    return read


def _with_capital(row: Sequence[Token], language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with "China's capital and its two neighbors" read as of Beijing, where others are told with it."""
    sets = language.sets
    for i in range(len(row) - 3):
        country = (entry := row[i].entry("region")) is not None and entry.kind == "country" and row[i].possessive
        country |= row[i].place_noun == "country" or row[i].text in sets["national"]
        if not country or row[i + 1].text not in sets["capital"] or row[i + 2].text not in sets["and"]:
            continue
        city = next((entry for name in sets["capitals"] if (entry := lexicon.by_name("region", name))), None)
        if city is not None and (row[i + 3].text in sets["its"] or "region" in row[i + 3].kinds):
            named = replace(row[i + 1], start=row[i].start, kinds=frozenset({"region"}), entries=(city,))
            return [*row[:i], named, *row[i + 2 :]]
    return row


def _paid_for_services(row: Sequence[Token], language: Language) -> list[Token]:
    """The row of an article on trade in services with what they bring in read as exports, what they cost as imports."""
    ways = language.lists["services_paid"]
    return [
        replace(token, kinds=frozenset({f"flow:{ways[word]}"})) if (word := token.text.split()[-1]) in ways else token
        for token in row
    ]


def reread(row: Sequence[Token], context: Context, topic: Topic, language: Language, lexicon: Lexicon) -> list[Token]:
    """The row with the words that only others explain read out: pronouns, parted verbs, "the second", "the gap"."""
    row = _region_described(row, topic, language, lexicon)
    areas = _members_again(_areas_again(row, context, language, lexicon), context, language, lexicon)
    row = _capitals(areas, context, language)
    told = _totals(_parted(_flows_in_translation(_weights(row, language), language), language), language)
    if context.last is not None and context.last["flow"].name == "balance":
        told = _gaps(told, context.deficit, language)
    named = (*context.groups, *context.names)
    told = zones_again(resolved(told, named, language), named, topic.channel.name, language, lexicon)
    return _next_parts(told, language)


@cache
def _compass(language: Language, lexicon: Lexicon) -> Mapping[str, Entry | None]:
    """The area of the country that each point of the compass stands for."""
    return {word: lexicon.by_name("region", name) for word, name in language.lists["compass"].items()}


def _areas_again(row: Sequence[Token], context: Context, language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with "the west traded 2.5 trillion yuan" read as of the area, where one of its kind was named before.

    So with "China's vast west did 2.5 trillion yuan", wherever it stands, and "the west, which has ports, sold".
    """
    compass = _compass(language, lexicon)
    areas = {entry.id for entry in compass.values() if entry is not None}
    named = [context.places.get("area"), *(token.entry("region") for token in row)]
    spoken = any(entry is not None and areas & {entry.id, *entry.members} for entry in named)
    if not any("number" in token.kinds for token in row):
        return row
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens) - 1):
        entry = compass.get(tokens[i].text) if tokens[i].kinds == {"word"} and not tokens[i].capital else None
        if entry is None:
            continue
        near = range(i - 1, max(-1, i - _OWNED), -1)
        owner = next((j for j in near if not tokens[j].is_("word", "modifiers", "change:up", "change:down")), -1)
        owned = owner >= 0 and tokens[owner].possessive and tokens[owner].text.lower() in sets["own_name"]
        within = i > 1 and tokens[i - 2].text in sets["in"]
        if within or not (owned or (spoken and tokens[i - 1].text in sets["definite"])):
            continue
        aside = tokens[i + 1].text == "," and i + 2 < len(tokens) and tokens[i + 2].text in sets["relative_subject"]
        goes_on = resumes(tokens[i + 1], language) or tokens[i + 1].text in sets["past_perfect"]
        if tokens[i].possessive or goes_on or aside:
            tokens[i] = replace(tokens[i], kinds=frozenset({"region"}), entries=(entry,))
            if owned:
                tokens[owner] = replace(tokens[owner], kinds=frozenset({"function"}), entries=())
    return tokens


def _region_described(row: Sequence[Token], topic: Topic, language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with "the far western region" read as the autonomous region that the article is about.

    So with "the northwestern region", but not with all "the western region" that has its provinces.
    """
    place, sets = topic.place, language.sets
    if place is None or not is_autonomous(place, language) or any(token.entry("region") is place for token in row):
        return row
    tokens = list(row)
    for i in range(1, len(tokens)):
        area, before = tokens[i].entry("region"), tokens[i - 1].text
        if area is None or area.kind != "area" or tokens[i].text.split(" ")[-1] not in sets["own_region"]:
            continue
        described = before in sets["remote"] or (area.overlapping and before in sets["definite"])
        if described and lexicon.within(place.id, area.id):
            tokens[i] = replace(tokens[i], entries=(place,))
    return tokens


def _members_again(row: Sequence[Token], context: Context, language: Language, lexicon: Lexicon) -> Sequence[Token]:
    """The row with "exports of the three rose" read as of the area last told of, which has so many members."""
    area, few = context.places.get("area"), language.lists["few"]
    if area is None or not any(token.text in few for token in row):
        return row
    members = {member.id for member in lexicon.members(area)}
    count = few[len(members) - 2] if 2 <= len(members) < len(few) + 2 else ""
    if not count or context.focus.code not in {area.id, *members}:
        return row
    tokens, sets = list(row), language.sets
    for i in range(2, len(tokens) - 1):
        led = tokens[i - 1].text in sets["definite"] and tokens[i - 2].text in sets["of"]
        if led and tokens[i].text == count and tokens[i + 1].is_("level", "change:up", "change:down", "mark"):
            tokens[i] = replace(tokens[i], kinds=frozenset({"region"}), entries=(area,), number=None)
    return tokens


def _capitals(row: Sequence[Token], context: Context, language: Language) -> list[Token]:
    """The row with "the Guangdong capital", "the capital of Guangdong" read as the city of that province last named."""
    tokens, city = list(row), context.places.get("city")
    if city is None or not any(token.text in language.sets["capital"] for token in row):
        return tokens
    for i in range(len(tokens) - 3, -1, -1):
        if tokens[i].text not in language.sets["capital"] or tokens[i + 1].text not in language.sets["of"]:
            continue
        places = ((j, tokens[j].entry("region")) for j in range(i + 2, min(i + _CAPITAL, len(tokens))))
        at = next((j for j, place in places if place is not None and place.id == city.parent), -1)
        if at > 0:
            tokens[i : at + 1] = [replace(tokens[at], start=tokens[i].start, entries=(city,))]
    for i in range(len(tokens) - 1, 0, -1):
        place = tokens[i - 1].entry("region")
        if tokens[i].text in language.sets["capital"] and place and city.parent == place.id:
            meant = replace(tokens[i - 1], end=tokens[i].end, entries=(city,), possessive=tokens[i].possessive)
            tokens[i - 1 : i + 1] = [meant]
    return tokens


def _gaps(row: Sequence[Token], deficit: bool, language: Language) -> list[Token]:
    """The row of a sentence behind a balance with "the gap" read as that, a deficit where it was one."""
    favored = any(token.text in language.sets["favor"] for token in row)
    tokens, kinds = list(row), frozenset({"deficit", "flow:balance"} if deficit and not favored else {"flow:balance"})
    for i, (before, token) in enumerate(itertools.pairwise(row), 1):
        if token.kinds == {"deficit"} and before.text in language.sets["definite"]:
            tokens[i] = replace(token, kinds=kinds)
    return tokens


def _parted(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "sent 145,600 vehicles abroad" read as exports: the verb parted from its word of direction.

    So with "sold 17,000 tonnes to foreign buyers".
    """
    tokens, sets = list(row), language.sets
    for i, token in enumerate(tokens):
        if token.text in sets["parted"]:
            near = tokens[i + 1 : i + _PARTED]
            two = itertools.pairwise(near)
            buyers = any(a.text in sets["from_elsewhere"] and b.text in sets["buyers"] for a, b in two)
            away = buyers or any(each.text in sets["away"] for each in near)
            if away and any("number" in each.kinds for each in near):
                tokens[i] = replace(token, kinds=frozenset({"flow:exports"}))
    return tokens


def _flows_in_translation(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "exit 6.59 trillion yuan" read as exports and "entrance" as imports, as machines translate them."""
    tokens, ways = list(row), language.lists["translated_flows"]
    for i, token in enumerate(tokens[:-1]):
        after = tokens[i + 1 : i + 3]
        of_goods = len(after) > 1 and after[0].text in language.sets["of"] and "product" in after[1].kinds
        if token.text in ways and ("number" in after[0].kinds or of_goods):
            tokens[i] = replace(token, kinds=frozenset({f"flow:{ways[token.text]}"}))
    return tokens


def _weights(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row with the weight of goods read as their quantity, not as a share: "the export weight rose 69.5%".

    So behind a rate: "lost 9% in value, but not even 1% in weight".
    """
    tokens = list(row)
    for i, (before, token) in enumerate(itertools.pairwise(row), 1):
        if token.text not in language.sets["weights"]:
            continue
        rated = i > 1 and before.text in language.sets["in"] and _kind(row[i - 2]) == PERCENT
        if rated or before.flow in {"exports", "imports"}:
            tokens[i] = replace(token, kinds=frozenset({"volume_terms", "neutral"}))
    return tokens


def _totals(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with the total that a place is said to have read as all its trade: "Jiangxi's total of 216 billion"."""
    tokens, sets = list(row), language.sets
    for i in range(1, len(tokens) - 1):
        owner = tokens[i - 1]
        owned = (owner.possessive and "region" in owner.kinds) or (bool(owner.place_noun) and owner.possessive)
        if tokens[i].text not in sets["total"] or not owned or (i > 1 and tokens[i - 2].text in sets["of_words"]):
            continue
        timed = (
            len(tokens) > i + 3 and tokens[i + 1].text in sets["of"] | sets["in"] and tokens[i + 2].period is not None
        )
        end = i + (3 if timed else 1)
        after = next((each for each in tokens[end : end + 2] if each.text not in sets["adverbs"]), tokens[end])
        levelled = "level" in after.kinds and "neutral" not in after.kinds
        counted = after.text in sets["of"] and tokens[i + 2 : i + 3] and "number" in tokens[i + 2].kinds
        if levelled or counted or after.is_("change:up", "change:down"):
            tokens[i] = replace(tokens[i], kinds=frozenset({"flow:total"}))
    return tokens


def _next_parts(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "the second" after "the first quarter" read as the second quarter; so for halves."""
    ordinals = language.lists["ordinals_of_parts"]
    tokens = list(row)
    for i, token in enumerate(tokens):
        led = i > 0 and token.text in ordinals and tokens[i - 1].text in language.sets["definite"]
        if not led or (i + 1 < len(tokens) and tokens[i + 1].is_(*_GOES_ON)):
            continue
        part = next((each.period for each in reversed(tokens[:i]) if each.period is not None), None)
        found = re.fullmatch(r"(\d{4}-[QH])(\d)", part.value) if part is not None else None
        number = ordinals.index(token.text) + 1
        if part is not None and found and int(found[2]) < number:
            period = replace(part, start=token.start, end=token.end, value=f"{found[1]}{number}", comparison=False)
            tokens[i] = replace(token, kinds=frozenset({"period"}), period=period)
    return tokens


_GOES_ON = ("word", "modifiers", "product", "channel", "partner", "region", "change:up", "change:down")
"""Kinds of the words before which an ordinal says which of them."""


def _without_brackets(row: Sequence[Token]) -> list[Token]:
    """The row without brackets that hold neither a number nor a time ("(including chassis)"), or that close twice."""
    kept: list[Token] = []
    opened = -1
    for before, token in zip((None, *row), row, strict=False):
        if before is not None and before.text == token.text == ")":
            continue
        if token.text == "(":
            opened = len(kept)
        kept.append(token)
        if token.text == ")" and opened >= 0:
            if not any(each.is_("number", "period", "bare") for each in kept[opened:]):
                del kept[opened:]
            opened = -1
    return kept
