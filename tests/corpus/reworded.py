"""The corpus in other words: rewordings that leave what is said as it is, and what they cost.

    python -m tests.corpus.reworded [--lost]

Each rewording of `rewordings.yaml` is made wherever it fits, outside the quotes of
figures, in every English text; one of its wordings is dealt out to each text. Of the
figures that are right in the text as it stands, the part still right is what it keeps.
"""

import random
import re
import sys
from dataclasses import dataclass, field
from functools import cache

import yaml

from tests.corpus import scorer
from tests.corpus.gold import locate
from tradecli.extraction import extract
from tradecli.lexicon import Lexicon
from tradecli.reading import metadata

REWORDINGS = scorer.HERE / "rewordings.yaml"
FLOORS = scorer.HERE / "reworded.json"
SAMPLE = 0.2
"""The part of the texts on which the floors of `reworded.json` stand."""


@dataclass
class Kept:
    """How often a rewording was made, and what of the right figures it kept."""

    made: int = 0
    right: int = 0
    kept: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def part(self) -> float:
        """The part of the right figures that stays right; 1 where none was right."""
        return self.kept / self.right if self.right else 1.0


def reworded(text: str, golds: list[dict], pattern: str, word: str) -> tuple[str, list[dict], int]:
    """The text with a pattern's matches put in other words, its gold, and how many they were."""
    spans = [locate(gold, text) for gold in golds]
    parts, moved, at = [], [], 0
    for match in re.finditer(pattern, text):
        if any(match.start() < end and start < match.end() for start, end in spans):
            continue
        parts += [text[at : match.start()], word]
        at = match.end()
        moved.append((at, len(word) - (match.end() - match.start())))
    new = "".join([*parts, text[at:]])
    rows = []
    for gold, (start, _) in zip(golds, spans, strict=True):
        first = start + sum(by for end, by in moved if end <= start)
        rows.append({**gold, "context": new, "nth": new.count(gold["quote"], 0, first) + 1})
    return new, rows, len(moved)


def _states(stem: str, text: str, golds: list[dict], lexicon: Lexicon) -> list[tuple[str, str]]:
    """What became of each gold figure, in text order, with its name."""
    score = scorer.Score()
    found = list(extract(metadata.article(f"{stem}.txt", text), lexicon).figures)
    scorer.score_text(stem, text, golds, found, lexicon, score)
    return sorted(score.states.items(), key=lambda each: (int(each[0].split(":")[1]), each[0]))


@cache
def score(part: float = 1.0) -> dict[str, Kept]:
    """What each rewording keeps, by its name, over such a part of the English texts of the corpus but its pages."""
    lexicon = Lexicon.load()
    rows = yaml.safe_load(REWORDINGS.read_text(encoding="utf-8"))
    found = {row["name"]: Kept() for row in rows}
    for stem, text, golds in scorer.written():
        chance = random.Random(stem)
        if chance.random() >= part:
            continue
        plain: list[tuple[str, str]] = []
        for row in rows:
            new, moved, made = reworded(text, golds, row["pattern"], chance.choice(row["by"]))
            if not made:
                continue
            plain = plain or _states(stem, text, golds, lexicon)
            after = _states(stem, new, moved, lexicon)
            kept = found[row["name"]]
            kept.made += made
            for (_, before), (name, now) in zip(plain, after, strict=True):
                kept.right += before == "right"
                kept.kept += before == now == "right"
                if before == "right" != now:
                    kept.lost.append(f"{name}  {now}")
    return found


def main() -> None:
    found = score()
    for name, kept in found.items():
        print(f"{kept.part:.4f}  {name}: made {kept.made} times, {kept.kept} of {kept.right} right figures kept")
        if "--lost" in sys.argv[1:]:
            print("\n".join(f"    {each}" for each in kept.lost))


if __name__ == "__main__":
    sys.exit(main())
