"""A sentence as a row of tokens: numbers, periods, names, words of trade, other words, marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tradecli.extraction.language import WORD, Language, split
from tradecli.extraction.numbers import BARE, FRACTION, Number
from tradecli.extraction.periods import Period
from tradecli.lexicon import Entry, Match

NAMES = ("region", "partner", "product", "channel")
MARKS = frozenset(",;:()\u2014.!?|[]{}\u2022*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence with all the kinds it may be of.

    Kinds of names are `region`, `partner`, `product`, `channel`; numbers `number`;
    times `period`; marks `mark`; the others are those of the language file
    (`flow:exports`, `change:up`, `level` ...) or `word`.
    """

    start: int
    end: int
    text: str
    kinds: frozenset[str]
    entries: tuple[Entry, ...] = ()
    number: Number | None = None
    period: Period | None = None
    possessive: bool = False
    adjective: bool = False
    capital: bool = False

    def is_(self, *kinds: str) -> bool:
        """Whether it is of one of the kinds."""
        return not self.kinds.isdisjoint(kinds)

    def of(self, family: str) -> str:
        """The member of a family of kinds: `exports` for `flow`, `up` for `change`, or empty."""
        prefix = family + ":"
        return next((kind[len(prefix) :] for kind in sorted(self.kinds) if kind.startswith(prefix)), "")

    def entry(self, field: str) -> Entry | None:
        """What it names as a `region`, `partner`, `product` or `channel`."""
        return next((entry for entry in self.entries if entry.field == field), None)

    def without(self, *kinds: str) -> Token:
        """The token with these kinds taken away; a name that loses them all is a word."""
        left = self.kinds - set(kinds)
        return replace(self, kinds=left or frozenset({"word"}))


def tokens(
    text: str,
    start: int,
    end: int,
    language: Language,
    numbers: Sequence[Number],
    periods: Sequence[Period],
    matches: Sequence[Match],
) -> list[Token]:
    """The tokens of `text[start:end]`, folded, in order; quotes are left out.

    Where mentions overlap, a period beats a bare number, a number beats a name,
    a longer name beats a word.
    """
    fixed = sorted(_fixed(text, language, numbers, periods, matches), key=lambda token: token.start)
    row: list[Token] = []
    at = start
    for token in fixed:
        row += _words(text, at, token.start, language)
        at = token.end
        if text[at : at + 2] == "'s" and (token.entries or token.period):
            token, at = replace(token, possessive=True), at + 2
        elif text[at : at + 1] == "'" and text[at - 1 : at] == "s" and token.entries:
            token, at = replace(token, possessive=True), at + 1
        row.append(token)
    row += _words(text, at, end, language)
    return [_settled(row, i, language) for i in range(len(row))]


def _name(text: str, match: Match, language: Language) -> Token:
    """The token of a name; China itself is the place that trades, and "farm exports" is goods and a flow."""
    entries = match.entries
    if any(entry.field == "region" and entry.kind == "country" for entry in entries):
        entries = tuple(entry for entry in entries if entry.field == "region")
    name = text[match.start : match.end]
    kinds = {entry.field for entry in entries}
    if kinds & {"product", "channel"}:
        for word in split(name):
            _, more = language.words.at([word], 0)
            kinds |= {kind for kind in more if kind.startswith("flow:") and kind != "flow:total"}
    return Token(
        match.start, match.end, name, frozenset(kinds), entries, adjective=match.adjective, capital=name[0].isupper()
    )


def _fixed(
    text: str, language: Language, numbers: Sequence[Number], periods: Sequence[Period], matches: Sequence[Match]
) -> Iterable[Token]:
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in taken)

    strong = [number for number in numbers if number.kind not in {BARE, FRACTION}]
    weak = [number for number in numbers if number.kind in {BARE, FRACTION}]
    for number in strong:
        taken.append((number.start, number.end))
        yield Token(number.start, number.end, text[number.start : number.end], frozenset({"number"}), number=number)
    for period in periods:
        if free(period.start, period.end):
            taken.append((period.start, period.end))
            yield Token(period.start, period.end, text[period.start : period.end], frozenset({"period"}), period=period)
    for match in matches:
        if free(match.start, match.end):
            taken.append((match.start, match.end))
            yield _name(text, match, language)
    for number in weak:
        if free(number.start, number.end):
            taken.append((number.start, number.end))
            kind = "bare" if number.kind == BARE else "number"
            yield Token(number.start, number.end, text[number.start : number.end], frozenset({kind}), number=number)


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    spans = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end) if m.group() not in {'"', "'"}]
    lowered = [_lower(word) for _, _, word in spans]
    found: list[Token] = []
    i = 0
    while i < len(spans):
        a, b, word = spans[i]
        if word in MARKS:
            found.append(Token(a, b, word, frozenset({"mark"})))
            i += 1
            continue
        length, kinds = language.words.at(lowered, i)
        last = spans[i + max(length, 1) - 1]
        possessive = last[2].endswith("'s") or last[2].endswith("s'")
        found.append(
            Token(
                a,
                last[1],
                " ".join(lowered[i : i + max(length, 1)]),
                kinds or frozenset({"word"}),
                possessive=possessive,
                capital=word[0].isupper(),
            )
        )
        i += max(length, 1)
    return found


def _lower(word: str) -> str:
    word = word.rstrip(".").lower() or word
    return word[:-2] if word.endswith("'s") else word.rstrip("'")


def _settled(row: list[Token], i: int, language: Language) -> Token:
    """The token at `i` without the kinds that its neighbours rule out."""
    token = row[i]
    following = row[i + 1] if i + 1 < len(row) else None
    if token.is_("product") and token.text.lower() in {"services", "service"}:
        near = (*row[max(0, i - 2) : i], *row[i + 1 : i + 2])
        return token if any(each.of("flow") for each in near) else token.without("product")
    dashed = i > 0 and row[i - 1].text == "-" and row[i - 1].end == token.start
    if token.is_("region", "partner") and dashed:
        return token.without("region", "partner")
    if following is None:
        return token
    if token.is_("region", "partner") and following.text == "-" and following.start == token.end:
        return token.without("region", "partner")
    if token.text in {"ships", "logs"} and following.text in {"out", "to", "abroad", "overseas", "its", "more"}:
        return token.without("product")
    if token.is_("region", "partner") and not token.possessive and following.capital | (following.text in {"customs"}):
        words = following.text.split()
        if words and (words[0].capitalize() in language.lists["agency_next"]):
            return token.without("region", "partner")
    if token.of("flow") and following.text.split(" ")[0] in language.lists["flow_stop_next"]:
        return replace(token, kinds=frozenset({"word", f"compound:{token.of('flow')}"}))
    return token
