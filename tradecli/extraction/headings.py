"""What the heading, the caption or a row label of a table says: names, flow, period, unit, words of measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from tradecli.extraction import mentions, months, periods
from tradecli.extraction.calendar import Calendar
from tradecli.extraction.language import Language, alternatives, split
from tradecli.extraction.linking.context import Value
from tradecli.extraction.mentions import NAMES, Token
from tradecli.lexicon import Entry, Lexicon

_CORE = re.compile(r"(?:19|20)\d\d\s*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a bare number of a table counts: ISO 4217 code or goods, and how many of them make one."""

    code: str
    factor: Decimal
    money: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading, caption or label as read.

    `fields` holds region, flow, partner, product, channel and period where just one
    is named, `several` the fields with more than one name, `either` a name that may
    be of a region or of a partner; `rest` the words that were not understood.
    """

    text: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    several: frozenset[str] = frozenset()
    either: Mapping[str, Value] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    words: frozenset[str] = frozenset()
    relative: bool = False
    """Whether the period's year was inferred."""
    base: str = ""
    deficit: bool = False
    foreign: bool = False
    """Whether it speaks of something else than trade: GDP, investment, prices."""
    forecast: bool = False
    rest: tuple[str, ...] = ()

    def unit(self, money: bool) -> Unit | None:
        """The one unit of money, or of goods, that it names."""
        found = {unit for unit in self.units if unit.money == money}
        return found.pop() if len(found) == 1 else None


NO_HEADING = Heading("")


@dataclass(frozen=True, slots=True)
class _Patterns:
    words: re.Pattern[str]
    groups: Mapping[str, frozenset[str]]
    unit: re.Pattern[str]
    money: Mapping[str, str]
    goods: Mapping[str, str]
    scales: Mapping[str, Decimal]
    months: frozenset[str]


def _whole_words(names: Iterable[str]) -> str:
    """Like `alternatives`, each name as a whole word where it begins or ends with a letter."""
    edge = "[A-Za-z0-9]"
    return "|".join(
        (f"(?<!{edge})" if name[0].isalnum() else "")
        + alternatives([name])
        + (f"(?!{edge})" if name[-1].isalnum() else "")
        for name in sorted(names, key=lambda name: (-len(name), name))
    )


@cache
def _patterns(language: Language) -> _Patterns:
    lists, tables = language.lists, language.lists["tables"]
    groups: dict[str, set[str]] = {}
    for group, names in tables["words"].items():
        for name in names:
            groups.setdefault(_key(name), set()).add(group)
    named = {str(name) for names in tables["words"].values() for name in names}
    money = {_key(n): code for code, row in lists["currencies"].items() for n in (*row["before"], *row["after"])}
    goods = {_key(name): unit for unit, names in lists["counted"].items() for name in names}
    scales = {**language.scales, **{_key(name): Decimal(value) for name, value in tables["scales"].items()}}
    currency = alternatives(money)
    scale = rf"(?:{alternatives(scales)})(?![A-Za-z])"
    gap = rf"(?:(?:{alternatives(tables['scale_gap'])})\s)?"
    unit = re.compile(
        rf"(?<![A-Za-z\d.,])(?:(?P<before>{currency})(?=[^A-Za-z]|$|{scale})[\s,]?)?(?:(?P<factor>10{{0,8}}|1,0{{3}}|10,0{{3}}|100,0{{3}}|1,000,000)(?![,.]?\d)\s?)?"
        rf"(?:(?P<scale>{scale})[\s-]?{gap})?(?:(?P<after>(?:{currency}|{alternatives(goods)})(?![A-Za-z])))?",
        re.IGNORECASE,
    )
    months = frozenset(str(name).lower() for names in lists["months"].values() for name in names)
    words = re.compile(_whole_words(named), re.IGNORECASE)
    return _Patterns(words, {k: frozenset(v) for k, v in groups.items()}, unit, money, goods, scales, months)


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", str(name).strip()).lower()


def read(text: str, language: Language, lexicon: Lexicon, calendar: Calendar, place: Entry | None = None) -> Heading:
    """What a piece of folded text says as the heading, caption or label of a table.

    `place` is what "the province" stands for.

    >>> from tradecli.extraction.language import load
    >>> heading = read("Exports (US$ bn, Jan-Aug 2022)", load("en"), Lexicon.load(), Calendar(2022, 9))
    >>> heading.fields["flow"].name, heading.fields["period"].name, heading.units[0].code, heading.units[0].factor
    ('exports', '2022-01/2022-08', 'USD', Decimal('1000000000'))
    >>> read("Export growth of GDP", load("en"), Lexicon.load(), Calendar(2022, 9)).foreign
    True
    """
    patterns = _patterns(language)
    left, units = _units(text, patterns)
    matches = lexicon.find(left, language.code)
    times = periods.find(left, 0, len(left), language, calendar)
    held = [(match.start, match.end) for match in matches]
    held += [(time.start, time.end) for time in times if time.value and not time.comparison]
    words: set[str] = set()
    for match in patterns.words.finditer(left):
        if all(match.end() <= a or b <= match.start() for a, b in held):
            words |= patterns.groups[_key(match.group())]
            left = _blanked(left, match.start(), match.end())
    times = [time for time in times if left[time.start : time.end].strip()]
    row = mentions.tokens(left, 0, len(left), language, [], times, matches)
    lead = language.lists["tables"]["month_lead"] + " "
    row = [_mode(_month(token, lead, patterns, language, calendar), language) for token in row]
    return _heading(text, row, units, frozenset(words), place)


def _heading(
    text: str, row: list[Token], units: tuple[Unit, ...], words: frozenset[str], place: Entry | None
) -> Heading:
    named: dict[str, dict[Value, None]] = {}
    either: dict[str, Value] = {}
    rest: list[str] = []
    relative, base = False, ""
    for token in row:
        entries = {name: entry for name in NAMES if (entry := token.entry(name)) is not None}
        flow = token.flow
        if token.period is not None:
            if token.period.comparison:
                base = token.period.value
            elif token.period.value:
                named.setdefault("period", {})[Value(token.period.value)] = None
                relative = token.period.relative
        elif {"region", "partner"} <= entries.keys():
            either = {name: Value(entry.name, entry.id) for name, entry in entries.items()}
        elif entries:
            for name, entry in entries.items():
                named.setdefault(name, {})[Value(entry.name, "" if name == "channel" else entry.id)] = None
        elif level := token.place_noun:
            if level == "country":
                named.setdefault("region", {})[Value("China", "CN")] = None
            elif place is not None and place.kind == level:
                named.setdefault("region", {})[Value(place.name, place.id)] = None
        elif flow and (flow == "total" or "weak_flow" not in token.kinds) and "word" not in token.kinds:
            pass
        elif not token.is_("mark", "function", "than"):
            rest.append(token.text)
        if flow and (flow == "total" or "weak_flow" not in token.kinds) and "word" not in token.kinds:
            named.setdefault("flow", {})[Value(flow)] = None
    if "balance" in words:
        named["flow"] = {Value("balance"): None}
    if "partners" in words:
        named.setdefault("flow", {Value("total"): None})
    flows = named.get("flow", {})
    if len(flows) == 2 and Value("total") in flows:
        del flows[Value("total")]
    return Heading(
        text,
        fields={name: next(iter(values)) for name, values in named.items() if len(values) == 1},
        several=frozenset(name for name, values in named.items() if len(values) > 1),
        either=either,
        units=units,
        words=words,
        relative=relative,
        base=base,
        deficit=any("deficit" in token.kinds for token in row),
        foreign=any("distractor" in token.kinds and not token.entries for token in row),
        forecast=any("forecast" in token.kinds for token in row),
        rest=tuple(rest),
    )


def _units(text: str, patterns: _Patterns) -> tuple[str, tuple[Unit, ...]]:
    """The units that a heading names, and its text with them blanked."""
    found: list[Unit] = []
    left = text
    for match in patterns.unit.finditer(text):
        before, after, scale = match["before"], match["after"], match["scale"]
        if not (before or after) or (re.match("[A-Za-z]", text[match.end() :]) and not text[match.end() - 1].isspace()):
            continue
        ahead = text[: match.start()].rstrip()
        if ahead[-1:].isdigit() and not _CORE.search(ahead[-8:]):
            continue
        codes = {patterns.money.get(_key(each)) for each in (before, after) if each}
        goods = patterns.goods.get(_key(after)) if after and not before else None
        code = next((each for each in codes if each), None) or goods
        if code is None or len(codes - {None}) > 1:
            continue
        money = goods is None or code in codes
        bare = not money and not scale and not match["factor"]
        if bare and not (ahead.endswith(("(", ",", ";", ":")) or not text[: match.start()] + text[match.end() :]):
            continue
        factor = Decimal((match["factor"] or "1").replace(",", "")) * (patterns.scales[_key(scale)] if scale else 1)
        found.append(Unit(code, factor, money))
        left = _blanked(left, match.start(), match.end())
    return left, tuple(found)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _month(token: Token, lead: str, patterns: _Patterns, language: Language, calendar: Calendar) -> Token:
    """A word that is a month's name alone, as a period."""
    if not token.capital or token.entries or token.period is not None or token.text not in patterns.months:
        return token
    phrase = lead + token.text.capitalize()
    times = list(periods.find(phrase, 0, len(phrase), language, calendar))
    return (
        Token(token.start, token.end, token.text, frozenset({"period"}), period=times[0]) if len(times) == 1 else token
    )


def _mode(token: Token, language: Language) -> Token:
    """A channel without the flow of a word that only describes it: "processing with imported materials"."""
    flows = {language.stems["exports"], language.stems["imports"]}
    if "channel" not in token.kinds or flows & set(split(token.text)):
        return token
    return token.without(*(kind for kind in token.kinds if kind.startswith("flow:")))


def joined(inner: Heading, outer: Heading) -> Value | None:
    """The one period that two headings which cross give together; None where they differ or name none.

    >>> month, year = Heading("", {"period": Value("2025-03")}, relative=True), Heading("", {"period": Value("2024")})
    >>> joined(month, year), joined(Heading("", {"period": Value("2023")}), year)
    (Value(name='2024-03', code=''), None)
    """
    a, b = inner.fields.get("period"), outer.fields.get("period")
    if a is None or b is None or a == b:
        return a or b
    if outer.relative and not inner.relative:
        inner, outer, a, b = outer, inner, b, a
    years = months.year_of(a.name), months.year_of(b.name)
    if inner.relative and not outer.relative and "-" not in b.name and years[0] and years[1]:
        return Value(months.shifted(a.name, years[1] - years[0]))
    return None
