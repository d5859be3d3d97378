"""The five outside reports, read perfectly: exactly the known findings, however they are given."""

import dataclasses

import pytest

from tests.corpus.gold import SHARED

if not (SHARED / "articles").is_dir():
    pytest.skip("the outside reports are not here", allow_module_level=True)

import pandas as pd

from tests.corpus.gold import gold_frame
from tradecli.checks.engine import flag
from tradecli.lexicon import Lexicon
from tradecli.model import Article

EXPECTED = [
    ("X101", "error", "001", 2, "4.547 trillion yuan"),
    ("U103", "warning", "001", 1, "Trillion Dollar"),
    ("A101", "info", "003", 22, "12.2%"),
    ("X105", "info", "001", 8, "34.11 trillion yuan"),
]


def articles(prefix: str) -> list[Article]:
    found = []
    for path in sorted((SHARED / "articles").glob(f"{prefix}*.txt")):
        text = path.read_text(encoding="utf-8")
        found.append(Article(path.name, text, text.strip().partition("\n")[0]))
    return found


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def seen(report) -> list:
    return [(f.code, f.severity, f.primary.source[:3], f.primary.line, f.primary.quote) for f in report.findings]


def test_five_reports(lexicon):
    report = flag(gold_frame("0"), articles("0"), lexicon=lexicon)
    assert seen(report) == EXPECTED
    error = report.findings[0]
    assert error.repair is not None
    assert error.repair.value == pytest.approx(45.47e12)
    assert not error.alternatives
    evidence = [(each.source[:3], each.quote) for each in error.related]
    for quote in [("002", "RMB 45.47 trillion"), ("003", "45.47 trillion yuan")]:
        assert quote in evidence
    for part in ("9.49 trillion yuan", "5.55 trillion yuan", "34.11 trillion yuan"):
        assert ("001", part) in evidence
    assert {"S102", "U101"} <= set(error.also)


def test_any_order(lexicon):
    frame = gold_frame("0")
    assert seen(flag(frame.iloc[::-1], articles("0")[::-1], lexicon=lexicon)) == EXPECTED
    assert seen(flag(frame.sample(frac=1, random_state=4), articles("0"), lexicon=lexicon)) == EXPECTED


def test_001_alone(lexicon):
    report = flag(gold_frame("001"), articles("001"), lexicon=lexicon)
    assert seen(report) == [("S102", "error", "001", 2, "4.547 trillion yuan"), EXPECTED[1]]
    error = report.findings[0]
    assert error.repair is not None
    assert error.repair.value == pytest.approx(45.47e12)
    assert [each.quote for each in error.related] == ["34.11 trillion yuan", "9.49 trillion yuan", "5.55 trillion yuan"]


@pytest.mark.parametrize("prefix", ["000", "002", "003", "004"])
def test_each_of_the_others_alone(prefix, lexicon):
    report = flag(gold_frame(prefix), articles(prefix), lexicon=lexicon)
    assert [each.message for each in report.findings if each.severity != "info"] == []


def test_twice(lexicon):
    frame = gold_frame("0")
    copy = frame.assign(source="copy-" + frame["source"])
    texts = articles("0")
    copies = [Article("copy-" + each.source, each.text, each.title) for each in texts]
    report = flag(pd.concat([frame, copy]), [*texts, *copies], lexicon=lexicon)
    assert seen(report) == EXPECTED
    assert len(report.notes) == 5


def test_fingerprints_do_not_move(lexicon):
    frame = gold_frame("0")
    moved = frame.assign(source="x/" + frame["source"], line=frame["line"] + 3)
    before = {each.fingerprint for each in flag(frame, lexicon=lexicon).findings}
    assert before == {each.fingerprint for each in flag(moved, lexicon=lexicon).findings}


def test_money_scaled_by_seven(lexicon):
    frame = gold_frame("0")
    money = frame["unit"].isin(["CNY", "USD"])
    scaled = frame.copy()
    scaled.loc[money, "value"] *= 7
    report = flag(scaled, lexicon=lexicon)
    assert [(f.code, f.severity, f.primary.quote) for f in report.findings if f.severity != "info"] == [
        ("X101", "error", "4.547 trillion yuan")
    ]


PRACTICE = {
    # China's exports and imports in the first half of 2025, and their growth.
    ("X101", "error", "CNY8.8 trillion"),
    ("X101", "error", "+3.7%"),
    ("X101", "error", "+1.8%"),
    ("X101", "warning", "CNY13 trillion"),
    # Shanghai's first quarter: -2.5 against -2.7.
    ("X101", "warning", "2.7 percent"),
    # Zhejiang's exports: 4.18 against 4.19 trillion.
    ("X101", "warning", "4.18万亿元"),
    # 67.6 of 778.3 is 8.69 percent, printed as 8.6.
    ("S101", "warning", "8.6%"),
    ("X101", "error", "4.547 trillion yuan"),
    ("U103", "warning", "Trillion Dollar"),
}


def test_practice_articles(lexicon):
    report = flag(gold_frame(""), articles(""), lexicon=lexicon)
    assert {(f.code, f.severity, f.primary.quote) for f in report.findings if f.severity != "info"} == PRACTICE


def read(prefix: str, lexicon: Lexicon):
    from tradecli import api

    reports = api.gather([str(path) for path in sorted((SHARED / "articles").glob(f"{prefix}*.txt"))], lexicon)
    frame = reports.frame()
    return frame.assign(source=frame["source"].str.rpartition("/")[2]), [
        dataclasses.replace(each, source=each.source.rpartition("/")[2]) for each in reports.articles
    ]


def test_five_reports_from_their_text(lexicon):
    frame, texts = read("0", lexicon)
    report = flag(frame, texts, lexicon=lexicon)
    assert seen(report) == EXPECTED
    quotes = [each.quote for each in report.findings[0].related]
    assert {"RMB 45.47 trillion", "34.11 trillion yuan", "9.49 trillion yuan", "5.55 trillion yuan"} <= set(quotes)
    assert seen(flag(frame.iloc[::-1], texts[::-1], lexicon=lexicon)) == EXPECTED


def test_english_practice_articles_from_their_text(lexicon):
    frame, texts = read("en", lexicon)
    report = flag(frame, texts, lexicon=lexicon)
    found = {(f.code, f.severity, f.primary.quote) for f in report.findings if f.severity != "info"}
    assert found <= PRACTICE
    assert len(found) >= 4


def test_what_is_sound_carries_deductions(lexicon):
    from tradecli.analysis.derive import derive
    from tradecli.checks.engine import sound

    frame, texts = read("0", lexicon)
    table = derive(sound(frame, texts, lexicon=lexicon), lexicon=lexicon)
    rows = table[(table["region"] == "China") & (table["flow"] == "exports") & (table["metric"] == "value")]
    now = rows[rows["period"] == "2025"].iloc[0]
    assert now["low"] <= 26.99e12 <= now["high"]
    assert now["width"] < 0.01
