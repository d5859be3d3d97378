"""What a check gets to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical

if TYPE_CHECKING:
    from tradecli.analysis.identities import World
    from tradecli.analysis.propagate import Network
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.interval import Interval
    from tradecli.lexicon import Lexicon
    from tradecli.model import Article, Evidence, Figure, Finding


@dataclass(frozen=True, slots=True)
class Spoken:
    """One figure of a statement where it stands in a text."""

    figure: Figure
    quantity: Quantity
    loose: Interval


@dataclass(frozen=True, slots=True)
class Case:
    """Statements with their world, the network of what holds once culprits are out, and the articles."""

    statements: Sequence[Statement]
    world: World
    network: Network
    lexicon: Lexicon
    articles: Mapping[str, Article] = field(default_factory=dict)
    everything: tuple[Statement, ...] = ()
    """All statements, those too that some explanation blames."""
    aside: tuple[Figure, ...] = ()
    """Figures that are no plain statements: forecasts, yearly averages."""

    def bounds(self, variable: int) -> tuple[float, float]:
        """What all that holds together leaves open for a variable."""
        return self.network.bounds[2 * variable], self.network.bounds[2 * variable + 1]

    def by_quantity(self, metric: str) -> dict[Quantity, list[Statement]]:
        """Statements of a metric by their quantity, the most precise first."""
        found: dict[Quantity, list[Statement]] = {}
        for statement in self.statements:
            if statement.quantity.metric == metric:
                found.setdefault(canonical(statement.quantity), []).append(statement)
        for group in found.values():
            group.sort(key=lambda each: each.strict.high - each.strict.low)
        return found

    def by_sentence(self) -> Iterator[list[Spoken]]:
        """The figures of one sentence after the other, as they stand in the text."""
        found: dict[tuple[str, int, str], list[Spoken]] = {}
        for statement in self.statements:
            for figure in (statement.figure, *statement.copies):
                key = (figure.source, figure.line, figure.sentence)
                found.setdefault(key, []).append(Spoken(figure, statement.quantity, statement.loose))
        for key in sorted(found):
            yield sorted(found[key], key=lambda each: (each.figure.start, each.figure.end))

    def ranked(self) -> Iterator[tuple[Statement, list[Statement]]]:
        """Each statement of all trade of a province, with the same quantity of other provinces."""
        groups: dict[Quantity, list[Statement]] = {}
        for statement in self.statements:
            quantity = statement.quantity
            plain = not (quantity.partner or quantity.product or quantity.channel or quantity.base or quantity.scope)
            if quantity.metric in ("value", "growth") and plain and self._is_province(quantity.region):
                groups.setdefault(canonical(quantity)._replace(region=""), []).append(statement)
        for group in groups.values():
            for statement in group:
                yield statement, [each for each in group if each.quantity.region != statement.quantity.region]

    def _is_province(self, region: str) -> bool:
        entry = self.world.scopes.entry("region", region)
        return entry is not None and entry.kind == "province"


def evidence(figure: Figure, low: float, high: float, message: str = "", code: str = "") -> Evidence:
    """A figure as a finding cites it."""
    from tradecli.model import Evidence

    breaks = figure.quote.count("\n")
    tail = len(figure.quote) - figure.quote.rfind("\n") - 1
    return Evidence(
        figure.source,
        figure.line,
        figure.column,
        figure.start,
        figure.end,
        figure.quote,
        low,
        high,
        message,
        figure.line + breaks,
        tail + 1 if breaks else figure.column + len(figure.quote),
        code,
    )


def doubtful(finding: Finding) -> Finding:
    """The finding with all its evidence as possible culprits: words against numbers decide nothing."""
    return replace(finding, alternatives=finding.related)
