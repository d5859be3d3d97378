"""What of a page is no part of the report: its furniture, bylines, lists of other reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tradecli.breadcrumbs import is_breadcrumb
from tradecli.extraction.language import Language, alternatives
from tradecli.model import Sentence

BYLINES = 2
"""So many lines below the title may name the writer."""


_PLAIN = 4
"""Words in lower case behind a date that make a title of them, at least."""
_DATED = re.compile(r"\W*(?:date\s+)?\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+(.*)")
_WIRE = re.compile(r"[A-Z][A-Z'-]{2,}(?:[ ,]+[A-Z][A-Z'-]+)*,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}\b")
"""The dateline of an agency: "KUNMING, April 20"."""
_HEAD = 2000
"""Characters from the top among which the way to the page may end its head."""


def head_of(folded: str, language: Language) -> int:
    """Where a page's head of links to other reports ends: behind the line that shows the way to it, else 0.

    >>> from tradecli.extraction.language import load
    >>> head_of("Off the wire\\nQ4 growth seen tepid\\nYou are here: Home\\nTrade shrinks", load("en"))
    52
    """
    found = _way_here(language).search(folded, 0, _HEAD)
    return found.end() if found is not None else 0


@cache
def _way_here(language: Language) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{alternatives(language.lists['way_here'])})\b.*$", re.IGNORECASE | re.MULTILINE)


def report_of(folded: str, sentences: Sequence[Sentence], language: Language) -> Sequence[Sentence]:
    """The sentences up to the line behind which the page lists other reports ("Related news").

    A line that names one itself ("Read more: Ports fill up") is left out alone, with the lines below it
    that are no prose, unless the prose that follows opens with a dateline of its own.
    """
    report: list[Sentence] = []
    named = False
    for sentence in sentences:
        line, _, rest = folded[sentence.start : sentence.end].lower().strip(" :>*#[]|\u2022-").partition(":")
        told = any(word in rest for word in ("%", *language.lists["report_words"]))
        if line in language.sets["others_follow"] and 2 * sentence.start > len(folded) and not told:
            if not rest:
                return report
            named = True
        elif named and sentence.kind == "body":
            if _WIRE.match(folded, folded.rfind("\n", 0, sentence.start) + 1):
                return report
            named = False
        if not named:
            report.append(sentence)
    return report


def is_byline(text: str, language: Language) -> bool:
    """Whether a line below the title only names its writer and where he was.

    >>> from tradecli.extraction.language import load
    >>> [is_byline(line, load("en")) for line in ("Luna Feng in Beijing", "Exports of cars in Beijing")]
    [True, False]
    """
    return _byline(language).fullmatch(text.strip()) is not None


@cache
def _byline(language: Language) -> re.Pattern[str]:
    by, at, also = (alternatives(language.lists["byline"][name]) for name in ("by", "at", "also"))
    name = r"[A-Z][\w.'\u2019-]*"
    writer = rf"{name}(?: {name}){{1,3}}"
    place = rf"{name}(?:,? {name}){{0,3}}"
    return re.compile(
        rf"(?:(?i:{by}) )?{writer}(?:(?:,| (?i:{also})) {writer})* (?i:{at}) {place}(?: (?i:{also}) {place})?"
    )


def is_banner(text: str, language: Language) -> bool:
    """Whether a line names the site, the way to the page, or the agency and its day, rather than the report.

    >>> from tradecli.extraction.language import load
    >>> lines = ("Home > Business > Statistics", "Ningbo's Official Website for Investors", "Ningbo's trade grows")
    >>> [is_banner(line, load("en")) for line in lines]
    [True, True, False]
    """
    return is_breadcrumb(text) or _banner(language).search(text) is not None


@cache
def _banner(language: Language) -> re.Pattern[str]:
    names, ends = alternatives(language.lists["site_names"]), alternatives(language.lists["site_ends"])
    months = alternatives(name for names in language.lists["months"].values() for name in names)
    owner = r"\w+(?:\s\w+)?['\u2019]s"
    return re.compile(
        rf"^(?:{owner}\s)?(?:{names})\b|\w@\w+\.\w|^[^\d]{{0,60}},\s(?:{months})\.?\s\d{{1,2}}$|^[^\d%,:]{{0,60}}\b(?:{ends})\W*$",
        re.IGNORECASE,
    )


def is_dateline(text: str, language: Language) -> bool:
    """Whether a line only says where and when a report was written.

    >>> from tradecli.extraction.language import load
    >>> [is_dateline(line, load("en")) for line in ("Harbin. April 25", "Lanzhou, Jan. 14, 2015", "Harbin in April")]
    [True, True, False]
    """
    return _where_and_when(language).fullmatch(text.strip()) is not None


@cache
def _where_and_when(language: Language) -> re.Pattern[str]:
    months = alternatives(name for names in language.lists["months"].values() for name in names)
    return re.compile(rf"[A-Z][A-Za-z']+(?:\s[A-Z][A-Za-z']+)?[.,]\s(?i:{months})\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\.?")


def is_caption(text: str, language: Language) -> bool:
    """Whether a line only says what a picture shows, by its credit, or where it lies, and gives no figure.

    >>> from tradecli.extraction.language import load
    >>> lines = ("Cranes at Qingdao Port. [Photo by Yu Fang]", "Exports rose 5%. (Photo: VCG)", "/up/2021/ships.jpeg")
    >>> [is_caption(line, load("en")) for line in lines]
    [True, False, True]
    """
    credited, told = _caption(language)
    return credited.search(text) is not None and told.search(text) is None


@cache
def _caption(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of what shows a picture's caption, and of what makes a line a report all the same."""
    names = ("picture_credits", "picture_openers", "report_words")
    picture, opener, told = (alternatives(language.lists[name]) for name in names)
    credit = rf"(?:file\s)?(?:{picture})\b"
    ends = rf"[\[(]\s*{credit}[^\])]*[\])]\W*$|\bfile\s(?:{picture})\W*$|\b(?:{picture}):\s[^.:]{{2,40}}$"
    lies = r"^\S*/\S+\.(?:jpe?g|png|gif|webp|svg)$"
    return re.compile(rf"^\W*(?:{credit}\s*[:\]]|{opener})|{ends}|{lies}", re.IGNORECASE), re.compile(rf"%|{told}")


def is_furniture(text: str, language: Language) -> bool:
    """Whether a line is part of the page rather than of the report: a date line, a button, a photo credit.

    >>> from tradecli.extraction.language import load
    >>> lines = ("2025-10-22    Shanghai (Reporter Jiang)", "Exports rose 5% in 2025")
    >>> [is_furniture(line, load("en")) for line in lines]
    [True, False]
    """
    dated, told = _furniture(language)
    return dated.fullmatch(text) is not None and told.search(text) is None and not _holds_title(text, language)


def _holds_title(text: str, language: Language) -> bool:
    """Whether a title stands behind the date: "date 2023-05-11 Expand the space, train the inner strength"."""
    behind = _DATED.match(text)
    words = re.findall(r"[A-Za-z]{2,}", behind.group(1)) if behind is not None else []
    plain = sum(word.islower() for word in words)
    return plain >= _PLAIN and language.sets["page_words"].isdisjoint(word.lower() for word in words)


@cache
def _furniture(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a line that only says when a page was published, and of what makes a line a report all the same."""
    published, told = (alternatives(language.lists[name]) for name in ("published_line", "report_words"))
    dated = rf"\W*(?:(?:{published})\b.*\d{{4}}.*|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}.{{0,120}}"
    dated += r"|.{0,120}\b\d{4}[-/]\d{1,2}[-/]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?\W*"
    dated += r"|.{1,60}\s\u2022\s.{0,60}\b(?:19|20)\d\d)"
    return re.compile(dated, re.IGNORECASE), re.compile(rf"%|{told}")
