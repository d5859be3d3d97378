"""The corpus with other goods in it: each name of goods that the lexicon knows becomes one that it lacks.

    python -m tests.corpus.renamed [--misses]

What is read should not change but for the names: this measures goods as the open class
that they are. The new names are those of `goods.txt`, dealt out anew for each text;
services keep theirs, as do names that a quote of a figure stands in.
"""

import random
import sys
from collections.abc import Iterator
from functools import cache

from tests.corpus import scorer
from tests.corpus.gold import locate
from tradecli.extraction import extract
from tradecli.lexicon import Lexicon, Match
from tradecli.reading import metadata

GOODS = scorer.HERE / "goods.txt"
FLOORS = scorer.HERE / "renamed.json"
_KEPT = frozenset({"services"})


def renamed(stem: str, text: str, golds: list[dict], lexicon: Lexicon) -> tuple[str, list[dict]]:
    """The text with other goods, and its gold."""
    names = GOODS.read_text(encoding="utf-8").splitlines()
    random.Random(stem).shuffle(names)
    spans = [locate(gold, text) for gold in golds]
    given: dict[str, str] = {}
    parts, moved, at = [], [], 0
    for match in _of_goods(text, spans, lexicon):
        entry = match.entry("product")
        assert entry is not None
        name = given.setdefault(entry.id, names[len(given) % len(names)])
        parts += [text[at : match.start], name.capitalize() if text[match.start].isupper() else name]
        at = match.end
        moved.append((at, len(name) - (match.end - match.start)))
    new = "".join([*parts, text[at:]])

    def called(name: str) -> str:
        entries = [(part, lexicon.by_name("product", part)) for part in name.split(" + ")] if name else []
        return " + ".join(given.get(entry.id, part) if entry else part for part, entry in entries)

    rows = []
    for gold, (start, _) in zip(golds, spans, strict=True):
        first = start + sum(by for end, by in moved if end <= start)
        accept = {**gold.get("accept", {})}
        if "product" in accept:
            accept["product"] = [called(name) for name in accept["product"]]
        nth = new.count(gold["quote"], 0, first) + 1
        rows.append({**gold, "product": called(gold.get("product", "")), "accept": accept, "context": new, "nth": nth})
    return new, rows


def _of_goods(text: str, spans: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[Match]:
    """The names of goods in a text, none inside another or in a quote of a figure."""
    at = 0
    for match in sorted(lexicon.find(text), key=lambda each: (each.start, -each.end)):
        entry = match.entry("product")
        quoted = any(match.start < end and start < match.end for start, end in spans)
        if entry is not None and entry.id not in _KEPT and match.start >= at and not quoted:
            yield match
            at = match.end


@cache
def score() -> scorer.Score:
    """The score over the English texts of the corpus but its pages."""
    lexicon, total = Lexicon.load(), scorer.Score()
    for stem, text, golds in scorer.written():
        new, rows = renamed(stem, text, golds, lexicon)
        found = list(extract(metadata.article(f"{stem}.txt", new), lexicon).figures)
        scorer.score_text(stem, new, rows, found, lexicon, total)
    return total


def main() -> None:
    total = score()
    print("  ".join(f"{name} {rate:.3f}" for name, rate in total.summary().items()))
    if "--misses" in sys.argv[1:]:
        print("\n".join(f"{key}  {state}" for key, state in sorted(total.states.items()) if state != "right"))


if __name__ == "__main__":
    sys.exit(main())
