"""Whether a figure is only what another is compared with, so that its time is not handed on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY, QUANTITY
from tradecli.extraction.linking.asides import resumes
from tradecli.extraction.linking.drafts import Case, Draft, Scene
from tradecli.extraction.linking.spans import unhedged
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import months_of

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
    return led or is_exceeded(scene, draft) or (timed and _is_recalled(scene, draft, at))


def _is_recalled(scene: Scene, draft: Draft, at: int) -> bool:
    """Whether a rate only says how the subject did before: "Trade, up 31 percent in 2024, has cooled, falling 2"."""
    row, sets, first = scene.row, scene.language.sets, unhedged(scene.row, at)
    led = next((i for i in range(first - 1, max(0, first - _HELD), -1) if row[i].text in sets["particles"]), 0)
    comma = next((i for i in range(at + 1, len(row) - 1) if row[i].text == ","), 0)
    earlier = months_of(draft.fields["period"].name)[1] < months_of(scene.topic.calendar.main)[0]
    return bool(earlier and comma and led and row[led - 1].text == ",") and resumes(row[comma + 1], scene.language)


def is_exceeded(scene: Scene, draft: Draft) -> bool:
    """Whether a level of an earlier time is only what was exceeded: "already exceeding the 7.09 trillion of 2020"."""
    if "period" not in draft.own:
        return False
    at = next((i for i, token in enumerate(scene.row) if token is draft.token), 0)
    before = scene.row[max(0, at - _HELD) : at]
    sets, said = scene.language.sets, " ".join(token.text for token in before).split()
    earlier = draft.fields["period"].name[:4] < scene.topic.calendar.main[:4]
    definite = bool(said) and said[-1] in sets["definite"]
    return draft.measure.metric == "value" and earlier and definite and not sets["exceeds"].isdisjoint(said)


def leads_to(case: Case, anchor: Draft) -> bool:
    """Whether a level is only what the rate before it led to: "against 2023, when it rose 3 percent to 5 billion"."""
    between, number = case.scene.row[case.span.head : case.at], case.scene.row[case.at].number
    onto = bool(between) and all(token.text in case.scene.language.sets["to"] for token in between)
    return onto and anchor.measure.metric == "growth" and number is not None and number.kind in {MONEY, QUANTITY}


def goes_on_from_start(case: Case) -> bool:
    """Whether a rate is of the level that the sentence starts from: "From 81.2 billion yuan in May, up 14 percent"."""
    sets, row, span = case.scene.language.sets, case.scene.row, case.span
    between = row[span.head : span.run.first]
    return row[0].text in sets["from"] and all(
        "mark" in token.kinds or token.text in sets["particles"] for token in between
    )
