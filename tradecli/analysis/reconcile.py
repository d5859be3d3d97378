"""Several statements of one quantity -> one best estimate, and who agrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradecli.analysis import clusters
from tradecli.analysis.parts import Parts
from tradecli.analysis.statements import Statements, canonical, groups, statements
from tradecli.analysis.voices import voices

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Codes = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

ADDED = ("agree", "differ", "sources", "differing")


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
    claims = clusters.claims_of(said)
    spoken = {quantity: _voices(said, rows) for quantity, rows in groups(said.quantity, _by_several(said))}
    disputed = clusters.disputed(claims)
    for quantity in disputed.tolist():
        spoken.setdefault(quantity, {})
    parts = Parts(frame if context is None or not len(disputed) else canonical(context))
    agreeing = clusters.agreeing(said, claims, spoken, parts)
    result = frame.iloc[_best(said, agreeing)].reset_index(drop=True)
    ends = (frame[end].to_numpy()[agreeing] for end in ("low", "high"))
    low, high = clusters.common(said.quantity[agreeing], *ends)
    result["low"], result["high"] = low.clip(max=high), high.clip(min=low)
    return _with_sources(result, said, agreeing, spoken)


def _by_several(said: Statements) -> Codes:
    """The quantities that more than one source speaks of."""
    import numpy as np

    count = int(said.quantity.max()) + 1
    first, last = np.full(count, np.iinfo("int64").max), np.full(count, -1)
    np.minimum.at(first, said.quantity, said.source)
    np.maximum.at(last, said.quantity, said.source)
    return np.flatnonzero(first < last)


def _voices(said: Statements, rows: Codes) -> dict[int, int]:
    """From each source of one quantity to the earliest one that says it in the same words."""
    some = said.frame.iloc[rows]
    published = [each or "9999" for each in some["published"]]
    ordered = sorted(zip(published, said.source[rows].tolist(), some["start"].tolist(), some["sentence"], strict=True))
    return voices([(source, sentence, start) for _, source, start, sentence in ordered])


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


def _with_sources(
    result: pd.DataFrame, said: Statements, agreeing: Mask, spoken: dict[int, dict[int, int]]
) -> pd.DataFrame:
    """The result with who agrees and who differs; quantities not in `spoken` have one source."""
    import numpy as np

    agree, differ = np.ones(len(result), dtype="int64"), np.zeros(len(result), dtype="int64")
    sources, differing = result["source"].tolist(), [""] * len(result)
    names = said.frame["source"]
    for quantity, rows in groups(said.quantity, np.array(sorted(spoken), dtype="int64")):
        voice = spoken[quantity] or {int(said.source[rows[0]]): int(said.source[rows[0]])}
        name = dict(zip(said.source[rows].tolist(), names.iloc[rows], strict=True))
        heard = set(said.source[rows[agreeing[rows]]].tolist())
        first = {voice[each]: name[each] for each in reversed(voice) if each in heard}
        agree[quantity] = len(first)
        differ[quantity] = len({voice[each] for each in voice if each not in heard})
        sources[quantity] = "; ".join(sorted(first.values()))
        other = said.frame.iloc[rows[~agreeing[rows]]]
        told = sorted(set(zip(other["source"], other["quote"], strict=True)))
        differing[quantity] = "; ".join(f"{source}: {quote}" for source, quote in told)
    return result.assign(agree=agree, differ=differ, sources=sources, differing=differing)
