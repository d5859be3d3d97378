"""Which sources speak for themselves: a sentence that several print almost word by word counts once.

Wire copy is told by the set of its words: two sentences are one when at least
`ALIKE` of the words of both stand in both (Jaccard). Candidates come from the
prefix filter of AllPairs (Bayardo et al. 2007), so that thousands of sentences
need no comparison of each with each. Short sentences prove nothing, since two
desks may well write the same eight words; they are one only at the same place
of both texts, as in a copied article.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)

ALIKE = 0.75
SHORT = 9

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u3400-\u9fff]+|[\u3400-\u9fff]+")


@lru_cache(maxsize=65536)
def words(sentence: str) -> frozenset[str]:
    """The words of a sentence in lower case; Chinese by pairs of characters.

    >>> sorted(words("Exports rose 5.4%, exports fell."))
    ['5.4', 'exports', 'fell', 'rose']
    >>> sorted(words("进出口"))
    ['出口', '进出']
    """
    found: set[str] = set()
    for piece in _WORD.findall(sentence.lower()):
        if piece[0] >= "\u3400" and len(piece) > 1:
            found.update(piece[i : i + 2] for i in range(len(piece) - 1))
        else:
            found.add(piece)
    return frozenset(found)


def alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of words come from one sentence, give or take a word.

    >>> alike(words("Exports of A rose by nearly a fifth"), words("Exports of A rose by nearly a fourth"))
    True
    >>> alike(words("Exports rose"), words("Imports fell"))
    False
    """
    common = len(one & two)
    return common > 0 and common >= ALIKE * (len(one) + len(two) - common)


def voices(statements: Sequence[tuple[Who, str, int]]) -> dict[Who, Who]:
    """From statements (who, sentence, start) to the first who that says the same in the same words.

    >>> wire = "The seven provinces contributed more than half of the growth of trade in 2025"
    >>> voices([("a", wire, 0), ("b", wire + ", it said", 70), ("c", "Half of it came from seven.", 9)])
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    first: dict[Who, Who] = {who: who for who, _, _ in statements}
    if len(first) == 1:
        return first

    def root(who: Who) -> Who:
        while first[who] != who:
            who = first[who]
        return who

    order = {who: number for number, who in enumerate(first)}
    for one, two in _pairs(statements):
        a, b = sorted((root(one), root(two)), key=order.__getitem__)
        first[b] = a
    return {who: root(who) for who in first}


def _pairs(statements: Sequence[tuple[Who, str, int]]) -> Iterator[tuple[Who, Who]]:
    holders: dict[object, Who] = {}
    long: dict[frozenset[str], Who] = {}
    for who, sentence, start in statements:
        tokens = words(sentence)
        if not tokens:
            continue
        key: object = tokens if len(tokens) >= SHORT else (tokens, start)
        if (other := holders.setdefault(key, who)) != who:
            yield other, who
        if len(tokens) >= SHORT:
            long.setdefault(tokens, who)
    for one, two in _close(list(long)):
        yield long[one], long[two]


def _close(sets: Sequence[frozenset[str]]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Pairs of sets that are alike: two of them share one of their rarest words."""
    if len(sets) < 2:
        return
    rarity = Counter(word for each in sets for word in each)
    index: dict[str, list[frozenset[str]]] = {}
    for one in sets:
        seen: set[frozenset[str]] = set()
        for word in _rarest(one, rarity):
            for two in index.get(word, ()):
                if two not in seen:
                    seen.add(two)
                    if alike(one, two):
                        yield two, one
            index.setdefault(word, []).append(one)


def _rarest(tokens: Iterable[str], rarity: Counter[str]) -> list[str]:
    ordered = sorted(tokens, key=lambda word: (rarity[word], word))
    return ordered[: len(ordered) - math.ceil(ALIKE * len(ordered)) + 1]
