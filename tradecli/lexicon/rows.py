"""From YAML rows to entries and rules, with the file and line of whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tradecli.lexicon.entries import Entry

SECTIONS = {
    "regions": "region",
    "partners": "partner",
    "products": "product",
    "channels": "channel",
}
KINDS = {"region": ("country", "province", "city", "area"), "partner": ("country", "group")}
RULES = ("also", "not-before", "not-after", "openers")
_LISTS = ("adjectives", "members", "hs", "not", "short")
_TEXTS = ("id", "kind", "zone", "parent", "unit", "rule", "guard", "overlapping", "disjoint")
_LANGUAGE = re.compile("(?!id|hs)[a-z]{2}")

Row = dict[str, Any]


def read_rows(directory: Path, extra: Sequence[Path]) -> tuple[list[Entry], list[Row]]:
    """The entries and the rules of `directory`, overlaid with those of the `extra` files."""
    rows: dict[tuple[str, str], tuple[Row, str]] = {}
    rules: list[Row] = []
    for field, number, row, path in _all_rows(directory, extra):
        if problem := _problem(row):
            raise ValueError(f"{path}:{_line(path, field, number)}: {problem}")
        if "rule" in row:
            rules.append(row)
        else:
            before = rows.get((field, row["id"]), ({}, ""))[0]
            where = f"{path}, row {number + 1} ({row['id']})"
            rows[field, row["id"]] = ({**before, **row}, where)
    return [_entry(field, row, where) for (field, _), (row, where) in rows.items()], rules


def _all_rows(directory: Path, extra: Sequence[Path]) -> Iterator[tuple[str, int, Any, Path]]:
    bundled = [(directory / f"{section}.yaml", section) for section in SECTIONS]
    sources = [(path, section) for path, section in bundled if path.is_file()]
    for path, section in [*sources, *((path, "") for path in extra)]:
        data = _read_yaml(path) or {}
        sections = {section: data} if section else data
        if not isinstance(sections, dict) or not set(sections) <= set(SECTIONS):
            raise ValueError(f"{path}: expected a mapping of {', '.join(SECTIONS)}")
        for name, rows in sections.items():
            if not isinstance(rows, list):
                raise ValueError(f"{path}: {name}: expected a list of rows")
            for number, row in enumerate(rows):
                yield SECTIONS[name], number, row, path


def _read_yaml(path: Path) -> Any:
    import yaml

    # The base loader keeps every scalar a text: `NO`, `on` and `0601` stay what they are.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


def _line(path: Path, field: str, number: int) -> int:
    import yaml

    node: Any = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if isinstance(node, yaml.MappingNode):
        node = next(value for key, value in node.value if SECTIONS[key.value] == field)
    line: int = node.value[number].start_mark.line + 1
    return line


def _problem(row: Any) -> str:
    """What is wrong with a row's shape, or an empty text.

    >>> _problem({"id": "CN-GD", "color": "red"})
    "unknown key 'color'"
    """
    if not isinstance(row, dict):
        return f"a row is a mapping, not {row!r}"
    for key, value in row.items():
        if key not in _LISTS and key not in _TEXTS and not _LANGUAGE.fullmatch(key):
            return f"unknown key {key!r}"
        if key in _TEXTS and not isinstance(value, str):
            return f"{key!r} takes one text, not {value!r}"
        if key not in _TEXTS and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return f"{key!r} takes a list of texts, not {value!r}"
        if key in ("overlapping", "disjoint") and value not in ("true", "false"):
            return f"{key!r} is true or false, not {value!r}"
    if "rule" in row:
        return "" if row["rule"] in RULES else f"unknown rule {row['rule']!r}"
    return "" if row.get("id") else "a row without id"


def _entry(field: str, row: Row, where: str) -> Entry:
    if not row.get("en"):
        raise ValueError(f"{where}: no English name (en: [...])")
    kind = row.get("kind", "")
    if field in KINDS and kind not in KINDS[field]:
        raise ValueError(f"{where}: kind {kind!r} is not one of {', '.join(KINDS[field])}")
    names = {key: tuple(value) for key, value in row.items() if _LANGUAGE.fullmatch(key)}
    if row.get("short"):
        names["zh-short"] = tuple(row["short"])
    return Entry(
        field=field,
        id=row["id"],
        kind=kind,
        name=row["en"][0],
        names=names,
        adjectives=tuple(row.get("adjectives", ())),
        zone=row.get("zone", ""),
        parent=row.get("parent", ""),
        members=tuple(row.get("members", ())),
        overlapping=row.get("overlapping") == "true",
        disjoint=row.get("disjoint") == "true",
        hs=tuple(row.get("hs", ())),
        unit=row.get("unit", ""),
        guard=row.get("guard", "false") != "false",
        exclusions=tuple(row.get("not", ())),
    )
