"""The one partner that an article is about as a whole."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import NOTHING, Value
from tradecli.extraction.linking.references import is_its_neighbor
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry, Lexicon
from tradecli.model import Sentence

_NAMED_OFTEN = 3
"""So often a partner is named by an article that is about it."""
_ALONE = 2
"""So often where no other partner is named at all."""
_HALF, _MOST = 0.5, 0.6
"""The part of all partners named that one must be, at least; the first where it alone is titled."""


def counterpart(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language, lexicon: Lexicon
) -> Value:
    """The one partner, with its members, that the title and most of the article are about, if there is one.

    Of a group whose members nobody lists ("Belt and Road") any country may be one, unless the title tells more.
    """
    votes: Counter[str] = Counter()
    named: dict[str, Entry] = {}
    titled: dict[str, Entry] = {}
    titles = _titles(sentences, rows)
    for number, row in rows.items():
        causes = -1
        if number in titles:
            causes = min(_cause_in_title(row, language), _second_in_title(row))
        told = next((i for i, token in enumerate(row) if "number" in token.kinds), len(row))
        for i, token in enumerate(row):
            entry = token.entry("partner") if "partner" in token.kinds else None
            if entry is not None and not _is_talked_to(row, i, language):
                votes[entry.id] += 1
                named[entry.id] = entry
                paired = _is_in_pair(row, i)
                leads = {each.text.split(" ")[-1] for each in row[max(0, i - 2) : i]}
                led = i < told or paired or bool(leads & language.sets["from_to_with"])
                if i < causes and led and (paired or not token.adjective):
                    titled[entry.id] = entry
    if not titled:
        return NOTHING
    entry = max(titled.values(), key=lambda each: votes[each.id])
    members = {entry.id, *(member.id for member in lexicon.members(entry))}
    several = any(token.text == ";" for number in titles for token in rows[number])
    if entry.kind == "group" and len(members) == 1 and not several:
        members |= {id for id, each in named.items() if each.kind == "country" and votes[id] <= votes[entry.id]}
    inside = sum(count for id, count in votes.items() if id in members)
    part = _MOST if len(titled) > 1 else _HALF
    often = votes[entry.id] >= _NAMED_OFTEN or (
        entry.kind == "group" and votes[entry.id] >= _ALONE and inside == sum(votes.values())
    )
    alone = often and inside >= part * sum(votes.values())
    return Value(entry.name, entry.id) if alone and _opens_with(sentences, rows, members, language) else NOTHING


def _titles(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> list[int]:
    """The title, and under the name of a newsletter the heading of trade that the text opens with."""
    above = itertools.takewhile(lambda number: sentences[number].kind != "body", rows)
    titles = [number for number in rows if sentences[number].kind == "title"]
    if any(token.flow for number in titles for token in rows[number]):
        return titles
    return titles + [number for number in above if number not in titles and any(token.flow for token in rows[number])]


def _is_talked_to(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a country is only one that is at odds or in talks with the other: "before talks with the US"."""
    before = [token for token in row[max(0, i - 3) : i] if token.text not in language.sets["definite"]][-2:]
    words = {word for token in before for word in token.text.split(" ")}
    led = not words.isdisjoint(language.sets["from_to_with"])
    return led and not words.isdisjoint(language.sets["talks"])


def _cause_in_title(row: Sequence[Token], language: Language) -> int:
    """Where a title turns from a figure, or how trade went, to what made it so: "Exports soar as bridge to Russia"."""
    flow = next((i for i, token in enumerate(row) if token.flow), len(row))
    changed = (i for i in range(flow, len(row)) if row[i].is_("change:up", "change:down"))
    told = next((i for i, token in enumerate(row) if "number" in token.kinds), next(changed, len(row)))
    causes = (i for i in range(told, len(row)) if row[i].text in language.sets["title_causes"])
    return next(causes, len(row))


def _second_in_title(row: Sequence[Token]) -> int:
    """Where a title that told of all trade goes on to a partner: "June exports beat forecasts, US surplus up"."""
    commas = (i for i, token in enumerate(row) if token.text == ",")
    return next((i for i in commas if any(token.flow for token in row[:i]) and not _is_of_partner(row[:i])), len(row))


def _is_in_pair(row: Sequence[Token], i: int) -> bool:
    """Whether an adjective is one of two that a hyphen joins: "Kazakh-Chinese trade"; others are of goods."""
    around = (*(row[i - 1 : i] if i else ()), *row[i + 1 : i + 2])
    return any(token.text == "-" for token in around)


def _is_of_partner(row: Sequence[Token]) -> bool:
    return any("partner" in token.kinds for token in row)


def _opens_with(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], members: set[str], language: Language
) -> bool:
    """Whether the text up to its first figures of trade names one of these partners, or points back to it."""
    for number, row in rows.items():
        if sentences[number].kind != "body":
            continue
        if any(
            (
                "partner" in token.kinds
                and (entry := token.entry("partner")) is not None
                and entry.id in members
                and not _is_talked_to(row, i, language)
            )
            or ("anaphor" in token.kinds and " " in token.text and not token.place_noun)
            or is_its_neighbor(row, i, language)
            for i, token in enumerate(row)
        ):
            return True
        if any("number" in token.kinds for token in row) and any(token.flow for token in row):
            return False
    return False
