"""Which sources speak with one voice: copies of an article, and sentences printed almost word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tradecli.analysis.voices import SHORT, alike, words
from tradecli.checks.claims import sentence_of
from tradecli.frames import KEY

if TYPE_CHECKING:
    from tradecli.model import Article, Figure

OVERLAP = 0.6
"""Share of the shorter sentence's words that the other one has, for a loose copy."""
RUN = 8
"""Words in a row that two desks do not write by chance."""
RUN_CHINESE = 16
"""The same in characters."""


def without_copies(figures: Sequence[Figure]) -> tuple[list[Figure], tuple[str, ...]]:
    """The figures without those of sources that repeat another one word by word, and a note on each of these."""
    pages: dict[str, set[tuple[str, ...]]] = {}
    for each in figures:
        # Rows of a table have no sentence, and two tables may well agree in all they say.
        words = each.sentence or f"row of {each.source}"
        key = (words, each.quote, *(str(getattr(each, name)) for name in KEY))
        pages.setdefault(each.source, set()).add(key)
    first: dict[frozenset[tuple[str, ...]], str] = {}
    notes = []
    for source in sorted(pages):
        original = first.setdefault(frozenset(pages[source]), source)
        if original != source:
            notes.append(f"{source} repeats {original} and counts once")
    kept = set(first.values())
    return [each for each in figures if each.source in kept], tuple(notes)


def clusters(figures: Sequence[Figure], articles: Mapping[str, Article]) -> dict[tuple[str, int], int]:
    """A number for each figure's place, shared where sources print one figure in one sentence."""
    stated: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        key = (*(getattr(figure, name) for name in KEY), figure.value, figure.bound)
        stated.setdefault(key, []).append(figure)
    found: dict[tuple[str, int], int] = {}
    for group in stated.values():
        if len({figure.source for figure in group}) > 1:
            for member in _together(group, articles):
                number = min((found[key] for key in member if key in found), default=len(found))
                found.update(dict.fromkeys(member, number))
    return found


def _together(group: Sequence[Figure], articles: Mapping[str, Article]) -> list[list[tuple[str, int]]]:
    """Places of one figure in lists that share a sentence, lists of one source left out."""
    gathered: list[tuple[str, list[Figure]]] = []
    for figure in sorted(group, key=lambda each: (each.source, each.start)):
        sentence = sentence_of(figure, articles.get(figure.source))
        for other, members in gathered:
            if any(each.source != figure.source for each in members) and one_voice(sentence, other):
                members.append(figure)
                break
        else:
            gathered.append((sentence, [figure]))
    kept = [members for _, members in gathered if len({each.source for each in members}) > 1]
    return [[(each.source, each.start) for each in members] for members in kept]


def one_voice(one: str, two: str) -> bool:
    """Whether two sentences come from one pen.

    >>> one_voice("Seven provinces contributed more than half of China's foreign trade growth last year",
    ...           "The seven contributed more than half of China's foreign trade growth in all")
    True
    >>> one_voice("Exports rose 25 percent to 460.7 billion yuan, while imports fell 8.9 percent to 59.6 billion yuan",
    ...           "Imports, by contrast, contracted 8.9 percent to 59.6 billion yuan")
    False
    """
    first, second = words(one), words(two)
    shorter = min(len(first), len(second))
    if shorter < SHORT:
        return False
    if alike(first, second):
        return True
    return len(first & second) >= OVERLAP * shorter and _run(one, two)


def _run(one: str, two: str) -> bool:
    if one.isascii() or two.isascii() or not any("\u3400" <= letter <= "\u9fff" for letter in one):
        return _longest(one.lower().split(), two.lower().split()) >= RUN
    return _longest(list(one), list(two)) >= RUN_CHINESE


def _longest(one: list[str], two: list[str]) -> int:
    return SequenceMatcher(None, one, two, autojunk=False).find_longest_match().size
