"""A capital that is named for the country's government or as where its offices sit, not as a place that trades."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import Topic
from tradecli.extraction.mentions import Token

_NEAR = 3
"""Tokens around the name among which a word of trade or another place makes it a place."""
_TELLS = ("level", "change:up", "change:down", "share", "contribution", "number")


def without_governments(row: Sequence[Token], topic: Topic, language: Language) -> list[Token]:
    """The row of an article about the country without its capital where no trade is told of it.

    "Beijing answered with duties of its own", "according to the customs administration in Beijing", and
    with its colon where it only dates the report: "BEIJING: Exports fell".
    """
    if topic.place is None or topic.place.kind != "country":
        return list(row)
    capitals = language.sets["capitals"]
    if len(row) > 1 and row[0].text.isupper() and row[0].text.lower() in capitals and row[1].text == ":":
        row = row[2:]
    return [
        token.without("region") if token.text.lower() in capitals and not _trades(row, i, language) else token
        for i, token in enumerate(row)
    ]


def is_source(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a name only says where data are from: "Data out of Beijing yesterday had exports down"."""
    data = i > 1 and language.sets["data"].intersection(token.text for token in row[max(0, i - 3) : i - 1])
    return bool(data) and (row[i - 1].text in language.sets["from"] or row[i - 2].text in language.sets["out_of"])


def _trades(row: Sequence[Token], i: int, language: Language) -> bool:
    """Whether a word of trade, a verb of a figure or another place stands beside a name, or it is called a city."""
    if is_source(row, i, language):
        return False
    after = itertools.takewhile(lambda token: "mark" not in token.kinds, row[i + 1 : i + 1 + _NEAR])
    if any(token.flow or token.is_(*_TELLS) for token in after):
        return True
    if i > 1 and row[i - 2].flow and row[i - 1].text in language.sets["of_words"] | language.sets["in_words"]:
        return True
    if i + 3 < len(row) and row[i + 1].text == "," and row[i + 2].text in language.sets["definite"]:
        inner = itertools.takewhile(lambda token: "mark" not in token.kinds, row[i + 3 :])
        return any(token.text.split(" ")[-1] in language.lists["one_place"] for token in inner)
    beside = (*row[max(0, i - 2) : i], *row[i + 1 : i + 3])
    return any(token.is_("region", "partner") for token in beside)
