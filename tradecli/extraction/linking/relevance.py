"""Whether a run of numbers is of trade at all, and what a bracketed one belongs to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tradecli.extraction.amounts import FRACTION, MONEY, PERCENT, QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking import govern
from tradecli.extraction.linking.crossings import crossing
from tradecli.extraction.linking.drafts import Draft, Host, Scene
from tradecli.extraction.linking.firms import goes_on_with_firm, of_firm
from tradecli.extraction.linking.govern import OTHER, SILENT, TRADE, UNKNOWN
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.others import of_something_else
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.linking.values import is_place
from tradecli.extraction.mentions import Token

_RATE = 2
"""Place of "rate" in "growth rate of", counted back from its number."""
_MOVED = 5
"""Tokens of ", with Yueyang up", at most."""
_BACK = 3
"""Words of a sentence that tells of what the one before counted, at least."""
_ROUNDED = 4
"""Points from a rate in words to what it is to the digit, at most."""
_NEAR = 6
"""Words between a sum and the bracket that says it in another currency, at most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What governs a run, whether it is of trade, and whether the words of the run before it name whose it is."""

    state: str
    holds: bool = False
    extends: bool = False


def host_of(scene: Scene, span: Span, drafts: Sequence[Draft]) -> Host:
    """What a bracketed number belongs to: the draft before the bracket, or the place of a name before it."""
    if span.bracket < 1:
        return None
    worth = span.bracket > 1 and scene.row[span.bracket - 1].text in scene.language.sets["worth"]
    before = span.bracket - 1 - worth
    opened, first = scene.row[span.bracket].start, scene.row[span.run.first].start
    inside = [draft for draft in drafts if opened < draft.token.start < first]
    if inside:
        return inside[-1]
    for draft in reversed(drafts):
        if draft.token is scene.row[before]:
            return draft
    if drafts and (_is_same_sum(scene, span, drafts[-1]) or _is_same_rate(scene, span, drafts[-1])):
        return drafts[-1]
    includes = scene.row[span.bracket + 1].text in scene.language.sets["including"]
    if drafts and (includes or _is_of_it(scene, span, drafts[-1])):
        return drafts[-1]
    return before if field_of(scene.row[before]) else None


def _is_same_sum(scene: Scene, span: Span, draft: Draft) -> bool:
    """Whether a bracket says a sum in another currency: "23.95 billion yuan worth of them (3.7 billion dollars)".

    Or what it is to the digit: "crossed the 1 trillion yuan mark for the first time (1.05 trillion yuan)".
    """
    number, at = scene.row[span.run.first].number, scene.row.index(draft.token)
    if number is None or number.kind != MONEY or draft.measure.metric not in {"value", "change"}:
        return False
    between = scene.row[at + 1 : span.bracket]
    closed = scene.row[span.run.last + 1 : span.run.last + 2]
    if not closed or closed[0].text != ")":
        return False
    near = len(between) <= _NEAR and all(token.text == "*" or not token.is_("mark", "number") for token in between)
    told = draft.token.number
    return near and (number.unit != draft.measure.unit or (told is not None and told.bound != "eq"))


def _is_of_it(scene: Scene, span: Span, draft: Draft) -> bool:
    """Whether a bracket says how the sum before it moved: "did 283 billion yuan of business (up 21.4 percent)".

    So behind a verb, "with which trade of 29 billion yuan was done (+6.7%)", or "on the export side (up 3%)".
    """
    row, at = scene.row, scene.row.index(draft.token)
    between, rate = row[at + 1 : span.bracket], row[span.bracket + 1]
    signed = rate.number is not None and rate.number.sign != 0
    moved = (signed or rate.is_("change:up", "change:down")) and draft.measure.metric == "value"
    glue = ("neutral", "function", "value_terms", "level")
    way = draft.fields["flow"].name
    told = (token.is_(*glue) or token.flow == way for token in between)
    plain = all(told) and not any(token.is_("mark", "number", "period") for token in between)
    return moved and plain and len(between) <= _NEAR


def _is_same_rate(scene: Scene, span: Span, draft: Draft) -> bool:
    """Whether a bracket says a rate in words to the digit: "a third up on 2023 (35.6%)", "half of it (48.9%)"."""
    exact, between = scene.row[span.run.first].number, scene.row[scene.row.index(draft.token) + 1 : span.bracket]
    if exact is None or exact.kind != PERCENT or not is_rounded(draft, exact.value):
        return False
    if any(token.is_("number", "mark") for token in between):
        return False
    closed = itertools.takewhile(lambda token: token.text != ")", scene.row[span.run.last + 1 :])
    return not any(token.is_("number", "period", "change:up", "change:down") or field_of(token) for token in closed)


def is_rounded(draft: Draft, exact: Decimal) -> bool:
    """Whether a figure is a rate or share in words, or a hedged one, that may be what another is to the digit."""
    told = draft.token.number
    rough = told is not None and (
        told.kind == FRACTION or (told.kind == PERCENT and told.bound in {"lt", "gt", "approx"})
    )
    return (
        rough and draft.measure.metric in {"growth", "share"} and abs(abs(draft.measure.value) - abs(exact)) < _ROUNDED
    )


def judged(scene: Scene, span: Span, previous: Sequence[Draft], host: Host, blocked: bool) -> Verdict:
    """The verdict on a run; `blocked` says that the run before was of something else than trade."""
    row, run, heard = scene.row, span.run, scene.context.first is not None
    first = unhedged(row, run.first)
    apart = frozenset() if first in scene.asides else scene.asides
    places = [i for i in span.places if (i < first or i in span.resumed) and i not in apart]
    state = _governed(scene, places)
    if govern.anecdote(row, run.last, span.tail, scene.language) or of_firm(row, places, scene.language):
        return Verdict(OTHER)
    if not (scene.topic.traded or previous or host is not None or _speaks_of_trade(row)):
        return Verdict(OTHER)
    if (
        scene.context.firm
        and scene.paragraph == scene.context.spoken
        and goes_on_with_firm(row[: run.first], scene.language)
    ):
        return Verdict(OTHER)
    blocked = blocked and not (span.resumed and state == TRADE)
    others = _of_prices(scene, span) or _that_of_another(scene, span) or _counts_on(scene, span)
    if blocked and state == TRADE and others:
        return Verdict(OTHER)
    if isinstance(host, Draft) or (isinstance(host, int) and heard):
        state = TRADE
    told = span.bracket >= span.head and (
        field_of(row[span.bracket - 1])
        or row[span.bracket - 1].text in scene.language.sets["change.flat"]
        or is_growth_rate(row, span.bracket, scene.language)
    )
    if host is None and state != TRADE and span.bracket >= span.head and not told:
        return Verdict(state)
    clause = any("mark" in token.kinds for token in row[span.head : run.first])
    spoken = heard or (clause and "flow" in scene.context.hint)
    if state == UNKNOWN and not previous and spoken and scene.topic.traded and _says_nothing(scene, span, places):
        state = SILENT
    if state == UNKNOWN and not previous and heard and scene.topic.traded and _is_rate_of_place(scene, span):
        state = SILENT
    if state == SILENT and not previous and _goes_on_with_others(scene, span):
        return Verdict(OTHER)
    extends = blocked and not previous
    if state == SILENT and heard and (_again(scene, span) or _is_rate_before_expected(scene, span)):
        blocked = False
    if of_something_else(scene, span):
        return Verdict(OTHER)
    if (state == OTHER and _is_said_of_trade(scene, span)) or (state == UNKNOWN and crossing(scene, span) is not None):
        state = TRADE
    state, holds = _with_tail(scene, span, previous, state, blocked)
    return Verdict(state, holds and _counts(scene, span), extends)


def _goes_on_with_others(scene: Scene, span: Span) -> bool:
    """Whether a sentence tells of what the one before counted, which was no trade: "Of this, 2 billion went to"."""
    row, sets = scene.row, scene.language.sets
    if not scene.context.untold or scene.paragraph != scene.context.spoken or span.head or len(row) < _BACK:
        return False
    return row[0].text in sets["of"] and ("anaphor" in row[1].kinds or row[1].text in sets["this_that"])


def _speaks_of_trade(row: Sequence[Token]) -> bool:
    """Whether a sentence of a report on something else speaks of trade: names a flow, a partner or a direction."""
    return any(token.flow or token.is_("partner", "channel", "inward", "outward") for token in row)


def _governed(scene: Scene, places: Sequence[int] | range) -> str:
    return govern.governed(scene.row, places, scene.roles, scene.language)


def _with_tail(scene: Scene, span: Span, previous: Sequence[Draft], state: str, blocked: bool) -> tuple[str, bool]:
    """The state once the words after the run are heard, and whether the run is of trade by it."""
    row, after = scene.row, span.run.last + 1
    causes = (i for i in range(after, span.tail) if row[i].text in scene.language.sets["causes"])
    part = after < span.tail and row[after].text in scene.language.sets["of"]
    end = min(next(causes, span.tail), _end_of_whole(scene, after, span.tail) if part else span.tail)
    tail = _governed(scene, [*range(after, end), *_verb_beyond(scene, span)])
    if part and _whole_of_others(
        row, after + 1, span.tail, scene.language.sets["exporters"], scene.language.sets["other_wholes"]
    ):
        return OTHER, False
    of_trade = part and tail == TRADE and any(token.flow or token.compound for token in row[after : span.tail])
    if blocked and state in {SILENT, UNKNOWN} and not of_trade:
        return OTHER, False
    if tail == TRADE and _leads_tail(row, after, scene.language):
        state = TRADE
    if state != OTHER and tail == OTHER and govern.forecast(row, span.head, span.run.first, span.tail, scene.language):
        return SILENT, False
    if state == OTHER or (tail == OTHER and state != TRADE):
        return OTHER, False
    alone = not previous and tail != TRADE
    if state == UNKNOWN and alone:
        return OTHER, False
    unheard = scene.context.first is None and not scene.context.hint
    return state, not (state == SILENT and alone and unheard)


def _end_of_whole(scene: Scene, start: int, end: int) -> int:
    """Where the trade that a share is of ends, before whose it is: "of the total export value" of the district."""
    row, sets = scene.row, scene.language.sets
    flow = next((i for i in range(start, end) if row[i].flow), end)
    return next((i for i in range(flow, end) if row[i].text in sets["of"] | sets["by"]), end)


def _verb_beyond(scene: Scene, span: Span) -> range:
    """The words behind a bracket where they are its verb: "5 billion yuan of goods (...) was exported"."""
    first = scene.row[span.beyond.start] if span.beyond else None
    verb = first is not None and (first.text in scene.language.sets["was"] or bool(first.flow))
    return span.beyond if verb else range(0)


def _counts(scene: Scene, span: Span) -> bool:
    """Whether a run is of what was counted rather than expected."""
    return not govern.forecast(scene.row, span.head, span.run.first, span.tail, scene.language)


def _of_prices(scene: Scene, span: Span) -> bool:
    """Whether a rate of goods goes on with prices: "prices of vegetables fell 5 percent, pork fell 1 percent"."""
    row, sets = scene.row, scene.language.sets
    number = row[span.run.first].number
    if number is None or number.kind in {MONEY, QUANTITY}:
        return False
    told = any(token.text.split(" ")[-1] in sets["price_words"] for token in row[: span.head])
    near = row[span.head : span.tail]
    trade = any(token.flow or token.is_("partner", "channel", "region", "inward", "outward") for token in near)
    return told and not trade


def _counts_on(scene: Scene, span: Span) -> bool:
    """Whether a clause goes on with those that the one before counted: "; private ones rose 9.4%", "or left, up 5%"."""
    row, sets = scene.row, scene.language.sets
    words = row[span.head : span.run.first]
    if any(token.text in sets["come_and_go"] for token in words) and not any(token.flow for token in words):
        return True
    ones = any("channel" in token.kinds and token.text.lower().split()[-1] in sets["ones"] for token in words)
    return ones and not any(token.flow for token in words)


def _says_nothing(scene: Scene, span: Span, places: Sequence[int]) -> bool:
    """Whether the words right before a run, after the last mark, say nothing of whose it is."""
    last = next((i for i in range(span.run.first - 1, span.head - 1, -1) if "mark" in scene.row[i].kinds), -1)
    return last < 0 or _governed(scene, [i for i in places if i > last]) == SILENT


def _that_of_another(scene: Scene, span: Span) -> bool:
    """Whether a clause only says whose it is what the one before spoke of: "and that of Jilin 5%", "Jilin's 5% is"."""
    words, sets = scene.row[span.head : unhedged(scene.row, span.run.first)], scene.language.sets
    if not words or any(token.flow or token.is_("product", "channel", "partner") for token in words):
        return False
    that = any(a.text in sets["pointers"] and b.text in sets["of"] for a, b in itertools.pairwise(words))
    return that or ("region" in words[-1].kinds and words[-1].possessive)


def is_growth_rate(row: Sequence[Token], end: int, language: Language) -> bool:
    """Whether the words before a bracket say that it holds a rate of growth: "with a growth rate (143.9 percent)"."""
    sets = language.sets
    return end > 1 and row[end - 1].text in sets["rate_nouns"] and row[end - 2].text in sets["growth_of"]


def _is_rate_of_place(scene: Scene, span: Span) -> bool:
    """Whether a clause gives the growth of a place that it names: "Tibet is in the lead with a growth rate of 216%".

    So in "The north did well, with Yueyang up 32.9 percent".
    """
    row, sets, first = scene.row, scene.language.sets, unhedged(scene.row, span.run.first)
    comma = next((i for i in range(first - 1, span.head - 1, -1) if "mark" in row[i].kinds), first)
    led = comma + 2 < first and row[comma].text == "," and row[comma + 1].text in sets["with_at"]
    if led and is_place(row[comma + 2]) and row[first - 1].is_("change:up", "change:down"):
        return first - comma <= _MOVED
    if first < span.head + _RATE or row[first - 1].text not in sets["of"]:
        return False
    rated = row[first - _RATE].text in sets["rate_nouns"] and row[first - _RATE - 1].text in sets["growth_of"]
    words = row[span.head : first]
    subject = any(is_place(row[i]) and scene.roles.get(i) == "subject" for i in range(span.head, first))
    return rated and subject and not any("distractor" in t.kinds for t in words)


def _is_rate_before_expected(scene: Scene, span: Span) -> bool:
    """Whether a rate is that of the month before one expected: "had predicted a 4.5% drop, after 8.5% in May"."""
    row, number = scene.row, scene.row[span.run.first].number
    before = next((i for i in range(span.head - 1, -1, -1) if "number" in row[i].kinds), -1)
    if before < 0 or number is None or number.kind != PERCENT:
        return False
    others = any("distractor" in token.kinds and "forecast" not in token.kinds for token in row[:before])
    times = (token.period for token in row[span.head : span.tail] if "number" not in token.kinds)
    named = any(time is not None and bool(time.value) and not time.comparison for time in times)
    return named and not others and govern.forecast(row, 0, before, span.head, scene.language)


def _again(scene: Scene, span: Span) -> bool:
    """Whether a clause takes its subject up again: "they", "it"; not "with an investment of 5 billion they"."""
    row, again = scene.row, scene.language.sets["again"]
    if span.head and "number" in row[span.head - 1].kinds and row[span.head].text in again:
        return False
    return any(token.text in again for token in row[span.head : span.head + 3])


def _whole_of_others(
    row: Sequence[Token], start: int, tail: int, firms: frozenset[str], others: frozenset[str]
) -> bool:
    """Whether the whole of a share is of something else than trade: "94 percent of all traders"."""
    for i in range(start, min(tail, start + 4)):
        token = row[i]
        if token.adjective or token.possessive:
            continue
        if not {token.text, token.text.split(" ")[-1]}.isdisjoint(firms | others):
            return True
        if "channel" in token.kinds and i + 1 < tail and row[i + 1].text in others:
            return True
        named = token.is_("product", "channel", "neutral", "region", "anaphor")
        if named or token.flow or token.place_noun:
            return False
        if "distractor" in token.kinds:
            return True
    return False


def _is_said_of_trade(scene: Scene, span: Span) -> bool:
    """Whether a sum is said to be of trade by what follows it: "used the policy, and brought in 5 billion in exports".

    Nothing else is named between the last mark and the sum.
    """
    row, sets, last = scene.row, scene.language.sets, span.run.last
    number, after = row[last].number, row[last + 1 : min(len(row), last + 4)]
    if number is None or number.kind != MONEY or len(after) < 2:
        return False
    if after[0].text not in sets["in"] | sets["of"] | sets["was"]:
        return False
    led = len(after) > 2 and after[2].text in sets["from_to_with"] | sets["in"]
    ends = led or len(after) < 3 or after[2].is_("mark", "conjunctions", "period", "number")
    start = next((i + 1 for i in range(span.run.first - 1, -1, -1) if "mark" in row[i].kinds), 0)
    clause = row[start : span.run.first]
    said = bool(clause) and not any(token.is_("distractor", "company", "number") for token in clause)
    return said and start > 0 and bool(after[1].flow) and "weak_flow" not in after[1].kinds and ends


def _leads_tail(row: Sequence[Token], start: int, language: Language) -> bool:
    """Whether the words after a number say of what it is: "a 35% increase in"."""
    for i in range(start, min(start + 3, len(row) - 1)):
        if row[i].is_("change:up", "change:down"):
            return row[i + 1].text in language.sets["change_of"]
    return False
