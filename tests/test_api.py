"""The functions of the package on frames, as in a notebook."""

from pathlib import Path

import pandas as pd
import pytest

import tradecli
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
