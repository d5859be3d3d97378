"""Claims that count provinces: how many, of what, and what the figures leave open.

A count is read only where its sentence speaks of foreign trade and names no lesser set
of places, so that "nine western provinces" is never held against all of China.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tradecli.analysis.identities import canonical
from tradecli.analysis.quantities import Quantity
from tradecli.analysis.scopes import CHINA
from tradecli.checks import claims, wording
from tradecli.checks.case import doubtful, evidence
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.quantities import Statement
    from tradecli.checks.case import Case
    from tradecli.lexicon import Entry
    from tradecli.model import Article

SENTENCES = re.compile(r"[^.;!?\n]+(?:\.(?=\S)[^.;!?\n]+)*")


@dataclass(frozen=True, slots=True)
class Count:
    """`number` provinces, or `number` of the `top` ones, of which a sentence says something."""

    article: Article
    start: int
    end: int
    sentence: str
    number: int
    bound: str
    top: int = 0


def sentences(article: Article) -> Iterator[tuple[int, str]]:
    """Start and words of each sentence; points within numbers end none."""
    for match in SENTENCES.finditer(article.text):
        yield match.start(), match.group()


def counts(article: Article) -> Iterator[Count]:
    """Every counted set of provinces in an article, one a sentence at most."""
    for start, sentence in sentences(article):
        if not (claims.has("provinces", sentence) and claims.has("trade", sentence)):
            continue
        if claims.has("other_measures", sentence) or claims.has("part_of_them", sentence):
            continue
        for pattern in _patterns():
            found = list(pattern.finditer(sentence))
            if len(found) == 1 and not claims.pattern("with_cities").match(sentence[found[0].end() :].lstrip()):
                match = found[0]
                hedge = sentence[max(0, match.start("count") - 20) : match.start("count")]
                yield Count(
                    article,
                    start + match.start(),
                    start + match.end(),
                    sentence,
                    _number(match["count"]),
                    "gt" if claims.has("at_least", hedge) else "lt" if claims.has("at_most", hedge) else "eq",
                    _number(match["top"]) if "top" in pattern.groupindex else 0,
                )
                break


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A part of the leading ones, a number that some club grows to, and provinces counted outright."""
    numeral = r"(?<![\w.,-])(?:\d{1,2}(?![\w%,]|\.\d)|" + "|".join(claims.words().get("cardinals", ())) + r")(?![\w-])"
    provinces, of, top, number_of, makes, having = (
        rf"(?:{claims.pattern(name).pattern})"
        for name in ("provinces", "part_of", "leading", "number_of", "number_makes", "having")
    )
    word = r"[a-z'’\"“”-]+\s+"
    return tuple(
        re.compile(text, re.IGNORECASE)
        for text in (
            rf"(?P<count>{numeral})\s+{of}\s+(?:{word}){{0,2}}{top}\s+(?P<top>{numeral})[^,;]{{0,40}}?{provinces}",
            rf"{number_of} [^,;\d]{{0,60}}?{provinces}[^,;\d]{{0,40}}?{makes}\s+(?P<count>{numeral})",
            rf"(?P<count>{numeral})\s+(?:{of}\s+(?:{word}){{0,2}}{numeral}\s+)?(?:{word}){{0,2}}?{provinces}(?!\s+{having})",
        )
    )


def _number(text: str) -> int:
    """The number that digits or a word name."""
    return int(text) if text.isdigit() else claims.words()["cardinals"].index(text.lower()) + 1


def threshold(sentence: str) -> float | None:
    """The amount of yuan that a sentence says is passed, None where it names none or several.

    >>> threshold("nine provinces saw trade exceed 1 trillion yuan"), threshold('the "trillion" provinces')
    (1000000000000.0, 1000000000000.0)
    """
    scales = claims.words().get("scales", ())
    over, one, foreign = (claims.pattern(name).pattern for name in ("over_amount", "one_of_scale", "foreign_money"))
    amount = rf"(?:{over})\s+(?P<number>[\d.,]+|{one})[\s-](?P<scale>{'|'.join(scales)})\b(?!\s*(?:{foreign}))"
    found = set()
    for match in re.finditer(amount, sentence, re.IGNORECASE):
        number = match["number"].replace(",", "")
        size = 1000.0 ** (scales.index(match["scale"].lower()) + 1)
        found.add(size * (float(number) if number[0].isdigit() else 1.0))
    if claims.has("trillion_club", sentence):
        found.add(1e12)
    return found.pop() if len(found) == 1 else None


def sense(sentence: str) -> int:
    """1 where a sentence speaks of growth, -1 where of decline, 0 where of both or neither."""
    return claims.has("grew", sentence) - claims.has("fell", sentence)


def quantity(case: Case, article: Article, start: int, sentence: str, metric: str) -> Quantity | None:
    """The trade of all China that a claim is about: the flow its words name, the period of the nearest figure."""
    exports, imports = claims.has("exports_only", sentence), claims.has("imports_only", sentence)
    flow = "total" if exports == imports else "exports" if exports else "imports"
    near = [
        (abs(figure.start - start), each.quantity.period)
        for each in case.statements
        if not each.quantity.base
        for figure in (each.figure, *each.copies)
        if figure.source == article.source
    ]
    if not near:
        return None
    return canonical(Quantity(metric, CHINA, flow, "", "", "", min(near)[1], "%" if metric == "growth" else "CNY"))


def areas(case: Case, sentence: str) -> list[Entry]:
    """The places that a sentence names, but for China."""
    found = []
    for match in case.lexicon.find(sentence, "en"):
        entry = match.entry("region")
        if entry is not None and entry.name != CHINA:
            found.append(entry)
    return found


def provinces(case: Case, about: Quantity) -> dict[str, tuple[float, float]]:
    """What is left open for each province, by name: from nothing known to a number."""
    bounds = {}
    for name in sorted(case.world.scopes.places(CHINA)):
        variable = case.world.number.get(about._replace(region=name))
        bounds[name] = (-math.inf, math.inf) if variable is None else case.bounds(variable)
    return bounds


def stating(case: Case, about: Quantity, regions: set[str]) -> list[Statement]:
    """The statements of that quantity for some regions, in order of their names."""
    found = [
        each
        for each in case.statements
        if each.quantity.region in regions and canonical(each.quantity)._replace(region=about.region) == about
    ]
    return sorted(found, key=lambda each: (each.quantity.region, each.figure.source, each.figure.start))


def finding(case: Case, code: str, severity: str, count: Count, about: Quantity, said: str, names: set[str]) -> Finding:
    """A count that figures of provinces refute: what is said of it, with those figures as evidence."""
    quote = claims.quoted(count.article, count.start, count.end)
    stated = stating(case, about, names)
    return doubtful(
        Finding(
            code,
            severity,
            f"{quote.quote!r} {said}",
            about.words(),
            evidence(quote, count.number, count.number),
            tuple(evidence(each.figure, *each.loose, each.quantity.words(), code) for each in stated),
            fingerprint=wording.fingerprint(code, [about], [quote.quote]),
        )
    )
