"""A source -> an article, or a table of figures.

A module of this package that names `SUFFIXES` and has `read(document, source)`
is an input format; nothing else has to know of it.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradecli.model import Article
from tradecli.reading import decoding, sources
from tradecli.reading.decoding import Text
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ReadError", "formats", "read"]

TABLE_LIMIT = 50
"""A table of figures may be this many times larger than an article."""


@functools.cache
def formats() -> dict[str, Callable[[Text, str], Any]]:
    """Reader by suffix."""
    readers: dict[str, Callable[[Text, str], Any]] = {}
    for each in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{each.name}")
        for suffix in getattr(module, "SUFFIXES", ()):
            readers[suffix] = module.read
    return readers


def read(
    source: str,
    encoding: str | None = None,
    kind: str | None = None,
    limit: int = 20_000_000,
    notify: Callable[[str], None] | None = None,
) -> Article | pd.DataFrame:
    """The article or table of figures that a source holds.

    `source` is a path or `-` for standard input; `kind` is a suffix that beats
    the source's own ("txt", "html", "csv" ...); `limit` counts in bytes of an
    article; `notify` takes one line where an encoding was guessed. Raises
    ReadError with one clear line.
    """
    suffix = _suffix(source, kind)
    raw = _bytes(source, limit * (TABLE_LIMIT if suffix in (".csv", ".tsv", ".json", ".jsonl") or source == "-" else 1))
    document = decoding.decode(raw, source, encoding)
    if document.guessed and notify:
        notify(f"{source} is not UTF-8 and was read as {document.encoding}; --encoding names another.")
    if not suffix:
        suffix = _sniffed(document.text)
    reader = formats().get(suffix, formats()[".txt"])
    result: Article | pd.DataFrame = reader(document, source)
    return result


def _suffix(source: str, kind: str | None) -> str:
    suffix = f".{kind.lstrip('.').lower()}" if kind else Path(source).suffix.lower()
    if kind and suffix not in formats():
        known = ", ".join(each.lstrip(".") for each in formats())
        raise ReadError(source, f"no input format {kind!r}", f"Known formats: {known}.")
    return "" if source == sources.STDIN and not kind else suffix


def _sniffed(text: str) -> str:
    from tradecli.reading import table

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
