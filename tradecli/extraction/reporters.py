"""Reports on trade with China told by its partner: there the partner is the place that trades."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Entry, Lexicon, Match

_LEAST = 2
"""So often a partner's own trade with China is told in a report by it."""
_MORE = 4
"""So many times as often as that of China or a part of it, with figures."""
_NEAR = 4
"""Tokens from a name to what it trades, at most."""


def reporter_of(rows: Iterable[Sequence[Token]], language: Language) -> Entry | None:
    """The country that tells its own trade with China ("Uzbekistan's exports to China"), None in any other report."""
    told: Counter[Entry] = Counter()
    home = 0
    for row in rows:
        away, figures = _is_with_china(row, language), any("number" in token.kinds for token in row)
        for i, token in enumerate(row):
            partner = token.entry("partner")
            if "region" in token.kinds:
                home += figures and _is_said_to_trade(row, i, language)
            elif away and partner is not None and partner.kind == "country" and _is_said_to_trade(row, i, language):
                told[partner] += 1
    return next((entry for entry, times in told.most_common(1) if times >= max(_LEAST, _MORE * home)), None)


def _is_with_china(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence speaks of trade with China, to it or from it."""
    for before, token in itertools.pairwise(row):
        entry = token.entry("region")
        china = entry is not None and entry.kind == "country" and not token.possessive and not token.adjective
        if china and before.text.split(" ")[-1] in language.sets["to_words"]:
            return True
    return False


def _is_said_to_trade(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name is said to trade: "Brazil's exports", "Brazilian exports", "exports of Brazil", "Brazil sold"."""
    after = row[i + 1 : i + 1 + _NEAR]
    if row[i].possessive:
        return any(token.flow for token in after)
    if row[i].adjective:
        return any(token.flow in {"exports", "imports"} or "product" in token.kinds for token in after[:1])
    if i > 1 and row[i - 1].text in language.sets["of"] and row[i - 2].flow:
        return any(token.text in language.sets["to_from"] for token in after[:1])
    verb = after[0] if after else None
    opens = i == 0 or row[i - 1].text.split(" ")[-1] not in language.sets["to_words"]
    return opens and verb is not None and (verb.flow in {"exports", "imports"} or verb.is_("inward", "outward"))


def told_by(reporter: Entry, matches: Iterable[Match], lexicon: Lexicon) -> list[Match]:
    """The names as such a report means them: its own country the place that trades, China a partner."""
    china = lexicon.get("partner", "CHN")
    assert china is not None
    return [_told_by(reporter, match, china) for match in matches]


def _told_by(reporter: Entry, match: Match, china: Entry) -> Match:
    if any(entry.field == "region" and entry.kind == "country" for entry in match.entries):
        return replace(match, entries=(china,))
    if any(entry.field == "partner" and entry.id == reporter.id for entry in match.entries):
        return replace(match, entries=(replace(reporter, field="region"),))
    return match
