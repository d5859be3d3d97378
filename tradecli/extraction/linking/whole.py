"""The whole that a share is of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from tradecli.extraction.amounts import MONEY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case, Scene
from tradecli.extraction.linking.locations import says_of_which_country
from tradecli.extraction.linking.shares import opens_as_part
from tradecli.extraction.linking.spans import Span, past_bracket, unhedged
from tradecli.extraction.linking.values import is_autonomous, value_of
from tradecli.extraction.mentions import Token

_GIVEN = 4
"""Words from "a contribution of" to its number, at most."""


def tokens_of(row: Sequence[Token], last: int, tail: int, language: Language) -> range:
    """Places of the words that name the whole: those of "of ..." right after a number; empty where none."""
    number = row[last].number
    if number is None or number.kind not in {"percent", "fraction"}:
        return range(0)
    start = last + 1
    if start + 2 < tail and row[start].text == "(" and row[start + 2].text == ")":
        start += 3
    elif start < tail and row[start].text == ")":
        start += 1
    while start < tail and row[start].text in language.sets["hedge_words_after"]:
        start += 1
    around = (*row[max(0, last - 2) : last], *row[start : start + 1])
    led = any("share_noun" in token.kinds for token in around)
    opens = language.sets["of"] | (language.sets["in"] if led else frozenset())
    if any("contribution" in token.kinds for token in row[max(0, last - _GIVEN) : last]):
        opens |= language.sets["to"]
    opened = start < tail and row[start].text.split(" ")[0] in opens
    if start < tail and not opened and row[start].is_("share_noun", "increment"):
        start += 1
    if start >= tail or row[start].text.split(" ")[0] not in opens:
        return range(0)
    if _is_rate_of_place(row, last, start, language) or _is_rate_of_time(row, start):
        return range(0)
    return range(start, next((i for i in range(start + 1, tail) if _is_verb(row[i])), tail))


def _is_rate_of_place(row: Sequence[Token], last: int, of: int, language: Language) -> bool:
    """Whether a rate is a place's own: "ahead of the 13.8 percent of Hubei", "the increase of 2.8% of the country"."""
    sets, noun = language.sets, row[last - 2] if last > 1 and row[last - 1].text in language.sets["of"] else None
    after = next((token for token in row[of + 1 : of + 3] if token.text not in sets["definite"]), None)
    if noun is not None and noun.text in sets["change_nouns"] and after is not None:
        return after.place_noun in {"country", "province"}
    if last == 0 or of + 1 >= len(row) or row[of + 1].possessive:
        return False
    held = row[last - 1].text.split(" ")[-1] in language.sets["definite"]
    if row[of + 1].place_noun == "country":
        return held
    return "region" in row[of + 1].kinds and (held or "than" in row[last - 1].kinds)


def _is_rate_of_time(row: Sequence[Token], of: int) -> bool:
    """Whether a rate is only a time's: "from 27.7 percent of the same period", "not quite the 26.1 percent of 2014"."""
    time = row[of + 1].period if of + 1 < len(row) else None
    ends = of + 2 >= len(row) or row[of + 2].is_("mark", "conjunctions")
    return time is not None and (time.comparison or (ends and not row[of + 1].possessive))


def _is_verb(token: Token) -> bool:
    """Whether a word ends the name of the whole."""
    return token.is_("level", "change:up", "change:down", "share") and not token.is_("neutral", "share_noun")


def flow_of(row: Sequence[Token], span: Span, language: Language) -> str:
    """The flow of the whole ("60 percent of exports", "its share of exports"), or empty."""
    first = span.run.first
    nouns = (i for i in range(first - 1, span.head - 1, -1) if row[i].is_("share_noun", "increment"))
    before = range(next(nouns, first) + 1, first)
    after = tokens_of(row, span.run.last, span.tail, language)
    places = (*before, *after, *_behind_sum(row, span.run.last, language))
    return next((flow for i in places if (flow := row[i].flow) and not _says_less_than_next(row, i)), "")


def _behind_sum(row: Sequence[Token], last: int, language: Language) -> Iterable[int]:
    """Places of the words behind the sum that is a whole: "half of the 5 billion ($1 billion) that it exported"."""
    number = row[last + 3].number if last + 3 < len(row) else None
    of_the = number is not None and row[last + 1].text in language.sets["of"]
    if number is None or number.kind != MONEY or not of_the or row[last + 2].text not in language.sets["definite"]:
        return ()
    start = past_bracket(row, last + 4)
    return itertools.takewhile(lambda i: not row[i].is_("mark", "number"), range(start, len(row)))


def _says_less_than_next(row: Sequence[Token], i: int) -> bool:
    """Whether the next word says which way trade goes: "the city's foreign trade export value"."""
    return row[i].flow == "total" and i + 1 < len(row) and row[i + 1].flow in {"exports", "imports"}


def whole_of(case: Case, fields: Fields) -> str:
    """`region`, `China` or `other`: what the share of a figure with these fields is a part of."""
    scene, span, anchor = case.scene, case.span, case.in_run or case.anchor
    row, code = scene.row, fields["region"].code
    places = tokens_of(row, span.run.last, span.tail, scene.language)
    after = [row[i] for i in places if not says_of_which_country(row, i, scene.language)]
    head = row[_head_of(case) : span.run.first]
    narrow = any(
        "product" in token.kinds or ("partner" in token.kinds and "region" not in token.kinds) for token in after
    )
    pairs = itertools.pairwise(after or head)
    world = any(a.text in scene.language.sets["worldwide"] and b.flow for a, b in pairs)
    here = scene.topic.place
    if code == "CN" or world or (here is not None and here.kind == "country" and here.id == code):
        return "other" if narrow or world else "region"
    if any(map(_is_national, after or head)):
        return "China"
    if narrow:
        return "other"
    if opens_as_part(row, span) and scene.context.first is not None:
        before = scene.context.first
        parted = any(before[field].name for field in ("partner", "product", "channel"))
        return "other" if parted or before["region"].code != code else "region"
    opened = opens(scene, span)
    if not after and not opened and anchor is not None and anchor.of and not set(case.own) - {"period", "region"}:
        moved = anchor.of == "region" and anchor.fields["region"].code != code
        return "other" if moved else anchor.of
    fronted = opened or is_fronted(scene, span)
    told = [row[i] for i in range(_head_of(case), span.run.first) if fronted or scene.roles.get(i) == "whole"]
    return (
        _named_whole(scene, after or told, code)
        or _pointed_whole(case, after, head, fields)
        or _unnamed_whole(case, after, fields)
    )


def _head_of(case: Case) -> int:
    """Where a share's words begin: at those of the change that led to it, "its share rose 2 points to 23 percent"."""
    row, head, anchor = case.scene.row, case.span.head, case.anchor
    changed = anchor is not None and anchor.measure.metric == "share_change"
    onto = all(token.text in case.scene.language.sets["to"] for token in row[head : case.span.run.first])
    if anchor is None or not (changed and onto):
        return head
    return next((i + 1 for i in range(row.index(anchor.token) - 1, -1, -1) if row[i].is_("number", "mark")), 0)


def is_fronted(scene: Scene, span: Span) -> bool:
    """Whether the whole stands before what is a part of it: "of Chongqing's trade this was 17.2%", "it makes up"."""
    sets, words = scene.language.sets, scene.row[span.head : span.run.first]
    first = next((token for token in words if "mark" not in token.kinds), None)
    pairs = itertools.pairwise(words)
    pointed = any(
        (a.text in sets["pointers"] and b.text in sets["was"]) or (a.text in sets["again"] and "share" in b.kinds)
        for a, b in pairs
    )
    return first is not None and first.text in sets["of"] and pointed


def opens(scene: Scene, span: Span) -> bool:
    """Whether the words before a part are but its whole: "Of all China's exports, 3.3%", "and of Zhejiang's,"."""
    first = unhedged(scene.row, span.run.first)
    if first - 1 <= span.head or scene.row[first - 1].text != ",":
        return False
    marks = (i for i in range(first - 2, span.head - 1, -1) if "mark" in scene.row[i].kinds)
    words = scene.row[next(marks, span.head - 1) + 1 : first - 1]
    lead = next((token.text for token in words if "conjunctions" not in token.kinds), "")
    return lead.split(" ")[0] in scene.language.sets["of"]


def _named_whole(scene: Scene, after: Sequence[Token], code: str) -> str:
    """The whole by the place that names it, empty where none does."""
    entries = [entry for token in after if (entry := token.entry("region")) is not None]
    if entries:
        return "region" if entries[-1].id == code else "other"
    if any(token.text in scene.language.sets["directions"] for token in after):
        return "other"
    city = next((value_of(token, "region", scene) for token in after if token.place_noun == "city"), None)
    around = scene.topic.place.id if scene.topic.place is not None else ""
    local = not code or _is_city(scene, code)
    if city is not None and city.code == around != code and local:
        return "other"
    wider = any(token.place_noun in {"province", "area"} for token in after)
    around_it = any(token.place_noun == "area" for token in after) and _in_area(scene, code)
    return "other" if around_it or (wider and local) else ""


def _in_area(scene: Scene, code: str) -> bool:
    """Whether a place is a province that "the region" can't mean, in a text that named an area."""
    entry = scene.lexicon.get("region", code)
    if entry is None or entry.kind != "province" or is_autonomous(entry, scene.language):
        return False
    return any((place := token.entry("region")) is not None and place.kind == "area" for token in scene.row) or (
        "area" in scene.context.places and (scene.topic.place is None or scene.topic.place.kind == "country")
    )


def _pointed_whole(case: Case, after: Sequence[Token], head: Sequence[Token], fields: Fields) -> str:
    """The whole by "of this": `other` where the figure before was of a part or another place; empty without one."""
    scene, sets = case.scene, case.scene.language.sets
    anchor = case.in_run or case.anchor
    before = anchor.fields if anchor is not None else scene.context.last
    fronted = any(a.text in sets["of"] and b.text in sets["pointers"] for a, b in itertools.pairwise(head[:3]))
    meant = next((token.text for token in after[1:3] if token.text not in sets["definite"]), "")
    if meant not in sets["pointers"] and (after or not fronted):
        return ""
    if before is None:
        return "region"
    elsewhere = before["region"].code != fields["region"].code
    return "other" if elsewhere or any(before[field].name for field in _PARTS) else "region"


def _unnamed_whole(case: Case, after: Sequence[Token], fields: Fields) -> str:
    """The whole by what the share is of."""
    scene, own = case.scene, case.own
    place = scene.topic.place
    if fields["channel"].name and fields["channel"] == scene.topic.channel and after:
        return "other"
    elliptic = case.anchor is not None and "partner" in own and "product" not in own
    if not after and elliptic and fields["product"].name:
        return "other"
    topic = scene.topic
    about = {"product": topic.product, "channel": topic.channel} if "region" in own else {}
    part = any(fields[field].name and fields[field] != about.get(field) for field in _PARTS)
    if not part and _is_city(scene, fields["region"].code):
        around = (place is not None and place.kind == "province") or "province" in scene.context.places
        return "other" if around else "China"
    return "region" if part or after else "China"


_PARTS = ("partner", "product", "channel")


def _is_city(scene: Scene, code: str) -> bool:
    """Whether a place is a city, or a sum of cities."""
    entries = [scene.lexicon.get("region", each) for each in code.split(" + ") if each]
    return bool(entries) and all(entry is not None and entry.kind == "city" for entry in entries)


def _is_national(token: Token) -> bool:
    entry = token.entry("region")
    return token.place_noun == "country" or (entry is not None and entry.id == "CN")
