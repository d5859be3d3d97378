"""The whole that a share is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.mentions import Token

if TYPE_CHECKING:
    from tradecli.extraction.linking.link import Scene


def tokens_of(row: Sequence[Token], last: int, tail: int) -> range:
    """Places of the words that name the whole: those of "of ..." right after a number; empty where none."""
    number = row[last].number
    if number is None or number.kind not in {"percent", "fraction"}:
        return range(0)
    start = last + 1
    if start < tail and row[start].is_("share_noun"):
        start += 1
    if start >= tail or row[start].text.split(" ")[0] != "of":
        return range(0)
    end = next(
        (
            i
            for i in range(start + 1, tail)
            if row[i].is_("level", "change:up", "change:down", "share") and not row[i].is_("neutral", "share_noun")
        ),
        tail,
    )
    return range(start, end)


def flow_of(row: Sequence[Token], span: Span) -> str:
    """The flow of the whole ("60 percent of exports", "its share of exports"), or empty."""
    at = next((i for i in range(span.run.first - 1, span.head - 1, -1) if row[i].is_("share_noun", "increment")), span.run.first)
    named = next((token.of("flow") for token in row[at + 1 : span.run.first] if token.of("flow")), "")
    return named or next((row[i].of("flow") for i in tokens_of(row, span.run.last, span.tail) if row[i].of("flow")), "")


def whole_of(scene: Scene, span: Span, fields: Fields) -> str:
    """`region`, `China` or `other`: what the share of a figure with these fields is a part of."""
    row = scene.row
    region = fields["region"]
    part = any(fields[field].name for field in ("partner", "product", "channel"))
    after = [row[i] for i in tokens_of(row, span.run.last, span.tail)]
    head = row[span.head : span.run.first]
    national = any(_national(token) for token in (after or head))
    if region.code == "CN":
        return "region"
    if national:
        return "China"
    places = [token for token in after if token.is_("region") or token.of("place_noun")]
    for token in places:
        entry = token.entry("region")
        if entry is not None:
            return "region" if entry.id == region.code else "other"
        level = token.of("place_noun")
        mine = scene.lexicon.get("region", region.code)
        if mine is not None and mine.kind == "city" and level == "province":
            return "other"
    if any(token.is_("product") for token in after):
        return "other"
    if (
        after
        and any(token.text in {"this", "these", "them", "which", "it"} for token in after)
        and not any(token.of("flow") or token.text in {"total", "all"} for token in after)
    ):
        return "other"
    if fields["channel"].name and fields["channel"] == scene.topic.channel and after:
        return "other"
    mine, place = scene.lexicon.get("region", region.code), scene.topic.place
    if not part and mine is not None and mine.kind == "city":
        around = place is not None and place.kind == "province" or "province" in scene.context.places
        return "other" if around else "China"
    return "region" if part or after else "China"


def _national(token: Token) -> bool:
    entry = token.entry("region")
    return token.of("place_noun") == "country" or (entry is not None and entry.id == "CN")
