"""What must not change a verdict, and what a planted slip must lead to."""

import dataclasses
from decimal import Decimal

import pytest

from tests.bench.flag import made
from tests.bench.mutations import KINDS, SHARED, Tally, fresh, grave, mutated, slips
from tradecli.checks.engine import flag
from tradecli.frames import from_frame, to_frame
from tradecli.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def verdicts(figures, lexicon, names=None):
    report = flag(to_frame(figures), lexicon=lexicon)
    back = {new: old for old, new in (names or {}).items()}
    return sorted(
        (
            *(each.code, each.severity, back.get(each.primary.source, each.primary.source), each.primary.start),
            tuple(sorted((back.get(e.source, e.source), e.start) for e in each.alternatives)),
            each.repair.message if each.repair else "",
        )
        for each in report.findings
    )


@pytest.fixture(scope="module", params=[3, 11])
def figures(request, lexicon):
    return made(lexicon, 300, rate=0.04, seed=request.param)[0]


def test_there_is_something_to_find(figures, lexicon):
    assert len(verdicts(figures, lexicon)) >= 4


def test_money_times_seven(figures, lexicon):
    scaled = [
        dataclasses.replace(each, value=each.value * 7, low=each.low * 7, high=each.high * 7)
        if each.unit == "CNY"
        else each
        for each in figures
    ]
    assert verdicts(scaled, lexicon) == verdicts(figures, lexicon)


def test_other_names(figures, lexicon):
    sources = sorted({each.source for each in figures})
    names = dict(zip(sources, reversed(sources), strict=True))
    renamed = [dataclasses.replace(each, source=names[each.source]) for each in figures]
    assert verdicts(renamed, lexicon, names) == verdicts(figures, lexicon)


def test_an_article_twice(figures, lexicon):
    first = figures[0].source
    copies = [dataclasses.replace(each, source="z-copy") for each in figures if each.source == first]
    assert verdicts([*figures, *copies], lexicon) == verdicts(figures, lexicon)


def test_any_order(figures, lexicon):
    assert verdicts(figures[::-1], lexicon) == verdicts(figures, lexicon)


def test_all_single_diagnoses_are_right(lexicon):
    figures, slipped = made(lexicon, 1000)
    report = flag(to_frame(figures), lexicon=lexicon)
    single = [each for each in report.findings if not each.alternatives and each.severity == "error"]
    assert len(single) >= 0.5 * len(slipped)
    assert {(each.primary.source, each.primary.start) for each in single} <= slipped


def test_no_slip_no_finding(lexicon):
    figures, _ = made(lexicon, 600, rate=0.0)
    assert verdicts(figures, lexicon) == []


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold of the outside reports is not here")
@pytest.mark.parametrize(("kind", "least"), [("x10", 0.5), ("x1000", 0.8), ("sign", 0.3), ("currency", 0.6)])
def test_planted_slips(kind, least, lexicon):
    from tests.corpus.gold import gold_frame

    assert kind in KINDS
    figures = [each for each in from_frame(gold_frame("0")) if each.quote != "4.547 trillion yuan"]
    before = {each.fingerprint for each in grave(flag(to_frame(figures), lexicon=lexicon))}
    tally = Tally()
    for place, number in slips(figures, kind, 6):
        changed = [mutated(f, kind, number) if (f.source, f.start) == place else f for f in figures]
        tally.add(fresh(flag(to_frame(changed), lexicon=lexicon), before), *place, True)
    assert tally.detected >= least * tally.planted
    assert tally.right == tally.single
    assert tally.listed == tally.detected


def test_a_slip_is_what_it_says():
    from tradecli.checks.examples import figure

    each = figure("a | China | total | 2025 | 45.47 trillion yuan")
    assert mutated(each, "/10", "4.547").value == Decimal("4.547e12")
    assert mutated(each, "currency", "45.47").unit == "USD"
