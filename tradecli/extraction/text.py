"""An article's text made ready for matching: folded one character to one, and cut into sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from tradecli.extraction.language import Language, alternatives
from tradecli.extraction.numberwords import number_words
from tradecli.extraction.page import head_of, is_banner, is_caption, is_dateline, is_furniture
from tradecli.model import Sentence

_ALIKE = {
    '"': "“”„‟″«»",
    "'": "‘’‚‛′´`",
    "-": "–‒‑‐−﹣－",
    "\u2014": "―─",
    ",": "，",
    ";": "；",
    ":": "：",
    "(": "（［【",
    ")": "）］】",
    "%": "％",
    "+": "＋",
    ".": "．",
    "!": "！",
    "?": "？",
    "$": "＄",
    "\u00a5": "￥",
    " ": "\u3000\u00a0\u2009\u202f\u2007\u200a\t\r",
    "\u2022": "●▪◦·■►‣",
}
_FOLD = {ord(other): one for one, others in _ALIKE.items() for other in others}
_FOLD |= {0xFF10 + i: chr(0x30 + i) for i in range(10)}
_DASH = re.compile(r"(?<![-\n])--(?![->])|(?<=[^\W\d_] |[\"')%] )-(?= [^\W\d_]| [\"'])")
"""What is typed for a dash: two hyphens, or one between spaces and words."""
_TILDE = re.compile(r"(?<=[A-Za-z.])~(?=[A-Z])")
"""A tilde between months: "January~August"."""
_LOST_BLANK = re.compile(r"(?<=[a-z0-9])\?(?=[a-z0-9])(?!\S*=)", re.IGNORECASE)
"""A blank that an encoding turned into a question mark, not one of an address."""
_HIGH_POINT = re.compile(r"(?<=\d)\u2022(?=\d)")
"""A decimal point that is set high: "21\u00b73%"."""
_STARS = re.compile(r"\*{2,}")
"""Marks of bold type, or of what a page left out."""
_END = re.compile(
    r"\](?=\s[-\u2014]\s+[A-Z])|(?<=[a-z%)])\.(?=[A-Z][a-z])|[.!?][\"')\]]*(?=\s|$)|[。！？；][”’」』）]*"
)
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
"""What ends in a full stop and closes no sentence: "U.S."."""
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_NAMED_ITEM = re.compile(
    r"[A-Z][A-Za-z' ]{1,30}(?:\s(?:-|\u2014)|:)\s(?:[A-Z]{2,3}\s?)?[$\u00a5]?\d[\d.,]*\s?(?:%|[a-z])"
)
"""A line that gives a name its figure: "Shandong - 552,000 tons"."""
_SPACE = re.compile(r"\s*")
_STEM = re.compile(r"[A-Za-z.]+$")
_EXCLAIMED = 40
"""The longest rate that a title opens with and that is of what follows."""
_FEW_WORDS = 4
_LONGEST_HEADING, _LONGEST_TITLE = 160, 240
"""Lines as long as the first are no headings, as long as the second no titles with capitals at all longer words."""
_SHORT_WORD, _CAPITALS = 3, 0.8
"""Letters of a word that a title may write small; the part of all longer words that it begins with a capital."""
_SHORTEST_TITLE = 25
_SHORT_QUESTION = 70
"""A line that only asks, shorter than this, is a heading."""
_DATED = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b")
"""The day that a line below a title begins with."""
_CLAUSE = 3
"""Words of a clause, at least."""
_WRAPPED = 60
"""Lines this long may have been wrapped."""
_WIDEST = 120
"""The widest lines that a text is broken into; longer ones are whole paragraphs."""
_FULL_LINES = 3
"""So many full lines make a text that was broken at a width."""
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'-]+(?:(?:\s{1,2}|/)[A-Z][A-Z'-]+)*,?\s{1,2})?\(?(?:(?:[A-Z][a-z]+\.?\s{0,2}\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)\s[A-Z][a-z]+\.?)(?:,\s{1,2}\d{4})?)?\)?"
    r"(?:\s{0,2}\([^)]{2,40}\))?\s{0,2}(?:--+|\u2014|- )\s{0,2}(?=[A-Z\"])"
)


_DAY = r"[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?"
_NAMES = r"[A-Z][A-Za-z']+(?:\s[A-Z][A-Za-z']+)*"


_NAME_AND_DASH = re.compile(r"(?m)^([A-Z][A-Z' ]+[A-Z])\s{1,2}\u2014\s{1,2}(?=[A-Z])")
_FEW_NAMES = 2
"""Of more places than this a digest tells, each before a dash: "GUANGDONG \u2014 Exports rose"."""


def fold(text: str) -> str:
    """The text with look-alike characters made one, each for one: quotes, dashes, wide digits and spaces.

    >>> fold("“5.5％” – 4,2, cars – and ships -- rose")
    '"5.5%" - 4,2, cars — and ships —  rose'
    """
    plain = _TILDE.sub("-", _LOST_BLANK.sub(" ", text.translate(_FOLD)))
    plain = _HIGH_POINT.sub(".", plain)
    plain = _STARS.sub(lambda match: " " * len(match.group()), plain)
    return _DASH.sub(lambda match: "\u2014".ljust(len(match.group())), plain)


def sentences(folded: str, language: Language) -> list[Sentence]:
    """Sentences, headings and list items of a folded, unwrapped text, in order, without outer white space.

    The title that a page prints once more at the head of a paragraph is left out. The links to other
    reports above the way to the page are none of them, nor are captions of pictures.
    """
    found: list[Sentence] = []
    paragraph, titled, title = 0, False, ""
    head = head_of(folded, language)
    digest = len(set(_NAME_AND_DASH.findall(folded))) > _FEW_NAMES
    for start, end, gap in _blocks(folded):
        paragraph += gap
        if end <= head:
            continue
        line = folded[start:end]
        if is_caption(line, language) or is_dateline(line, language):
            continue
        kind = _kind(line, titled, language)
        named = kind == "title" and (is_banner(line, language) or is_furniture(line, language))
        kind = "heading" if named else kind
        titled = titled or kind == "title"
        title = line if kind == "title" else title
        if kind == "body" and title and line.startswith(f"{title} ") and line[len(title) + 1 :][:1].isupper():
            start += len(title) + 1
        labelled = digest and _NAME_AND_DASH.match(folded, start, end) is not None
        if kind == "body" and not labelled and (dateline := _dateline(folded, start, end, language)):
            start = dateline.end()
        parts = list(_split(folded, start, end, language))
        if kind in {"title", "heading"} and len(parts) > 1 and _is_exclaimed(folded[slice(*parts[0])], language):
            parts[:2] = [(parts[0][0], parts[1][1])]
        found += [Sentence(a, b, kind, paragraph) for a, b in parts]
    return found


def _dateline(folded: str, start: int, end: int, language: Language) -> re.Match[str] | None:
    """Where and when a report was written, and by whom, at the head of its paragraph."""
    return _DATELINE.match(folded, start, end) or _agency(language).match(folded, start, end)


@cache
def _agency(language: Language) -> re.Pattern[str]:
    """What names the agency at the head of a report, and the place and day of it.

    "China News Service, Harbin, July 21 (Reporter Wang)", "Nanning (VNA) -", "(Yicai) Nov. 13 --",
    "China Taiwan Network, December 15, Fuzhou news",
    "HAIKOU /China/, September 22. /TASS/.".
    """
    return re.compile(
        rf"{_NAMES}(?:,\s{_NAMES})?,\s{_DAY}\s?\([^)]{{2,80}}\)\s(?=[A-Z\"])"
        rf"|{_NAMES}\s\((?:{alternatives(language.lists['agencies'])})\)\s{{1,2}}(?:\u2014|-)\s{{1,2}}(?=[A-Z\"])"
        rf"|{_NAMES},\s{_DAY},\s{_NAMES}\s(?:{alternatives(language.lists['dateline_nouns'])}):?\s{{1,4}}(?=[A-Z\"])"
        rf"|\([A-Z][\w .&-]{{1,30}}\)\s{_DAY}\s{{1,2}}(?:\u2014|-)\s{{1,2}}(?=[A-Z\"])"
        rf"|[A-Z][A-Z' -]+(?:\s/{_NAMES}/)?,\s{_DAY}\.\s/[A-Z]+/\.\s(?=[A-Z\"])"
    )


def _is_exclaimed(said: str, language: Language) -> bool:
    """Whether words are only a rate or a sum called out: "Up 7.4%!", "Over 40 trillion yuan!"."""
    if not said.endswith("!") or len(said) > _EXCLAIMED or said.count(" ") > _FEW_WORDS:
        return False
    lowered = said.lower()
    told = any(word in lowered for word in (*language.lists["percent"], *language.scales))
    return told and any(map(str.isdigit, said))


def _is_item(line: str, titled: bool) -> bool:
    """Whether a line is one of a list: by its bullet or number, or behind the title by its name and colon."""
    bullet = line.startswith(("\u2022", "* ", "- "))
    return bullet or _NUMBERED.match(line) is not None or (titled and _NAMED_ITEM.match(line) is not None)


def _kind(line: str, titled: bool, language: Language) -> str:
    """`item`, `title`, `heading` or `body`; the first heading of some length is the title."""
    if _is_item(line, titled):
        return "item"
    asks = line.endswith("?") and len(line) < (_SHORT_QUESTION if titled else _LONGEST_HEADING)
    if asks and not (titled and _END.search(line[:-1])):
        return "heading" if titled or len(line) <= _SHORTEST_TITLE else "title"
    longest = _LONGEST_HEADING if titled or not _is_in_capitals(line) else _LONGEST_TITLE
    if _is_closed(line, language) or len(line) >= longest or line.endswith((",", ";")):
        return "body"
    return "title" if not titled and len(line) > _SHORTEST_TITLE else "heading"


def _is_closed(line: str, language: Language) -> bool:
    """Whether a line ends as a sentence does, not as a title may: "Three Years at No. 1", "Juice Goes to the U.S."."""
    if not _END.search(line[-3:]):
        return False
    before, _, last = line.lower().rpartition(" ")
    numbered = last.rstrip(".").isdigit() and before.rpartition(" ")[2].rstrip(".") in language.sets["rank_signs"]
    if numbered:
        return False
    return not (_INITIALS.search(line) and _is_in_capitals(line))


def _is_in_capitals(line: str) -> bool:
    """Whether the words of a line are written as those of a title: "Province's Trade Grew More Than 30 Percent"."""
    words = [word for word in line.split() if word.isalpha() and len(word) > _SHORT_WORD]
    return bool(words) and sum(word[0].isupper() for word in words) >= _CAPITALS * len(words)


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line's text, and whether it stands apart from the one before.

    A line that ends in a colon or a dash leads into the next.
    """
    apart = True
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        raw = match.group()
        yield match.start() + len(raw) - len(raw.lstrip()), match.end() - len(raw) + len(raw.rstrip()), apart
        apart = raw.rstrip()[-1] not in ":\u2014"


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands of a sentence before `start` and behind `end`, by line breaks and full stops alone.

    >>> sentence_around("Ports grew. In 2019 trade fell. So did ports.", 15, 19)
    ('In ', ' trade fell')
    """
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1) + 1
    return text[first:start], text[end:].partition("\n")[0].partition(". ")[0]


def unwrapped(folded: str) -> str:
    """The folded text with a space for each line break inside a paragraph.

    Lines were only wrapped where the next goes on in lower case, with a digit or after a comma behind
    a long line without an end mark, or where its first word would not have fitted in a text broken at a width.

    >>> text = "Exports of the province to the rest of the world have now risen\\nby 5%.\\nImports fell."
    >>> unwrapped(text).count("\\n")
    1
    """
    lines = folded.split("\n")
    width = _width(lines)
    joined = [lines[0]]
    for before, line in itertools.pairwise(lines):
        joined += [" " if _goes_on(before.strip(), line.strip(), width) else "\n", line]
    return "".join(joined)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line is of the same paragraph as the one before."""
    if not before or not line:
        return False
    if _is_full(before, line, width) and not _is_item(line, True):
        return True
    if _END.search(before[-3:]) or _DATED.match(line):
        return False
    onward = line[0].islower() or line[0].isdigit()
    if len(before) >= _WRAPPED:
        return onward or before[-1] in ",;-("
    return onward and before[-1].islower() and not _NUMBERED.match(line) and _is_prose(before) and _is_prose(line)


def _is_prose(line: str) -> bool:
    """Whether a line has the words of a clause, not the few of a label: "China's October exports fell"."""
    words = line.split()
    return len(words) >= _CLAUSE and sum(word[:1].islower() for word in words) * 2 >= len(words)


def _width(lines: Sequence[str]) -> int:
    """The width that a text was broken into lines at; 0 for one with a line for each paragraph."""
    bare = [line.strip() for line in lines]
    width = max(map(len, bare))
    if width > _WIDEST:
        return 0
    pairs = [(line, following) for line, following in itertools.pairwise(bare) if line and following]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if full >= _FULL_LINES and 2 * full >= len(pairs) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted."""
    return width > 0 and len(line) + 1 + len(following.split()[0]) > width


def _split(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if not _ends(text, match.start(), match.end(), end, language):
            continue
        yield at, match.end()
        at = match.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        yield at, end


def _ends(text: str, dot: int, after: int, end: int, language: Language) -> bool:
    """Whether the mark at `dot` closes a sentence rather than an abbreviation."""
    if text[dot] != ".":
        return True
    space = _SPACE.match(text, after, end)
    following = space.end() if space is not None else after
    if following >= end:
        return True
    if text[following].islower():
        return False
    if text[dot - 1].isdigit() and number_words(language).parted.match(text, after, end):
        return False
    word = _STEM.search(text[max(0, dot - 12) : dot])
    if word is None:
        return True
    stem = word.group().lstrip(".")
    if stem.lower() in language.scales and number_words(language).valued.match(text, after, end):
        return False
    return stem not in language.sets["abbreviations"] and not (len(stem) == 1 and stem.isupper())


def language_of(folded: str) -> str:
    """`zh` where one letter in five or more is a Chinese character, else `en`."""
    sample = folded[:20000]
    chinese = len(re.findall(r"[\u4e00-\u9fff]", sample))
    latin = len(re.findall(r"[A-Za-z]", sample))
    return "zh" if chinese and chinese * 4 >= latin else "en"
