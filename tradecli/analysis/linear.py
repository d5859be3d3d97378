"""The same quantities and ties as a linear program: exact bounds, and proof that none is contradicted.

Propagation is quick but looks at one tie at a time; a linear program sees all of
them at once. A stated rate turns its tie into two rows with constant coefficients
(`(1 + g_low) * base <= level <= (1 + g_high) * base`). The model is homogeneous: a
column `t` stands for 1, so that one and the same model bounds a level (`t = 1`) and a
ratio of two levels (denominator = 1; Charnes and Cooper 1962).

Solved by HiGHS (highspy), imported on first use. Amounts are in billions inside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tradecli.analysis.propagate import Network
from tradecli.analysis.quantities import LEVELS, Quantity
from tradecli.analysis.ties import Linear, Product

if TYPE_CHECKING:
    from tradecli.analysis.identities import World

INF = math.inf
UNIT = 1e9
TINY = 1e-7


@dataclass(frozen=True, slots=True)
class Row:
    """`sum(weight * column) <= 0`, with the claims and the kind of tie it stands for."""

    terms: tuple[tuple[int, float], ...]
    claims: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a program proves: the ends, the claims that hold them, the kinds of ties they pass."""

    low: float
    high: float
    claims: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


def rows(world: World, network: Network, claims: Iterable[int] | None = None) -> list[Row]:
    """The program of the active claims (or of those given); column 0 is `t`, column `v + 1` variable `v`."""
    used = sorted(network.active if claims is None else claims)
    about: dict[int, list[int]] = {}
    for number in used:
        about.setdefault(network.claims[number].variable, []).append(number)
    found: list[Row] = []
    for variable, numbers in sorted(about.items()):
        if is_column(world.quantities[variable]):
            found.extend(_stated(network, variable, numbers))
    for tie in world.ties:
        if isinstance(tie, Linear):
            found.extend(_linear(world, tie))
        elif isinstance(tie, Product) and not is_column(world.quantities[tie.rate]):
            found.extend(_product(network, tie, about.get(tie.rate, [])))
    return found


def is_column(quantity: Quantity) -> bool:
    """Whether a quantity is an amount, and so a column; rates are coefficients."""
    return quantity.metric in LEVELS or (quantity.metric == "change" and quantity.unit not in ("%", "pp"))


def _stated(network: Network, variable: int, numbers: Sequence[int]) -> Iterable[Row]:
    for number in numbers:
        claim = network.claims[number]
        if math.isfinite(claim.low):
            yield Row(((0, claim.low / UNIT), (variable + 1, -1.0)), (number,))
        if math.isfinite(claim.high):
            yield Row(((variable + 1, 1.0), (0, -claim.high / UNIT)), (number,))


def _linear(world: World, tie: Linear) -> Iterable[Row]:
    if not all(is_column(world.quantities[variable]) for variable in tie.variables):
        return
    terms = [(variable + 1, weight) for variable, weight in zip(tie.variables, tie.weights, strict=True)]
    if math.isfinite(tie.high):
        yield Row((*terms, (0, -tie.high / UNIT)) if tie.high else tuple(terms), (), tie.kind)
    if math.isfinite(tie.low):
        turned = [(column, -weight) for column, weight in terms]
        yield Row((*turned, (0, tie.low / UNIT)) if tie.low else tuple(turned), (), tie.kind)


def _product(network: Network, tie: Product, numbers: Sequence[int]) -> Iterable[Row]:
    low, high = network.domains[tie.rate]
    holders: list[tuple[int, ...]] = [(), ()]
    for number in numbers:
        claim = network.claims[number]
        if claim.low > low:
            low, holders[0] = claim.low, (number,)
        if claim.high < high:
            high, holders[1] = claim.high, (number,)
    whole, part = tie.whole + 1, tie.part + 1
    if math.isfinite(low):
        yield Row(((part, tie.shift + tie.slope * low), (whole, -1.0)), holders[0], tie.kind)
    if math.isfinite(high):
        yield Row(((whole, 1.0), (part, -tie.shift - tie.slope * high)), holders[1], tie.kind)


@cache
def _silent_solver() -> Any:
    """The solver's class, made to print nothing; raises ImportError where highspy is missing.

    That of highspy 1.16 prints its name while it is constructed, as its callbacks are set.
    """
    import highspy

    base: Any = highspy.Highs

    class Silent(base):  # type: ignore[misc]
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent


class Program:
    """One model for many questions."""

    def __init__(self, world: World, network: Network, claims: Iterable[int] | None = None) -> None:
        """Hand the rows to HiGHS; raises ImportError where highspy is missing."""
        import highspy

        self._module: Any = highspy
        self._highs: Any = _silent_solver()()
        self.rows = rows(world, network, claims)
        self._floors = [0.0] + [
            (0.0 if network.domains[v][0] == 0 and is_column(quantity) else -INF)
            for v, quantity in enumerate(world.quantities)
        ]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("presolve", "off")
        self._pass()

    def _pass(self) -> None:
        import numpy as np

        lp = self._module.HighsLp()
        size = len(self._floors)
        infinite = self._module.kHighsInf
        lp.num_col_, lp.num_row_ = size, len(self.rows)
        lp.col_cost_ = np.zeros(size)
        lp.col_lower_ = np.array([max(floor, -infinite) for floor in self._floors])
        lp.col_upper_ = np.full(size, infinite)
        lp.row_lower_ = np.full(len(self.rows), -infinite)
        lp.row_upper_ = np.zeros(len(self.rows))
        starts = [0]
        columns: list[int] = []
        weights: list[float] = []
        for row in self.rows:
            merged: dict[int, float] = {}
            for column, weight in row.terms:
                merged[column] = merged.get(column, 0.0) + weight
            columns.extend(merged)
            weights.extend(merged.values())
            starts.append(len(columns))
        lp.a_matrix_.format_ = self._module.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts)
        lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(weights)
        self._highs.passModel(lp)

    def feasible(self) -> bool:
        """Whether the claims can hold together."""
        self._fix(0)
        self._highs.run()
        status = self._highs.getModelStatus()
        self._free(0)
        return bool(status != self._module.HighsModelStatus.kInfeasible)

    def suspects(self) -> list[int]:
        """Claims behind an infeasible program, from the dual ray; more than needed, maybe."""
        self._fix(0)
        self._highs.run()
        answer = self._highs.getDualRay()
        self._free(0)
        ray = answer[-1] if isinstance(answer, tuple) else answer
        if ray is None or len(ray) != len(self.rows):
            return sorted({claim for row in self.rows for claim in row.claims})
        heavy = [row for row, weight in zip(self.rows, ray, strict=True) if abs(weight) > TINY]
        return sorted({claim for row in heavy for claim in row.claims})

    def level(self, variable: int) -> Bounds:
        """Bounds of an amount in base units."""
        found = self._both(variable + 1, 0)
        return Bounds(found.low * UNIT, found.high * UNIT, found.claims, found.kinds)

    def ratio(self, variable: int, by: int) -> Bounds:
        """Bounds of one amount divided by another, positive one."""
        return self._both(variable + 1, by + 1)

    def _both(self, column: int, one: int) -> Bounds:
        """Least and greatest value of a column while another one is 1."""
        sense = self._module.ObjSense
        self._fix(one)
        self._highs.changeColCost(column, 1.0)
        ends: list[float] = []
        claims: set[int] = set()
        kinds: set[str] = set()
        for each, none in ((sense.kMinimize, -INF), (sense.kMaximize, INF)):
            self._highs.changeObjectiveSense(each)
            self._highs.run()
            if self._highs.getModelStatus() != self._module.HighsModelStatus.kOptimal:
                ends.append(none)
                continue
            ends.append(float(self._highs.getInfo().objective_function_value))
            for row, dual in zip(self.rows, self._highs.getSolution().row_dual, strict=True):
                if abs(dual) > TINY:
                    claims.update(row.claims)
                    kinds.add(row.kind)
        self._highs.changeColCost(column, 0.0)
        self._highs.changeObjectiveSense(sense.kMinimize)
        self._free(one)
        return Bounds(ends[0], ends[1], tuple(sorted(claims)), tuple(sorted(kinds - {""})))

    def _fix(self, column: int) -> None:
        self._highs.changeColBounds(column, 1.0, 1.0)

    def _free(self, column: int) -> None:
        self._highs.changeColBounds(column, max(self._floors[column], -self._module.kHighsInf), self._module.kHighsInf)


def contradiction(world: World, network: Network) -> tuple[int, ...] | None:
    """A smallest set of active claims that only together cannot hold, or None where all can.

    Propagation must have found nothing; this closes the cycles that it cannot see.
    """
    program = Program(world, network)
    if program.feasible():
        return None
    kept = program.suspects()
    if Program(world, network, kept).feasible():
        kept = sorted(network.active)
    for claim in list(kept):
        fewer = [each for each in kept if each != claim]
        if not Program(world, network, fewer).feasible():
            kept = fewer
    return tuple(kept)
