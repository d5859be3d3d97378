"""Several statements of one quantity -> one best estimate, and who agrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradecli.analysis import clusters
from tradecli.analysis.parts import Parts
from tradecli.analysis.speakers import Speakers, speakers_of
from tradecli.analysis.statements import Statements, canonical, codes, groups, statements

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Codes = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


def reconcile(frame: pd.DataFrame, context: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a quantity, in the order of the key: the columns of the table, and four more.

    The row is that of the statement the estimate is taken from, with `period` and
    `base` written in one way; `low` and `high` are the bounds that all agreeing
    statements share. `agree` and `differ` count independent sources, `sources`
    names those that agree (of several in the same words the earliest) and
    `differing` those that do not, with what they say. The cluster of overlapping
    intervals with most independent sources wins; of equals the one that fits its
    parts and wholes in `context` (`frame`, if left out), the more precise, the
    newer. Raises ValueError where the table lacks `metric`, `value` or `unit`.

    >>> import pandas as pd
    >>> told = [("a", 4.547e12, "4.547 trillion"), ("b", 45.47e12, "45.47 trillion"), ("c", 45.5e12, "45.5 trillion")]
    >>> frame = pd.DataFrame(told, columns=["source", "value", "quote"]).assign(
    ...     region="China", flow="total", metric="value", unit="CNY", period="2025")
    >>> reconcile(frame)[["quote", "agree", "differ", "sources", "differing"]].to_dict("records")[0]
    {'quote': '45.47 trillion', 'agree': 2, 'differ': 1, 'sources': 'b; c', 'differing': 'a: 4.547 trillion'}
    """
    frame = canonical(frame)
    if frame.empty:
        return frame.assign(agree=0, differ=0, sources="", differing="")
    said = statements(frame)
    speakers = speakers_of(said)
    claims = clusters.claims_of(said, speakers)
    agreeing = clusters.agreeing(said, claims, speakers, Parts(frame if context is None else context))
    result = frame.iloc[_best(said, agreeing)].reset_index(drop=True)
    ends = (frame[end].to_numpy()[agreeing] for end in ("low", "high"))
    low, high = clusters.common(said.quantity[agreeing], *ends)
    return _with_sources(result.assign(low=low, high=high), said, agreeing, speakers)


def _best(said: Statements, agreeing: Mask) -> Codes:
    """The row of each quantity that its estimate is taken from, in the order of the quantities."""
    import numpy as np
    import pandas as pd

    rows = np.flatnonzero(agreeing)
    some = said.frame.iloc[rows]
    keys = (
        some["value"].to_numpy(),
        pd.factorize(some["quote"], sort=True)[0],
        some["start"].to_numpy(),
        said.source[rows],
        -pd.factorize(some["published"], sort=True)[0],
        clusters.imprecision(some),
        said.quantity[rows],
    )
    order = rows[np.lexsort(keys)]
    first: Codes = order[np.unique(said.quantity[order], return_index=True)[1]]
    return first


def _with_sources(result: pd.DataFrame, said: Statements, agreeing: Mask, speakers: Speakers) -> pd.DataFrame:
    """The result with who agrees and who differs."""
    import numpy as np

    heard = np.zeros(len(speakers.quantity), dtype=bool)
    heard[speakers.of_row[agreeing]] = True
    agree, differ = (_voices(speakers, which, len(result)) for which in (heard, ~heard))
    sources, differing = result["source"].tolist(), [""] * len(result)
    names = said.frame["source"].to_numpy(dtype=object)
    name = np.empty(len(heard), dtype=object)
    name[speakers.of_row] = names
    for quantity, places in groups(speakers.quantity, np.flatnonzero(agree > 1)):
        own = [at for at in places.tolist() if heard[at]]
        first = {int(speakers.voice[at]): name[at] for at in reversed(own)}
        first |= {int(speakers.voice[at]): name[at] for at in own if speakers.voice[at] == speakers.source[at]}
        sources[quantity] = "; ".join(sorted(first.values()))
    other = np.flatnonzero(~agreeing)
    quotes = said.frame["quote"].to_numpy(dtype=object)
    for quantity, rows in groups(said.quantity, np.unique(said.quantity[other])):
        told: dict[tuple[int, str], tuple[bool, str]] = {}
        for row in rows[~agreeing[rows]].tolist():
            at = speakers.of_row[row]
            key, copied = (int(speakers.voice[at]), quotes[row]), bool(speakers.voice[at] != speakers.source[at])
            told[key] = min((copied, names[row]), told.get(key, (copied, names[row])))
        said_so = sorted((source, quote) for (_, quote), (_, source) in told.items())
        differing[quantity] = "; ".join(f"{source}: {quote}" for source, quote in said_so)
    return result.assign(agree=agree, differ=differ, sources=sources, differing=differing)


def _voices(speakers: Speakers, which: Mask, count: int) -> Codes:
    """How many voices each quantity has among some of the speakers."""
    import numpy as np

    quantity, voice = speakers.quantity[which], speakers.voice[which]
    if not len(quantity):
        return np.zeros(count, dtype="int64")
    one = np.unique(codes([quantity, voice]), return_index=True)[1]
    return np.bincount(quantity[one], minlength=count)
