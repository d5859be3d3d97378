"""The zone, port or airport that an article as a whole is about."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import NOTHING, Value
from tradecli.extraction.mentions import Token
from tradecli.model import Sentence

_OFTEN = 3
"""So often an article that is about a site names it or points back to it, at least."""
_VERB = 5
"""Words from a site to the verb of its figure, at most."""
_KINDS = frozenset({"zone"})


def site_of(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> Value:
    """The one site that the title or the first figures name and that the text takes up as "the zone", "the port".

    `rows` are the token rows with named zones and ports made one token.
    """
    named: Counter[str] = Counter()
    lead: dict[str, None] = {}
    kinds: set[str] = set()
    pointed = 0
    told = False
    for number, tokens in rows.items():
        kind = sentences[number].kind
        opens = kind == "title" or (kind == "body" and not told)
        again = sum(_points_back(tokens, i, language) for i in range(len(tokens)))
        names = {i: name for i, token in enumerate(tokens) if (name := _site(token, language))}
        named.update(names.values())
        kinds.update(name for i, name in names.items() if tokens[i].entry("channel") is not None)
        pointed += again
        if opens:
            lead.update(dict.fromkeys(name for i, name in names.items() if _trades(tokens, i, language)))
        if kind == "body" and not told and _has_figures(tokens):
            told = True
            if not names and not again:
                return NOTHING
            if not lead and named and _takes_up(tokens, language):
                lead[next(reversed(named))] = None
    own = [name for name in lead if name not in kinds] if len(lead) > 1 else list(lead)
    if len(own) != 1:
        return NOTHING
    name = own[0]
    alone = all(count < named[name] + pointed for other, count in named.items() if other != name)
    return Value(name) if pointed and named[name] + pointed >= _OFTEN and alone else NOTHING


def _site(token: Token, language: Language) -> str:
    """The name of the zone, port or airport that a token is, or empty."""
    if "channel" not in token.kinds:
        return ""
    entry = token.entry("channel")
    if entry is not None:
        return entry.name if entry.kind in _KINDS else ""
    return token.text if token.text.split()[-1].lower() in language.sets["sites"] else ""


def _trades(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a sentence speaks of a site's trade: "imports of the Shanghai zone", "Daxing Airport handled"."""
    if any(token.text in language.sets["since"] for token in row[max(0, i - 4) : i]):
        return False
    behind = _behind_bracket(row, i)
    after = itertools.takewhile(lambda token: "mark" not in token.kinds, row[behind : behind + _VERB])
    verbs = [token for token in after if token.text not in language.sets["auxiliaries"]]
    if any(token.flow or token.is_("level", "change:up", "change:down") for token in verbs):
        return True
    before = [
        token
        for token in row[max(0, i - 4) : i]
        if "region" not in token.kinds and token.text not in language.sets["definite"] | language.sets["our"]
    ]
    passed = bool(before) and before[-1].text in language.sets["through"]
    if passed and any("number" in token.kinds for token in row[:i]):
        return True
    led = bool(before) and before[-1].text in language.sets["of_words"] | language.sets["through"]
    return led and any(token.flow for token in before)


def _behind_bracket(row: Sequence[Token], i: int) -> int:
    """Where a sentence goes on behind a site and what a bracket calls it: 'the High-tech Zone ("the Zone") saw'."""
    if i + 1 == len(row) or row[i + 1].text != "(":
        return i + 1
    return 1 + next((j for j in range(i + 2, len(row)) if row[j].text == ")"), i)


def _points_back(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a token is "the zone", or the noun of "the airport's", "our zone"."""
    if row[i].text.split()[-1].lower() not in language.sets["sites"]:
        return False
    return bool(row[i].place_noun) or (i > 0 and row[i - 1].text in language.sets["definite"] | language.sets["our"])


def _takes_up(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence is on the trade of the site named before: "the area's trade volume", "trade of our zone"."""
    again = [i for i in range(len(row)) if _points_back(row, i, language)]
    if any(row[i - 1].text in language.sets["our"] and _trades(row, i, language) for i in again if i):
        return True
    return any(row[i].possessive and row[i + 1].flow for i in again if i + 1 < len(row))


def _has_figures(row: Sequence[Token]) -> bool:
    return any(token.flow for token in row) and any("number" in token.kinds for token in row)
