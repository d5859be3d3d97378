"""What an article says about itself: title, date, publisher, language.

A date counts as the article's own where it stands on a line of its own, behind
a label, at the beginning of a dateline, near the top or the end. A date inside
a sentence is what the article speaks about, and is left alone.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from tradecli.model import Article
from tradecli.reading import dates, reports
from tradecli.reading.datelines import (
    BREAK,
    HAN,
    SHORT,
    TIME,
    TITLE,
    Line,
    alone,
    dateline,
    day_at,
    first_day,
    is_sentence,
    is_title,
    is_way,
    labelled_day,
    labels,
    says_alone,
    without_labels,
    without_trailers,
)

HEAD, TAIL = 12, 10
"""How many lines with text from the top and from the end may state the date."""
_LETTER = re.compile(r"[^\W\d_]")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")


def article(source: str, text: str, title: str = "", date: str = "", publisher: str = "") -> Article:
    """The article with what is given, and for the rest what its text states; its date else from its file's name.

    Where the page joins several reports, title and date are those of the first.
    """
    lines = [Line(match.start(), match.group().strip()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    others = reports.others(lines)
    own = [line for line in lines if not others or line.start < others[0].start]
    return Article(
        source=source,
        text=text,
        title=title or _title(own),
        date=date or _date(own) or _date_of_name(source),
        publisher=publisher or _labelled(own, "publisher"),
        language=language(text),
        others=tuple(others),
    )


def language(text: str) -> str:
    """Language by script, as ISO 639-1.

    >>> language("Guangdong's trade grew."), language("广东外贸增长4.4%，其中ASEAN增长5%")
    ('en', 'zh')
    """
    letters = len(_LETTER.findall(text))
    return "zh" if letters and len(HAN.findall(text)) > 0.3 * letters else "en"


def _ends(lines: list[Line]) -> list[Line]:
    return lines[:HEAD] + lines[max(HEAD, len(lines) - TAIL) :]


def _date(lines: list[Line]) -> str:
    """The date of the paper it is reprinted from, that behind a label, else the last above the text.

    A site's banner has the date of another day.
    """
    ends = _ends(lines)
    if printed := next(filter(None, (first_day(line.text) for line in ends)), ""):
        return printed
    labelled = [(label, line.text) for line in ends for label in labels("date", line.text)]
    for label, text in sorted(labelled, key=lambda pair: pair[0].rank):
        day = day_at(text, label.end)
        if day and (label.start == 0 or not is_sentence(text) or says_alone(text, label)):
            return day
    found = ""
    for line in ends:
        if found and is_sentence(line.text):
            break
        titled = line is lines[0] and is_title(line.text)
        if day := dateline(line.text) or ("" if titled else alone(line.text)):
            found = day
    return found


def _date_of_name(source: str) -> str:
    """The date in a file's name, such as that of `2025-10-24-henan.txt` or `henan_20251024.txt`."""
    name = _COMPACT.sub(r"\1-\2-\3", PurePath(source).stem).replace("_", " ")
    return next((day.date for day in dates.find(name) if day.date), "")


def _labelled(lines: list[Line], field: str) -> str:
    labelled = [(label, line.text) for line in _ends(lines) for label in labels(field, line.text) if label.colon]
    for label, text in sorted(labelled, key=lambda pair: pair[0].rank):
        if is_sentence(text[: label.start]):
            continue
        value = BREAK.split(text[label.end :])[0]
        value = without_labels(without_trailers(TIME.sub("", value))).strip("*_\"' )）]】")
        if day := next(dates.find(value), None):
            value = value[: day.start].strip(" ,(（")
        if value and len(value) <= (TITLE if field == "title" else SHORT):
            return value
    return ""


def _title(lines: list[Line]) -> str:
    if stated := _labelled(lines[:HEAD], "title"):
        return stated
    candidates: list[str] = []
    for line in lines[:HEAD]:
        text = line.text.lstrip("# ").strip()
        if alone(line.text) or labelled_day(line.text):
            if candidates:
                break
            continue
        if is_way(text):
            continue
        if len(text) > TITLE or text.endswith((".", "。")) or dateline(line.text):
            break
        candidates.append(text)
    worthy = [text for text in candidates if is_title(text)]
    return (worthy or candidates or [""])[0]
