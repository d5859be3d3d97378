"""`tradecli show`: an article with its figures marked."""

from __future__ import annotations

from tradecli.cli.options import Common, Filters, Inputs, Output
from tradecli.cli.run import Run

EXAMPLES = """Examples:

tradecli show samples/xinjiang.txt

tradecli show samples/xinjiang.txt --metric growth --color never"""
TEXT = "text"


def command(inputs: Inputs, filters: Filters, output: Output, common: Common) -> int:
    """The articles with their figures marked and numbered, and what each figure means.

    Another --format than `text` gives the figures alone, as `extract` does.
    """
    run = Run(common, inputs, output, others=(TEXT,), default=TEXT)
    reports, frame = run.figures(filters)
    if run.format != TEXT:
        return run.emit(frame)
    if not reports.articles:
        return run.fail("no article to show; a table of figures has no text. Name an article.")
    from tradecli.output.marked import marked

    parts = [marked(article, frame[frame["source"] == article.source], run.look()) for article in reports.articles]
    return run.write("\n".join(parts).encode())
