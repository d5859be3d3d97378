"""Lists of a sentence: names in a row, numbers in a row, and which number goes with which name.

A run of n numbers of one kind belongs to the nearest earlier list of n names,
with or without "respectively"; where the lengths differ nothing is paired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradecli.extraction.mentions import NAMES, Token

FIELDS = (*NAMES, "flow", "period")
_GLUE = frozenset(
    {
        ",",
        "and",
        "or",
        "&",
        "/",
        "as well as",
        "the",
        "its",
        "their",
        "of",
        "to",
        "with",
        "from",
        "those",
        "by",
        "both",
        "for",
        "plus",
        "in",
        "that",
    }
)
_PLACES = frozenset({"province", "provinces", "city", "cities", "municipality", "municipalities", "region", "regions"})
_JOINS = frozenset({",", "and", "or", "&", "/", "as well as", "plus"})
_BETWEEN_NUMBERS = frozenset({",", "and", "by", "to", "&", "/", "at", "of", "a", "an", "the", "up", "another"})


@dataclass(frozen=True, slots=True)
class NameList:
    """Names of one field in a row; `tokens` are their places in the sentence."""

    field: str
    tokens: tuple[int, ...]
    split_flow: bool = False
    """Whether it is the pair inside "exports and imports"."""
    values: tuple[str, ...] = ()
    """The periods that one word names ("quarter by quarter")."""

    @property
    def size(self) -> int:
        """Number of names."""
        return 2 if self.split_flow else len(self.values or self.tokens)


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of one kind in a row; `tokens` are their places in the sentence."""

    tokens: tuple[int, ...]

    @property
    def first(self) -> int:
        """Place of the first number."""
        return self.tokens[0]

    @property
    def last(self) -> int:
        """Place of the last number."""
        return self.tokens[-1]


def field_of(token: Token) -> str:
    """The field that a token names, partners before regions of one name; empty where it names none."""
    for field in ("product", "channel", "partner", "region"):
        if token.is_(field):
            return field
    if token.of("place_noun"):
        return "region"
    if token.of("flow"):
        return "flow"
    if token.is_("period"):
        return "period"
    return ""


def name_lists(row: Sequence[Token]) -> list[NameList]:
    """Lists of two names or more of one field, joined by commas and "and", in text order."""
    found: list[NameList] = []
    i = 0
    while i < len(row):
        field = _listed(row[i])
        if not field:
            i += 1
            continue
        members, at = [i], i
        while (following := _next_member(row, at, field)) is not None:
            members.append(following)
            at = following
        if len(members) > 1 and _is_list(row, members):
            found.append(NameList(field, tuple(members)))
        i = at + 1
    found += [NameList("flow", (i,), True) for i, token in enumerate(row) if is_pair_of_flows(token)]
    for i in range(len(row) - 2):
        whole = row[i].of("flow") == "total" and not is_pair_of_flows(row[i])
        if whole and row[i + 1].text == "," and is_pair_of_flows(row[i + 2]):
            flows = ("exports", "imports") if row[i + 2].text.startswith("export") else ("imports", "exports")
            found.append(NameList("flow", (i, i + 2), values=("total", *flows)))
    for i, token in enumerate(row):
        if token.period is not None and token.period.several:
            found.append(NameList("period", (i,), values=token.period.several))
    return sorted(found, key=lambda each: each.tokens[0])


def is_pair_of_flows(token: Token) -> bool:
    """Whether a flow word is "exports and imports", which may also mean the two apart."""
    pair = " and " in token.text and "export" in token.text and "import" in token.text
    return token.of("flow") == "total" and pair and not token.text.endswith("ed")


def _listed(token: Token) -> str:
    field = field_of(token)
    pair = (
        field == "flow"
        and token.of("flow") == "total"
        and (" " in token.text and token.text.split()[0] not in {"total", "overall", "foreign", "goods"})
    )
    return "" if pair or token.adjective else field


def _next_member(row: Sequence[Token], at: int, field: str) -> int | None:
    joined = False
    depth = 0
    for i in range(at + 1, min(len(row), at + 9)):
        token = row[i]
        if token.text == "(":
            depth += 1
            continue
        if token.text == ")" and depth:
            depth -= 1
            continue
        if depth:
            if token.is_("number"):
                return None
            continue
        if _listed(token) == field or (field in token.kinds and _listed(token)):
            return i if joined else None
        if token.text in _JOINS:
            joined = True
        elif token.text not in _GLUE | _PLACES and not (
            token.is_("neutral") and not token.is_("change:up", "change:down") and not joined
        ):
            return None
    return None


def _is_list(row: Sequence[Token], members: Sequence[int]) -> bool:
    """Three names or an "and" make a list; two names with a comma between are rather an apposition."""
    if len(members) > 2:
        return True
    return any(row[i].text in {"and", "&", "as well as", "/", "or", "plus"} for i in range(members[0], members[1]))


def number_runs(row: Sequence[Token], lists: Sequence[NameList] = ()) -> list[Run]:
    """The numbers of a sentence, those in a row together, in text order.

    Numbers apart are one run where they are as many as the names of a list that
    "respectively" or its own words deal out ("a fall of 2.5%, then rises of 7.2% and 11.3%").
    """
    places = [i for i, token in enumerate(row) if token.is_("number")]
    runs: list[Run] = []
    i = 0
    while i < len(places):
        members = [places[i]]
        while i + 1 < len(places) and _same_run(row, members, places[i + 1]):
            i += 1
            members.append(places[i])
        runs.append(Run(tuple(members)))
        i += 1
    return _joined(row, runs, lists)


def _joined(row: Sequence[Token], runs: list[Run], lists: Sequence[NameList]) -> list[Run]:
    for names in lists:
        marked = names.values or any(token.is_("respectively") for token in row[names.tokens[-1] :])
        later = [run for run in runs if run.first > names.tokens[-1]]
        for k, run in enumerate(later):
            group = [run]
            while sum(len(each.tokens) for each in group) < names.size and k + len(group) < len(later):
                group.append(later[k + len(group)])
            numbers = [i for each in group for i in each.tokens]
            between = row[numbers[0] : numbers[-1]]
            kinds = {row[i].number.kind for i in numbers}  # type: ignore[union-attr]
            apart = len(group) > 1 and len(numbers) == names.size and len(kinds) == 1
            if marked and apart and not any(field_of(token) for token in between):
                runs = [each for each in runs if each not in group] + [Run(tuple(numbers))]
    return sorted(runs, key=lambda each: each.first)


def _family(kind: str) -> str:
    return "rate" if kind in {"percent", "times", "fraction"} else kind


def _same_run(row: Sequence[Token], members: Sequence[int], following: int) -> bool:
    last = members[-1]
    a, b = row[last].number, row[following].number
    if a is None or b is None or _family(a.kind) != _family(b.kind) or (a.kind == "money" and a.unit != b.unit):
        return False
    between = row[last + 1 : following]
    if b.crossing:
        return False
    if not any(token.text in {",", "and", "&", "/"} for token in between):
        return False
    loose = any(token.is_("respectively") for token in row[following + 1 : following + 4])
    for token in between:
        hedge = a.start < token.start < b.start and b.hedged >= 0 and token.start >= b.hedged
        if token.text in _BETWEEN_NUMBERS or hedge:
            continue
        if loose and token.is_("change:up", "change:down"):
            continue
        return False
    return True


def product_of_lists(row: Sequence[Token], run: Run, lists: Sequence[NameList]) -> tuple[NameList, NameList] | None:
    """The two lists that a run is dealt out to when it is as long as their product ("exports and imports of A and B")."""
    earlier = [each for each in lists if each.tokens[-1] < run.first]
    for i, outer in enumerate(earlier):
        for inner in earlier[i + 1 :]:
            if outer.size * inner.size == len(run.tokens) and outer.field != inner.field:
                return outer, inner
    return None


def pairing(row: Sequence[Token], run: Run, lists: Sequence[NameList]) -> NameList | None:
    """The list of names that a run of two numbers or more is dealt out to: the nearest earlier one of its length."""
    size = len(run.tokens)
    if size < 2:
        return None
    earlier = [each for each in lists if each.size == size and each.tokens[-1] < run.first]
    plain = [each for each in earlier if not each.split_flow]
    marked = any(token.is_("respectively") for token in row[max(0, run.first - 3) : run.last + 4])
    if plain:
        return plain[-1]
    return earlier[-1] if earlier and (marked or size == 2) else None
