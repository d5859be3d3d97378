"""Extraction does not fall below the floors of the corpus, field by field."""

import json

import pytest

from tests.corpus import renamed, reworded, scorer
from tradecli.lexicon import Lexicon

FLOORS = json.loads(scorer.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", list(FLOORS))
def test_floors(group: str) -> None:
    now = scorer.group_score(group).summary()
    fallen = {name: (now[name], floor) for name, floor in FLOORS[group].items() if now[name] < floor}
    assert not fallen, f"below the floor: {fallen}; see python -m tests.corpus.scorer --only {group}"


def test_floors_with_other_goods() -> None:
    floors = json.loads(renamed.FLOORS.read_text(encoding="utf-8"))
    now = renamed.score().summary()
    fallen = {name: (now[name], floor) for name, floor in floors.items() if now[name] < floor}
    assert not fallen, f"below the floor: {fallen}; see python -m tests.corpus.renamed --misses"


def test_floors_in_other_words() -> None:
    floors = json.loads(reworded.FLOORS.read_text(encoding="utf-8"))
    kept = reworded.score(reworded.SAMPLE)
    assert floors.keys() == kept.keys()
    assert all(each.made for each in kept.values())
    fallen = {name: (kept[name].part, floor) for name, floor in floors.items() if kept[name].part < floor}
    assert not fallen, f"below the floor: {fallen}; see python -m tests.corpus.reworded --lost"


def test_other_goods_are_none_that_the_lexicon_has() -> None:
    lexicon = Lexicon.load()
    names = renamed.GOODS.read_text(encoding="utf-8").splitlines()
    assert not [name for name in names if any(match.entry("product") for match in lexicon.find(name))]


def test_each_gold_has_its_article() -> None:
    articles = {path.stem for path in (scorer.HERE / "articles").iterdir()}
    assert articles == {path.stem for path in (scorer.HERE / "gold").iterdir()}


def test_every_english_text_has_a_floor() -> None:
    names = [path.stem for path in (scorer.HERE / "gold").glob("*.jsonl") if not path.stem.startswith("zh-")]
    assert all(any(name.startswith(group) for group in FLOORS) for name in names)
