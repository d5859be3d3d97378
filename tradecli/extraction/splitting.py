"""A line of headings whose columns only single blanks part -> one span a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from tradecli.extraction.headings import Heading

SUBJECTS = frozenset({"place", "partner", "product", "item", "channel", "rank", "time", "flow"})
"""Words of a heading that say what the rows are."""
_MEASURES = frozenset({"growth", "previous", "change", "share", "quantity", "points", "percent", "value", "volume"})
_WORD = re.compile(r"[^\s()]*\([^()]*\)[^\s()]*|\S+")
_FAR = re.compile(r"\S+(?: \S+)*")
_RUNNING = re.compile(r"^[^(]*(?:[,;:!?]|'s)(?:\W|$)|^[^(]*\d[.,]\d(?!00)|^(?:the|by|for|with)$", re.IGNORECASE)
"""Marks and words of running text, and numbers, which headings do without."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPAQUE = re.compile(r"[A-Z][^\d]*|(?:1-)?\d{1,2}")
_BRACKET = re.compile(r"\([^()]*\)")
_PARTS = re.compile("[;,/]")
_JOINTS = frozenset({"and", "&", "/", "or", "of", "in", "vs", "by", "to", "from", "with"})
_LONGEST_HEAD = 6
_MOST_WORDS = 48

Span = tuple[int, int]
Reader = Callable[[str], Heading]


def split(line: str, width: int, reader: Reader) -> list[Span]:
    """Spans of the corner and the `width` headings of a line, the corner empty where it has none.

    Fewer headings than columns that go evenly into them each hold for as many
    columns: the others get an empty span, or that of a unit which holds for all. Nothing where the line may be parted
    in more than one way, or where a word of it is not that of a heading.

    >>> from tradecli.extraction.language import load
    >>> from tradecli.extraction.calendar import Calendar
    >>> from tradecli.extraction.headings import read
    >>> from tradecli.lexicon import Lexicon
    >>> def reader(text): return read(text, load("en"), Lexicon.load(), Calendar(2019, 7))
    >>> [["Partner Exports y/y Imports y/y"[a:b] for a, b in split("Partner Exports y/y Imports y/y", 4, reader)]]
    [['Partner', 'Exports', 'y/y', 'Imports', 'y/y']]
    >>> split("Partner Exports y/y Imports y/y", 3, reader)
    []
    """
    far = [match.span() for match in _FAR.finditer(line)]
    words = [match.span() for match in _WORD.finditer(line)]
    texts = [line[a:b] for a, b in words]
    if not words or len(words) > _MOST_WORDS or any(_RUNNING.search(text) for text in texts):
        return []

    def span_of(i: int, j: int) -> str:
        return line[words[i][0] : words[j - 1][1]]

    if len(far) > 1:
        spans = _with_corner(line, far, width, reader)
        if spans:
            return spans
    return _parted(texts, words, width, span_of, reader)


def _with_corner(line: str, spans: Sequence[Span], width: int, reader: Reader) -> list[Span]:
    """Headings that wide gaps part, with the corner; empty where they do not go evenly into the columns."""
    corner = is_corner(line[slice(*spans[0])], reader)
    heads = spans[1:] if corner else spans
    texts = [line[a:b] for a, b in heads]
    if len(heads) == width or (len(heads) > 1 and width % len(heads) == 0 and _are_wide(texts, reader)):
        return _spread(spans[0] if corner else (spans[0][0], spans[0][0]), heads, width)
    return []


def _spread(corner: Span, heads: Sequence[Span], width: int) -> list[Span]:
    if len(heads) == 1:
        return [corner, *[heads[0]] * width]
    each = width // len(heads)
    found = [corner]
    for span in heads:
        found += [span, *([(span[1], span[1])] * (each - 1))]
    return found


def _parted(
    texts: Sequence[str], words: Sequence[Span], width: int, span_of: Callable[[int, int], str], reader: Reader
) -> list[Span]:
    """The one best way to part words into headings, over whole or evenly divided columns."""
    bracketed = texts[0].startswith("(")

    @cache
    def valid(i: int, j: int) -> bool:
        if texts[i].startswith("(") and not (bracketed and j == i + 1):
            return False
        if i and _YEAR.fullmatch(texts[i]) and reader(texts[i - 1]).relative:
            return False
        return _is_head(texts[i:j], span_of(i, j), reader)

    def head_of(way: Sequence[int]) -> list[str]:
        return [span_of(a, b) for a, b in pairwise(way)]

    starts = [i for i in range(min(_LONGEST_HEAD, len(words))) if i == 0 or is_corner(span_of(0, i), reader)]
    for count in (width, *(k for k in range(width // 2, 0, -1) if width % k == 0)):
        ways = [way for i in starts if (way := _ends(i, len(words), count, valid))]
        ways = [way for way in ways if way[0] == 0 or _may_stand(span_of(0, way[0]), head_of(way), reader)]
        costs = [sum((b - a) ** 2 for a, b in pairwise(way)) for way in ways]
        if not ways or costs.count(min(costs)) > 1:
            continue
        way = ways[costs.index(min(costs))]
        if count < width and not _are_wide(head_of(way), reader):
            return []
        corner = (words[0][0], words[way[0] - 1][1]) if way[0] else (words[0][0], words[0][0])
        return _spread(corner, [(words[a][0], words[b - 1][1]) for a, b in pairwise(way)], width)
    return []


def _may_stand(corner: str, heads: Sequence[str], reader: Reader) -> bool:
    """Whether a corner may stand beside headings: it names no time or flow where one of them does."""
    named = [reader(head).fields.keys() for head in heads]
    over = reader(corner).fields.keys() & {"period", "flow"}
    return not any(over & each for each in named)


def _are_wide(heads: Sequence[str], reader: Reader) -> bool:
    """Whether headings may each hold for several columns: names and times may, a unit for all, measures may not."""
    read = [reader(head) for head in heads]
    if len(heads) == 1:
        return bool(read[0].units) and not read[0].fields
    return all(each.fields and not each.words & _MEASURES and not each.units for each in read)


def _ends(first: int, last: int, count: int, valid: Callable[[int, int], bool]) -> list[int]:
    """Where `count` headings of the words from `first` to `last` begin and end, the most even way; empty for a tie."""
    best: dict[int, tuple[int, int, list[int]]] = {first: (0, 1, [])}
    for _ in range(count):
        following: dict[int, tuple[int, int, list[int]]] = {}
        for i, (cost, ways, ends) in best.items():
            for j in range(i + 1, min(last, i + _LONGEST_HEAD) + 1):
                if not valid(i, j):
                    continue
                price = cost + (j - i) ** 2
                known = following.get(j)
                if known is None or price < known[0]:
                    following[j] = price, ways, [*ends, j]
                elif price == known[0]:
                    following[j] = price, known[1] + ways, known[2]
        best = following
    _, ways, ends = best.get(last, (0, 0, []))
    return [first, *ends] if ways == 1 else []


def are_alike(heads: Sequence[str], reader: Reader) -> bool:
    """Whether headings name things of one kind each, those that name none left aside."""
    read = [reader(head) for head in heads]
    return len({frozenset(each.fields) for each in read if each.fields}) < 2


def tells(text: str, reader: Reader) -> bool:
    """Whether a heading says what a column holds."""
    heading = reader(text)
    told = heading.words & (_MEASURES | {"total", "balance", "cumulative", "time", "single"})
    return bool(heading.fields or heading.units or told)


def is_rate(text: str, reader: Reader) -> bool:
    """Whether a heading is of a rate or share alone, of what a column on its left holds."""
    heading = reader(text)
    return bool(heading.words & {"growth", "previous", "change", "share"}) and not heading.fields


def _is_head(words: Sequence[str], text: str, reader: Reader) -> bool:
    """Whether words are the heading of one column: understood as a whole, or not at all."""
    lowered = [word.lower().strip("().,") for word in words]
    if len(set(lowered)) < len(lowered) or lowered[0] in _JOINTS or lowered[-1] in _JOINTS:
        return False
    heading = reader(text)
    if heading.several or heading.either or len(heading.units) > 1 or heading.words & (SUBJECTS - {"time"}):
        return False
    if any(_says_two(bracket, reader) for bracket in _BRACKET.findall(text)):
        return False
    told = tells(text, reader)
    if heading.rest or heading.foreign:
        return not told and not heading.words and _OPAQUE.fullmatch(text) is not None
    joined = bool(set(lowered) & _JOINTS) or any(_joins(word, reader) for word in words)
    flows = {name for word in words if (name := _flow(word, reader))}
    if len(flows) > 1 and not joined:
        return False
    return told


def _joins(word: str, reader: Reader) -> bool:
    """Whether a word joins two others: "imports/exports", but not "y/y"."""
    return ("/" in word or "&" in word) and not reader(word).words & _MEASURES


def _says_two(bracket: str, reader: Reader) -> bool:
    """Whether a bracket says what two columns hold: a unit and a measure."""
    read = [reader(each) for each in _PARTS.split(bracket)]
    units = [bool(each.units) for each in read]
    return any(units) and any(each.words & _MEASURES and not unit for each, unit in zip(read, units, strict=True))


def _flow(word: str, reader: Reader) -> str:
    flow = reader(word).fields.get("flow")
    return flow.name if flow is not None else ""


def is_corner(text: str, reader: Reader) -> bool:
    """Whether a heading stands over names rather than over numbers: it says of what, or when, but no measure."""
    heading = reader(text)
    if heading.foreign or heading.units or heading.several or heading.words & _MEASURES:
        return False
    if heading.words & SUBJECTS:
        return not heading.rest
    return heading.fields.keys() == {"period"} and not heading.rest
