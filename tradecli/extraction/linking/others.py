"""Numbers that stand among those of trade and are of something else: prices, gaps, firms counted, sales at home."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from tradecli.extraction.amounts import MONEY, PERCENT, QUANTITY
from tradecli.extraction.linking import recalled
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.spans import Span

_LEAST_MONEY = 10**5
"""Sums below this are prices or wages."""
_GAP = 5
"""Words from "the gap" to its sum, at most."""
_BEFORE = {"enterprise": 1, "transport": 3}
"""Words from how many firms or trains there are to their name, at most."""
_COUNT = 50
"""Firms that a report counts, at least; lower numbers are those of a list."""
_NONE = 9
"""Words from "none of the others" to what they did not reach, at most."""
_FIRMS = 5
"""Words from "80 percent of" to the firms, at most."""
_NEAR = 6
"""Words between firms and what is told of each of them, at most."""


def of_something_else(scene: Scene, span: Span) -> bool:
    """Whether a run stands where numbers of trade do and is none."""
    return any(tells(scene, span) for tells in _OTHERS)


def _is_price(scene: Scene, span: Span) -> bool:
    """Whether a sum is too small for trade: what follows from it is of the price too."""
    number = scene.row[span.run.first].number
    return number is not None and number.kind == MONEY and number.value < _LEAST_MONEY


def _is_gap_between(scene: Scene, span: Span) -> bool:
    """Whether a sum is how far two places are apart: "cutting the gap to about 430 billion"."""
    row, number = scene.row, scene.row[span.run.first].number
    near = range(max(span.head, span.run.first - _GAP), span.run.first)
    gap = any(row[i].kinds == {"deficit"} and row[i].text in scene.language.sets["gap_between"] for i in near)
    return gap and span.bracket < 0 and number is not None and number.kind == MONEY


def _is_of_any_year(scene: Scene, span: Span) -> bool:
    """Whether a sum is what comes every year, or a quantity every day too, of no period: "above 440 billion a year"."""
    row, number = scene.row, scene.row[span.run.last].number
    if number is not None and number.kind == QUANTITY:
        behind = " ".join(token.text for token in row[span.run.last + 1 : span.tail] if token.period is None)
        each = scene.language.sets["daily"] | scene.language.sets["yearly"]
        return any(words in each for words in map(" ".join, itertools.pairwise(behind.split())))
    words = " ".join(token.text for token in row[span.run.last + 1 : span.run.last + 3]).strip(" ,.;")
    told = words in scene.language.sets["yearly"] or words.split(" ")[0] in scene.language.sets["yearly"]
    return number is not None and number.kind == MONEY and told


def _is_with_some(scene: Scene, span: Span) -> bool:
    """Whether a number is of trade with some partners that nobody names: "with 56 of these markets trade rose by"."""
    row, sets = scene.row, scene.language.sets
    for i in range(span.head, span.run.first - 3):
        counted = "bare" in row[i + 1].kinds and row[i + 2].text in sets["of"]
        if row[i].text.split(" ")[-1] in sets["to_words"] and counted:
            return any(token.text.split(" ")[-1] in sets["partner_nouns"] for token in row[i + 3 : i + 5])
    return False


def _by_unknown_way(scene: Scene, span: Span) -> bool:
    """Whether trade is only said to have gone by what no list names: "; through the border ferry 3 billion yuan"."""
    row, sets, first = scene.row, scene.language.sets, span.run.first
    start = next((i for i in range(first - 1, span.head - 1, -1) if row[i].kinds != {"word"}), -1)
    led = start - 1 if start >= 0 and row[start].text in sets["definite"] else start
    opens = led == span.head or (led > span.head and row[led - 1].is_("mark", "conjunctions"))
    return 0 <= start < first - 1 and opens and row[led].text in sets["by_way_of"]


def _is_threshold_of_firms(scene: Scene, span: Span) -> bool:
    """Whether a number only says how large each of some firms is: "enterprises whose annual trade is more than".

    So of places: "the second fastest among provinces with trade of more than 100 billion yuan".
    """
    row, sets = scene.row, scene.language.sets
    number = row[span.run.first].number
    if number is None or number.kind != MONEY or number.bound == "eq":
        return False
    kinds = scene.language.lists["counted_places"].keys() | sets["partner_nouns"] | sets["firms"]
    for i in range(span.head + 1, span.run.first - 1):
        if row[i].text in sets["with_words"] and row[i - 1].text in kinds and row[i + 1].flow:
            return any(token.text in sets["among"] for token in row[max(0, i - _NEAR) : i])
        if row[i].text in sets["whose"]:
            before = row[max(span.head, i - _NEAR) : i]
            return any(token.text.split()[-1] in sets["firms"] for token in before)
    return False


def _of_their_count(scene: Scene, span: Span) -> bool:
    """Whether a rate is of how many firms there are: "private firms became 10.4% more in number".

    "Foreign-invested enterprises newly set up rose by 45.6 percent", "3,422 private enterprises, an increase of 8%".
    """
    row, sets = scene.row, scene.language.sets
    words, after = row[span.head : span.run.first], row[span.run.last : span.tail]
    if _rates_a_count(scene, span):
        return True
    if any(token.flow or "product" in token.kinds for token in words):
        return False
    kinds = {i: entry.kind for i, token in enumerate(words) if (entry := token.entry("channel")) is not None}
    if any("bare" in token.kinds for i, kind in kinds.items() for token in words[max(0, i - _BEFORE.get(kind, 0)) : i]):
        return True
    counted = any("volume_terms" in token.kinds or token.text in sets["numerous"] for token in after)
    return "enterprise" in kinds.values() and (counted or any(token.text in sets["set_up"] for token in words))


def _rates_a_count(scene: Scene, span: Span) -> bool:
    """Whether the number right before a rate counts firms: "56,000 firms had imports or exports, up 11.3 percent".

    So in "private enterprises exceeded 5,700, an increase of 13.6%", or whatever it counts where nothing speaks of
    trade ("handled 736 new registrations, up 27.6%"); not with words of trade behind the last mark.
    """
    row, sets, number = scene.row, scene.language.sets, scene.row[span.run.first].number
    told = (i for i in range(span.run.first - 1, -1, -1) if row[i].is_("number", "bare"))
    at = next(told, -1)
    count = row[at].number if at >= 0 and "bare" in row[at].kinds else None
    if number is None or number.kind != PERCENT or count is None or count.value < _COUNT:
        return False
    last = next((i for i in range(span.run.first - 1, at, -1) if "mark" in row[i].kinds), span.run.first)
    behind = row[last + 1 : span.run.first]
    around = (*behind, *row[span.run.last + 1 : span.tail])
    if any(token.flow or token.is_("share", "channel", "product", "partner", "region") for token in around):
        return False
    if any(token.text in sets["relatives"] for token in behind):
        return False
    crossed = at > 0 and (row[at - 1].is_("level", "than") or count.bound != "eq")
    near = (*(row[max(0, at - _FIRMS) : at] if crossed else ()), *row[at + 1 : at + _FIRMS])
    entries = (entry for token in near if (entry := token.entry("channel")) is not None)
    firms = any(entry.kind == "enterprise" for entry in entries) or any(
        each.text in sets["firms"] | sets["exporters"] for each in near
    )
    others = not count.scaled and not any(each.flow or "product" in each.kinds for each in row[: span.run.first])
    return (firms or others) and last < span.run.first


def _is_insured_or_lent(scene: Scene, span: Span) -> bool:
    """Whether a sum is what was insured or lent: "insured exports of 38 billion yuan", "lent exporters 46 billion"."""
    words = scene.row[span.head : span.run.first]
    return any(token.text in scene.language.sets["money_verbs"] for token in words)


def _is_made(scene: Scene, span: Span) -> bool:
    """Whether a part is of what the world makes: "makes 60 percent of the world's lighters"; not of its exports."""
    row, sets = scene.row, scene.language.sets
    made = any(token.text in sets["makes"] for token in row[span.head : span.run.first])
    behind = row[span.run.last + 1 : span.run.last + 5]
    world = any(token.text in sets["worldwide"] for token in behind)
    return made and world and not any(token.flow for token in row[span.run.last + 1 : span.tail])


def _is_of_none(scene: Scene, span: Span) -> bool:
    """Whether a number is what none came to: "None of the other segments reached 10 billion"."""
    row, sets, number = scene.row, scene.language.sets, scene.row[span.run.first].number
    if number is None or number.kind not in {MONEY, QUANTITY}:
        return False
    for i in range(span.run.first - 2, max(span.head, span.run.first - _NONE) - 1, -1):
        if row[i].is_("mark") or row[i].text in sets["contrast"] | sets["subordinate"]:
            return False
        if row[i].text in sets["none"] or (row[i].text in sets["no"] and row[i + 1].text in sets["other_goods"]):
            return True
    return False


def _is_part_of_firms(scene: Scene, span: Span) -> bool:
    """Whether a rate is of how many of the firms do something: "80 percent of its export companies trade with"."""
    row, sets, number = scene.row, scene.language.sets, scene.row[span.run.first].number
    behind = row[span.run.last + 1 : span.run.last + 2 + _FIRMS]
    if number is None or number.kind != PERCENT or not behind or behind[0].text not in sets["of"]:
        return False
    for token in behind[1:]:
        if token.text.split(" ")[-1] in sets["firms"]:
            return not token.possessive and "channel" not in token.kinds
        if token.is_("mark", "number", "level", "share"):
            return False
    return False


def _sold_at_home(scene: Scene, span: Span) -> bool:
    """Whether a number is of sales in the country itself: "Tires sold inside China rose 3%", "China's car sales"."""
    row, sets = scene.row, scene.language.sets
    near = row[span.head : span.tail]
    if any(token.flow or "partner" in token.kinds for token in near):
        return False
    goods = any("product" in a.kinds and b.text in sets["sales"] for a, b in itertools.pairwise(near))
    if goods and not any(token.text in sets["away"] for token in near):
        return True
    for i in range(span.head, span.run.first - 2):
        entry = row[i + 2].entry("region")
        inside = row[i + 1].text in sets["inside"] and entry is not None and entry.kind == "country"
        if "outward" in row[i].kinds and inside and not row[i + 2].possessive:
            return True
    return False


_OTHERS: tuple[Callable[[Scene, Span], bool], ...] = (
    _is_price,
    _is_gap_between,
    _is_of_any_year,
    _is_with_some,
    _by_unknown_way,
    _is_threshold_of_firms,
    _of_their_count,
    _is_part_of_firms,
    _sold_at_home,
    _is_of_none,
    _is_insured_or_lent,
    _is_made,
    recalled.forgotten,
)
