"""The whole that a share is of."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.mentions import Token


def tokens_of(row: Sequence[Token], last: int, tail: int, language: Language) -> range:
    """Places of the words that name the whole: those of "of ..." right after a number; empty where none."""
    number = row[last].number
    if number is None or number.kind not in {"percent", "fraction"}:
        return range(0)
    start = last + 1
    if start < tail and row[start].is_("share_noun"):
        start += 1
    if start >= tail or row[start].text.split(" ")[0] not in language.sets["of"]:
        return range(0)
    return range(start, next((i for i in range(start + 1, tail) if _is_verb(row[i])), tail))


def _is_verb(token: Token) -> bool:
    """Whether a word ends the name of the whole."""
    return token.is_("level", "change:up", "change:down", "share") and not token.is_("neutral", "share_noun")


def flow_of(row: Sequence[Token], span: Span, language: Language) -> str:
    """The flow of the whole ("60 percent of exports", "its share of exports"), or empty."""
    first = span.run.first
    nouns = (i for i in range(first - 1, span.head - 1, -1) if row[i].is_("share_noun", "increment"))
    before = range(next(nouns, first) + 1, first)
    after = tokens_of(row, span.run.last, span.tail, language)
    return next((flow for i in (*before, *after) if (flow := row[i].of("flow"))), "")


def whole_of(scene: Scene, span: Span, fields: Fields) -> str:
    """`region`, `China` or `other`: what the share of a figure with these fields is a part of."""
    row, region = scene.row, fields["region"]
    after = [row[i] for i in tokens_of(row, span.run.last, span.tail, scene.language)]
    if region.code == "CN":
        return "region"
    if any(map(_is_national, after or row[span.head : span.run.first])):
        return "China"
    return _named_whole(scene, after, region.code) or _unnamed_whole(scene, after, fields)


def _named_whole(scene: Scene, after: Sequence[Token], code: str) -> str:
    """The whole by the words that name it, empty where they name no place, goods or group."""
    mine = scene.lexicon.get("region", code)
    for token in after:
        entry = token.entry("region")
        if entry is not None and token.is_("region"):
            return "region" if entry.id == code else "other"
        if mine is not None and mine.kind == "city" and token.of("place_noun") == "province":
            return "other"
    if any(token.is_("product") for token in after):
        return "other"
    sets = scene.language.sets
    pointed = any(token.text in sets["pointers"] for token in after)
    all_trade = any(token.of("flow") or token.text in sets["all_of_it"] for token in after)
    return "other" if pointed and not all_trade else ""


def _unnamed_whole(scene: Scene, after: Sequence[Token], fields: Fields) -> str:
    """The whole by what the share is of."""
    part = any(fields[field].name for field in ("partner", "product", "channel"))
    mine, place = scene.lexicon.get("region", fields["region"].code), scene.topic.place
    if fields["channel"].name and fields["channel"] == scene.topic.channel and after:
        return "other"
    if not part and mine is not None and mine.kind == "city":
        around = (place is not None and place.kind == "province") or "province" in scene.context.places
        return "other" if around else "China"
    return "region" if part or after else "China"


def _is_national(token: Token) -> bool:
    entry = token.entry("region")
    return token.of("place_noun") == "country" or (entry is not None and entry.id == "CN")
