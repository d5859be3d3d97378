"""What a chart shows: groups of bars on one axis each, from a ranking or a comparison."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tradecli.output.values import one_line, spoken

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST = 40
"""Groups of bars that a panel holds at most, the first of the table."""
_BLUE, _GREY = "#2f6f9f", "#555555"
_UNITS = {"%": "percent", "pp": "percentage points", "CNY": "yuan", "USD": "US dollars"}
_SCALES = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "))


class Bar(NamedTuple):
    """A number, its interval, and what is written beside it."""

    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars by label (a group of bars) and series (a colour), all in one unit."""

    labels: list[str]
    series: list[str]
    unit: str
    bars: dict[tuple[str, str], Bar]

    @property
    def height(self) -> float:
        """Inches that the panel needs."""
        return 1.0 + 0.3 * len(self.labels) * max(1.0, 0.7 * len(self.series))

    @property
    def scale(self) -> tuple[float, str]:
        """What the numbers are divided by, and what the axis is called."""
        name = _UNITS.get(self.unit, self.unit)
        most = max(abs(bar.value) for bar in self.bars.values())
        for scale, word in _SCALES if self.unit not in ("%", "pp") else ():
            if most >= scale:
                return scale, word + name
        return 1.0, name

    def texts(self) -> list[str]:
        """Everything the panel writes."""
        return [*self.labels, *self.series, *(bar.text for bar in self.bars.values())]


def ranking(table: pd.DataFrame) -> list[Panel]:
    """The one panel of a ranking, in the order of its rows; several periods, or regions, tell names apart."""
    shown = table[table["value"].notna()].head(MOST)
    if not len(shown):
        return []
    varying = [
        name for name in ("region", "period") if shown[name].nunique() > 1 and (shown[name] != shown["name"]).any()
    ]
    bars: dict[tuple[str, str], Bar] = {}
    for row in shown.to_dict("records"):
        label = ", ".join(one_line(str(row[name])) for name in ("name", *varying))
        text = f"{one_line(str(row['quote']))}  ({row['rank']})"
        bars[label, ""] = Bar(row["value"], row["low"], row["high"], text)
    return [Panel([label for label, _ in bars], [""], str(shown["unit"].iat[0]), bars)]


def comparison(table: pd.DataFrame) -> list[Panel]:
    """A panel for the levels and one for the rates and shares of a tidy comparison."""
    panels = []
    money = table[~table["unit"].isin(["%", "pp"])]
    usual = money["unit"].mode()
    for some in (money[money["unit"].isin(usual.head(1))], table[table["unit"] == "%"]):
        several = some["basis"].isin(["stated", "computed"])
        labels = some["item"].where(several, some["item"] + " (" + some["basis"] + ")")
        kept = list(dict.fromkeys(labels))[:MOST]
        bars = {
            (one_line(label), one_line(str(row["region"]))): Bar(row["value"], row["low"], row["high"], _said(row))
            for label, row in zip(labels, some.to_dict("records"), strict=True)
            if label in kept and math.isfinite(row["value"])
        }
        if bars:
            series = list(dict.fromkeys(name for _, name in bars))
            panels.append(
                Panel(list(dict.fromkeys(label for label, _ in bars)), series, str(some["unit"].iat[0]), bars)
            )
    return panels


def _said(row: Any) -> str:
    return one_line(str(row["quote"])) or (f"{row['value']:.4g}%" if row["unit"] == "%" else spoken(row["value"]))


def draw(panel: Panel, axis: Axes) -> None:
    """Put the bars of a panel on an axis of matplotlib."""
    thick = 0.8 / len(panel.series)
    scale, name = panel.scale
    for at, series in enumerate(panel.series):
        offset = (at - (len(panel.series) - 1) / 2) * thick
        bars = {
            i + offset: panel.bars[label, series]
            for i, label in enumerate(panel.labels)
            if (label, series) in panel.bars
        }
        errors = [
            [_reach(bar.value, end, scale) for bar, end in zip(bars.values(), ends, strict=True)]
            for ends in (
                [bar.low for bar in bars.values()],
                [bar.high for bar in bars.values()],
            )
        ]
        axis.barh(
            list(bars),
            [bar.value / scale for bar in bars.values()],
            thick * 0.9,
            xerr=errors,
            color=_BLUE if len(panel.series) == 1 else f"C{at % 10}",
            label=series,
            error_kw={"ecolor": _GREY, "elinewidth": 1, "capsize": 2},
        )
        for (place, bar), error in zip(bars.items(), errors[1], strict=True):
            end = max(0.0, bar.value / scale + error)
            axis.annotate(bar.text, (end, place), (4, 0), textcoords="offset points", va="center", fontsize=8)
    axis.set_yticks(range(len(panel.labels)), panel.labels)
    axis.set_ylim(len(panel.labels) - 0.4, -0.6)
    axis.axvline(0, color="black", linewidth=0.8)
    axis.set_xlabel(name)
    axis.margins(x=0.2)
    if len(panel.series) > 1:
        axis.legend(frameon=False, fontsize=8)


def _reach(value: float, end: float, scale: float) -> float:
    """How far an interval reaches from its number, on the scale of the axis; an open end does not."""
    return abs(end - value) / scale if math.isfinite(end) else 0.0
