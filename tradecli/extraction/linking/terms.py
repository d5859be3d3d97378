"""In what a rate of growth counts: yuan, dollars or volume."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tradecli.extraction.amounts import MONEY, QUANTITY, Number
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Fields
from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.spans import run_start
from tradecli.extraction.mentions import Token

_VALUE = "value"
_KINDS = {"volume_terms": "volume", "yuan_terms": "", "value_terms": _VALUE, "dollar_terms": "USD"}


def terms_of(case: Case, fields: Fields, measured: Measure) -> str:
    """`volume`, `USD`, or empty for yuan and for all but rates; what stands nearest says it."""
    if measured.metric != "growth":
        return ""
    row, span, at = case.scene.row, case.span, case.at
    said = next(itertools.chain(_dealt(case), _said(row, at, run_start(row, at))), None)
    if said == _VALUE:
        return "USD" if _of_dollars(case) or (case.anchor is not None and _only_in_dollars(row)) else ""
    if said is not None:
        return said
    lately = row[max(span.head, span.run.first - 8) : span.run.first]
    if any(token.text.split()[-1] in case.scene.language.sets["value_nouns"] for token in lately):
        return "USD" if _of_dollars(case) else ""
    return "volume" if _of_volume(case, fields) else "USD" if _of_dollars(case) else ""


def _dealt(case: Case) -> Iterator[str]:
    """The terms of one rate of several: "23% and 16% below 2015 in volume and value terms respectively"."""
    row, run = case.scene.row, case.span.run
    behind = list(itertools.takewhile(lambda token: not token.is_("number", "mark"), row[run.last + 1 :]))
    told = [token for token in behind if token.is_(*_KINDS)]
    if len(told) == len(run.tokens) > 1 and any("respectively" in token.kinds for token in behind):
        yield _kind(told[run.tokens.index(case.at)])


def _kind(token: Token) -> str:
    return next(terms for kind, terms in _KINDS.items() if kind in token.kinds)


def _said(row: Sequence[Token], at: int, start: int) -> Iterator[str]:
    """What the words after a rate, before it and at the head of the sentence say of its terms, the nearest first."""
    bracket = row[at + 1 : at + 5] if row[at + 1 : at + 2] and row[at + 1].text == "(" else ()
    after = next(
        (i for i in range(at + 1, len(row)) if "number" in row[i].kinds or row[i].text in {",", ";"}), len(row)
    )
    for token in itertools.chain(row[at + 1 : after], bracket, reversed(row[start:at]), row[:8]):
        if token.is_(*_KINDS):
            yield _kind(token)


def _of_volume(case: Case, fields: Fields) -> bool:
    """Whether the level that a rate is of is a quantity."""
    row, at, anchor, context = case.scene.row, case.at, case.anchor, case.scene.context
    product = fields["product"]
    level = _level_after(row, at, case.scene.language)
    to = level.kind if level is not None else ""
    paid = to == MONEY or any(_is_money(token) for token in row[run_start(row, at) : at])
    if _weighed(case):
        return True
    counted = to == QUANTITY or (anchor is not None and _counts(anchor.measure, case.scene.language))
    if counted and not paid:
        return True
    if anchor is not None:
        return anchor.terms == "volume" and anchor.fields["product"] == product and not paid
    still = context.counted and not case.scene.new_paragraph and bool(product.name)
    still = still and context.last is not None and context.last["product"] == product
    return still and not any(_is_money(token) for token in row)


def _counts(measured: Measure, language: Language) -> bool:
    """Whether a figure counts goods, or is by how many they changed."""
    changed = measured.metric == "change" and measured.unit in language.lists["counted"]
    return measured.metric == "quantity" or changed


def _weighed(case: Case) -> bool:
    """Whether goods are told by volume: "crude oil volumes rose"."""
    row, volumes = case.scene.row, case.scene.language.sets["volumes"]
    places = range(max(case.span.head, 1), case.at)
    return any(row[i].text in volumes and "product" in row[i - 1].kinds for i in places)


def _level_after(row: Sequence[Token], at: int, language: Language) -> Number | None:
    """The level that a rate leads to: "up 5 percent to 3 million tonnes", "off 2% at 3 million"."""
    for before, token in itertools.pairwise(row[at + 1 : at + 6]):
        if token.number is not None and before.text in language.sets["to_at"]:
            return token.number
    return None


def _is_money(token: Token) -> bool:
    return token.number is not None and token.number.kind == MONEY


def _only_in_dollars(row: Sequence[Token]) -> bool:
    """Whether all sums of a sentence are in dollars."""
    return {token.number.unit for token in row if token.number is not None and token.number.kind == MONEY} == {"USD"}


def _of_dollars(case: Case) -> bool:
    anchor, row = case.anchor, case.scene.row
    level = _level_after(row, case.at, case.scene.language)
    if case.scene.topic.dollars or (level is not None and level.unit == "USD"):
        return True
    if anchor is None:
        return False
    yuan = any(token.number is not None and token.number.unit == "CNY" for token in row)
    return anchor.terms == "USD" or (anchor.measure.unit == "USD" and not yuan)
