"""What README and --help tell people to type runs, and prints what README says.

Every line `tradecli ...` of a shell block runs; in a block of `console`, the lines
below `$ tradecli ...` are what it prints on a terminal. `--regenerate` writes what
is printed now.
"""

import importlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
COMMANDS = ("extract", "rank", "compare", "flag", "derive", "show", "sources", "names", "rule")
BLOCK = re.compile(r"^```(sh|bash|shell|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        module = importlib.import_module(f"tradecli.cli.{name}")
        yield from (
            (name, line.strip()) for line in module.EXAMPLES.splitlines() if line.strip().startswith("tradecli ")
        )


def documented() -> Iterator[str]:
    for kind, block in BLOCK.findall(README.read_text(encoding="utf-8")):
        if kind != "console":
            for line in block.splitlines():
                command = line.split("&&")[-1].strip().removeprefix(".venv/bin/")
                if command.startswith("tradecli "):
                    yield command


def printed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a command prints in a folder that holds the samples, tables as on a terminal."""
    if not (folder / "samples").exists():
        (folder / "samples").symlink_to(ROOT / "samples")
    program = f"{shlex.quote(sys.executable)} -m tradecli"
    return subprocess.run(
        ["bash", "-c", re.sub(r"(^|\| *)tradecli ", rf"\1{program} ", command)],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TRADECLI_FORMAT": "table"},
    )


@pytest.mark.parametrize(("name", "command"), list(examples()))
def test_examples_of_help_run(name: str, command: str, tmp_path: Path) -> None:
    done = printed(command, tmp_path)
    assert done.returncode in ((0, 1) if name == "flag" else (0,)), done.stderr
    assert done.stdout or "-o " in command


def test_every_command_has_examples() -> None:
    assert {name for name, _ in examples()} == set(COMMANDS)


@pytest.mark.parametrize("command", list(documented()))
def test_commands_of_readme_run(command: str, tmp_path: Path) -> None:
    done = printed(command, tmp_path)
    assert done.returncode in ((0, 1) if "flag" in command else (0,)), done.stderr


def test_readme_prints_what_it_says(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")

    def refreshed(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        commands = [line[2:] for line in match[2].splitlines() if line.startswith("$ ")]
        body = "".join(f"$ {command}\n{printed(command, tmp_path).stdout}" for command in commands)
        return f"```console\n{body}```"

    fresh = BLOCK.sub(refreshed, text)
    if request.config.getoption("--regenerate"):
        README.write_text(fresh, encoding="utf-8")
    assert fresh == README.read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"tradecli {name}" not in text] == []
