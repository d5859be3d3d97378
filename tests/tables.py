"""Small tables of figures for tests."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tradecli.frames import typed
from tradecli.interval import stated
from tradecli.lexicon import Lexicon

LEXICON = Lexicon.load()
PLAIN = {"region": "Zhejiang", "flow": "total", "metric": "growth", "unit": "%", "bound": "eq", "period": "2025"}


def table(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Typed rows: each is laid over a growth rate of Zhejiang, its quote and interval made up from its value."""
    filled = []
    for row in rows:
        full = {**PLAIN, **row}
        full.setdefault("quote", f"{full['value']:g}")
        full["low"], full["high"] = stated(full["value"], full["quote"], full["bound"], full["unit"])
        for field in ("region", "partner", "product"):
            entry = LEXICON.by_name(field, full.get(field, "")) if full.get(field) else None
            full[f"{field}_code"] = entry.id if entry else ""
        filled.append(full)
    return typed(pd.DataFrame(filled))
