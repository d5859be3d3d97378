"""Whether a level can be right beside the levels of its parts and of its wholes.

A part is the same money in the same period with one or more fields narrower: a
region of China, one partner, one channel, one direction of trade. Products are
left out, since services are no part of trade in goods.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tradecli.analysis.periods import canonical as canonical_period
from tradecli.analysis.statements import canonical

if TYPE_CHECKING:
    import pandas as pd

Judge = Callable[[float, float], int]
NATION = "CN"
GENERAL = (("partner", ""), ("channel", ""), ("flow", "total"))


class Parts:
    """The levels of a table, looked up by period and unit."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Keep the levels of a table, for when they are asked for."""
        self._frame = frame
        self._groups: dict[tuple[str, str], pd.DataFrame] = {}

    def judge(self, figure: pd.Series) -> Judge:
        """A function from bounds of `figure` to how many parts are surely larger, or wholes surely smaller."""
        if figure["metric"] != "value" or figure["flow"] == "balance":
            return lambda low, high: 0
        among = self._among(figure["period"], figure["unit"])
        smaller = among[_contains(figure, among)]["low"].to_numpy()
        larger = among[_contains(among, figure)]["high"].to_numpy()
        return lambda low, high: int((smaller > high).sum() + (larger < low).sum())

    def _among(self, period: str, unit: str) -> pd.DataFrame:
        """The levels of one period in one unit."""
        if (period, unit) not in self._groups:
            frame = self._frame
            same = [each for each in frame["period"].unique() if canonical_period(each) == period]
            levels = frame["period"].isin(same) & (frame["metric"] == "value") & (frame["unit"] == unit)
            self._groups[period, unit] = canonical(frame[levels & (frame["flow"] != "balance")])
        return self._groups[period, unit]


def _contains(whole: Any, part: Any) -> Any:
    """Whether the level `part` is a part of the level `whole`; one of the two may be a table."""
    alike = part["region"] == whole["region"]
    fits, equal = alike | (whole["region_code"] == NATION), alike
    for name, general in GENERAL:
        alike = part[name] == whole[name]
        fits, equal = fits & (alike | (whole[name] == general)), equal & alike
    return fits & ~equal & (part["product"] == whole["product"])
