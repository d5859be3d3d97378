"""The command line as a shell and a terminal meet it."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

INPUTS = Path(__file__).parent / "golden" / "inputs"
TRADECLI = f"{sys.executable} -m tradecli"
HOSTILE = "Exports\x1b[31m rose \u202e[bold]5[/bold] =1+1"


@pytest.fixture
def figures() -> str:
    return str(INPUTS / "figures.csv")


def shell(command: str, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRADECLI")}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=clean | {"PYTHONPATH": str(Path(__file__).parents[1])} | environ,
    )


def terminal(arguments: list[str], **environ: str) -> str:
    """What a command prints on a terminal of 100 columns."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tradecli", *arguments],
        stdout=child,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"COLUMNS": "100", "TERM": "xterm"} | environ,
    )
    os.close(child)
    printed = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        printed += piece
    process.wait()
    os.close(parent)
    return printed.decode().replace("\r\n", "\n")


def test_head_ends_quietly(tmp_path: Path) -> None:
    header, *rows = (INPUTS / "figures.csv").read_text(encoding="utf-8").splitlines()
    many = tmp_path / "many.csv"
    many.write_text("\n".join([header, *rows * 60]) + "\n", encoding="utf-8")
    done = shell(f"{TRADECLI} extract {many} | head -3")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3


def test_a_pipe_that_is_closed_at_once(figures: str) -> None:
    for command in (f"{TRADECLI} --help", f"{TRADECLI} rank {figures} -q", f"{TRADECLI} names"):
        done = shell(f"{command} | true")
        assert (done.returncode, done.stderr) == (0, "")


def test_commands_compose(figures: str) -> None:
    done = shell(f"{TRADECLI} extract {figures} | {TRADECLI} rank - -q --top 1 -f json | {sys.executable} -m json.tool")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["name"] == "Xinjiang"


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "jsonl"])
def test_a_table_survives_the_way_out_and_in(figures: str, name: str, tmp_path: Path) -> None:
    done = shell(f"{TRADECLI} extract {figures} -o {tmp_path}/a.{name} && {TRADECLI} extract {tmp_path}/a.{name}")
    assert done.returncode == 0, done.stderr
    assert done.stdout == Path(figures).read_text(encoding="utf-8")


def test_a_terminal_gets_a_table_with_the_rows_of_the_pipe(figures: str) -> None:
    printed = terminal(["rank", figures])
    assert "Xinjiang" in printed and "─" in printed and "520.37 billion" in printed
    assert max(map(len, terminal(["rank", figures], NO_COLOR="1").splitlines())) <= 100
    piped = shell(f"{TRADECLI} rank {figures}").stdout.splitlines()
    assert sum(line.split()[0].isdigit() for line in printed.splitlines() if line.split()) == len(piped) - 1


def test_colours(figures: str) -> None:
    assert "\x1b[" in terminal(["rank", figures])
    assert "\x1b[" not in terminal(["rank", figures], NO_COLOR="1")
    assert "\x1b[" not in terminal(["rank", figures, "--color", "never"])
    assert "\x1b[" not in shell(f"{TRADECLI} rank {figures} -f table").stdout


def test_a_table_in_a_pipe_is_neither_wrapped_nor_cut(figures: str) -> None:
    done = shell(f"{TRADECLI} extract {figures} -f table", COLUMNS="40")
    assert "…" not in done.stdout
    assert len(done.stdout.splitlines()) == len(Path(figures).read_text(encoding="utf-8").splitlines()) + 1


@pytest.mark.parametrize("name", ["table", "csv", "json", "markdown"])
def test_hostile_text_is_inert(name: str, tmp_path: Path) -> None:
    rows = [{"source": HOSTILE, "quote": HOSTILE, "region": HOSTILE, "metric": "growth", "value": 5, "unit": "%"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for printed in (
        terminal(["extract", str(tmp_path / "a.jsonl"), "-f", name, "--color", "never"]),
        shell(f"{TRADECLI} extract {tmp_path}/a.jsonl -f {name}").stdout,
    ):
        assert "rose" in printed
        assert "\x1b" not in printed and "\u202e" not in printed
        assert "bold" in printed


def test_hostile_names_do_not_reach_the_terminal() -> None:
    done = shell(f"{TRADECLI} extract $'no\\x1b[31m\\nsuch.txt'")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_path_reads_the_samples_and_says_so(tmp_path: Path) -> None:
    done = shell(f"{TRADECLI} sources", cwd=tmp_path)
    assert done.returncode == 0
    assert "bundled samples" in done.stderr
    assert "samples/" in done.stdout
    assert shell(f"{TRADECLI} sources -q", cwd=tmp_path).stderr == ""


def test_input_from_environment_and_configuration(tmp_path: Path, figures: str) -> None:
    expected = shell(f"{TRADECLI} rank {figures}").stdout
    assert shell(f"{TRADECLI} rank", cwd=tmp_path, TRADECLI_INPUT=figures).stdout == expected
    (tmp_path / "tradecli.yaml").write_text(f"input: {figures}\nformat: jsonl\n")
    done = shell(f"{TRADECLI} rank", cwd=tmp_path)
    assert next(json.loads(line)["name"] for line in done.stdout.splitlines()) == "Xinjiang"
    assert "samples" not in done.stderr
    assert shell(f"{TRADECLI} rank -f csv", cwd=tmp_path).stdout == expected
    (tmp_path / "tradecli.yaml").write_text("inptu: x\n")
    done = shell(f"{TRADECLI} rank", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown key 'inptu'" in done.stderr and "Did you mean 'input'?" in done.stderr


def test_verbose_says_where_settings_come_from(tmp_path: Path, figures: str) -> None:
    done = shell(f"{TRADECLI} rank {figures} -v --color never", TRADECLI_FORMAT="tsv")
    assert "format: 'tsv' (TRADECLI_FORMAT)" in done.stderr
    assert "color: 'never' (--color)" in done.stderr
    assert "\t" in done.stdout


def test_tracebacks_only_on_request(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from tradecli import cli
    from tradecli.cli.run import Run

    def fails(self: Run) -> list[str]:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Run, "paths", fails)
    assert cli.main(["extract"]) == 2
    assert capsys.readouterr().err == "tradecli: error: RuntimeError: a bug. --verbose shows where.\n"
    assert cli.main(["extract", "--verbose"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_interrupt() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tradecli", "extract", "-", "-q"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr == b""


@pytest.mark.parametrize(("name", "mark"), [("a.tsv", "\t"), ("a.json", '"rank"'), ("a.md", "| rank"), ("a.csv", ",")])
def test_the_suffix_chooses_the_format(figures: str, tmp_path: Path, name: str, mark: str) -> None:
    done = shell(f"{TRADECLI} rank {figures} -q -o {tmp_path / name}", TRADECLI_FORMAT="table")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert mark in (tmp_path / name).read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == [name], "the temporary file is gone"


def test_format_beats_the_suffix(figures: str, tmp_path: Path) -> None:
    shell(f"{TRADECLI} rank {figures} -o {tmp_path}/a.csv -f json")
    assert json.loads((tmp_path / "a.csv").read_text())[0]["rank"] == "1"


def test_output_to_a_device_or_a_dash(figures: str) -> None:
    expected = shell(f"{TRADECLI} rank {figures}").stdout
    assert shell(f"{TRADECLI} rank {figures} -o -").stdout == expected
    assert shell(f"{TRADECLI} rank {figures} -o /dev/null").returncode == 0


def test_an_input_is_never_overwritten(tmp_path: Path, figures: str) -> None:
    copy, link = tmp_path / "a.csv", tmp_path / "b.csv"
    copy.write_bytes(Path(figures).read_bytes())
    link.symlink_to(copy)
    done = shell(f"{TRADECLI} extract {copy} --metric growth -o {link}")
    assert done.returncode == 2
    assert "is an input and is not overwritten" in done.stderr
    assert copy.read_bytes() == Path(figures).read_bytes()


def test_a_folder_that_cannot_be_written(figures: str, tmp_path: Path) -> None:
    done = shell(f"{TRADECLI} rank {figures} -q -o {tmp_path}/no/a.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("tradecli: error: cannot write")
    assert done.stderr.count("\n") == 1


def test_workbook(figures: str, tmp_path: Path) -> None:
    import openpyxl

    for name in ("a", "b"):
        done = shell(f"{TRADECLI} extract {figures} -q -o {tmp_path}/{name}.xlsx")
        assert done.returncode == 0, done.stderr
        time.sleep(1)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = list(sheet.iter_rows())
    header = [cell.value for cell in rows[0]]
    formula = [cell for row in rows for cell in row if str(cell.value).startswith("=HYPERLINK")]
    assert [cell.data_type for cell in formula] == ["s"]
    value = rows[-1][header.index("value")]
    assert (value.value, value.data_type) == (520400000000, "n")


def test_parquet(figures: str, tmp_path: Path) -> None:
    done = shell(f"{TRADECLI} extract {figures} -q -o {tmp_path}/a.parquet")
    assert done.returncode == 0, done.stderr
    frame = pd.read_parquet(tmp_path / "a.parquet")
    assert len(frame) == len(Path(figures).read_text(encoding="utf-8").splitlines()) - 1


def test_binary_formats_do_not_go_to_a_terminal(figures: str) -> None:
    assert terminal(["extract", figures, "-f", "xlsx"]) == ""


@pytest.mark.parametrize(("extra", "module"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_named(figures: str, extra: str, module: str, tmp_path: Path) -> None:
    script = (
        f"import sys; sys.modules[{module!r}] = None; from tradecli.cli import main; "
        f"sys.exit(main(['extract', {figures!r}, '-o', {str(tmp_path / 'a')!r} + '.{extra}']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert f"needs {module}" in done.stderr and "pip install" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_lexicon_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("regions:\n- {id: XX-AT, kind: province, en: [Atlantis]}\n", encoding="utf-8")
    unknown = shell(f"{TRADECLI} names atlantis -q")
    known = shell(f"{TRADECLI} names atlantis -q --lexicon {tmp_path}/words.yaml")
    assert "XX-AT" not in unknown.stdout
    assert "XX-AT,province,Atlantis" in known.stdout, known.stderr


def test_names_in_both_languages() -> None:
    done = shell(f"{TRADECLI} names 广东 -f jsonl")
    assert any(json.loads(line)["id"] == "CN-GD" for line in done.stdout.splitlines())
    assert shell(f"{TRADECLI} names --kind province -f jsonl").stdout.count("\n") == 34


def test_rules() -> None:
    listed = [json.loads(line) for line in shell(f"{TRADECLI} rule -f jsonl").stdout.splitlines()]
    assert {"X101", "X102", "I101", "S101", "S102"} <= {each["code"] for each in listed}
    assert {each["severity"] for each in listed} <= {"error", "warning", "info", "off"}
    page = shell(f"{TRADECLI} rule x101").stdout
    assert page.startswith("X101") and len(page.splitlines()) > 5
    assert shell(f"{TRADECLI} rule --all").stdout.count("X101") >= 1
