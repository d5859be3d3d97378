"""What is asked for help or version does not wait for libraries."""

import subprocess
import sys

import pytest

HEAVY = ("pandas", "numpy", "yaml", "rich", "trafilatura", "openpyxl", "pyarrow")
SCRIPT = """
import sys
from tradecli.cli import main
code = main(sys.argv[1:])
print([name for name in {heavy!r} if name in sys.modules], code, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["--version"]]
    + [
        [name, "--help"]
        for name in ("extract", "rank", "compare", "flag", "derive", "show", "sources", "names", "rule")
    ],
    ids=" ".join,
)
def test_no_heavy_import(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[] 0\n"
    assert done.stdout


def test_a_heavy_import_is_seen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), "names", "guangdong"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "yaml" in done.stderr


def test_importing_the_package_brings_nothing_along() -> None:
    script = f"import sys, tradecli; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
