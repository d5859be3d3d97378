"""The nouns: what flows from an article to a finding.

Every noun that stands for a piece of text carries `start` and `end`, 0-based
characters of its article's text, and `article.text[start:end]` is the piece.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Report:
    """One of several reports that a page joins."""

    start: int
    end: int
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One report as read: its text is never rewritten."""

    source: str
    text: str
    title: str = ""
    date: str = ""
    """Day of publication as `YYYY-MM-DD`, or empty where the article states none."""
    publisher: str = ""
    language: str = "en"
    others: tuple[Report, ...] = ()
    """The reports that its page goes on with; title and date above are those of the first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item of an article."""

    start: int
    end: int
    kind: str = "body"
    """`title`, `heading`, `item` or `body`."""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated trade figure; the fields are the columns of every table, in this order."""

    source: str
    line: int
    column: int
    start: int
    end: int
    quote: str
    sentence: str
    region: str
    region_code: str
    flow: str
    partner: str
    partner_code: str
    product: str
    product_code: str
    channel: str
    metric: str
    value: Decimal
    unit: str
    bound: str
    low: float
    high: float
    period: str
    base: str = ""
    terms: str = ""
    of: str = ""
    note: str = ""
    rule: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one field of a figure, with the reason for its weight."""

    field: str
    value: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The candidates that stood for the fields of one figure; the heaviest of a field won."""

    figure: Figure
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure as a finding cites it, with the interval that its words allow."""

    source: str
    line: int
    column: int
    start: int
    end: int
    quote: str
    low: float
    high: float
    message: str = ""
    end_line: int = 0
    end_column: int = 0
    """Just behind the last character of the quote; 1-based like `line` and `column`."""
    code: str = ""
    """The check through which this piece of evidence speaks."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A slip that would explain a finding; a suggestion, never applied."""

    value: float
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One root cause: a statement, or several equally suspect ones, that cannot stand with the rest."""

    code: str
    severity: str
    message: str
    key: str
    primary: Evidence
    related: tuple[Evidence, ...] = ()
    arithmetic: str = ""
    gap: float = 0.0
    gap_units: float = 0.0
    repair: Repair | None = None
    alternatives: tuple[Evidence, ...] = ()
    also: tuple[str, ...] = ()
    """Codes of the other checks that the same root cause fires."""
    fingerprint: str = field(default="")
    expected: tuple[float, float] | None = None
    """What everything else leaves open for the primary figure's quantity."""
    needs: tuple[str, ...] = ()
    """What the finding rests on besides the words: the revision band, an exchange rate, an estimate."""
