"""Conflicts in words: their code, their arithmetic, their intervals."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.quantities import LEVELS
from tradecli.analysis.ties import Product
from tradecli.checks import checks

if TYPE_CHECKING:
    from tradecli.analysis.identities import World
    from tradecli.analysis.propagate import Conflict
    from tradecli.analysis.quantities import Quantity, Statement
    from tradecli.analysis.ties import Tie
    from tradecli.model import Figure

JOINT = "J101"
_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def code_of(conflict: Conflict, world: World, statements: Sequence[Statement]) -> str:
    """The check whose ties the conflict runs through; J101 where no single one covers it."""
    about = {world.number[canonical(statements[claim].quantity)] for claim in conflict.claims}
    kinds = frozenset(_kind(world.ties[tie], about) for tie in conflict.ties)
    parties = [statements[claim] for claim in conflict.claims]
    if not kinds:
        return JOINT if len(about) > 1 else _same_quantity(parties)
    for code, check in checks().items():
        if kinds in check.ties:
            if code == "S101" and any(
                each.quantity.metric == "share" and each.figure.bound != "eq" for each in parties
            ):
                return "S105"
            return "G112" if code == "G101" and _base_elsewhere(parties) else code
    return JOINT


def _base_elsewhere(parties: Sequence[Statement]) -> bool:
    """Whether a level of the year before comes from other sources than the growth rate it is held against."""
    rates = [sources_of(each) for each in parties if each.quantity.metric == "growth"]
    levels = sorted((each for each in parties if each.quantity.metric in LEVELS), key=lambda each: each.quantity.period)
    return bool(rates and levels) and not any(sources_of(levels[0]) & sources for sources in rates)


def _same_quantity(parties: Sequence[Statement]) -> str:
    """The check for statements of one quantity that differ, or for one that cannot be."""
    if len(parties) == 1:
        return "S102" if parties[0].quantity.metric == "share" else "G101"
    sources = [sources_of(each) for each in parties]
    if not any(one & two for one in sources for two in sources if one is not two):
        return "X101"
    figures = [each.figure for each in parties]
    if len({each.headline for each in parties}) == 2:
        return "X103"
    hedged = any(each.bound != "eq" for each in figures)
    return "A102" if hedged and len({(each.line, each.sentence) for each in figures}) == 1 else "X102"


def _kind(tie: Tie, about: set[int]) -> str:
    """The tie's kind; a share that nobody states is only a part of its whole."""
    if tie.kind == "share" and isinstance(tie, Product) and tie.rate not in about:
        return "part"
    return tie.kind


def sources_of(statement: Statement) -> frozenset[str]:
    """Every source that makes the statement."""
    return frozenset((statement.figure.source, *(copy.source for copy in statement.copies)))


def amount(value: float, unit: str) -> str:
    """A bound as a person writes it.

    >>> amount(4.5475e12, "CNY"), amount(19.849999999, "%"), amount(float("inf"), "%")
    ('4.5475 trillion CNY', '19.85%', 'no end')
    """
    if math.isinf(value):
        return "no end"
    if unit == "%":
        return f"{_digits(value)}%"
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{_digits(value / scale)}{word} {unit}"
    return f"{_digits(value)} {unit}"


def _digits(value: float) -> str:
    """As few digits as tell the number, give or take the open ends of intervals."""
    for digits in (3, 4, 5, 6):
        if abs(float(f"{value:.{digits}g}") - value) <= 2e-5 * abs(value):
            break
    text = f"{value:.{digits}g}"
    return text if "e" not in text else f"{value:.0f}"


def spoken(figure: Figure) -> str:
    """A figure's number as a message says it, with the sign that the words around it carry."""
    negative = figure.value < 0 and not any(sign in figure.quote for sign in "-−")
    return f"minus {figure.quote}" if negative else figure.quote


def span(low: float, high: float, unit: str) -> str:
    """An interval as a person writes it.

    >>> span(45.465e12, 45.475e12, "CNY"), span(50, float("inf"), "%")
    ('[45.465, 45.475] trillion CNY', 'over 50%')
    """
    if math.isinf(low) and math.isinf(high):
        return "anything"
    if math.isinf(high):
        return f"over {amount(low, unit)}"
    if math.isinf(low):
        return f"below {amount(high, unit)}"
    size = max(abs(low), abs(high))
    scale, word = next(((s, w) for s, w in _SCALES if size >= s and unit != "%"), (1.0, ""))
    tail = "%" if unit == "%" else f"{word} {unit}"
    return f"[{_digits(low / scale)}, {_digits(high / scale)}]{tail}"


def arithmetic(conflict: Conflict, world: World) -> str:
    """The two bounds that cross, and by which ties they come about."""
    if conflict.variable < 0:
        return "no values satisfy all of them together"
    quantity = world.quantities[conflict.variable]
    kinds = sorted({world.ties[tie].kind for tie in conflict.ties})
    through = f", through {', '.join(kinds)}" if kinds else ""
    low, high = amount(conflict.low, quantity.unit), amount(conflict.high, quantity.unit)
    return f"{quantity.words()}: at least {low} and at most {high} at once{through}"


def gap(conflict: Conflict, statement: Statement) -> tuple[float, float]:
    """How far the bounds miss each other: relative to their size, and in last digits of the statement's number."""
    from tradecli.interval import last_digit

    size = max(abs(conflict.low), abs(conflict.high))
    relative = (conflict.low - conflict.high) / size if size and math.isfinite(size) else 0.0
    value = abs(float(statement.figure.value))
    unit = last_digit(statement.figure.quote, value) if statement.figure.quote else 0.0
    return relative, (relative * max(value, unit) / unit if unit else 0.0)


def fingerprint(code: str, quantities: Iterable[Quantity], quotes: Iterable[str]) -> str:
    """A name for a finding that survives moved lines and renamed files."""
    keys = sorted({"|".join(quantity._replace(scope="")) for quantity in quantities})
    words = sorted({re.sub(r"\s+", " ", quote).strip().casefold() for quote in quotes})
    return hashlib.sha256("\n".join((code, *keys, *words)).encode()).hexdigest()[:32]


def listed(texts: Sequence[str], most: int = 3) -> str:
    """Texts as an English list, cut off where it grows long.

    >>> listed(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    unique = list(dict.fromkeys(texts))
    if len(unique) > most + 1:
        return f"{', '.join(unique[:most])} and {len(unique) - most} more"
    return " and ".join(filter(None, (", ".join(unique[:-1]), unique[-1]))) if unique else ""
