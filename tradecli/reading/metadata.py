"""What an article says about itself: title, date, publisher, language.

A date counts as the article's own where it stands on a line of its own, behind
a label, at the beginning of a dateline, near the top or the end. A date inside
a sentence is what the article speaks about, and is left alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import NamedTuple

from tradecli.model import Article
from tradecli.reading import dates

HEAD, TAIL = 12, 10
"""How many lines with text from the top and from the end may state the date."""
_SHORT = 60
"""Characters that may stand beside a date on a line that is no sentence."""
_AGENCY = 90
"""The same where the date ends the line: an office may have a long name."""
_TITLE = 250
_STOPS = (".", "。", "!", "！", ";", "；", "…")
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TIME = re.compile(
    r"(?i)\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?\(?(?:utc|gmt|cst|bst)[^\s)]*\)?)?|T\d{2}:\d{2}\S*"
)
_TIMED_END = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?\s*")
"""The time of day that ends a line: only what is printed of a page's own date has one."""
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_BREAK = re.compile(r"\s{2,}|[\t|　｜]")
_AFTER_DATELINE = re.compile(r"\s*[)\]）】]?\s*(?:\([^()]{1,80}\)\s*)?(?:--|[-–—])\s")


class Line(NamedTuple):
    """A line with text: where it begins, and its text without the spaces around it."""

    start: int
    text: str


def article(source: str, text: str, title: str = "", date: str = "", publisher: str = "") -> Article:
    """The article with what is given, and for the rest what its text states; its date else from its file's name."""
    lines = [Line(match.start(), match.group().strip()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    return Article(
        source=source,
        text=text,
        title=title or _title(lines),
        date=date or _date(lines) or _date_of_name(source),
        publisher=publisher or _labelled(lines, "publisher"),
        language=language(text),
    )


def language(text: str) -> str:
    """Language by script, as ISO 639-1.

    >>> language("Guangdong's trade grew."), language("广东外贸增长4.4%，其中ASEAN增长5%")
    ('en', 'zh')
    """
    letters = len(_LETTER.findall(text))
    return "zh" if letters and len(_HAN.findall(text)) > 0.3 * letters else "en"


class Label(NamedTuple):
    """A label found on a line: how good it is (0 is best), its extent, whether a colon ends it."""

    rank: int
    start: int
    end: int
    colon: bool


@functools.cache
def _labels(field: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """One pattern for all labels of a field, and the rank of each."""
    ranks = {label: rank for rank, label in enumerate(dates.words()["labels"][field])}
    either = _alternatives(ranks)
    opening = r"(?:^|(?<=[\s(\[（【|｜]))[\s(\[（【*_#>-]*"
    return re.compile(rf"{opening}(?P<label>{either})[*_]*(?P<colon>\s*[:：]\s*|\s+)[*_\"']*", re.IGNORECASE), ranks


def _alternatives(words: Iterable[str]) -> str:
    """Words as a pattern, the longest first; Chinese ones need no edge."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) if _HAN.match(word) else rf"\b{re.escape(word)}\b" for word in longest)


def _found(field: str, text: str) -> list[Label]:
    """Labels of a field on a line, from left to right."""
    pattern, ranks = _labels(field)
    return [
        Label(ranks[match["label"].lower()], match.start(), match.end(), bool(match["colon"].strip()))
        for match in pattern.finditer(text)
    ]


def _ends(lines: list[Line]) -> list[Line]:
    return lines[:HEAD] + lines[max(HEAD, len(lines) - TAIL) :]


def _date(lines: list[Line]) -> str:
    """The date behind a label, else the last above the text: a site's banner has that of another day."""
    ends = _ends(lines)
    labelled = [(label, line.text) for line in ends for label in _found("date", line.text)]
    for label, text in sorted(labelled, key=lambda pair: pair[0].rank):
        day = _day_at(text, label.end)
        if day and (label.start == 0 or not _is_sentence(text)):
            return day
    found = ""
    for line in ends:
        if found and _is_sentence(line.text):
            break
        is_title = line is lines[0] and _is_title(line.text)
        if day := _dateline(line.text) or ("" if is_title else _alone(line.text)):
            found = day
    return found


def _date_of_name(source: str) -> str:
    """The date in a file's name, such as that of `2025-10-24-henan.txt` or `henan_20251024.txt`."""
    name = _COMPACT.sub(r"\1-\2-\3", PurePath(source).stem).replace("_", " ")
    return next((day.date for day in dates.find(name) if day.date), "")


def _day_at(text: str, at: int) -> str:
    """The date that begins at a place, or a few words later on a line that is no sentence."""
    for day in dates.find(text):
        reach = 0 if _is_sentence(text) else 30
        if at <= day.start <= at + reach and not re.search(r"[.。:：]", text[at : day.start]):
            return day.date
    return ""


def _dateline(text: str) -> str:
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


def _alone(text: str) -> str:
    """The date of a line that holds it beside a place, a source, a time, but no sentence."""
    for day in dates.find(text):
        before, after = text[: day.start].rstrip(" (（"), _TIME.sub(" ", text[day.end :])
        if _speaks_about(before):
            continue
        starts_line = not before and (not after.strip() or _BREAK.match(after) or re.match(r"\s*[)\]）】|/·-]", after))
        rest = _without_trailers(f"{before} {after}")
        if _TIMED_END.fullmatch(text, day.end) and not after.strip():
            return day.date
        if (starts_line or not _is_sentence(text)) and len(rest) <= (_SHORT if after.strip() else _AGENCY):
            return day.date
    return ""


def _speaks_about(before: str) -> bool:
    """Whether the words before a date make it one that the article speaks about."""
    last = re.split(r"[\s,，]", before)[-1].lower()
    return any(before.endswith(word) if _HAN.match(word) else last == word for word in dates.words()["about"])


@functools.cache
def _trailers() -> re.Pattern[str]:
    return re.compile(rf"[\s(（|](?:{_alternatives(dates.words()['trailers'])})", re.IGNORECASE)


def _without_trailers(text: str) -> str:
    """The text before the first word such as "Print" or "Font Size"."""
    return _trailers().split(text)[0].strip()


def _without_labels(text: str) -> str:
    """The text before the next label such as "Release time:"."""
    starts = [label.start for field in ("date", "publisher") for label in _found(field, text) if label.colon]
    return text[: min(starts, default=len(text))].strip()


def _is_sentence(text: str) -> bool:
    """Whether a line reads as a sentence: long, or ending as one does."""
    han = len(_HAN.findall(text))
    return len(text) + han > 2 * _SHORT or (text.endswith(_STOPS) and len(text) + han > _SHORT) or "，" in text


def _is_title(text: str) -> bool:
    """Whether a first line is a title rather than a line of date and place."""
    rest = "".join(_TIME.sub(" ", text))
    for day in dates.find(text):
        rest = rest.replace(text[day.start : day.end], " ")
    return len(rest.split()) >= 4 or len(_HAN.findall(rest)) >= 9


def _labelled(lines: list[Line], field: str) -> str:
    labelled = [(label, line.text) for line in _ends(lines) for label in _found(field, line.text) if label.colon]
    for label, text in sorted(labelled, key=lambda pair: pair[0].rank):
        if _is_sentence(text[: label.start]):
            continue
        value = _BREAK.split(text[label.end :])[0]
        value = _without_labels(_without_trailers(_TIME.sub("", value))).strip("*_\"' )）]】")
        if day := next(dates.find(value), None):
            value = value[: day.start].strip(" ,(（")
        if value and len(value) <= (_TITLE if field == "title" else _SHORT):
            return value
    return ""


def _title(lines: list[Line]) -> str:
    if stated := _labelled(lines[:HEAD], "title"):
        return stated
    candidates: list[str] = []
    for line in lines[:HEAD]:
        text = line.text.lstrip("# ").strip()
        if _alone(line.text) or _day_label(line.text):
            if candidates:
                break
            continue
        if len(text) > _TITLE or text.endswith((".", "。")) or _dateline(line.text):
            break
        candidates.append(text)
    worthy = [text for text in candidates if _is_title(text)]
    return (worthy or candidates or [""])[0]


def _day_label(text: str) -> bool:
    return any(_day_at(text, label.end) for label in _found("date", text))
