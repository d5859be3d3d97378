"""U103: a headline counts in dollars what the text counts in yuan.

What: words like "trillion dollar" in the title of an article whose figures reach that
size in yuan only.

Why: a scale word keeps its currency in translation only by luck ("trillion-yuan
province" becomes "Trillion Dollar Province"), and headlines are what gets quoted.

Formula: some figure of the text in yuan is at least the scale, none in dollars is.

Fires:

>>> from tradecli.checks.examples import told
>>> told("A Trillion Dollar Foreign Trade Province\\nGuangdong traded 9.49 trillion yuan.",
...      "Guangdong | total | 2025 | 9.49 trillion yuan")
['U103 warning Trillion Dollar']

Stays quiet where the text has dollars of that size:

>>> told("A trillion dollar surplus\\nThe surplus reached $1.19 trillion.",
...      "China | balance | 2025 | $1.19 trillion")
[]

Guard: a warning at most; a large province may well trade more than a trillion dollars.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, wording
from tradecli.checks.case import evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.checks.case import Case
    from tradecli.model import Article, Figure

CODE = "U103"
SCALES = {"trillion_dollars": 1e12, "billion_dollars": 1e9}


def check(case: Case) -> Iterator[Finding]:
    """One finding for each title with a scale in the wrong currency."""
    by_source: dict[str, list[Figure]] = {}
    for statement in case.statements:
        for figure in (statement.figure, *statement.copies):
            if figure.metric == "value":
                by_source.setdefault(figure.source, []).append(figure)
    for source in sorted(case.articles):
        for name, scale in SCALES.items():
            yield from _one(case.articles[source], by_source.get(source, []), name, scale)


def _one(article: Article, figures: list[Figure], name: str, scale: float) -> Iterator[Finding]:
    title, start = claims.title_of(article)
    found = claims.pattern(name).search(title)
    if found is None:
        return
    large = [each for each in figures if abs(float(each.value)) >= scale and each.start >= start + len(title)]
    yuan = sorted((each for each in large if each.unit == "CNY"), key=lambda each: each.start)
    if not yuan or any(each.unit == "USD" for each in large):
        return
    at = start + found.start()
    primary = evidence(claims.quoted(article, at, start + found.end()), scale, float("inf"))
    related = tuple(evidence(each, each.low, each.high, "in yuan", CODE) for each in yuan)
    quotes = wording.listed([each.quote for each in yuan])
    yield Finding(
        CODE,
        "warning",
        f"the headline says {found.group()!r}, the text has that size in yuan only: {quotes}",
        "headline",
        primary,
        related,
        fingerprint=wording.fingerprint(CODE, (), [title]),
    )
