"""Names that a clause only counts: "the three combined", "all three were ahead, by", "the first two"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tradecli.extraction.amounts import FRACTION, PERCENT
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.linking.values import MUNICIPALITIES, is_place, value_of
from tradecli.extraction.mentions import Token

_ANY = "any"
"""Places of whatever kind: "the two places"."""
_FIRST, _LATTER = "first", "latter"
_PAIR = 2
_OPENING = 3
"""Words among which the count stands that a clause opens with."""
_NOUN = 4
"""Words from a count to the noun of what is counted, at most, with the count."""
_FIELDS = ("partner", "region", "product", "channel")


class Recalled(NamedTuple):
    """The names that are meant, all of one field."""

    field: str
    values: list[Value]


def together(scene: Scene, span: Span) -> Recalled | None:
    """The names that a number counts as one: "the three together took 40 percent"."""
    words = scene.row[span.head : span.run.first]
    if _of_each(scene, span):
        return None
    if any("together" in token.kinds and not token.flow for token in words):
        return None if _names_one(scene, span) else _recalled(scene, span, 0)
    behind = scene.row[span.run.last + 1 : span.tail]
    ends = behind and "together" in behind[-1].kinds and not behind[-1].is_("level", "neutral")
    if ends and (meant := _recalled(scene, span, 0, range(span.run.last + 1, span.tail))) is not None:
        return meant
    if _of_counted(scene, span):
        return _recalled(scene, span, 0)
    made_up = any("share" in token.kinds and not token.is_("share_noun", "level") for token in words)
    after, number = scene.row[span.run.last + 1 : span.run.last + 2], scene.row[span.run.last].number
    rate = number is not None and number.kind in {PERCENT, FRACTION}
    made_up |= rate and any(token.text in scene.language.sets["of"] for token in after)
    return _recalled(scene, span, 0) if made_up else None


def _of_counted(scene: Scene, span: Span) -> bool:
    """Whether a flow is of those counted: "exports of the three jumped"."""
    row, sets = scene.row, scene.language.sets
    for i in range(span.head + 2, span.run.first - 1):
        of = row[i - 1].text in sets["counted_of"] and row[i - 2].text in sets["of"]
        verb = row[i + 1].is_("change:up", "change:down", "level")
        if row[i].text in sets["few"] and of and verb and i > 2 and row[i - 3].flow:
            return True
    return False


def _of_each(scene: Scene, span: Span) -> bool:
    """Whether a number is of each of those counted: "for each of the three the share was 16%"."""
    words, sets = scene.row[span.head : span.run.first], scene.language.sets
    return any(
        words[i].text in sets["each_one"] and words[i + 1].text in sets["of"] and words[i + 3].text in sets["few"]
        for i in range(len(words) - 3)
    )


def each(scene: Scene, span: Span) -> Recalled | None:
    """The names that a run of as many numbers is dealt out to: "the first two rose by 17.6 and 11.3 percent"."""
    return _recalled(scene, span, len(span.run.tokens))


def _names_one(scene: Scene, span: Span) -> bool:
    """Whether a colon and one of the places follow those counted: "the amounts of the three are close: Wuhu rose"."""
    row = scene.row
    colon = next((i for i in range(span.run.first - 1, span.head, -1) if row[i].text == ":"), len(row))
    return any(is_place(token) for token in row[colon : span.run.first])


def apart(scene: Scene, span: Span) -> Recalled | None:
    """The places that a rate is each one's: "the two places have both grown by 60%", "for each of the three"."""
    if _of_each(scene, span):
        return _recalled(scene, span, 0)
    words, number = scene.row[span.head : span.run.first], scene.row[span.run.first].number
    rate = (
        number is not None and number.kind == PERCENT and any(token.is_("change:up", "change:down") for token in words)
    )
    kinds = {**scene.language.lists["counted_places"], **dict.fromkeys(scene.language.sets["places"], _ANY)}
    places = [i for i in range(span.head, span.run.first) if scene.row[i].text.split()[-1] in kinds]
    if not (rate and places and any("each" in token.kinds for token in words)):
        return None
    if any(is_place(token) for token in scene.row[places[0] + 1 : span.run.first]):
        return None
    return _recalled(scene, span, 0, kinds=kinds)


def both_of_theirs(scene: Scene, span: Span) -> Recalled | None:
    """The two places whose trade passed a level each: "Their import and export volumes have both broken through"."""
    words, sets = scene.row[span.head : span.run.first], scene.language.sets
    theirs = any(a.text in sets["their"] and b.flow for a, b in itertools.pairwise(words))
    both = any(token.text in sets["both"] for token in words)
    if not theirs or not both or any(is_place(token) for token in words):
        return None
    values = list(dict.fromkeys(_values(scene, scene.context.peers, "region", _ANY)))
    return Recalled("region", values) if len(values) == _PAIR else None


def unnamed(scene: Scene, span: Span) -> bool:
    """Whether a number is of the country's first so many places, which nothing names: "China's top ten cities"."""
    row, kinds = scene.row, scene.language.lists["counted_places"]
    for i in range(span.head + 2, span.run.first):
        counted, which = _counted(scene, i)
        entry = row[i - 2].entry("region")
        country = row[i - 2].place_noun == "country" or (entry is not None and entry.kind == "country")
        places = any(token.text.split()[-1] in kinds for token in row[i : i + _NOUN])
        if which == _FIRST and country and places and _spelt_out(scene, i, counted, span.run.first) is None:
            return True
    return False


def forgotten(scene: Scene, span: Span) -> bool:
    """Whether a clause opens with the first so many that no sentence before names: "The first four took 53.5%".

    So with a part that opens a paragraph: "The three together explain half of the fall".
    """
    opening = range(span.head, min(span.head + _OPENING, span.run.first))
    number = scene.row[span.run.first].number
    part = scene.new_paragraph and number is not None and number.kind == FRACTION
    summed = part and any(_counted(scene, i)[0] and "together" in scene.row[i + 1].kinds for i in opening)
    if span.bracket >= 0 or not (summed or any(_counted(scene, i)[1] == _FIRST for i in opening)):
        return False
    if any(token.is_(*_FIELDS) or token.flow for token in scene.row[span.head : span.run.first]):
        return False
    return (together(scene, span) or each(scene, span) or apart(scene, span)) is None


def _recalled(
    scene: Scene, span: Span, count: int, places: range | None = None, kinds: Mapping[str, str] | None = None
) -> Recalled | None:
    """The names counted before a run, or at `places`, where they are `count` or that is 0.

    `kinds` gives the kind of place by the noun that says what is counted.
    """
    kinds = kinds or scene.language.lists["counted_places"]
    places = places or range(span.head, span.run.first)
    if count and any(scene.row[i].text in scene.language.sets["owners"] for i in places):
        places = range(span.run.first)
    for i in places:
        counted, which = _counted(scene, i)
        if counted and count in {0, counted}:
            return _spelt_out(scene, i, counted, span.run.first) or _names(scene, i, counted, which, kinds)
    return None


def _spelt_out(scene: Scene, at: int, count: int, number: int) -> Recalled | None:
    """The names of a list between a count and its number: "the top three were the EU, Japan and Mexico, with"."""
    for names in scene.lists:
        if at < names.tokens[0] and names.tokens[-1] < number and names.size == count and names.field in _FIELDS:
            return Recalled(names.field, list(_values(scene, [scene.row[i] for i in names.tokens], names.field, "")))
    return None


def _counted(scene: Scene, i: int) -> tuple[int, str]:
    """How many names "the three", "the first two", "the latter two" stand for, 0 for none; whether those of an end."""
    row, few, sets = scene.row, scene.language.lists["few"], scene.language.sets
    if row[i].period is not None:
        return 0, ""
    words = row[i].text.lower().split()
    if len(words) == 3 and words[0] in sets["counted_of"] and words[1] in few:
        return few.index(words[1]) + 2, ""
    if words[0] in sets["both"]:
        return 2, ""
    before = row[i - 1].text if i else ""
    which = _FIRST if before in sets["first_of"] else _LATTER if before in sets["latter"] else ""
    counted = few.index(row[i].text) + 2 if row[i].text in few else _in_digits(row[i])
    return (counted, which) if counted and (which or before in sets["counted_of"]) else (0, "")


def counts(scene: Scene, span: Span) -> set[int]:
    """The small counts before a number: "two cities whose total is above", "only 5 whose increase exceeds"."""
    few = scene.language.lists["few"]
    words = scene.row[span.head : span.run.first]
    return {few.index(token.text) + 2 if token.text in few else _in_digits(token) for token in words}


def _in_digits(token: Token) -> int:
    """The count that a bare number from 2 to 10 says, else 0."""
    number = token.number if "bare" in token.kinds else None
    return int(number.value) if number is not None and number.value in range(2, 11) else 0


def _names(scene: Scene, at: int, count: int, which: str, kinds: Mapping[str, str]) -> Recalled | None:
    """The last names of one field before a place, or the first ones of those."""
    nouns = (token.text.split()[-1] for token in scene.row[at : at + _NOUN])
    kind = next((kinds[noun] for noun in nouns if noun in kinds), "")
    for field in ("region",) if kind else _FIELDS:
        said = scene.context.peers if kind else scene.context.names
        told = _without_groups(scene, list(_values(scene, [*said, *scene.row[:at]], field, kind)), field)
        values = list(dict.fromkeys(told))
        if len(values) >= count:
            if which:
                return Recalled(field, values[:count] if which == _FIRST else values[-count:])
            last = list(dict.fromkeys(reversed(told)))[:count]
            return Recalled(field, [value for value in values if value in last])
    return None


def _without_groups(scene: Scene, told: Sequence[Value], field: str) -> Sequence[Value]:
    """The names without a group that two of them are of: "Malaysia and Indonesia are the main partners in ASEAN"."""
    codes = {value.code for value in told}
    holds = {value: scene.lexicon.get(field, value.code) if value.code else None for value in told}
    return [value for value in told if (entry := holds[value]) is None or len(codes & set(entry.members)) < _PAIR]


def _values(scene: Scene, tokens: Sequence[Token], field: str, kind: str) -> Iterator[Value]:
    for token in tokens:
        if field not in token.kinds or (field == "region" and not _is_place(token, kind)):
            continue
        value = value_of(token, field, scene)
        if value is not None and value.name:
            yield value


def _is_place(token: Token, kind: str) -> bool:
    """Whether a token names a place that trades, of a kind where one is said."""
    entry = token.entry("region")
    if entry is None or "partner" in token.kinds or entry.kind == "country":
        return False
    if kind == "city" and entry.id in MUNICIPALITIES:
        return True
    if kind == _ANY:
        return entry.kind in {"province", "city"}
    return entry.kind == kind if kind else not token.possessive
