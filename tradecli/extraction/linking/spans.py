"""Which words of a sentence belong to which number: those before it and those after it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradecli.extraction.amounts import MONEY, PERCENT
from tradecli.extraction.language import Language
from tradecli.extraction.linking.drivers import is_driven
from tradecli.extraction.linking.lists import NameList, Run, field_of
from tradecli.extraction.linking.runs import brackets_of
from tradecli.extraction.mentions import Token

_CUTS = frozenset({",", ";", ":", "\u2014", "(", ")", ".", "|", "[", "]", "\u2022"})
_STOPS = frozenset({";", ":", ".", "\u2014"})
_DASH = "\u2014"
_PAIR = 6
"""Tokens from "between" to the "and" of those between whom something is, at most."""
_JOINED = 8
"""Tokens from that "and" to the partner, at most."""
_ASIDE = 8
"""Tokens that a bracket which only says a number once more has at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run with its words: `head` to the first number, the last number to `tail`."""

    run: Run
    head: int
    tail: int
    bracket: int = -1
    """Place of the bracket that the numbers stand in, -1 outside."""
    resumed: range = range(0)
    """The words of a subject that an aside between commas parted from its verb."""
    beyond: range = range(0)
    """The words after a bracket or an aside behind the numbers, up to the next mark: their time may stand there."""

    @property
    def places(self) -> list[int]:
        """Places of the words before the number, those of a resumed subject first."""
        return [*self.resumed, *range(self.head, self.run.first)]


def past_bracket(row: Sequence[Token], at: int) -> int:
    """The place behind a bracket that begins at `at`, else that place."""
    if at >= len(row) or row[at].text != "(":
        return at
    return next((i + 1 for i in range(at, len(row)) if row[i].text == ")"), len(row))


def spans(row: Sequence[Token], runs: Sequence[Run], lists: Sequence[NameList], language: Language) -> list[Span]:
    """The span of each run, in order; what lies between two runs is cut at the first clause mark.

    A run inside another stands in its bracket: "were 41 billion yuan (6 billion dollars) and 33 billion yuan (5)".
    """
    if not runs:
        return []
    inside = {i for names in lists for i in range(names.tokens[0] + 1, names.tokens[-1])} | _between_two(row, language)
    found: list[Span] = []
    brackets = brackets_of(row)
    nested = [run for run in runs if any(other.first < run.first < other.last for other in runs)]
    runs = [run for run in runs if run not in nested]
    head = 0
    for k, run in enumerate(runs):
        limit = runs[k + 1].first if k + 1 < len(runs) else len(row)
        tail = next((i for i in range(run.last + 1, limit) if i not in inside and _cuts(row, i, language)), limit)
        beyond = _beyond(row, _end_of_aside(row, run, tail, language), inside, language)
        found.append(Span(run, head, tail, brackets[run.first], _resumes(row, head, language), beyond))
        no_mark = tail == limit and k + 1 < len(runs)
        head = run.last + 1 if no_mark else _past_verb(row, run, tail, limit, language)
    for k in range(len(found) - 2, -1, -1):
        span, after = found[k], found[k + 1]
        between = row[span.run.last + 1 : after.run.first]
        from_it = any("than" in token.kinds or token.text in language.sets["from"] for token in between)
        if span.tail == after.run.first and not from_it:
            found[k] = replace(
                span, beyond=range(after.run.last + 1, after.tail) if after.tail > after.run.last + 1 else after.beyond
            )
    found = _said_again(row, found, inside, language)
    found += [Span(run, brackets[run.first], run.last + 1, brackets[run.first]) for run in nested]
    return sorted(found, key=lambda span: span.run.first)


def _past_verb(row: Sequence[Token], run: Run, closed: int, limit: int, language: Language) -> int:
    """Where the words of the next number begin: past those that go on behind what says a sum once more.

    "Goods worth 5 billion yuan ($1 billion) were imported, a rise", "added 5 billion, or 64%, to its trade, up".
    """
    sets, comma = language.sets, next((i for i in range(closed + 2, limit) if row[i].text == ","), closed)
    if closed + 2 >= limit:
        return closed
    if row[closed].text == ")":
        return comma if row[closed + 1].text in sets["was"] and row[closed + 2].flow else closed
    before = unhedged(row, run.first) - 1
    again = row[closed].text == "," and before > 0 and row[before].text in sets["or_words"]
    flow = any(token.flow for token in row[closed:comma])
    return comma if again and flow and row[closed + 1].text in sets["to_words"] | sets["of"] else closed


def _between_two(row: Sequence[Token], language: Language) -> set[int]:
    """Places of the "and" of those who trade with each other: "5 billion yuan between the city and Russia"."""
    sets = language.sets
    found: set[int] = set()
    for i, token in enumerate(row):
        if token.text in sets["time_parts.between"]:
            joins = (j for j in range(i + 2, min(i + _PAIR, len(row) - 2)) if row[j].text in sets["and"])
            at = next(joins, 0)
            named = at > 0 and any("partner" in each.kinds for each in row[at + 1 : at + _JOINED])
            if named and not any(each.is_("number", "mark") for each in row[i:at]):
                found.add(at)
    return found


def _end_of_aside(row: Sequence[Token], run: Run, tail: int, language: Language) -> int:
    """Place of the mark that ends what parts a number from its words: a bracket, an aside, the number's own commas.

    "3.6 trillion, an increase of 8.8%, fell to private firms", "A large part, 3.6 trillion, went to ASEAN",
    "40 percent of exports, or 5 billion yuan, were toys", "four fifths of it - 79.2 percent - was done with ASEAN".
    """
    if tail >= len(row) or row[tail].text not in {"(", ",", _DASH}:
        return len(row)
    if row[tail].text == _DASH or (run.first and row[run.first - 1].text == _DASH):
        dashes = (i for i in range(tail, min(len(row), tail + _ASIDE)) if row[i].text == _DASH)
        closed = next((i for i in dashes if _is_verb_of_part(row, i + 1, language)), len(row))
        if any("number" in token.kinds for token in row[tail:closed]):
            return closed
    if row[tail].text == _DASH:
        return len(row)
    if row[tail].text == "(":
        return next((i for i in range(tail + 1, min(len(row), tail + _ASIDE)) if row[i].text == ")"), len(row))
    before, restates = unhedged(row, run.first) - 1, language.sets["or_words"] | language.sets["worth"]
    opened = row[before].text == "," or (row[before].text in restates and row[before - 1].text == ",")
    if opened and _is_verb_of_part(row, tail + 1, language):
        return tail
    comma = next((i for i in range(tail + 1, min(len(row), tail + _ASIDE)) if row[i].text == ","), len(row))
    aside = row[tail + 1 : comma]
    rated = any(token.number is not None and token.number.kind == PERCENT for token in aside)
    named = any(field_of(token) not in {"", "period"} for token in aside)
    again = bool(aside) and aside[0].text in restates and any("number" in token.kinds for token in aside)
    told = again or (rated and not named)
    return comma if told and _is_verb_of_part(row, comma + 1, language) else len(row)


def _is_verb_of_part(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a verb says where a part went or what it was: "went to ASEAN", "fell to private firms", "was exports".

    So "was earned with toys", "was earned by exports", "of the exports were toys".
    """
    if i + 1 >= len(row) or row[i].is_("conjunctions", "number"):
        return False
    if row[i].text in language.sets["of"]:
        whole = i + 1 + (row[i + 1].text in language.sets["definite"])
        return whole + 1 < len(row) and bool(row[whole].flow) and row[whole + 1].text in language.sets["was"]
    words = row[i + 1].text, row[i].text.split(" ")[-1]
    led = not language.sets["to_words"].isdisjoint(words) and any(field_of(each) for each in row[i + 1 : i + 4])
    moved = row[i].is_("change:up", "change:down", "outward", "inward", "share")
    was = row[i].text in language.sets["was"]
    done = was and any(token.text.split(" ")[-1] in language.sets["to_words"] for token in row[i + 1 : i + 3])
    if done and any(token.is_("partner", "product", "channel") for token in row[i + 2 : i + 5]):
        return True
    agent = row[i + 2 : i + 4]
    by_flow = was and len(agent) > 1 and agent[0].text in language.sets["by"] and bool(agent[1].flow)
    goods = was and any(each.flow or "product" in each.kinds for each in row[i + 1 : i + 3])
    return (moved and led) or by_flow or goods


def _beyond(row: Sequence[Token], closed: int, inside: set[int], language: Language) -> range:
    """The words between a mark that ends an aside and the next number or mark."""
    ends = (
        i
        for i in range(closed + 1, len(row))
        if "number" in row[i].kinds or (i not in inside and _cuts(row, i, language))
    )
    return range(closed + 1, next(ends, len(row))) if closed < len(row) else range(0)


def _said_again(row: Sequence[Token], found: list[Span], inside: set[int], language: Language) -> list[Span]:
    """The spans, with the words after a bracket given to the number before it too: "half (50.2 pct) of the total"."""
    for k, (span, again) in enumerate(itertools.pairwise(found)):
        if not _is_again(row, span.run.last, again.run, language):
            continue
        limit = found[k + 2].run.first if k + 2 < len(found) else len(row)
        start = again.run.last + 3
        tail = next((i for i in range(start, limit) if i not in inside and _cuts(row, i, language)), limit)
        found[k], found[k + 1] = replace(span, tail=tail), replace(again, tail=tail)
        if k + 2 < len(found):
            found[k + 2] = replace(found[k + 2], head=max(found[k + 2].head, tail))
    return found


def _is_again(row: Sequence[Token], at: int, again: Run, language: Language) -> bool:
    """Whether a bracket right after a share says it once more and the whole follows it."""
    if again.first != at + 2 or row[at + 1].text != "(" or again.last + 2 >= len(row):
        return False
    if row[again.last + 1].text != ")" or row[again.last + 2].text not in language.sets["of"]:
        return False
    numbers = (row[at].number, row[again.first].number)
    return all(number is not None and number.kind != MONEY for number in numbers)


def _resumes(row: Sequence[Token], head: int, language: Language) -> range:
    """The subject that a clause goes back to: ", nudged up" after "Trade in the province, whose economy grew 5%".

    So behind "Exports, led by a 20 percent rise in cars".
    """
    if head + 1 >= len(row) or row[head].text != "," or not _is_verb_again(row, head, language):
        return range(0)
    sets = language.sets
    for i in range(head - 1, 0, -1):
        if row[i].text in _STOPS:
            return range(0)
        aside = row[i].text in sets["relatives"] or is_driven(row[i : i + 3], language)
        if aside and row[i - 1].text == ",":
            starts = (j + 1 for j in range(i - 2, -1, -1) if _starts(row[j], language))
            return range(next(starts, 0), i - 1)
    return range(0)


def _starts(token: Token, language: Language) -> bool:
    """Whether the subject of a clause begins after a word."""
    return token.text in {",", ";", ":"} or token.text in language.sets["contrast"]


def _is_verb_again(row: Sequence[Token], comma: int, language: Language) -> bool:
    """Whether the first word after a comma, but for adverbs, is a verb that needs an earlier subject."""
    adverb = language.endings["adverb"]
    following = row[comma + 1 : comma + 4]
    verb = next((token for token in following if not token.text.endswith(adverb)), following[0])
    if verb.text.endswith(language.endings["participle"]) or verb.text in language.sets["particles"]:
        return False
    past = verb.text.endswith(language.endings["past"])
    trades = bool(verb.flow) and past
    if past and verb.kinds == {"word"} and _has_change_next(row, comma + 2, language):
        return True
    trades |= verb.text in language.sets["irregular_pasts"]
    return trades or verb.is_("change:up", "change:down", "level", "share", "contribution")


def _has_change_next(row: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a change is what a verb before `at` has: "eked out a gain of", "recorded a rise"."""
    at += at < len(row) and row[at].text in language.sets["out_of"]
    led = at + 1 < len(row) and row[at].text in language.sets["indefinite"]
    return led and row[at + 1].is_("change:up", "change:down")


def _cuts(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a mark or word parts the words of two numbers."""
    text = row[i].text
    if (
        text == "\u2014"
        and 0 < i < len(row) - 1
        and "number" in row[i - 1].kinds
        and row[i + 1].text in language.sets["what"]
    ):
        return False
    if text == "," and _sets_off_respectively(row, i, language):
        return False
    if text in language.sets["and"] and _joins_members(row, i, language):
        return False
    if text in language.sets["told_as"] and i + 2 < len(row) and "number" in row[i - 1].kinds:
        level = row[i + 2].is_("neutral", "level") or bool(row[i + 2].flow)
        if row[i + 1].text in language.sets["definite"] and level:
            return False
    if text in _CUTS or text in language.sets["cuts"]:
        return True
    return text in language.sets["particles"] and not (i > 0 and "number" in row[i - 1].kinds)


def _joins_members(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether "and" stands in "the countries and regions involved in the Belt and Road"."""
    sets, beside = language.sets, row[max(0, i - 1) : i + 2]
    return len(beside) > 2 and beside[0].text in sets["partner_nouns"] and beside[2].text in sets["place_nouns"]


def _sets_off_respectively(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a comma only sets off the word: "50 percent and 20.9 percent, respectively, of the city's trade"."""
    for at in (i + 1, i - 1):
        around = [token.text for token in row[at - 1 : at + 3]] if at > 0 else []
        if len(around) < 4 or "respectively" not in row[at].kinds or not around[0] == around[2] == ",":
            continue
        if around[3] in language.sets["of"] | language.sets["in"] | language.sets["from"]:
            return True
    return False


def fronted(row: Sequence[Token], found: list[Span], language: Language) -> list[Span]:
    """The spans, those before their subject given its words: "Up 9.2 percent, exports hit ..."."""
    if not found or not row:
        return found
    lead = next((token for token in row if "mark" not in token.kinds), row[0])
    number = row[found[0].run.first].number
    if found[0].run.first == 0 and number is not None and number.kind == MONEY and found[0].tail < len(row):
        return found
    if found[0].run.first > 0 and not lead.is_("change:up", "change:down", "fronting"):
        return found
    count = next((k for k, span in enumerate(found) if _has_names(row, span)), len(found))
    start = found[count].head if count < len(found) else found[-1].tail
    apart = any(token.text in language.sets["contrast"] for token in row[start : start + 2])
    if count == 0 or apart or not _named(row, start, len(row)):
        return found
    end = next((i for i in range(start, len(row)) if _ends_subject(row[i], i > start + 1)), len(row))
    return [replace(span, resumed=range(start, end)) for span in found[:count]] + found[count:]


def _ends_subject(token: Token, later: bool) -> bool:
    level = "level" in token.kinds and "neutral" not in token.kinds
    return level or "number" in token.kinds or (later and token.is_("change:up", "change:down"))


def _has_names(row: Sequence[Token], span: Span) -> bool:
    """Whether the words of a span name more than a time."""
    return _named(row, span.head, span.run.first) or _named(row, span.run.last + 1, span.tail)


def _named(row: Sequence[Token], start: int, end: int) -> bool:
    return any(field_of(token) not in {"", "period"} for token in row[start:end])


def unhedged(row: Sequence[Token], at: int) -> int:
    """Place of the first word of the hedge before a number, or the number's own."""
    number = row[at].number
    if number is None or number.hedged < 0:
        return at
    return next((i for i in range(at, 0, -1) if row[i - 1].end <= number.hedged), at)


def run_start(row: Sequence[Token], at: int) -> int:
    """Where the words before a later number of a run begin: after the number before it."""
    return next((i + 1 for i in range(at - 1, -1, -1) if "number" in row[i].kinds), 0)
