"""Bytes -> a file or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tradecli.output import OutputError


def write(data: bytes, file: str | None, inputs: Iterable[Path] = ()) -> None:
    """Write to a file by way of a temporary one, or to standard output where `file` is None or `-`.

    A file is there in full or not at all. Raises OutputError where it is one of
    the inputs, or cannot be written.
    """
    if file is None or file == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(file)
    refuse_input(target, inputs)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(target)), data)
    except OSError as error:
        raise OutputError(f"cannot write {file!r}: {error.strerror or error}. Name another file with -o.") from None


def refuse_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raise OutputError where a file to be written is one of those that are read."""
    if target.exists() and any(each.exists() and each.samefile(target) for each in inputs):
        raise OutputError(f"{str(target)!r} is an input and is not overwritten. Name another file with -o.")


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
