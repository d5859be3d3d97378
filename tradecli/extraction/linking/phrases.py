"""Features of how a number's clause is worded: what it points back to, breaks down or takes up again.

Each wording is a question of its own; the tables at the end name the feature that a yes gives.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tradecli.extraction.amounts import MONEY
from tradecli.extraction.linking.drafts import Scene
from tradecli.extraction.linking.flows import OPPOSITE
from tradecli.extraction.linking.lists import field_of
from tradecli.extraction.linking.shares import opens_as_part
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.mentions import Token

_HEAD = 6
"""Words at the start of a sentence among which it says what it goes on from."""
_OPENING = 3
"""Words of "broken down" and the like, at most."""
_WHOLE = 3
"""Words of "of their exports"."""
_SEVERAL = 3
"""Names that have each their number in a bracket, at least."""
_NAMED = frozenset({"partner", "channel", "region"})
_PARTS = frozenset({"partner", "product", "channel", "region"})

Sets = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Clause:
    """The clause of a number, with the cuts of it that several wordings look at."""

    scene: Scene
    span: Span

    @cached_property
    def sets(self) -> Sets:
        """The word sets of the language."""
        return self.scene.language.sets

    @cached_property
    def words(self) -> Sequence[Token]:
        """The words before the number."""
        return self.scene.row[self.span.head : self.span.run.first]

    @cached_property
    def heads(self) -> Sequence[Token]:
        """The first words of the clause."""
        return self.scene.row[self.span.head : self.span.head + 5]

    @cached_property
    def start(self) -> Sequence[Token]:
        """The first words of the sentence."""
        return self.scene.row[:_HEAD]

    @cached_property
    def opening(self) -> str:
        """The first word of the sentence."""
        return self.scene.row[0].text


def features_of_words(scene: Scene, span: Span) -> Iterator[str]:
    """The features that a clause's wording has."""
    clause = Clause(scene, span)
    sets = clause.sets
    said = {token.text for token in clause.words}
    for feature, cues, says in _PAIRS:
        if not said.isdisjoint(sets[cues]) and any(says(a, b, sets) for a, b in itertools.pairwise(clause.words)):
            yield feature
    yield from (feature for feature, says in _CLAUSES if says(clause))
    if span.head == 0 and _breaks_down(scene):
        yield "broken_down"
        first = scene.context.first
        channel = first["channel"].name if first is not None else ""
        zone = channel.lower().rpartition(" ")[2] in sets["zone_nouns"] | sets["zones"]
        by_part = scene.row[0].text in sets["by"] and (zone or scene.row[1].text not in sets["places_broken_down"])
        if by_part and channel:
            yield "of_whole_again"


def _points_to_those(clause: Clause) -> bool:
    """As in "those to Japan", "that with Korea"."""
    sets = clause.sets
    return any(a.text in sets["that_those"] and b.text in sets["links"] for a, b in itertools.pairwise(clause.heads))


def _trades_with_them(clause: Clause) -> bool:
    """As in "did 6.4 billion yuan of business with them"."""
    sets, span = clause.sets, clause.span
    behind = itertools.pairwise(clause.scene.row[span.run.last + 1 : span.tail])
    return any(a.text.split(" ")[-1] in sets["to_words"] and b.text in sets["them"] for a, b in behind)


def _is_sold_there(clause: Clause) -> bool:
    """As in "sold 22 billion dollars' worth of goods there", of the partner spoken of."""
    sets, span = clause.sets, clause.span
    row = clause.scene.row
    moved = any(token.flow or token.is_("outward", "inward") for token in row[span.head : span.run.first])
    return moved and any(token.text in sets["yonder"] for token in row[span.run.last + 1 : span.tail])


def _is_labelled_clause(clause: Clause) -> bool:
    """A name and its colon open a later clause."""
    row, span = clause.scene.row, clause.span
    label = next((i for i in range(span.head, min(span.head + 4, span.run.first)) if row[i].text == ":"), 0)
    return bool(span.head and label) and field_of(row[label - 1]) in _NAMED


def _is_labelled(clause: Clause) -> bool:
    """A name and its colon open a sentence that is no item of a list."""
    row = clause.scene.row
    labelled = clause.span.head == 0 and not clause.scene.item and len(row) > 1 and row[1].text == ":"
    return labelled and field_of(row[0]) in _NAMED


def _took_years(clause: Clause) -> bool:
    """As in "it took three years to go from 1 to 2 trillion"."""
    before = {token.text for token in clause.words}
    return bool(before & clause.sets["lasted"]) and bool(before & clause.sets["years"])


def _is_by_time(clause: Clause) -> bool:
    """As in "by quarter, 2 billion in the first"."""
    return any(token.period is not None and token.period.by_part for token in _up_to_number(clause))


def _is_relative(clause: Clause) -> bool:
    return any(token.text in clause.sets["relative_subject"] for token in clause.heads[:3])


def _ranks(clause: Clause) -> bool:
    """A verb of ranking after a sentence on one way of trade."""
    first = clause.scene.context.first
    one_way = first is not None and first["flow"].name in OPPOSITE
    return one_way and any(token.text in clause.sets["rank_verbs"] for token in clause.words)


def _leads_which(clause: Clause) -> bool:
    """As in "of which", "among which"."""
    row, sets = clause.scene.row, clause.sets
    return len(row) > 1 and row[0].text in sets["of"] | sets["among"] and row[1].text in sets["which"]


def _gives_flows_of_before(clause: Clause) -> bool:
    """As in "Of this, exports were 3 billion and imports 2"."""
    row, sets = clause.scene.row, clause.sets
    of_it = clause.opening in sets["of"] and any(token.text in sets["pointers"] | sets["total"] for token in row[1:3])
    return (_leads_which(clause) or of_it or clause.opening in sets["among_them"]) and _tells_flows(clause.scene)


def _opens_among_region(clause: Clause) -> bool:
    """As in "Among them, Zhejiang's exports were"."""
    named = any("region" in token.kinds for token in clause.scene.row[1:4])
    return named and clause.opening in clause.sets["among_them"]


def _takes_up_value(clause: Clause) -> bool:
    """As in "The import and export value rose" behind a sentence that only spoke of private firms."""
    row, sets = clause.scene.row, clause.sets
    opens = clause.span.head == 0 and len(row) > 2 and row[0].text in sets["definite"]
    worth = opens and bool(row[1].flow) and row[2].text in sets["value_nouns"]
    return worth and not any(field_of(token) in _PARTS for token in _up_to_number(clause))


def _names_two_countries(clause: Clause) -> bool:
    return any(token.text in clause.sets["two_countries"] for token in _up_to_number(clause))


def _up_to_number(clause: Clause) -> Sequence[Token]:
    return clause.scene.row[: clause.span.run.first]


def _anaphors(clause: Clause) -> list[Token]:
    return [token for token in clause.words if "anaphor" in token.kinds]


def _points_back(clause: Clause) -> bool:
    """A pointer before the number, "theirs" after it, or trade between the two: "with that country"."""
    row, sets, last = clause.scene.row, clause.sets, clause.span.run.last
    return (
        any(" " in token.text for token in _anaphors(clause))
        or any(a.text in sets["of"] and b.text in sets["again"] for a, b in itertools.pairwise(clause.words))
        or any(token.text in sets["theirs"] for token in row[last + 1 : last + 4])
        or _is_mutual(clause.scene)
        or any("anaphor" in token.kinds and token.text not in sets["its"] for token in clause.start)
    )


def _points_to_partner(clause: Clause) -> bool:
    words = _anaphors(clause)
    named = all(token.text.split(" ")[-1] in clause.sets["partner_pointers"] for token in words)
    return bool(words) and named and _points_back(clause)


def _goes_on_with_channel(clause: Clause) -> bool:
    scene = clause.scene
    return clause.opening in clause.sets["its"] and scene.context.about_channel and not scene.new_paragraph


def _takes_up_firms(clause: Clause) -> bool:
    """As in "these enterprises exported", "the firms' foreign trade"."""
    sets, words = clause.sets, clause.words
    pointers = sets["such"] | sets["definite"]
    firms = (i for i in range(1, len(words) - 1) if words[i].text in sets["firms_again"])
    return any(words[i - 1].text in pointers and bool(words[i + 1].flow) for i in firms)


def _is_part_of_before(clause: Clause) -> bool:
    """A level is said to be a part of the one before: "Exports made up 122.5 billion yuan of the total", "of this".

    So are two: "Exports took 11.7 billion yuan and imports 52.1 billion of the total".
    """
    row, sets, last = clause.scene.row, clause.sets, clause.span.run.last
    if clause.span.bracket >= 0 and _contribute(row):
        return True
    number = row[last].number
    both = row[last + 1 : last + 4]
    if len(both) > 2 and both[0].text in sets["and"] and both[1].flow and "number" in both[2].kinds:
        last += 3
    tail = [token.text for token in row[last + 1 : last + 4]]
    if number is None or number.kind != MONEY or len(tail) < 2:
        return False
    total = len(tail) > 2 and tail[1] in sets["definite"] and tail[2].split(" ")[0] in sets["total"]
    return tail[0] in sets["of"] and (total or tail[1] in sets["pointers"])


def _is_way_of_before(clause: Clause) -> bool:
    """One way of the trade just told, and nothing else: "Of the total, exports rose by 13.6 percent"."""
    row, sets, first = clause.scene.row, clause.sets, clause.scene.context.first
    of_it = len(row) > 2 and row[0].text in sets["of"] and row[1].text in sets["pointers"] | sets["definite"]
    told = of_it and any(token.text in sets["pointers"] | sets["total"] for token in row[1:3])
    if not told or clause.scene.new_paragraph or first is None or first["flow"].name != "total":
        return False
    words = _up_to_number(clause)
    named = any(field_of(token) in _PARTS and not token.place_noun for token in words)
    return not named and any(token.flow in OPPOSITE for token in words)


def _came_from(clause: Clause) -> bool:
    """A part of what the sentence before told comes from somewhere or goes there: "Nearly a third came from Yiwu"."""
    return opens_as_part(clause.scene.row, clause.span)


def _contribute(row: Sequence[Token]) -> bool:
    """Whether places with their sums in brackets gave the most: "Hebei (5 billion) contributed most"."""
    closed = max((i for i, token in enumerate(row) if token.text == ")"), default=len(row))
    verb = row[closed + 1 : closed + 2]
    flow = any(token.flow for token in row[:closed])
    return not flow and any(token.is_("contribution") and "share_noun" not in token.kinds for token in verb)


def _tells_flows(scene: Scene) -> bool:
    """Whether a sentence tells exports and imports and names nothing else: "Among them, exports were 3 billion".

    The whole that they are parts of is none: "half of the province's exports".
    """
    flows = {token.flow for token in scene.row}
    named = any(field_of(token) in _PARTS and not token.place_noun for token in scene.row)
    timed = any(token.period is not None and not token.period.comparison for token in scene.row)
    return {"exports", "imports"} <= flows and not named and not timed


def _breaks_down(scene: Scene) -> bool:
    """Whether a sentence tells of the parts of the figure before: "By city, Jinhua 52.1 billion yuan"."""
    sets, row = scene.language.sets, scene.row
    led = len(row) > 2 and row[0].text in sets["by"] and "mark" in row[2].kinds
    if led and row[1].text in sets["breakdowns"]:
        return True
    said = " ".join(token.text.lower() for token in row[:_OPENING])
    return said.startswith(tuple(scene.language.lists["broken_down"])) and _tells_flows(scene)


def _is_mutual(scene: Scene) -> bool:
    """Whether the sentence speaks of trade between a partner and the country: "bilateral trade", "sold to China"."""
    mutual = scene.language.sets["mutual"]
    if any(token.flow == "total" and token.text.split()[0] in mutual for token in scene.row[:5]):
        return True
    return any(role == "to" and scene.row[i].place_noun == "country" for i, role in scene.roles.items())


def _is_bracketed_list(clause: Clause) -> bool:
    """Several names have each their number in a bracket, all of one time."""
    row = clause.scene.row
    count = sum(a.text == "(" and "number" in b.kinds for a, b in itertools.pairwise(row))
    return count >= _SEVERAL and not any(token.period is not None for token in row)


def _widens(clause: Clause) -> bool:
    """As in "it widened to 133 billion", which only a balance does, and "it stood at 3.9 billion" behind a balance."""
    sets, first = clause.sets, clause.scene.context.first
    balance = first is not None and first["flow"].name == "balance"
    return any(
        a.text in sets["again"] and (b.text in sets["widening"] or (balance and "level" in b.kinds))
        for a, b in itertools.pairwise(clause.words)
    )


def _has_whole_first(clause: Clause) -> bool:
    """As in "Of the nation's total trade value, they account for"."""
    sets, words = clause.sets, clause.words
    opened = bool(words) and words[0].text in sets["of"]
    return opened and any(a.text == "," and b.text in sets["again"] for a, b in itertools.pairwise(words))


def _is_theirs(clause: Clause) -> bool:
    """Something of theirs that is no other channel: "Their exports rose 8 percent", not "Their private rivals".

    So "The US took 5 billion yuan of their exports".
    """
    other = any("channel" in token.kinds for token in clause.scene.row[1:2])
    whole = clause.scene.row[clause.span.run.last + 1 : clause.span.run.last + 4]
    of_theirs = len(whole) == _WHOLE and whole[0].text in clause.sets["of"] and whole[1].text in clause.sets["their"]
    return (clause.opening in clause.sets["their"] and not other) or (of_theirs and bool(whole[2].flow))


def _is_flow(token: Token) -> bool:
    return bool(token.flow)


def _is_to(token: Token, sets: Sets) -> bool:
    return token.text.split(" ")[-1] in sets["to_words"]


def _is_mode_again(a: Token, b: Token, sets: Sets) -> bool:
    """As in "this mode", "the method"."""
    return b.text in sets["mode_again"] and (a.text in sets["goods_determiners"] or a.text in sets["this_that"])


_PAIRS: Sequence[tuple[str, str, Callable[[Token, Token, Sets], bool]]] = (
    ("mode", "mode_again", _is_mode_again),
    ("such", "such", lambda a, b, sets: a.text in sets["such"] and (b.text in sets["goods_again"] or _is_flow(b))),
    ("own_change", "change_nouns", lambda a, b, sets: a.text in sets["definite"] and b.text in sets["change_nouns"]),
    ("mutual", "mutual", lambda a, b, sets: a.text in sets["mutual"] and b.flow == "balance"),
    ("owned", "owners", lambda a, b, sets: a.text in sets["owners"] and _is_flow(b)),
    ("share_again", "definite", lambda a, b, sets: a.text in sets["definite"] and b.is_("share_noun", "contribution")),
    ("they_trade", "again", lambda a, b, sets: a.text in sets["again"] and (_is_flow(b) or b.is_("outward", "inward"))),
    ("them", "them", lambda a, b, sets: b.text in sets["them"] and (_is_to(a, sets) or _is_flow(a))),
)
"""What two words in a row before the number say: the feature, a set of which one must be there, the question."""

_CLAUSES: Sequence[tuple[str, Callable[[Clause], bool]]] = (
    ("those", _points_to_those),
    ("labelled_clause", _is_labelled_clause),
    ("labelled", _is_labelled),
    ("them", lambda clause: _trades_with_them(clause) or _is_sold_there(clause)),
    ("resumes", lambda clause: bool(clause.span.resumed)),
    ("took_years", _took_years),
    ("by_time", _is_by_time),
    ("relative", _is_relative),
    ("restated", lambda clause: any("restated" in token.kinds for token in clause.start)),
    ("part_of_before", lambda clause: _is_part_of_before(clause) or _is_way_of_before(clause)),
    ("came_from", _came_from),
    ("its", lambda clause: any(token.text in clause.sets["its"] for token in clause.start)),
    ("its_channel", _goes_on_with_channel),
    ("these_firms", _takes_up_firms),
    ("their", _is_theirs),
    ("same_figure", lambda clause: any(token.text in clause.sets["same_figure"] for token in clause.start)),
    ("same_kind", lambda clause: any(token.text in clause.sets["same_kind"] for token in clause.start)),
    ("again", lambda clause: any(token.text in clause.sets["again"] for token in clause.words)),
    ("bracketed_list", _is_bracketed_list),
    ("widens", _widens),
    ("whole_first", _has_whole_first),
    ("ranks", _ranks),
    ("flows_of_before", _gives_flows_of_before),
    ("anaphor", lambda clause: _leads_which(clause) or clause.opening in clause.sets["here"] or _points_back(clause)),
    ("anaphor_of_partner", _points_to_partner),
    ("two_countries", _names_two_countries),
    ("among_region", _opens_among_region),
    ("the_value", _takes_up_value),
    ("among_them", lambda clause: clause.opening in clause.sets["among_them"] and clause.span.head == 0),
    ("among_those", lambda clause: clause.opening in clause.sets["among_them"] and not clause.scene.new_paragraph),
)
"""What the clause as a whole says."""
