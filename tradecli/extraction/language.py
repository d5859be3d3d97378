"""A language: its words from `configs/languages/`, compiled once for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    "firm",
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
    "causes",
    "records",
)
"""Plain word lists of a language file; each becomes a kind of word."""


Step = tuple[frozenset[str], "Mapping[str, Step]"]
"""The kinds of the phrase that ends at a word, and the words that may go on from it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases of a language, word by word."""

    index: Mapping[str, Step]

    def at(self, words: Sequence[str], i: int) -> tuple[int, frozenset[str]]:
        """Length in words of the longest phrase that starts at word `i`, and the kinds it has (0 where none)."""
        length, found = 0, _NO_KINDS
        step, j = self.index.get(words[i]), i + 1
        while step is not None:
            kinds, following = step
            if kinds:
                length, found = j - i, kinds
            if j == len(words):
                break
            step, j = following.get(words[j]), j + 1
        return length, found


_NO_KINDS: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Language:
    """The word lists of one language and what is compiled from them."""

    code: str
    lists: Mapping[str, Any]
    words: Words
    scales: Mapping[str, Decimal]
    sets: Mapping[str, frozenset[str]]
    """Every plain list by its name, one inside a table by both names (`hedges.crossing`)."""
    endings: Mapping[str, tuple[str, ...]]
    """Endings of words by what they say: `past`, `participle`, `plural` ..."""
    stems: Mapping[str, str]
    """What words of one family have in common: `exports`, `imports`, `month`."""


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
    endings = {name: tuple(each) for name, each in lists["endings"].items()}
    return Language(code, lists, Words(_index(_phrases(lists))), scales, _sets(lists), endings, lists["stems"])


def _sets(lists: Mapping[Any, Any], prefix: str = "") -> dict[str, frozenset[str]]:
    """The plain lists of a table and of the tables in it, for quick look-up.

    >>> _sets({"code": "en", "hedges": {"gt": ["over"]}})
    {'hedges.gt': frozenset({'over'})}
    """
    sets: dict[str, frozenset[str]] = {}
    for name, value in lists.items():
        if isinstance(value, list):
            sets[f"{prefix}{name}"] = frozenset(value)
        elif isinstance(value, Mapping):
            sets |= _sets(value, f"{prefix}{name}.")
    return sets


def _phrases(lists: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for phrase in lists.get(kind, ()):
            yield phrase, kind
    for family in ("change", "flow", "place_noun"):
        for name, phrases in lists[family].items():
            for phrase in phrases:
                yield phrase, f"{family}:{name}"


def _index(phrases: Iterable[tuple[str, str]]) -> dict[str, Step]:
    kinds: dict[tuple[str, ...], frozenset[str]] = {}
    for phrase, kind in phrases:
        words = split(str(phrase))
        kinds[words] = kinds.get(words, _NO_KINDS) | {kind}
    return _steps(kinds)


def _steps(kinds: Mapping[tuple[str, ...], frozenset[str]]) -> dict[str, Step]:
    """The phrases by their first word, those of several words below it by the next.

    >>> _steps({("came", "in"): frozenset({"flow:imports"})})["came"][1]["in"][0]
    frozenset({'flow:imports'})
    """
    below: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for (first, *rest), each in kinds.items():
        below.setdefault(first, {})[tuple(rest)] = each
    return {
        first: (rows.get((), _NO_KINDS), _steps({rest: each for rest, each in rows.items() if rest}))
        for first, rows in below.items()
    }


def alternatives(names: Iterable[str]) -> str:
    """A regular expression for any of the names, the longest first, spaces of any width or a hyphen between words."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in ordered)
