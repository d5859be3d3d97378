"""What holds for the figures of any text: values as printed, spans that quote, the same figures every time."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tradecli.extraction import extract, numbers
from tradecli.extraction.language import load
from tradecli.extraction.numberwords import number_words
from tradecli.extraction.phrases import Phrases
from tradecli.extraction.timewords import time_words
from tradecli.lexicon import Lexicon
from tradecli.model import Article, Report
from tradecli.settings import data_dir

CASES = Path(__file__).parent / "cases"
ENGLISH = load("en")
DATES = ("", "2025-10-22", "2026-01-20")


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


@cache
def texts() -> tuple[str, ...]:
    files = [*sorted((CASES / "extraction").glob("*.yaml")), *sorted((CASES / "tables").glob("*.yaml"))]
    read = (yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for file in files)
    return tuple(case["text"] for cases in read for case in cases.get("cases", ()))


def printed(value: Decimal, commas: bool) -> str:
    return f"{value:,}" if commas else str(value)


amounts = st.builds(
    printed,
    st.decimals(min_value=1, max_value=99999, places=2) | st.integers(min_value=1, max_value=9999).map(Decimal),
    st.booleans(),
)
scales = st.sampled_from(sorted(ENGLISH.scales))
before = st.sampled_from([(name, code) for code, row in ENGLISH.lists["currencies"].items() for name in row["before"]])
after = st.sampled_from([(name, code) for code, row in ENGLISH.lists["currencies"].items() for name in row["after"]])
articles = st.builds(
    lambda parts, gaps, date: Article("mix", "".join(p + g for p, g in zip(parts, gaps, strict=True)), date=date),
    st.lists(st.sampled_from(texts()), min_size=6, max_size=6),
    st.lists(st.sampled_from([" ", "\n", "\n\n", "\t", " \u3000", "\r\n"]), min_size=6, max_size=6),
    st.sampled_from(DATES),
)
some = settings(max_examples=25, deadline=None)


def exact(amount: str, scale: str) -> Decimal:
    return Decimal(amount.replace(",", "")) * ENGLISH.scales[scale]


@given(amounts, scales, before)
def test_money_after_its_currency_is_read_as_printed(amount: str, scale: str, currency: tuple[str, str]) -> None:
    name, code = currency
    text = f"Exports of {name} {amount} {scale} that year"
    (number,) = numbers.find(text, 0, len(text), ENGLISH)
    assert (number.kind, number.unit, number.value) == ("money", code, exact(amount, scale))
    assert text[number.start : number.end] == f"{name} {amount} {scale}"


@given(amounts, scales, after)
def test_money_before_its_currency_is_read_as_printed(amount: str, scale: str, currency: tuple[str, str]) -> None:
    name, code = currency
    text = f"Exports came to {amount} {scale} {name}, customs said"
    (number,) = numbers.find(text, 0, len(text), ENGLISH)
    assert (number.kind, number.unit, number.value) == ("money", code, exact(amount, scale))
    assert text[number.start : number.end] == f"{amount} {scale} {name}"


@given(amounts, st.sampled_from(ENGLISH.lists["percent"]), st.sampled_from(["", " "]))
def test_percentages_are_read_as_printed(amount: str, sign: str, gap: str) -> None:
    text = f"Exports rose {amount}{gap}{sign}, customs said"
    (number,) = numbers.find(text, 0, len(text), ENGLISH)
    assert (number.kind, number.value) == ("percent", Decimal(amount.replace(",", "")))


@some
@given(st.integers(min_value=10, max_value=9999), st.sampled_from(["billion", "bn", "hundred million"]), st.booleans())
def test_a_figure_has_the_value_that_its_quote_prints(amount: int, scale: str, falls: bool) -> None:
    change = "falling" if falls else "rising"
    text = f"In 2024, Zhejiang's exports to Vietnam reached {amount / 10} {scale} yuan, {change} 4.4 percent."
    level, rate = extract(Article("one", text, date="2025-02-01"), lexicon()).figures
    assert level.value == exact(str(amount / 10), scale)
    assert (level.quote, rate.quote) == (f"{amount / 10} {scale} yuan", "4.4 percent")
    assert (level.region, level.flow, level.partner, level.period) == ("Zhejiang", "exports", "Vietnam", "2024")
    assert rate.value == Decimal("-4.4" if falls else "4.4")


@some
@given(articles)
def test_every_figure_quotes_the_text_it_stands_in(article: Article) -> None:
    figures = extract(article, lexicon()).figures
    assert all(article.text[figure.start : figure.end] == figure.quote for figure in figures)
    assert [figure.start for figure in figures] == sorted(figure.start for figure in figures)
    lines = article.text.split("\n")
    assert all(lines[each.line - 1][each.column - 1 :].startswith(each.quote.split("\n")[0]) for each in figures)


@some
@given(st.lists(articles, min_size=2, max_size=3))
def test_each_report_of_a_page_is_read_as_if_alone(reports: list[Article]) -> None:
    alone = [extract(each, lexicon()).figures for each in reports]
    starts = [0]
    for each in reports:
        starts.append(starts[-1] + len(each.text) + 1)
    spans = list(zip(itertools.pairwise(starts), reports, strict=True))
    others = tuple(Report(a, b, date=each.date) for (a, b), each in spans[1:])
    text = "".join(f"{each.text}\n" for each in reports)
    page = Article(reports[0].source, text, date=reports[0].date, others=others)
    joined = extract(page, lexicon()).figures
    lines = text.split("\n")
    assert all(lines[each.line - 1][each.column - 1 :].startswith(each.quote.split("\n")[0]) for each in joined)
    assert [each.quote for each in joined] == [text[each.start : each.end] for each in joined]
    told = [(figure.quote, figure.region, figure.period, figure.published) for each in alone for figure in each]
    assert [(each.quote, each.region, each.period, each.published) for each in joined] == told


@some
@given(articles)
def test_extraction_says_the_same_twice(article: Article) -> None:
    assert extract(article, lexicon(), explain=True) == extract(article, lexicon(), explain=True)


@some
@given(articles)
def test_an_article_said_over_again_still_quotes_itself(article: Article) -> None:
    twice = f"{article.text}\n\n{article.text}"
    figures = extract(Article("twice", f"{twice}\n\n{twice}", date=article.date), lexicon()).figures
    assert all(f"{twice}\n\n{twice}"[each.start : each.end] == each.quote for each in figures)


@some
@given(articles)
def test_an_article_that_lost_blanks_is_quoted_as_printed(article: Article) -> None:
    text = re.sub(r"(?<=[a-z]{2}) (?=\d[\d.,]* (?:billion|million|percent))", "", article.text)
    figures = extract(Article("glued", text, date=article.date), lexicon()).figures
    assert all(text[figure.start : figure.end] == figure.quote for figure in figures)
    lines = text.split("\n")
    assert all(lines[each.line - 1][each.column - 1 :].startswith(each.quote.split("\n")[0]) for each in figures)
    before = extract(Article("printed", article.text, date=article.date), lexicon()).figures
    assert 0.95 * len(before) <= len(figures) <= 1.05 * len(before)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(texts()), max_size=2).map("".join).map(lambda text: text[::-1]))
def test_no_text_breaks_extraction(text: str) -> None:
    figures = extract(Article("any", text), lexicon()).figures
    assert all(text[figure.start : figure.end] == figure.quote for figure in figures)


def test_an_undated_article_without_years_is_read() -> None:
    text = "Exports of Hubei rose 5 percent in the first half, customs said. The half-year surplus was 3 billion yuan."
    assert [figure.quote for figure in extract(Article("undated", text), lexicon()).figures]


def test_what_a_site_heads_its_pages_with_names_no_place() -> None:
    text = "Markets\nSpeak Shenzhen\nsite -> Business ->\nTrade keeps up its quick pace\n\nChina's exports rose 5%."
    (figure,) = extract(Article("menu", text, date="2025-07-20"), lexicon()).figures
    assert figure.region == "China"


def test_a_rate_whose_verb_is_not_known_says_so() -> None:
    (figure,) = extract(Article("verb", "Exports of Hubei zigzagged 5 percent in 2024."), lexicon()).figures
    assert figure.note == "read as a rise: 'zigzagged' is not known"


def told_twice(node: yaml.Node) -> list[str]:
    """The keys that stand twice in one mapping, of which a loader keeps the last alone, and the words in one list."""
    if isinstance(node, yaml.ScalarNode):
        return []
    keyed = isinstance(node, yaml.MappingNode)
    words = [key for key, _ in node.value] if keyed else node.value
    counts = Counter(each.value for each in words if isinstance(each, yaml.ScalarNode))
    inner = [value for _, value in node.value] if keyed else node.value
    return [word for word, count in counts.items() if count > 1] + [word for each in inner for word in told_twice(each)]


@pytest.mark.parametrize("path", sorted(data_dir("configs").rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_key_and_no_word_of_a_config_stands_twice(path: Path) -> None:
    assert not told_twice(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def test_phrases_begin_with_one_of_their_first_words() -> None:
    compiled = [
        getattr(words, name)
        for words in (number_words(ENGLISH), time_words(ENGLISH))
        for name in words.__slots__
        if isinstance(getattr(words, name), Phrases)
    ]
    assert len(compiled) == 8
    for phrases in compiled:
        for text in texts()[::4]:
            for match in phrases.pattern.finditer(text):
                whole_word = not text[max(0, match.start() - 1) : match.start()].isalnum()
                found = phrases.search(text, match.start(), match.end() + 40)
                assert not whole_word or phrases.pattern.match(text, match.start(), match.end() + 40) is None or found


def test_a_city_that_only_the_files_name_tells_is_noted():
    text = "In 2022 the exports of our city reached 90 billion yuan, and the city's imports 40 billion yuan."
    named = extract(Article("news/changzhou-2022.txt", text), lexicon()).figures
    assert [(figure.region, figure.note) for figure in named] == [
        ("Changzhou", "only the file's name tells the place")
    ] * 2
    within = extract(Article("changzhou.txt", f"{text} Exports of Hubei rose 3%."), lexicon()).figures
    assert "Changzhou" not in {figure.region for figure in within}
