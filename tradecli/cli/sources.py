"""`tradecli sources`: the articles and how much of them was understood."""

from __future__ import annotations

from tradecli.cli.options import Common, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli sources samples

tradecli sources samples --region Xinjiang --format json"""


def command(inputs: Inputs, filters: Filters, output: Output, common: Common) -> int:
    """Articles: title, date, publisher, language, figures, and how many of the printed numbers were understood.

    With filters, the articles that state such figures, and how many of them.
    """
    from tradecli.api import overview

    run = Run(common, inputs, output)
    reports, frame = run.figures(filters)
    return run.emit(overview(reports, frame))
