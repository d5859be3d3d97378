"""Whose a part is where its clause opens with the whole: "Of all China's exports, 3.3% come from Ningbo"."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.linking import whole
from tradecli.extraction.linking.drafts import Draft, Own, Scene
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.linking.values import value_of

_TAKEN = 23.0
_REACH = 6
"""Words from a part to the place that it comes from, at most."""


def by_whom(scene: Scene, span: Span, found: Own, previous: Sequence[Draft]) -> Own:
    """The readings with the place that a part comes from for the place of its whole.

    A second whole without one goes on from the first ("..., and of Zhejiang's, 25.7%").
    """
    if "region" not in found or not whole.opens(scene, span):
        return found
    taker = _taker(scene, span)
    value = value_of(scene.row[taker], "region", scene) if taker >= 0 else None
    if value is not None:
        return {**found, "region": Reading("own", (value,), _TAKEN, "where the part comes from", taker)}
    if taker < 0 and previous and previous[-1].measure.metric == "share" and previous[-1].of in {"China", "other"}:
        return {field: reading for field, reading in found.items() if field != "region"}
    return found


def _taker(scene: Scene, span: Span) -> int:
    """The place behind "came from", "was contributed by"; -1 without one."""
    row, sets = scene.row, scene.language.sets
    led = sets["to_words"] | sets["by"]
    for i in range(span.run.last + 1, min(span.tail, span.run.last + _REACH)):
        if row[i].text.split(" ")[-1] in led:
            after = range(i + 1, min(i + 3, span.tail))
            return next((j for j in after if field_of(row[j]) == "region" and not row[j].possessive), -1)
    return -1
