"""Slips planted one at a time: how many flag detects, and whether it blames the right number.

    python -m tests.bench.mutations [--only PREFIX] [--text] [--kind KIND ...] [--every N]

By default the gold figures are read perfectly and the slip is made in the table; with
`--text` it is made in the article and the whole line is run. A slip is detected when a
finding appears that the untouched corpus does not have; it has one diagnosis when that
finding names no alternative, and this is right when it points at the planted slip.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.corpus.gold import SHARED, gold_frame
from tradecli import interval
from tradecli.checks.engine import flag
from tradecli.checks.report import Report
from tradecli.frames import from_frame, to_frame
from tradecli.lexicon import Lexicon
from tradecli.model import Article, Figure

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
RATES = ("growth", "share")
CURRENCIES = (("billion yuan", "billion US dollars"), ("trillion yuan", "trillion US dollars"), ("亿元", "亿美元"))


def shifted(number: str, power: int) -> str:
    """A printed number with its point moved.

    >>> shifted("45.47", -1), shifted("45.47", 1), shifted("8", -1)
    ('4.547', '454.7', '0.8')
    """
    value = Decimal(number.replace(",", "")).scaleb(power)
    return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else value:f}"


def swapped(number: str) -> str | None:
    """A printed number with two of its leading digits swapped, None where that changes nothing."""
    digits = [place for place, letter in enumerate(number) if letter.isdigit()]
    for one, two in itertools.pairwise(digits):
        if number[one] != number[two] and not (one == 0 and number[two] == "0"):
            letters = list(number)
            letters[one], letters[two] = letters[two], letters[one]
            return "".join(letters)
    return None


def plus_five(number: str) -> str:
    """Five points more."""
    return f"{Decimal(number.replace(',', '')) + 5:f}"


Slip = Callable[[Figure, str], str | None]
KINDS: dict[str, Slip] = {
    "x10": lambda figure, number: shifted(number, 1),
    "/10": lambda figure, number: shifted(number, -1),
    "x1000": lambda figure, number: shifted(number, 3) if figure.metric == "value" else None,
    "sign": lambda figure, number: number if figure.metric == "growth" else None,
    "+5": lambda figure, number: plus_five(number) if figure.metric in RATES else None,
    "swap": lambda figure, number: swapped(number),
    "currency": lambda figure, number: number if figure.unit == "CNY" and _other_currency(figure.quote) else None,
}


def _other_currency(quote: str) -> str | None:
    for one, two in CURRENCIES:
        if one in quote:
            return quote.replace(one, two)
    return None


def mutated(figure: Figure, kind: str, number: str) -> Figure:
    """The figure as the mutated text would state it."""
    if kind == "sign":
        value, quote, unit = -figure.value, figure.quote, figure.unit
    elif kind == "currency":
        value, quote, unit = figure.value, _other_currency(figure.quote) or "", "USD"
    else:
        found = NUMBER.search(figure.quote)
        assert found is not None
        printed = Decimal(found.group().replace(",", ""))
        quote, unit = figure.quote.replace(found.group(), number, 1), figure.unit
        if figure.metric in RATES and "times" not in quote and "倍" not in quote and abs(figure.value) == printed:
            value = Decimal(number.replace(",", "")) * (-1 if figure.value < 0 else 1)
        else:
            value = figure.value / printed * Decimal(number.replace(",", ""))
    strict = interval.stated(value, quote, figure.bound, unit)
    return replace(figure, value=value, quote=quote, unit=unit, low=strict.low, high=strict.high)


@dataclass
class Tally:
    """Counts of one kind of slip."""

    planted: int = 0
    detected: int = 0
    single: int = 0
    right: int = 0
    listed: int = 0
    checkable: int = 0
    caught: int = 0
    """Of the figures that anything else speaks to: how many were planted at, and detected."""

    def add(self, fresh: list, source: str, start: int, checkable: bool) -> None:
        self.planted += 1
        self.checkable += checkable
        self.caught += checkable and bool(fresh)
        if not fresh:
            return
        self.detected += 1
        named = {(e.source, e.start) for f in fresh for e in (f.primary, *f.alternatives)}
        self.listed += (source, start) in named
        if len(fresh) == 1 and not fresh[0].alternatives:
            self.single += 1
            self.right += (fresh[0].primary.source, fresh[0].primary.start) == (source, start)

    def __str__(self) -> str:
        return (
            f"planted {self.planted:4}  detected {self.detected:4} ({self.detected / max(1, self.planted):.0%})  "
            f"where checkable {self.caught:4} of {self.checkable:4} ({self.caught / max(1, self.checkable):.0%})  "
            f"one diagnosis {self.single:4}, right {self.right:4}  truth among those named {self.listed:4}"
        )


def slips(figures: list[Figure], kind: str, every: int) -> Iterator[tuple[tuple[str, int], str]]:
    """Places to slip at, with the new number."""
    seen: dict[tuple[str, int], str] = {}
    for figure in figures:
        found = NUMBER.search(figure.quote)
        if found is None or (figure.source, figure.start) in seen:
            continue
        number = KINDS[kind](figure, found.group())
        if number is not None and (number != found.group() or kind in ("sign", "currency")):
            seen[figure.source, figure.start] = number
    yield from list(seen.items())[::every]


def grave(report: Report) -> list:
    return [finding for finding in report.findings if finding.severity != "info"]


def fresh(report: Report, before: set[str]) -> list:
    return [finding for finding in grave(report) if finding.fingerprint not in before]


def unchecked(report: Report, figures: list[Figure]) -> set[tuple[str, int]]:
    """Places of figures that nothing else speaks to."""
    never = set(report.coverage.never)
    return {(f.source, f.start) for f in figures if f"{f.source}:{f.line}:{f.column} {f.quote}" in never}


def on_tables(prefix: str, kinds: list[str], every: int) -> None:
    """Slips in the gold figures: linking is perfect."""
    lexicon = Lexicon.load()
    figures = [f for f in from_frame(gold_frame(prefix)) if f.quote != "4.547 trillion yuan"]
    untouched = flag(to_frame(figures), lexicon=lexicon)
    before = {finding.fingerprint for finding in grave(untouched)}
    never = unchecked(untouched, figures)
    print(f"{len(figures)} gold figures; findings on the untouched corpus: {len(before)}")
    for kind in kinds:
        tally = Tally()
        for place, number in slips(figures, kind, every):
            changed = [mutated(f, kind, number) if (f.source, f.start) == place else f for f in figures]
            report = flag(to_frame(changed), lexicon=lexicon)
            tally.add(fresh(report, before), *place, place not in never)
        print(f"{kind:>9}: {tally}", flush=True)


def rewritten(article: Article, figure: Figure, kind: str, number: str) -> Article:
    """The article with the slip in its text."""
    quote = mutated(figure, kind, number).quote if kind != "sign" else figure.quote
    return replace(article, text=article.text[: figure.start] + quote + article.text[figure.end :])


def on_texts(prefix: str, kinds: list[str], every: int) -> None:
    """Slips in the articles' text: the whole line is run."""
    from tradecli import extraction

    lexicon = Lexicon.load()
    articles = []
    for path in sorted((SHARED / "articles").glob(f"{prefix}*.txt")):
        text = path.read_text(encoding="utf-8").replace("4.547 trillion yuan", "45.47 trillion yuan")
        language = "zh" if re.search(r"[\u4e00-\u9fff]{4}", text) else "en"
        articles.append(Article(path.name, text, text.strip().partition("\n")[0], language=language))
    read = {article.source: list(extraction.extract(article, lexicon).figures) for article in articles}
    figures = [figure for each in read.values() for figure in each]
    untouched = flag(to_frame(figures), articles, lexicon=lexicon)
    before = {finding.fingerprint for finding in grave(untouched)}
    never = unchecked(untouched, figures)
    print(f"{len(figures)} figures read; findings on the untouched corpus: {len(before)}")
    at = {(figure.source, figure.start): figure for figure in figures}
    for kind in [each for each in kinds if each != "sign"]:
        tally = Tally()
        for place, number in slips(figures, kind, every):
            changed = [rewritten(a, at[place], kind, number) if a.source == place[0] else a for a in articles]
            again = {
                a.source: read[a.source] if a.source != place[0] else list(extraction.extract(a, lexicon).figures)
                for a in changed
            }
            frame = to_frame(figure for each in again.values() for figure in each)
            tally.add(fresh(flag(frame, changed, lexicon=lexicon), before), *place, place not in never)
        print(f"{kind:>9}: {tally}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="0", help="beginning of the articles' names; empty for all")
    parser.add_argument("--text", action="store_true", help="slips in the text, through extraction")
    parser.add_argument("--kind", nargs="*", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--every", type=int, default=1, help="only every Nth place")
    options = parser.parse_args()
    (on_texts if options.text else on_tables)(options.only, options.kind, options.every)


if __name__ == "__main__":
    main()
