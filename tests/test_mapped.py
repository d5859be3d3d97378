"""Tables of other people's making: each number stands where the map says, and what cannot hold is said."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import tradecli
from tradecli.reading import ReadError

TABLE = """2025年进出口,,,,
地区,进出口,出口,方向,同比
全国,'454,700',269900,出口,3.8%
广东,94900,-8.90,进口,4.40
浙江,—,41800,出口,..
"""
MAP = """
columns: {region: 地区, value: 进出口}
constant: {flow: total, metric: value, unit: CNY, period: 2025}
scale: 100000000
header: 2
"""
SEVERAL = """
figures:
  - {}
  - {columns: {value: 3}, constant: {flow: exports}}
  - {columns: {value: 同比}, constant: {metric: growth, unit: "%"}, scale: 1}
"""


def figures(folder: Path, form: str = MAP, table: str = TABLE) -> pd.DataFrame:
    (folder / "a.csv").write_text(table.replace("'", '"'), encoding="utf-8")
    (folder / "a.yaml").write_text(form, encoding="utf-8")
    return tradecli.extract(folder / "a.csv")


def test_one_number_a_row(tmp_path: Path) -> None:
    frame = figures(tmp_path)
    assert frame[["region", "region_code", "value", "quote"]].values.tolist() == [
        ["China", "CN", 45.47e12, "454,700"],
        ["Guangdong", "CN-GD", 9.49e12, "94900"],
    ]
    assert frame[["line", "column"]].values.tolist() == [[3, 2], [4, 2]]
    assert frame[["low", "high"]].values.tolist() == [[45.46995e12, 45.47005e12], [9.48995e12, 9.49005e12]]
    assert set(frame["flow"] + frame["metric"] + frame["unit"] + frame["period"]) == {"totalvalueCNY2025"}


def test_several_numbers_a_row(tmp_path: Path) -> None:
    frame = figures(tmp_path, MAP + SEVERAL)
    assert frame[["region", "flow", "metric", "value"]].values.tolist() == [
        ["China", "total", "value", 45.47e12],
        ["China", "exports", "value", 26.99e12],
        ["China", "total", "growth", 3.8],
        ["Guangdong", "total", "value", 9.49e12],
        ["Guangdong", "exports", "value", -8.9e8],
        ["Guangdong", "total", "growth", 4.4],
        ["Zhejiang", "exports", "value", 4.18e12],
    ]
    assert frame["start"].is_unique, "figures are told apart by their places"
    rate = frame[frame["metric"] == "growth"].iloc[1]
    assert (rate["low"], rate["high"]) == (4.395, 4.405), "the zero at the end is printed"


def test_words_of_a_column(tmp_path: Path) -> None:
    form = MAP.replace("columns: {", "columns: {flow: 方向, ").replace("flow: total, ", "")
    with pytest.raises(ReadError, match=r"'出口' is no flow in row 3 .* Give its meaning in `words`"):
        figures(tmp_path, form)
    frame = figures(tmp_path, form + "words: {flow: {出口: exports, 进口: imports}}\n")
    assert frame["flow"].tolist() == ["exports", "imports"]


def test_names_that_the_lexicon_lacks_stay(tmp_path: Path) -> None:
    frame = figures(tmp_path, table="x\n地区,进出口\nAtlantis,5\n")
    assert frame[["region", "region_code"]].values.tolist() == [["Atlantis", ""]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("scale", "skale", "unknown key 'skale'"),
        ("value: 进出口", "value: 金额", "no column '金额' for 'value' .* Its columns: 地区, 进出口"),
        ("value: 进出口", "value: 地区", "'全国' is no number in row 3, column 地区"),
        ("value: 进出口", "value: 9", "no column 9 for 'value'"),
        ("value: 进出口", "amount: 进出口", "unknown field 'amount'"),
        (", period: 2025", "", "says nothing of 'period'"),
        ("period: 2025", "period: last year", "'last year' is no period"),
        ("metric: value", "metric: worth", "'worth' is no metric"),
        ("scale: 100000000", "scale: many", "a number for `scale`"),
        ("header: 2", "header: 99", "no row 99"),
        ("header: 2", "header: two", "number of a row"),
        ("header: 2", "words: [a]", "needs `words"),
        ("header: 2", "figures: [a]", "needs keys in each of its `figures`"),
        ("{region", "[region", "not YAML: .*a.yaml:"),
    ],
)
def test_maps_that_cannot_hold(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        figures(tmp_path, MAP.replace(old, new))
    assert "\n" not in str(caught.value)


def test_a_yaml_of_something_else_is_no_map(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="needs the column 'metric'"):
        figures(tmp_path, "title: mine\n")


def test_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.create_sheet("数据")
    for row in (["2025年"], ["地区", "进出口", "同比"], ["广东", 94900.5, 4.4], ["浙江", 55500, None]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.yaml").write_text(MAP + "sheet: 数据\n", encoding="utf-8")
    frame = tradecli.extract(tmp_path / "a.xlsx")
    assert frame[["region", "value", "quote"]].values.tolist() == [
        ["Guangdong", 9.49005e12, "94900.5"],
        ["Zhejiang", 5.55e12, "55500"],
    ]
    (tmp_path / "a.yaml").write_text(MAP + "sheet: other\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"no sheet 'other' .*Its sheets: Sheet, 数据"):
        tradecli.extract(tmp_path / "a.xlsx")


def test_parquet(tmp_path: Path) -> None:
    pd.DataFrame({"地区": ["广东"], "进出口": [94900.5], "期": [pd.Timestamp("2025-03-01")]}).to_parquet(
        tmp_path / "a.parquet"
    )
    form = MAP.replace("header: 2\n", "").replace(", period: 2025", "").replace("columns: {", "columns: {period: 期, ")
    (tmp_path / "a.yaml").write_text(form, encoding="utf-8")
    assert tradecli.extract(tmp_path / "a.parquet")[["value", "period"]].values.tolist() == [[9.49005e12, "2025-03"]]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_table_of_figures_survives_the_way_out_and_in(tmp_path: Path, suffix: str) -> None:
    from tests.golden.driver import run

    source = str(Path(__file__).parent / "golden" / "inputs" / "figures.csv")
    assert run(["extract", source, "-o", str(tmp_path / f"a.{suffix}")])["code"] == 0
    again = run(["extract", str(tmp_path / f"a.{suffix}")])
    assert again == run(["extract", source])


@pytest.mark.parametrize(("suffix", "message"), [("xlsx", "no Excel workbook"), ("parquet", "no Parquet file")])
def test_a_file_of_another_kind(tmp_path: Path, suffix: str, message: str) -> None:
    (tmp_path / f"a.{suffix}").write_text("source,metric,value,unit\n")
    with pytest.raises(ReadError, match=message) as caught:
        tradecli.extract(tmp_path / f"a.{suffix}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("suffix", "module", "extra"), [("xlsx", "openpyxl", "excel"), ("parquet", "pyarrow", "parquet")]
)
def test_a_missing_extra_is_named(tmp_path: Path, suffix: str, module: str, extra: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(b"PK")
    script = (
        f"import sys; sys.modules[{module!r}] = None; from tradecli.cli import main; "
        f"sys.exit(main(['extract', {str(tmp_path / 'a')!r} + '.{suffix}']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"needs {module}" in done.stderr and f'pip install "tradecli[{extra}]"' in done.stderr
