"""Regions, or groups of them, side by side: what several of them have, and how far from a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tradecli.analysis import choices, items, periods
from tradecli.analysis.filters import Names, listed, one_of, resolve
from tradecli.analysis.filters import period as as_period
from tradecli.analysis.items import Item
from tradecli.analysis.lines import (
    BASES,
    COMPUTED,
    DERIVED,
    STATED,
    Line,
    Lines,
    against,
    completed,
    of_members,
    stated,
)
from tradecli.analysis.reconcile import reconcile
from tradecli.analysis.statements import complete

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Entry, Lexicon

GROUPINGS = ("zone", "area")
HEDGES = {"gt": "more than that", "lt": "less than that", "approx": "about that"}
COLUMNS = tuple(Line.__dataclass_fields__)


def compare(
    frame: pd.DataFrame,
    *,
    lexicon: Lexicon | None = None,
    regions: Names | None = None,
    by: str | None = None,
    to: str | None = None,
    period: str | None = None,
) -> pd.DataFrame:
    """One row an item and region, columns `COLUMNS`; `wide` sets the regions side by side.

    Items are levels (base units), growth, shares (percent) and quantities of one
    period: the core ones (total, exports, imports, balance, their growth, share of
    exports, share of the nation), of which the last and the balance are computed
    where nobody states them, and all that at least two of the regions have. `by`
    is `zone` or `area` and gives, for each group, its stated figures and those
    that follow from its members: sums of levels, growth weighted by prior-year
    levels, median and range of rates, each with its `coverage` ("7 of 12
    members"). `to` names the baseline of `difference`: points for rates and
    shares, a ratio for amounts.

    Without regions and `by`, the provinces that the table has. Without `period`,
    the latest that most of them share; `attrs["period"]` and `attrs["notes"]` say
    which. Raises UnknownName for names the lexicon lacks, ValueError for a period
    that is none and for regions together with `by`.

    >>> import pandas as pd
    >>> figures = pd.DataFrame({"region": ["Guangdong", "Zhejiang", "China"], "value": [4.4, 5.4, 3.8]}).assign(
    ...     source="a.txt", flow="total", metric="growth", unit="%", period="2025")
    >>> table = compare(figures, regions=["Guangdong", "Zhejiang"], to="China")
    >>> table[["region", "item", "value", "difference"]].round(2).values.tolist()[:2]
    [['Guangdong', 'total: growth', 4.4, 0.6], ['Zhejiang', 'total: growth', 5.4, 1.6]]
    >>> wide(table).columns.tolist()
    ['item', 'unit', 'Guangdong', 'Zhejiang', 'China', 'Guangdong to China', 'Zhejiang to China']
    """
    if by and regions:
        raise ValueError("regions and a grouping exclude each other. Give --region or --by.")
    if lexicon is None:
        from tradecli.lexicon import Lexicon

        lexicon = Lexicon.load()
    frame = complete(frame)
    baseline = resolve(lexicon, "region", [to])[0] if to else ""
    asked = resolve(lexicon, "region", listed(regions))
    members = _groups(lexicon, one_of("grouping", by, GROUPINGS)) if by else {}
    places = asked or choices.of_level(lexicon, sorted(frame["region"].unique()), "province")
    if by:
        places = sorted({each.name for _, entries in members.values() for each in entries})
    notes: list[str] = []
    chosen = as_period(period) if period else _common_period(frame, places, notes)
    best = _lines(frame, {*places, *members, baseline, choices.NATION}, chosen)
    listing = [each for name, (entry, parts) in members.items() for each in _of_group(name, entry, parts, best, by)]
    columns = list(dict.fromkeys(line.region for _, line in listing)) if by else list(places)
    alone = [name for name in ([] if by else columns) if name != baseline] + ([baseline] if baseline else [])
    columns = [name for name in columns if name != baseline] + ([baseline] if baseline else [])
    listing += _side_by_side(alone, best, core_only=bool(by))
    notes += [f"no figures of {name} for {chosen}" for name in (*asked, *filter(None, [baseline])) if name not in best]
    reference = best.get(baseline, {})
    ordered = sorted(
        listing, key=lambda pair: (items.order(pair[0]), BASES.index(pair[1].basis), columns.index(pair[1].region))
    )
    return _table([against(line, reference.get(item), baseline) for item, line in ordered], chosen, notes)


def _groups(lexicon: Lexicon, by: str) -> dict[str, tuple[Entry, tuple[Entry, ...]]]:
    """The zones, or the areas that are none, with their members."""
    regions = [entry for entry in lexicon.entries if entry.field == "region"]
    zones = list(dict.fromkeys(entry.zone for entry in regions if entry.zone))
    areas = [entry for entry in regions if entry.kind == "area"]
    chosen = [entry for entry in areas if (entry.id in zones) == (by == "zone")]
    if by == "zone":
        chosen.sort(key=lambda entry: zones.index(entry.id))
    return {entry.name: (entry, lexicon.members(entry)) for entry in chosen if lexicon.members(entry)}


def _common_period(frame: pd.DataFrame, places: Sequence[str], notes: list[str]) -> str:
    """The latest period for which most of the places state their trade as a whole."""
    some = frame[frame["region"].isin(places) & frame["metric"].isin(["value", "growth"])]
    for field in ("partner", "product", "channel", "base", "terms"):
        some = some[some[field] == ""]
    chosen = choices.common_period(some, ["region"])
    with_it = some.loc[[periods.canonical(each) == chosen for each in some["period"]], "region"].nunique()
    if chosen:
        notes.append(f"period {chosen}: {with_it} of {some['region'].nunique()} regions have it")
    return chosen


def _lines(frame: pd.DataFrame, places: Iterable[str], period: str) -> dict[str, Lines]:
    """Region -> item -> line of one period, with what follows for each region by itself."""
    alike = [each for each in frame["period"].unique() if periods.canonical(each) == period]
    best = stated(reconcile(frame[frame["period"].isin(alike) & frame["region"].isin(list(places))], frame))
    nation = best.get(choices.NATION, {})
    return {name: completed(lines, nation) for name, lines in best.items()}


def _side_by_side(places: Sequence[str], best: dict[str, Lines], core_only: bool = False) -> list[tuple[Item, Line]]:
    """The core lines of the places, and the others that at least two of them have."""
    held = Counter(item for name in places for item in best.get(name, {}))
    kept = {item for item, count in held.items() if item in items.CORE or (count > 1 and not core_only)}
    kept = {item for item in kept if item.of != "other"}
    return [(item, line) for name in places for item, line in best.get(name, {}).items() if item in kept]


def _of_group(
    name: str, entry: Entry, members: Sequence[Entry], best: dict[str, Lines], by: str | None
) -> list[tuple[Item, Line]]:
    """The stated and the computed lines of a group; none of an area of which less than two members have any."""
    known = [best[each.name] for each in members if each.name in best]
    computed = list(of_members(name, entry.id, known, [each.name for each in members], entry.disjoint))
    own = [(item, line) for item, line in best.get(name, {}).items() if item in items.CORE]
    return own + computed if own or by == "zone" or len(known) > 1 else []


def _table(lines: Iterable[Line], period: str, notes: list[str]) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame([asdict(line) for line in lines], columns=list(COLUMNS))
    table.attrs.update(period=period, notes=notes)
    return table


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """The regions of a comparison as columns: `item`, `unit`, `basis`, and each region's `value`.

    With a baseline, columns `REGION to BASELINE` with the differences follow the
    values. `basis` and `note` (whose numbers are mere bounds, or derived) are left out where
    there is nothing to say.
    """
    import pandas as pd

    baseline = next((each for each in table["baseline"] if each), "")
    names = sorted(dict.fromkeys(table["region"]), key=lambda name: name == baseline)
    rows: dict[tuple[str, str, str], dict[str, Line]] = {}
    for record in table.to_dict("records"):
        line = Line(**{str(key): value for key, value in record.items()})
        kind = STATED if line.basis in (COMPUTED, DERIVED) else line.basis
        rows.setdefault((line.item, line.unit, kind), {})[line.region] = line
    result = pd.DataFrame(
        [_row(key, lines, names, baseline) for key, lines in rows.items()],
        columns=[*("item", "unit", "basis"), *names, *_differences(names, baseline), "note"],
    )
    if (result["basis"] == STATED).all():
        result = result.drop(columns="basis")
    if (result["note"] == "").all():
        result = result.drop(columns="note")
    result.attrs.update(table.attrs)
    return result


def _short(number: float) -> str:
    """A number in few letters.

    >>> _short(1379998000000.0), _short(-0.1533)
    ('1.38 trillion', '-0.1533')
    """
    for scale, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(number) >= scale:
            return f"{number / scale:.5g}{word}"
    return f"{number:.5g}"


def _differences(names: Sequence[str], baseline: str) -> list[str]:
    return [f"{name} to {baseline}" for name in names if baseline and name != baseline]


def _row(key: tuple[str, str, str], lines: dict[str, Line], names: Sequence[str], baseline: str) -> tuple[object, ...]:
    """One row of the wide table; `note` says which numbers are mere bounds, or derived, and between which."""
    item, unit, kind = key
    bases = sorted({line.basis for line in lines.values()}) if kind == STATED else [kind]
    nothing = float("nan")
    values = [lines[name].value if name in lines else nothing for name in names]
    gaps = [lines[name].difference if name in lines else nothing for name in names if baseline and name != baseline]
    hedged = [f"{name} {HEDGES[line.bound]}" for name, line in lines.items() if line.bound in HEDGES]
    hedged += [
        f"{name} derived: {_short(line.low)} to {_short(line.high)}"
        for name, line in lines.items()
        if line.basis == DERIVED or (line.basis == COMPUTED and "derived from" in line.note)
    ]
    return (item, unit, " or ".join(reversed(bases)), *values, *gaps, "; ".join(hedged))
