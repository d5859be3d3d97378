"""Words of a sentence that tell nothing of its figures: what leads up to them, who speaks, what was expected."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.mentions import Token

_LEAD_IN = 9
"""Tokens that lead up to a sentence, at most."""
_SAID = 6
"""Words from a verb of speaking to its "that", at most."""
_SPEAKER = 6
"""Tokens of an aside that says who speaks, at most."""
_DIVIDED = 3
"""Words of "broken down by", at most."""
_DATELINE = 8
"""Tokens of a dateline in square brackets, at most."""
_YEAR = len("2025")
_AFTER = 3
"""Words from "after" to a time that is its own, at most: "after the whole of May"."""
_SINCE, _RECORD = 4, 4
"""Words from "since" to its time, and from a superlative to "since", at most: "the worst slide since early 2016"."""
_NAMED = frozenset({"region", "partner", "product", "channel"})
_BRACKETS = frozenset("()")
_LOCAL = frozenset({"province", "city"})


def without_filling(row: Sequence[Token], language: Language) -> list[Token]:
    """The row without its dateline, lead-in, speakers and expectations, and what only owns or repeats a name of it."""
    row = _without_former_parts(row, language)
    row = _without_division(row, language)
    told_that = _with_told_that(_with_colon(_without_dateline(_without_square(row))), language)
    led = _without_lead_in(told_that, language)
    running = _with_next_in_rank(_without_colons(led, language), language)
    told = _with_firms_counted(_without_reporters(running, language))
    expected = _without_times_of_records(
        _without_times_of_events(_without_expectations(told, language), language), language
    )
    timed = _without_times_again(_without_owners_of_times(expected), language)
    placed = _without_ranks_of_cities(_with_time_behind(timed, language), language)
    named = _with_partners_named(_without_owners_of_places(placed, language), language)
    return _without_trade_again(named, language)


def _with_time_behind(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without the comma between its last number and that one's time: "5 billion yuan ($1 billion), in 2023"."""
    last = max((i for i, token in enumerate(row) if "number" in token.kinds), default=len(row))
    comma = last + 1 + (last + 1 < len(row) and row[last + 1].text == ")")
    time = row[comma + 2].period if comma + 2 < len(row) else None
    led = time is not None and row[comma].text == "," and row[comma + 1].text in language.sets["in"]
    alone = led and (comma + 3 == len(row) or "mark" in row[comma + 3].kinds)
    timed = any(token.period is not None and not token.period.comparison for token in row[:last])
    return [*row[:comma], *row[comma + 1 :]] if alone and not timed else row


def _without_ranks_of_cities(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without what a city is in its province, right before its name: "of provincial capital Haikou"."""
    sets, kept = language.sets, list(row)
    for i in range(len(row) - 2, 0, -1):
        entry = row[i + 1].entry("region")
        if row[i].text in sets["capital"] and row[i - 1].place_noun and entry is not None and entry.kind == "city":
            del kept[i - 1 : i + 1]
    return kept


def _without_former_parts(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without what something was at a time that nobody names: "Garments, once 30% of exports, made up"."""
    for i in range(len(row) - 3):
        if row[i].text == "," and row[i + 1].text in language.sets["formerly"]:
            end = next((j for j in range(i + 2, len(row)) if row[j].text == ","), -1)
            if end > 0 and any("number" in token.kinds for token in row[i + 2 : i + 4]):
                return [*row[:i], *row[end + 1 :]]
    return row


def _without_square(row: Sequence[Token]) -> Sequence[Token]:
    """The row with a dash behind the place of a dateline in square brackets: "[BEIJING] Exports", "[Xining Apr 30]"."""
    closed = next((i for i, token in enumerate(row[:_DATELINE]) if token.text == "]"), 0)
    if closed < 2 or row[0].text != "[" or row[1].entry("region") is None:
        return row
    if any(token.flow or token.is_("number") for token in row[2:closed]):
        return row
    return [replace(row[1], text=row[1].text.upper()), replace(row[closed], text="\u2014"), *row[closed + 1 :]]


def _with_colon(row: Sequence[Token]) -> Sequence[Token]:
    """The row of a digest with a colon behind the province that it opens with, or without the city of its dateline.

    "GUANGDONG - Exports rose", "GUIYANG - Exports of Guizhou rose". So of an item: "Thailand - 142,000 tonnes".
    """
    dashed = len(row) > 2 and row[1].text == "\u2014"
    if dashed and "number" in row[2].kinds and not _NAMED.isdisjoint(row[0].kinds):
        return [row[0], replace(row[1], text=":"), *row[2:]]
    place = row[0].entry("region") if dashed and row[0].text.isupper() else None
    if place is None:
        return row
    digest = place.kind == "province" and not _owns_next(row)
    return [row[0], replace(row[1], text=":"), *row[2:]] if digest else row[2:]


def _without_dateline(row: Sequence[Token]) -> Sequence[Token]:
    """The row without the place in capitals where it was written: "BEIJING: Imports of Tianjin were"."""
    dated = len(row) > 2 and "region" in row[0].kinds and row[0].text.isupper() and row[1].text == ":"
    others = [entry.kind for token in row[2:] if (entry := token.entry("region")) is not None]
    named = not {"province", "city"}.isdisjoint(others) or _owns_next(row)
    return row[2:] if dated and named else row


def _owns_next(row: Sequence[Token]) -> bool:
    """Whether the first word behind a dateline is the place that has something: "BEIJING: China's exports"."""
    return len(row) > 2 and row[2].possessive and row[2].entry("region") is not None


def _with_firms_counted(row: Sequence[Token]) -> Sequence[Token]:
    """The row with a comma behind a count of firms whose trade follows: "3,422 private firms, up 8%; exports were"."""
    firms = next((i for i in range(1, len(row)) if "channel" in row[i].kinds and "bare" in row[i - 1].kinds), len(row))
    end = next((i for i in range(firms, len(row) - 1) if row[i].text == ";"), -1)
    if end < 0 or not row[end + 1].flow or any(token.flow for token in row[:end]):
        return row
    return [*row[:end], replace(row[end], text=","), *row[end + 1 :]]


def _with_partners_named(row: list[Token], language: Language) -> list[Token]:
    """The row with the partner before the comma for "which": "the EU came next, trade with which rose"."""
    sets = language.sets
    for i in range(4, len(row)):
        linked = row[i].text in sets["relative_object"] and row[i - 1].text in sets["to_words"]
        if linked and row[i - 2].flow and row[i - 3].text == ",":
            named = (token for token in reversed(row[: i - 3]) if "partner" in token.kinds)
            partner = next(named, None)
            if partner is not None:
                row[i] = replace(partner, start=row[i].start, end=row[i].end, possessive=False)
    return row


def _without_trade_again(row: list[Token], language: Language) -> list[Token]:
    """The row with the trade that a flow is of read as no flow: "the export value of trade in goods"."""
    sets = language.sets
    for i in range(2, len(row)):
        if row[i].flow != "total" or "product" in row[i].kinds or row[i - 1].text not in sets["of"]:
            continue
        way = next(
            (token for token in reversed(row[max(0, i - 3) : i - 1]) if token.text not in sets["value_nouns"]), None
        )
        if way is not None and way.flow in {"exports", "imports"} and row[i].text.split()[0] in sets["all_trade"]:
            row[i] = replace(row[i], kinds=frozenset({"modifiers", "neutral"}))
    return row


def _without_colons(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without a colon between a preposition and its names: "exports fell to: Japan (-6.6%), Korea (-8.7%)"."""
    sets = language.sets
    links = sets["to_words"] | sets["of"] | sets["in"] | sets["for"]
    dropped = {
        i
        for i in range(1, len(row) - 1)
        if row[i].text == ":" and row[i - 1].text.split(" ")[-1] in links and field_of(row[i + 1])
    }
    return [token for i, token in enumerate(row) if i not in dropped] if dropped else row


def _with_next_in_rank(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without the comma between the next in rank and its number: "followed by Hengyang, 31 billion yuan"."""
    sets = language.sets
    for i in range(len(row) - 3, 0, -1):
        before = row[i - 2] if i > 1 and row[i - 1].text in sets["definite"] else row[i - 1]
        hedge = next((token.number.hedged for token in row[i + 2 : i + 5] if token.number is not None), -1)
        told = row[i + 1].text == "," and ("number" in row[i + 2].kinds or -1 < hedge <= row[i + 2].start)
        if told and before.text in sets["next_in_rank"] and field_of(row[i]) in _NAMED:
            return [*row[: i + 1], *row[i + 2 :]]
    return row


def _without_lead_in(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row without what only leads up to it: "In detail, exports rose", "Data show that exports rose"."""
    comma = next((i for i, token in enumerate(row[:_LEAD_IN]) if token.text == ","), 0)
    if comma and " ".join(token.text.lower() for token in row[:comma]) in language.sets["lead_ins"]:
        return row[comma + 1 :]
    start = _told_from(row[:_LEAD_IN], language)
    who = [token for token in row[:start] if token.text not in language.sets["that"]]
    named = any(field_of(token) or token.is_("number", "mark", "anaphor", "distractor") for token in who)
    return row if named else row[start:]


def _with_told_that(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row with "that" behind a verb of speaking read as no pointer: "Customs said Thursday that the exports"."""
    sets = language.sets
    links = sets["of"] | sets["to_words"] | sets["from"]
    found = list(row)
    for i in range(2, len(row) - 1):
        if row[i].text not in sets["that"] or "anaphor" not in row[i].kinds or row[i + 1].text in links:
            continue
        before = itertools.takewhile(
            lambda token: not token.is_("mark", "number"), reversed(row[max(0, i - _SAID) : i])
        )
        if any(token.text in sets["tells_that"] | sets["reports"] for token in before):
            found[i] = row[i].without("anaphor", "neutral")
    return found


def _without_division(row: Sequence[Token], language: Language) -> Sequence[Token]:
    """The row with a lead-in that only says what places follow made short, or without it.

    "Divided by city and county, Haikou" is "By city, Haikou"; "Among the counties (cities, districts), Jinjiang"
    is "Jinjiang".
    """
    sets = language.sets
    at = next((i for i, token in enumerate(row[:_DIVIDED]) if token.text in sets["by"] | sets["among"]), -1)
    if at < 0 or (at and " ".join(token.text for token in row[:at]) not in sets["divided"]):
        return row
    comma = next((i for i in range(at + 1, min(at + _LEAD_IN, len(row) - 1)) if "region" in row[i + 1].kinds), 0)
    nouns, glue = sets["place_nouns"] | sets["local_nouns"], sets["joins"] | sets["definite"] | _BRACKETS
    lead = [token for token in row[at + 1 : comma] if token.text not in glue]
    if not lead or row[comma].text != "," or any(token.text.split(" ")[-1] not in nouns for token in lead):
        return row
    if row[at].text in sets["among"]:
        return row[comma + 1 :]
    first = next((token for token in lead if token.text in sets["breakdowns"]), None)
    return row if first is None else [row[at], first, *row[comma:]]


def _told_from(lead: Sequence[Token], language: Language) -> int:
    """Where what somebody tells begins: behind "officials said", "data show that"; 0 where nobody does."""
    sets = language.sets
    for i, token in enumerate(lead[:-1]):
        if i and token.text in sets["tells_that"] and lead[i + 1].text in sets["that"]:
            return i + 2
        if (
            i
            and token.text in sets["reports"]
            and "mark" not in lead[i + 1].kinds
            and lead[i + 1].text not in sets["that"]
        ):
            return i + 1
    return 0


def _without_reporters(row: Sequence[Token], language: Language) -> list[Token]:
    """The row without asides that only say who speaks: "the share, Zhu adds, grew by", ", it was reported in May,"."""
    kept = list(row)
    for i in range(len(row) - 1, 2, -1):
        start = next((j for j in range(i - 2, max(-1, i - _SPEAKER), -1) if row[j].text == ","), -1)
        if row[i].text != "," or start < 0:
            continue
        said = row[start + 1 : i]
        if _names_speaker(said, language) or _says_it_was_told(said, language):
            goes_on = i + 1 < len(row) and "conjunctions" in row[i + 1].kinds
            del kept[start : i + (0 if goes_on else 1)]
    return kept


def _names_speaker(said: Sequence[Token], language: Language) -> bool:
    """Whether words are a name, or what was written, and a verb of speaking: "Zhu adds", "the report says"."""
    name = said[:-1]
    told = bool(name) and said[-1].text in language.sets["reports"]
    written = len(name) > 1 and name[0].text in language.sets["definite"] and not any(map(field_of, name))
    return told and (written or all(token.kinds == {"word"} and token.capital for token in name))


def _says_it_was_told(said: Sequence[Token], language: Language) -> bool:
    """Whether words only say when something was told."""
    sets = language.sets
    return (
        len(said) > 2
        and said[0].text in sets["again"]
        and said[1].text in sets["was"]
        and said[2].text in sets["told_that"]
    )


def _without_expectations(row: Sequence[Token], language: Language) -> list[Token]:
    """The row without what only holds a number against a forecast.

    "Fell by a bigger than expected 4.5 percent", "rose 2 percent, slower than expected, and imports 3 percent".
    """
    kept = list(row)
    for i in range(len(row) - 1, 0, -1):
        if not ("forecast" in row[i].kinds or row[i].text.endswith(language.endings["past"])):
            continue
        held = row[i - 1]
        start = i - 1 if "gap" in held.kinds else i - 2 if "than" in held.kinds else -1
        if start < 0 or not row[start].is_("gap", "comparative", "change:up", "change:down"):
            continue
        after = row[i + 1] if i + 1 < len(row) else None
        aside = start > 0 and "mark" in row[start - 1].kinds and (after is None or "mark" in after.kinds)
        if aside or (after is not None and "number" in after.kinds):
            del kept[start : i + 1]
    return kept


def _without_times_of_events(row: list[Token], language: Language) -> list[Token]:
    """The row without the time of what went before its figures: "After hitting a low in May, exports rose 5%".

    A year that is printed, and a time right behind "after", stay.
    """
    after = bool(row) and row[0].text in language.sets["earlier_rate"]
    comma = next((i for i, token in enumerate(row) if token.text == ","), 0) if after else 0
    if any("number" in token.kinds for token in row[:comma]) or not any("number" in token.kinds for token in row):
        return row
    event = [i > _AFTER and token.period is not None and token.period.relative for i, token in enumerate(row[:comma])]
    return [token for i, token in enumerate(row) if i >= comma or not event[i]]


def _without_times_of_records(row: list[Token], language: Language) -> list[Token]:
    """The row without the time since which there was none like it: "the worst reading since early 2016".

    It stays where something is told of it: "the best since January, when it was 5 billion".
    """
    sets = language.sets
    most = sets["of_record"] | sets["records"] | sets["first_two"]
    for i in range(2, len(row)):
        since = next((j for j in range(i - 1, max(0, i - _SINCE), -1) if row[j].text in sets["since"]), 0)
        lead = itertools.takewhile(lambda token: not token.is_("number", "mark"), row[since - 1 : since - _RECORD : -1])
        record = since > _RECORD and any(token.text in most for token in lead)
        record &= not any(token.text in sets["when_which"] for token in row[i + 1 : i + 3])
        if record and row[i].period is not None and not any(token.is_("number", "mark") for token in row[since:i]):
            row[i] = replace(row[i], kinds=frozenset({"word"}), period=None)
    return row


def _without_owners_of_times(row: Sequence[Token]) -> list[Token]:
    """The row with "the year's first six months" read as the first six months, of that year."""
    kept = list(row)
    for i in range(len(row) - 2, -1, -1):
        year, part = row[i].period, row[i + 1].period
        if year is None or part is None:
            continue
        owned = row[i].possessive and len(year.value) == 4 and not year.comparison
        if owned and part.value[:4] == year.value and len(part.value) > 4:
            del kept[i]
    return kept


def _without_times_again(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "in the first quarter (Q1) of this year" read as in that quarter, of the year that it names."""
    kept = list(row)
    for i in range(len(row) - 4, -1, -1):
        time, again = row[i].period, row[i + 2].period
        if time is None or again is None or row[i + 1].text != "(" or row[i + 3].text != ")":
            continue
        if not time.value or time.value[4:] != again.value[4:]:
            continue
        of, year = (*kept[i + 4 : i + 6], None, None)[:2]
        held = of is not None and of.text in language.sets["of"] and year is not None and year.period is not None
        value = year.period.value if held and year is not None and year.period is not None else ""
        whole = len(value) == _YEAR and value.isdigit()
        if whole:
            kept[i] = replace(row[i], period=replace(time, value=value + time.value[_YEAR:]))
        del kept[i + 1 : i + (6 if whole else 4)]
    return kept


def _without_owners_of_places(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "China's Hubei province" and "East China's Zhejiang" read as Hubei and Zhejiang.

    So with "China's southern Hainan province".
    """
    kept: list[Token] = []
    for token in row:
        entry = token.entry("region") if token.entries else None
        owned = entry is not None and entry.kind in _LOCAL and kept
        if owned and len(kept) > 1 and kept[-1].text in language.sets["directions"] and kept[-2].possessive:
            del kept[-1 if kept[-2].text.lower() in language.sets["own_name"] else len(kept) :]
        if owned and kept[-1].text.lower() in language.sets["own_name"]:
            del kept[-1]
            if kept and kept[-1].text in language.sets["quarters"] and kept[-1].kinds == {"word"}:
                del kept[-1]
        kept.append(token)
    return kept
