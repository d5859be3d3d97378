"""Names among a number's words that are not its: of another clause, a cause, what is compared with, a zone's name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY, MULTIPLE, QUANTITY, TIMES
from tradecli.extraction.language import Language
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.spans import Span, unhedged
from tradecli.extraction.mentions import Token

_NEAR_EVENT = 5
"""Words from "on the occasion of" to the event, at most."""


def left_out(scene: Scene, span: Span, i: int, field: str, in_tail: bool) -> bool:
    """Whether the name of a field at `i`, before a number or in its tail, is not that number's."""
    if field in {"product", "partner", "flow", "region"} and in_tail and _is_cause(scene, span, i):
        return True
    if field in {"product", "partner", "channel"} and in_tail and _has_begun(scene, span, i):
        return True
    if not in_tail and field != "period" and _is_whole_of_level(scene, span):
        return True
    if field == "region" and i > 0 and scene.row[i - 1].text in scene.language.sets["through"]:
        return True
    if field in {"region", "channel"} and not in_tail and _in_clause_of_its_own(scene, span, i):
        return True
    named = field in {"product", "partner", "channel"} and not in_tail
    if named and (_in_clause_before(scene, i, span.run.first, field) or _in_subordinate(scene, span, i)):
        return True
    if named and field != "channel" and (_in_reason(scene, span, i) or _in_cause_before(scene, span, i)):
        return True
    if named and field == "channel" and _is_event(scene, span, i):
        return True
    if field == "period" and i > 0 and scene.row[i - 1].text in scene.language.sets["records"]:
        return True
    if field == "period" and _is_of_any(scene, i):
        return True
    if field == "period" and in_tail and (_is_of_record(scene, span, i) or _is_of_exceeded(scene, span, i)):
        return True
    timed = i > 1 and scene.row[i - 1].text.split(" ")[-1] in scene.language.sets["time_nouns"]
    if field == "period" and timed and (in_tail or scene.row[i - 2].text in scene.language.sets["first_of"]):
        return True
    if field == "period" and not in_tail and _began_then(scene.row, i, scene.language):
        return True
    period = scene.row[i].period
    if field == "period":
        level = in_tail and _compared_level(scene.row, span.run.last, i, scene.language)
        directly = i == span.run.last + 1 and period is not None and bool(period.value)
        return level or (not directly and _other_time(scene.row, i, in_tail, scene.language))
    if field == "region":
        return _other_place(scene, span, i)
    if field == "partner" and "region" in scene.row[i].kinds:
        place, entry = scene.topic.place, scene.row[i].entry("region")
        own_place = place is not None and (entry is None or entry.id == place.id)
        return scene.roles.get(i) == "possessive" or own_place
    return False


def _is_of_any(scene: Scene, i: int) -> bool:
    """Whether a time is only all that one of it is held against: "the most in any month of this year"."""
    row, sets = scene.row, scene.language.sets
    return (
        i > 2
        and row[i - 1].text in sets["of"]
        and any(token.text in sets["any_one"] for token in row[max(0, i - 4) : i - 2])
    )


def _is_of_exceeded(scene: Scene, span: Span, i: int) -> bool:
    """Whether a time is that of the total which a level is above: "4.93 billion, surpassing the total of last year"."""
    sets, words = scene.language.sets, scene.row[span.run.last + 1 : i]
    above = any(token.text in sets["exceeds"] for token in words)
    return above and any(token.text in sets["total"] | sets["of"] for token in words)


def _is_of_record(scene: Scene, span: Span, i: int) -> bool:
    """Whether a time is only that of which something is the most or the first: "the biggest seen this year"."""
    row, sets = scene.row[span.run.last + 1 : i], scene.language.sets
    first = any(a.text in sets["first_of"] and b.text in sets["time_word"] for a, b in itertools.pairwise(row))
    year = time.value if (time := scene.row[i].period) is not None else ""
    told = (token.period for token in scene.row[: span.run.first] if token.period is not None)
    within = bool(year) and any(each.value != year and each.value.startswith(year) for each in told)
    return (first and within) or any(token.text in sets["of_record"] for token in row)


def _has_begun(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name in the tail is of what began then: "in the two years since the free trade zone was set up"."""
    return any(token.text in scene.language.sets["since"] for token in scene.row[span.run.last + 1 : i])


def _in_clause_before(scene: Scene, i: int, number: int, field: str) -> bool:
    """Whether a semicolon ends the clause of a name and the number's clause says of its own what it is of.

    Not where that only says what the trade was worth: "it traded with 25 countries; the value of trade was",
    and not of all "foreign trade"; nor where it goes on with theirs: "garment makers held up; their exports fell".
    """
    row, sets = scene.row, scene.language.sets
    ends = next((j for j in range(number - 1, i, -1) if row[j].text == ";"), -1)
    counted = row[number].number
    if counted is not None and counted.kind == QUANTITY:
        return False
    traded = field == "partner" and any(row[j].flow for j in range(i))
    worth = row[ends + 1].text in sets["definite"] and row[ends + 2].text in sets["counts_of_goods"]
    own = [token for token in row[ends:number] if token.flow]
    if row[ends + 1].text in sets["their"] and row[ends + 2].flow:
        return False
    worth = worth and not any(token.text.split()[0] in sets["all_trade"] for token in own)
    return ends > 0 and not (traded and worth) and bool(own)


def _is_whole_of_level(scene: Scene, span: Span) -> bool:
    """Whether the words before a level are only the whole of its share: "86 percent of the province's total at 152"."""
    row, sets, first = scene.row, scene.language.sets, unhedged(scene.row, span.run.first)
    if span.head < 1 or first - 1 <= span.head or row[first - 1].text not in sets["with_at"]:
        return False
    share = row[span.head - 1].number
    whole = share is not None and share.kind in {"percent", "fraction"} and row[span.head].text in sets["of"]
    return whole and not any("mark" in token.kinds for token in row[span.head : first])


def _in_clause_of_its_own(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of a clause that tells no trade: "ports in the delta were closed, and the growth fell to"."""
    sets, row = scene.language.sets, scene.row
    ends = next((j for j in range(i + 1, span.run.first - 1) if row[j].text == ","), -1)
    if ends < 0 or row[ends + 1].text not in sets["clause_joins"]:
        return False
    start = next((j + 1 for j in range(i - 1, -1, -1) if row[j].is_("mark", "number")), 0)
    clause, after = row[start:ends], row[ends + 2 : span.run.first]
    told = any(token.text in sets["auxiliaries"] for token in row[i + 1 : ends])
    trade = any(token.flow or token.is_("change:up", "change:down") for token in clause)
    own = any(token.flow or token.text in sets["rate_nouns"] for token in after)
    named = any("region" in token.kinds or token.place_noun for token in after)
    if any(token.text in sets["owners"] for token in after):
        return False
    return told and own and not trade and (named or scene.roles.get(i) in {"in", "subject", "other"})


def _in_subordinate(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of a clause of reason or time that ended: "after storms in Peru, and copper imports fell".

    So in "When Peru shut its mines, smelters felt it: copper imports fell".
    """
    sets, row = scene.language.sets, scene.row
    ends = next((j for j in range(i + 1, span.run.first - 1) if row[j].text == ","), -1)
    colon = next((j for j in range(ends, span.run.first) if row[j].text == ":"), -1) if ends > 0 else -1
    if colon > 0 and row[span.head].text in sets["subordinate"]:
        return any(token.flow for token in row[colon + 1 : span.run.first])
    if ends < 0 or "conjunctions" not in row[ends + 1].kinds or row[ends + 1].text not in sets["clause_joins"]:
        return False
    if not any(token.flow for token in row[ends + 1 : span.run.first]):
        return False
    return any(row[j].text in sets["subordinate"] and row[j + 1].kinds != {"number"} for j in range(span.head, i))


def _is_event(scene: Scene, span: Span, i: int) -> bool:
    """Whether a platform is only what took place: "As the Import Expo opened, the city's trade was"."""
    entry = scene.row[i].entry("channel")
    if entry is None or entry.kind not in {"platform", "event"}:
        return False
    row, sets = scene.row, scene.language.sets
    held = any(token.text in sets["occasions"] for token in row[max(0, i - _NEAR_EVENT) : i])
    if scene.roles.get(i) in {"in", "of"} and not held:
        return False
    ends = next((j for j in range(i + 1, span.run.first) if scene.row[j].text == ","), -1)
    return ends > 0 and any(token.flow for token in scene.row[ends : span.run.first])


def _in_reason(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of the reason that a sentence opens with: "As phone plants moved in, processing trade rose".

    So in "Because its phone assembler is foreign, foreign firms dominate: they had 5 billion".
    """
    sets, row = scene.language.sets, scene.row
    opens = next((j for j in range(span.head, min(span.head + 2, i)) if "mark" not in row[j].kinds), -1)
    if opens < 0 or row[opens].text not in sets["reasons"] or row[opens + 1].text in sets["for"] | sets["to"]:
        return False
    ends = next((j for j in range(span.run.first - 1, i, -1) if row[j].text == ","), -1)
    verbs = (*scene.language.endings["past"], *scene.language.endings["participle"])
    verbal = any(
        (row[j].kinds <= {"word"} and row[j].text.endswith(verbs)) or row[j].text in sets["was"]
        for j in range(opens + 1, ends)
    )
    after = row[ends + 1 : span.run.first]
    firms = any("channel" in token.kinds for token in after[:2])
    own = firms or any(token.flow for token in after[:4])
    again = any("anaphor" in token.kinds for token in after)
    return ends > 0 and verbal and own and (firms or not again)


def _names_next_part(scene: Scene, span: Span, i: int) -> bool:
    """Whether a partner stands right behind "on" as one before it did: "40.5% fell on Kazakhstan, and 22% on"."""
    return scene.roles.get(i) == "of" and i == span.run.last + 2 and "partner" in scene.row[i].kinds


def _is_cause(scene: Scene, span: Span, i: int) -> bool:
    """Whether goods after a number are only what drove it: "exports rose 8 percent on ships and machine tools".

    So "imports slumped 9.6 percent to 260 billion yuan on cheaper ore and coal".
    """
    sets, row = scene.language.sets, scene.row
    number = row[span.run.last].number
    after = range(span.run.last + 1, i)
    if not row[i].flow and any(row[j].text in sets["because"] | sets["causes"] for j in after):
        return True
    if any(row[j].text in sets["on_words"] and row[j + 1].text in sets["priced"] for j in after):
        return True
    if number is None or number.kind in {MONEY, QUANTITY} or _names_next_part(scene, span, i):
        return False
    return any(
        row[j].text in sets["causes"]
        or (row[j].text in sets["on_words"] and (j == after[0] or row[j - 1].period is not None))
        for j in after
    )


def _in_cause_before(scene: Scene, span: Span, i: int) -> bool:
    """Whether a name is of a cause that a comma ended, of the figure before: ", owing to cheaper oil, trade rose"."""
    sets, row = scene.language.sets, scene.row
    ends = next((j for j in range(i + 1, span.run.first) if row[j].text == ","), -1)
    if ends < 0 or not any(token.flow for token in row[ends + 1 : span.run.first]):
        return False
    for j in range(i - 1, span.head - 1, -1):
        if row[j].text in sets["causes"] | sets["because"]:
            return j > 0
        if row[j].is_("mark", "number"):
            return False
    return False


def _other_time(row: Sequence[Token], i: int, in_tail: bool, language: Language) -> bool:
    """Whether a time is only compared with, or of what was before."""
    period = row[i].period
    if period is not None and period.comparison:
        return in_tail or not _owns_number(row, i, language)
    return not in_tail and _left_behind(row, i, language)


def _began_then(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time is only when something began: "since recovering at the end of last year".

    So "the backbone since the Suzhou Industrial Park was founded in 1994".
    """
    sets = language.sets
    if i > 2 and row[i - 1].text in sets["in"] and row[i - 2].text in sets["founded"]:
        return any(token.text in sets["since"] for token in row[max(0, i - 8) : i - 2])
    point = i > 1 and row[i - 1].text in sets["of"] and row[i - 2].text in sets["points_in_time"]
    return point and any(token.text in sets["since"] for token in row[max(0, i - 8) : i - 2])


def _compared_level(row: Sequence[Token], at: int, i: int, language: Language) -> bool:
    """Whether a time only says what a multiple is of: "2.4 times their 2020 level"."""
    number = row[at].number
    if number is None or number.kind not in {TIMES, MULTIPLE}:
        return False
    printed = row[i].text[:1].isdigit() or row[i].possessive
    return printed and all(token.text in language.sets["of_level"] for token in row[at + 1 : i])


def _left_behind(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time belongs to what was before: "turned from a decline in the first quarter to"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if row[j].is_("mark", "number"):
            return False
        if row[j].text in language.sets["from"]:
            return any(token.text in language.sets["to"] for token in row[i + 1 : i + 3])
    return False


def _owns_number(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a time that is compared with has the number itself ("than November's 5.9%", "since May, when")."""
    after = row[i + 1 : i + 3]
    rate = next((token for token in row[i + 1 : i + 6] if token.is_("number", "mark")), None)
    if row[i].possessive and rate is not None and "number" in rate.kinds:
        return True
    if after and after[0].text in language.sets["when"]:
        return True
    return len(after) == 2 and after[0].text == "," and after[1].text in language.sets["when_which"]


def _other_place(scene: Scene, span: Span, i: int) -> bool:
    """Whether a place is whom one trades with, or part of a zone's name, rather than the place that trades."""
    token, role = scene.row[i], scene.roles.get(i, "other")
    if token.place_noun == "country" and role == "to":
        after = scene.row[i + 1 : i + 2]
        rise = any(each.is_("change:up", "change:down") for each in after) and span.run.first > i
        return not (rise and token.text in scene.language.sets["countrywide"])
    entry = token.entry("region")
    if entry is not None and entry.kind == "country" and role == "to" and _owned_after(scene, span, i):
        return True
    if "partner" in token.kinds:
        owner = scene.row[i - 1].entry("region") if i and scene.row[i - 1].possessive else None
        owned = owner is not None and owner.kind != "country"  # "Xiamen's Taiwan trade"
        return owned or role not in {"possessive", "before_flow"} or i > span.head + 3
    return _named_zone(scene.row, i, scene.language)


def _owned_after(scene: Scene, span: Span, i: int) -> bool:
    """Whether the trade meant is somebody's own: "a hub between China and Africa: its trade with the continent"."""
    after = itertools.pairwise(scene.row[i + 1 : span.run.first])
    return any(a.text in scene.language.sets["its"] and b.flow for a, b in after)


def _named_zone(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a city is only part of a zone's name: "the Haikou Comprehensive Bonded Zone"."""
    entry = row[i].entry("region")
    channel = next((token for token in row[i + 1 : i + 4] if "channel" in token.kinds), None)
    if i > 0 and row[i - 1].text in language.sets["definite"] and i + 1 < len(row) and "channel" in row[i + 1].kinds:
        return entry is not None and entry.kind == "city"
    if entry is None or entry.kind != "city" or row[i].possessive or channel is None or not channel.capital:
        return False
    return all(token.capital for token in row[i + 1 : i + 3] if token is not channel and token.start < channel.start)
