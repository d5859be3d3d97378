"""A short notation for figures, for the examples on the checks' pages and for tests.

One figure a line, fields apart by `|`:

    a.txt | China | total | 2025 | 45.47 trillion yuan
    a.txt | China | exports | 2025 | 6.1% | partner=ASEAN

The number is read from the quote (trillion, billion, million; yuan, $, dollars, %);
after it come further fields of the schema by name. `%` is growth unless it says
`metric=share`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tradecli import interval
from tradecli.model import Figure

if TYPE_CHECKING:
    from tradecli.checks.report import Report
    from tradecli.lexicon import Lexicon
    from tradecli.model import Article

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_SCALES = {"trillion": 12, "billion": 9, "million": 6, "万亿": 12, "亿": 8}


def figure(line: str, place: int = 1) -> Figure:
    """The figure of one line of the notation; raises ValueError for a line with too few fields.

    >>> figure("a | Zhejiang | exports | 2025 | 4.19 trillion yuan").value
    Decimal('4190000000000.00')
    """
    source, region, flow, period, quote, *rest = (part.strip() for part in line.split("|"))
    extra = dict(part.split("=", 1) for part in rest)
    found = _NUMBER.search(quote)
    number = Decimal(found.group().replace(",", "")) if found else Decimal(extra.pop("value"))
    power = next((power for word, power in _SCALES.items() if word in quote), 0)
    unit = extra.pop("unit", "%" if "%" in quote else "USD" if "$" in quote or "dollar" in quote else "CNY")
    metric = extra.pop("metric", "growth" if unit == "%" else "value")
    bound = extra.pop("bound", "eq")
    value = Decimal(extra.pop("value")) if "value" in extra else number * 10**power
    strict = interval.stated(value, quote, bound, unit)
    empty = dict.fromkeys(("partner", "product", "channel", "base", "terms", "of", "note", "sentence"), "")
    fields = {**empty, "sentence": f"{region} {flow} {quote}.", **extra}
    return Figure(
        source=source,
        line=int(fields.pop("line", place)),
        column=int(fields.pop("column", 1)),
        start=100 * place,
        end=100 * place + len(quote),
        quote=quote,
        region=region,
        region_code="",
        flow=flow,
        partner_code="",
        product_code="",
        metric=metric,
        value=value,
        unit=unit,
        bound=bound,
        low=strict.low,
        high=strict.high,
        period=period,
        **fields,
    )


@cache
def _lexicon() -> Lexicon:
    from tradecli.lexicon import Lexicon

    return Lexicon.load()


def report(lines: str | Iterable[str], articles: Sequence[Article] = (), **options: object) -> Report:
    """`flag` on figures in the notation."""
    from tradecli.checks.engine import flag
    from tradecli.frames import to_frame

    rows = lines.splitlines() if isinstance(lines, str) else lines
    figures = [figure(line, place) for place, line in enumerate((row for row in rows if row.strip()), 1)]
    return flag(to_frame(figures), articles, lexicon=_lexicon(), **options)  # type: ignore[arg-type]


def finds(lines: str | Iterable[str], articles: Sequence[Article] = ()) -> list[str]:
    """What `flag` finds in figures in the notation: code, severity and quote, one text a finding."""
    return [f"{each.code} {each.severity} {each.primary.quote}" for each in report(lines, articles).findings]


def told(text: str, *lines: str, title: str = "") -> list[str]:
    """What `flag` finds in one article of this text with these figures, each standing where its quote first does."""
    from dataclasses import replace

    from tradecli.checks.engine import flag
    from tradecli.frames import to_frame
    from tradecli.model import Article

    figures = []
    for place, line in enumerate(lines, 1):
        each = figure(f"a | {line}", place)
        start = text.index(each.quote)
        head = text.rfind("\n", 0, start) + 1
        sentence = text[head:].partition("\n")[0]
        figures.append(
            replace(
                each,
                start=start,
                end=start + len(each.quote),
                line=text.count("\n", 0, start) + 1,
                column=start - head + 1,
                sentence=sentence,
            )
        )
    article = Article("a", text, title or text.partition("\n")[0])
    found = flag(to_frame(figures), [article], lexicon=_lexicon()).findings
    return [f"{each.code} {each.severity} {each.primary.quote}" for each in found]
