"""From paths as given to the single sources that they stand for."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Sequence
from pathlib import Path

from tradecli.reading.errors import ReadError
from tradecli.settings import data_dir

STDIN = "-"
SAMPLES = "samples"


def samples() -> list[str]:
    """Names of the bundled samples: `samples/NAME`, but their full paths where a folder of that name is in the way."""
    folder, here = data_dir(SAMPLES), Path(SAMPLES)
    base = folder if here.exists() and not here.samefile(folder) else here
    return [f"{base}/{file.name}" for file in sorted(folder.glob("*.txt"))]


def locate(source: str) -> Path:
    """File that a source's name stands for; `samples/NAME` is found wherever the samples lie."""
    path = Path(source)
    if not path.exists() and path.parent == Path(SAMPLES):
        bundled = data_dir(SAMPLES) / path.name
        return bundled if bundled.is_file() else path
    return path


def expand(paths: Iterable[str], suffixes: Sequence[str]) -> tuple[list[str], list[ReadError]]:
    """Single sources in the order given, folders and globs sorted, each once; and what could not be found.

    Folders are searched for files with one of the suffixes, hidden ones left out.
    A file that is named itself is taken whatever its suffix.
    """
    found: dict[Path, str] = {}
    failed: list[ReadError] = []
    for path in paths:
        try:
            for source in _each(path, suffixes):
                found.setdefault(Path(STDIN) if source == STDIN else locate(source).resolve(), source)
        except ReadError as error:
            failed.append(error)
        except (OSError, ValueError) as error:
            failed.append(ReadError(path, f"cannot be opened: {getattr(error, 'strerror', None) or error}"))
    return list(found.values()), failed


def _each(path: str, suffixes: Sequence[str]) -> Iterable[str]:
    if path == STDIN:
        return [path]
    if not path.strip():
        raise ReadError(repr(path), "an empty path", "Is a variable of the shell unset?")
    place = locate(path)
    if place.is_dir():
        return _inside(path, place, suffixes)
    if place.exists():
        return [path]
    if any(sign in path for sign in "*?["):
        everything = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        matches = [match for match in everything if _is_wanted(match, suffixes)]
        if matches:
            return matches
        raise ReadError(path, "nothing matches")
    raise ReadError(path, "no such file or folder")


def _is_wanted(match: str, suffixes: Sequence[str]) -> bool:
    return Path(match).is_file() and Path(match).suffix.lower() in suffixes


def _inside(path: str, folder: Path, suffixes: Sequence[str]) -> list[str]:
    files = [
        file.relative_to(folder) for file in folder.rglob("*") if file.suffix.lower() in suffixes and file.is_file()
    ]
    names = sorted(file.as_posix() for file in files if not any(part.startswith(".") for part in file.parts))
    if not names:
        raise ReadError(path, "no article in this folder", f"Known suffixes: {' '.join(sorted(suffixes))}.")
    base = "" if path in (".", "./") else path.rstrip("/") + "/"
    return [base + name for name in names]
