"""Sentences of `tests/cases/extraction`, one file a phenomenon: the figures they state, and no others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from tradecli.extraction import extract
from tradecli.lexicon import Lexicon
from tradecli.model import Article

CASES = Path(__file__).parent / "cases" / "extraction"
KNOWN_FAILURES = "known_failures.yaml"
FILES = sorted(path for path in CASES.glob("*.yaml") if path.name != KNOWN_FAILURES)
KEYS = ("region", "flow", "partner", "product", "channel", "period", "base", "terms", "of")


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


@cache
def known_failures() -> dict[str, list[int]]:
    return yaml.safe_load((CASES / KNOWN_FAILURES).read_text(encoding="utf-8")) or {}


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def cases() -> list:
    rows = []
    for path in FILES:
        page = read(path)
        for number, case in enumerate(page["cases"], 1):
            known = number in known_failures().get(path.name, known_failures().get(path.stem, ()))
            marks = [pytest.mark.xfail(strict=True, reason="known failure")] if known else []
            rows.append(pytest.param(case, str(page["date"]), id=f"{path.stem}-{number}", marks=marks))
    return rows


def number(value: object) -> str:
    return f"{float(str(value)):.12g}"


def place(text: str, quote: str, nth: int) -> int:
    start = -1
    for _ in range(nth):
        start = text.find(quote, start + 1)
        assert start >= 0, f"the text does not hold {quote!r} {nth} times"
    return start


def readings(figure: dict, text: str) -> list[tuple]:
    """Every row that is as good for this figure, its own first: `accept` opens single fields."""
    row = {key: str(figure.get(key, "")) for key in KEYS}
    row |= {"metric": figure["metric"], "value": number(figure["value"]), "unit": figure["unit"]}
    row["bound"] = figure.get("bound", "eq")
    row["start"] = str(place(text, figure["quote"], figure.get("nth", 1)))
    rows = [row]
    for key, others in figure.get("accept", {}).items():
        others = [number(other) if key == "value" else str(other) for other in others]
        rows += [each | {key: other} for each in rows for other in others]
    return [tuple(sorted(each.items())) for each in rows]


def as_row(figure) -> tuple:
    row = {key: getattr(figure, key) for key in (*KEYS, "metric", "unit", "bound")}
    return tuple(sorted((row | {"start": str(figure.start), "value": number(figure.value)}).items()))


def shown(row: tuple, text: str) -> str:
    fields = dict(row)
    start = int(fields.pop("start"))
    head = f"{fields.pop('metric')} {fields.pop('value')} {fields.pop('unit')}"
    rest = " ".join(f"{key}={value}" for key, value in fields.items() if value and (key, value) != ("bound", "eq"))
    return f"{text[start : start + 24]!r} at {start}: {head} {rest}"


@pytest.mark.parametrize(("case", "date"), cases())
def test_case(case: dict, date: str) -> None:
    title = case.get("title", "")
    text = f"{title}\n\n{case['text']}" if title else case["text"]
    article = Article("case", text, title=title, date=str(case.get("date", date)))
    found = {as_row(figure) for figure in extract(article, lexicon()).figures}
    wanted = [(figure, readings(figure, text)) for figure in case["figures"]]
    missing = [rows[0] for figure, rows in wanted if not found.intersection(rows) and not figure.get("optional")]
    extra = found - {row for _, rows in wanted for row in rows}
    if extra:  # a wrong reading of an optional figure costs nothing
        free = {dict(row)["start"] for figure, rows in wanted if figure.get("optional") for row in rows}
        extra = {row for row in extra if dict(row)["start"] not in free}
    if missing or extra:
        lines = [text, *(f"  - missing {shown(row, text)}" for row in missing)]
        lines += [f"  + extra   {shown(row, text)}" for row in sorted(extra, key=lambda row: int(dict(row)["start"]))]
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_has_enough_cases(path: Path) -> None:
    page = read(path)
    positive = [case for case in page["cases"] if any(not each.get("optional") for each in case["figures"])]
    negative = [case for case in page["cases"] if not case["figures"]]
    assert page["phenomenon"]
    assert len(positive) >= 10
    assert len(negative) >= 3
    texts = [case["text"] for case in page["cases"]]
    assert len(set(texts)) == len(texts)


def test_known_failures_name_cases() -> None:
    sizes = {path.stem: len(read(path)["cases"]) for path in FILES}
    for name, numbers in known_failures().items():
        assert all(1 <= each <= sizes[Path(name).stem] for each in numbers), name
