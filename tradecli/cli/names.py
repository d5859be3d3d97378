"""`tradecli names`: what the lexicon knows."""

from __future__ import annotations

from typing import Annotated

import typer

from tradecli.cli.options import Common, Output, Texts
from tradecli.cli.run import Run, listed

EXAMPLES = """Examples:

tradecli names --kind province

tradecli names guangdong 上海

tradecli names --field channel --format json"""


def command(
    output: Output,
    common: Common,
    words: Annotated[
        Texts, typer.Argument(metavar="WORDS", help="Only names that hold one of these.", show_default=False)
    ] = None,
    field: Annotated[Texts, typer.Option("--field", metavar="NAME", help="region, partner, product, channel.")] = None,
    kind: Annotated[
        Texts, typer.Option("--kind", metavar="NAME", help="province, city, area, country, group ...")
    ] = None,
) -> int:
    """Places, partners, goods and channels that are known by name, with codes and members."""
    from tradecli.output.listing import listing

    run = Run(common, output=output)
    frame = listing(run.lexicon, words or [], listed(field), listed(kind))
    if not len(frame):
        run.note("no such name. Without words, `tradecli names` lists all.")
    return run.emit(frame)
