"""Goods that go over the border of a place: "16 tons came to Shanghai from Japan", "left the province"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradecli.extraction.amounts import MONEY, QUANTITY
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.spans import Span, past_bracket
from tradecli.extraction.linking.values import is_place
from tradecli.extraction.mentions import Token

_CROSSED = 6
"""Tokens of "were brought from there to Hainan"."""
_WORTH = 4
"""Words from "valued at" to the comma behind its sum, at most."""


class Crossing(NamedTuple):
    """The way that goods went, and the place in the row that they came to, -1 where they left one."""

    flow: str
    place: int = -1


def crossing(scene: Scene, span: Span) -> Crossing | None:
    """Which way goods went over the border of a place: "16 tons came to Shanghai from Japan", "left China"."""
    number = scene.row[span.run.first].number
    if number is None or number.kind not in {MONEY, QUANTITY}:
        return None
    return _crossed_before(scene, span) or _crossed_behind(scene, span)


def _crossed_before(scene: Scene, span: Span) -> Crossing | None:
    """As in "goods leaving the province had a value of 5 billion", "those entering it 3 billion".

    So "the fruit entering by way of Xiamen port amounted to 11,200 tons".
    """
    row, sets = scene.row, scene.language.sets
    for i in range(span.head + 1, span.run.first - 1):
        if row[i - 1].is_("neutral", "product") and row[i + 1].text in sets["through"] | sets["by"]:
            if row[i].text in sets["left_place"]:
                return Crossing("exports")
            if row[i].text in sets["entering"]:
                return Crossing("imports")
        if "neutral" in row[i - 1].kinds and (_is_here(row[i + 1]) or row[i + 1].text in sets["again"]):
            if row[i].text in sets["left_place"]:
                return Crossing("exports")
            if row[i].text in sets["entering"]:
                return Crossing("imports", i + 1)
    return None


def _crossed_behind(scene: Scene, span: Span) -> Crossing | None:
    """As in "16 tons came to Shanghai from Japan", "20 million units, valued at 5 billion yuan, left China".

    So "chips to the amount of 5 billion yuan entered the Beijing area",
    "5 billion yuan of goods were brought from there to Hainan", and "16 tons crossed into Vietnam".
    """
    row, sets = scene.row, scene.language.sets
    verb = _behind_aside(row, span.run.last + 1, sets["worths"])
    if verb and row[verb].text in sets["left_place"] and _is_here(row[verb + 1]):
        return Crossing("exports")
    goods = any("product" in token.kinds for token in row[span.head : span.run.first])
    start = past_bracket(row, span.run.last + 1)
    tail = span.tail if start == span.run.last + 1 else min(max(span.tail, start + _CROSSED), len(row))
    for i in range(start, tail - 1):
        area = i + 3 < len(row) and row[i + 1].text in sets["definite"] and row[i + 3].text in sets["site_nouns"]
        if area and goods and row[i].text in sets["entered"] and is_place(row[i + 2]):
            return Crossing("imports", i + 2)
        if i + 2 < tail and row[i].text in sets["crossed"] and field_of(row[i + 2]) == "partner":
            return Crossing("exports")
        if not _is_here(row[i + 1]):
            continue
        if row[i].text in sets["left_place"] and not row[i + 1].adjective:
            return Crossing("exports")
        if goods and row[i].text in sets["entered"]:
            return Crossing("imports", i + 1)
        way = row[start:i]
        carried = any(token.text in sets["carried"] for token in way) and any(
            token.text in sets["from"] for token in way
        )
        if carried and row[i].text in sets["to"] and not any(_is_here(token) for token in way):
            return Crossing("imports", i + 1)
        sources = (j for j in range(i + 2, tail - 1) if row[j].text in sets["from"])
        partner = any(field_of(token) == "partner" for j in sources for token in row[j + 1 : j + 3])
        if row[i].text in sets["came_to_place"] and partner:
            return Crossing("imports", i + 1)
    return None


def _behind_aside(row: Sequence[Token], at: int, worth: frozenset[str]) -> int:
    """Where a clause goes on behind the comma at a place, and behind its worth between commas; 0 where it does not."""
    if at + 2 >= len(row) or row[at].text != ",":
        return 0
    if row[at + 1].text in worth:
        comma = next((i for i in range(at + 2, min(at + 2 + _WORTH, len(row))) if row[i].text == ","), len(row))
        return comma + 1 if comma + 2 < len(row) else 0
    return at + 1


def _is_here(token: Token) -> bool:
    """Whether a token is a place that trades, by its name or as "the province"."""
    return is_place(token) or bool(token.place_noun)
