"""What the lexicon is made of: entries, matches, and the error for a name it lacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


class UnknownName(ValueError):
    """A name the lexicon lacks; `suggestions` holds up to three canonical names."""

    def __init__(self, field: str, text: str, suggestions: Sequence[str] = ()) -> None:
        """Compose the message from what was asked for and what comes near."""
        self.field, self.text, self.suggestions = field, text, tuple(suggestions)
        hint = f" (did you mean {', '.join(suggestions)}?)" if suggestions else ""
        super().__init__(f"unknown {field}: {text!r}{hint}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon: what a name stands for.

    `names` is by language, canonical name first; its key `zh-short` holds the one-character
    abbreviations, which `Lexicon.find` leaves alone. `exclusions` are longer texts that
    contain a name but mean something else.
    """

    field: str
    id: str
    kind: str
    name: str
    names: Mapping[str, tuple[str, ...]] = dataclasses.field(hash=False, repr=False)
    adjectives: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    zone: str = ""
    parent: str = ""
    members: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    overlapping: bool = False
    disjoint: bool = False
    hs: tuple[str, ...] = ()
    unit: str = ""
    guard: bool = False
    exclusions: tuple[str, ...] = dataclasses.field(default=(), repr=False)

    def all_names(self) -> Iterator[str]:
        """Every name in every language, without adjectives and abbreviations."""
        for language, names in self.names.items():
            if "-" not in language:
                yield from names


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in `text[start:end]`; several entries where it means several things."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    adjective: bool = False

    def entry(self, field: str) -> Entry | None:
        """The first entry of that field, or None."""
        return next((e for e in self.entries if e.field == field), None)
