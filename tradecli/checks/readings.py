"""Doubt about the reading, kept apart from doubt about the sources.

Figures come from prose, and a wrong link looks like a wrong number. Two signs of it:
a whole sentence that contradicts another one of its own source is about something
else than it was read as, and a suspect that fits under the other reading of its words, or
is exactly another region's number, was read wrongly. Neither is a finding against the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.checks import claims

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.model import Article

DIGITS = 4
"""Digits from which one number in two places is no chance: it belongs to the other place."""
ENOUGH = 2
"""Quantities in which two sentences of a source must differ before one of them is doubted."""


def misread(stated: Sequence[Statement], articles: Mapping[str, Article]) -> tuple[list[Statement], tuple[str, ...]]:
    """The statements without sentences that were taken for something else, and a note on each of these.

    Where other sources print the same numbers of another region, the sentence is taken to be about that.
    """
    groups: dict[tuple[str, Quantity], list[Statement]] = {}
    for each in stated:
        groups.setdefault((each.figure.source, canonical(each.quantity)), []).append(each)
    differ: dict[tuple[str, str, str], set[tuple[str, ...]]] = {}
    for (source, quantity), group in groups.items():
        for one, two in _disjoint(group):
            first, second = sorted((one, two), key=lambda each: each.figure.start)
            pair = (
                source,
                claims.sentence_of(first.figure, articles.get(source)),
                claims.sentence_of(second.figure, articles.get(source)),
            )
            if pair[1] != pair[2]:
                differ.setdefault(pair, set()).add((quantity.metric, quantity.flow, quantity.partner, quantity.product))
    doubted = set()
    for (source, early, late), keys in sorted(differ.items()):
        if len(keys) >= ENOUGH:
            weaker = _support(source, early, stated, articles) < _support(source, late, stated, articles)
            doubted.add((source, early if weaker else late))
    kept: list[Statement] = []
    notes: set[str] = set()
    for each in stated:
        figure = each.figure
        place = figure.source, claims.sentence_of(figure, articles.get(figure.source))
        if place not in doubted or _elsewhere(each):
            kept.append(each)
            continue
        region = _region_of(place, stated, articles)
        if region:
            kept.append(replace(each, quantity=each.quantity._replace(region=region)))
            notes.add(f"{figure.source}:{figure.line} gives the figures of {region} and is read as such")
        else:
            notes.add(
                f"{figure.source}:{figure.line} contradicts its own article in several figures; "
                "it was probably read wrongly and is left out"
            )
    return kept, tuple(sorted(notes))


def _region_of(place: tuple[str, str], stated: Sequence[Statement], articles: Mapping[str, Article]) -> str:
    """The region of which other sources print the same numbers, at least two of them; empty for none."""
    source, sentence = place
    counts: dict[str, int] = {}
    for one in stated:
        if one.figure.source != source or claims.sentence_of(one.figure, articles.get(source)) != sentence:
            continue
        same = {
            two.quantity.region
            for two in stated
            if two.figure.source != source
            and two.figure.value == one.figure.value
            and two.quantity.region != one.quantity.region
            and two.quantity._replace(region="") == one.quantity._replace(region="")
        }
        for region in same:
            counts[region] = counts.get(region, 0) + 1
    best = max(counts, key=lambda region: (counts[region], region), default="")
    return best if counts.get(best, 0) >= ENOUGH else ""


def _disjoint(group: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    for place, one in enumerate(group):
        for two in group[place + 1 :]:
            if not one.loose.meets(two.loose):
                yield one, two


def _support(source: str, sentence: str, stated: Sequence[Statement], articles: Mapping[str, Article]) -> int:
    """How many statements elsewhere agree with the figures of a sentence."""

    def inside(each: Statement) -> bool:
        figure = each.figure
        return figure.source == source and claims.sentence_of(figure, articles.get(source)) == sentence

    own = [each for each in stated if inside(each)]
    quantities = {canonical(each.quantity) for each in own}
    others = [each for each in stated if canonical(each.quantity) in quantities and not inside(each)]
    agreeing = sum(
        one.loose.meets(two.loose)
        for one in own
        for two in others
        if canonical(one.quantity) == canonical(two.quantity)
    )
    return agreeing + sum(len(each.copies) for each in own)


def _elsewhere(statement: Statement) -> bool:
    """Whether another sentence, or another source, says the same."""
    return any(
        copy.source != statement.figure.source or copy.sentence != statement.figure.sentence
        for copy in statement.copies
    )


def others(statement: Statement, stated: Sequence[Statement], article: Article | None) -> Iterator[Statement]:
    """The same statement under the other readings that its words allow."""
    quantity, figure = statement.quantity, statement.figure
    if sum(letter.isdigit() for letter in figure.quote) >= DIGITS:
        places = {
            each.quantity.region: each
            for each in stated
            if each.figure.value == figure.value and each.quantity._replace(region=quantity.region) == quantity
        }
        for region in sorted(set(places) - {quantity.region}):
            yield replace(statement, quantity=quantity._replace(region=region))
    if quantity.metric not in ("share", "growth"):
        return
    if quantity.flow == "imports":
        twins = [
            each.figure
            for each in stated
            if each.figure.source == figure.source
            and each.quantity == quantity._replace(flow="exports")
            and 0 < each.figure.end - figure.start < claims.REACH
        ]
        if any(claims.paired_flows(figure, twin, article) for twin in twins):
            yield replace(statement, quantity=quantity._replace(flow="total"))
    if quantity.metric == "share" and quantity.of == "region":
        texts = claims.around(figure, article, 90, 60)
        if any(claims.has("of_nation", text) for text in texts):
            yield replace(statement, quantity=quantity._replace(of="China"))
