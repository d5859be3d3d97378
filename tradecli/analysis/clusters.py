"""Of the intervals that sources give for one quantity, the cluster that the most of them share.

This is Marzullo's algorithm (Marzullo 1984; NTP chooses among clocks so). A
source that is at one with itself counts by what all its statements leave open;
one that contradicts itself counts for each of its statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tradecli.analysis.statements import Statements, codes, groups

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from tradecli.analysis.parts import Parts

    Codes = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

_MOST = 4_000_000


class Claims(NamedTuple):
    """What the sources say: one element a source of a quantity, more where it contradicts itself.

    `of_row` is the claim to which each statement belongs.
    """

    quantity: Codes
    source: Codes
    low: Floats
    high: Floats
    of_row: Codes


def claims_of(said: Statements) -> Claims:
    """The claims behind the statements."""
    import numpy as np

    pair = codes([said.quantity, said.source])
    low, high = common(pair, said.low, said.high)
    torn = (low > high)[pair]
    of_row = codes([torn, np.where(torn, np.arange(len(pair)), pair)])
    first = np.unique(of_row, return_index=True)[1]
    alone = torn[first]
    return Claims(
        said.quantity[first],
        said.source[first],
        np.where(alone, said.low[first], low[pair[first]]),
        np.where(alone, said.high[first], high[pair[first]]),
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


def disputed(claims: Claims) -> Codes:
    """The quantities of which not all claims can hold."""
    import numpy as np

    low, high = common(claims.quantity, claims.low, claims.high)
    return np.flatnonzero(low > high)


def agreeing(said: Statements, claims: Claims, voices: dict[int, dict[int, int]], parts: Parts) -> Mask:
    """Which statements belong to the winning cluster of their quantity.

    `voices` maps, for each disputed quantity, a source to the one it speaks with.
    """
    import numpy as np

    kept = np.ones(len(claims.quantity), dtype=bool)
    quantities = disputed(claims)
    of_claims = dict(groups(claims.quantity, quantities))
    for quantity, rows in groups(said.quantity, quantities):
        members = of_claims[quantity]
        point = _winner(said, claims, rows, members, voices[quantity], parts)
        kept[members] = (claims.low[members] <= point) & (point <= claims.high[members])
    return kept[claims.of_row]


def _winner(
    said: Statements, claims: Claims, rows: Codes, members: Codes, voice: dict[int, int], parts: Parts
) -> float:
    """A point of the winning cluster: shared by most, then plausible, precise, new."""
    import numpy as np

    low, high, sources = claims.low[members], claims.high[members], claims.source[members].tolist()
    points = most_shared(low.tolist(), high.tolist(), sources, [voice.get(each, each) for each in sources])
    if len(points) == 1:
        return points[0]
    worth = _worth(said.frame, claims, rows)
    if len(points) * len(members) > _MOST:
        sharpest = sorted(range(len(members)), key=lambda i: worth[int(members[i])])
        known = set(points)
        points = [x for x in low[sharpest].tolist() if x in known][: max(2, _MOST // len(members))]
    implausible = parts.judge(said.frame.iloc[int(rows[0])])

    def weakness(point: float) -> tuple[object, ...]:
        cluster = np.flatnonzero((low <= point) & (point <= high))
        bounds = float(low[cluster].max()), float(high[cluster].min())
        return (implausible(*bounds), min(worth[each] for each in members[cluster].tolist()), point)

    return min(points, key=weakness)


def most_shared(
    low: Sequence[float], high: Sequence[float], sources: Sequence[Hashable], speakers: Sequence[Hashable]
) -> list[float]:
    """The points that most speakers, then most sources, allow; each where an interval begins.

    >>> most_shared([1, 1.9, 2.5, 9], [2, 3, 4, 9.5], "abcd", "abcd")
    [1.9, 2.5]
    >>> most_shared([1, 1.9, 2.5, 9], [2, 3, 4, 9.5], "abcd", "aacd")
    [2.5]
    """
    starts = [(x, 0, i) for i, x in enumerate(low)]
    ends = [(x, 1, i) for i, x in enumerate(high)]
    speaking: Counter[Hashable] = Counter()
    present: Counter[Hashable] = Counter()
    most, points = (0, 0), list[float]()
    for (x, ending), group in groupby(sorted(starts + ends), key=lambda event: event[:2]):
        for _, _, i in group:
            for count, who in ((speaking, speakers[i]), (present, sources[i])):
                count[who] += -1 if ending else 1
                if not count[who]:
                    del count[who]
        if not ending:
            score = (len(speaking), len(present))
            points = points if score <= most else []
            most = max(most, score)
            if score == most:
                points.append(x)
    return points


def _worth(frame: pd.DataFrame, claims: Claims, rows: Codes) -> dict[int, tuple[float, list[int], str]]:
    """Of each claim of one quantity a key that is small for a precise and new statement."""
    some = frame.iloc[rows]
    keys: dict[int, tuple[float, list[int], str]] = {}
    columns = (claims.of_row[rows].tolist(), imprecision(some).tolist(), some["published"], some["source"])
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
