"""The whole line in Python: sources -> articles -> figures -> a table.

The one place where reading, extraction and tables meet; the command line is
built on it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tradecli import reading
from tradecli.model import Article
from tradecli.reading import ReadError, sources

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.checks.report import Report
    from tradecli.extraction import Extraction
    from tradecli.lexicon import Lexicon

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Reports:
    """What a set of sources holds: articles with what was understood of them, tables, and what failed."""

    sources: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    """One an article, in the order of `articles`."""
    tables: list[pd.DataFrame] = field(default_factory=list)
    problems: list[ReadError] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        """Every figure, one row each, in the columns of `frames.COLUMNS`."""
        import pandas as pd

        from tradecli.frames import to_frame

        parts = [table for table in self.tables if len(table)]
        figures = [figure for extraction in self.extractions for figure in extraction.figures]
        if figures or not parts:
            parts.insert(0, to_frame(figures))
        return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def gather(
    paths: Iterable[str],
    lexicon: Lexicon | None = None,
    *,
    encoding: str | None = None,
    kind: str | None = None,
    limit: int = 20_000_000,
    explain: bool = False,
    notify: Callable[[str], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reports:
    """Articles and tables of figures of the paths, read and understood.

    Nothing is raised for a source that cannot be read: it stands in `problems`
    and the rest goes on. `progress` takes how many sources are done, and of how many.
    """
    found, problems = sources.expand(paths, tuple(reading.formats()))
    reports = Reports(problems=problems)
    for done, source in enumerate(found):
        if progress:
            progress(done, len(found))
        try:
            document = reading.read(source, encoding, kind, limit, notify)
        except ReadError as error:
            reports.problems.append(error)
            continue
        reports.sources.append(source)
        if not isinstance(document, Article):
            reports.tables.append(document)
            continue
        from tradecli import extraction

        lexicon = lexicon or _lexicon()
        reports.articles.append(document)
        reports.extractions.append(extraction.extract(document, lexicon, explain=explain))
    return reports


def _lexicon() -> Lexicon:
    from tradecli.lexicon import Lexicon

    return Lexicon.load()


def extract(paths: Paths | None = None, *, lexicon: Lexicon | None = None, encoding: str | None = None) -> pd.DataFrame:
    """Every figure of articles, one row each; values in base units (yuan, dollars, percent).

    `paths` are files, folders, globs, or tables that an earlier `extract` wrote;
    none stands for the bundled samples. Raises ReadError for the first source
    that cannot be read.
    """
    if paths is None:
        names = sources.samples()
    elif isinstance(paths, str | os.PathLike):
        names = [os.fspath(paths)]
    else:
        names = [os.fspath(path) for path in paths]
    reports = gather(names, lexicon, encoding=encoding)
    if reports.problems:
        raise reports.problems[0]
    return reports.frame()


def rank(frame: pd.DataFrame, *, lexicon: Lexicon | None = None, **options: Any) -> pd.DataFrame:
    """Who leads, one row each; options and columns as `tradecli.analysis.rank.rank` has them."""
    from tradecli.analysis import rank as module

    return module.rank(frame, lexicon=lexicon or _lexicon(), **options)


def compare(frame: pd.DataFrame, *, lexicon: Lexicon | None = None, **options: Any) -> pd.DataFrame:
    """Regions or groups of them side by side; options and columns as `tradecli.analysis.compare.compare` has them."""
    from tradecli.analysis import compare as module

    return module.compare(frame, lexicon=lexicon or _lexicon(), **options)


def places(
    frame: pd.DataFrame, regions: Sequence[str] = (), within: Sequence[str] = (), lexicon: Lexicon | None = None
) -> list[str]:
    """Regions to compare: those named, or the table's provinces, as far as they lie in one of the groups `within`."""
    from tradecli.analysis import choices, filters

    if not within:
        return list(regions)
    lexicon = lexicon or _lexicon()
    known = filters.resolve(lexicon, "region", regions) or sorted(frame["region"].unique())
    return filters.inside(lexicon, known if regions else choices.of_level(lexicon, known, "province"), within)


def derive(frame: pd.DataFrame, *, lexicon: Lexicon | None = None, **options: Any) -> pd.DataFrame:
    """What follows from what is stated; options and columns as `tradecli.analysis.derive.derive` has them.

    Unless `distrusted` says otherwise, figures that `flag` holds for errors are left
    out. Raises ValueError where highspy is missing.
    """
    from tradecli.analysis import derive as module

    lexicon = lexicon or _lexicon()
    options.setdefault("distrusted", _culprits(flag(frame, lexicon=lexicon)))
    try:
        return module.derive(frame, lexicon=lexicon, **options)
    except ImportError:
        raise ValueError('derive needs highspy. Run: pip install "tradecli[derive]"') from None


def _culprits(report: Report) -> list[tuple[str, int]]:
    """The figures named as the one explanation of an error."""
    wrong = (each for each in report.findings if each.severity == "error" and not each.alternatives)
    return [(each.primary.source, each.primary.start) for each in wrong]


def flag(
    frame: pd.DataFrame, articles: Iterable[Article] = (), *, lexicon: Lexicon | None = None, **options: Any
) -> Report:
    """What contradicts what, with what could be checked; options as `tradecli.checks.engine.flag` has them."""
    from tradecli.checks import engine

    return engine.flag(frame, list(articles), lexicon=lexicon or _lexicon(), **options)


def overview(reports: Reports, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a source: what it says about itself and how much of it was understood.

    `printed` counts the numbers with a unit that the article prints, `understood`
    those of them that some figure or some other meaning accounts for; both are
    missing for a table of figures. With a table of some of the figures, `figures`
    counts these, and sources that have none of them are left out.
    """
    import pandas as pd

    every = reports.frame()
    frame = every if frame is None else frame
    counts = frame["source"].value_counts().to_dict()
    about: dict[str, tuple[Any, ...]] = {
        article.source: (article.title, article.date, article.publisher, article.language)
        for article in reports.articles
    }
    numbers = {
        article.source: (extraction.printed, extraction.understood)
        for article, extraction in zip(reports.articles, reports.extractions, strict=True)
    }
    rows = [
        (source, *about.get(source, ("",) * 4), counts.get(source, 0), *numbers.get(source, (None, None)))
        for source in [*about, *sorted(set(every["source"]) - set(about))]
        if source in counts or len(frame) == len(every)
    ]
    columns = ["source", "title", "date", "publisher", "language", "figures", "printed", "understood"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"figures": "int64", "printed": "Int64", "understood": "Int64"})


def about(report: Report, frame: pd.DataFrame) -> Report:
    """The report with those findings only that some figure of the table has a part in."""
    import dataclasses

    kept = set(zip(frame["source"], frame["start"], strict=True))
    findings = tuple(
        finding
        for finding in report.findings
        if any((each.source, each.start) in kept for each in (finding.primary, *finding.related, *finding.alternatives))
    )
    return dataclasses.replace(report, findings=findings)


def threshold(level: str) -> Callable[[Report], bool]:
    """Whether a report fails a run, by `error`, `warning`, `info` or `never`; raises ValueError for another word."""
    from tradecli.checks.report import SEVERITIES

    if level not in (*SEVERITIES, "never"):
        raise ValueError(f"no level {level!r} to fail on. Known: {', '.join(reversed(SEVERITIES))}, never.")
    grave = SEVERITIES[SEVERITIES.index(level) :] if level != "never" else ()
    return lambda report: report.worst() in grave


def width(text: str) -> float:
    """A width as a fraction; raises ValueError for a text that is none.

    >>> width("10%"), width("0.02")
    (0.1, 0.02)
    """
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 < value < float("inf"):
        raise ValueError(f"not a width: {text!r}. Write 10% or 0.1.")
    return value
