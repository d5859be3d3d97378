"""The command line. `main` is the one place for errors, closed pipes and exit statuses."""

from __future__ import annotations

import os
import sys
import traceback


def main(arguments: list[str] | None = None) -> int:
    """Run a command line (default: the process's own); the exit status.

    0 fine; 1 `flag` found something; 2 usage, configuration, or an input that
    could not be read; 130 interrupted. A closed pipe ends quietly with 0.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # What is left in the buffer must not fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        import tradecli

        sys.stdout.write(f"tradecli {tradecli.__version__}\n")
        return 0
    from tradecli.cli.app import command

    try:
        program = command(arguments)
        with program.make_context("tradecli", list(arguments)) as context:
            return int(program.invoke(context) or 0)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        if type(error).__name__ in ("Exit", "Abort"):
            return int(getattr(error, "exit_code", 130))
        if {"-v", "--verbose"} & set(arguments):
            traceback.print_exc()
        from tradecli.cli.run import say

        say(f"tradecli: error: {_message(error)}")
        return 2


def _message(error: Exception) -> str:
    """One line: what is wrong, and how to go on."""
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        what = " ".join(error.format_message().split()).rstrip(".")
        path = context.command_path if context else "tradecli"
        return f"{what}{'' if what.endswith('?') else '.'} See `{path} --help`."
    if hasattr(error, "suggestions"):
        known = "`tradecli names` lists what is known."
        what = str(error).partition(" (did you mean")[0]
        return f"{what}. {f'Did you mean {_joined(error.suggestions)}?' if error.suggestions else known}"
    if isinstance(error, ValueError) and str(error):
        return str(error)
    return f"{type(error).__name__}: {error}. --verbose shows where."


def _joined(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
