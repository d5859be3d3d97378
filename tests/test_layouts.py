"""An article reads the same however its page is set: headers, datelines, line ends, widths, what stands below."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tradecli.extraction import extract
from tradecli.lexicon import Lexicon
from tradecli.reading import metadata

HERE = Path(__file__).parent
HEADERS = yaml.safe_load((HERE / "cases/headers.yaml").read_text(encoding="utf-8"))
TITLE = "Zhejiang's foreign trade up 5.2 pct in first 10 months"
BODY = """Zhejiang's foreign trade totaled 4.35 trillion yuan in the first 10 months, up 5.2 percent year-on-year.

Exports rose 6.1 percent to 3.2 trillion yuan. In October alone, trade reached 441.2 billion yuan, up 3.3 percent.

Trade with ASEAN rose 12.4 percent. Last year the province's trade was 4.9 trillion yuan."""
ARTICLES = [
    "b4-hunan-q1",
    "d05-guangxi",
    "f03-china",
    "h05-guangxi",
    "h11-anhui",
    "m01-china",
    "q01-guangdong",
    "u06-china",
]
BELOW = """

Related News

Guangdong's foreign trade hits record high in H1

Fujian's exports to ASEAN rise 8.9 percent

Copyright. All rights reserved.
"""
SETTINGS: dict[str, Callable[[str], str]] = {
    "wrapped": lambda text: "\n".join(textwrap.fill(line, 80, break_on_hyphens=False) for line in text.split("\n")),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "spaces that do not break": lambda text: text.replace(". ", ".\u00a0 ").replace(" percent", "\u00a0percent"),
    "indented": lambda text: "\n".join("    " + line for line in text.split("\n")),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "related news below": lambda text: text.rstrip() + BELOW,
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def read(text: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    figures = extract(metadata.article("a.txt", text), lexicon).figures
    names = [(g.region, g.flow, g.partner, g.product, g.channel, g.metric, g.period, g.base, g.of) for g in figures]
    return [(" ".join(figure.quote.split()), *each) for figure, each in zip(figures, names, strict=True)]


@pytest.mark.parametrize("header", HEADERS["lines"])
def test_headers(header: str, lexicon: Lexicon) -> None:
    article = metadata.article("a.txt", f"{TITLE}\n\n{header}\n\n{BODY}")
    assert article.title == TITLE
    assert article.date in {"2024-11-07", "2024-11-08"}
    assert read(article.text, lexicon) == read(f"{TITLE}\n\n2024-11-07\n\n{BODY}", lexicon)


@pytest.mark.parametrize("dateline", HEADERS["datelines"])
def test_datelines(dateline: str, lexicon: Lexicon) -> None:
    plain = f"{TITLE}\n\n2024-11-07\n\n"
    assert read(f"{plain}{dateline}{BODY}", lexicon) == read(plain + BODY, lexicon)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", ARTICLES)
def test_settings(name: str, setting: str, lexicon: Lexicon) -> None:
    (path,) = (HERE / "corpus/articles").glob(f"{name}*.txt")
    text = path.read_text(encoding="utf-8")
    assert read(SETTINGS[setting](text), lexicon) == read(text, lexicon)
