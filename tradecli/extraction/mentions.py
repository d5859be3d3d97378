"""A sentence as a row of tokens: numbers, periods, names, words of trade, other words, marks."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import chain
from operator import attrgetter

from tradecli.extraction.amounts import BARE, FRACTION, MONEY, PERCENT, Number
from tradecli.extraction.language import WORD, Language, split
from tradecli.extraction.periods import Period
from tradecli.lexicon import Entry, Match

NAMES = ("region", "partner", "product", "channel")
MARKS = frozenset(",;:()\u2014.!?|[]{}\u2022*")
_HYPHENS = frozenset("-\u2014")
_MARK, _WORD = frozenset({"mark"}), frozenset({"word"})
_TRADE_AGAIN = frozenset({"flow:total", "weak_flow"})
"""What "their turnover" says of goods spoken of before: all trade in them."""


@dataclass(slots=True, eq=False)
class Token:
    """A piece of a sentence with all the kinds it may be of; never changed once made.

    Kinds of names are `region`, `partner`, `product`, `channel`; numbers `number`;
    times `period`; marks `mark`; the others are those of the language file
    (`flow:exports`, `change:up`, `level` ...) or `word`. `flow`, `place_noun` and
    `compound` hold the member of that family of kinds (`exports` of `flow:exports`),
    or nothing.
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
    flow: str = field(init=False)
    place_noun: str = field(init=False)
    compound: str = field(init=False)

    def __post_init__(self) -> None:
        """Name the members of the families, which nearly every rule asks for."""
        self.flow, self.place_noun, self.compound = _families(self.kinds)

    def is_(self, *kinds: str) -> bool:
        """Whether it is of one of several kinds."""
        return not self.kinds.isdisjoint(kinds)

    def entry(self, field: str) -> Entry | None:
        """What it names as a `region`, `partner`, `product` or `channel`."""
        for entry in self.entries:
            if entry.field == field:
                return entry
        return None

    def without(self, *kinds: str) -> Token:
        """The token with these kinds taken away; a name that loses them all is a word."""
        left = self.kinds - set(kinds)
        return replace(self, kinds=left or _WORD)


_start = attrgetter("start")


@cache
def _families(kinds: frozenset[str]) -> tuple[str, str, str]:
    """The members of the families `flow`, `place_noun` and `compound` among kinds; two flows are trade both ways."""
    flow, noun, compound = (
        next((kind[len(family) :] for kind in sorted(kinds) if kind.startswith(family)), "")
        for family in ("flow:", "place_noun:", "compound:")
    )
    both = {"flow:exports", "flow:imports"} <= kinds
    return "total" if both else flow, noun, compound


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
    row: list[Token] = []
    at = start
    for token in _fixed(text, language, numbers, periods, matches):
        row += _words(text, at, token.start, language)
        owned = _owned(text, token, language)
        row.append(replace(token, possessive=True) if owned else token)
        at = token.end + owned
    row += _words(text, at, end, language)
    row = _with_places_left(_without_bound(row, language), language)
    return [_settled(row, i, language) for i in range(len(row))]


def _without_bound(row: list[Token], language: Language) -> list[Token]:
    """The row with "US-bound sum" read as exports to the US: the partner and the way of its goods."""
    kept: list[Token] = []
    for i, token in enumerate(row):
        before, hyphen = row[i - 2 : i] if i > 1 else (None, None)
        led = before is not None and hyphen is not None and hyphen.text == "-" and before.end == hyphen.start
        if led and before is not None and "partner" in before.kinds and token.text in language.sets["bound"]:
            kept[-1] = replace(token, start=before.end, kinds=frozenset({"flow:exports", "weak_flow"}))
        else:
            kept.append(token)
    return kept


def _with_places_left(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with "left the province" read as exports and the place that they left."""
    left, found = language.lists["places_left"], []
    for token in row:
        noun = left.get(token.text)
        if noun is None:
            found.append(token)
            continue
        start = token.end - len(token.text.split(" ", 1)[1])
        place = Token(start, token.end, token.text.split(" ", 1)[1], frozenset({f"place_noun:{noun}"}))
        found += [replace(token, end=start - 1, text=token.text.split(" ")[0]), place]
    return found


def _owned(text: str, token: Token, language: Language) -> int:
    """Length of the ending that makes a name or a time after it possessive, parted or not; 0 where it has none."""
    at = token.end
    for ending in language.endings["possessive"]:
        for gap in ("", " "):
            said = gap + ending
            ends = not text[at + len(said) : at + len(said) + 1].isalpha()
            if text[at : at + len(said)].lower() == said and (token.entries or token.period) and ends:
                return len(said)
    plural = text.endswith(language.endings["plural"], 0, at)
    return 1 if token.entries and plural and text.startswith("'", at) else 0


def _name(text: str, match: Match, language: Language) -> Token:
    """The token of a name; China itself is the place that trades, and "farm exports" is goods and a flow."""
    entries = match.entries
    if any(entry.field == "region" and entry.kind == "country" for entry in entries):
        entries = tuple(entry for entry in entries if entry.field == "region")
    name = text[match.start : match.end]
    kinds = {entry.field for entry in entries}
    if kinds & {"product", "channel"} and not any(entry.kind == "zone" for entry in entries):
        kinds |= _flows(name, "product" in kinds, language)
    return Token(
        match.start, match.end, name, frozenset(kinds), entries, adjective=match.adjective, capital=name[0].isupper()
    )


def _flows(name: str, goods: bool, language: Language) -> set[str]:
    """The flow that the words of a name say; "imports and exports of services" is all trade, "general trade" none."""
    found = {kind for word in split(name) for kind in language.words.at([word], 0)[1] if kind.startswith("flow:")}
    one_way = found - {"flow:total"}
    return {"flow:total"} if goods and len(one_way) != 1 and found else one_way


def _fixed(
    text: str, language: Language, numbers: Sequence[Number], periods: Sequence[Period], matches: Sequence[Match]
) -> list[Token]:
    """The tokens of numbers, times and names; in order; of two that overlap, the one of the stronger sort."""
    strong = [number for number in numbers if number.kind not in {BARE, FRACTION}]
    weak = [number for number in numbers if number.kind in {BARE, FRACTION}]
    found = [_number(text, number) for number in strong]
    names = [_before_number(text, each, found) for each in matches]
    sorts = (
        ((each.start, each.end, partial(_time, text, each)) for each in periods),
        ((each.start, each.end, partial(_name, text, each, language)) for each in names),
        ((each.start, each.end, partial(_number, text, each)) for each in weak),
    )
    for start, end, made in chain.from_iterable(sorts):
        at = bisect.bisect_left(found, end, key=_start)
        if at == 0 or found[at - 1].end <= start:
            found.insert(at, made())
    return found


def _before_number(text: str, match: Match, numbers: Sequence[Token]) -> Match:
    """A name without the number that it would take in: "to ASEAN 10.8 billion yuan" is not of the "ASEAN 10"."""
    if not text[match.end - 1].isdigit():
        return match
    at = bisect.bisect_left(numbers, match.end, key=_start) - 1
    if at < 0 or not match.start < numbers[at].start < match.end < numbers[at].end:
        return match
    end = match.start + len(text[match.start : numbers[at].start].rstrip(" -"))
    return replace(match, end=end) if end > match.start else match


def _number(text: str, number: Number) -> Token:
    kinds = frozenset({"bare" if number.kind == BARE else "number"})
    return Token(number.start, number.end, text[number.start : number.end], kinds, number=number)


def _time(text: str, period: Period) -> Token:
    return Token(period.start, period.end, text[period.start : period.end], frozenset({"period"}), period=period)


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    """The words and marks of a stretch of text without numbers, times and names."""
    spans = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end) if m.group() not in {'"', "'"}]
    lowered = [_lower(word, language) for _, _, word in spans]
    found: list[Token] = []
    i = 0
    while i < len(spans):
        a, b, word = spans[i]
        if word in MARKS:
            found.append(Token(a, b, word, _MARK))
            i += 1
            continue
        length, kinds = language.words.at(lowered, i)
        length = max(length, 1)
        _, last_end, last = spans[i + length - 1]
        said = " ".join(lowered[i : i + length])
        possessive = last.endswith(language.endings["possessive_word"])
        found.append(Token(a, last_end, said, kinds or _WORD, possessive=possessive, capital=word[0].isupper()))
        i += length
    return found


def _lower(word: str, language: Language) -> str:
    """A word in lower case without its full stop and its possessive ending."""
    word = word.rstrip(".").lower() or word
    for ending in language.endings["possessive"]:
        if word.endswith(ending):
            return word[: -len(ending)]
    return word.rstrip("'")


def _settled(row: list[Token], i: int, language: Language) -> Token:
    """The token at `i` without the kinds that its neighbours rule out."""
    token, sets = row[i], language.sets
    if token.kinds is _WORD or token.kinds is _MARK:
        return token
    following = row[i + 1] if i + 1 < len(row) else None
    if "product" in token.kinds and token.text.lower() in sets["service_words"]:
        return token if _are_traded(row, i, language) else token.without("product")
    place = token.is_("region", "partner")
    if "partner" in token.kinds and token.possessive and i > 1 and _is_pair(row, i, language):
        return replace(token.without("region"), possessive=False)
    if place and _is_hyphened(row, i):
        if not _is_pair(row, i, language):
            return token.without("region", "partner")
        return token.without("region") if "partner" in token.kinds else token
    if place and i > 1 and row[i - 1].text in sets["of"] | sets["in"] and row[i - 2].text in sets["lower_offices"]:
        return token.without("region", "partner")
    if following is None:
        return token
    if token.text in sets["turnover"] and i and row[i - 1].text in sets["their"]:
        meant = following.text not in sets["of"]
        return replace(token, kinds=token.kinds | _TRADE_AGAIN) if meant else token
    if token.text in sets["goods_or_verbs"] and (following.text in sets["after_verb"] or _has_part(row, i)):
        return token.without("product")
    if place and not token.possessive and (names_office(following, language) or _names_speaker(row, i, language)):
        return token.without("region", "partner")
    if token.flow and following.text.split(" ")[0] in sets["flow_stop_next"]:
        return replace(token, kinds=frozenset({"word", f"compound:{token.flow}"}))
    return token


def _are_traded(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether services are those of trade: "services worth", "sold 20 billion yuan of services", beside a flow.

    So where goods are told before: "goods top 900 billion yuan, services up".
    """
    sets, before, after = language.sets, row[max(0, i - 2) : i], row[i + 1 : i + 2]
    if any(each.flow for each in (*before, *after)) or any(each.text in sets["worth"] for each in after):
        return True
    beside_goods = any(each.text in sets["all_goods"] for each in row[:i])
    if beside_goods and any(each.is_("change:up", "change:down") for each in after):
        return True
    summed = len(before) > 1 and before[1].text in sets["of"] and _is_money(before[0])
    return summed and any(each.is_("outward", "inward") for each in (*row[max(0, i - 3) : i - 2], *after))


def _is_money(token: Token) -> bool:
    return token.number is not None and token.number.kind == MONEY


def _has_part(row: Sequence[Token], i: int) -> bool:
    """Whether a verb between a place and a rate is meant: "Ningbo now ships 3.3 percent of China's exports"."""
    number = row[i + 1].number
    rate = number is not None and number.kind == PERCENT
    return rate and any("region" in token.kinds for token in row[max(0, i - 2) : i])


def _is_hyphened(row: Sequence[Token], i: int) -> bool:
    """Whether a name is part of a word with hyphens."""
    before, after = row[i - 1 : i] if i else (), row[i + 1 : i + 2]
    left = any(token.text == "-" and token.end == row[i].start for token in before)
    return left or any(token.text == "-" and token.start == row[i].end for token in after)


def _is_pair(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name with a hyphen is one of two that trade with each other: "China-ASEAN trade"."""
    first = i if i + 1 < len(row) and row[i + 1].text in _HYPHENS else i - 2
    if first < 0 or first + 3 >= len(row) or row[first + 1].text not in _HYPHENS:
        return False
    one, two = row[first], row[first + 2]
    if _is_home(two, language):
        one, two = two, one
    trade = any(token.flow or token.text in language.sets["dealings"] for token in row[first + 3 : first + 5])
    return _is_home(one, language) and "partner" in two.kinds and trade


def _is_home(token: Token, language: Language) -> bool:
    """Whether a name in front of a hyphen can only be the place that trades: "Hunan-", "Sino-", "Mainland-"."""
    return ("region" in token.kinds and "partner" not in token.kinds) or token.text in language.sets["home_prefix"]


def _names_speaker(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a place is only somebody's name: "said Xian Guoyi, who heads"."""
    said = i > 0 and row[i - 1].text in language.sets["told_that"]
    return said and row[i + 1].capital and row[i + 1].kinds == {"word"}


def names_office(following: Token, language: Language) -> bool:
    """Whether the word after a place makes it an office or thing: "Shanghai Customs", "Wuhan University"."""
    sets = language.sets
    if not following.capital and following.text not in sets["lower_offices"]:
        return False
    words = following.text.split()
    return bool(words) and words[0].capitalize() in sets["agency_next"]
