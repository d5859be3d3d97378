"""One run of a command: its settings, its inputs, its notes, its output and its exit status."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradecli import settings as configuration
from tradecli.cli.options import Common, Filters, Inputs, Output

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.analysis.filters import Filters as Chosen
    from tradecli.api import Reports
    from tradecli.lexicon import Lexicon
    from tradecli.output import Look

COLORS = ("auto", "always", "never")


def say(line: str) -> None:
    """One harmless line on stderr."""
    from tradecli.output.values import one_line

    print(one_line(line), file=sys.stderr, flush=True)  # noqa: T201


def listed(texts: Iterable[str] | None) -> list[str]:
    """Values of a repeatable option, commas split.

    >>> listed(["Guangdong, Zhejiang", "Xinjiang"])
    ['Guangdong', 'Zhejiang', 'Xinjiang']
    """
    return [part.strip() for text in texts or () for part in text.split(",") if part.strip()]


class Run:
    """What a command needs between its options and the packages that do the work."""

    def __init__(
        self,
        common: Common,
        inputs: Inputs | None = None,
        output: Output | None = None,
        others: tuple[str, ...] = (),
        default: str | None = None,
        **flags: Any,
    ) -> None:
        """Lay the options over the settings; `others` are formats of the command's own, `default` the one unasked for.

        `flags` are further settings that the command has an option for. Raises
        SettingsError or OutputError before anything is read.
        """
        self.inputs = inputs or Inputs()
        self.output = output or Output()
        self.quiet = common.quiet
        self.code = 0
        held = configuration.load(common.config)
        for key, value in {"color": common.color, "lexicon": common.lexicon, "encoding": self.inputs.encoding}.items():
            held = held.over(f"--{key}", {key: value or None})
        for key, value in flags.items():
            held = held.over(f"--{key.replace('_', '-')}", {key: value})
        self.settings = held.over("--format", {"format": self.output.format})
        if self.settings["color"] not in COLORS:
            raise configuration.SettingsError(f"color is {self.settings['color']!r}. Known: {', '.join(COLORS)}.")
        if common.verbose:
            for key, value in self.settings.items():
                self.note(f"{key}: {value!r} ({self.settings.origins[key]})")
        self.format = self._format(others, default)
        self.sources: list[str] = []

    def note(self, line: str) -> None:
        """A line on stderr for whoever did not ask for quiet."""
        if not self.quiet:
            say(f"tradecli: {line}")

    def problem(self, error: Exception) -> None:
        """One input that could not be read: say so, go on, end with 2."""
        say(f"tradecli: error: {error}")
        self.code = 2

    def fail(self, message: str) -> int:
        """Say what is wrong with the whole of the inputs; the exit status."""
        say(f"tradecli: error: {message}")
        self.code = 2
        return self.code

    @cached_property
    def lexicon(self) -> Lexicon:
        """The bundled names and those of `--lexicon`."""
        from tradecli.lexicon import Lexicon

        for file in self.settings["lexicon"]:
            if not Path(file).is_file():
                raise configuration.SettingsError(f"no lexicon file {file!r}. Check the path.")
        return Lexicon.load(extra=self.settings["lexicon"])

    def paths(self) -> list[str]:
        """What to read: arguments, then settings, then the bundled samples, which a note says."""
        given = self.inputs.paths or self.settings["input"]
        if given:
            return list(given)
        from tradecli.reading.sources import samples

        self.note("no path given, so these are the bundled samples.")
        return samples()

    def reports(self, explain: bool = False, **options: Any) -> Reports:
        """Everything that could be read; what could not is said on stderr. The options are those of `api.gather`."""
        from tradecli import api

        with Progress(self.quiet) as progress:
            reports = api.gather(
                self.paths(),
                self.lexicon,
                encoding=self.settings["encoding"] or None,
                kind=self.inputs.input_format,
                limit=self.settings["max_megabytes"] * 1_000_000,
                explain=explain,
                notify=self.note,
                progress=progress,
                **options,
            )
        self.sources = reports.sources
        for error in reports.problems:
            self.problem(error)
        return reports

    def figures(self, filters: Filters, explain: bool = False) -> tuple[Reports, pd.DataFrame]:
        """Reports of the inputs and the table of their figures that the filters let through."""
        chosen = self.chosen(filters)
        reports = self.reports(explain)
        return reports, self.filtered(reports.frame(), chosen)

    def chosen(self, filters: Filters) -> Chosen:
        """The filters, commas split; raises UnknownName or ValueError where one cannot be, before anything is read.

        Goods and channels are open classes, so theirs are held against the table later.
        """
        from tradecli.analysis import filters as module
        from tradecli.frames import to_frame

        chosen = module.Filters(**{name: tuple(listed(texts)) for name, texts in vars(filters).items()})
        if chosen != module.Filters():
            module.select(to_frame([]), self.lexicon, dataclasses.replace(chosen, product=(), channel=()))
        return chosen

    def one(self, name: str, texts: tuple[str, ...]) -> str | None:
        """The one value of an option that elsewhere takes several; raises ValueError for more."""
        if len(texts) > 1:
            raise ValueError(f"--{name} takes one value here, not {', '.join(texts)}. Run the command once for each.")
        return texts[0] if texts else None

    def filtered(self, frame: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
        """The rows that pass; a note where none is left."""
        from tradecli.analysis import filters as module

        rest = module.select(frame, self.lexicon, chosen) if chosen != module.Filters() else frame
        if len(frame) and not len(rest):
            self.note("no figure passes the filters.")
        return rest

    def emit(self, frame: pd.DataFrame, columns: tuple[str, ...] = ()) -> int:
        """Write a table where it should go; the exit status so far."""
        from tradecli import output

        if self.code and not self.sources:
            return self.code
        return self.write(output.render(frame, self.format, self.look(columns)))

    @staticmethod
    def charts(file: str | None) -> None:
        """Raise OutputError for a chart's file of no known kind, before anything is read."""
        if file is not None:
            from tradecli.output.chart import kind_of

            kind_of(file)

    def draw(self, table: pd.DataFrame, file: str | None) -> None:
        """Draw a table into a file, if there is one to draw into and something to draw."""
        if file is None or not len(table):
            return
        from tradecli.output import chart

        self.save(chart.draw(table, chart.kind_of(file)), file)

    def write(self, data: bytes) -> int:
        """Write bytes where they should go; the exit status so far."""
        self.save(data, self.output.output)
        return self.code

    def save(self, data: bytes, file: str | None) -> None:
        """Write bytes into a file that is no input."""
        from tradecli.output import files
        from tradecli.reading.sources import locate

        files.write(data, file, [locate(source) for source in self.sources])

    def look(self, columns: tuple[str, ...] = ()) -> Look:
        """How a table looks here."""
        from tradecli.output import Look

        return Look(
            terminal=self._to_terminal,
            color=self.colored,
            width=shutil.get_terminal_size((120, 24)).columns,
            excel=self.output.excel,
            raw=self.output.raw,
            columns=columns,
        )

    @property
    def colored(self) -> bool:
        """Whether colours may be used: `--color`, then NO_COLOR, then whether stdout is a terminal."""
        when = self.settings["color"]
        if when == "always":
            return True
        return when == "auto" and self._to_terminal and not os.environ.get("NO_COLOR")

    @property
    def _to_terminal(self) -> bool:
        return self.output.output in (None, "-") and sys.stdout.isatty()

    def _format(self, others: tuple[str, ...], default: str | None) -> str:
        from tradecli import output

        file = None if self.output.output == "-" else self.output.output
        given = self.output.format or (None if file or default else self.settings["format"])
        name = output.chosen(given or None, file, self._to_terminal, others, default)
        if name in output.BINARY and self._to_terminal:
            raise output.OutputError(f"{name} does not go to a terminal. Name a file with -o.")
        return name


class Progress:
    """A line on stderr, only on a terminal, only after a second."""

    def __init__(self, quiet: bool) -> None:
        """Start the clock."""
        self.silent = quiet or not sys.stderr.isatty()
        self.start = time.monotonic()
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        """Say how many sources of how many are done."""
        if not self.silent and time.monotonic() - self.start > 1:
            self.shown = True
            sys.stderr.write(f"\rreading {done} of {total} ")
            sys.stderr.flush()

    def __enter__(self) -> Callable[[int, int], None]:
        """Take part in a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
