"""Why each field of each figure came out as it did, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.extraction import Extraction

COLUMNS = ("source", "line", "column", "quote", "rule", "field", "candidate", "weight", "won", "why")


def table(extractions: Iterable[Extraction], frame: pd.DataFrame) -> pd.DataFrame:
    """One row a candidate, the heaviest of a field first; only figures that the frame holds.

    `won` says whether it is the candidate that the figure took.
    """
    import pandas as pd

    kept = set(frame[["source", "start", "metric", "region", "flow"]].itertuples(index=False, name=None))
    rows = []
    for extraction in extractions:
        for explanation in extraction.explanations:
            figure = explanation.figure
            if (figure.source, figure.start, figure.metric, figure.region, figure.flow) not in kept:
                continue
            taken: set[str] = set()
            for each in sorted(explanation.candidates, key=lambda each: (each.field, -each.weight, each.value)):
                won = each.field not in taken and each.value == getattr(figure, each.field, None)
                if won:
                    taken.add(each.field)
                place = (figure.source, figure.line, figure.column, figure.quote, figure.rule)
                rows.append((*place, each.field, each.value, each.weight, won, each.why))
    return pd.DataFrame(rows, columns=list(COLUMNS))
