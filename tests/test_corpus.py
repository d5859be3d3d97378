"""Extraction does not fall below the floors of the corpus, field by field."""

import json

import pytest

from tests.corpus import scorer

FLOORS = json.loads(scorer.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", list(FLOORS))
def test_floors(group: str) -> None:
    now = scorer.group_score(group).summary()
    fallen = {name: (now[name], floor) for name, floor in FLOORS[group].items() if now[name] < floor}
    assert not fallen, f"below the floor: {fallen}; see python -m tests.corpus.scorer --only {group}"


def test_each_gold_has_its_article() -> None:
    articles = {path.stem for path in (scorer.HERE / "articles").iterdir()}
    assert articles == {path.stem for path in (scorer.HERE / "gold").iterdir()}


def test_every_english_text_has_a_floor() -> None:
    names = [path.stem for path in (scorer.HERE / "gold").glob("*.jsonl") if not path.stem.startswith("zh-")]
    assert all(any(name.startswith(group) for group in FLOORS) for name in names)
