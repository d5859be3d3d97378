"""How long flag takes on many figures, and how well it names planted slips among them.

    python -m tests.bench.flag [FIGURES ...] [--time-limit SECONDS]

Made-up provinces report levels, growth and shares for two years in several articles
each; two numbers in a hundred slip. Linking is perfect here.
"""

from __future__ import annotations

import argparse
import random
import time
from decimal import Decimal

from tradecli import interval
from tradecli.checks.engine import flag
from tradecli.frames import to_frame
from tradecli.lexicon import Lexicon
from tradecli.model import Figure

FLOWS = ("total", "exports", "imports")
PARTNERS = ("", "ASEAN", "European Union", "Belt and Road", "United States", "Africa")


def printed(value: float, unit: str, digits: int) -> tuple[str, Decimal]:
    """A number as an article prints it, and what that says."""
    if unit == "%":
        rounded = Decimal(f"{value:.1f}")
        return f"{rounded}%", rounded
    scaled = value / 1e9
    decimals = max(0, digits - len(str(int(scaled))))
    rounded = Decimal(f"{scaled:.{decimals}f}")
    return f"{rounded} billion yuan", rounded * 10**9


def world(lexicon: Lexicon, years: int, rng: random.Random) -> dict:
    """True levels by (region, flow, partner, year), each year growing on the one before."""
    provinces = [e.name for e in lexicon.entries if e.field == "region" and e.kind == "province" and e.parent == "CN"]
    levels: dict = {}
    for region in provinces[:31]:
        size = 10 ** rng.uniform(1.5, 3.8) * 1e9
        weights = [1.0, *(rng.uniform(0.05, 0.2) for _ in PARTNERS[1:])]
        for partner, weight in zip(PARTNERS, weights, strict=True):
            exports, imports = size * weight * rng.uniform(0.4, 0.7), size * weight * rng.uniform(0.2, 0.4)
            for year in range(2025 - years, 2026):
                exports *= 1 + rng.uniform(-0.1, 0.2)
                imports *= 1 + rng.uniform(-0.1, 0.2)
                for flow, value in zip(FLOWS, (exports + imports, exports, imports), strict=True):
                    levels[region, flow, partner, year] = value
    for flow in FLOWS:
        for partner in PARTNERS:
            for year in range(2025 - years, 2026):
                levels["China", flow, partner, year] = sum(levels[r, flow, partner, year] for r in provinces[:31])
    return levels


def slip(figure: Figure, rng: random.Random) -> Figure:
    """The figure with one slip of the pen."""
    factor = rng.choice([10, 10, 0.1, 0.1, 1000, -1 if figure.unit == "%" else 10])
    value = figure.value * Decimal(str(factor))
    number, _, unit = figure.quote.partition(" ")
    shown = Decimal(number.rstrip("%")) * Decimal(str(factor))
    quote = f"{shown.normalize():f}" + ("%" if number.endswith("%") else "") + (f" {unit}" if unit else "")
    strict = interval.stated(value, quote, "eq", figure.unit)
    return _with(figure, value=value, quote=quote, low=strict.low, high=strict.high)


def _with(figure: Figure, **changes: object) -> Figure:
    from dataclasses import replace

    return replace(figure, **changes)


def made(lexicon: Lexicon, count: int, rate: float = 0.02, seed: int = 1) -> tuple[list[Figure], set]:
    """About `count` figures in articles, and (source, start) of those that slipped."""
    rng = random.Random(seed)
    years = max(1, round(count / 4000))
    levels = world(lexicon, years, rng)
    regions = sorted({key[0] for key in levels})
    figures: list[Figure] = []
    article = 0
    while len(figures) < count:
        region, year = regions[article % len(regions)], 2025 - (article // len(regions)) % years
        article += 1
        start = 0
        for partner in rng.sample(PARTNERS, 3) if article % 3 else ("", *rng.sample(PARTNERS[1:], 2)):
            for flow in FLOWS if not partner else ("total",):
                now, before = levels[region, flow, partner, year], levels[region, flow, partner, year - 1]
                said = [("value", now, "CNY", ""), ("growth", 100 * (now / before - 1), "%", "")]
                if partner:
                    said.append(("share", 100 * now / levels[region, flow, "", year], "%", "region"))
                for metric, value, unit, of in said:
                    start += 100
                    quote, stated = printed(value, unit, rng.choice([3, 4, 5]))
                    strict = interval.stated(stated, quote, "eq", unit)
                    figures.append(
                        Figure(
                            *(f"a{article:05}", 1, start, start, start + len(quote), quote),
                            *(f"Sentence {start} of {article}.", region, "", flow, partner, "", "", "", "", metric),
                            *(stated, unit, "eq", strict.low, strict.high, str(year), "", "", of),
                        )
                    )
    slipped = set(rng.sample(range(len(figures)), round(rate * len(figures))))
    figures = [slip(figure, rng) if place in slipped else figure for place, figure in enumerate(figures)]
    return figures, {(figures[place].source, figures[place].start) for place in slipped}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", type=int, default=[1000, 3000, 10000])
    parser.add_argument("--time-limit", type=float, default=None)
    options = parser.parse_args()
    lexicon = Lexicon.load()
    for count in options.figures:
        figures, slipped = made(lexicon, count)
        frame = to_frame(figures)
        begun = time.perf_counter()
        report = flag(frame, lexicon=lexicon, time_limit=options.time_limit)
        seconds = time.perf_counter() - begun
        one = [f for f in report.findings if not f.alternatives and f.severity == "error"]
        right = sum((f.primary.source, f.primary.start) in slipped for f in one)
        open_ = [f for f in report.findings if f.alternatives]
        listed = sum(any((e.source, e.start) in slipped for e in (f.primary, *f.alternatives)) for f in open_)
        named = {(e.source, e.start) for f in report.findings for e in (f.primary, *f.alternatives)}
        mended = sum(f.repair is not None for f in one)
        print(
            f"{len(figures)} figures: {seconds:.1f} s; slips {len(slipped)}, named {len(named & slipped)}; "
            f"one explanation {len(one)}, right {right}, with a repair {mended}; "
            f"either/or {len(open_)}, with the truth {listed}; {' '.join(report.notes)}"
        )


if __name__ == "__main__":
    main()
