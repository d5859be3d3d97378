"""A million figures: `rank` against a plain groupby over the same keys, in the same run.

    python tests/bench/rank.py [ROWS]

Two tables: `mixed`, as a large archive would be (every flow, partner, channel,
metric and period, of which the default ranking uses a part), and `headline`,
where every row is a growth rate that the ranking has to reconcile. Prints the
seconds, the ratio and the peak of memory; exits 1 above 8 times or 2 GB.
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from tradecli.analysis.rank import rank
from tradecli.frames import KEY, typed
from tradecli.lexicon import Lexicon

RATIO, GIGABYTES = 8, 2.0
TEXT = "exports imports trade of goods rose fell reached according to customs year on year province foreign with"
WORDS = TEXT.split()


def table(rows: int, headline: bool, seed: int = 7) -> pd.DataFrame:
    """Figures of all provinces by 20,000 sources, one in fifty with a slip."""
    chance = np.random.default_rng(seed)
    lexicon = Lexicon.load()
    provinces = [entry for entry in lexicon.entries if entry.field == "region" and entry.kind == "province"]
    partners = ["", *(entry.name for entry in lexicon.entries if entry.field == "partner")][:60]

    def pick(values: list[str], plain: float = 0.0) -> np.ndarray:
        column = np.array(values, dtype=object)[chance.integers(0, len(values), rows)]
        return np.where(chance.random(rows) < plain, values[0], column) if plain else column

    place = chance.integers(0, len(provinces), rows)
    source = chance.integers(0, 20_000, rows)
    years = [str(year) for year in range(2014, 2026)]
    value = np.round(5 + place / 3 + np.where(chance.random(rows) < 0.02, 50, 0), 1)
    frame = pd.DataFrame(
        {
            "source": [f"reports/{each:05}.txt" for each in source],
            "start": chance.integers(0, 9000, rows),
            "quote": [f"{each}%" for each in value],
            "sentence": [
                f"{' '.join(WORDS[i] for i in order)} {number}"
                for number, order in enumerate(chance.integers(0, len(WORDS), (rows, 20)))
            ],
            "region": np.array([entry.name for entry in provinces], dtype=object)[place],
            "region_code": np.array([entry.id for entry in provinces], dtype=object)[place],
            "flow": "total" if headline else pick(["total", "exports", "imports"]),
            "partner": "" if headline else pick(partners, 0.4),
            "channel": "" if headline else pick(["", "general trade", "private enterprises"], 0.6),
            "metric": "growth" if headline else pick(["growth", "value", "share"]),
            "value": value,
            "unit": "%",
            "bound": "eq",
            "low": value - 0.05,
            "high": value + 0.05,
            "period": pick(years),
        }
    )
    return typed(frame)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    lexicon = Lexicon.load()
    good = True
    for headline in (False, True):
        frame = table(rows, headline)
        plain = seconds(lambda: frame.groupby(list(KEY))["value"].agg(["median", "count"]))  # noqa: B023
        took = seconds(lambda: rank(frame, lexicon=lexicon))  # noqa: B023
        every = seconds(lambda: rank(frame, lexicon=lexicon, all_periods=True))  # noqa: B023
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        good &= took <= RATIO * plain and peak <= GIGABYTES
        name = "headline" if headline else "mixed"
        print(
            f"{name}: groupby {plain:.2f} s, rank {took:.2f} s ({took / plain:.1f}x), "
            f"all periods {every:.2f} s ({every / plain:.1f}x), peak {peak:.2f} GB"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
