"""Options that commands share, declared once.

A command takes `Inputs`, `Filters`, `Output` as parameters; `flat` turns their
fields into options of its own.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import typer

from tradecli.cli.completion import choices, names

Texts = list[str] | None
Derived = Annotated[
    bool,
    typer.Option("--derived", help="Also what nobody states but follows, as `derive` finds it, with its bounds."),
]


@dataclass(frozen=True)
class Inputs:
    """What is read, and with which words and settings."""

    paths: Annotated[
        Texts,
        typer.Argument(
            metavar="PATHS",
            help="Articles (.txt, .md, .html), folders, quoted globs, - for standard input, tables of figures that "
            "`extract` wrote, or any .csv, .tsv, .xlsx, .parquet with a NAME.yaml beside it that maps its columns. "
            "None: TRADECLI_INPUT, `input:` of tradecli.yaml, the bundled samples.",
            show_default=False,
        ),
    ] = None
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files, if not UTF-8.")
    ] = None
    input_format: Annotated[
        str | None, typer.Option("--input-format", metavar="NAME", help="txt, html, csv ..., whatever the suffix.")
    ] = None


@dataclass(frozen=True)
class Filters:
    """Which figures count; repeat an option or separate by commas."""

    region: Annotated[
        Texts, typer.Option("--region", metavar="NAME", autocompletion=names("region"), help="Reporting places.")
    ] = None
    within: Annotated[
        Texts,
        typer.Option(
            "--within",
            metavar="GROUP",
            autocompletion=names("region", ("area", "group")),
            help="Places of a zone or group: east, Yangtze River Delta.",
        ),
    ] = None
    partner: Annotated[
        Texts,
        typer.Option(
            "--partner", metavar="NAME", autocompletion=names("partner"), help="Trading partners; world for all."
        ),
    ] = None
    product: Annotated[
        Texts,
        typer.Option("--product", metavar="NAME", autocompletion=names("product"), help="Goods; all for all goods."),
    ] = None
    channel: Annotated[
        Texts, typer.Option("--channel", metavar="NAME", autocompletion=names("channel"), help="Who or how trades.")
    ] = None
    flow: Annotated[
        Texts,
        typer.Option(
            "--flow",
            metavar="NAME",
            autocompletion=choices("total", "exports", "imports", "balance"),
            help="total, exports, imports, balance.",
        ),
    ] = None
    metric: Annotated[
        Texts,
        typer.Option(
            "--metric",
            metavar="NAME",
            autocompletion=choices("value", "growth", "share", "quantity", "change", "contribution", "share_change"),
            help="value, growth, share, quantity, change, contribution ...",
        ),
    ] = None
    period: Annotated[
        Texts, typer.Option("--period", metavar="PERIOD", help="2025, 2025-Q1, 2025-H1, 2025-03, 2025-01/2025-11.")
    ] = None
    source: Annotated[Texts, typer.Option("--source", metavar="PATH", help="Sources by path, file name or glob.")] = (
        None
    )


@dataclass(frozen=True)
class Output:
    """Where the answer goes and how it looks."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            autocompletion=choices("table", "csv", "tsv", "json", "jsonl", "markdown", "xlsx", "parquet"),
            help="table, csv, tsv, json, jsonl, markdown, xlsx, parquet. Default: by the suffix of -o; table on a "
            "terminal, csv in a pipe.",
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its suffix chooses the format."),
    ] = None
    excel: Annotated[bool, typer.Option("--excel", help="CSV for Excel: BOM and CRLF.")] = False
    raw: Annotated[bool, typer.Option("--raw", help="No guard before text that begins like a formula.")] = False


@dataclass(frozen=True)
class Common:
    """What every command takes."""

    lexicon: Annotated[
        Texts, typer.Option("--lexicon", metavar="FILE", help="YAML of further names, or of other meanings.")
    ] = None
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Configuration in place of the nearest tradecli.yaml."),
    ] = None
    color: Annotated[str | None, typer.Option("--color", metavar="WHEN", help="auto, always, never.")] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr.")] = False
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Settings and their origin; full tracebacks.")] = (
        False
    )


@functools.cache
def _fields(group: type) -> tuple[inspect.Parameter, ...]:
    """Fields of a dataclass as parameters of a function."""
    hints = get_type_hints(group, include_extras=True)
    keyword = inspect.Parameter.KEYWORD_ONLY
    return tuple(
        inspect.Parameter(each.name, keyword, default=each.default, annotation=hints[each.name])
        for each in dataclasses.fields(group)
    )


def flat(function: Callable[..., int]) -> Callable[..., int]:
    """The command with each field of its dataclass parameters as a parameter of its own."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if dataclasses.is_dataclass(kind)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name in groups:
            parameters += _fields(groups[name])
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name]))

    @functools.wraps(function)
    def command(**values: Any) -> int:
        given = {
            name: kind(**{each.name: values.pop(each.name) for each in dataclasses.fields(kind)})
            for name, kind in groups.items()
        }
        return function(**given, **values)

    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
