"""Bars beside the numbers of a table for the eye.

A bar is solid up to the low end of its number's interval and light from there to
the high end. Bars of one table share their scale; where there are falls, they
share an axis too.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tradecli.output import Look
from tradecli.output.values import width

if TYPE_CHECKING:
    import pandas as pd

_EIGHTHS = " ▏▎▍▌▋▊▉"
_SOLID, _LIGHT, _PLAIN, _PLAIN_LIGHT = "█", "░", "#", "-"
WIDEST, NARROWEST = 32, 8
FOLDED = {"item": 28, "basis": 10, "note": 20, "differing": 20}
KEPT = ("item", "unit", "basis", "note")


def beside(frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    """The columns of a ranking that `look` shows, with bars after the numbers where there is room.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"name": ["A", "B"], "value": [8.0, 4.0], "low": [8.0, 3.0], "high": [8.0, 5.0]})
    >>> beside(frame, Look(width=21, columns=("name", "value")))["bar"].tolist()
    ['########', '###--']
    """
    shown = look.shown(frame)
    room = _room(shown, look)
    if room < NARROWEST or not len(frame):
        return shown
    drawn = bars(zip(frame["low"], frame["value"], frame["high"], strict=True), room, not look.terminal)
    after = "unit" if "unit" in shown.columns else "value"
    shown = shown.copy()
    shown.insert(list(shown.columns).index(after) + 1, "bar", drawn)
    return shown


def between(frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    """The wide table of a comparison with bars after each region's numbers, where there is room.

    Lines have a scale of their own each. Bars stand in columns without a name.
    """
    names = [name for name in frame.columns if name not in KEPT and " to " not in str(name)]
    room = (_room(frame, look) + 2) // max(1, len(names)) - 2
    if room < NARROWEST // 2 or not len(frame):
        return frame
    lines = [
        bars(((x, x, x) for x in row), min(room, WIDEST // 2), not look.terminal)
        for row in frame[names].itertuples(index=False, name=None)
    ]
    result = frame.copy()
    for at, name in enumerate(names):
        place = list(result.columns).index(name) + 1
        result.insert(place, " " * (at + 1), [line[at] for line in lines])
    return result


def bars(numbers: Iterable[tuple[float, float, float]], room: int, plain: bool) -> list[str]:
    """A bar for each (low, value, high), `room` columns wide at most; nothing for what is no number.

    >>> bars([(8, 8, 8), (3, 4, 5), (-4, -4, -4), (float("nan"),) * 3], 12, plain=True)
    ['    ########', '    ###--', '####', '']
    >>> bars([(8, 8, 8), (3, 3, 3)], 4, plain=False)
    ['████', '█▌']
    """
    spans = [_clipped(*each) for each in numbers]
    known = [end for span in spans if span for end in span]
    top, bottom = max([0.0, *known]), min([0.0, *known])
    step = room / (top - bottom) if top > bottom else 0.0
    if not (step and math.isfinite(step)):
        return ["" for _ in spans]
    left = round(-bottom * step)
    return [_bar(span, step, left, plain) if span else "" for span in spans]


def _clipped(low: float, value: float, high: float) -> tuple[float, float] | None:
    """The two ends of a bar's light part, the one nearer to zero first."""
    if not math.isfinite(value):
        return None
    ends = [end if math.isfinite(end) else value for end in (low, high)]
    near, far = sorted(ends, key=abs)
    return (0.0 if near * value < 0 else near, far if far * value >= 0 else value)


def _bar(span: tuple[float, float], step: float, left: int, plain: bool) -> str:
    near, far = abs(span[0]) * step, abs(span[1]) * step
    full, rest = round(near), max(0, round(far) - round(near))
    if span[1] < 0:
        solid, light = (_PLAIN, _PLAIN_LIGHT) if plain else (_SOLID, _LIGHT)
        return (" " * (left - full - rest) + light * rest + solid * full).rstrip()
    if plain:
        return " " * left + _PLAIN * full + _PLAIN_LIGHT * rest
    full = int(near)
    part = _EIGHTHS[int((near - full) * 8)].strip()
    rest = max(0, round(far) - full - len(part))
    return " " * left + _SOLID * full + part + _LIGHT * rest


def _room(frame: pd.DataFrame, look: Look) -> int:
    """Columns of the terminal that the table without bars leaves; a terminal folds long texts."""
    from tradecli.output.table import render

    margin = 2
    if look.terminal:
        frame = frame.assign(**{name: frame[name].str[:most] for name, most in FOLDED.items() if name in frame.columns})
        margin += len(frame.columns) + 3
    plain = dataclasses.replace(look, terminal=False, columns=())
    lines: Sequence[str] = render(frame, "table", plain).decode().splitlines()
    return min(WIDEST, look.width - margin - max(map(width, lines)))
