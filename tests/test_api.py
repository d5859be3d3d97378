"""The functions of the package on frames, as in a notebook."""

import sys
from pathlib import Path

import pandas as pd
import pytest

import tradecli
from tradecli.api import about, threshold, width, with_derived
from tradecli.frames import COLUMNS
from tradecli.reading import ReadError

FIGURES = Path(__file__).parent / "golden" / "inputs" / "figures.csv"


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return tradecli.extract(FIGURES)


def test_extract_takes_one_path_or_several(frame: pd.DataFrame) -> None:
    assert tuple(frame.columns) == COLUMNS
    assert len(tradecli.extract([FIGURES, str(FIGURES)])) == len(frame), "a source counts once"


def test_extract_raises_for_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no such file or folder \(nope\.txt\)"):
        tradecli.extract("nope.txt")
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ReadError, match="an empty file"):
        tradecli.extract([FIGURES, tmp_path / "empty.txt"])


def test_rank_takes_the_frame(frame: pd.DataFrame) -> None:
    table = tradecli.rank(frame, metric="growth")
    assert table["name"].iat[0] == "Xinjiang"
    assert tradecli.rank(frame, metric="value").set_index("name")["value"]["Xinjiang"] == 520.37e9


def test_compare_takes_the_frame(frame: pd.DataFrame) -> None:
    table = tradecli.compare(frame, regions=["Xinjiang", "Zhejiang"])
    assert set(table["region"]) == {"Xinjiang", "Zhejiang"}


def test_flag_takes_the_frame(frame: pd.DataFrame) -> None:
    report = tradecli.flag(frame)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert [finding.primary.source for finding in errors] == ["slip.txt"]


def test_names_that_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        tradecli.nope  # noqa: B018
    assert set(tradecli.__all__) <= set(dir(tradecli))


def test_derive_leaves_out_what_is_flagged(frame: pd.DataFrame) -> None:
    pytest.importorskip("highspy")
    table = tradecli.derive(frame)
    prior = table[(table["region"] == "Xinjiang") & (table["flow"] == "total") & (table["period"] == "2024")]
    level = prior[(prior["metric"] == "value") & (prior["partner"] == "")].iloc[0]
    assert level["low"] < 520.37e9 / 1.199 < level["high"]
    assert "520.37 billion yuan" in level["follows_from"]
    assert "slip.txt" not in "".join(table["follows_from"])


def test_derive_without_its_library(frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ValueError, match="derive needs highspy"):
        tradecli.derive(frame)


def test_the_way_out_fits_a_library_that_comes_along(frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ValueError, match="derive needs highspy") as caught:
        tradecli.derive(frame)
    assert "--force-reinstall highspy" in str(caught.value)
    assert "[derive]" not in str(caught.value), "there is no such extra"


def test_derive_builds_on_nothing_misread() -> None:
    stated = {"source": "a", "region": "Zhejiang", "period": "2025", "unit": "CNY", "metric": "value"}
    amounts = [("total", 5.55e12, "5.55 trillion"), ("exports", 4.18e12, "4.18 trillion")]
    rows = pd.DataFrame([{**stated, "flow": flow, "value": value, "quote": quote} for flow, value, quote in amounts])
    follows = tradecli.derive(rows)
    assert set(follows["flow"]) >= {"imports", "balance"}
    slip = rows[rows["flow"] == "exports"].assign(source="b", value=41.8e12, quote="41.8 trillion")
    again = tradecli.derive(pd.concat([rows, slip]))
    assert again[["flow", "low", "high"]].equals(follows[["flow", "low", "high"]]), "one misprint hides nothing"
    assert "41.8" not in "".join(again["follows_from"])


@pytest.fixture(scope="module")
def legs() -> pd.DataFrame:
    """Zhejiang's imports follow, those of Guangdong are stated."""
    told = [
        ("Zhejiang", "total", 5.55e12, "5.55 trillion"),
        ("Zhejiang", "exports", 4.18e12, "4.18 trillion"),
        ("Guangdong", "imports", 3.46e12, "3.46 trillion"),
    ]
    columns = ["region", "flow", "value", "quote"]
    return pd.DataFrame(told, columns=columns).assign(source="a", metric="value", unit="CNY", period="2025")


def test_what_follows_stands_below_what_is_stated(legs: pd.DataFrame) -> None:
    both = with_derived(legs)
    assert tuple(both.columns) == COLUMNS
    assert both["source"].tolist()[: len(legs)] == ["a"] * 3 and set(both["source"][3:]) == {"derived"}
    row = both[(both["flow"] == "imports") & (both["region"] == "Zhejiang")].iloc[0]
    assert (row["low"], row["value"], row["high"]) == pytest.approx((1.36e12, 1.37e12, 1.38e12), rel=1e-5)
    assert row["note"] == 'derived from a:0:0 "4.18 trillion"; a:0:0 "5.55 trillion"'
    assert row["region_code"] == "CN-ZJ"
    assert set(with_derived(legs, metrics=["growth"])["source"]) == {"a"}, "no growth follows"


def test_what_is_stated_is_not_derived_over(legs: pd.DataFrame) -> None:
    imports = legs.iloc[:1].assign(flow="imports", value=1.2e12, quote="1.2 trillion", source="b")
    both = with_derived(pd.concat([legs, imports]))
    some = both[(both["flow"] == "imports") & (both["region"] == "Zhejiang")]
    assert some["source"].tolist() == ["b"]


def test_derived_ranks_have_bounds_and_say_so(legs: pd.DataFrame) -> None:
    table = tradecli.rank(with_derived(legs), metric="value", flow="imports").set_index("name")
    assert table.index.tolist() == ["Guangdong", "Zhejiang"]
    row = table.loc["Zhejiang"]
    assert row["note"].startswith("derived from") and row["low"] < row["value"] < row["high"]
    assert (row["agree"], row["sources"], table.loc["Guangdong", "agree"]) == (0, "derived", 1)


def test_derived_lines_of_a_comparison(legs: pd.DataFrame) -> None:
    from tradecli.analysis.compare import wide

    table = tradecli.compare(with_derived(legs), regions=["Zhejiang", "Guangdong"])
    lines = table[table["item"] == "imports"].set_index("region")
    assert lines["basis"].to_dict() == {"Zhejiang": "derived", "Guangdong": "stated"}
    assert lines["agree"].to_dict() == {"Zhejiang": 0, "Guangdong": 1}
    row = wide(table).set_index("item").loc["imports"]
    assert (row["basis"], row["note"]) == ("stated or derived", "Zhejiang derived: 1.36 trillion to 1.38 trillion")
    exports = legs.iloc[2:].assign(region="Zhejiang", flow="exports", value=4.18e12, quote="4.18 trillion")
    shares = wide(tradecli.compare(with_derived(pd.concat([legs.iloc[2:].assign(region="Zhejiang"), exports]))))
    note = shares.set_index("item").loc["exports: share of trade", "note"]
    assert note.startswith("Zhejiang derived: 54.57"), "what is computed from the derived total says so"
    groups = tradecli.compare(with_derived(legs), by="zone")
    (imports,) = groups.loc[groups["item"] == "imports", "note"]
    assert imports == "Zhejiang (derived), Guangdong"


def test_about_keeps_what_a_figure_has_a_part_in(frame: pd.DataFrame) -> None:
    report = tradecli.flag(frame)
    assert len(about(report, frame[frame["source"] == "third.txt"]).findings) == 1
    assert about(report, frame[frame["source"] == "en-10-chongqing-2025.txt"]).findings == ()


@pytest.mark.parametrize(("level", "fails"), [("error", True), ("warning", True), ("info", True), ("never", False)])
def test_threshold(frame: pd.DataFrame, level: str, fails: bool) -> None:
    assert threshold(level)(tradecli.flag(frame)) is fails
    assert not threshold(level)(tradecli.flag(frame[frame["source"] == "third.txt"]))


def test_threshold_between_levels(frame: pd.DataFrame) -> None:
    report = tradecli.flag(frame, severities={"X101": "warning"})
    assert (threshold("warning")(report), threshold("error")(report)) == (True, False)


@pytest.mark.parametrize("text", ["wide", "-1", "0", "nan", "inf"])
def test_a_width_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a width"):
        width(text)
