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


def levels_with_any(lexicon: Lexicon, regions: Sequence[str], but: str) -> list[str]:
    """How many regions each other level has, for a note: `1 city (--level city)`."""
    counts = {each: len(of_level(lexicon, regions, each)) for each in ("province", "city", "area") if each != but}
    return [f"{count} of level {each} (--level {each})" for each, count in counts.items() if count]


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
    values = frame[column].unique().tolist()
    if len(values) < 2:
        return str(values[0]) if values else ""
    for each in preferred:
        if each in values:
            return each
    counts = distinct(frame, [*names, column])[column].value_counts()
    return str(min(values, key=lambda each: (-counts[each], each)))


def distinct(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The different combinations of values of some columns; quick where most columns have one value."""
    some = [name for name in columns if frame[name].nunique() > 1]
    return frame.loc[~frame[some].duplicated() if some else frame.index[:1], list(columns)]


def common_period(frame: pd.DataFrame, names: Sequence[str]) -> str:
    """The latest period that most candidates share, in the one way to write it."""
    some = distinct(frame, [*names, "period"])
    pairs = zip(some[list(names)].itertuples(index=False), some["period"], strict=True)
    return periods.shared((str(tuple(who)), periods.canonical(period)) for who, period in pairs)
