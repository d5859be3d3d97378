"""Scores extraction against gold, and tells what a change gained and lost, text by text.

    python -m tests.corpus.scorer [ARTICLES GOLD] [--only PREFIX] [--misses] [--accept] [--floors]

A gold figure is found when a row stands on its number with the same metric, value
and unit; it is right when region, flow, partner, product, channel and period agree
too. Figures marked optional are neither paid for nor charged. Without folders the
corpus beside this file is scored and compared with `accepted.json`, the last run
that was accepted (`--accept`); `--floors` raises the floors of `floors.json` to what
stands now, and never lowers one.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.gold import locate
from tradecli.extraction import extract
from tradecli.lexicon import Lexicon
from tradecli.model import Figure
from tradecli.reading import metadata

HERE = Path(__file__).parent
ACCEPTED, FLOORS = HERE / "accepted.json", HERE / "floors.json"
PAGES = frozenset("GHIJKLMNOPQRSTUVWXYZ1")
"""The sets that retell public pages: harder texts, on which other words and other goods are not tried."""
FIELDS = ("region", "flow", "partner", "product", "channel", "period")
FILLER = {"and", "the", "of", "its", "their", "products", "product", "goods", "other", "related"}
SPANS = {
    "Q1": ("01", "03"),
    "Q2": ("04", "06"),
    "Q3": ("07", "09"),
    "Q4": ("10", "12"),
    "H1": ("01", "06"),
    "H2": ("07", "12"),
}


@dataclass
class Score:
    """Counts over some texts, and the state of each gold figure: `missed`, `right`, or its wrong fields."""

    gold: int = 0
    rows: int = 0
    found: int = 0
    right: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    states: dict[str, str] = field(default_factory=dict)
    extras: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall of so many hits."""
        return 2 * hits / (self.rows + self.gold) if self.rows + self.gold else 0.0

    def summary(self) -> dict[str, float]:
        """Found and right F1, and of the figures found the part in which each field agrees."""
        rates = {name: self.fields[name] / self.asked[name] if self.asked[name] else 1.0 for name in self.asked}
        return {"found": self.f1(self.found), "right": self.f1(self.right), **rates}


def months(period: str) -> tuple[str, str]:
    """First and last month of a period, so that 2025-H1 is 2025-01/2025-06."""
    ends = []
    for part in str(period or "").split("/"):
        year, _, rest = part.partition("-")
        first, last = SPANS.get(rest, (rest or "01", rest or "12"))
        ends.append((f"{year}-{first}", f"{year}-{last}"))
    return ends[0][0], ends[-1][1]


def same(name: str, gold: str, row: str, lexicon: Lexicon) -> bool:
    """Whether a field of a row says what the gold says; names by the lexicon, open names by their words."""
    if name == "period" or (name == "base" and re.match(r"\d{4}", gold) and re.match(r"\d{4}", row)):
        return months(gold) == months(row)
    a, b = gold.strip().lower(), row.strip().lower()
    if a == b:
        return True
    if name in {"region", "partner", "product"} and "+" in a + b:
        return {part.strip() for part in a.split("+")} == {part.strip() for part in b.split("+")}
    if name in {"region", "partner", "product", "channel"}:
        entry = lexicon.by_name(name, gold)
        if entry is not None and entry is lexicon.by_name(name, row):
            return True
    if name in {"product", "channel"} and a and b:
        x, y = words(a), words(b)
        return len(x & y) / len(x | y) >= 0.5
    return False


def words(text: str) -> set[str]:
    """The telling words of a name, without plural endings."""
    found = {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in re.findall(r"\w+", text)}
    return found - FILLER or found


def agrees(name: str, gold: dict, row: Figure, lexicon: Lexicon) -> bool:
    """Whether the row has the gold's value in this field, or another that the gold accepts."""
    accepted = [gold.get(name, ""), *gold.get("accept", {}).get(name, [])]
    return any(same(name, str(value or ""), str(getattr(row, name)), lexicon) for value in accepted)


def same_number(gold: dict, row: Figure) -> bool:
    """Whether metric, value and unit agree."""
    if row.metric != gold["metric"] or abs(float(row.value) - gold["value"]) > max(1e-9, 1e-4 * abs(gold["value"])):
        return False
    return row.unit.lower().rstrip("s") == gold["unit"].lower().rstrip("s") or gold["metric"] == "quantity"


def score_text(stem: str, text: str, golds: list[dict], rows: list[Figure], lexicon: Lexicon, total: Score) -> None:
    """Add one text to the total."""
    spans = [locate(gold, text) for gold in golds]
    pairs = sorted(
        (
            (-sum(agrees(name, gold, row, lexicon) for name in FIELDS), bool(gold.get("optional")), i, j)
            for i, gold in enumerate(golds)
            for j, row in enumerate(rows)
            if row.start < spans[i][1] and spans[i][0] < row.end and same_number(gold, row)
        ),
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in pairs:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    optional = [span for gold, span in zip(golds, spans, strict=True) if gold.get("optional")]
    paid = {j for i, j in matched.items() if not golds[i].get("optional")}
    for j, row in enumerate(rows):
        free = j not in paid and any(row.start < end and start < row.end for start, end in optional)
        total.rows += not free
        if not free and j not in paid:
            total.extras.append(f"{stem}:{row.start} {row.quote!r} {row.metric} {row.region} {row.flow}")
    seen: Counter[str] = Counter()
    for i, gold in enumerate(golds):
        if gold.get("optional"):
            continue
        key = f"{stem}:{spans[i][0]}:{gold['metric']}"
        seen[key] += 1
        total.states[f"{key}:{seen[key]}"] = judge(gold, rows[matched[i]] if i in matched else None, lexicon, total)


def judge(gold: dict, row: Figure | None, lexicon: Lexicon, total: Score) -> str:
    """Count one gold figure; `missed`, `right`, or the fields that are wrong."""
    total.gold += 1
    if row is None:
        return "missed"
    total.found += 1
    asked = [
        *FIELDS,
        "bound",
        *(("base", "terms") if gold["metric"] == "growth" else ()),
        *(("of",) if gold["metric"] == "share" else ()),
    ]
    wrong = []
    for name in asked:
        total.asked[name] += 1
        good = agrees(name, gold, row, lexicon)
        if name == "of" and gold["region"] == "China":
            good = {row.of, gold["of"]} <= {"region", "China"}
        total.fields[name] += good
        if not good and name in FIELDS:
            wrong.append(name)
    total.right += not wrong
    return " ".join(wrong) or "right"


def score(articles: Path, gold: Path, only: str = "") -> Score:
    """The score over all texts whose names start with `only`."""
    lexicon, total = Lexicon.load(), Score()
    for stem, text, golds in texts(articles, gold, only):
        rows = list(extract(metadata.article(f"{stem}.txt", text), lexicon).figures)
        score_text(stem, text, golds, rows, lexicon, total)
    return total


def texts(articles: Path, gold: Path, only: str) -> Iterator[tuple[str, str, list[dict]]]:
    """Name, text and gold figures of each article."""
    for path in sorted(gold.glob(f"{only}*.jsonl")):
        if path.stem != "EXAMPLE":
            lines = path.read_text(encoding="utf-8").splitlines()
            yield (
                path.stem,
                (articles / f"{path.stem}.txt").read_text(encoding="utf-8"),
                [json.loads(x) for x in lines if x.strip()],
            )


def written() -> Iterator[tuple[str, str, list[dict]]]:
    """Name, text and gold figures of the English texts of the corpus but its pages."""
    for stem, text, golds in texts(HERE / "articles", HERE / "gold", ""):
        if not stem.startswith("zh-") and stem[0] not in PAGES:
            yield stem, text, golds


def changes(now: dict[str, str], before: dict[str, str]) -> Iterator[str]:
    """One line a gold figure whose state is another one than in the accepted run."""
    for key in sorted(now):
        was = before.get(key, "new")
        if was != now[key]:
            kind = "gain" if now[key] == "right" else "loss" if was == "right" else "moved"
            yield f"{kind}  {key}  {was} -> {now[key]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="ARTICLES GOLD")
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--floors", action="store_true")
    options = parser.parse_args()
    own = not options.folders
    articles, gold = options.folders or (HERE / "articles", HERE / "gold")
    total = score(articles, gold, options.only)
    print(f"gold {total.gold}  rows {total.rows}")
    print("  ".join(f"{name} {rate:.3f}" for name, rate in total.summary().items()))
    if options.misses:
        print("\n".join(f"{key}  {state}" for key, state in sorted(total.states.items()) if state != "right"))
        print("\n".join(f"{each}  extra" for each in total.extras))
    if own and ACCEPTED.exists():
        before = json.loads(ACCEPTED.read_text(encoding="utf-8"))
        print("\n".join(changes(total.states, {k: v for k, v in before.items() if k.startswith(options.only)})))
    if own and options.accept:
        ACCEPTED.write_text(json.dumps(total.states, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    if own and options.floors:
        raise_floors()


def raise_floors() -> None:
    """Write floors at what stands now, rounded down to whole thousandths, none lower than before."""
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for group, floors in old.items():
        for name, rate in group_score(group).summary().items():
            floors[name] = max(floors.get(name, 0.0), int(rate * 1000) / 1000)
    FLOORS.write_text(json.dumps(old, indent=1) + "\n", encoding="utf-8")


def group_score(group: str) -> Score:
    """The score of a group of texts: those whose names start with its name."""
    return score(HERE / "articles", HERE / "gold", group)


if __name__ == "__main__":
    sys.exit(main())
