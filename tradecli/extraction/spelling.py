"""Months that the headings of a table print as numbers, spelled out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tradecli.extraction.language import Language, alternatives

_NUMBERED = re.compile(r"(?:(?P<first>1) ?(?:-|~|to) ?)?(?P<last>1[0-2]|[1-9])")


@cache
def _short_year(language: Language) -> re.Pattern[str]:
    names = [str(name) for each in language.lists["months"].values() for name in each]
    return re.compile(rf"\b({alternatives(names)})\.?(?:-| ?')(\d\d)(?![\d-])", re.IGNORECASE)


def dated(text: str, language: Language) -> str:
    """The text of a heading with a year of two digits behind a month written in full.

    >>> from tradecli.extraction.language import load
    >>> dated("Jun-19", load("en")), dated("Exports, Jan-Oct", load("en"))
    ('Jun 2019', 'Exports, Jan-Oct')
    """
    return _short_year(language).sub(r"\1 20\2", text)


def named(heads: Sequence[str], language: Language) -> list[str]:
    """One row of headings, with months for numbers where it holds nothing else and a run of months among them.

    >>> from tradecli.extraction.language import load
    >>> named(["", "10", "1-10", "10", "1-10"], load("en"))
    ['', 'October', 'January-October', 'October', 'January-October']
    >>> named(["", "1", "2"], load("en"))
    ['', '1', '2']
    """
    found = [_NUMBERED.fullmatch(head) for head in heads[1:]]
    runs = [match for match in found if match and match["first"] and int(match["last"]) > 1]
    if not runs or any(head and match is None for head, match in zip(heads[1:], found, strict=True)):
        return list(heads)
    names = language.lists["months"]

    def name(number: str) -> str:
        return str(names[int(number)][0])

    spelled = [
        "" if match is None else f"{name('1')}-{name(match['last'])}" if match in runs else name(match["last"])
        for match in found
    ]
    return [heads[0], *spelled]
