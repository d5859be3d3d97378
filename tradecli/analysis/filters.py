"""The filters that every command shares: from a user's names to rows of a table."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.lexicon import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Lexicon

FLOWS = ("total", "exports", "imports", "balance")
METRICS = ("value", "growth", "share", "quantity", "change", "contribution", "share_change")
WHOLE = {"partner": "world", "product": "all goods", "channel": "all channels"}
"""What a user calls the empty value of a field."""
JOIN = " + "

Names = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep, in the user's words; an empty field keeps everything."""

    region: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


def select(frame: pd.DataFrame, lexicon: Lexicon, filters: Filters) -> pd.DataFrame:
    """The rows that pass every filter, in their order.

    Raises UnknownName for a name that the lexicon (for goods and channels: and the
    table) lacks, ValueError for a period that is none.
    """
    keep = frame["metric"].notna()
    for field in ("region", "partner", "product", "channel"):
        if names := getattr(filters, field):
            keep &= frame[field].isin(resolve(lexicon, field, names, frame))
    if filters.within:
        keep &= frame["region"].isin(inside(lexicon, frame["region"].unique(), filters.within))
    for field, known in (("flow", FLOWS), ("metric", METRICS)):
        if names := getattr(filters, field):
            keep &= frame[field].isin([one_of(field, name, known) for name in names])
    if filters.period:
        wanted = {period(each) for each in filters.period}
        keep &= frame["period"].isin([each for each in frame["period"].unique() if periods.canonical(each) in wanted])
    if filters.source:
        keep &= frame["source"].isin([each for each in frame["source"].unique() if _matches(each, filters.source)])
    return frame[keep]


def listed(names: Names | None) -> tuple[str, ...]:
    """One name or several as a tuple.

    >>> listed("Zhejiang"), listed(["a", "b"]), listed(None)
    (('Zhejiang',), ('a', 'b'), ())
    """
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


def resolve(lexicon: Lexicon, field: str, names: Iterable[str], frame: pd.DataFrame | None = None) -> list[str]:
    """The names as the table has them; `world` (`all goods`, `all channels`) for the empty value.

    Goods and channels are open classes: what the lexicon lacks is looked for in
    `frame`. A partner country is a region in reports that it tells itself. Raises
    UnknownName with up to three suggestions.
    """
    return [_resolved(lexicon, field, name.strip(), frame) for name in names]


def _resolved(lexicon: Lexicon, field: str, name: str, frame: pd.DataFrame | None) -> str:
    if field in WHOLE and name.lower() in ("", WHOLE[field]):
        return ""
    if JOIN in name:
        return JOIN.join(_resolved(lexicon, field, part, frame) for part in name.split(JOIN))
    try:
        return lexicon.resolve(field, name).name
    except UnknownName:
        teller = lexicon.by_name("partner", name) if field == "region" else None
        if teller is not None and teller.kind == "country":
            return teller.name
        if field in ("product", "channel") and frame is not None:
            for own in frame[field].unique():
                if own.lower() == name.lower():
                    return str(own)
        raise


def inside(lexicon: Lexicon, regions: Iterable[str], groups: Iterable[str]) -> list[str]:
    """Those of the regions (named as in a table) that lie in one of the groups (named by a user)."""
    ids = [lexicon.resolve("region", group).id for group in groups]

    def lies(name: str) -> bool:
        entry = lexicon.by_name("region", name)
        return entry is not None and any(entry.id != id and lexicon.within(entry.id, id) for id in ids)

    return [name for name in regions if name and all(lies(part) for part in name.split(JOIN))]


def one_of(field: str, name: str, known: Sequence[str]) -> str:
    """The name if it is known; raises UnknownName with the nearest three if not.

    >>> one_of("flow", "Exports", FLOWS)
    'exports'
    >>> one_of("metric", "grwoth", METRICS)
    Traceback (most recent call last):
    tradecli.lexicon.entries.UnknownName: unknown metric: 'grwoth' (did you mean growth?)
    """
    if name.strip().lower() in known:
        return name.strip().lower()
    raise UnknownName(field, name, difflib.get_close_matches(name.lower(), known, n=3) or known[:3])


def period(text: str) -> str:
    """A user's period in the one way to write it; raises ValueError for anything else.

    >>> period("2025-01/2025-06")
    '2025-H1'
    >>> period("last year")
    Traceback (most recent call last):
    ValueError: not a period: 'last year'. Write 2025, 2025-H1, 2025-Q1, 2025-03 or 2025-01/2025-11.
    """
    if periods.parse(text) is None:
        raise ValueError(f"not a period: {text!r}. Write 2025, 2025-H1, 2025-Q1, 2025-03 or 2025-01/2025-11.")
    return periods.canonical(text)


def _matches(source: str, wanted: Iterable[str]) -> bool:
    path = PurePath(source)
    return any(
        fnmatch.fnmatchcase(text, each) for each in wanted for text in (source, path.name, path.stem)
    ) or source in tuple(wanted)
