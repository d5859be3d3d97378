"""Patterns of phrases that are tried only at the words they may begin with: far quicker than at every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_INSIDE = frozenset(".$\xa5\u20ac\xa3-")
"""Signs behind which digits go on a number or a sum."""
_START = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern whose matches begin with one of some words, or with a digit where `digits` says so."""

    pattern: re.Pattern[str]
    firsts: frozenset[str]
    digits: bool = False

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches between two places of a text, from left to right, none overlapping.

        >>> fruit = Phrases(re.compile("red (?:apple|pear)s?"), first_words(["red"]))
        >>> [match.group() for match in fruit.finditer("blue plums, red pears", 0, 21)]
        ['red pears']
        """
        words, known = _words(text, start, end)
        if not self.digits and self.firsts.isdisjoint(known):
            return
        after = start
        firsts, digits, match_at = self.firsts, self.digits, self.pattern.match
        for at, word in words:
            if word in firsts or (digits and word[0].isdigit() and (at == 0 or text[at - 1] not in _INSIDE)):
                if at < after:
                    continue
                match = match_at(text, at, end)
                if match is not None:
                    after = match.end()
                    yield match

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match between two places of a text."""
        for word in _START.finditer(text, start, end):
            if self._may_begin(word.group().lower()):
                match = self.pattern.match(text, word.start(), end)
                if match is not None:
                    return match
        return None

    def _may_begin(self, word: str) -> bool:
        return word in self.firsts or (self.digits and word[0].isdigit())


@lru_cache(maxsize=1)
def _words(text: str, start: int, end: int) -> tuple[list[tuple[int, str]], frozenset[str]]:
    """The words between two places, kept since several patterns are tried on one sentence in turn."""
    words = [(match.start(), match.group().lower()) for match in _START.finditer(text, start, end)]
    return words, frozenset(word for _, word in words)


def first_words(phrases: Iterable[object]) -> frozenset[str]:
    """The first words of phrases, in lower case; of a sign the sign.

    >>> sorted(first_words(["Year-on-year", "the year", "~"]))
    ['the', 'year', '~']
    """
    firsts = (_START.search(str(phrase)) for phrase in phrases)
    return frozenset(match.group().lower() for match in firsts if match is not None)
