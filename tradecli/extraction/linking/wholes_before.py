"""What a relative clause goes on from: the whole of a share, and the place whose trade that is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.linking.drafts import Case
from tradecli.extraction.mentions import Token

_ENDS = frozenset({",", ";"})


def whole_before(case: Case) -> str:
    """The flow of the whole that a number goes on from, or empty.

    "54 percent of its exports, which totaled", "60 percent of its foreign trade of",
    "two thirds of the 5 billion yuan of goods that it exported", "a share of 70.5% in a total of".
    """
    row, head, sets = case.scene.row, case.span.head, case.scene.language.sets
    words = row[head : case.span.run.first]
    if len(words) == 2 and words[0].text in sets["of"] and words[1].text in sets["definite"]:
        behind = itertools.takewhile(lambda token: token.text not in _ENDS, row[case.span.run.last + 1 :])
        return next((flow for token in behind if (flow := token.flow)), "")
    if len(words) > 2 and words[0].text in sets["of"] and words[-1].text in sets["of"]:
        told = next((flow for token in words if (flow := token.flow)), "")
        return told or _flow_of_total(case, words)
    if len(words) > 2 and words[0].text in sets["in"] and words[-1].text in sets["of"]:
        return _flow_of_total(case, words)
    which = next((i for i, token in enumerate(words[:3]) if token.text in sets["relative_subject"]), -1)
    if which < 0 or (which and words[which - 1].text in sets["of"]):
        return ""
    for token in reversed(row[:head]):
        if "number" in token.kinds:
            return ""
        if token.flow:
            return token.flow
    return ""


def _flow_of_total(case: Case, words: Sequence[Token]) -> str:
    """The flow of the share before, where the words behind it name but a total: "40% of a total of", else empty."""
    sets = case.scene.language.sets
    total = all(token.text in sets["total"] | sets["indefinite"] | sets["definite"] for token in words[1:-1])
    return case.anchor.fields["flow"].name if total and case.anchor is not None else ""


def place_before(case: Case) -> int:
    """The place of the name of the whole that a relative clause goes on from, or -1.

    "a part of Shaanxi's trade, which", "a sliver of all Chinese exports, which".
    """
    row, head = case.scene.row, case.span.head
    for i in range(head - 1, -1, -1):
        if "number" in row[i].kinds:
            return -1
        country = row[i].adjective and "region" in row[i].kinds and bool(row[i + 1].flow)
        if country or (row[i].possessive and ("region" in row[i].kinds or row[i].place_noun)):
            return i
    return -1
