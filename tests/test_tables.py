"""Tables pasted as text: `tests/cases/tables` holds pages with a table and the figures it states, and no others."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tradecli import interval
from tradecli.extraction import calendar, mentions, numbers, periods, tables, text, topic
from tradecli.extraction import language as languages
from tradecli.extraction.linking.context import Topic
from tradecli.extraction.linking.drafts import Draft
from tradecli.lexicon import Lexicon

PAGE = yaml.safe_load((Path(__file__).parent / "cases" / "tables" / "tables.yaml").read_text(encoding="utf-8"))
FIELDS = ("region", "flow", "partner", "product", "channel", "period")
KEYS = (*FIELDS, "base", "terms", "of")


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


def about(folded: str, date: str) -> Topic:
    """What the page is about, as `article.extract` finds out."""
    english = languages.load("en")
    when = calendar.calendar_of(folded, date, english)
    sentences = text.sentences(folded, english)
    matches = lexicon().find(folded)
    rows = {}
    for number, sentence in enumerate(sentences):
        a, b = sentence.start, sentence.end
        near = [match for match in matches if a <= match.start and match.end <= b]
        times = periods.find(folded, a, b, english, when)
        rows[number] = mentions.tokens(folded, a, b, english, numbers.find(folded, a, b, english), times, near)
    return topic.topic_of(sentences, rows, when, english, lexicon(), matches)


def drafts(page: str, date: str = "2025-10-22") -> list[Draft]:
    folded = text.fold(page)
    subject = about(folded, date)
    english = languages.load("en")
    found = tables.pasted(folded, page, english, lexicon(), subject.calendar)
    return [each for table in found for each in tables.figures(table, folded, english, lexicon(), subject)]


def as_row(draft: Draft) -> tuple[str, ...]:
    fields = {name: draft.fields[name].name for name in FIELDS}
    fields |= {"base": draft.base, "terms": draft.terms, "of": draft.of}
    what = (draft.measure.metric, f"{float(draft.measure.value):.12g}", draft.measure.unit)
    return (str(draft.token.start), *what, *(fields[key] for key in KEYS))


def wanted(figure: dict, page: str) -> tuple[str, ...]:
    start = -1
    for _ in range(figure.get("nth", 1)):
        start = page.index(figure["quote"], start + 1)
    what = (figure["metric"], f"{float(figure['value']):.12g}", figure["unit"])
    return (str(start), *what, *(str(figure.get(key, "")) for key in KEYS))


@pytest.mark.parametrize("case", PAGE["cases"], ids=lambda case: "-".join(case["title"].split()[:5]))
def test_case(case: dict) -> None:
    page = f"{case['title']}\n\n{case['text']}"
    found = drafts(page, str(case.get("date", PAGE["date"])))
    assert [as_row(draft) for draft in found] == [wanted(figure, page) for figure in case["figures"]]
    for draft in found:
        number = draft.token.number
        assert number is not None
        assert draft.rule == "table"
        assert (number.start, number.end) == (draft.token.start, draft.token.end)
        low, high = interval.stated(draft.measure.value, draft.token.text, number.bound, draft.measure.unit)
        assert low <= float(draft.measure.value) <= high


def test_caption_and_lines() -> None:
    rows = "| Place | 2025 |\n|---|---|\n| Hubei | 70.2 |\n| Hunan | 39.8 |"
    page = f"Prose first.\n\nExports (US$ bn)\n\n{rows}\n\nProse."
    (table,) = tables.find(page)
    assert page[slice(*table.caption)] == "Exports (US$ bn)"
    assert page[table.start : table.end] == rows
    assert [[c.text for c in row] for row in table.rows] == [["Place", "2025"], ["Hubei", "70.2"], ["Hunan", "39.8"]]


def test_tabs_need_the_text_before_folding() -> None:
    page = "Exports, ¥ bn\nPlace\t2024\t2025\nHubei\t60.1\t70.2\nHunan\t40.5\t39.8\n"
    folded = text.fold(page)
    assert not tables.find(folded)
    assert len(tables.find(folded, page)) == 1


def test_a_sentence_with_figures_is_no_caption() -> None:
    rows = "| Place | 2025 (¥ bn) |\n| Hubei | 70.2 |\n| Hunan | 39.8 |\n"
    page = f"Exports of Hubei to Japan rose 5.2% in 2025.\n\n{rows}"
    (table,) = tables.find(page)
    assert table.caption == (table.start, table.start)
    assert not drafts(page)


def test_a_missing_cell_is_not_filled_from_its_neighbour() -> None:
    page = "Exports, 2025 (¥ bn)\n\nPlace    May    June\nHubei    70.2    71.3\nHunan    39.8    40.0\nJilin    12.1\n"
    assert [draft.fields["region"].name for draft in drafts(page)] == ["Hubei", "Hubei", "Hunan", "Hunan"]


HOSTILE = ["| ", "-|", "a  ", "1,", "m", "\t", "100 ", "1 ", "up 1 ", "Exports ", "mt ", "|-- ", "(1) ", "% ", "y/"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    row = (piece * 2000)[:1900].rstrip() + " | y/y | Exports"
    page = "Exports (¥ bn)\n" + "\n".join([row, *(f"{row} | 5 | {n}" for n in range(20))])
    started = time.process_time()
    subject = Topic(calendar.Calendar(2025, 10, "2025"))
    for table in tables.pasted(text.fold(page), page, languages.load("en"), lexicon(), subject.calendar):
        tables.figures(table, text.fold(page), languages.load("en"), lexicon(), subject)
    assert time.process_time() - started < 2


@given(st.text(alphabet="\n -.,%()12Hubei exports", max_size=200))
def test_spans_of_spaced_tables_are_verbatim(page: str) -> None:
    folded = text.fold(page)
    for table in tables.pasted(folded, page, languages.load("en"), lexicon(), calendar.Calendar(2025, 10, "2025")):
        assert 0 <= table.caption[0] <= table.caption[1] <= table.start < table.end <= len(page)
        for row in table.rows:
            for cell in row:
                assert cell.start < 0 or folded[cell.start : cell.end] == cell.text


@given(st.text(alphabet="|\t\n -.,%()12a¥Hubei exports", max_size=200))
def test_spans_are_verbatim(page: str) -> None:
    folded = text.fold(page)
    for table in tables.find(folded, page):
        assert 0 <= table.caption[0] <= table.caption[1] <= table.start < table.end <= len(page)
        for row in table.rows:
            for cell in row:
                assert folded[cell.start : cell.end] == cell.text
        subject = Topic(calendar.Calendar(2025, 10, "2025"))
        for draft in tables.figures(table, folded, languages.load("en"), lexicon(), subject):
            assert folded[draft.token.start : draft.token.end] == draft.token.text
