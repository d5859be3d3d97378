"""Who leads: quantities of one kind in order, with ranks as far as rounding allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tradecli import interval
from tradecli.analysis import choices, periods
from tradecli.analysis.filters import FLOWS, JOIN, METRICS, Names, listed, one_of, resolve
from tradecli.analysis.filters import period as as_period
from tradecli.analysis.parts import Parts
from tradecli.analysis.reconcile import reconcile
from tradecli.analysis.statements import complete, dated
from tradecli.frames import KEY

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Lexicon

DIMENSIONS = ("region", "partner", "product", "channel")
COLUMNS = (
    *("rank", "name", "code", "value", "unit", "quote", "low", "high", "bound", "period", "level"),
    *("agree", "differ", "sources", "differing", "note"),
    *("region", "flow", "partner", "product", "channel", "metric", "of"),
)
_CHOSEN = {"flow": "flow", "of": "share of", "unit": "unit"}
_CLOSED = " (interval closed for ranking)"
_HEDGES = {"gt": "more than", "lt": "less than", "approx": "about"}


def rank(
    frame: pd.DataFrame,
    *,
    lexicon: Lexicon | None = None,
    metric: str = "growth",
    by: str = "region",
    level: str | None = None,
    region: Names | None = None,
    within: Names | None = None,
    partner: Names | None = None,
    product: Names | None = None,
    channel: Names | None = None,
    flow: str | None = None,
    period: Names | None = None,
    unit: str | None = None,
    of: str | None = None,
    base: str = "",
    terms: str = "",
    top: int | None = None,
    ascending: bool = False,
    all_periods: bool = False,
) -> pd.DataFrame:
    """The regions, partners, goods or channels in the order of a metric: columns `COLUMNS`.

    `rank` is a text, a range such as `2-3` where the intervals `low` to `high`
    (base units, percent) cannot tell. A mere bound is ranked by its interval, closed
    at one last digit, and `note` says so. `level` is the level in yuan of what grew
    or has the share. `agree` and `differ` count independent sources. Ranks hold
    within one period and, where several regions or goods are asked for, one of them.

    Left open, `level` is `province` unless regions are named, `flow` is `total`
    (for goods what most have), `unit` of a level is yuan, `of` of a share is what
    most have, `region` of partners, goods and channels is China or the only one
    with any, and `period` the latest that most candidates share. `attrs["period"]`
    holds that period and `attrs["notes"]` lines on what was chosen and left out.
    Raises UnknownName for names the lexicon lacks, ValueError for other words.

    >>> import pandas as pd
    >>> figures = pd.DataFrame({"region": ["Guangdong", "Zhejiang", "China"], "value": [4.4, 5.4, 3.8]}).assign(
    ...     source="a.txt", flow="total", metric="growth", unit="%", period="2025")
    >>> ranking = rank(figures)
    >>> ranking[["rank", "name", "value", "low", "high"]].values.tolist()
    [['1', 'Zhejiang', 5.4, 5.35, 5.45], ['2', 'Guangdong', 4.4, 4.35, 4.45]]
    >>> ranking.attrs["period"]
    '2025'
    """
    if lexicon is None:
        from tradecli.lexicon import Lexicon

        lexicon = Lexicon.load()
    by, metric = one_of("grouping", by, DIMENSIONS), one_of("metric", metric, METRICS)
    notes: list[str] = []
    named = {"partner": listed(partner), "product": listed(product), "channel": listed(channel)}
    fixed = {field: resolve(lexicon, field, names, frame) for field, names in named.items() if names}
    frame = complete(frame)
    level = one_of("level", level, choices.LEVELS) if level else None
    if by == "region" and not region:
        level = level or "province"
    places = choices.places(frame, lexicon, listed(region), listed(within), level)
    some = _candidates(frame, by, metric, places, fixed)
    if by == "region" and level and some.empty:
        told = frame.loc[frame["metric"] == metric, "region"].unique().tolist()
        others = choices.levels_with_any(lexicon, told, level)
        notes += [f"no region of level {level} has any; {', '.join(others)}"] if others else []
    if by != "region" and not region and not within:
        some = _one_region(some, by, notes)
    some = _settled(some, by, metric, flow, unit, of, notes)
    some = _comparable(dated(some), base, terms, metric, notes)
    panel = [field for field in DIMENSIONS if field != by]
    chosen = [as_period(each) for each in listed(period)]
    if not all_periods:
        chosen = chosen or [choices.common_period(some, [*panel, by])]
        _say_period(some, by, chosen, not period, notes)
        some = some[some["period"].isin(chosen)]
    result = _ranked(reconcile(some, frame), by, [*panel, "period"], ascending, top)
    result = _with_doubts(_with_levels(result, frame, metric), frame)
    result = result.assign(name=result[by], code=result[f"{by}_code"] if by != "channel" else "")
    result = result[list(COLUMNS)].reset_index(drop=True)
    result.attrs.update(period=", ".join(chosen), notes=notes)
    return result


def _candidates(
    frame: pd.DataFrame, by: str, metric: str, places: Sequence[str], fixed: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """The rows of a metric of what may be ranked: of all where nothing is `fixed`, of sums of several names none."""
    keep = (frame["metric"] == metric) & frame["region"].isin(places)
    for field in DIMENSIONS[1:]:
        if field in fixed:
            keep &= frame[field].isin(fixed[field])
        elif field != by:
            keep &= frame[field] == ""
    if by != "region":
        keep &= frame[by].isin([each for each in frame[by].unique() if each and JOIN not in each])
    return frame[keep]


def _one_region(some: pd.DataFrame, by: str, notes: list[str]) -> pd.DataFrame:
    """The rows of one region: China where it has any, or the one with most."""
    known = some["region"].unique()
    if len(known) < 2:
        return some
    chosen = choices.most_common(some, "region", [by], (choices.NATION,))
    notes.append(f"{by}s of {chosen}; {len(known) - 1} more regions have some (--region)")
    return some[some["region"] == chosen]


def _settled(
    some: pd.DataFrame, by: str, metric: str, flow: str | None, unit: str | None, of: str | None, notes: list[str]
) -> pd.DataFrame:
    """The rows of one flow, one whole and one unit."""
    preferred: dict[str, Sequence[str]] = {
        "flow": ("total",) if by != "product" else (),
        "of": ("China",) if by == "region" else ("region",),
        "unit": ("CNY", "%"),
    }
    asked = {"flow": one_of("flow", flow, FLOWS) if flow else None, "of": of, "unit": unit}
    for column in ("flow", "of", "unit"):
        if column == "of" and metric != "share":
            continue
        value = asked[column]
        if value is None:
            value = choices.most_common(some, column, ["region", "partner", "product", "channel"], preferred[column])
            others = sorted(set(some[column].unique()) - {value, ""})
            if others and value not in preferred[column]:
                notes.append(f"{_CHOSEN[column]} {value or 'not stated'}; others have {', '.join(others)} (--{column})")
        some = _where(some, some[column] == value)
    return some


def _where(some: pd.DataFrame, keep: pd.Series[bool]) -> pd.DataFrame:
    return some if keep.all() else some[keep]


def _comparable(some: pd.DataFrame, base: str, terms: str, metric: str, notes: list[str]) -> pd.DataFrame:
    """The rows with one base and in the same terms, by default year on year in yuan."""
    base = periods.canonical(base)
    keep = (some["base"] == base) & (some["terms"] == terms)
    if metric == "growth" and (left := len(choices.distinct(some[~keep], KEY))):
        rates = "1 rate" if left == 1 else f"{left} rates"
        notes.append(f"left out: {rates} in other terms (dollars, volume) or on another base than a year earlier")
    return _where(some, keep)


def _say_period(some: pd.DataFrame, by: str, chosen: Sequence[str], by_itself: bool, notes: list[str]) -> None:
    said = ", ".join(chosen)
    everyone = sorted(some[by].unique())
    with_it = set(some.loc[some["period"].isin(chosen), by].unique())
    absent = [name for name in everyone if name not in with_it]
    if by_itself and said:
        notes.append(f"period {said}: {len(with_it)} of {len(everyone)} have it (--period, --all-periods)")
    if absent:
        shown = ", ".join(absent[:5]) + (f" and {len(absent) - 5} more" if len(absent) > 5 else "")
        notes.append(f"not in {said or 'it'}: {shown}")


def _ranked(best: pd.DataFrame, by: str, panel: list[str], ascending: bool, top: int | None) -> pd.DataFrame:
    """The quantities in order, with `rank`; the ends of mere bounds closed, and a note on them."""
    import pandas as pd

    best = _closed(best)
    best["_at"] = best["value"].clip(best["low"], best["high"])
    tables = []
    for _, group in best.groupby(panel, sort=False):
        order = ["_at", "low", "high"]
        table = group.sort_values([*order, by], ascending=[ascending] * 3 + [True], kind="stable")
        sign = -1 if ascending else 1
        ends = [sign * table["low"], sign * table["high"]]
        tables.append(table.assign(rank=places(*(ends if not ascending else ends[::-1])))[:top])
    if not tables:
        return best.assign(rank="")
    tables.sort(key=lambda t: (*(-n for n in periods.recency(str(t["period"].iat[0]))), *t[panel].iloc[0]))
    return pd.concat(tables, ignore_index=True)


def places(low: Any, high: Any) -> list[str]:
    """The rank of each interval among all, the highest first, as a range where they overlap.

    Intervals that only touch are apart, since a printed number is rounded half up.

    >>> places([19.85, 17.95, 18.0, 4.35], [19.95, 18.05, 19.0, 4.45])
    ['1', '2-3', '2-3', '4']
    >>> places([4.45, 4.35, 7.0, 7.0], [4.55, 4.45, 7.0, 7.0])
    ['3', '4', '1-2', '1-2']
    """
    import numpy as np

    lows, highs = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    exact = np.sort(lows[lows == highs])
    twins = np.searchsorted(exact, highs, "right") - np.searchsorted(exact, highs, "left")
    twins = np.where(lows == highs, twins, 0)
    above = len(lows) - np.searchsorted(np.sort(lows), highs, "left") - twins
    below = np.searchsorted(np.sort(highs), lows, "right") - twins
    best, worst = above + 1, len(lows) - below
    return [f"{a}-{b}" if a < b else f"{a}" for a, b in zip(best.tolist(), worst.tolist(), strict=True)]


def _closed(best: pd.DataFrame) -> pd.DataFrame:
    import numpy as np

    notes, lows, highs = (best[column].tolist() for column in ("note", "low", "high"))
    for place in np.flatnonzero(best["bound"].isin(_HEDGES)).tolist():
        row = best.iloc[place]
        step = interval.stated(row["value"], row["quote"], "eq", row["unit"], "loose")
        low = row["low"] if np.isfinite(row["low"]) else min(step.low, row["high"])
        high = row["high"] if np.isfinite(row["high"]) else max(step.high, row["low"])
        lows[place], highs[place] = low, high
        said = _HEDGES[row["bound"]] + ("" if np.isfinite([row["low"], row["high"]]).all() else _CLOSED)
        notes[place] = "; ".join(filter(None, (row["note"], said)))
    return best.assign(note=notes, low=lows, high=highs)


def _with_levels(result: pd.DataFrame, frame: pd.DataFrame, metric: str) -> pd.DataFrame:
    """The table with the column `level`: yuan, of what each row speaks of."""
    keys = ["region", "flow", "partner", "product", "channel", "period"]
    if metric == "value" or result.empty:
        return result.assign(level=float("nan"))
    keep = (frame["metric"] == "value") & (frame["unit"] == "CNY")
    for key in ("flow", *DIMENSIONS):
        keep &= frame[key].isin(result[key].unique())
    some = dated(frame[keep])
    some = some[some["period"].isin(result["period"].unique())]
    levels = reconcile(some, frame)[[*keys, "value", "bound"]].rename(columns={"value": "level", "bound": "_bound"})
    result = result.merge(levels, on=keys, how="left")
    hedged = result["_bound"].isin(_HEDGES)
    said = "level " + result["_bound"].map(_HEDGES) + " that"
    separator = result["note"].map(lambda note: "; " if note else "")
    return result.assign(note=result["note"].where(~hedged, result["note"] + separator + said))


def _with_doubts(result: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The table with a note on the levels that are smaller than a part of them or larger than their whole."""
    if result.empty or result["metric"].iat[0] != "value":
        return result
    levels = frame[(frame["metric"] == "value") & (frame["unit"] == result["unit"].iat[0])]
    parts = Parts(reconcile(levels))
    notes = result["note"].tolist()
    for place, (_, row) in enumerate(result.iterrows()):
        if against := parts.judge(row)(row["low"], row["high"]):
            said = f"doubtful beside {against} of its parts or wholes (see flag)"
            notes[place] = "; ".join(filter(None, (notes[place], said)))
    return result.assign(note=notes)
