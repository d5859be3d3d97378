"""Numbers of a sentence in a row, and which list of names each row of numbers goes with.

A run of n numbers of one kind belongs to the nearest earlier list of n names,
with or without "respectively"; where the lengths differ nothing is paired.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.amounts import FRACTION, MONEY, PERCENT, QUANTITY
from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import NameList, Run, field_of
from tradecli.extraction.mentions import Token

_LEVEL, _RATE = (1, MONEY), (1, "rate")
"""A level and a rate that stand alone: so many numbers, of what kind."""
_PAIR = 2
_NEXT = 3
"""Words from a run to its "respectively", at most."""
_PART = 7
"""Words from a number to the "respectively" behind what it is of, at most."""
_MOVED = 3
"""Words from a word of change to the rates that it leads, at most."""
_AGAINST = 9
"""Words from a rate to the time that it is held against, at most."""


def number_runs(row: Sequence[Token], lists: Sequence[NameList], language: Language) -> list[Run]:
    """The numbers of a sentence, those in a row together, in text order.

    Numbers apart are one run where they are as many as the names of a list that
    "respectively" or its own words deal out ("a fall of 2.5%, then rises of 7.2% and 11.3%").
    """
    groups: list[list[int]] = []
    for i, token in enumerate(row):
        if "number" not in token.kinds:
            continue
        if groups and _same_run(row, groups[-1][-1], i, language):
            groups[-1].append(i)
        else:
            groups.append([i])
    groups = [group for group in _around_brackets(row, groups, language) if not _is_range(row, group, language)]
    groups = _of_two_times(row, _rates_and_parts(row, groups), lists, language)
    return _joined(row, [Run(tuple(group)) for group in groups], lists)


def _around_brackets(row: Sequence[Token], groups: list[list[int]], language: Language) -> list[list[int]]:
    """The groups, levels that each have theirs in another currency behind them as one where they are dealt out.

    "were 13.7 billion yuan ($2.1 billion), 9.8 billion yuan ($1.5 billion) and 6.9 billion yuan ($1.1 billion),
    respectively".
    """
    chain: list[int] = []
    for group in groups:
        last, closed = chain[-1] if chain else -1, _end_of_bracket(row, group[0])
        if len(group) > 1 or not closed:
            continue
        between = row[_end_of_bracket(row, last) + 1 : group[0]] if last >= 0 else ()
        joined = last >= 0 and all(token.text in language.sets["joins"] for token in between)
        chain = [*chain, *group] if joined and _is_of_one_unit(row, last, group[0]) else list(group)
        after = row[closed + 1 : closed + 1 + _NEXT]
        dealt = any("respectively" in token.kinds for token in after)
        dealt |= bool(after) and after[0].text in language.sets["each_one"]
        if len(chain) > _PAIR and dealt:
            rest = [each for each in groups if each[0] not in chain]
            return sorted([*rest, chain], key=lambda each: each[0])
    return groups


def _end_of_bracket(row: Sequence[Token], i: int) -> int:
    """Where a bracket with one number, be it hedged, ends that follows a number; 0 without one."""
    if i + 3 >= len(row) or row[i + 1].text != "(":
        return 0
    number = row[i + 3].number
    at = i + 2 + (number is not None and number.hedged == row[i + 2].start)
    return at + 1 if "number" in row[at].kinds and at + 1 < len(row) and row[at + 1].text == ")" else 0


def _is_of_one_unit(row: Sequence[Token], i: int, j: int) -> bool:
    a, b = row[i].number, row[j].number
    return a is not None and b is not None and (a.kind, a.unit) == (b.kind, b.unit)


def _is_range(row: Sequence[Token], group: Sequence[int], language: Language) -> bool:
    """Whether two numbers only bound a third: "all lie between 20 and 30 billion yuan"."""
    between, first = language.lists["time_parts"]["between"], group[0]
    if len(group) == 1 and first > 1 and row[first - 1].text in language.sets["and"] and "bare" in row[first - 2].kinds:
        first -= 2
    elif len(group) != _PAIR:
        return False
    return first > 0 and row[first - 1].text in between


def _rates_and_parts(row: Sequence[Token], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups, the two rates behind a level parted where a level before had each apart.

    "5 billion yuan, up 4%, accounting for 20%; 13 billion yuan, up 1% and 51%".
    """
    found: list[list[int]] = []
    for group in groups:
        shape = [(len(each), family_of(row[each[0]])) for each in found]
        level = shape[-1:] == [_LEVEL]
        told = any(tuple(shape[k : k + 3]) == (_LEVEL, _RATE, _RATE) for k in range(len(shape) - 3))
        two = (len(group), family_of(row[group[0]])) == (2, "rate")
        dealt = any("respectively" in token.kinds for token in row[group[-1] : group[-1] + 4])
        found += [[i] for i in group] if two and level and told and not dealt else [list(group)]
    return found


def _of_two_times(
    row: Sequence[Token], groups: Sequence[Sequence[int]], lists: Sequence[NameList], language: Language
) -> list[list[int]]:
    """The groups, two rates parted of which only the second has a time: "saw trade rise 17%, and 23% in June"."""
    found: list[list[int]] = []
    for group in groups:
        named = any(names.size == _PAIR and names.tokens[0] < group[0] for names in lists)
        last = group[-1]
        timed = last + 2 < len(row) and row[last + 1].text in language.sets["in"] and row[last + 2].period is not None
        dealt = any("respectively" in token.kinds for token in row[group[0] : last + _NEXT])
        apart = len(group) == _PAIR and family_of(row[last]) == "rate" and row[group[0] + 1].text == ","
        found += [[i] for i in group] if apart and timed and not (named or dealt) else [list(group)]
    return found


def _joined(row: Sequence[Token], runs: list[Run], lists: Sequence[NameList]) -> list[Run]:
    for names in lists:
        if not names.values and not any("respectively" in token.kinds for token in row[names.tokens[-1] :]):
            continue
        brackets = brackets_of(row)
        later = [run for run in runs if run.first > names.tokens[-1] and brackets[run.first] < 0]
        for k in range(len(later)):
            group = _as_many(later[k:], names.size)
            numbers = [i for each in group for i in each.tokens]
            if len(group) > 1 and len(numbers) == names.size and _deals_out(row, numbers, names):
                runs = [each for each in runs if each not in group] + [Run(tuple(numbers))]
    runs.sort(key=lambda each: each.first)
    for run in runs:
        if len(run.tokens) > 1 and (rates := _rates_of_its_own(row, run, runs)):
            runs = [each for each in runs if each.first not in rates] + [Run(rates)]
    return sorted(runs, key=lambda each: each.first)


def _rates_of_its_own(row: Sequence[Token], run: Run, runs: Sequence[Run]) -> tuple[int, ...]:
    """The rates behind a run, one for each of its numbers: "were 19, 14 and 13 billion yuan respectively, up 1%,
    down 13% and down 9%"."""
    if not any("respectively" in token.kinds for token in row[run.first : run.last + _NEXT]):
        return ()
    later = [each for each in runs if each.first > run.last][: len(run.tokens)]
    rates = tuple(each.first for each in later)
    if len(rates) < len(run.tokens) or any(len(each.tokens) > 1 for each in later):
        return ()
    if any(family_of(row[i]) != "rate" for i in rates) or family_of(row[run.first]) == "rate":
        return ()
    between = row[run.last + 1 : rates[-1]]
    glue = {"respectively", "change:up", "change:down", "mark", "conjunctions", "number"}
    plain = all(token.is_(*glue) or token.kinds <= {"function", "word"} for token in between)
    named = any(field_of(token) or token.text in {";", "("} for token in between)
    return rates if plain and not named else ()


def brackets_of(row: Sequence[Token]) -> list[int]:
    """For each place of a sentence the place of the bracket that it stands in, -1 outside."""
    found: list[int] = []
    opened = -1
    for i, token in enumerate(row):
        found.append(opened)
        opened = i if token.text == "(" else -1 if token.text == ")" else opened
    return found


def _as_many(runs: Sequence[Run], size: int) -> list[Run]:
    """The first runs that have `size` numbers or more together."""
    group: list[Run] = []
    for run in runs:
        if group and sum(len(each.tokens) for each in group) >= size:
            break
        group.append(run)
    return group


def _deals_out(row: Sequence[Token], numbers: Sequence[int], names: NameList) -> bool:
    """Whether numbers apart are of one kind with no name between them, and "respectively" is said of them."""
    kinds = {(number.kind, number.unit) for i in numbers if (number := row[i].number) is not None}
    if len(kinds) > 1 or any(field_of(token) for token in row[numbers[0] : numbers[-1]]):
        return False
    brackets = brackets_of(row)
    apart = (i for i in range(numbers[-1] + 1, len(row)) if "number" in row[i].kinds and brackets[i] < 0)
    until = next(apart, len(row))
    return bool(names.values) or any("respectively" in token.kinds for token in row[names.tokens[-1] : until])


def family_of(token: Token) -> str:
    """The kind of a number, rates of every print alike; empty for another token."""
    kind = token.number.kind if token.number is not None else ""
    return "rate" if kind in {"percent", "times", "fraction"} else kind


def _same_run(row: Sequence[Token], last: int, following: int, language: Language) -> bool:
    """Whether the next number goes on the run that a number ends so far."""
    sets = language.sets
    a, b = row[last].number, row[following].number
    if (
        a is None
        or b is None
        or family_of(row[last]) != family_of(row[following])
        or (a.kind == MONEY and a.unit != b.unit)
    ):
        return False
    between = row[last + 1 : following]
    loose = any("respectively" in token.kinds for token in row[following + 1 : following + 4])
    if loose and len(between) == 1 and between[0].text in sets["or_words"]:
        return True
    if b.crossing or not any(token.text in sets["number_joins"] for token in between):
        return False
    changed = a.kind in {MONEY, QUANTITY} and any(token.is_("change:up", "change:down") for token in between)
    if changed and b.hedged < 0 and not loose:
        return False
    onto = len(between) > 1 and between[0].text == "," and between[1].text in sets["to"]
    if (
        onto
        and a.kind in {MONEY, QUANTITY}
        and not any(token.text in sets["from"] for token in row[max(0, last - 3) : last])
    ):
        return False
    if _is_part_after_rate(row, last, following, language) or _is_gap(row, last, following, language):
        return False
    if _is_held_against_another(row, last, following, language) or _is_part_of_it(row, following, language):
        return False
    if a.kind != b.kind and FRACTION in {a.kind, b.kind}:
        return False
    for token in between:
        hedge = a.start < token.start < b.start and b.hedged >= 0 and token.start >= b.hedged
        moved = token.is_("change:up", "change:down")
        if moved and not hedge and row[last - 1].is_("share", "share_noun"):
            return False
        turn = loose and moved
        if not hedge and not turn and token.text not in sets["between_numbers"]:
            return False
    return True


def _is_part_of_it(row: Sequence[Token], following: int, language: Language) -> bool:
    """Whether a number is of a part of the one before: "40 billion, and 20 billion of that with ASEAN"."""
    sets, after = language.sets, row[following + 1 : following + _PART]
    dealt = any("respectively" in token.kinds for token in after)
    return len(after) > 1 and after[0].text in sets["of"] and after[1].text in sets["pointers"] and not dealt


def _is_held_against_another(row: Sequence[Token], last: int, following: int, language: Language) -> bool:
    """Whether a second rate is the same against an earlier time: "by 18.4%, and by 42.3% compared with 2019".

    So in "an increase of 9.8%, and up 11.4% from the second quarter".
    """
    by = language.sets["by"]
    again = row[last - 1].text in by and row[following - 1].text in by
    moved = row[following - 1].is_("change:up", "change:down") and row[last + 1].text == ","
    if not (again or moved) or family_of(row[following]) != "rate":
        return False
    after = row[following + 1 : following + _AGAINST]
    return any(token.period is not None and (token.period.comparison or token.period.value) for token in after)


def _is_gap(row: Sequence[Token], last: int, following: int, language: Language) -> bool:
    """Whether a rate after a comma is how far the one before is from another: "up 28.5%, 11.3% higher than"."""
    after = row[following + 1] if following + 1 < len(row) else None
    moved = any(token.is_("change:up", "change:down") for token in row[max(0, last - 2) : last])
    joined = following == last + 2 and row[last + 1].text in language.sets["joins"]
    number = row[following].number
    level = number is not None and number.kind in {MONEY, QUANTITY}
    return joined and (moved or level) and after is not None and after.is_("gap", "than", "comparative")


def _is_part_after_rate(row: Sequence[Token], last: int, following: int, language: Language) -> bool:
    """Whether a rate of change is followed by a part of something: "growth 5%, 17% of the total"."""
    a, after = row[last].number, row[following + 1] if following + 1 < len(row) else None
    if a is None or a.kind not in {"percent", "times"} or after is None:
        return False
    if after.text not in language.sets["of"] and "share_noun" not in after.kinds:
        return False
    for token in reversed(row[max(0, last - 3) : last]):
        if token.is_("number", "share", "share_noun", "mark"):
            return False
        if token.is_("change:up", "change:down") or token.text in language.sets["rate_nouns"]:
            return True
    return False


def product_of_lists(row: Sequence[Token], run: Run, lists: Sequence[NameList]) -> tuple[NameList, NameList] | None:
    """The two lists that a run is dealt out to if it is as long as their product ("exports and imports of A and B")."""
    earlier = [each for each in lists if each.tokens[-1] < run.first]
    for i, outer in enumerate(earlier):
        for inner in earlier[i + 1 :]:
            if outer.size * inner.size == len(run.tokens) and outer.field != inner.field:
                return outer, inner
    return None


def _flows_named_apart(row: Sequence[Token], pair: NameList, run: Run) -> bool:
    """Whether both flows of "exports and imports" are named again, each on its own, before the numbers."""
    later = {token.flow for token in row[pair.tokens[-1] + 1 : run.first]}
    return {"exports", "imports"} <= later


def _named_after(row: Sequence[Token], run: Run, lists: Sequence[NameList], language: Language) -> NameList | None:
    """The list of as many names that levels in a row lead up to: "5 and 4 billion yuan of goods went to A and B"."""
    number = row[run.first].number
    names = next((each for each in lists if each.tokens[0] > run.last), None)
    if number is not None and names is not None and number.kind == PERCENT and names.split_flow:
        return names if _is_growth_for(row, run, names, language) else None
    if number is not None and names is not None and number.kind == PERCENT:
        return names if _are_rates_for(row, run, names, language) else None
    if number is None or number.kind not in {MONEY, QUANTITY}:
        return None
    if names is None or names.size != len(run.tokens) or names.field not in {"partner", "region", "product", "period"}:
        return None
    if names.field == "period":
        words = [token.text for token in row[run.last + 1 : names.tokens[0]]]
        return names if words and all(word in language.sets["in"] for word in words) else None
    between = [
        token
        for token in row[run.last + 1 : names.tokens[0]]
        if "region" not in token.kinds or "partner" in token.kinds
    ]
    if between and between[-1].text in language.sets["definite"]:
        between = between[:-1]
    led = bool(between) and between[-1].text in language.sets["to_words"] | language.sets["of_words"]
    return (
        names
        if led and not any(token.is_("number", "mark") or field_of(token) for token in between[:-1] if not token.flow)
        else None
    )


def _is_growth_for(row: Sequence[Token], run: Run, names: NameList, language: Language) -> bool:
    """Whether rates are dealt to the two flows behind them: "16% and 14% growth for export and import respectively"."""
    words, pair = row[run.last + 1 : names.tokens[0]], names.tokens[0]
    links = language.sets["to_words"] | language.sets["of_words"] | language.sets["in"] | language.sets["for"]
    led = bool(words) and words[-1].text in links and all(token.is_("change:up", "change:down") for token in words[:-1])
    return led and any("respectively" in token.kinds for token in row[pair + 1 : pair + 3])


def _are_rates_for(row: Sequence[Token], run: Run, names: NameList, language: Language) -> bool:
    """Whether rates lead up to what they are of: "rises of 3%, 7% and 8%, respectively, in trade with A, B and C"."""
    if names.size != len(run.tokens) or names.field not in {"partner", "region", "product"}:
        return False
    sets, words = language.sets, row[run.last + 1 : names.tokens[0]]
    links = sets["to_words"] | sets["of_words"] | sets["in"] | sets["for"]
    led = [token for token in words if not (token.text in sets["definite"] or "region" in token.kinds)]
    moved = any(token.is_("change:up", "change:down") for token in row[max(0, run.first - _MOVED) : run.first])
    if not (moved and led and led[-1].text.split(" ")[-1] in links):
        return False
    dealt = any("respectively" in token.kinds for token in words)
    return all(
        token.is_("respectively", "change:up", "change:down")
        or token.flow
        or token.text in links
        or (dealt and token.text == ",")
        or "neutral" in token.kinds
        for token in led
    )


def _names_others_since(row: Sequence[Token], names: NameList, run: Run) -> bool:
    """Whether a semicolon and other names of the field part a list from a run: "rose 5% and 6%; ships and boats by"."""
    since = next((i for i in range(run.first - 1, names.tokens[-1], -1) if row[i].text == ";"), run.first)
    return not names.split_flow and any(field_of(token) == names.field for token in row[since : run.first])


def pairing(row: Sequence[Token], run: Run, lists: Sequence[NameList], language: Language) -> NameList | None:
    """The list of names that a run of two numbers or more is dealt out to: the nearest earlier one of its length."""
    size = len(run.tokens)
    if size < 2:
        return None
    earlier = [each for each in lists if each.size == size and each.tokens[-1] < run.first]
    earlier = [each for each in earlier if not _names_others_since(row, each, run)]
    if not earlier and (later := _named_after(row, run, lists, language)) is not None:
        return later
    earlier = [each for each in earlier if not (each.split_flow and _flows_named_apart(row, each, run))]
    plain = [each for each in earlier if not each.split_flow]
    plain = [each for each in plain if not each.values] or plain
    if plain and not (plain[-1].values and earlier[-1].split_flow):
        return plain[-1]
    marked = any("respectively" in token.kinds for token in row[max(0, run.first - 3) : run.last + 4])
    joined = any(token.text in language.sets["and"] for token in row[run.first : run.last])
    return earlier[-1] if earlier and (marked or (size == 2 and joined)) else None
