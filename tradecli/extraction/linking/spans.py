"""Which words of a sentence belong to which number: those before it and those after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradecli.extraction.linking.lists import NameList, Run
from tradecli.extraction.mentions import Token

_CUTS = frozenset({",", ";", ":", "\u2014", "(", ")", ".", "|", "[", "]", "\u2022"})
_CUT_WORDS = frozenset({"while", "whereas", "but", "although", "though", "when", "yet", "and", "as", "even", "or", "meanwhile", "after", "up", "down"})


@dataclass(frozen=True, slots=True)
class Span:
    """A run with its words: `head` to the first number, the last number to `tail`."""

    run: Run
    head: int
    tail: int
    bracket: int = -1
    """Place of the bracket that the numbers stand in, -1 outside."""


def spans(row: Sequence[Token], runs: Sequence[Run], lists: Sequence[NameList]) -> list[Span]:
    """The span of each run, in order; what lies between two runs is cut at the first clause mark."""
    inside = {i for names in lists for i in range(names.tokens[0] + 1, names.tokens[-1])}
    found: list[Span] = []
    head = 0
    for k, run in enumerate(runs):
        limit = runs[k + 1].first if k + 1 < len(runs) else len(row)
        tail = next((i for i in range(run.last + 1, limit) if _cuts(row, i, inside)), limit)
        found.append(Span(run, head, tail, _bracket(row, run.first)))
        no_mark = tail == limit and k + 1 < len(runs)
        head = run.last + 1 if no_mark else tail
    return found


def _cuts(row: Sequence[Token], i: int, inside: set[int]) -> bool:
    if i in inside:
        return False
    token = row[i]
    if token.text in _CUTS:
        return True
    return token.text in _CUT_WORDS and not (token.text in {"up", "down"} and i > 0 and row[i - 1].is_("number"))


def _bracket(row: Sequence[Token], i: int) -> int:
    for j in range(i - 1, -1, -1):
        if row[j].text in {")", "]"}:
            return -1
        if row[j].text in {"(", "["}:
            return j
    return -1
