"""`flag`: from a table of figures to findings.

Two passes. The loose intervals first: what contradicts even there is an error.
Then, without the culprits, the strict intervals: what contradicts only there is a
warning. An error that rests on the text of one article alone, without a slip that
explains it, is information: doubt about the reading, not about the source. Checks of claims in words
follow, on what is left standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tradecli.analysis import identities
from tradecli.analysis.quantities import Statement, statements
from tradecli.checks import checks, findings
from tradecli.checks.case import Case
from tradecli.checks.claims import blocked, in_title
from tradecli.checks.coverage import coverage
from tradecli.checks.readings import misread, others
from tradecli.checks.repairs import SWAPPED
from tradecli.checks.report import SEVERITIES, Report
from tradecli.checks.rootcause import Budget, diagnose, joint
from tradecli.checks.sources import clusters, without_copies
from tradecli.frames import from_frame, to_frame

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Lexicon
    from tradecli.model import Article, Figure, Finding

OFFICIAL = 1.5
OFF = "off"
READINGS = 12
"""Other readings of suspects that are tried; each runs all checks of numbers again."""
LATE = "naming culprits stopped at the time limit; the conflicts found so far are all listed"


def flag(
    frame: pd.DataFrame,
    articles: Sequence[Article] = (),
    *,
    lexicon: Lexicon,
    severities: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    time_limit: float | None = None,
    official: Sequence[str] = (),
) -> Report:
    """Everything in the table that contradicts something else in it, one finding a root cause.

    `frame` has the columns of `frames.COLUMNS`; `articles` give the checks of claims in
    words their text. `severities` maps codes or beginnings of codes to the gravest
    severity they may have (`error`, `warning`, `info`, `off`); `select` and `ignore`
    hold beginnings of codes. `time_limit` is in seconds. Sources in `official` weigh
    more. Raises ValueError for a table without the columns of a figure.
    """
    severities = default_severities() if severities is None else severities
    budget = Budget(time_limit)
    figures, aside, everything, stated, texts, notes = _prepared(from_frame(frame), articles, lexicon, official)
    found, case, complete = _reread(_conflicts(stated, lexicon, texts, budget), lexicon, texts, budget)
    found = [_doubtful(each) if _in_one_article(each, texts) else each for each in found]
    case = replace(case, aside=tuple(aside))
    for check in checks().values():
        if check.run is not None:
            found.extend(check.run(case))
    graded = [_graded(each, severities) for each in found]
    kept = _sorted(each for each in graded if each.severity != OFF)
    shown = [each for each in kept if chosen(each.code, select, ignore)]
    cited = {(e.source, e.start) for each in kept for e in (each.primary, *each.related, *each.alternatives)}
    return Report(
        tuple(shown),
        coverage(figures, stated, case, budget, cited),
        (*notes, *(() if complete else (LATE,))),
        len(kept) - len(shown),
        _aside(aside, everything, stated),
    )


def sound(
    frame: pd.DataFrame, articles: Sequence[Article] = (), *, lexicon: Lexicon, official: Sequence[str] = ()
) -> pd.DataFrame:
    """The table as `flag` understands it, for deriving: without suspects, forecasts and what was read wrongly.

    Figures that only another reading reconciles with the rest come out under that one.
    """
    budget = Budget(None)
    _, _, _, stated, texts, _ = _prepared(from_frame(frame), articles, lexicon, official)
    _, case, _ = _reread(_conflicts(stated, lexicon, texts, budget), lexicon, texts, budget)
    return to_frame(
        replace(figure, region=each.quantity.region, flow=each.quantity.flow, of=each.quantity.of)
        for each in case.statements
        for figure in (each.figure, *each.copies)
    )


def _prepared(
    figures: Sequence[Figure], articles: Sequence[Article], lexicon: Lexicon, official: Sequence[str]
) -> tuple[list[Figure], list[Figure], list[Statement], list[Statement], dict[str, Article], tuple[str, ...]]:
    """Figures without copies, those set aside, all statements, those that count, the texts by source, and notes."""
    texts = {article.source: article for article in articles}
    kept, notes = without_copies(figures)
    aside = [each for each in kept if blocked(each, texts.get(each.source))]
    barred = {id(each) for each in aside}
    plain = [each for each in kept if id(each) not in barred]
    titled = {(each.source, each.start) for each in kept if in_title(each, texts.get(each.source))}
    weights = dict.fromkeys(official, OFFICIAL)
    everything = statements(plain, lexicon, weights, clusters(kept, texts), titled)
    stated, doubts = misread(everything, texts)
    return kept, aside, everything, stated, texts, (*notes, *doubts)


def _aside(
    figures: Iterable[Figure], before: Sequence[Statement], after: Sequence[Statement]
) -> tuple[tuple[str, int], ...]:
    """Places of figures that were compared with nothing."""
    kept = {id(each) for each in after}
    misread_figures = [f for each in before if id(each) not in kept for f in (each.figure, *each.copies)]
    return tuple(sorted({(each.source, each.start) for each in (*figures, *misread_figures)}))


def default_severities() -> dict[str, str]:
    """`severity:` of the bundled configuration."""
    import yaml

    from tradecli.settings import data_dir

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (data_dir("configs") / "default.yaml").open(encoding="utf-8") as file:
        return {str(code): str(name) for code, name in yaml.load(file, Loader=loader)["severity"].items()}


Outcome = tuple[list["Finding"], Case, bool]


def _reread(outcome: Outcome, lexicon: Lexicon, articles: Mapping[str, Article], budget: Budget) -> Outcome:
    """The outcome once suspects are taken under another reading, where that leaves less to explain."""
    found, case, _ = outcome
    standing = {id(each) for each in case.statements}
    suspects = [each for each in case.everything if id(each) not in standing]
    tries = 0
    for suspect in suspects:
        for other in others(suspect, case.everything, articles.get(suspect.figure.source)):
            tries += 1
            if budget.spent() or tries > READINGS:
                return outcome
            trial = [other if each is suspect else each for each in case.everything]
            again = _conflicts(trial, lexicon, articles, budget)
            if len(again[0]) < len(found) and other in again[1].statements:
                return _reread(again, lexicon, articles, budget)
    return outcome


def _conflicts(
    stated: Sequence[Statement], lexicon: Lexicon, articles: Mapping[str, Article], budget: Budget
) -> Outcome:
    found: list[Finding] = []
    distrusted: set[int] = set()
    complete = True
    for tier, bands in (("loose", identities.LOOSE), ("strict", identities.STRICT)):
        left = [number for number in range(len(stated)) if number not in distrusted]
        kept = [stated[number] for number in left]
        world = identities.build(stated, lexicon, bands)
        network = identities.network(world, kept, tier)
        diagnosis = diagnose(network, budget)
        complete &= diagnosis.complete
        causes = [*diagnosis.causes, *joint(world, network, budget)]
        for cause in causes:
            severity = "error" if tier == "loose" else "warning"
            found.extend(
                replace(each, severity=severity)
                for each in findings.of_cause(cause, kept, world, network, budget.spent())
            )
        distrusted |= {left[claim] for cause in causes for e in cause.explanations for claim in e}
    return found, Case(kept, world, network, lexicon, articles, tuple(stated)), complete


def _in_one_article(finding: Finding, articles: Mapping[str, Article]) -> bool:
    """Whether an error rests on what was read from one text alone, and no telling slip of its author explains it.

    One digit changed, lost or added makes nearly any number of another one, and a
    multiple read the other way is a reading: neither tells a slip from a misreading.
    """
    cited = {each.source for each in (finding.primary, *finding.related, *finding.alternatives)}
    slip = finding.repair
    weak = slip is None or slip.kind == "multiple" or (slip.kind == "digit" and SWAPPED not in slip.message)
    gross = finding.severity == "error" or slip is not None
    return gross and weak and len(cited) == 1 and cited <= articles.keys()


def _doubtful(finding: Finding) -> Finding:
    """The finding as information: a text hardly ever contradicts itself, its reading does."""
    return replace(finding, severity="info", message=f"{finding.message}; or the article was read wrongly")


def _graded(finding: Finding, severities: Mapping[str, str]) -> Finding:
    most = severity_of(finding.code, severities)
    if most == OFF or SEVERITIES.index(most) < SEVERITIES.index(finding.severity):
        return replace(finding, severity=most)
    return finding


def severity_of(code: str, severities: Mapping[str, str]) -> str:
    """The gravest severity a code may have: that of its longest beginning, else `error`.

    >>> severity_of("X104", {"X": "warning", "X104": "off"}), severity_of("S101", {})
    ('off', 'error')
    """
    matching = [prefix for prefix in severities if code.startswith(prefix)]
    return severities[max(matching, key=len)] if matching else "error"


def chosen(code: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Whether a code passes: the longer beginning wins, `ignore` of equals.

    >>> chosen("X101", ["X"], ["X102"]), chosen("S102", ["X"], []), chosen("X101", [], ["X"])
    (True, False, False)
    """
    wanted, barred = list(select), list(ignore)
    best = max((len(each) for each in wanted if code.startswith(each.upper())), default=-1 if wanted else 0)
    worst = max((len(each) for each in barred if code.startswith(each.upper())), default=-1)
    return best >= 0 and best > worst


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    """Worst first: severity, a single explanation, the gap, how much speaks against it."""
    return sorted(
        found,
        key=lambda each: (
            -SEVERITIES.index(each.severity) if each.severity in SEVERITIES else 9,
            bool(each.alternatives),
            -len(each.related),
            -each.gap,
            each.code,
            each.fingerprint,
            each.primary.source,
            each.primary.start,
        ),
    )


__all__ = ["chosen", "default_severities", "flag", "severity_of"]
