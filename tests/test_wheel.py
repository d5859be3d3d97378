"""The wheel, installed in an environment and a folder of its own, ranks the samples there."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("configs", "*.yaml"), ("configs/languages", "*.yaml"), ("samples", "*.txt")):
        files = [f"tradecli/{folder}/{file.name}" for file in (ROOT / folder).glob(pattern)]
        assert files
        assert set(files) <= names
    assert not [name for name in names if name.startswith(("tests/", "configs/", "samples/"))]
    assert "tradecli/py.typed" in names


@pytest.mark.slow
def test_the_wheel_ranks_the_samples(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    subprocess.run([str(tmp_path / "venv/bin/pip"), "install", "--quiet", str(wheel)], check=True)
    command = [str(tmp_path / "venv/bin/tradecli"), "rank", "--metric", "growth"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    names = [row["name"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert names[:2] == ["Xinjiang", "Hubei"]
    assert len(names) >= 7
    # An extra that is not installed is named, and the rest goes on.
    (tmp_path / "a.html").write_text("<html><body><p>Exports rose 5 percent.</p></body></html>")
    done = subprocess.run([*command, "a.html"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert 'pip install "tradecli[html]"' in done.stderr
