"""An article -> its figures: the whole line from text to the table's rows."""

from __future__ import annotations

import bisect
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from tradecli import interval
from tradecli.extraction import glued, mentions, numbers, page, periods, reporters, tables, text, topic
from tradecli.extraction.amounts import Number
from tradecli.extraction.border_ports import with_border_ports
from tradecli.extraction.calendar import Calendar, calendar_of
from tradecli.extraction.language import Language, load
from tradecli.extraction.linking.context import Context, Fields, Topic
from tradecli.extraction.linking.drafts import Draft
from tradecli.extraction.linking.link import link
from tradecli.extraction.mentions import Token
from tradecli.extraction.months import month_before, year_of
from tradecli.extraction.open_places import with_open_places
from tradecli.extraction.passages import passages
from tradecli.extraction.periods import Period
from tradecli.extraction.stretches import Stretches
from tradecli.extraction.titled_capitals import with_capitals
from tradecli.lexicon import Lexicon, Match
from tradecli.model import Article, Candidate, Explanation, Figure, Report, Sentence

LANGUAGES = ("en",)
"""Languages that extraction reads."""


_NAMED = "only the file's name tells the {}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from one article.

    `printed` counts the numbers with a unit that the article prints, `understood`
    those that a figure stands on; `explanations` is empty unless asked for.
    """

    figures: tuple[Figure, ...]
    explanations: tuple[Explanation, ...] = ()
    printed: int = 0
    understood: int = 0


def extract(article: Article, lexicon: Lexicon, explain: bool = False) -> Extraction:
    """The trade figures that an article states, in text order.

    An article in a language that is not read yet gives none. Each of several reports
    that its page joins is read by itself.
    """
    with _collector_paused():
        readings = [_extracted(part, lexicon, explain) for part in _parts(article)]
    return Extraction(
        tuple(figure for reading in readings for figure in reading.figures),
        tuple(explanation for reading in readings for explanation in reading.explanations),
        sum(reading.printed for reading in readings),
        sum(reading.understood for reading in readings),
    )


class _Part(NamedTuple):
    """One report of an article's page: the piece of text as an article, and the characters and lines before it."""

    article: Article
    start: int
    lines: int


def _parts(article: Article) -> Iterator[_Part]:
    first = article.others[0].start if article.others else len(article.text)
    for report in (Report(0, first, article.title, article.date), *article.others):
        text = article.text[report.start : report.end]
        part = replace(article, text=text, title=report.title, date=report.date, others=())
        yield _Part(part, report.start, article.text.count("\n", 0, report.start))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the collector of cycles, of which reading makes none: its passes over all tokens grow with the text."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _extracted(part: _Part, lexicon: Lexicon, explain: bool) -> Extraction:
    """The figures of one report."""
    article = part.article
    lines = text.fold(article.text)
    code = article.language or text.language_of(lines)
    if code not in LANGUAGES:
        return Extraction(())
    language = load(code)
    parted = glued.parted(article.text, language)
    lines = glued.unhyphened(text.fold(parted.text) if parted.blanks else lines, language)
    folded = text.unwrapped(lines)
    sentences = text.sentences(folded, language)
    name = PurePath(article.source).stem
    calendar = calendar_of(folded, article.date, language, name)
    matches = lexicon.find(folded, code)
    reader = _Reader(folded, language, matches)
    rows = reader.rows(sentences, calendar)
    reporter = reporters.reporter_of(rows.values(), language)
    if reporter is not None:
        matches = reporters.told_by(reporter, matches, lexicon)
        reader = _Reader(folded, language, matches)
        rows = reader.rows(sentences, calendar)
    about = topic.topic_of(sentences, rows, calendar, language, lexicon, matches, name)
    times = (token.period for row in rows.values() for token in row if token.period is not None)
    if _is_late(about.calendar) or any(_waits(time, calendar) for time in times):
        rows = reader.rows(sentences, about.calendar)
    pasted = tables.pasted(lines, parted.text, language, lexicon, about.calendar)
    rows = with_open_places(rows, language)
    context = Context()
    stated = [tables.figures(table, lines, language, lexicon, about) for table in pasted]
    made = [(Sentence(*_line(lines, draft.token.start)), draft) for drafts in stated for draft in drafts]
    pasted = [table for table, drafts in zip(pasted, stated, strict=True) if drafts or not tables.is_list(table, lines)]
    passage = passages(sentences, rows, language)
    tabled = Stretches((table.start, table.end) for table in pasted)
    captions = Stretches(table.caption for table in pasted)
    for number, row in rows.items():
        sentence = replace(sentences[number], paragraph=passage[number])
        if tabled.meets(sentence.start, sentence.end):
            continue
        drafts, context = link(row, sentence, context, about, language, lexicon)
        made += [(sentence, draft) for draft in drafts if not tables.is_unit(draft.token, captions)]
    made.sort(key=lambda each: each[1].token.start)
    writer = _Writer(part, parted, about)
    figures = [writer.figure(sentence, draft) for sentence, draft in made]
    printed = [token for row in rows.values() for token in row if token.number is not None and "number" in token.kinds]
    understood = {figure.start for figure in figures}
    explanations = (
        tuple(Explanation(figure, _candidates(draft)) for figure, (_, draft) in zip(figures, made, strict=True))
        if explain
        else ()
    )
    return Extraction(tuple(figures), explanations, len(printed), len(understood))


def _waits(time: Period, calendar: Calendar) -> bool:
    """Whether a time can only be read once the article's period is known."""
    guessed = time.relative and time.value == month_before(f"{calendar.year:04d}-{calendar.month:02d}")
    open_yet = calendar.undated and not time.comparison and (not time.value or guessed)
    return bool(time.several or time.counted) or open_yet


def _is_late(calendar: Calendar) -> bool:
    """Whether an article tells of a year long over, which "the year" in it then is."""
    about = year_of(calendar.main)
    return about is not None and about < calendar.year - 1


def _line(folded: str, at: int) -> tuple[int, int]:
    """Start and end of the line that a character stands in."""
    end = folded.find("\n", at)
    return folded.rfind("\n", 0, at) + 1, end if end >= 0 else len(folded)


class _Reader:
    """Reads the sentences of one article into token rows; once more only where another calendar changes a time."""

    def __init__(self, folded: str, language: Language, matches: Sequence[Match]) -> None:
        self.folded, self.language, self.matches = folded, language, matches
        self.starts = [match.start for match in matches]
        self.read: dict[int, tuple[list[Period], list[Token]]] = {}

    def rows(self, sentences: Sequence[Sentence], calendar: Calendar) -> dict[int, list[Token]]:
        """Token rows of the sentences that are part of the report, by number; what stands above its title is none."""
        rows: dict[int, list[Token]] = {}
        title = next((number for number, sentence in enumerate(sentences) if sentence.kind == "title"), 0)
        for number, sentence in enumerate(page.report_of(self.folded, sentences, self.language)):
            if number < title and sentence.kind == "heading":
                continue
            a, b = sentence.start, sentence.end
            line = self.folded[a:b]
            signed = 0 < number <= page.BYLINES and page.is_byline(line, self.language)
            if not signed and not page.is_furniture(line, self.language):
                rows[number] = self._row(number, a, b, calendar)
        return with_capitals(with_border_ports(rows, self.language), sentences, self.language)

    def _row(self, number: int, a: int, b: int, calendar: Calendar) -> list[Token]:
        times = periods.find(self.folded, a, b, self.language, calendar)
        before, row = self.read.get(number, ([], []))
        if not row or times != before:
            first, last = bisect.bisect_left(self.starts, a), bisect.bisect_left(self.starts, b)
            near = [match for match in self.matches[first:last] if match.end <= b]
            found = numbers.find(self.folded, a, b, self.language)
            row = mentions.tokens(self.folded, a, b, self.language, found, times, near)
            self.read[number] = times, row
        return row


def _dated(period: str) -> str:
    """The period, or nothing where the article does not tell its year."""
    return period if period[:1] not in {"0", "-"} else ""


def _candidates(draft: Draft) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(field, reading.values[0].name, round(reading.weight, 2), f"{reading.source}: {reading.why}")
        for field, reading in draft.readings
        if reading.weight > 0
    )


class _Writer:
    """Writes drafts down as figures of one report of an article's page."""

    def __init__(self, part: _Part, parted: glued.Parted, about: Topic) -> None:
        self.article, self.parted, self.about = part.article, parted, about
        self.before, self.lines_before = part.start, part.lines
        self.sentences: dict[tuple[int, int], str] = {}
        self.lines = [0, *(i + 1 for i, character in enumerate(self.article.text) if character == "\n")]

    def figure(self, sentence: Sentence, draft: Draft) -> Figure:
        """The figure that a draft of a sentence states."""
        article, number = self.article, draft.token.number
        assert number is not None
        start, end = self.parted.printed(number.start), self.parted.printed(number.end)
        quote = article.text[start:end]
        line = bisect.bisect_right(self.lines, start)
        fields, measure = draft.fields, draft.measure
        low, high = interval.stated(measure.value, self._read(number), number.bound, measure.unit)
        return Figure(
            source=article.source,
            line=self.lines_before + line,
            column=start - self.lines[line - 1] + 1,
            start=self.before + start,
            end=self.before + end,
            quote=quote,
            sentence=self._said(sentence),
            region=fields["region"].name,
            region_code=fields["region"].code,
            flow=fields["flow"].name,
            partner=fields["partner"].name,
            partner_code=fields["partner"].code,
            product=fields["product"].name,
            product_code=fields["product"].code,
            channel=fields["channel"].name,
            metric=measure.metric,
            value=measure.value,
            unit=measure.unit,
            bound=number.bound,
            low=low,
            high=high,
            period=_dated(fields["period"].name),
            base=_dated(draft.base),
            terms=draft.terms,
            of=draft.of,
            note="; ".join(filter(None, (draft.note, *self._remarks(fields)))),
            rule=draft.rule,
            published=article.date,
        )

    def _remarks(self, fields: Fields) -> Iterator[str]:
        """What only the name of the article's file tells of a figure."""
        place = self.about.place
        if self.about.calendar.named:
            yield _NAMED.format("year")
        if self.about.place_of_file and place is not None and fields["region"].code == place.id:
            yield _NAMED.format("place")

    def _said(self, sentence: Sentence) -> str:
        """The sentence on one line; all its figures share the text."""
        span = sentence.start, sentence.end
        if span not in self.sentences:
            printed = slice(self.parted.printed(span[0]), self.parted.printed(span[1]))
            self.sentences[span] = " ".join(self.article.text[printed].split())
        return self.sentences[span]

    def _read(self, number: Number) -> str:
        """The words of a number as they were read, lost blanks put back."""
        return self.parted.text[number.start : number.end]
