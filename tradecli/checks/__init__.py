"""Checks: one module each, found by their names, never listed by hand.

A module named like `x101_cross_source` is the check X101. Its docstring says what it
looks for and why, gives the formula in intervals, an example that fires and one that
stays quiet (doctests), and it has `CODE` and one of

- `TIES`: sets of kinds of ties; a conflict through exactly such a set is this check's;
- `SLIPS`: kinds of repairs; a finding with such a repair carries this code as well;
- `NAMES`: a special case of other checks' conflicts, which `wording.code_of` tells apart;
- `check(case)`: findings of its own, mostly from claims in words.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradecli.checks.case import Case
    from tradecli.model import Finding

__all__ = ["Check", "UnknownCheck", "checks", "explain", "get"]

_MODULE = re.compile(r"([a-z])(\d{3})_([a-z0-9_]+)$")


class UnknownCheck(ValueError):
    """A code that no check has."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check as its module describes it."""

    code: str
    name: str
    page: str
    ties: tuple[frozenset[str], ...] = ()
    slips: tuple[str, ...] = ()
    names: bool = False
    run: Callable[[Case], Iterable[Finding]] | None = None

    @property
    def title(self) -> str:
        """First line of the page."""
        return self.page.partition("\n")[0]


@cache
def checks() -> dict[str, Check]:
    """Every check by code, sorted."""
    found: dict[str, Check] = {}
    for info in pkgutil.iter_modules(__path__):
        matched = _MODULE.match(info.name)
        if matched is None:
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        code = matched[1].upper() + matched[2]
        found[code] = Check(
            code,
            matched[3].replace("_", "-"),
            inspect.cleandoc(module.__doc__ or ""),
            tuple(frozenset(kinds) for kinds in getattr(module, "TIES", ())),
            tuple(getattr(module, "SLIPS", ())),
            bool(getattr(module, "NAMES", False)),
            getattr(module, "check", None),
        )
    return dict(sorted(found.items()))


def get(code: str) -> Check:
    """The check of that code, in any case; raises UnknownCheck.

    >>> get("x101").name
    'cross-source'
    """
    try:
        return checks()[code.strip().upper()]
    except KeyError:
        raise UnknownCheck(f"no check {code!r}. `tradecli rule --all` lists them.") from None


def explain(code: str) -> str:
    """The page of a check: what it does, why, formula and examples.

    >>> explain("S102").splitlines()[0]
    'S102: a part is larger than its whole.'
    """
    return get(code).page
