"""Of the intervals that sources give for one quantity, the cluster that the most of them share.

This is Marzullo's algorithm (Marzullo 1984; NTP chooses among clocks so). A
source that is at one with itself counts by what all its statements leave open;
one that contradicts itself counts for each of its statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tradecli.analysis.statements import Statements, codes, groups

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from tradecli.analysis.parts import Parts
    from tradecli.analysis.speakers import Speakers

    Codes = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

_MOST = 4_000_000


class Claims(NamedTuple):
    """What the sources say: one element a source of a quantity, more where it contradicts itself.

    `speaker` is the element of `Speakers` that makes the claim, `of_row` the claim
    to which each statement belongs.
    """

    quantity: Codes
    speaker: Codes
    low: Floats
    high: Floats
    of_row: Codes


def claims_of(said: Statements, speakers: Speakers) -> Claims:
    """The claims behind the statements."""
    import numpy as np

    pair = speakers.of_row
    low, high = common(pair, said.low, said.high)
    torn = (low > high)[pair]
    of_row = codes([torn, np.where(torn, np.arange(len(pair)), pair)]) if torn.any() else pair
    first = np.unique(of_row, return_index=True)[1]
    alone, speaker = torn[first], pair[first]
    return Claims(
        said.quantity[first],
        speaker,
        np.where(alone, said.low[first], low[speaker]),
        np.where(alone, said.high[first], high[speaker]),
        of_row,
    )


def common(group: Codes, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The ends of the intersection of each group's intervals; low above high where there is none."""
    import numpy as np

    count = int(group.max()) + 1
    lowest, highest = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(lowest, group, low)
    np.minimum.at(highest, group, high)
    return lowest, highest


def agreeing(said: Statements, claims: Claims, speakers: Speakers, parts: Parts) -> Mask:
    """Which statements belong to the winning cluster of their quantity."""
    import numpy as np

    low, high = common(claims.quantity, claims.low, claims.high)
    disputed = np.flatnonzero(low > high)
    kept = np.ones(len(claims.quantity), dtype=bool)
    rows = dict(groups(said.quantity, disputed))
    for quantity, members in groups(claims.quantity, disputed):
        point = _winner(said, claims, rows[quantity], members, speakers, parts)
        kept[members] = (claims.low[members] <= point) & (point <= claims.high[members])
    return kept[claims.of_row]


def _winner(said: Statements, claims: Claims, rows: Codes, members: Codes, speakers: Speakers, parts: Parts) -> float:
    """A point of the winning cluster: shared by most, then plausible, precise, new."""
    import numpy as np

    low, high = claims.low[members], claims.high[members]
    voices = covering(low, low, high, speakers.voice[claims.speaker[members]])
    points = np.unique(low[voices == voices.max()])
    if len(points) == 1:
        return float(points[0])
    worth = _worth(said.frame.iloc[rows], claims.of_row[rows])
    if len(points) * len(members) > _MOST:
        sharpest = np.array(sorted(range(len(members)), key=lambda at: worth[int(members[at])]))
        points = low[sharpest][np.isin(low[sharpest], points)][: max(2, _MOST // len(members))]
    implausible = parts.judge(said.frame.iloc[int(rows[0])])

    def weakness(point: float) -> tuple[object, ...]:
        cluster = np.flatnonzero((low <= point) & (point <= high))
        bounds = float(low[cluster].max()), float(high[cluster].min())
        return (implausible(*bounds), min(worth[each] for each in members[cluster].tolist()), point)

    return float(min(points.tolist(), key=weakness))


def covering(points: Floats, low: Floats, high: Floats, who: Codes) -> Codes:
    """How many different `who` have an interval that holds each point.

    >>> import numpy as np
    >>> low, high = np.array([1, 1.9, 2.5, 9]), np.array([2, 3, 4, 9.5])
    >>> covering(low, low, high, np.array([0, 1, 2, 3])).tolist()
    [1, 2, 2, 1]
    >>> covering(low, low, high, np.array([0, 0, 2, 3])).tolist()
    [1, 1, 2, 1]
    """
    import numpy as np

    order = np.lexsort((low, who))
    low, high, who = low[order], high[order], who[order]
    # The highest end so far within each who: their numbers keep one from reaching into the next.
    place = np.argsort(np.argsort(high, kind="stable"), kind="stable")
    reached = np.maximum.accumulate(np.unique(who, return_inverse=True)[1] * len(who) + place) % len(who)
    by_place = np.sort(high)
    first = np.ones(len(who), dtype=bool)
    first[1:] = (who[1:] != who[:-1]) | (low[1:] > by_place[reached[:-1]])
    starts = np.flatnonzero(first)
    begun = np.searchsorted(np.sort(low[starts]), points, "right")
    counts: Codes = begun - np.searchsorted(np.sort(np.maximum.reduceat(high, starts)), points, "left")
    return counts


def _worth(some: pd.DataFrame, claims: Codes) -> dict[int, tuple[float, list[int], str]]:
    """Of each claim of one quantity a key that is small for a precise and new statement."""
    keys: dict[int, tuple[float, list[int], str]] = {}
    columns = (claims.tolist(), imprecision(some).tolist(), some["published"], some["source"])
    for claim, width, published, source in zip(*columns, strict=True):
        key = (width, [-ord(letter) for letter in published] or [0], source)
        keys[claim] = min(key, keys.get(claim, key))
    return keys


def imprecision(frame: pd.DataFrame) -> Floats:
    """Width of each statement: in points for rates, relative to the value for amounts, endless for mere bounds."""
    import numpy as np

    size = np.abs(frame["value"].to_numpy())
    width = frame["high"].to_numpy() - frame["low"].to_numpy()
    relative = ~frame["unit"].isin(["%", "pp"]).to_numpy() & (size > 0)
    width = np.where(relative, width / np.where(relative, size, 1), width)
    with np.errstate(invalid="ignore", divide="ignore"):
        digits = 10.0 ** (np.floor(np.log10(np.where(width > 0, width, 1))) - 4)
        width = np.where(np.isfinite(width), np.round(width / digits) * digits, width)
    return np.where(frame["bound"].isin(["gt", "lt"]).to_numpy(), np.inf, width)
