"""Gold figures as the frame that perfect extraction would give."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from tradecli import interval
from tradecli.frames import to_frame
from tradecli.lexicon import Lexicon
from tradecli.model import Figure

SHARED = Path(__file__).parents[3] / "shared"


def locate(figure: dict, text: str) -> tuple[int, int]:
    """Start and end of a gold figure's quote, in characters of the article."""
    at = -1
    for _ in range(figure.get("nth", 1)):
        at = figure["context"].find(figure["quote"], at + 1)
    start = text.index(figure["context"]) + at
    return start, start + len(figure["quote"])


def figures(article: Path, gold: Path, optional: bool = True) -> Iterable[Figure]:
    lexicon = Lexicon.load()

    def code(field: str, name: str) -> str:
        parts = [lexicon.by_name(field, part) for part in name.split(" + ")] if name else []
        return " + ".join(entry.id if entry else "" for entry in parts)

    text = article.read_text(encoding="utf-8")
    for line in gold.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        if row.get("optional") and not optional:
            continue
        start, end = locate(row, text)
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        low, high = interval.stated(row["value"], row["quote"], row["bound"], row["unit"])
        yield Figure(
            source=article.name,
            line=text.count("\n", 0, start) + 1,
            column=start - first + 1,
            start=start,
            end=end,
            quote=row["quote"],
            sentence=text[first : last if last > 0 else len(text)].strip(),
            region=row["region"],
            region_code=code("region", row["region"]),
            flow=row["flow"],
            partner=row["partner"],
            partner_code=code("partner", row["partner"]),
            product=row["product"],
            product_code=code("product", row["product"]),
            channel=row["channel"],
            metric=row["metric"],
            value=Decimal(repr(row["value"])),
            unit=row["unit"],
            bound=row["bound"],
            low=low,
            high=high,
            period=row["period"],
            base=row.get("base", ""),
            terms=row.get("terms", ""),
            of=row.get("of", ""),
            rule="gold",
        )


def gold_frame(prefix: str = "", articles: Path = SHARED / "articles", gold: Path = SHARED / "gold") -> pd.DataFrame:
    """All gold figures of the articles whose names start with `prefix`."""
    files = sorted(path for path in gold.glob(f"{prefix}*.jsonl") if path.stem != "EXAMPLE")
    return to_frame(row for path in files for row in figures(articles / f"{path.stem}.txt", path))
