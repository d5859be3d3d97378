"""Names of places, partners, goods and channels: YAML rows in, matches in a text out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from tradecli.lexicon.entries import Entry, Match, UnknownName
from tradecli.lexicon.matching import Finder, Rule, finder, named, split
from tradecli.lexicon.rows import read_rows
from tradecli.settings import data_dir

__all__ = ["Entry", "Lexicon", "Match", "UnknownName"]


_LARGE = 0.1
"""So much likelier a province is meant than a city."""


def _likeness(text: str, name: str, entry: Entry) -> float:
    """How well a text fits a name, a little better where it is that of a province."""
    return difflib.SequenceMatcher(None, name, text).ratio() + _LARGE * (entry.kind in {"country", "province"})


class Lexicon:
    """All entries, and the ways to look them up.

    >>> lexicon = Lexicon.load()
    >>> lexicon.resolve("region", "gd").name
    'Guangdong'
    >>> [(m.start, m.end, m.entries[0].id) for m in lexicon.find("Xinjiang's exports to ASEAN")]
    [(0, 8, 'CN-XJ'), (22, 27, 'asean')]
    >>> [m.entries[0].name for m in lexicon.find("浙江对东盟出口", "zh")]
    ['Zhejiang', 'ASEAN']
    """

    def __init__(self, entries: Iterable[Entry], rules: Sequence[Rule] = ()) -> None:
        """Index `entries`; `rules` are the rows that speak of names in general."""
        self.entries = tuple(entries)
        self._rules = tuple(rules)
        self._by_id = {(entry.field, entry.id.casefold()): entry for entry in self.entries}
        self._names: dict[tuple[str, tuple[str, ...]], Entry] = {}
        self._finders: dict[str, Finder] = {}

    @classmethod
    def load(cls, directory: Path | str | None = None, extra: Sequence[Path | str] = ()) -> Lexicon:
        """The bundled lexicon, or that of `directory`, with the rows of the `extra` files on top.

        An extra file maps `regions`, `partners`, `products`, `channels` to rows; a row replaces,
        key by key, the one with its id, or is new. Raises ValueError, naming file and line, for
        a row that says something no row can say.
        """
        folder = Path(directory) if directory is not None else data_dir("configs")
        return cls(*read_rows(folder, [Path(path) for path in extra]))

    def get(self, field: str, id: str) -> Entry | None:
        """The entry with that id, in any case, or None."""
        return self._by_id.get((field, id.casefold()))

    def by_name(self, field: str, name: str) -> Entry | None:
        """The entry with that name or alias, in any case and language, or None."""
        if not self._names:
            languages = dict.fromkeys(key for entry in self.entries for key in entry.names if "-" not in key)
            for language in languages:
                for text, entry, _ in named(self.entries, self._rules, language):
                    self._names.setdefault((entry.field, split(text)[0]), entry)
        return self._names.get((field, split(name)[0]))

    def resolve(self, field: str, text: str) -> Entry:
        """The entry that a user means by a name, an alias or a code (`CN-GD`, `GD`).

        Raises UnknownName, with up to three suggestions.

        >>> Lexicon.load().resolve("region", "Guandong")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        tradecli.lexicon.entries.UnknownName: unknown region: 'Guandong' (did you mean Guangdong, ...?)
        """
        found = self.by_name(field, text) or self.get(field, text.strip()) or self.get(field, "CN-" + text.strip())
        if found is not None:
            return found
        known: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.field == field:
                known |= {name.lower(): entry for name in entry.all_names()}
        meant = text.strip().lower()
        close = difflib.get_close_matches(meant, known, n=12, cutoff=0.75)
        close.sort(key=lambda name: -_likeness(meant, name, known[name]))
        raise UnknownName(field, text, tuple(dict.fromkeys(known[name].name for name in close))[:3])

    def members(self, entry: Entry) -> tuple[Entry, ...]:
        """What a group, area or country consists of, down to countries, provinces and cities."""
        provinces = [e for e in self.entries if e.field == entry.field and e.kind == "province"]
        if entry.kind == "country":
            return tuple(e for e in provinces if e.parent == entry.id)
        found = {e.id: e for e in provinces if e.zone == entry.id}
        for id in entry.members:
            member = self._by_id[entry.field, id.casefold()]
            parts = self.members(member) if member.kind in ("area", "group") else ()
            found |= {e.id: e for e in parts or (member,)}
        return tuple(found.values())

    def within(self, region_id: str, group_id: str) -> bool:
        """Whether a region is, or lies in, another one: by parent, zone and members.

        >>> Lexicon.load().within("CN-ZJ", "yangtze-river-delta")
        True
        """
        region, group = self.get("region", region_id), self.get("region", group_id)
        if region is None or group is None:
            return False
        above = {region.id}
        while region.parent and (parent := self.get("region", region.parent)) and parent.id not in above:
            above.add(parent.id)
            region = parent
        return group.id in above or any(member.id in above for member in self.members(group))

    def find(self, text: str, language: str = "en") -> list[Match]:
        """Every name in a text: leftmost, longest, not overlapping, in text order.

        `text` is folded one to one: straight quotes, hyphens for dashes, its case kept.
        """
        if language not in self._finders:
            self._finders[language] = finder(self.entries, self._rules, language)
        return self._finders[language](text)
