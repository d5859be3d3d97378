"""What a question leaves open, settled the same way by every command: like is compared with like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradecli.analysis import periods
from tradecli.analysis.filters import JOIN, inside, resolve

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Entry, Lexicon

LEVELS = ("province", "city", "area", "country", "zone", "all")
NATION = "China"


def of_level(lexicon: Lexicon, regions: Sequence[str], level: str) -> list[str]:
    """Those of the regions that are of a level; sums of several are of none."""
    zones = {entry.zone for entry in lexicon.entries if entry.field == "region" and entry.kind == "province"}

    def fits(entry: Entry | None) -> bool:
        if entry is None:
            return False
        return level == "all" or entry.kind == level or (level == "zone" and entry.id in zones)

    return [name for name in regions if JOIN not in name and fits(lexicon.by_name("region", name))]


def places(
    frame: pd.DataFrame, lexicon: Lexicon, region: Sequence[str], within: Sequence[str], level: str | None
) -> list[str]:
    """The regions of a table that are meant: those named, or those of a level; all in one of the groups `within`."""
    known = sorted(frame["region"].unique())
    if region:
        wanted = resolve(lexicon, "region", region)
        known = [name for name in known if name in wanted]
    elif level:
        known = of_level(lexicon, known, level)
    return inside(lexicon, known, within) if within else known


def most_common(frame: pd.DataFrame, column: str, names: Sequence[str], preferred: Sequence[str] = ()) -> str:
    """The value of `column` that most candidates have; `preferred` first where it has any.

    A candidate is a combination of values of the columns `names`.
    """
    counts = frame[[*names, column]].drop_duplicates()[column].value_counts()
    for each in preferred:
        if counts.get(each, 0):
            return each
    return min(counts.index, key=lambda each: (-counts[each], each)) if len(counts) else ""


def common_period(frame: pd.DataFrame, names: Sequence[str]) -> str:
    """The latest period that most candidates share, in the one way to write it."""
    some = frame[[*names, "period"]].drop_duplicates()
    pairs = zip(some[list(names)].itertuples(index=False), some["period"], strict=True)
    return periods.shared((str(tuple(who)), periods.canonical(period)) for who, period in pairs)
