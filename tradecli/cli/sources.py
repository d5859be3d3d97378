"""`tradecli sources`: the articles and how much of them was understood."""

from __future__ import annotations

from tradecli.cli.options import Common, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli sources samples

tradecli sources samples --format json"""


def command(inputs: Inputs, output: Output, common: Common) -> int:
    """Articles: title, date, publisher, language, figures, and how many of the printed numbers were understood."""
    from tradecli.api import overview

    run = Run(common, inputs, output)
    return run.emit(overview(run.reports()))
