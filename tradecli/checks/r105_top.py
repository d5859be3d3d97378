"""R105: more outsiders are surely among the leaders than "nine of the top ten" leaves room for.

What: "nine of the top ten provinces by growth are in central and western China", and the
growth rates or levels of provinces.

Why: such counts are made on another flow, or on a table of another month.

Formula: a province is surely among the top `m` when at most `m - 1` others have
`high >= low` of it, those of which nothing is known included; fires when more than
`m - n` such provinces lie outside the set.

Fires:

>>> from tradecli.checks.examples import told
>>> lines = [f"{name} | total | 2025 | {rate}% | value={rate}" for rate, name in enumerate(
...     "Beijing Tianjin Hebei Shanxi Liaoning Jilin Heilongjiang Shanghai Jiangsu Anhui Fujian Jiangxi "
...     "Shandong Henan Hubei Hunan Guangxi Hainan Chongqing Sichuan Guizhou Yunnan Tibet Shaanxi Gansu "
...     "Qinghai Ningxia Xinjiang Guangdong Zhejiang".split())]
>>> text = "Growth in 2025: " + ", ".join(line.split(" | ")[3] for line in lines)
>>> told("Leaders\\nTwo of the top three provinces by growth of foreign trade were in western China.\\n" + text, *lines)
['R105 warning Two of the top three provinces']

Stays quiet where the order is not known:

>>> told("Leaders\\nTwo of the top three provinces by growth of foreign trade were in western China.\\n" + text,
...      *lines[20:])
[]

Guard: only all trade of provinces, and a set that the lexicon has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradecli.checks import claims, counts, wording

if TYPE_CHECKING:
    from tradecli.checks.case import Case
    from tradecli.model import Finding

CODE = "R105"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each such count that known leaders refute."""
    for source in sorted(case.articles):
        for count in counts.counts(case.articles[source]):
            named = {entry.name for entry in counts.areas(case, count.sentence) if entry.kind == "area"}
            if count.top and count.bound != "lt" and len(named) == 1:
                yield from _one(case, count, named.pop())


def _one(case: Case, count: counts.Count, area: str) -> Iterator[Finding]:
    metric = "growth" if claims.has("growth_rate", count.sentence) else "value"
    about = counts.quantity(case, count.article, count.start, count.sentence, metric)
    if about is None:
        return
    open_to = counts.provinces(case, about)
    inside = case.world.scopes.places(area)
    leaders = {
        name
        for name, (low, _) in open_to.items()
        if name not in inside
        and sum(high >= low for other, (_, high) in open_to.items() if other != name) <= count.top - 1
    }
    if len(leaders) <= count.top - count.number:
        return
    said = f"are said to be in {area}, but {wording.listed(sorted(leaders))} lead{'s' if len(leaders) == 1 else ''} too"
    yield counts.finding(case, CODE, "warning", count, about, said, leaders)
