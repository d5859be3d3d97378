"""Command lines and what they print, word for word.

A case is a folder of `tests/golden/cases`: `cmd` (the command line, and on further
lines what stands on standard input), `stdout`, `stderr`, `code`. It runs in
`tests/golden/inputs`. `pytest tests/test_cli_golden.py --regenerate` writes what is
printed now; `git diff` shows what that changed.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder.name for folder in (GOLDEN / "cases").iterdir())


def outcomes(seed: str) -> dict[str, dict[str, object]]:
    cases = []
    for name in CASES:
        line, _, stdin = (GOLDEN / "cases" / name / "cmd").read_text(encoding="utf-8").partition("\n")
        program, *arguments = shlex.split(line)
        assert program == "tradecli"
        cases.append((arguments, stdin))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TRADECLI", "XDG", "NO_COLOR"))}
    done = subprocess.run(
        [sys.executable, str(GOLDEN / "driver.py")],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        cwd=GOLDEN / "inputs",
        env=clean | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(GOLDEN.parents[1]), "COLUMNS": "120"},
    )
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


@pytest.fixture(scope="module")
def first() -> dict[str, dict[str, object]]:
    return outcomes("1")


@pytest.fixture(scope="module")
def second() -> dict[str, dict[str, object]]:
    return outcomes("2")


@pytest.mark.parametrize("name", CASES)
def test_golden(name: str, first: dict[str, dict[str, object]], request: pytest.FixtureRequest) -> None:
    folder = GOLDEN / "cases" / name
    for stream, printed in first[name].items():
        file = folder / stream
        if request.config.getoption("--regenerate"):
            file.write_bytes(f"{printed}\n".encode() if stream == "code" else str(printed).encode())
        expected = file.read_bytes().decode()
        assert (str(printed) + "\n" if stream == "code" else printed) == expected, f"{name}: {stream}"
    assert "Traceback" not in str(first[name]["stderr"])


@pytest.mark.parametrize("name", CASES)
def test_nothing_hangs_on_the_order_of_hashes(
    name: str, first: dict[str, dict[str, object]], second: dict[str, dict[str, object]]
) -> None:
    assert first[name] == second[name]
