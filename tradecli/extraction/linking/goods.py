"""Goods that the lexicon lacks: noun phrases beside words of trade become product names.

Products are an open class. A run of plain words is a product where grammar says
so: before or after "exports", "shipments of", after "worth of", as an item of a
list of products.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.amounts import MONEY, QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.kinds_of_goods import with_others
from tradecli.extraction.linking.lists import is_pair_of_flows
from tradecli.extraction.linking.names_of_goods import (
    count_of_numbers,
    end_of_open,
    is_no_goods,
    is_open,
    is_plural,
    listed,
    past_determiners,
    product,
)
from tradecli.extraction.mentions import Token

_SIDES = frozenset({"exports", "imports"})
_LONGEST_ITEM = 3
"""Words of the name of goods in a list without verbs, at most."""
_REACH = 6
"""Words from goods to their number, at most."""


def with_goods(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with open-class names of goods merged into `product` tokens."""
    tokens = list(row)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        flow = token.flow
        pair = is_pair_of_flows(token, language)
        if flow in _SIDES or (flow == "total" and token.text in language.sets["trade"]) or pair:
            if not pair and (flow == "total" or not _is_verb(token, language)):
                i = _before(tokens, i, language)
            _after(tokens, i, language)
        elif _leads_goods(tokens, i, language):
            _merge(tokens, i + 2, language)
        elif i and token.text in language.sets["joins"] and "product" in tokens[i - 1].kinds:
            _between(tokens, i + 1, language)
        elif _is_whose_trade(tokens, i, language):
            i = _before_comma(tokens, i, language)
        elif token.text == "(" and _is_of_bracketed(tokens, i):
            i = _item(tokens, i, language)
        elif token.text in language.sets["such_as"] and i + 1 < len(tokens):
            _dealt_examples(tokens, i + 1, language)
            if "product" in tokens[i + 1].kinds:
                i = _exemplified(tokens, i, language)
        i += 1
    return with_others(tokens, language)


def with_gapped_goods(row: Sequence[Token], language: Language) -> list[Token]:
    """The row with the names merged that have only a number behind them: "tea rose 5 percent, kites 3 percent"."""
    tokens = list(row)
    i = 0
    while i < len(tokens):
        if tokens[i].number is not None and "number" in tokens[i].kinds and _is_listed(tokens, i):
            i = _item(tokens, i, language)
        i += 1
    return tokens


def _is_whose_trade(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a relative clause on the trade of what stands before its comma begins: ", whose exports"."""
    whose = i > 1 and tokens[i - 1].text == "," and tokens[i].text in language.sets["relative_subject"]
    return whose and i + 1 < len(tokens) and tokens[i + 1].flow in _SIDES


def _before_comma(tokens: list[Token], whose: int, language: Language) -> int:
    """Merge the plural before the comma of "whose exports"; the new place of "whose"."""
    end = start = whose - 1
    while start > 0 and end - start < _LONGEST_ITEM and is_open(tokens[start - 1], language):
        start -= 1
    words = tokens[start:end]
    if not words or is_no_goods(words, language) or not is_plural(words[-1], language):
        return whose
    if any(word.capital for word in words[start == 0 :]) or _names_others(words, language):
        return whose
    tokens[start:end] = [product(words)]
    return start + 2


def _names_others(words: Sequence[Token], language: Language) -> bool:
    return not language.sets["never_goods"].isdisjoint(word.text for word in words)


def _between(tokens: list[Token], start: int, language: Language) -> None:
    """Merge the plain words between two goods of a list: "furniture, handbags and toys"."""
    end = start
    while end < len(tokens) and end - start < _LONGEST_ITEM and is_open(tokens[end], language):
        end += 1
    words = tokens[start:end]
    plural = bool(words) and words[-1].text.endswith(language.endings["plural"])
    if not plural or is_no_goods(words, language) or any(word.capital or "product" in word.kinds for word in words):
        return
    joins = language.sets["joins"]
    after = next((i for i in range(end, min(end + 3, len(tokens))) if tokens[i].text not in joins), end)
    if end < after < len(tokens) and "product" in tokens[after].kinds:
        tokens[start:end] = [product(words)]


def _exemplified(tokens: list[Token], at: int, language: Language) -> int:
    """Merge the subject whose examples are goods: "plateau specialties such as wool"; the new place of "such as"."""
    start = at
    while start > 0 and is_open(tokens[start - 1], language) and not tokens[start - 1].possessive:
        start -= 1
    words = tokens[start:at]
    opens = start == 0 or "mark" in tokens[start - 1].kinds
    if not opens or not 0 < len(words) <= _LONGEST_ITEM or is_no_goods(words, language):
        return at
    if not words[-1].text.endswith(language.endings["plural"]) or any(word.capital for word in words[1:]):
        return at
    tokens[start:at] = [product(words)]
    return start + 1


def _dealt_examples(tokens: list[Token], start: int, language: Language) -> None:
    """Merge examples of which each has a number: "resources such as copper, steel and logs rose by 8%, 6% and 3%"."""
    names = listed(tokens, start, language)
    if len(names) > 1 and count_of_numbers(tokens, names[-1][1], language) == len(names):
        for first, end in reversed(names):
            tokens[first:end] = [product(tokens[first:end])]


def _is_listed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number comes after goods with one of that kind: "tea 5 million yuan, kites", "tea rose 5%, kites"."""
    number = tokens[i].number
    if number is None:
        return False
    levels = (MONEY, QUANTITY)
    kinds = levels if number.kind in levels else (number.kind,)
    goods = -_REACH
    for j in range(i - 1):
        if "product" in tokens[j].kinds:
            goods = j
        elif "mark" in tokens[j].kinds:
            goods = -_REACH
        other = tokens[j].number
        if other is not None and other.kind in kinds and j - goods < _REACH:
            return True
    return False


def _is_of_bracketed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a bracket with a number comes after one of goods: "chips (up 5%) and turbine engines (up 2%)"."""
    closed = next((j for j in range(i, len(tokens)) if tokens[j].text == ")"), i)
    goods = any("product" in tokens[j].kinds and tokens[j + 1].text == "(" for j in range(i - 1))
    return goods and any("number" in token.kinds for token in tokens[i:closed])


def _item(tokens: list[Token], number: int, language: Language) -> int:
    """Merge the plain words between a mark, "and", "followed by" and a number or its bracket; that one's new place."""
    sets = language.sets
    glue = tokens[number - 1].text in sets["worth"] | sets["by"] | sets["to"] | sets["with_at"]
    end = number - glue
    start = end
    while start > 0 and is_open(tokens[start - 1], language):
        start -= 1
    words = tokens[start:end]
    before = start - (start > 1 and tokens[start - 1].text in sets["of"])
    led = before > 0 and (tokens[before - 1].is_("mark", "surpass") or tokens[before - 1].text in sets["and"])
    if not words or not led or len(words) > _LONGEST_ITEM or is_no_goods(words, language):
        return number
    if any(word.capital or word.possessive or _is_lone_verb(word, language) for word in words):
        return number
    held = glue and tokens[number - 1].text in sets["with_at"] and not is_plural(words[-1], language)
    if held or _names_others(words, language):
        return number
    tokens[start:end] = [product(words)]
    return start + 1 + glue


def _is_verb(token: Token, language: Language) -> bool:
    """Whether a flow word is a verb, whose goods stand after it alone."""
    return token.text.split()[-1].endswith(language.endings["trade_verb"])


def _leads_goods(tokens: Sequence[Token], i: int, language: Language) -> bool:
    """Whether the goods of a word that is none of flow follow after "of": "5 billion yuan of", "worth of"."""
    sets, token = language.sets, tokens[i]
    if i + 1 >= len(tokens) or tokens[i + 1].text not in sets["of"]:
        return False
    if "number" in token.kinds and token.number is not None and token.number.kind in {MONEY, QUANTITY}:
        trade = (each.flow in _SIDES or is_pair_of_flows(each, language) for each in tokens)
        return any(trade) or any(each.is_("inward", "outward") for each in tokens)
    known = i + 2 < len(tokens) and "product" in tokens[i + 2].kinds
    again = not known and token.text in sets["and"] and any("product" in each.kinds for each in tokens[:i])
    if token.text in sets["that_those"] and _ends_in_no_goods(tokens, i + 2, language):
        return False
    if (again or token.text in sets["that_those"]) and any(each.flow for each in tokens):
        return True
    if i == 0 and token.text in sets["that_those"]:
        return True
    if token.text in sets["counts_of_goods"]:
        end = end_of_open(tokens, past_determiners(tokens, i + 2, language), language)
        return end < len(tokens) and tokens[end].flow in _SIDES and _is_verb(tokens[end], language)
    if "share_noun" in token.kinds:
        end = end_of_open(tokens, past_determiners(tokens, i + 2, language), language)
        return end < len(tokens) and tokens[end].text in sets["in"]
    return token.text in sets["worth"] | sets["exporters"] | sets["importers"]


def _ends_in_no_goods(tokens: Sequence[Token], start: int, language: Language) -> bool:
    """Whether a phrase is of what is never goods: "that of the other major economic entities"."""
    first = past_determiners(tokens, start, language)
    end = end_of_open(tokens, first, language)
    return end > first and tokens[end - 1].text in language.sets["never_goods"]


def _before(tokens: list[Token], flow: int, language: Language) -> int:
    """Merge the plain words right before a flow word ("soybean imports"); the flow word's new place."""
    start = flow
    while start > 0 and is_open(tokens[start - 1], language) and not tokens[start - 1].possessive:
        start -= 1
    words = tokens[start:flow]
    verb = len(words) == 1 and words[0].kinds == {"word"} and _is_lone_verb(words[0], language)
    verb |= bool(words) and words[-1].text in language.sets["money_verbs"]
    others = len(words) == 1 and _names_others(words, language)
    if not words or verb or others or is_no_goods(words, language) or any(word.capital for word in words[1:]):
        return flow
    if words[0].capital and start > 0 and "mark" not in tokens[start - 1].kinds:
        return flow
    tokens[start:flow] = [product(words)]
    return start + 1


def _is_lone_verb(word: Token, language: Language) -> bool:
    """Whether a lone word before a flow is rather a verb: "reported trade of"."""
    return word.text.endswith((*language.endings["participle"], *language.endings["past"]))


def _after(tokens: list[Token], flow: int, language: Language) -> None:
    """Merge the phrase after "exports of", "exported", "imports of"."""
    sets = language.sets
    i = flow + 1
    if i < len(tokens) and "neutral" in tokens[i].kinds and tokens[i].text in sets["modifiers"]:
        i += 1
    if i >= len(tokens):
        return
    counted = is_pair_of_flows(tokens[flow], language)
    if tokens[flow].text.rsplit(" ", 1)[-1] in sets["of"]:
        _merge(tokens, i, language, counted)
    elif tokens[i].text in sets["of"]:
        _merge(tokens, i + 1, language, counted)
    elif tokens[i].text in sets["based"] and i + 1 < len(tokens) and tokens[i + 1].text in sets["on_words"]:
        _merge(tokens, i + 2, language)
    elif tokens[flow].text in sets["trade"] and tokens[i].text in sets["in"]:
        _merge(tokens, i + 1, language, counted=True)
    elif tokens[flow].text in sets["verbs_of_goods"]:
        _merge(tokens, i, language)


def _merge(tokens: list[Token], start: int, language: Language, counted: bool = False) -> None:
    """Make products of the plain words from `start` on, one or a list; only of plurals where goods are `counted`."""
    if _are_products_of(tokens, start, language):
        return
    if start < len(tokens) and "neutral" in tokens[start].kinds:
        return
    for first, end in reversed(listed(tokens, start, language)):
        words = tokens[first:end]
        named = words and words[0].capital and not (is_plural(words[-1], language) and not words[-1].capital)
        others = len(words) == 1 and (_names_others(words, language) or _are_parts_of_place(tokens, first, language))
        of_place = end < len(tokens) and bool(tokens[end].place_noun)
        if not words or named or others or of_place or is_no_goods(words, language):
            continue
        if not counted or (is_plural(words[-1], language) and words[-1].text not in language.sets["never_goods"]):
            tokens[first:end] = [product(words)]


def _are_parts_of_place(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a word only says where: "all parts of Jiangsu"."""
    sets, after = language.sets, tokens[at + 1 : at + 3]
    placed = len(after) > 1 and after[0].text in sets["of"] and bool("region" in after[1].kinds or after[1].place_noun)
    return placed and tokens[at].text in sets["parts"]


def _are_products_of(tokens: list[Token], start: int, language: Language) -> bool:
    """Merge "products of life science and technology" from `start` on, where it stands there."""
    sets = language.sets
    noun, of, first = (*tokens[start : start + 3], None, None, None)[:3]
    if noun is None or of is None or first is None or noun.text not in sets["uncounted"] or of.text not in sets["of"]:
        return False
    end = end_of_open(tokens, start + 2, language)
    if end + 1 < len(tokens) and tokens[end].text in sets["and"]:
        end = max(end, end_of_open(tokens, end + 1, language))
    words = tokens[start + 2 : end]
    if first.kinds != {"word"} or first.capital or words[-1].kinds != {"word"}:
        return False
    text = " ".join(word.text.lower() for word in (*words, noun))
    tokens[start:end] = [Token(noun.start, words[-1].end, text, frozenset({"product"}))]
    return True
