"""One pass over a text that finds the names of a lexicon: leftmost, longest.

A name in words is compared word by word through a trie. Spaces, hyphens, quotes and a line
break between its words count as the same. A word written in lower case matches in any
case, a capitalised one as written or in capitals. A Chinese name is compared character
by character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from tradecli.lexicon.entries import Entry, Match

FIELDS = ("region", "partner", "product", "channel")
NAME, ADJECTIVE, EXCLUSION, DERIVED, DERIVED_EXCLUSION = range(5)
_CJK = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")
_STEP = re.compile(r'("?[^\S\n]?-?[^\S\n]{0,2}\n?[^\S\n]{0,8}"?|[^\S\n]?[.,\'&/()][^\S\n]?)([^\W_]+)')
_ENDS = ""

Rule = dict[str, Any]
Finder = Callable[[str], list[Match]]


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    tail: str
    rank: int
    entries: tuple[Entry, ...]


def split(name: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """A name's keys, its words as written, and the signs after its last word.

    >>> split("the U.S.")
    (('u', '.s'), ('U', 'S'), '.')
    >>> split("Beijing-Tianjin-Hebei")[0]
    ('beijing', 'tianjin', 'hebei')
    """
    name = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    keys, words, position = [], [], 0
    for match in _WORD.finditer(name):
        keys.append(name[position : match.start()].strip(" -") + match[0].lower())
        words.append(match[0])
        position = match.end()
    return tuple(keys), tuple(words), name[position:].strip()


def other_number(word: str) -> str:
    """The plural of a singular, the singular of a plural.

    >>> [other_number(w) for w in ("ship", "ships", "battery", "batteries", "box", "gas")]
    ['ships', 'ship', 'batteries', 'battery', 'boxes', 'gases']
    """
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if re.search("(ss|x|ch|sh)es$", word):
        return word[:-2]
    if word.endswith("s") and not re.search("(ss|us|is|gas)$", word):
        return word[:-1]
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search("(s|x|ch|sh)$", word) else "s")


def finder(entries: Sequence[Entry], rules: Sequence[Rule], language: str) -> Finder:
    """The function that finds the names of one language in a folded text."""
    surroundings = _Surroundings(rules, language)
    forms = list(_forms(entries, rules, language))
    scan = _character_scan(forms) if language == "zh" else _word_scan(forms)

    def find(text: str) -> list[Match]:
        spans = list(scan(text, surroundings.allow))
        edges = frozenset(edge for match in spans for edge in (match.start, match.end))
        spans = [match for match in spans if surroundings.is_place(text, match, edges)]
        return list(_without_owners([match for match in spans if match.entries], text))

    return find


def named(entries: Iterable[Entry], rules: Iterable[Rule], language: str) -> Iterator[tuple[str, Entry, bool]]:
    """Every (name, entry, derived); a derived name comes from an `also` rule."""
    also = [rule for rule in rules if rule["rule"] == "also"]
    for entry in entries:
        for number, name in enumerate(entry.names.get(language, ())):
            yield name, entry, False
            for rule in also if number == 0 else ():
                if rule.get("kind") == entry.kind:
                    for pattern in rule.get(language, ()):
                        yield pattern.replace("{name}", name), entry, True


def _forms(entries: Sequence[Entry], rules: Sequence[Rule], language: str) -> Iterator[tuple[str, int, Entry | None]]:
    for name, entry, derived in named(entries, rules, language):
        yield name, DERIVED if derived else NAME, entry
    for entry in entries:
        for adjective in entry.adjectives if language == "en" else ():
            yield adjective, ADJECTIVE, entry
        for text in entry.exclusions:
            if bool(_CJK.search(text)) == (language == "zh"):
                yield text, EXCLUSION, None


class _Surroundings:
    """What may not stand beside a name: the rules `not-before`, `not-after`, `openers`."""

    def __init__(self, rules: Sequence[Rule], language: str) -> None:
        def words(kind: str) -> list[str]:
            return [w for r in rules if r["rule"] == kind for w in r.get(language, ())]

        space = "" if language == "zh" else " "
        self.before = tuple(space + word for word in words("not-before"))
        self.after = tuple(word + space for word in words("not-after"))
        self.openers = frozenset(words("openers"))

    def allow(self, text: str, start: int, end: int, entries: tuple[Entry, ...]) -> bool:
        """Whether a name may stand there: no `University` after it, no `Bank of` before it."""
        if text.startswith("$", end):
            return False
        if not entries or entries[0].field not in ("region", "partner"):
            return True
        return not (text.startswith(self.before, end) or text.endswith(self.after, 0, start))

    def is_place(self, text: str, match: Match, edges: frozenset[int]) -> bool:
        """Whether a guarded country name is one, rather than part of a person's name."""
        if not any(entry.guard for entry in match.entries):
            return True
        following = re.compile(r" ([A-Z][a-z]+|[A-Z]\.)").match(text, match.end)
        if following and match.end + 1 not in edges:
            return False
        preceding = re.search(r"\b([A-Z][^\W_]*\.?) $", text[max(match.start - 40, 0) : match.start])
        return not preceding or match.start - 1 in edges or preceding[1] in self.openers


Allow = Callable[[str, int, int, tuple[Entry, ...]], bool]
Scan = Callable[[str, Allow], Iterator[Match]]


def _word_scan(forms: Iterable[tuple[str, int, Entry | None]]) -> Scan:
    trie: dict[str, Any] = {}
    for text, rank, entry in forms:
        keys, words, tail = split(text)
        entries = (entry,) if entry else ()
        _add(trie, keys, _Form(words, tail, rank, entries))
        if words and words[-1].islower() and not tail and rank in (NAME, EXCLUSION):
            last = other_number(words[-1])
            keys = (*keys[:-1], keys[-1].removesuffix(words[-1]) + last)
            derived = DERIVED if rank == NAME else DERIVED_EXCLUSION
            _add(trie, keys, _Form((*words[:-1], last), "", derived, entries))
    return lambda text, allow: _scan_words(trie, text, allow)


def _add(trie: dict[str, Any], keys: Iterable[str], form: _Form) -> None:
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    forms: list[_Form] = node.setdefault(_ENDS, [])
    for number, other in enumerate(forms):
        if (other.words, other.tail, other.rank) == (form.words, form.tail, form.rank):
            forms[number] = _Form(form.words, form.tail, form.rank, _merged(other.entries, form.entries))
            return
    forms.append(form)
    forms.sort(key=lambda form: (not form.tail, form.words[0].islower(), form.rank))


def _merged(*entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    unique = dict.fromkeys(entry for group in entries for entry in group)
    return tuple(sorted(unique, key=lambda entry: FIELDS.index(entry.field)))


def _scan_words(trie: dict[str, Any], text: str, allow: Allow) -> Iterator[Match]:
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    done = 0
    for word in _WORD.finditer(lower):
        node = trie.get(word[0])
        start, end = word.span()
        if node is None or start < done:
            continue
        ends = [(end, node)] if _ENDS in node else []
        while (step := _STEP.match(lower, end)) and (node := node.get(step[1].strip(' -\n\t"') + step[2])):
            end = step.end()
            if _ENDS in node:
                ends.append((end, node))
        for end, node in reversed(ends):
            if match := _spelled(node[_ENDS], text, start, end, allow):
                yield match
                done = match.end
                break


def _spelled(forms: Iterable[_Form], text: str, start: int, end: int, allow: Allow) -> Match | None:
    """The first form spelled as the text spells it, and allowed to stand there."""
    words = _WORD.findall(text, start, end)
    for form in forms:
        if all(w == t or w.islower() or w.upper() == t for w, t in zip(form.words, words, strict=True)):
            stop = end
            if form.tail:
                if not text.startswith(form.tail, end):
                    continue
                stop += len(form.tail)
            if allow(text, start, stop, form.entries):
                return Match(start, stop, form.entries, form.rank == ADJECTIVE)
    return None


def _character_scan(forms: Iterable[tuple[str, int, Entry | None]]) -> Scan:
    table: dict[str, tuple[int, tuple[Entry, ...]]] = {}
    for text, rank, entry in forms:
        before = table.get(text)
        if before is None or rank < before[0]:
            table[text] = (rank, (entry,) if entry else ())
        elif rank == before[0] and entry:
            table[text] = (rank, _merged(before[1], (entry,)))
    lengths: dict[str, list[int]] = {}
    for text in sorted(table, key=len, reverse=True):
        sizes = lengths.setdefault(text[0], [])
        if len(text) not in sizes:
            sizes.append(len(text))
    heads = re.compile("[" + re.escape("".join(lengths)) + "]") if lengths else re.compile("(?!)")

    def scan(text: str, allow: Allow) -> Iterator[Match]:
        done = 0
        for head in heads.finditer(text):
            start = head.start()
            if start < done:
                continue
            for size in lengths[head[0]]:
                end = start + size
                found = table.get(text[start:end])
                if (
                    found
                    and end <= len(text)
                    and not _cuts_latin(text, start, end)
                    and allow(text, start, end, found[1])
                ):
                    yield Match(start, end, found[1])
                    done = end
                    break

    return scan


def _cuts_latin(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a run of Latin letters and digits."""
    around = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)


def _without_owners(matches: Sequence[Match], text: str) -> Iterator[Match]:
    """Drop `East China's` before `Zhejiang`, which only says where that lies."""
    for match, following in zip_longest(matches, matches[1:]):
        place = match.entries[0]
        if following and place.field == "region" and place.kind in ("country", "area"):
            part, between = following.entries[0], text[match.end : following.start]
            smaller = part.field == "region" and part.kind in ("province", "city") and not following.adjective
            if (smaller and between in ("'s ", " ")) or (smaller and place.kind == "country" and not between):
                continue
        yield match
