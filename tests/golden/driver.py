"""Run command lines in one process: a JSON list of argument lists in, of outcomes out."""

import contextlib
import io
import json
import sys

from tradecli.cli import main


def run(arguments: list[str], stdin: str = "") -> dict[str, object]:
    """Exit status, standard output and standard error of one command line."""
    out, err = io.TextIOWrapper(io.BytesIO(), newline=""), io.TextIOWrapper(io.BytesIO(), newline="")
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
        out.flush()
        err.flush()
    streams = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return {"code": code, "stdout": streams[0], "stderr": streams[1]}


if __name__ == "__main__":
    json.dump([run(*case) for case in json.load(sys.stdin)], sys.stdout)
