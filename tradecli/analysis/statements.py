"""The rows of a table of figures as numbers that can be grouped: quantities, sources, intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from tradecli import interval
from tradecli.analysis import periods
from tradecli.frames import COLUMNS, INTEGERS, KEY, NUMBERS, typed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Codes = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

EDGE = 1e-9


class Statements(NamedTuple):
    """One element a row: which quantity, which source, and the interval it allows.

    `low` and `high` leave out the very ends (see `inner`), so that plain comparison decides.
    """

    frame: pd.DataFrame
    quantity: Codes
    source: Codes
    low: Floats
    high: Floats


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    """The table itself where it has every column of the schema, else with what is missing filled in."""
    return frame if set(COLUMNS) <= set(frame.columns) else typed(frame)


def canonical(frame: pd.DataFrame) -> pd.DataFrame:
    """The table typed, periods and bases written in one way, empty bounds and intervals filled in."""
    frame = dated(frame.reset_index(drop=True) if _is_typed(frame) else typed(frame))
    if frame["value"].isna().any():
        frame = frame[frame["value"].notna()].reset_index(drop=True)
    if (open_bounds := frame["bound"] == "").any():
        frame = frame.assign(bound=frame["bound"].mask(open_bounds, "eq"))
    bare = frame["low"].isna() | frame["high"].isna()
    if bare.any():
        some = frame[bare]
        ends = [
            interval.stated(value, quote or repr(value), bound, unit)
            for value, quote, bound, unit in zip(some["value"], some["quote"], some["bound"], some["unit"], strict=True)
        ]
        low, high = frame["low"].to_numpy(copy=True), frame["high"].to_numpy(copy=True)
        low[bare], high[bare] = [each.low for each in ends], [each.high for each in ends]
        frame = frame.assign(low=low, high=high)
    return frame


def _is_typed(frame: pd.DataFrame) -> bool:
    """Whether a table is as `typed` makes it, told quickly."""
    import pandas as pd

    if list(frame.columns) != list(COLUMNS):
        return False
    texts = [name for name in COLUMNS if name not in (*INTEGERS, *NUMBERS)]
    return (
        all(frame[name].dtype == "int64" for name in INTEGERS)
        and all(frame[name].dtype == "float64" for name in NUMBERS)
        and all(isinstance(frame[name].dtype, pd.StringDtype) and not frame[name].hasnans for name in texts)
    )


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with periods and bases written in one way."""
    written = {each: periods.canonical(each) for each in frame["period"].unique()}
    if any(key != value for key, value in written.items()):
        frame = frame.assign(period=frame["period"].map(written))
    based = frame["base"] != ""
    if based.any():
        some = frame.loc[based, ["base", "period"]]
        base = frame["base"].copy()
        base[based] = [periods.base_of(*pair) for pair in some.itertuples(index=False)]
        frame = frame.assign(base=base)
    return frame


def statements(frame: pd.DataFrame) -> Statements:
    """The statements of a canonical table; quantities are numbered in the order of `KEY`."""
    low, high = inner(frame["low"].to_numpy(), frame["high"].to_numpy())
    return Statements(frame, codes(frame[name] for name in KEY), codes([frame["source"]]), low, high)


def inner(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Intervals without their very ends: 4.18 and 4.19 touch at 4.185, and yet are two numbers.

    >>> inner([4.175, 7.0], [4.185, 7.0])[1].tolist()
    [4.184999995815, 7.0]
    """
    import numpy as np

    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    room = (high - low) / 4

    def margin(end: Floats) -> Floats:
        return np.minimum(EDGE * np.where(np.isfinite(end), np.abs(end), 0), room)

    return low + margin(low), high - margin(high)


def codes(columns: Iterable[Any]) -> Codes:
    """One whole number for each combination of values, in the order of the values, from 0 without gaps.

    >>> codes([["b", "a", "b"], [7, 9, 7]]).tolist()
    [1, 0, 1]
    """
    import numpy as np
    import pandas as pd

    first, *others = (
        pd.factorize(column if hasattr(column, "dtype") else np.asarray(column), sort=True) for column in columns
    )
    combined, size = first[0].astype("int64"), len(first[1])
    for numbers, values in others:
        if len(values) < 2:
            continue
        if size > 2**62 // len(values):
            combined = _dense(combined)
            size = int(combined.max()) + 1
        combined = combined * len(values) + numbers
        size *= len(values)
    return _dense(combined)


def _dense(numbers: Codes) -> Codes:
    import numpy as np

    dense: Codes = np.unique(numbers, return_inverse=True)[1].astype("int64")
    return dense


def groups(quantity: Codes, wanted: Codes) -> Iterator[tuple[int, Codes]]:
    """Each of the `wanted` quantities with the places where `quantity` names it."""
    import numpy as np

    if not len(wanted):
        return
    chosen = np.zeros(int(quantity.max()) + 1, dtype=bool)
    chosen[wanted] = True
    places = np.flatnonzero(chosen[quantity])
    places = places[np.argsort(quantity[places], kind="stable")]
    for group in np.split(places, np.flatnonzero(np.diff(quantity[places])) + 1):
        yield int(quantity[group[0]]), group
