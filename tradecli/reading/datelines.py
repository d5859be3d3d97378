"""Lines that say when an article appeared, and what kind of line the others are: sentence, title, label."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from tradecli.breadcrumbs import is_breadcrumb
from tradecli.reading import dates

SHORT = 60
"""Characters that may stand beside a date on a line that is no sentence."""
TITLE = 250
"""Characters of the longest title."""
_AGENCY = 90
"""The same where the date ends the line: an office may have a long name."""
STOPS = (".", "。", "!", "！", ";", "；", "…")
HAN = re.compile(r"[\u3400-\u9fff]")
TIME = re.compile(
    r"(?i)\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?:utc|gmt|cst|bst)[^\s)]*\)?)?|T\d{2}:\d{2}\S*"
)
_TIMED_END = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?\s*")
"""The time of day that ends a line: only what is printed of a page's own date has one."""
_BAR = re.compile(r"\s[|丨｜•·]\s")
_LINKS = 3
"""Parts of a line, at most, that may be a title rather than a bar of links."""
BREAK = re.compile(r"\s{2,}|[\t|　｜]")
_BARRED = re.compile(r"\s*[|｜]")
"""What parts a date from the rest of its line, however long that is."""
_AFTER_DATELINE = re.compile(r"\s*[)\]）】]?\s*(?:\([^()]{1,80}\)\s*)?(?:--|[-–—])\s")


class Line(NamedTuple):
    """A line with text: where it begins, and its text without the spaces around it."""

    start: int
    text: str


class Label(NamedTuple):
    """A label found on a line: how good it is (0 is best), its extent, whether a colon ends it."""

    rank: int
    start: int
    end: int
    colon: bool


@functools.cache
def _patterns(field: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """One pattern for all labels of a field, and the rank of each."""
    ranks = {label: rank for rank, label in enumerate(dates.words()["labels"][field])}
    either = _alternatives(ranks)
    opening = r"(?:^|(?<=[\s(\[（【|｜]))[\s(\[（【*_#>-]*"
    return re.compile(rf"{opening}(?P<label>{either})[*_]*(?P<colon>\s*[:：]\s*|\s+)[*_\"']*", re.IGNORECASE), ranks


def _alternatives(words: Iterable[str]) -> str:
    """Words as a pattern, the longest first; Chinese ones need no edge."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) if HAN.match(word) else rf"\b{re.escape(word)}\b" for word in longest)


def labels(field: str, text: str) -> list[Label]:
    """Labels of a field on a line, from left to right."""
    pattern, ranks = _patterns(field)
    return [
        Label(ranks[match["label"].lower()], match.start(), match.end(), bool(match["colon"].strip()))
        for match in pattern.finditer(text)
    ]


def day_at(text: str, at: int) -> str:
    """The date that begins at a place or behind the time of day there, or a few words later where it is no sentence."""
    clock = TIME.match(text, at)
    at = clock.end() if clock is not None else at
    for day in dates.find(text):
        reach = 0 if is_sentence(text) else 30
        if at <= day.start <= at + reach and not re.search(r"[.。:：]", text[at : day.start]):
            return day.date
    return ""


def first_day(text: str) -> str:
    """The day on which another paper had the report, by a line that says so: "[This one is from X of 5 May 2014.]"."""
    said = _reprinted().search(text)
    if said is None:
        return ""
    days = (day for day in dates.find(text) if day.start >= said.end())
    return next((day.date for day in days if ". " not in text[said.end() : day.start]), "")


@functools.cache
def _reprinted() -> re.Pattern[str]:
    """What opens a line or its sentence and says that a report appeared before."""
    report, appeared, alone = (
        _alternatives(dates.words()["reprinted"][name]) for name in ("report", "appeared", "alone")
    )
    return re.compile(rf"(?:^|[\[(（【.:：]\s?)\W*(?:(?:{report})\s(?:{appeared})|(?:{alone}))", re.IGNORECASE)


def says_alone(text: str, label: Label) -> bool:
    """Whether a label and its date are a sentence of their own: "Bulletin No. 3. Released 5 May 2024. In yuan."."""
    day = next((day for day in dates.find(text) if day.start >= label.end), None)
    before = text[: label.start].rstrip()
    return day is not None and before.endswith(STOPS) and text[day.end :].lstrip().startswith(STOPS)


def dateline(text: str) -> str:
    """The date of "(July 22, 2025) -- ..." or "URUMQI, Jan. 23, 2026 (Xinhua) -- ..." or "Moscow. 14.04.2020. ..."."""
    for day in dates.find(text[:100]):
        before = text[: day.start].strip(" (（[【")
        name = before.rstrip(",，")
        place = re.fullmatch(r"(?:[\w.'’ /-]{2,40}[,，]?)?", before) and (
            before == before.upper() or (name != before and name == name.title())
        )
        figures = text[day.start].isdigit() and text[day.end : day.end + 2] == ". "
        if figures and len(before) <= _AGENCY and all(word[0].isupper() for word in before.split()):
            return day.date
        if place and _AFTER_DATELINE.match(text, day.end):
            return day.date
    return ""


def alone(text: str) -> str:
    """The date of a line that holds it beside a place, a source, a time, but no sentence."""
    for day in dates.find(text):
        before, after = text[: day.start].rstrip(" (（"), TIME.sub(" ", text[day.end :])
        if _speaks_about(before):
            continue
        starts_line = not before and (not after.strip() or BREAK.match(after) or re.match(r"\s*[)\]）】|/·-]", after))
        if not before and _BARRED.match(after) and not after.endswith(STOPS):
            return day.date
        rest = without_trailers(f"{before} {after}")
        if _TIMED_END.fullmatch(text, day.end) and not after.strip():
            return day.date
        if (starts_line or not is_sentence(text)) and len(rest) <= (SHORT if after.strip() else _AGENCY):
            return day.date
    return ""


def _speaks_about(before: str) -> bool:
    """Whether the words before a date make it one that the article speaks about."""
    last = re.split(r"[\s,，]", before)[-1].lower()
    return any(before.endswith(word) if HAN.match(word) else last == word for word in dates.words()["about"])


@functools.cache
def _trailers() -> re.Pattern[str]:
    return re.compile(rf"[\s(（|](?:{_alternatives(dates.words()['trailers'])})", re.IGNORECASE)


def without_trailers(text: str) -> str:
    """The text before the first word such as "Print" or "Font Size"."""
    return _trailers().split(text)[0].strip()


def without_labels(text: str) -> str:
    """The text before the next label such as "Release time:"."""
    starts = [label.start for field in ("date", "publisher") for label in labels(field, text) if label.colon]
    return text[: min(starts, default=len(text))].strip()


def is_sentence(text: str) -> bool:
    """Whether a line reads as a sentence: long, or ending as one does."""
    han = len(HAN.findall(text))
    return len(text) + han > 2 * SHORT or (text.endswith(STOPS) and len(text) + han > SHORT) or "，" in text


def is_title(text: str) -> bool:
    """Whether a first line is a title rather than a line of date and place."""
    rest = "".join(TIME.sub(" ", text))
    for day in dates.find(text):
        rest = rest.replace(text[day.start : day.end], " ")
    return len(rest.split()) >= 4 or len(HAN.findall(rest)) >= 9


def is_way(text: str) -> bool:
    """Whether a line is the way to the page or a bar of its links: "Home > News", "Home | News | Video | About us"."""
    return is_breadcrumb(text) or (len(_BAR.split(text)) > _LINKS and not is_sentence(text))


def labelled_day(text: str) -> str:
    """The date behind the first label of one on a line: "Published: Oct 17, 2024"."""
    return next(filter(None, (day_at(text, label.end) for label in labels("date", text))), "")
