"""Tables of other people's making, by a YAML file that maps their columns to those of a figure.

For `customs.xlsx` the map is `customs.yaml` beside it, or the file that `--map` names:

    columns: {region: 地区, value: 进出口}    # a heading, or the number of a column from 1
    constant: {flow: total, metric: value, unit: CNY, period: "2025"}
    scale: 100000000                         # the cells count in 亿

`header` is the row of the headings (1), `sheet` a sheet of a workbook, `words` gives
cells their meaning (`words: {flow: {出口: exports}}`). A table with several numbers in
a row lists what differs under `figures`, each entry laid over what stands above:

    figures:
      - {columns: {value: 出口}, constant: {flow: exports}}
      - {columns: {value: 同比}, constant: {metric: growth, unit: "%"}, scale: 1}

Names are looked up in the lexicon, in any of its languages. Each number becomes a
figure whose quote is the cell, at the cell's row and column.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradecli import interval
from tradecli.frames import to_frame
from tradecli.lexicon import UnknownName
from tradecli.model import Figure
from tradecli.reading.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Lexicon

TABLES = (".csv", ".tsv", ".xlsx", ".parquet")
"""Suffixes of files that a map is for."""
KEYS = ("columns", "constant", "scale", "header", "sheet", "words", "figures")
FIELDS = (
    *("region", "flow", "partner", "product", "channel", "metric", "value", "unit", "bound"),
    *("period", "base", "terms", "of", "note", "published"),
)
NEEDED = ("region", "flow", "metric", "value", "unit", "period")
NAMED = ("region", "partner", "product", "channel")
WORDS = {
    "flow": ("total", "exports", "imports", "balance"),
    "metric": ("value", "growth", "share", "quantity", "change", "contribution", "share_change"),
    "bound": ("eq", "gt", "lt", "approx"),
}
"""What the cells of a field may say."""
ABSENT = frozenset(("", "-", "--", "—", "–", "..", "...", "…", "n/a", "na"))
"""Cells that state nothing, in small letters."""
_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|H[12]|\d{1,2}))?(/\d{4}(-\d{1,2})?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of one kind in a table: where their fields stand, or what they are throughout."""

    columns: Mapping[str, str | int]
    constant: Mapping[str, str]
    scale: Decimal


@dataclass(frozen=True, slots=True)
class Form:
    """A map: its file, where the table begins, and the kinds of figures in it."""

    file: str
    header: int
    sheet: str | None
    words: Mapping[str, Mapping[str, str]]
    blocks: tuple[Block, ...]


def find(source: str, suffix: str, place: Path, given: str | None = None) -> Form | None:
    """The map of a table: the file `given`, or the YAML of its name beside it, as far as that is one.

    Raises ReadError for a map that cannot hold.
    """
    if suffix not in TABLES:
        return None
    if given is not None:
        return _form(source, given, _loaded(source, Path(given)))
    beside = place.with_suffix(".yaml")
    if source == "-" or not beside.is_file():
        return None
    loaded = _loaded(source, beside)
    return _form(source, str(beside), loaded) if isinstance(loaded, dict) and "columns" in loaded else None


def _loaded(source: str, file: Path) -> Any:
    import yaml

    try:
        return yaml.load(file.read_text(encoding="utf-8-sig"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeError) as error:
        raise ReadError(source, f"its map {str(file)!r} cannot be read: {getattr(error, 'strerror', error)}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ReadError(source, f"its map is not YAML: {file}{line}") from None


def _form(source: str, file: str, loaded: Any) -> Form:
    def wrong(what: str) -> ReadError:
        return ReadError(source, f"its map {file} {what}")

    if not isinstance(loaded, dict):
        raise wrong(f"has no keys. It may have {', '.join(KEYS)}")
    above = {key: value for key, value in loaded.items() if key != "figures"}
    blocks = []
    for extra in loaded.get("figures") or [{}]:
        if not isinstance(extra, dict):
            raise wrong("needs keys in each of its `figures`")
        if unknown := sorted(str(key) for key in {*loaded, *extra} if key not in KEYS):
            raise wrong(f"has an unknown key {unknown[0]!r}. Known: {', '.join(KEYS)}")
        parts: dict[str, dict[str, Any]] = {}
        for key in ("columns", "constant"):
            tables = [part.get(key) or {} for part in (above, extra)]
            if not all(isinstance(each, dict) for each in tables):
                raise wrong(f"needs `{key}: {{FIELD: ...}}`")
            parts[key] = {**tables[0], **tables[1]}
        if strange := sorted(str(name) for each in parts.values() for name in each if name not in FIELDS):
            raise wrong(f"names an unknown field {strange[0]!r}. Known: {', '.join(FIELDS)}")
        if missing := [name for name in NEEDED if name not in {**parts["columns"], **parts["constant"]}]:
            raise wrong(f"says nothing of {missing[0]!r}. Add it to `columns` or `constant`")
        if "value" not in parts["columns"]:
            raise wrong("needs the column of `value`")
        try:
            scale = Decimal(str(extra.get("scale", above.get("scale", 1))))
        except InvalidOperation:
            raise wrong("needs a number for `scale`") from None
        blocks.append(Block(parts["columns"], {key: _text(cell) for key, cell in parts["constant"].items()}, scale))
    words = loaded.get("words") or {}
    header = loaded.get("header", 1)
    if not isinstance(words, dict) or not all(isinstance(each, dict) for each in words.values()):
        raise wrong("needs `words: {FIELD: {CELL: MEANING}}`")
    if not isinstance(header, int) or header < 1:
        raise wrong("needs the number of a row for `header`")
    meanings = {field: {_text(cell): _text(to) for cell, to in each.items()} for field, each in words.items()}
    sheet = loaded.get("sheet")
    return Form(file, header, None if sheet is None else str(sheet), meanings, tuple(blocks))


def read(grid: Sequence[Sequence[Any]], form: Form, source: str, lexicon: Lexicon) -> pd.DataFrame:
    """The table of figures that a grid of cells holds; raises ReadError for a cell that cannot be what the map says."""
    if len(grid) < form.header:
        raise ReadError(source, f"no row {form.header} for the headings", f"Mend `header` in {form.file}.")
    names = [_text(cell) for cell in grid[form.header - 1]]
    figures = [figure for block in form.blocks for figure in _figures(grid, names, block, form, source, lexicon)]
    frame = to_frame(sorted(figures, key=lambda each: each.start))
    frame.attrs["mapped"] = form.file
    return frame


def _figures(
    grid: Sequence[Sequence[Any]], names: list[str], block: Block, form: Form, source: str, lexicon: Lexicon
) -> Iterator[Figure]:
    places = {field: _place(name, names, field, form, source) for field, name in block.columns.items()}
    for line, row in enumerate(grid[form.header :], form.header + 1):
        cells = {field: _text(row[at]) if at < len(row) else "" for field, at in places.items()}
        printed = cells["value"]
        if printed.lower() in ABSENT or not any(cells[field] for field in cells if field != "value"):
            continue
        where = f"row {line}, column {names[places['value']] or places['value'] + 1}"
        try:
            number = Decimal(re.sub(r"[,，\s%％]", "", printed).replace("−", "-"))
        except InvalidOperation:
            raise ReadError(source, f"{printed!r} is no number in {where}", f"The map is {form.file}.") from None
        if not number.is_finite():
            continue
        told = {field: form.words.get(field, {}).get(cell, cell) for field, cell in {**block.constant, **cells}.items()}
        for field, known in WORDS.items():
            if told.get(field) and told[field] not in known:
                raise ReadError(
                    source,
                    f"{told[field]!r} is no {field} in row {line}",
                    f"Give its meaning in `words` of {form.file}.",
                )
        if not _PERIOD.match(told["period"]):
            raise ReadError(source, f"{told['period']!r} is no period in row {line}", "Write 2025, 2025-Q1 or 2025-03.")
        at = (line - 1) * len(names) + places["value"]
        yield _figure(told, number * block.scale, printed, (line, places["value"] + 1, at), source, lexicon)


def _figure(
    told: Mapping[str, str], value: Decimal, quote: str, place: tuple[int, int, int], source: str, lexicon: Lexicon
) -> Figure:
    line, column, start = place
    called = {field: _named(lexicon, field, told.get(field, "")) for field in NAMED}
    bound = told.get("bound") or "eq"
    ends = interval.stated(value, quote, bound, told["unit"])
    return Figure(
        source=source,
        line=line,
        column=column,
        # Cells have no place in a text; a number of their own keeps them apart.
        start=start,
        end=start + 1,
        quote=quote,
        sentence="",
        region=called["region"][0],
        region_code=called["region"][1],
        flow=told["flow"],
        partner=called["partner"][0],
        partner_code=called["partner"][1],
        product=called["product"][0],
        product_code=called["product"][1],
        channel=called["channel"][0],
        metric=told["metric"],
        value=value,
        unit=told["unit"],
        bound=bound,
        low=ends.low,
        high=ends.high,
        period=told["period"],
        base=told.get("base", ""),
        terms=told.get("terms", ""),
        of=told.get("of", ""),
        note=told.get("note", ""),
        rule="table",
        published=told.get("published", ""),
    )


def _named(lexicon: Lexicon, field: str, name: str) -> tuple[str, str]:
    """Name and code as the lexicon has them; a name that it lacks stays as it is."""
    if not name:
        return "", ""
    try:
        entry = lexicon.resolve(field, name)
    except UnknownName:
        return (name if field in ("region", "partner") else name.lower()), ""
    return entry.name, entry.id


def _place(name: str | int, names: list[str], field: str, form: Form, source: str) -> int:
    if isinstance(name, int) and 1 <= name <= len(names):
        return name - 1
    if _text(name) in names:
        return names.index(_text(name))
    shown = ", ".join(filter(None, names)) or "none"
    raise ReadError(source, f"no column {name!r} for {field!r}", f"Its columns: {shown}. The map is {form.file}.")


def _text(cell: Any) -> str:
    """A cell as a text, whole numbers without a point, days as months.

    >>> _text(2025.0), _text(520.37), _text(None), _text(datetime.date(2025, 3, 1))
    ('2025', '520.37', '', '2025-03')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
