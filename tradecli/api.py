"""The whole line in Python: sources -> articles -> figures -> a table.

The one place where reading, extraction and tables meet; the command line is
built on it.
"""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tradecli import reading
from tradecli.model import Article
from tradecli.reading import ReadError, sources

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.checks.accepted import Accepted
    from tradecli.checks.report import Report
    from tradecli.extraction import Extraction
    from tradecli.lexicon import Lexicon
    from tradecli.model import Finding

DERIVED = "derived"
"""The source of figures that nobody states, and the name of their rule."""
Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Reports:
    """What a set of sources holds: articles with what was understood of them, tables, and what failed."""

    sources: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    """One an article, in the order of `articles`."""
    tables: list[pd.DataFrame] = field(default_factory=list)
    official: list[str] = field(default_factory=list)
    """Sources whose figures weigh as official: those named so, and tables with a map."""
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
    official: Iterable[str] = (),
    form: str | None = None,
    skip: Iterable[str] = (),
    notify: Callable[[str], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reports:
    """Articles and tables of figures of the paths, read and understood.

    Paths in `official` are read like the others and stand in `Reports.official`;
    `form` is the map (see `reading.mapped`) of the tables among them; files in
    `skip` are not read though they lie in a folder that is. Nothing is raised for a
    source that cannot be read: it stands in `problems` and the rest goes on.
    `progress` takes how many sources are done, and of how many.
    """
    suffixes = tuple(reading.formats())
    weighty = {sources.locate(each).resolve() for each in sources.expand(official, suffixes)[0]}
    found, problems = sources.expand([*paths, *official], suffixes)
    skipped = {sources.locate(each).resolve() for each in skip}
    found = [each for each in found if sources.locate(each).resolve() not in skipped] if skipped else found
    reports = Reports(problems=problems)
    for done, source in enumerate(found):
        if progress:
            progress(done, len(found))
        of_weight = sources.locate(source).resolve() in weighty
        map_file = form if of_weight else None
        try:
            document = reading.read(source, encoding, kind, limit, notify, lexicon=lexicon, form=map_file)
        except ReadError as error:
            reports.problems.append(error)
            continue
        reports.sources.append(source)
        if not isinstance(document, Article):
            named = document["source"].unique().tolist() if of_weight or "mapped" in document.attrs else []
            reports.official += named
            reports.tables.append(document)
            continue
        reports.official += [source] if of_weight else []
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

    table = module.rank(frame, lexicon=lexicon or _lexicon(), **options)
    table.loc[table["sources"] == DERIVED, "agree"] = 0  # nobody says so
    return table


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


def derive(
    frame: pd.DataFrame, articles: Iterable[Article] = (), *, lexicon: Lexicon | None = None, **options: Any
) -> pd.DataFrame:
    """What follows from what is stated; options and columns as `tradecli.analysis.derive.derive` has them.

    Nothing is built on what `flag` suspects, sets aside or finds misread; the
    `articles` give it the text. Raises ValueError where highspy is missing.
    """
    from tradecli.analysis import derive as module

    lexicon = lexicon or _lexicon()
    try:
        from tradecli.checks import engine

        return module.derive(engine.sound(frame, list(articles), lexicon=lexicon), lexicon=lexicon, **options)
    except ImportError as error:
        if "highspy" not in str(error):
            raise
        how = "It comes with tradecli; mend the installation by: pip install --force-reinstall highspy"
        raise ValueError(f"derive needs highspy, which cannot be imported here. {how}") from None


def with_derived(
    frame: pd.DataFrame,
    articles: Iterable[Article] = (),
    *,
    lexicon: Lexicon | None = None,
    metrics: Sequence[str] = (),
    **options: Any,
) -> pd.DataFrame:
    """The table and, below, what follows from it, for quantities that nobody states.

    What follows stands under the source `derived` with the middle of its bounds as
    `value`; `note` says `derived from` and the quotes. `metrics` limits what is
    added, the other options are those of `derive`.
    """
    import pandas as pd

    from tradecli.analysis.derive import REST
    from tradecli.analysis.statements import complete, dated
    from tradecli.frames import KEY, typed

    lexicon = lexicon or _lexicon()
    frame = complete(frame)
    found = derive(frame, articles, lexicon=lexicon, metrics=metrics, **options)
    # A rest ("other than ASEAN") is neither a partner nor a product.
    rest = [found[name].str.startswith(REST) for name in ("partner", "product", "channel")]
    found = found[~(rest[0] | rest[1] | rest[2])]
    stated = set(dated(frame)[list(KEY)].itertuples(index=False, name=None))
    keys = dated(found)[list(KEY)].itertuples(index=False, name=None)
    found = found[[key not in stated for key in keys]]
    if not len(found):
        return frame
    codes = {
        f"{field}_code": [_code(lexicon, field, name) for name in found[field]]
        for field in ("region", "partner", "product")
    }
    needs = found["needs"].map(lambda text: f"; rests on {text}" if text else "")
    rows = found.assign(
        **codes,
        source=DERIVED,
        value=found["middle"],
        bound="eq",
        note="derived from " + found["follows_from"] + needs,
        rule=DERIVED,
    )
    return pd.concat([typed(frame), typed(rows)], ignore_index=True)


def _code(lexicon: Lexicon, field: str, name: str) -> str:
    entry = lexicon.by_name(field, name) if name else None
    return entry.id if entry else ""


def flag(
    frame: pd.DataFrame,
    articles: Iterable[Article] = (),
    *,
    lexicon: Lexicon | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    accepted: Sequence[Accepted] = (),
    **options: Any,
) -> Report:
    """What contradicts what, with what could be checked; options as `tradecli.checks.engine.flag` has them.

    Findings that an entry of `accepted` covers are left out; `notes` names entries
    that have ended today, and those that cover nothing, whatever `select` and
    `ignore` say. Raises ValueError for a code that is no check's beginning and a
    severity that is none.
    """
    from tradecli.checks import accepted as module
    from tradecli.checks import engine

    select, ignore = codes(select, "select"), codes(ignore, "ignore")
    if "severities" in options and options["severities"] is not None:
        options["severities"] = severities(options["severities"])
    report = engine.flag(frame, list(articles), lexicon=lexicon or _lexicon(), **options)
    report = module.without(report, accepted, datetime.date.today().isoformat())
    return _only(report, lambda finding: engine.chosen(finding.code, select, ignore))


def _only(report: Report, keep: Callable[[Finding], bool]) -> Report:
    kept = tuple(finding for finding in report.findings if keep(finding))
    return dataclasses.replace(report, findings=kept, hidden=report.hidden + len(report.findings) - len(kept))


def codes(prefixes: Iterable[str], origin: str) -> list[str]:
    """Codes of checks, or beginnings of codes, in capitals; raises ValueError for one that no check has.

    >>> codes(["x1", "S102"], "--select")
    ['X1', 'S102']
    >>> codes(["X110"], "--select")
    Traceback (most recent call last):
    ValueError: no check begins with 'X110' (--select). Did you mean X105, X104 or X103?
    """
    from tradecli.checks import checks

    known = checks()
    found = []
    for prefix in prefixes:
        code = prefix.strip().upper()
        if not code or not any(each.startswith(code) for each in known):
            by_name = {check.name.upper(): each for each, check in known.items()}
            near = difflib.get_close_matches(code, [*known, *by_name], n=3, cutoff=0.6)
            close = list(dict.fromkeys(by_name.get(each, each) for each in near))
            meant = " or ".join([", ".join(close[:-1]), close[-1]] if len(close) > 1 else close)
            hint = f"Did you mean {meant}?" if close else "`tradecli rule` lists the checks."
            raise ValueError(f"no check begins with {prefix!r} ({origin}). {hint}")
        found.append(code)
    return found


def severities(levels: Mapping[str, str], origin: str = "severity") -> dict[str, str]:
    """Severities by code or beginning of one; raises ValueError for an unknown code or level.

    >>> severities({"x104": "Info"})
    {'X104': 'info'}
    >>> severities({"X104": "loud"})
    Traceback (most recent call last):
    ValueError: no severity 'loud' (severity: X104). Known: error, warning, info, off.
    """
    from tradecli.checks.report import SEVERITIES

    known = (*reversed(SEVERITIES), "off")
    for code, level in levels.items():
        if level.strip().lower() not in known:
            raise ValueError(f"no severity {level!r} ({origin}: {code}). Known: {', '.join(known)}.")
    return dict(zip(codes(levels, origin), (level.strip().lower() for level in levels.values()), strict=True))


def with_rounding(levels: Mapping[str, str]) -> dict[str, str]:
    """The severities with the check of mere precision switched on, as an info unless it is on already.

    >>> with_rounding({"X104": "off"}), with_rounding({"X": "warning"})
    ({'X104': 'info'}, {'X': 'warning'})
    """
    from tradecli.checks import engine

    off = engine.severity_of("X104", levels) == engine.OFF
    return {**levels, "X104": "info"} if off else dict(levels)


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
