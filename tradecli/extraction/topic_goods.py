"""The goods, or the one channel, that an article is about as a whole."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.amounts import QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import NOTHING, Value
from tradecli.extraction.linking.goods import with_goods
from tradecli.extraction.linking.openers import with_openers
from tradecli.extraction.linking.said_of_goods import is_traded
from tradecli.extraction.mentions import Token
from tradecli.extraction.places import LEAD
from tradecli.lexicon import Entry
from tradecli.model import Sentence

_NAMED_OFTEN = 3
"""So often goods or a channel are named by an article that is about them."""
_ALONE = 2
"""So often where they stand above the text and no other goods are named at all."""
_MOST = 0.6
"""The part of all goods or channels named that they must be, at least."""
_BESIDE = 8
"""Tokens between "services" and the word of trade that makes them what a title is about, at most."""
_BESIDE_GOODS = 3
"""Tokens between goods and the word for the way that they go, at most."""
_OPENING = 2
"""So many sentences with figures open an article."""


def services(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> Value:
    """`services` where the title or the first sentence on trade is about trade in services, and not in goods too."""
    for number, row in rows.items():
        if sentences[number].kind == "title" and _is_of_goods_too(row, language):
            return NOTHING
        for i, token in enumerate(row):
            entry = token.entry("product")
            traded = any(each.flow for each in row[max(0, i - _BESIDE) : i + _BESIDE + 1])
            if entry is not None and entry.id == "services" and traded:
                return Value(entry.name, entry.id)
        if sentences[number].kind == "body" and any(token.flow for token in row):
            break
    return NOTHING


def _is_of_goods_too(row: Sequence[Token], language: Language) -> bool:
    """Whether a title tells of goods and then of services: "Trade in Numbers: Goods Top 230 Billion, Services Up"."""
    goods = next((i for i, token in enumerate(row) if token.text in language.sets["all_goods"]), len(row))
    entries = (token.entry("product") for token in row[goods:])
    return any(entry is not None and entry.id == "services" for entry in entries)


def one_named(
    sentences: Sequence[Sentence],
    rows: Mapping[int, Sequence[Token]],
    field: str,
    kinds: set[str],
    language: Language,
) -> Value:
    """The one channel, or the one kind of goods, that the lead and most of the article are about, if there is one."""
    votes: Counter[str] = Counter()
    lead: set[str] = set()
    entries: dict[str, Entry] = {}
    told = False
    for number, row in rows.items():
        for token in row:
            entry = token.entry(field)
            if entry is not None and not token.is_("partner", "region"):
                entries[entry.id] = entry
                votes[entry.id] += 1
                above = sentences[number].kind == "title" or (not told and len(row) == 1)
                if above if field == "product" else number < LEAD + 2:
                    lead.add(entry.id)
        told |= sentences[number].kind == "body"
    titled = bool(lead)
    if field == "product" and not titled:
        lead = _told_first(sentences, rows)
    named = {id: count for id, count in votes.items() if id in lead and (not kinds or entries[id].kind in kinds)}
    if not named:
        return NOTHING
    first = max(named, key=lambda id: named[id])
    kin = {id for id in votes if _is_kind_of(entries[id], entries[first])}
    rest = max((votes[id] for id in votes if id not in kin), default=0)
    inside = sum(votes[id] for id in kin)
    most = inside >= max(_MOST * sum(votes.values()), 2 * rest)
    leads = inside > rest or (_is_of_all_chapters(entries[first]) and (titled or inside == rest))
    opened = field == "product" and leads and _opens_with_goods(sentences, rows, kin, language)
    said = named[first] + (_said_again(sentences, rows, first, language) if field == "product" and titled else 0)
    often = said >= (_ALONE if field == "product" and titled and len(votes) == 1 else _NAMED_OFTEN)
    if not often or not (most or opened) or not _first_figures_name(sentences, rows, field, kin):
        return NOTHING
    return Value(entries[first].name, entries[first].id if field == "product" else "")


def _said_again(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], id: str, language: Language) -> int:
    """How often a text takes titled goods up as "the product", or by the last word alone: "the world's concentrate"."""
    sets, count = language.sets, 0
    names = [token.text.lower().split() for row in rows.values() for token in row if token.entry("product")]
    heads = {words[-1] for words in names if len(words) > 1}
    own = (token for number, row in rows.items() if sentences[number].kind == "title" for token in row)
    titled = {token.text.lower().split()[-1] for token in own if (e := token.entry("product")) and e.id == id} & heads
    for number, row in rows.items():
        for before, token in itertools.pairwise(row if sentences[number].kind == "body" else ()):
            again = before.text in sets["definite"] and token.text in sets["product_again"]
            count += again or (token.text in titled and not token.entries)
    return count


def one_not_listed(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> Value:
    """The goods that the lexicon lacks where the title speaks of their trade and the text names them most.

    Those of the lexicon whose name the text gives in full once: "magnets", which are "rare earth magnets".
    """
    goods = _titled_goods(sentences, rows, language)
    if not goods:
        return NOTHING
    stem = goods.removesuffix(language.endings["plural"][0])
    said: Counter[str] = Counter()
    others: Counter[str] = Counter()
    fuller: dict[str, Entry] = {}
    opened = False
    for number, row in rows.items():
        text = " ".join(token.text.lower() for token in row)
        named = re.findall(rf"\b{re.escape(stem)}\w{{0,2}}\b", text)
        if not opened and sentences[number].kind == "body" and _has_number(row):
            opened = bool(named) or not any("product" in token.kinds for token in row)
            if not opened:
                return NOTHING
        said.update(named)
        told = [(token, entry) for token in row if (entry := token.entry("product")) is not None]
        others.update(entry.id for _, entry in told)
        fuller.update({entry.id: entry for token, entry in told if token.text.lower().split()[-1] in named})
    if said.total() < _NAMED_OFTEN or said.total() <= max(others.values(), default=0):
        return NOTHING
    if len(fuller) == 1:
        entry = next(iter(fuller.values()))
        return Value(entry.name, entry.id)
    return Value(max(said, key=len))


def flow_of_goods(rows: Mapping[int, Sequence[Token]], product: Value) -> str:
    """The one flow that words beside the goods of an article say, empty where they say both or none."""
    said: set[str] = set()
    for row in rows.values():
        for i, token in enumerate(row):
            entry = token.entry("product")
            if entry is not None and entry.id == product.code:
                near = row[max(0, i - _BESIDE_GOODS) : i + _BESIDE_GOODS]
                said.update(flow for each in near if (flow := each.flow))
    return said.pop() if len(said) == 1 else ""


def _opens_with_goods(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], ids: set[str], language: Language
) -> bool:
    """Whether the title speaks of the trade in these goods, and so do the first sentences with figures of trade."""
    told: list[bool] = []
    titled = False
    for number, row in rows.items():
        goods = [i for i, token in enumerate(row) if (entry := token.entry("product")) is not None and entry.id in ids]
        traded = any(row[j].flow for i in goods for j in (i, i - 1, i - 2, i + 1) if 0 <= j < len(row))
        traded |= any(i + 1 < len(row) and is_traded(row, i + 1, language) for i in goods)
        others = not goods and any("product" in token.kinds for token in row)
        if sentences[number].kind == "title":
            titled = titled or traded
            if not traded and (goods or others):
                return False
        if sentences[number].kind in {"body", "item"} and _has_number(row):
            goes_on = titled and bool(told) and not others and not any(token.flow == "total" for token in row)
            told.append((traded or not titled if goods else goes_on) or _points_to_goods(row, language))
    return len(told) > 1 and all(told[:_OPENING])


def _points_to_goods(row: Sequence[Token], language: Language) -> bool:
    """Whether a sentence speaks of "these products"."""
    sets = language.sets
    return any(a.text in sets["such"] and b.text in sets["goods_again"] for a, b in itertools.pairwise(row))


def _told_first(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> set[str]:
    """The goods whose trade the first sentence with figures tells, where it names no others."""
    for number, row in rows.items():
        if _is_told(sentences[number], row) and _has_number(row):
            goods = {entry.id for token in row if (entry := token.entry("product")) is not None}
            return goods if len(goods) == 1 else set()
    return set()


def _titled_goods(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> str:
    """The one name of goods that the lexicon lacks in the title, be it only by what the first figures are of.

    So is the last word of the name of those: "magnets", where the first figures are of "rare earth magnets".
    """
    title = next((row for number, row in rows.items() if sentences[number].kind == "title"), ())
    titled = _open_goods(title, language)
    if titled:
        return titled[0] if len(titled) == 1 else ""
    if any("product" in token.kinds for token in title):
        return ""
    first = next((row for number, row in rows.items() if _is_told(sentences[number], row) and _has_number(row)), ())
    listed = [token.text.lower().split()[-1] for token in first if "product" in token.kinds]
    named = listed or _open_goods(first, language)
    if len(named) != 1:
        return ""
    either = (named[0], named[0].removesuffix(language.endings["plural"][0]))
    if listed:
        return named[0] if any(token.kinds == {"word"} and token.text in either for token in title) else ""
    words = f" {' '.join(token.text.lower() for token in title)} "
    return named[0] if any(f" {name} " in words for name in either) else ""


def _open_goods(row: Sequence[Token], language: Language) -> list[str]:
    named = with_openers(with_goods(row, language), False, language)
    return [token.text for token in named if token.kinds == {"product"} and not token.entries]


def _first_figures_name(
    sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], field: str, ids: set[str]
) -> bool:
    """Whether the text names one of these channels or goods no later than with its first figures of trade."""
    for number, row in rows.items():
        if not _is_told(sentences[number], row):
            continue
        told = any(token.flow or token.is_("inward", "outward") for token in row)
        told |= not any("distractor" in token.kinds for token in row)
        if field == "product" and not _has_number(row) and _names_all_trade(row):
            continue
        if told and any((entry := token.entry(field)) is not None and entry.id in ids for token in row):
            return True
        if any(token.flow for token in row) and _has_number(row) and not (field == "product" and _counts_goods(row)):
            return False
    return True


def _names_all_trade(row: Sequence[Token]) -> bool:
    """Whether a sentence speaks of all trade too: "Foreign trade may grow again after the rise in vehicle exports"."""
    traded = (
        row[max(0, i - _BESIDE_GOODS) : i + _BESIDE_GOODS] for i, token in enumerate(row) if token.flow == "total"
    )
    return any(all("product" not in token.kinds for token in near) for near in traded)


def _counts_goods(row: Sequence[Token]) -> bool:
    """Whether a sentence counts goods that it does not name: "Exports came to 180,000 tons"."""
    counted = any(token.number is not None and token.number.kind == QUANTITY for token in row)
    return counted and not any("product" in token.kinds for token in row)


def _is_told(sentence: Sentence, row: Sequence[Token]) -> bool:
    """Whether a sentence is of the report's text, be it a point of its summary: no title nor caption in brackets."""
    return sentence.kind in {"body", "item"} and bool(row) and row[0].text not in {"[", "("}


def _is_kind_of(entry: Entry, other: Entry) -> bool:
    """Whether goods are of the same chapters of the Harmonized System as others, or are those."""
    return entry.id == other.id or (bool(entry.hs) and set(entry.hs) <= set(other.hs))


def _is_of_all_chapters(entry: Entry) -> bool:
    """Whether goods are a group whose members nobody lists, so that any others may be of it: "consumer goods"."""
    return entry.kind == "group" and not entry.hs and not entry.members


def _has_number(row: Sequence[Token]) -> bool:
    return any("number" in token.kinds for token in row)
