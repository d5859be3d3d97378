"""Names of a number that stand outside its own words: before a relative clause or colon, behind a verb, as subject."""

from __future__ import annotations

import itertools

from tradecli.extraction.amounts import PERCENT
from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.crossings import crossing
from tradecli.extraction.linking.drafts import Own, Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.locations import says_where
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.runs import brackets_of
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.linking.values import is_place, value_of

_ABOUT = 14.0
"""Weight of what a relative clause is about."""
_TOLD = 22.0
"""Weight of a name that a sentence says a number to be of."""
_ASIDE = 9
"""Words between a share and the verb that says of whom it is, at most."""
_PARTNER = 6
"""Words from "is" to "partner", at most."""


def named_elsewhere(scene: Scene, span: Span, own: Own) -> Own:
    """The readings of names that a number's own words lack, or that outdo those; `own` are the readings of these."""
    found = _antecedent(scene, span, own)
    found |= _partner_behind(scene, span) | _place_behind(scene, span)
    crossed = crossing(scene, span)
    if crossed is not None and crossed.place >= 0:
        found |= _told(scene, "region", crossed.place)
    if "region" not in found and ("region" not in own or own["region"].token > span.tail):
        found |= _subject_behind(scene, span)
    if "partner" not in own and "partner" not in found and span.head == 0:
        found |= _partner_of_sentence(scene, span)
    if "channel" not in own and "channel" not in found and span.head == 0:
        found |= _traders_behind(scene, span)
    if "product" not in own and "product" not in found and span.head == 0:
        found |= _goods_behind(scene, span)
    if "partner" not in own and "partner" not in found:
        found |= _source_of_parts(scene, span)
    return found


def _source_of_parts(scene: Scene, span: Span) -> Own:
    """Where the parts of several goods come from or go to: "62% of rubber and 43% of coal came from ASEAN"."""
    row, sets, number = scene.row, scene.language.sets, scene.row[span.run.first].number
    if number is None or number.kind != PERCENT or span.run.last + 3 >= len(row):
        return {}
    if row[span.run.last + 1].text not in sets["of"]:
        return {}
    goods = 0
    for i in range(span.run.last + 2, len(row) - 1):
        token = row[i]
        goods += "product" in token.kinds
        if token.is_("inward", "outward") and goods > 1 and value_of(row[i + 1], "partner", scene) is not None:
            flow = "imports" if "inward" in token.kinds else "exports"
            way = Reading("own", (Value(flow),), _TOLD, "where its goods come from or go", i)
            return {**_told(scene, "partner", i + 1), "flow": way}
        passed = token.is_("product", "number", "function", "neutral", "mark") and token.text != ";"
        if not passed or token.is_("change:up", "change:down"):
            return {}
    return {}


def _antecedent(scene: Scene, span: Span, found: Own) -> Own:
    """The name that a relative clause is about: "overtook foreign-invested firms, whose trade fell".

    And the one before a colon that a clause takes up: "behind it stand private firms: they had 10 trillion yuan".
    """
    row, sets = scene.row, scene.language.sets
    relatives = sets["relative_subject"] | sets["where"]
    places = range(span.run.first - 2, max(span.head - 1, 0), -1)
    marks = ((i, relatives if row[i].text == "," else sets["again"] if row[i].text == ":" else ()) for i in places)
    comma = next((i for i, led in marks if row[i + 1].text in led), -1)
    if comma < 1:
        return {}
    at = next((i for i in range(comma - 1, -1, -1) if i not in scene.asides), 0)
    where = says_where(row, at, "region", scene.language) == "whole"
    where = where or (at > 1 and row[at - 1].text in sets["lies_in"] and is_place(row[at - 2]))
    field = "" if where else field_of(row[at])
    lone = field == "region" and at < comma - 1
    if row[comma + 1].text in scene.language.sets["where"] and field != "partner" and not lone:
        return {}
    if not field or field == "period" or (field in found and found[field].token >= comma):
        return {}
    value = value_of(row[at], field, scene)
    return {field: Reading("own", (value,), _ABOUT, "what the clause is about", at)} if value else {}


def _partner_behind(scene: Scene, span: Span) -> Own:
    """The partner that a share is said to be trade with: "68.7 percent of it, or 43.7 billion yuan, was trade with"."""
    number, row, sets = scene.row[span.run.first].number, scene.row, scene.language.sets
    if number is None or number.kind != PERCENT:
        return {}
    was = next((i for i in range(span.run.last + 1, len(row)) if row[i].text in sets["was"]), len(row))
    between = row[span.run.last + 1 : was]
    if any(field_of(token) in {"partner", "product", "channel"} for token in between) or len(between) > _ASIDE:
        return {}
    at = was + 3
    told = at < len(row) and row[was + 1].flow and row[was + 2].text in sets["to_words"]
    at = next((i for i in range(at, min(at + 3, len(row))) if "partner" in row[i].kinds), -1) if told else -1
    value = value_of(row[at], "partner", scene) if at >= 0 else None
    return {"partner": Reading("own", (value,), _TOLD, "what it was trade with", at)} if value else {}


def _place_behind(scene: Scene, span: Span) -> Own:
    """The place that a clause only leads up to: "the one whose total exceeded 1 billion is also Baoji City"."""
    row, sets = scene.row, scene.language.sets
    if (at := _at_line(scene, span)) >= 0:
        return _told(scene, "region", at)
    words = itertools.pairwise(row[span.head : span.run.first])
    if not any(a.text in sets["lone"] and b.text in sets["relative_subject"] for a, b in words):
        return {}
    was = next((i for i in range(span.run.last + 1, len(row)) if row[i].text in sets["was"]), len(row))
    at = next((i for i in range(was + 1, min(was + 4, len(row))) if is_place(row[i])), -1)
    value = value_of(row[at], "region", scene) if at >= 0 else None
    return {"region": Reading("own", (value,), _TOLD, "the one meant", at)} if value else {}


def _at_line(scene: Scene, span: Span) -> int:
    """Where the place stands that a sentence ends with, told where its sum lies; -1 where it does not.

    "Just short of the 500 billion yuan line is Jiangxi."
    """
    row, at = scene.row, span.run.last + 1
    if span.head > 0 or any(field_of(token) not in {"", "period"} for token in row[: span.run.first]):
        return -1
    lined = at + 2 < len(row) and "thresholds" in row[at].kinds and row[at + 1].text in scene.language.sets["was"]
    ends = lined and all("mark" in token.kinds for token in row[at + 3 : at + 4])
    return at + 2 if ends and is_place(row[at + 2]) and not row[at + 2].possessive else -1


def _subject_behind(scene: Scene, span: Span) -> Own:
    """The place that a level leads up to: "With an import and export volume of 1.27 trillion yuan, Ningbo holds"."""
    at = _subject_at(scene, span, span.tail)
    return _told(scene, "region", at) if at >= 0 and is_place(scene.row[at]) else {}


def _traders_behind(scene: Scene, span: Span) -> Own:
    """The firms that figures lead up to: "With trade that leaped 77 percent to 37 billion yuan, private firms have"."""
    comma = _comma_behind(scene, span)
    at = _subject_at(scene, span, comma)
    entry = scene.row[at].entry("channel") if at >= 0 else None
    alone = not any("number" in token.kinds for token in scene.row[comma:])
    return _told(scene, "channel", at) if entry is not None and entry.kind == "enterprise" and alone else {}


def _goods_behind(scene: Scene, span: Span) -> Own:
    """The goods that a share leads up to: "With 70 percent of the city's exports, machinery fetched 439 billion"."""
    number, at = scene.row[span.run.first].number, _subject_at(scene, span, span.tail)
    share = number is not None and number.kind == PERCENT
    return _told(scene, "product", at) if at >= 0 and share and "product" in scene.row[at].kinds else {}


def _partner_of_sentence(scene: Scene, span: Span) -> Own:
    """The partner that a level leads up to: "With 5.6 billion yuan in bilateral trade, the EU is the first partner"."""
    row, sets = scene.row, scene.language.sets
    at = _subject_at(scene, span, _comma_behind(scene, span))
    if at < 0 or "partner" not in row[at].kinds or row[at + 1].text not in sets["was"]:
        return {}
    described = (token.text.split()[-1] for token in row[at + 2 : at + 2 + _PARTNER])
    return _told(scene, "partner", at) if not sets["partner_nouns"].isdisjoint(described) else {}


def _comma_behind(scene: Scene, span: Span) -> int:
    """Place of the first comma behind a number outside brackets, the end of the sentence where there is none."""
    brackets = brackets_of(scene.row)
    places = range(span.run.last + 1, len(scene.row))
    return next((i for i in places if scene.row[i].text == "," and brackets[i] < 0), len(scene.row))


def _subject_at(scene: Scene, span: Span, comma: int) -> int:
    """Place of the subject behind the comma of a sentence that opens with "with", -1 where it has no verb."""
    row, sets = scene.row, scene.language.sets
    if span.head > 0 or row[0].text not in sets["with_at"] or comma + 2 >= len(row) or row[comma].text != ",":
        return -1
    at = comma + 1 + (row[comma + 1].text in sets["definite"])
    if at + 1 >= len(row) or row[at].possessive:
        return -1
    verb = row[at + 1]
    return -1 if verb.is_("mark", "number", "conjunctions") or verb.flow else at


def _told(scene: Scene, field: str, at: int) -> Own:
    """The reading of the name at a place, whom the sentence is about."""
    value = value_of(scene.row[at], field, scene)
    return {field: Reading("own", (value,), _TOLD, "whom the sentence is about", at)} if value else {}
