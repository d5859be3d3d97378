"""JSON: one array, an object a row; JSON Lines: an object a line. Open ends of intervals are null."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tradecli.output import Look
from tradecli.output.values import number, plain, records

if TYPE_CHECKING:
    import pandas as pd

_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""One for all texts, as `json.dumps` builds one for each."""
_CONTROLS = re.compile(r"[\x7f-\x9f\u2028\u2029]")

FORMATS = {"json": (".json",), "jsonl": (".jsonl", ".ndjson")}


def render(frame: pd.DataFrame, name: str, look: Look) -> bytes:
    """The table's bytes, keys in the order of its columns."""
    rows = [dump(record) for record in records(frame)]
    if name == "jsonl":
        return "".join(f"{row}\n" for row in rows).encode()
    return ("[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n").encode()


def dump(value: Any) -> str:
    """A value as JSON on one line, numbers in full.

    >>> dump({"value": 5.55e12, "high": float("inf"), "of": ["a", None, True]})
    '{"value": 5550000000000, "high": null, "of": ["a", null, true]}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {dump(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(dump, value)) + "]"
    value = plain(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value) or "null"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match.group()):04x}", _ENCODER.encode(value))
