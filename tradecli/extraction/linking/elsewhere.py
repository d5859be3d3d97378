"""Names of a number that stand outside its own words: before a relative clause or colon, behind a verb, as subject."""

from __future__ import annotations

import itertools

from tradecli.extraction.linking.context import Value
from tradecli.extraction.linking.drafts import Own, Scene
from tradecli.extraction.linking.flows import told_behind
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.runs import brackets_of
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.linking.values import is_place, value_of
from tradecli.extraction.numbers import MONEY, PERCENT

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
    found |= _flow_behind(scene, span) | _partner_behind(scene, span) | _place_behind(scene, span)
    found |= _source_behind(scene, span)
    if "region" not in found and ("region" not in own or own["region"].token > span.tail):
        found |= _subject_behind(scene, span)
    if "partner" not in own and "partner" not in found and span.head == 0:
        found |= _partner_of_sentence(scene, span)
    if "channel" not in own and "channel" not in found and span.head == 0:
        found |= _traders_behind(scene, span)
    if "product" not in own and "product" not in found and span.head == 0:
        found |= _goods_behind(scene, span)
    return found


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
    field = field_of(row[comma - 1])
    if row[comma + 1].text in scene.language.sets["where"] and field != "partner":
        return {}
    if not field or field == "period" or (field in found and found[field].token >= comma):
        return {}
    value = value_of(row[comma - 1], field, scene)
    return {field: Reading("own", (value,), _ABOUT, "what the clause is about", comma - 1)} if value else {}


def _flow_behind(scene: Scene, span: Span) -> Own:
    """The flow that a level is said to be after its rate: "6.3 billion yuan, up 5 percent, was exports"."""
    number = scene.row[span.run.first].number
    if number is None or number.kind != MONEY:
        return {}
    at = told_behind(scene.row, span.run.last, scene.language)
    if at < 0:
        return {}
    value = Value(scene.row[at].flow)
    return {"flow": Reading("own", (value,), _TOLD, f"{scene.row[at].text!r} behind its rate", at)}


def _source_behind(scene: Scene, span: Span) -> Own:
    """Those that a part is said to come from: "2.54 trillion yuan, or 65.7%, came from private enterprises"."""
    row, sets, start = scene.row, scene.language.sets, span.run.last + 1
    came = next((i for i in range(start, len(row) - 1) if row[i].text in sets["came_from"]), -1)
    if came < 0 or came - start > _ASIDE:
        return {}
    if any(field_of(token) or token.text == ";" for token in row[start:came]):
        return {}
    at = next((i for i in range(came + 1, min(came + 4, len(row))) if "channel" in row[i].kinds), -1)
    value = value_of(row[at], "channel", scene) if at >= 0 else None
    return {"channel": Reading("own", (value,), _TOLD, "what it came from", at)} if value else {}


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
    words = itertools.pairwise(row[span.head : span.run.first])
    if not any(a.text in sets["lone"] and b.text in sets["relative_subject"] for a, b in words):
        return {}
    was = next((i for i in range(span.run.last + 1, len(row)) if row[i].text in sets["was"]), len(row))
    at = next((i for i in range(was + 1, min(was + 4, len(row))) if is_place(row[i])), -1)
    value = value_of(row[at], "region", scene) if at >= 0 else None
    return {"region": Reading("own", (value,), _TOLD, "the one meant", at)} if value else {}


def _subject_behind(scene: Scene, span: Span) -> Own:
    """The place that a level leads up to: "With an import and export volume of 1.27 trillion yuan, Ningbo holds"."""
    at = _subject_at(scene, span, span.tail)
    value = value_of(scene.row[at], "region", scene) if at >= 0 and is_place(scene.row[at]) else None
    return {"region": Reading("own", (value,), _TOLD, "whom the sentence is about", at)} if value else {}


def _traders_behind(scene: Scene, span: Span) -> Own:
    """The firms that figures lead up to: "With trade that leaped 77 percent to 37 billion yuan, private firms have"."""
    row, brackets = scene.row, brackets_of(scene.row)
    outside = (i for i in range(span.run.last + 1, len(row)) if row[i].text == "," and brackets[i] < 0)
    comma = next(outside, len(row))
    at = _subject_at(scene, span, comma)
    entry = row[at].entry("channel") if at >= 0 else None
    if entry is None or entry.kind != "enterprise" or any("number" in token.kinds for token in row[comma:]):
        return {}
    return {"channel": Reading("own", (Value(entry.name),), _TOLD, "whom the sentence is about", at)}


def _goods_behind(scene: Scene, span: Span) -> Own:
    """The goods that a share leads up to: "With 70 percent of the city's exports, machinery fetched 439 billion"."""
    number, at = scene.row[span.run.first].number, _subject_at(scene, span, span.tail)
    if at < 0 or number is None or number.kind != PERCENT or "product" not in scene.row[at].kinds:
        return {}
    value = value_of(scene.row[at], "product", scene)
    return {"product": Reading("own", (value,), _TOLD, "whom the sentence is about", at)} if value else {}


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


def _partner_of_sentence(scene: Scene, span: Span) -> Own:
    """The partner that a level leads up to: "With 5.6 billion yuan in bilateral trade, the EU is the first partner"."""
    row, sets = scene.row, scene.language.sets
    comma = next((i for i in range(span.run.last + 1, len(row)) if row[i].text == ","), len(row))
    at = comma + 1 + (comma + 1 < len(row) and row[comma + 1].text in sets["definite"])
    if row[0].text not in sets["with_at"] or at + 2 >= len(row) or "partner" not in row[at].kinds:
        return {}
    is_partner = row[at + 1].text in sets["was"] and any(
        token.text.split()[-1] in sets["partner_nouns"] for token in row[at + 2 : at + 2 + _PARTNER]
    )
    value = value_of(row[at], "partner", scene) if is_partner and not row[at].possessive else None
    return {"partner": Reading("own", (value,), _TOLD, "whom the sentence is about", at)} if value else {}
