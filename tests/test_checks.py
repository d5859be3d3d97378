"""Checks: their registry and pages, and sets of figures that must fire or stay silent."""

from pathlib import Path

import pytest
import yaml

from tradecli import checks
from tradecli.checks.examples import report, told

CASES = Path(__file__).parent / "cases" / "checks"


def cases(name: str) -> list:
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["name"]) for row in rows]


@pytest.mark.parametrize("row", cases("near_misses"))
def test_near_miss_is_silent(row):
    assert [finding.message for finding in report(row["figures"]).findings] == []


STATED = {
    "Guangdong traded 9.49 trillion yuan.": "Guangdong | total | 2025 | 9.49 trillion yuan",
    "Zhejiang traded 5.55 trillion yuan.": "Zhejiang | total | 2025 | 5.55 trillion yuan",
    "Anhui traded 1.1 trillion yuan.": "Anhui | total | 2025 | 1.1 trillion yuan",
    "Anhui's trade grew by 17.3%.": "Anhui | total | 2025 | 17.3%",
    "That of Hubei grew by 18.2%.": "Hubei | total | 2025 | 18.2%",
    "Tibet's slipped by 3%.": "Tibet | total | 2025 | 3% | value=-3",
}


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["claim"]) for row in yaml.safe_load((CASES / "claims.yaml").read_text("utf-8"))]
)
def test_claim_in_words(row):
    assert told("\n".join(("Provinces", row["claim"], *STATED)), *STATED.values()) == row["finds"]


@pytest.mark.parametrize("row", cases("texts"))
def test_text_with_its_figures(row):
    assert told(f"Trade\n{row['text']}", *row["figures"]) == row["finds"]


@pytest.mark.parametrize("row", cases("conflicts"))
def test_conflict_is_found(row):
    found = report(row["figures"]).findings
    assert [f"{each.code} {each.severity} {each.primary.quote}" for each in found] == row["finds"]
    first = found[0]
    if "repair" in row:
        assert first.repair is not None
        assert first.repair.value == pytest.approx(float(row["repair"]))
    assert [each.quote for each in first.alternatives] == row.get("alternatives", [e.quote for e in first.alternatives])
    assert set(row.get("also", ())) <= set(first.also)


@pytest.mark.parametrize("row", cases("conflicts"))
def test_order_and_names_change_nothing(row):
    def verdicts(lines):
        return sorted(
            (each.code, each.severity, each.primary.quote, each.fingerprint) for each in report(lines).findings
        )

    renamed = [{"a": "z", "b": "y", "c": "x", "d": "w"}[line[0]] + line[1:] for line in row["figures"]]
    assert verdicts(reversed(row["figures"])) == verdicts(row["figures"]) == verdicts(renamed)


@pytest.mark.parametrize("code", sorted(checks.checks()))
def test_page_of_a_check(code):
    page = checks.explain(code)
    assert page.startswith(f"{code}: ")
    for part in ("What", "Why", "Formula", "Guard", ">>> "):
        assert part in page or part.lower() in page
    check = checks.get(code)
    assert check.ties or check.run or check.slips or check.names or code in ("X101", "X102")


def test_every_finding_holds_both_quotes_and_intervals():
    finding = report(
        ["a | China | total | 2025 | 4.547 trillion yuan", "b | China | total | 2025 | 45.47 trillion yuan"]
    )
    [first] = finding.findings
    assert first.primary.quote in first.message
    assert first.related[0].quote in first.message
    assert first.primary.low < first.primary.high < first.related[0].low < first.related[0].high
    assert "at most 4.548 trillion" in first.arithmetic


def test_a_fall_is_told_as_one():
    lines = ["a | Shanghai | total | 2025-Q1 | 2.5%", "b | Shanghai | total | 2025-Q1 | 2.7% | value=-2.7"]
    assert "is 2.5% here, minus 2.7% in another source" in report(lines).findings[0].message or (
        "is minus 2.7% here, 2.5% in another source" in report(lines).findings[0].message
    )


def test_an_official_source_outweighs():
    lines = ["a | China | total | 2025 | 42.17 trillion yuan", "b | China | total | 2025 | 45.47 trillion yuan"]
    [plain] = report(lines).findings
    assert [each.quote for each in plain.alternatives] == ["45.47 trillion yuan"]
    [weighed] = report(lines, official=["b"]).findings
    assert (weighed.primary.quote, weighed.alternatives) == ("42.17 trillion yuan", ())
    [other] = report(lines, official=["a"]).findings
    assert (other.primary.quote, other.alternatives) == ("45.47 trillion yuan", ())


def test_two_tables_that_agree_are_two_sources():
    rows = "{} | China | total | 2025 | 45.47 trillion yuan | sentence="
    found = report(["a | China | total | 2025 | 42.17 trillion yuan", rows.format("b"), rows.format("c")])
    assert found.notes == ()
    assert [each.primary.source for each in found.findings] == ["a"]
    assert found.findings[0].alternatives == ()


def test_a_sentence_read_wrongly_is_no_finding():
    found = report(
        """
        a | China | exports | 2025 | 1688.3 billion yuan | product=services | sentence=Services.
        a | China | imports | 2025 | 2198.96 billion yuan | product=services | sentence=Services.
        a | China | exports | 2025 | 865.04 billion yuan | product=services | sentence=Some of them. | line=3
        a | China | imports | 2025 | 637.5 billion yuan | product=services | sentence=Some of them. | line=3
        """
    )
    assert found.findings == ()
    assert len(found.notes) == 1
    assert "read wrongly" in found.notes[0]
    assert len(found.aside) == 2


def test_coverage_names_what_nothing_speaks_to():
    found = report(
        """
        a | China | total | 2025 | 45.47 trillion yuan
        b | China | total | 2025 | 45.5 trillion yuan
        a | Yangtze River Delta | total | 2025 | 6.3%
        a |  | total | 2025 | 7%
        """
    )
    coverage = found.coverage
    assert (coverage.figures, coverage.checkable, coverage.open) == (4, 2, 1)
    assert [each.rpartition(" ")[2] for each in coverage.never] == ["6.3%"]


CLAIMS = {
    "the highest growth is not the highest level": (
        "Xinjiang\nTrade hit 520.4 billion yuan, up 19.9%, the highest growth rate in China. "
        "Zhejiang had 5.55 trillion yuan.",
        "Xinjiang | total | 2025 | 520.4 billion yuan",
        "Xinjiang | total | 2025 | 19.9%",
        "Zhejiang | total | 2025 | 5.55 trillion yuan",
    ),
    "a rank behind a level is not one of its growth": (
        "Zhejiang\nTrade rose 5.4% to 5.55 trillion yuan, ranking third in the country. "
        "Anhui grew 17.3%, Hubei 18.2%, Gansu 16.2%.",
        "Zhejiang | total | 2025 | 5.4%",
        "Zhejiang | total | 2025 | 5.55 trillion yuan",
        "Anhui | total | 2025 | 17.3%",
        "Hubei | total | 2025 | 18.2%",
        "Gansu | total | 2025 | 16.2%",
    ),
    "two ranks for two shares": (
        "Zhejiang\nIts 5.55 trillion yuan and 4.19 trillion yuan ranked third and second in the country, respectively. "
        "Guangdong had 9.49 trillion yuan, Jiangsu 5.95 trillion yuan.",
        "Zhejiang | total | 2025 | 5.55 trillion yuan",
        "Guangdong | total | 2025 | 9.49 trillion yuan",
        "Jiangsu | total | 2025 | 5.95 trillion yuan",
    ),
    "the highest in a part of the country": (
        "West\nXinjiang grew 19.9%, among the highest in China. Tibet grew 33.1%.",
        "Xinjiang | total | 2025 | 19.9%",
        "Tibet | total | 2025 | 33.1%",
    ),
    "growth with one partner beats growth of all trade": (
        "Growth\nXinjiang grew 19.9%, the highest growth rate in China. Qinghai's Belt and Road trade rose 33.7%.",
        "Xinjiang | total | 2025 | 19.9%",
        "Qinghai | total | 2025 | 33.7% | partner=Belt and Road",
    ),
    "a streak of a rank is no streak of growth": (
        "Rank\nTrade fell 1.4%, yet the city led the province for 9 consecutive years.",
        "Ningbo | total | 2025 | 1.4% | value=-1.4",
    ),
    "a first for another partner": (
        "First\nTrade with ASEAN was 869.07 billion yuan, up 16.5%, its first time as the largest partner.",
        "Zhejiang | total | 2025 | 869.07 billion yuan | partner=ASEAN",
        "Zhejiang | total | 2025 | 16.5% | partner=ASEAN",
    ),
    "slower growth is no fall, and faster than the nation in another flow": (
        "Growth\nExports grew 3.1%, faster than the national average of imports. China's exports rose 6.1%.",
        "Zhejiang | exports | 2025 | 3.1% | partner=ASEAN",
        "China | exports | 2025 | 6.1%",
    ),
    "a forecast": (
        "Poll\nExports rose 6.6%, while economists polled by an agency had forecast growth of 3%.",
        "China | exports | 2025-12 | 6.6%",
        "China | exports | 2025-12 | 3%",
    ),
    "a headline in dollars with dollars in the text": (
        "A trillion dollar surplus\nThe surplus reached $1.19 trillion, or 8.51 trillion yuan.",
        "China | balance | 2025 | $1.19 trillion",
        "China | balance | 2025 | 8.51 trillion yuan",
    ),
}


@pytest.mark.parametrize("name", sorted(CLAIMS))
def test_claim_that_is_no_contradiction(name):
    text, *lines = CLAIMS[name]
    assert told(text, *lines) == []


def test_a_sentence_about_another_region_is_read_as_such():
    found = report(
        """
        a | Zhejiang | total | 2025 | 5.55 trillion yuan | sentence=Zhejiang. | line=2
        a | Zhejiang | total | 2025 | 5.4% | sentence=Zhejiang. | line=2
        a | Zhejiang | total | 2025 | 45.47 trillion yuan | sentence=The year. | line=1
        a | Zhejiang | total | 2025 | 3.8% | sentence=The year. | line=1
        a | Zhejiang | exports | 2025 | 12.2% | metric=share | of=China | line=3
        b | China | total | 2025 | 45.47 trillion yuan | sentence=China.
        b | China | total | 2025 | 3.8% | sentence=China.
        b | Zhejiang | total | 2025 | 5.55 trillion yuan | sentence=Zhejiang again.
        """
    )
    assert found.findings == ()
    assert found.notes == ("a:1 gives the figures of China and is read as such",)
