"""Whether a number is of trade at all: the noun that governs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token

TRADE, OTHER, UNKNOWN, SILENT = "trade", "other", "unknown", "silent"

_COMPLEMENT = frozenset({"of", "in", "for", "into", "on", "from", "to", "by", "with"})
_ASIDE = frozenset({"amid", "despite", "on", "due to", "thanks", "against", "because of", "from"})


def governed(row: Sequence[Token], places: Iterable[int], roles: Mapping[int, str], language: Language) -> str:
    """What governs a number, read from the words at these places of the sentence.

    `trade` where a word of trade does, `other` where one of something else does
    (GDP, investment, a firm's orders), `unknown` where only words stand there that
    say nothing to us, `silent` where none stands there at all.
    """
    state, open_words, place_only = SILENT, 0, True
    chain = False
    for i in places:
        token = row[i]
        if token.is_("mark") or token.is_("change:up", "change:down", "level", "conjunctions"):
            chain = False
        names_trade = (
            bool(token.of("flow"))
            or (
                token.is_("product", "channel", "partner", "region")
                and roles.get(i) not in {"compared", "object", "example", "ranked"}
            )
            or bool(token.of("place_noun"))
            and roles.get(i) not in {"compared", "ranked"}
        )
        counted = (
            token.is_("bare")
            and i + 1 < len(row)
            and row[i + 1].kinds <= {"word", "distractor"}
            and row[i + 1].text.endswith("s")
        )
        counted = counted and row[i + 1].text not in language.lists["partner_nouns"]
        counted = counted or token.is_("bare") and (i > 0 and row[i - 1].text in {"numbered", "numbering"} or i + 1 < len(row) and row[i + 1].is_("channel"))
        if counted:
            state, chain = OTHER, True
        elif token.is_("distractor") and not token.of("flow") and not token.is_("product", "channel"):
            if i > 0 and row[i - 1].text in _ASIDE:
                continue
            state, chain = OTHER, True
        elif names_trade:
            strong = token.of("flow") or token.is_("product", "channel")
            if chain and i > 0 and (row[i - 1].text.split(" ")[-1] in _COMPLEMENT or not strong):
                continue
            if state == OTHER and not token.of("flow") and not token.is_("product", "channel"):
                continue
            state, chain = TRADE, False
            place_only = place_only and not strong and not token.is_("partner")
        elif token.is_("anaphor", "share_noun") and state == SILENT:
            state = SILENT
        elif token.kinds == {"word"} and token.text[0].isalpha() and not token.text.endswith("ly"):
            following = row[i + 1] if i + 1 < len(row) else token
            open_words += following.is_("level", "change:up", "change:down", "share", "function") and following is not token
    if open_words and (state == SILENT or state == TRADE and place_only):
        return UNKNOWN
    return state


def forecast(row: Sequence[Token], head: int, at: int, tail: int) -> bool:
    """Whether a number is what somebody expects or aims at rather than what was counted."""
    for token in reversed(row[max(head, at - 12) : at]):
        if token.is_("forecast"):
            return True
        if token.text in {",", ";"}:
            break
    for token in row[at + 1 : min(tail, at + 6)]:
        if token.is_("forecast"):
            return True
        if token.is_("than", "mark", "number"):
            break
    return False


def anecdote(row: Sequence[Token], last: int, tail: int) -> bool:
    """Whether the words right after a number make it a firm's own: "a 60-million-yuan order", "into a plant"."""
    near = row[last + 1 : min(tail, last + 5)]
    number = row[last].number
    if number is not None and number.kind == "multiple" and near and near[0].text in {"the", "its", "their", "his", "a"}:
        return any(token.is_("distractor") or token.kinds == {"word"} for token in near) and not any(token.of("flow") or token.is_("product") for token in near)
    if number is not None and number.kind == "times" and [token.text for token in near[:1]] == ["a"]:
        return True
    return any(token.is_("company") and not token.is_("product", "channel") for token in near) or (
        bool(near) and near[0].is_("distractor") and not near[0].is_("product", "channel", "share_noun")
    )
