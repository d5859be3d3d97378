"""A source -> an article, or a table of figures.

A module of this package that names `SUFFIXES` and has `read(document, source)`
is an input format; nothing else has to know of it. One that is `BINARY` takes the
bytes in place of a decoded text. Tables with a map beside them (see `mapped`) need
not have the columns of a figure.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tradecli.lexicon import Lexicon
from tradecli.model import Article
from tradecli.reading import decoding, mapped, sources, table
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ReadError", "formats", "read"]

TABLES = (".csv", ".tsv", ".json", ".jsonl", ".xlsx", ".parquet")
TABLE_LIMIT = 50
"""A table of figures may be this many times larger than an article."""


@functools.cache
def formats() -> dict[str, ModuleType]:
    """The module of each suffix."""
    modules: dict[str, ModuleType] = {}
    for each in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{each.name}")
        modules.update(dict.fromkeys(getattr(module, "SUFFIXES", ()), module))
    return modules


def read(
    source: str,
    encoding: str | None = None,
    kind: str | None = None,
    limit: int = 20_000_000,
    notify: Callable[[str], None] | None = None,
    *,
    lexicon: Lexicon | None = None,
    form: str | None = None,
) -> Article | pd.DataFrame:
    """The article or table of figures that a source holds.

    `source` is a path or `-` for standard input; `kind` is a suffix that beats
    the source's own ("txt", "html", "csv" ...); `limit` counts in bytes of an
    article; `notify` takes one line where an encoding was guessed. `form` is the file
    of a map for tables, in place of one beside the table; names in a mapped table are
    those of the `lexicon`. Raises ReadError with one clear line.
    """
    suffix = _suffix(source, kind)
    raw = _bytes(source, limit * (TABLE_LIMIT if suffix in TABLES or source == "-" else 1))
    found = mapped.find(source, suffix, sources.locate(source), form)
    if getattr(formats().get(suffix), "BINARY", False):
        module = formats()[suffix]
        if found:
            return mapped.read(module.grid(raw, source, found.sheet), found, source, lexicon or Lexicon.load())
        frame: pd.DataFrame = module.read(raw, source)
        return frame
    document = decoding.decode(raw, source, encoding)
    if document.guessed and notify:
        notify(f"{source} is not UTF-8 and was read as {document.encoding}; --encoding names another.")
    if not suffix:
        suffix = _sniffed(document.text)
    if found:
        return mapped.read(table.grid(document.text), found, source, lexicon or Lexicon.load())
    result: Article | pd.DataFrame = formats().get(suffix, formats()[".txt"]).read(document, source)
    return result


def _suffix(source: str, kind: str | None) -> str:
    suffix = f".{kind.lstrip('.').lower()}" if kind else Path(source).suffix.lower()
    if kind and suffix not in formats():
        known = ", ".join(each.lstrip(".") for each in formats())
        raise ReadError(source, f"no input format {kind!r}", f"Known formats: {known}.")
    return "" if source == sources.STDIN and not kind else suffix


def _sniffed(text: str) -> str:
    head = text[:1000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")):
        return ".html"
    return ".csv" if table.looks_like(text) else ".txt"


def _bytes(source: str, limit: int) -> bytes:
    try:
        if source == sources.STDIN:
            raw = sys.stdin.buffer.read(limit + 1)
        else:
            with sources.locate(source).open("rb") as file:
                raw = file.read(limit + 1)
    except OSError as error:
        raise ReadError(source, f"cannot be read: {error.strerror or error}") from None
    if len(raw) > limit:
        raise ReadError(source, f"larger than {limit / 1e6:g} MB", "Raise max_megabytes in tradecli.yaml.")
    return raw
