"""Which paragraphs go on with what the one before speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token
from tradecli.model import Sentence

_SINGLE = 0.8
"""The least part of all paragraphs that are one sentence each, on a page where a break says little."""
_ENOUGH = 5
"""So many paragraphs tell how a page is laid out, at least."""


def passages(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]], language: Language) -> dict[int, int]:
    """The passage of each sentence, by number: its paragraph, or that of the one before that it goes on with.

    Only figures go on with figures: both sentences have a number.
    """
    single = _is_of_single_sentences(sentences, rows)
    found: dict[int, int] = {}
    before: Sentence | None = None
    passage, told = -1, False
    for number, row in rows.items():
        sentence, tells = sentences[number], any("number" in token.kinds for token in row)
        if before is None or sentence.paragraph != before.paragraph:
            bodies = before is not None and before.kind == sentence.kind == "body"
            if not (bodies and told and tells and _goes_on(row, single, language)):
                passage = sentence.paragraph
        found[number] = passage
        before, told = sentence, tells
    return found


def _is_of_single_sentences(sentences: Sequence[Sentence], rows: Mapping[int, Sequence[Token]]) -> bool:
    """Whether nearly all paragraphs of a page are one sentence."""
    sizes = Counter(sentences[number].paragraph for number in rows if sentences[number].kind == "body")
    return len(sizes) >= _ENOUGH and sum(size == 1 for size in sizes.values()) >= _SINGLE * len(sizes)


def _goes_on(row: Sequence[Token], single: bool, language: Language) -> bool:
    """Whether a paragraph opens with a word that points back; between single sentences, with a bare flow too."""
    sets, first = language.sets, row[0].text
    following = row[1].text if len(row) > 1 else ""
    category = len(row) > 1 and "anaphor" in row[1].kinds and " " in following
    if (
        first in sets["goes_on"]
        or (first in sets["in"] | sets["within"] and category)
        or (first in sets["of"] | sets["among"] and following in sets["pointers"])
    ):
        return True
    return single and row[0].flow in {"exports", "imports"}
