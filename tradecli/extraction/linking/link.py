"""The tokens of a sentence and the running context -> drafts of figures."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from tradecli.extraction.language import Language
from tradecli.extraction.linking import govern
from tradecli.extraction.linking.asides import asides
from tradecli.extraction.linking.carry import handed_on
from tradecli.extraction.linking.context import Context, Fields, Topic
from tradecli.extraction.linking.counts import counted
from tradecli.extraction.linking.drafting import drafted
from tradecli.extraction.linking.drafts import Draft, Scene
from tradecli.extraction.linking.interleaved import interleaved
from tradecli.extraction.linking.lists import name_lists
from tradecli.extraction.linking.relevance import host_of, judged
from tradecli.extraction.linking.roles import roles
from tradecli.extraction.linking.rows import ready, reread
from tradecli.extraction.linking.runs import number_runs
from tradecli.extraction.linking.sections import is_caption, section_ahead, section_of, section_told
from tradecli.extraction.linking.spans import Span, fronted, spans
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Lexicon
from tradecli.model import Sentence


def link(
    row: Sequence[Token],
    sentence: Sentence,
    context: Context,
    topic: Topic,
    language: Language,
    lexicon: Lexicon,
) -> tuple[list[Draft], Context]:
    """The drafts of one sentence in text order, and the context for the next."""
    scene = _scene(row, sentence, context, topic, language, lexicon)
    if _is_talk(scene):
        return [], handed_on(scene, [], [])
    drafts, dealt = _drafts(scene)
    after = handed_on(scene, drafts, dealt)
    if sentence.kind == "heading":
        section = section_told(scene, drafts) if drafts else section_of(scene)
        after = replace(after, hint=context.hint) if is_caption(scene) else after
    else:
        section = section_ahead(scene, drafts) if sentence.kind == "body" else None
    return drafts, replace(after, section=section) if section is not None else after


def _scene(
    row: Sequence[Token],
    sentence: Sentence,
    context: Context,
    topic: Topic,
    language: Language,
    lexicon: Lexicon,
) -> Scene:
    heard = context.first is not None and topic.traded
    told = ready(row, topic, heard, language, lexicon)
    tokens = counted(told, context.unit, context.counting, _goods_spoken_of(context), language)
    lists = name_lists(tokens, language)
    tokens = reread(tokens, context, topic, language, lexicon)
    return Scene(
        tokens,
        lists,
        roles(tokens, lists, language),
        context,
        topic,
        language,
        lexicon,
        sentence.paragraph,
        item=sentence.kind == "item",
        asides=asides(tokens, language),
        interleaved=interleaved(tokens, lists, language),
    )


def _goods_spoken_of(context: Context) -> str:
    """The goods that the sentences before spoke of, empty where they spoke of firms."""
    told = context.hint if "product" in context.hint or context.last is None else context.last
    firms = "channel" in told and told["channel"].name
    return told["product"].name if "product" in told and not firms else ""


def _is_talk(scene: Scene) -> bool:
    """Whether a firm's own people speak of themselves."""
    words, own = scene.language.sets["speakers_words"], scene.language.sets["own_sales"]
    for i, token in enumerate(scene.row):
        if token.text in own and any(each.flow for each in scene.row[i + 1 : i + 3]):
            return True
    return any("speaker" in token.kinds for token in scene.row) and any(token.text in words for token in scene.row)


def _drafts(scene: Scene) -> tuple[list[Draft], list[Fields]]:
    """The drafts of all runs of a sentence, and the fields of the last run of several numbers."""
    row, language = scene.row, scene.language
    drafts: list[Draft] = []
    dealt: list[Fields] = []
    previous: list[Draft] = []
    whole: list[Draft] = []
    blocked, expected, floor = False, False, 0
    runs = number_runs(row, scene.lists, language)
    for span in fronted(row, spans(row, runs, scene.lists, language), language):
        if whole and row[span.head].text == ";":
            previous, whole = whole, []
        elif _names_next_place(row, span) and drafts and drafts[0].fields["flow"].name == "total":
            previous = drafts[:1]
        if _is_part(row, span, language):
            whole = previous
        previous = _part_before(row, span, drafts, language) or previous
        floor = min(floor, span.head) if blocked or expected else span.head
        if expected and _goes_on(row, span, language):
            continue
        made, state = _of_run(scene, span, previous, drafts, blocked, floor if blocked or expected else -1)
        expected = not made and govern.forecast(row, span.head, span.run.first, span.tail, scene.language)
        if span.bracket < 0 or "forecast" not in row[span.bracket + 1].kinds:
            blocked = state == govern.OTHER
        if made:
            drafts += made
            nested = any(other.first < span.run.first < other.last for other in runs)
            aside = previous and all(_is_gap(each) or _is_lead(each, previous[-1]) for each in made)
            previous = previous if nested or aside else made
            if len(span.run.tokens) > 1:
                dealt = [draft.fields for draft in made]
    return drafts, dealt


def _goes_on(row: Sequence[Token], span: Span, language: Language) -> bool:
    """Whether a number only goes on with the one before: "growth of 5.5 percent to 5.7 percent", ", up 3 percent"."""
    glue, words = language.sets["joins"] | language.sets["to"], row[span.head : span.run.first]
    moved = len(words) > 1 and words[0].text == "," and words[-1].text in language.sets["particles"]
    return all(token.text in glue for token in words[: -1 if moved else None])


def _names_next_place(row: Sequence[Token], span: Span) -> bool:
    """Whether a clause behind a semicolon is of another place and says no flow: "; Jiangxi was sixth with 46.8%"."""
    words = row[span.head : span.run.first]
    flow = any(token.flow for token in words)
    return row[span.head].text == ";" and not flow and any("region" in token.kinds for token in words[:3])


def _is_part(row: Sequence[Token], span: Span, language: Language) -> bool:
    """Whether a run is of a part of the figure before: "out of which imports 2.26 billion"."""
    sets = language.sets
    heads = row[span.head : min(span.head + 5, span.run.first)]
    return any(a.text.split(" ")[-1] in sets["of"] and b.text in sets["which"] for a, b in itertools.pairwise(heads))


def _part_before(row: Sequence[Token], span: Span, drafts: Sequence[Draft], language: Language) -> list[Draft]:
    """The part that a next one goes on from past the sum of its whole.

    "three quarters of the trade with ASEAN, which stood at 292.6 billion yuan, and two fifths of its foreign trade".
    """
    words, sets = row[span.head : span.run.first], language.sets
    told = len(drafts) > 1 and drafts[-2].measure.metric == "share" and drafts[-1].measure.metric == "value"
    joined = any(token.text in sets["and"] for token in words) and all(token.text in sets["joins"] for token in words)
    if not (told and joined) or row[span.run.last].number is None:
        return []
    start = row.index(drafts[-2].token)
    which = any(token.text in sets["relative_subject"] for token in row[start : row.index(drafts[-1].token)])
    part = span.run.last + 1 < len(row) and row[span.run.last + 1].text in sets["of"]
    return [drafts[-2]] if which and part else []


def _is_gap(draft: Draft) -> bool:
    """Whether a figure only compares two rates, so that nothing goes on from it."""
    return draft.measure.metric == "change" and draft.measure.unit == "pp"


def _is_lead(draft: Draft, before: Draft) -> bool:
    """Whether an amount only says by how much the figure before leads another place: "leading Henan by 5 billion"."""
    return draft.measure.metric == "change" and draft.fields["region"] != before.fields["region"]


def _of_run(
    scene: Scene, span: Span, previous: Sequence[Draft], drafts: Sequence[Draft], blocked: bool, floor: int
) -> tuple[list[Draft], str]:
    """The drafts of one run, and what governs it.

    `blocked` says that the run before was of something else than trade; its words, or
    those of a forecast, from `floor` on (-1 for none), may still name whose this one is
    ("private firms, 84 percent of all, handled 60 percent of the trade").
    """
    host = host_of(scene, span, drafts)
    if isinstance(host, Draft):
        previous = [draft for draft in drafts if draft.token is host.token]
    verdict = judged(scene, span, previous, host, blocked)
    if not verdict.holds:
        return [], verdict.state
    if verdict.extends or (floor >= 0 and not blocked and not previous):
        span = replace(span, head=floor)
    return drafted(scene, span, previous, host, drafts), verdict.state
