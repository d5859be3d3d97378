"""A language: its words from `configs/languages/`, compiled once for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from tradecli.settings import data_dir

KINDS = (
    "level",
    "share",
    "share_noun",
    "contribution",
    "increment",
    "gap",
    "respectively",
    "each",
    "together",
    "anaphor",
    "than",
    "surpass",
    "examples",
    "conjunctions",
    "neutral",
    "distractor",
    "thresholds",
    "deficit",
    "weak_flow",
    "previous",
    "dollar_terms",
    "yuan_terms",
    "volume_terms",
    "value_terms",
    "function",
    "forecast",
    "company",
    "outward",
    "inward",
    "modifiers",
    "opposite",
    "restated",
    "speaker",
    "comparative",
    "fronting",
)
"""Plain word lists of a language file; each becomes a kind of word."""


@dataclass(frozen=True)
class Words:
    """Phrases of a language by their first word, longest first."""

    index: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]

    def at(self, words: list[str], i: int) -> tuple[int, frozenset[str]]:
        """Length in words of the longest phrase that starts at word `i`, and the kinds it has (0 where none)."""
        for phrase, kinds in self.index.get(words[i], ()):
            if len(phrase) == 1 or tuple(words[i : i + len(phrase)]) == phrase:
                return len(phrase), kinds
        return 0, frozenset()


@dataclass(frozen=True, eq=False)
class Language:
    """The word lists of one language and what is compiled from them."""

    code: str
    lists: Mapping[str, Any]
    words: Words
    scales: Mapping[str, Decimal]

    def has(self, name: str, text: str) -> bool:
        """Whether `text`, in lower case, is in the plain list `name`."""
        return text in self.lists[name]


WORD = re.compile(r"[A-Za-z]+(?:['.&/-][A-Za-z]+)*\.?|\d[\d,.]*|\S")


def split(phrase: str) -> tuple[str, ...]:
    """A phrase as the words that a sentence would be split into, in lower case.

    >>> split("import/export of U.S. goods")
    ('import/export', 'of', 'u.s', 'goods')
    """
    return tuple(word.rstrip(".").lower() or word for word in WORD.findall(phrase))


@cache
def load(code: str) -> Language:
    """The language `en`, `zh` ...; raises FileNotFoundError where it has no file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (data_dir("configs") / "languages" / f"{code}.yaml").read_text(encoding="utf-8")
    lists = yaml.load(text, Loader=loader)
    scales = {name.lower(): Decimal(value) for name, value in lists["scales"].items()}
    return Language(code, lists, Words(_index(_phrases(lists))), scales)


def _phrases(lists: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for phrase in lists.get(kind, ()):
            yield phrase, kind
    for family in ("change", "flow", "place_noun"):
        for name, phrases in lists[family].items():
            for phrase in phrases:
                yield phrase, f"{family}:{name}"


def _index(
    phrases: Iterable[tuple[str, str]],
) -> dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    kinds: dict[tuple[str, ...], set[str]] = {}
    for phrase, kind in phrases:
        kinds.setdefault(split(str(phrase)), set()).add(kind)
    index: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words in sorted(kinds, key=lambda each: (-len(each), each)):
        index.setdefault(words[0], []).append((words, frozenset(kinds[words])))
    return {first: tuple(rows) for first, rows in index.items()}


def alternatives(names: Iterable[str]) -> str:
    """A regular expression for any of the names, the longest first, spaces of any width or a hyphen between words."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in ordered)
