"""Claims in words: patterns of words from `configs/languages/*-claims.yaml`, found in the text.

The words stand in the YAML files; here is only where they count.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradecli.model import Article, Figure

BEFORE, AFTER = 90, 50
REACH = 120
"""Characters from the first to the last of two numbers that belong together."""
PARAGRAPH = 400
"""Characters from which a sentence is taken for a paragraph."""
ASIDE = ("yearly_average", "forecast", "residue")
"""Words beside a number that make it no plain statement of what was."""
_ENDS = re.compile(r"(?:(?<![A-Z])\.|[;!?。；！？\n])(?=\s|$|[\u3400-\u9fff])")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Word lists by name, the languages together."""
    import yaml

    from tradecli.settings import data_dir

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, list[str]] = {}
    for path in sorted((data_dir("configs") / "languages").glob("*-claims.yaml")):
        with path.open(encoding="utf-8") as file:
            for name, texts in (yaml.load(file, Loader=loader) or {}).items():
                found.setdefault(name, []).extend(str(text) for text in texts)
    return {name: tuple(texts) for name, texts in found.items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern for a list of words; a space matches any run of spaces, and case does not matter."""
    texts = sorted(words().get(name, ()), key=len, reverse=True)
    parts = [
        (r"(?<!\w)" if text[0].isascii() and text[0].isalnum() else "")
        + r"\s+".join(re.escape(piece) for piece in text.split())
        + (r"(?!\w)" if text[-1].isascii() and text[-1].isalnum() else "")
        for text in texts
    ]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether a text holds one of the words."""
    return pattern(name).search(text) is not None


def around(figure: Figure, article: Article | None = None, before: int = BEFORE, after: int = AFTER) -> list[str]:
    """The words just about a figure, within its sentence; several texts where its place is not known."""
    if article is not None and article.text[figure.start : figure.end] == figure.quote:
        return [_window(article.text, figure.start, figure.end, before, after)]
    if not figure.quote:
        return []
    places = [match.start() for match in re.finditer(re.escape(figure.quote), figure.sentence)]
    return [_window(figure.sentence, place, place + len(figure.quote), before, after) for place in places]


def _window(text: str, start: int, end: int, before: int, after: int) -> str:
    head = text[max(0, start - before) : start]
    stops = [match.end() for match in _ENDS.finditer(head)]
    tail = text[end : end + after]
    stop = _ENDS.search(tail)
    return head[stops[-1] if stops else 0 :] + text[start:end] + (tail[: stop.start()] if stop else tail)


def beside(figure: Figure, article: Article | None, before: int, after: int) -> str:
    """The words about a figure up to the next number on either side; empty where its place is not sure.

    A claim further off is one about that other number.
    """
    texts = around(figure, article, before, after)
    if len(texts) != 1:
        return ""
    head, _, tail = texts[0].partition(figure.quote)
    return re.split(r"\d", head)[-1] + figure.quote + re.split(r"\d", tail)[0]


def paired_flows(first: Figure, second: Figure, article: Article | None = None) -> bool:
    """Whether two figures stand in one clause that names both flows at once and pairs them up."""
    span = second.end - first.start
    if not 0 < span < REACH:
        return False
    return any(has("joint_flows", text) and has("in_turn", text) for text in around(first, article, 120, span + 90))


def rank(text: str) -> int | None:
    """The place in the country that a text claims, None where it claims none or several.

    >>> rank(", ranking third in the country"), rank(", up 5 percent"), rank(", first and second in the nation")
    (3, None, None)
    """
    if not has("in_country", text) or not has("ranked", text):
        return None
    ordinals = words().get("ordinals", ())
    found = {
        place for place, name in enumerate(ordinals, 1) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
    }
    return found.pop() if len(found) == 1 else None


def sentence_of(figure: Figure, article: Article | None = None) -> str:
    """The sentence about a figure; cut out of the article where the figure has its whole paragraph."""
    if len(figure.sentence) < PARAGRAPH or article is None or article.text[figure.start : figure.end] != figure.quote:
        return figure.sentence
    return _window(article.text, figure.start, figure.end, 600, 600).strip()


def sentences_with(name: str, article: Article) -> list[str]:
    """The sentences about the words of a list, one for each time that one of them stands in the text."""
    return [_window(article.text, *match.span(), 600, 600) for match in pattern(name).finditer(article.text)]


def blocked(figure: Figure, article: Article | None = None) -> bool:
    """Whether words beside a figure say that it is no plain statement of the past: a forecast, a yearly average.

    Where a sentence repeats the number, every place must say so.
    """
    texts = around(figure, article, after=25)
    return bool(texts) and all(any(has(name, text) for name in ASIDE) for text in texts)


def title_of(article: Article) -> tuple[str, int]:
    """The title as it stands in the text, with its start; the first line where no title is known."""
    if article.title and (at := article.text.find(article.title)) >= 0:
        return article.title, at
    start = len(article.text) - len(article.text.lstrip())
    return article.text[start:].partition("\n")[0], start


def in_title(figure: Figure, article: Article | None) -> bool:
    """Whether a figure stands in the title: a first line that is no sentence of the text."""
    if article is None:
        return False
    title, start = title_of(article)
    return len(title) < 200 and not title.rstrip().endswith((".", "。")) and start <= figure.start < start + len(title)


def quoted(article: Article, start: int, end: int) -> Figure:
    """A piece of an article in the shape of a figure, so that findings cite words as they cite numbers."""
    from decimal import Decimal

    from tradecli.model import Figure

    text = article.text
    head = text.rfind("\n", 0, start) + 1
    blank = dict.fromkeys(
        ("region", "region_code", "flow", "partner", "partner_code", "product", "product_code", "channel"), ""
    )
    return Figure(
        source=article.source,
        line=text.count("\n", 0, start) + 1,
        column=start - head + 1,
        start=start,
        end=end,
        quote=text[start:end],
        sentence=text[head:].partition("\n")[0],
        metric="",
        value=Decimal(0),
        unit="",
        bound="eq",
        low=0.0,
        high=0.0,
        period="",
        **blank,
    )
