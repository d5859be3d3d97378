"""Whether a figure is only what another is compared with, so that its time is not handed on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.linking.drafts import Case, Draft, Scene
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.mentions import Token

_HELD = 4
"""Words from "compared with", "from", "after" to the number that another is held against, at most."""


def is_compared(row: Sequence[Token], at: int) -> bool:
    """Whether a number is one that another is held against: "compared with an 11.3 per cent increase in 2018"."""
    first = unhedged(row, at)
    near = reversed(row[max(0, first - _HELD) : first])
    led = itertools.takewhile(lambda token: not token.is_("mark", "number", "period"), near)
    return any("than" in token.kinds for token in led)


def is_prior(scene: Scene, draft: Draft) -> bool:
    """Whether a figure is only what another is compared with: "from a base of 474 billion", "after 2 pct in May"."""
    at = next((i for i, token in enumerate(scene.row) if token is draft.token), 0)
    before, timed = scene.row[max(0, at - _HELD) : at], "period" in draft.own
    words = scene.language.sets["from"] | (scene.language.sets["earlier_rate"] if timed else frozenset())
    if timed and is_compared(scene.row, at):
        return True
    pairs = itertools.pairwise((*before, draft.token))
    led = any(a.text in words and not b.is_("region", "partner") for a, b in pairs)
    return led or (timed and _is_exceeded(scene, draft, before))


def _is_exceeded(scene: Scene, draft: Draft, before: Sequence[Token]) -> bool:
    """Whether a level of an earlier time is only what was exceeded: "already exceeding the 7.09 trillion of 2020"."""
    sets, said = scene.language.sets, " ".join(token.text for token in before).split()
    earlier = draft.fields["period"].name[:4] < scene.topic.calendar.main[:4]
    definite = bool(said) and said[-1] in sets["definite"]
    return draft.measure.metric == "value" and earlier and definite and not sets["exceeds"].isdisjoint(said)


def goes_on_from_start(case: Case) -> bool:
    """Whether a rate is of the level that the sentence starts from: "From 81.2 billion yuan in May, up 14 percent"."""
    sets, row, span = case.scene.language.sets, case.scene.row, case.span
    between = row[span.head : span.run.first]
    return row[0].text in sets["from"] and all(
        "mark" in token.kinds or token.text in sets["particles"] for token in between
    )
