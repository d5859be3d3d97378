"""Lists whose figures come name by name: "A and B were 5 billion yuan, up 1%, and 4 billion, up 2%, respectively"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import NameList, field_of
from tradecli.extraction.linking.runs import brackets_of, family_of
from tradecli.extraction.mentions import Token

_FIELDS = frozenset({"region", "partner", "product", "channel", "flow"})
_NEAR = 8
"""Words from the last figure to "respectively", at most."""
_WIDEST = 3
"""Figures of one name, at most."""


def interleaved(
    row: Sequence[Token], lists: Sequence[NameList], language: Language
) -> Mapping[int, tuple[NameList, int]]:
    """For the place of the first figure of each name that a list deals out so: the list, and which name it is.

    The other figures of a name go on from its first.
    """
    for names in lists:
        places = _numbers_behind(row, names)
        if names.field in _FIELDS and not names.values and _is_told_apart(row, names, places, language):
            width = len(places) // names.size
            kinds = [family_of(row[i]) for i in places]
            even = 1 < width <= _WIDEST and len(places) == width * names.size
            if even and kinds == kinds[:width] * names.size and len(set(kinds[:width])) == width:
                return {i: (names, k) for k, i in enumerate(places[::width])}
    return {}


def _numbers_behind(row: Sequence[Token], names: NameList) -> list[int]:
    """Places of the numbers behind a list, outside brackets, up to the next semicolon or name of its field."""
    brackets = brackets_of(row)
    places = []
    for i in range(names.tokens[-1] + 1, len(row)):
        if row[i].text == ";" or (field_of(row[i]) == names.field and names.field != "flow"):
            break
        if "number" in row[i].kinds and brackets[i] < 0:
            places.append(i)
    return places


def _is_told_apart(row: Sequence[Token], names: NameList, places: Sequence[int], language: Language) -> bool:
    """Whether "each" stands before the numbers or "respectively" beside them."""
    if not places:
        return False
    before = row[names.tokens[-1] + 1 : places[0]]
    return any("each" in token.kinds for token in before) or any(
        "respectively" in token.kinds for token in row[places[0] - 1 : places[-1] + _NEAR]
    )
