"""An article with its figures marked, and a numbered legend of what each means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tradecli.output import Look, table
from tradecli.output.values import one_line, safe

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.model import Article

LEGEND = ("n", "line", "region", "flow", "partner", "product", "channel", "metric", "bound", "value", "unit", "period")
FURTHER = ("base", "terms", "of", "note")
_MARK, _NUMBER, _PLAIN = "\x1b[1;36m", "\x1b[2m", "\x1b[0m"


class Span(NamedTuple):
    """A piece of the text that states the figures with these numbers."""

    start: int
    end: int
    numbers: tuple[int, ...]


def marked(article: Article, frame: pd.DataFrame, look: Look) -> str:
    """The article's text, `[5.4%](3)` where figure 3 stands, then one row of legend a figure.

    `frame` holds the article's figures; in colour, the brackets are left to the colour.
    """
    heading = " | ".join(part for part in (article.source, article.date, article.publisher) if part)
    frame = frame.sort_values(["start", "end"], kind="stable")
    legend = frame.assign(n=range(1, len(frame) + 1))
    looks = Look(terminal=look.terminal, color=look.color, width=look.width, columns=(*LEGEND, *FURTHER))
    text = _with_marks(article.text, spans(zip(legend["start"], legend["end"], legend["n"], strict=True)), look.color)
    body = text.replace("\r\n", "\n").strip("\n")
    rows = table.render(legend, "table", looks).decode() if len(legend) else "no figures\n"
    return f"== {one_line(heading)}\n\n{body}\n\n{rows}"


def spans(figures: Iterable[tuple[int, int, int]]) -> list[Span]:
    """Pieces to mark, from (start, end, number) in text order; overlapping ones become one.

    >>> spans([(0, 4, 1), (0, 4, 2), (3, 6, 3), (9, 11, 4)])
    [Span(start=0, end=6, numbers=(1, 2, 3)), Span(start=9, end=11, numbers=(4,))]
    """
    merged: list[Span] = []
    for start, end, number in figures:
        if merged and start < merged[-1].end:
            last = merged.pop()
            merged.append(Span(last.start, max(last.end, end), (*last.numbers, number)))
        else:
            merged.append(Span(start, end, (number,)))
    return merged


def _with_marks(text: str, pieces: Iterable[Span], color: bool) -> str:
    done: list[str] = []
    at = 0
    for start, end, numbers in pieces:
        quote, number = safe(text[start:end]), f"({','.join(map(str, numbers))})"
        done.append(safe(text[at:start]))
        done.append(f"{_MARK}{quote}{_PLAIN}{_NUMBER}{number}{_PLAIN}" if color else f"[{quote}]{number}")
        at = end
    return "".join(done) + safe(text[at:])
