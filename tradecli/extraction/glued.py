"""Words that lost a blank, "exported102.03 billionyuan", or have hyphens for blanks, "export-to-Switzerland"."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cache

from tradecli.extraction.language import Language, alternatives

_LEAST = 3
"""Letters of a word that may follow a unit without a blank, at least."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A text with the lost blanks put back; `blanks` are their places in it, in order."""

    text: str
    blanks: tuple[int, ...] = ()

    def printed(self, at: int) -> int:
        """The place in the printed text of a place in this one.

        >>> parted = Parted("up 5 percent", (2,))
        >>> parted.printed(3), parted.printed(12)
        (2, 11)
        """
        return at - bisect.bisect_left(self.blanks, at)


def parted(text: str, language: Language) -> Parted:
    """The text with a blank wherever a number or a word of trade runs into its neighbour.

    As it stands where none does so for sure: then words that look run together are words of their own.

    >>> from tradecli.extraction.language import load
    >>> parted("Theexports were70.49 billionyuan, growing by14percent; Q1 of COVID19", load("en")).text
    'The exports were 70.49 billion yuan, growing by 14percent; Q1 of COVID19'
    """
    run_in, lost = _patterns(language)
    if run_in.search(text) is None:
        return Parted(text)
    places = [match.end() for match in lost.finditer(text)]
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    return Parted(" ".join(pieces), tuple(at + k for k, at in enumerate(places)))


def unhyphened(folded: str, language: Language) -> str:
    """The text with blanks for the hyphens that tie a flow to its partner.

    >>> from tradecli.extraction.language import load
    >>> unhyphened("export-to-Switzerland value, Made-in-China goods", load("en"))
    'export to Switzerland value, Made-in-China goods'
    """
    return _tied(language).sub(lambda match: match.group().replace("-", " "), folded)


@cache
def _tied(language: Language) -> re.Pattern[str]:
    flow, to = (alternatives(language.lists["glued"][name]) for name in ("flow", "to"))
    return re.compile(rf"(?<![\w-])(?i:{flow})-(?:{to})-(?=[A-Z])")


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a number or unit that runs into a word, and of what stands right before a lost blank."""
    lists = language.lists
    scale = alternatives(word for word in lists["scales"] if len(word) > _LEAST)
    rate = alternatives(word for word in lists["percent"] if word.isalpha() and len(word) > _LEAST)
    money = alternatives(word for word in lists["currencies"]["CNY"]["after"] if word.islower() and " " not in word)
    first, months = (alternatives(lists["time_parts"][name]) for name in ("first", "months"))
    number = rf"\d[\d.,]*(?:\s|-)?(?:%|(?:{scale}|{rate}|{money}))"
    opening = rf"(?<![a-z])(?i:{first})(?=\d{{1,2}}\s?(?:{months}))"
    before_number = rf"[a-z][a-z](?={number})|(?<=\s)a(?={number})|{opening}"
    of_scale = rf"(?<=\d)\s?(?:{scale})(?=(?:{money})(?![a-z]))"
    of_unit = rf"(?<=\d)\s?(?:{rate})(?=[b-hj-z][a-z]{{2}})|(?:{scale})\s?(?:{money})(?=[a-z]{{3}})"
    before, trade, behind = (alternatives(lists["glued"][name]) for name in ("before", "trade", "behind"))
    head = rf"(?<![A-Za-z])(?i:{before})(?=(?:{trade})(?:{behind})?(?![a-z]))"
    name = rf"(?<![A-Za-z])(?:{alternatives(lists['glued']['names'])})(?=[A-Z][A-Za-z]{{2}})"
    words = rf"{head}|{name}|(?:{trade})(?=(?:{behind})(?![a-z]))"
    run_in = rf"(?<=[a-z])\d|[a-z](?:{money})|\d[a-z]{{3}}|{head}|{name}"
    return re.compile(run_in), re.compile(rf"{before_number}|{of_scale}|{of_unit}|{words}")
