"""Which words of a sentence belong to which number: those before it and those after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import NameList, Run, field_of
from tradecli.extraction.mentions import Token

_CUTS = frozenset({",", ";", ":", "\u2014", "(", ")", ".", "|", "[", "]", "\u2022"})
_CUT_WORDS = frozenset(
    {
        "while",
        "whereas",
        "but",
        "although",
        "though",
        "when",
        "yet",
        "and",
        "as",
        "even",
        "or",
        "meanwhile",
        "after",
        "up",
        "down",
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """A run with its words: `head` to the first number, the last number to `tail`."""

    run: Run
    head: int
    tail: int
    bracket: int = -1
    """Place of the bracket that the numbers stand in, -1 outside."""
    resumed: range = range(0)
    """The words of a subject that an aside between commas parted from its verb."""

    @property
    def places(self) -> list[int]:
        """Places of the words before the number, those of a resumed subject first."""
        return [*self.resumed, *range(self.head, self.run.first)]


def spans(row: Sequence[Token], runs: Sequence[Run], lists: Sequence[NameList]) -> list[Span]:
    """The span of each run, in order; what lies between two runs is cut at the first clause mark."""
    inside = {i for names in lists for i in range(names.tokens[0] + 1, names.tokens[-1])}
    found: list[Span] = []
    head = 0
    for k, run in enumerate(runs):
        limit = runs[k + 1].first if k + 1 < len(runs) else len(row)
        tail = next((i for i in range(run.last + 1, limit) if _cuts(row, i, inside)), limit)
        found.append(Span(run, head, tail, _bracket(row, run.first)))
        if (opened := _resumes(row, head)) is not None:
            found[-1] = replace(found[-1], resumed=opened)
        no_mark = tail == limit and k + 1 < len(runs)
        head = run.last + 1 if no_mark else tail
    return found


def _resumes(row: Sequence[Token], head: int) -> range | None:
    """The subject that a clause goes back to: ", nudged up" after "Trade in the province, whose economy grew 5%"."""
    if head >= len(row) or row[head].text != "," or head + 1 >= len(row):
        return None
    verb = next((token for token in row[head + 1 : head + 4] if not token.text.endswith("ly")), row[head + 1])
    if (
        not verb.is_("change:up", "change:down", "level", "share", "contribution")
        or verb.text.endswith("ing")
        or verb.text in {"up", "down"}
    ):
        return None
    for i in range(head - 1, 0, -1):
        if row[i].text in {";", ":", ".", "\u2014"}:
            return None
        if row[i].text in {"which", "who", "whose", "where"} and row[i - 1].text == ",":
            start = next(
                (j + 1 for j in range(i - 2, -1, -1) if row[j].text in {",", ";", ":", "while", "whereas", "but"}), 0
            )
            return range(start, i - 1)
    return None


def _cuts(row: Sequence[Token], i: int, inside: set[int]) -> bool:
    if i in inside:
        return False
    token = row[i]
    if token.text in _CUTS:
        return True
    return token.text in _CUT_WORDS and not (token.text in {"up", "down"} and i > 0 and row[i - 1].is_("number"))


def _bracket(row: Sequence[Token], i: int) -> int:
    for j in range(i - 1, -1, -1):
        if row[j].text == ")":
            return -1
        if row[j].text == "(":
            return j
    return -1


def fronted(row: Sequence[Token], found: list[Span], language: Language) -> list[Span]:
    """The spans, those at the front that come before their subject given its words: "Up 9.2 percent, exports hit ..."."""
    if not found or not row:
        return found
    first = next((token for token in row if not token.is_("mark")), row[0])
    leads = first.is_("change:up", "change:down", "fronting") or found[0].run.first == 0
    if not leads:
        return found
    count = 0
    while count < len(found) and not _named(row, found[count].head, found[count].run.first) and not _named(
        row, found[count].run.last + 1, found[count].tail
    ):
        count += 1
    start = found[count].head if count < len(found) else found[-1].tail
    if count == 0 or not _named(row, start, len(row)):
        return found
    end = next((i for i in range(start, len(row)) if row[i].is_("level", "number") or row[i].is_("change:up", "change:down") and i > start + 1), len(row))
    return [replace(span, resumed=range(start, end)) for span in found[:count]] + found[count:]


def _named(row: Sequence[Token], start: int, end: int) -> bool:
    return any(field_of(token) not in {"", "period"} for token in row[start:end])
