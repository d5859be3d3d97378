"""Questions to the practice articles, with the answers found by hand."""

import functools
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from tests.corpus.gold import SHARED, gold_frame
from tradecli.analysis.compare import compare
from tradecli.analysis.rank import rank
from tradecli.lexicon import Lexicon

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "questions.yaml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the practice articles are not here")


@functools.cache
def figures() -> pd.DataFrame:
    return gold_frame()


@functools.cache
def lexicon() -> Lexicon:
    return Lexicon.load()


def same(found: list[Any], wanted: list[Any]) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(math.isclose(a, float(b), rel_tol=1e-4) if isinstance(a, float) else a == b for a, b in pairs)


@pytest.mark.parametrize("case", [case for case in CASES if "rank" in case], ids=lambda case: case["question"])
def test_rank(case: dict[str, Any]) -> None:
    table = rank(figures(), lexicon=lexicon(), **case["rank"])
    found = table[["rank", "name", "value", "quote"]].values.tolist()
    assert len(found) == len(case["answer"]), found
    for line, wanted in zip(found, case["answer"], strict=True):
        assert same(line, wanted), found


@pytest.mark.parametrize("case", [case for case in CASES if "compare" in case], ids=lambda case: case["question"])
def test_compare(case: dict[str, Any]) -> None:
    table = compare(figures(), lexicon=lexicon(), **case["compare"])
    found = table[["region", "item", "basis", "value", "quote"]].values.tolist()
    for wanted in case["answer"]:
        lines = [line for line in found if line[:3] == wanted[:3]]
        assert len(lines) == 1 and same(lines[0], wanted), (wanted, lines)
    for item, gaps in case.get("differences", {}).items():
        lines = table[(table["item"] == item) & (table["difference_unit"] == "pp")]
        assert dict(zip(lines["region"], lines["difference"].round(6), strict=True)) == gaps


def test_there_are_twenty() -> None:
    assert len(CASES) >= 20


def test_outside_reports() -> None:
    """The five reports alone: seven provinces in this order, and the slip of ten does not lead."""
    some = gold_frame("0")
    table = rank(some)
    assert list(zip(table["name"], table["value"], strict=True)) == [
        ("Xinjiang", 19.9),
        ("Hubei", 18.2),
        ("Anhui", 17.3),
        ("Gansu", 16.2),
        ("Henan", 14.1),
        ("Zhejiang", 5.4),
        ("Guangdong", 4.4),
    ]
    nation = rank(some, metric="value", level="country")
    assert nation[["name", "value", "agree", "differ"]].values.tolist() == [["China", 45.47e12, 2, 1]]
    assert "4.547 trillion yuan" in nation["differing"].iat[0]
