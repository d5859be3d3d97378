"""Every recipe of the README runs, in a folder that holds the samples, and prints something or leaves a file."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = Path(os.environ.get("RECIPES", ROOT / "README.md"))
RECIPE = re.compile(r"^```bash recipe\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = RECIPE.findall(README.read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not RECIPES or not shutil.which("bash"), reason="no recipes, or no bash to run them")


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe(recipe: str, tmp_path: Path) -> None:
    if "make " in recipe and not shutil.which("make"):
        pytest.skip("make is not here")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    program = tmp_path / "bin" / "tradecli"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tradecli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    before = set(tmp_path.rglob("*"))
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", recipe],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    made = [path for path in set(tmp_path.rglob("*")) - before if path.is_file()]
    assert done.stdout or made
    assert all(path.stat().st_size for path in made if path.suffix in (".csv", ".xlsx"))
