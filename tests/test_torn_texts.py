"""Sentences torn and mixed at random are read without an error, whatever comes out."""

import random
import re

import pytest

from tests.corpus.scorer import HERE
from tradecli.extraction import extract
from tradecli.lexicon import Lexicon
from tradecli.reading import metadata

WORDS = ["(", ")", ",", ";", ":", "-", '"', "the", "of", "with", "With", "to", "from", "by", "both", "which", "their"]
WORDS += ["5%", "56", "3 billion yuan", "China", "Zhejiang", "ASEAN", "exports", "port", "zones", "respectively"]
TEXTS = 800


def sentences() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((HERE / "articles").glob("*.txt")))
    parts = (part for text in texts for part in re.split(r"(?<=[.!?])\s+", text))
    return [part for part in parts if 10 < len(part) < 600 and part.isascii()]


def torn(words: list[str], others: list[str], chance: random.Random) -> list[str]:
    """A part of the words, their beginning with the end of others, or all with some lost or put in."""
    way = chance.randrange(4)
    if way == 0:
        start = chance.randrange(len(words))
        return words[start : chance.randint(start + 1, len(words))]
    if way == 1:
        return words[: chance.randrange(len(words) + 1)] + others[chance.randrange(len(others)) :]
    changed = list(words)
    for _ in range(3):
        at = chance.randrange(len(changed))
        changed[at : at + 1] = [] if way == 2 and len(changed) > 1 else [changed[at], chance.choice(WORDS)]
    return changed


@pytest.mark.parametrize("seed", range(3))
def test_torn_texts(seed: int) -> None:
    chance, lexicon, known = random.Random(seed), Lexicon.load(), sentences()
    for _ in range(TEXTS):
        picked = [chance.choice(known).split(" ") for _ in range(chance.randint(1, 4))]
        parts = [" ".join(torn(words, chance.choice(known).split(" "), chance)) for words in picked]
        text = chance.choice(["\n\n", "\n", " "]).join(parts)
        try:
            extract(metadata.article("torn.txt", text, date="2025-08-09"), lexicon)
        except Exception as error:
            pytest.fail(f"{error!r} on {text!r}")
