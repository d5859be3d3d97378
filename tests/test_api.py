"""The functions of the package on frames, as in a notebook."""

import sys
from pathlib import Path

import pandas as pd
import pytest

import tradecli
from tradecli.api import about, threshold, width
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
