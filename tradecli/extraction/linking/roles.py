"""The part that a name plays in its clause, from the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.linking.lists import NameList, field_of
from tradecli.extraction.mentions import Token

_SKIPPED = frozenset({"the", "its", "their", "all", "both", "a", "an", "some", "other", "these", "this", "our"})
_TO = frozenset({"to", "with", "from", "toward", "towards", "between", "into"})
_IN = frozenset({"in", "within", "inside", "across", "at", "for", "on", "through", "via", "under"})
_OF = frozenset({"of", "by"})
_OPENERS = frozenset({",", ";", ":", "(", ")", "\u2014", ".", "[", "]", "|", "\u2022", "*"})


def roles(row: Sequence[Token], lists: Sequence[NameList], language: Language) -> dict[int, str]:
    """Role by place in the sentence, for every token that names a field.

    Roles: `possessive`, `to` (to, with, from), `of` (of, by), `in`, `subject`,
    `before_flow`, `list`, `example`, `object` (of "surpassed", "after"),
    `compared` (after "than"), `ranked` ("the largest in China"), `whole`, `other`.
    """
    found = {i: _role(row, i, language) for i, token in enumerate(row) if field_of(token)}
    for names in lists:
        lead = found.get(names.tokens[0], "other")
        for i in names.tokens[1:]:
            found[i] = lead if lead != "other" else "list"
    return found


def _role(row: Sequence[Token], i: int, language: Language) -> str:
    token = row[i]
    field = field_of(token)
    before = i - 1
    while before >= 0 and (
        row[before].text in _SKIPPED
        or row[before].is_("bare")
        or row[before].is_("modifiers")
        and not row[before].is_("change:up")
    ):
        before -= 1
    previous = row[before] if before >= 0 else None
    following = row[i + 1] if i + 1 < len(row) else None
    if _in_bracket_without_number(row, i) or _among_them(row, i):
        return "example"
    if field == "product" and _member_of_earlier(row, i):
        return "example"
    if special := _set_apart(row, i, previous, language):
        return special
    if field in {"region", "flow"} and (_names_whole(row, i) or _pulled(row, i)):
        return "whole"
    if field == "region" and token.possessive and _wider(row, i):
        return "whole"
    if field == "region" and _ranks(row, i, previous, following, language):
        return "ranked"
    if token.adjective and following is not None and following.text.split(" ")[-1] in language.lists["partner_nouns"]:
        return "of"
    if token.possessive and field == "partner" and any(each.is_("share_noun") for each in row[i + 1 : i + 3]):
        return "subject"
    if token.possessive and field == "region" and not _owns_trade(row, i):
        return "whole"
    if token.possessive:
        return "possessive"
    preposition = previous.text.rsplit(" ", 1)[-1] if previous is not None else ""
    if preposition in _TO or preposition == "for" and field == "partner":
        return "to"
    if preposition in _OF:
        return "of"
    if preposition in _IN:
        nouns = language.lists["partner_nouns"]
        return (
            "of"
            if field == "partner" and any(each.text in nouns for each in row[max(0, before - 3) : before])
            else "in"
        )
    if following is not None and (
        following.of("flow") or (following.is_("modifiers", "product") and _flow_soon(row, i + 1))
    ):
        return "before_flow"
    if previous is None or previous.text in _OPENERS or previous.is_("conjunctions", "period", "number"):
        return "subject"
    return "other"


def _owns_trade(row: Sequence[Token], i: int) -> bool:
    """Whether what a place is said to have is trade, goods, a level or a rate: not "Beijing's favour"."""
    near = row[i + 1 : i + 6]
    return any(
        token.of("flow")
        or token.of("compound")
        or token.is_("product", "channel", "neutral", "share", "number", "region", "change:up", "change:down")
        for token in near
    )


def _flow_soon(row: Sequence[Token], i: int) -> bool:
    return any(token.of("flow") for token in row[i : i + 3])


def _set_apart(row: Sequence[Token], i: int, previous: Token | None, language: Language) -> str:
    """`object`, `example` or `compared` where a word before the name keeps it out of the clause's subject."""
    if previous is not None and previous.is_("examples"):
        return "example"
    if previous is not None and previous.is_("surpass") and not previous.of("compound"):
        after = [each.text for each in row[i + 1 : i + 2]]
        own_number = after in (["with"], ["at"], ["("]) and any(each.is_("number") for each in row[i + 2 : i + 4])
        return "" if own_number else "object"
    for j in range(i - 1, max(-1, i - 9), -1):
        token = row[j]
        if token.is_("number") or token.text in {",", ";", ":", ".", "\u2014", "(", ")"}:
            return ""
        if (
            token.is_("than", "gap")
            and not (j + 1 < len(row) and row[j + 1].is_("number", "bare"))
            and not token.is_("change:up")
        ):
            return "compared"
    return ""


def _names_whole(row: Sequence[Token], i: int) -> bool:
    """Whether a name before the number is of the whole: "the proportion in the total value of", "share of national trade"."""
    for j in range(i - 1, max(-1, i - 9), -1):
        token = row[j]
        if token.is_("number", "mark") or token.is_("change:up", "change:down", "conjunctions"):
            return False
        if token.is_("share_noun") and j + 1 < len(row):
            between = row[j + 1 : i + 1]
            wide = any(
                each.text in {"total", "national", "overall", "whole"} or each.of("place_noun") == "country"
                for each in between
            )
            return row[j + 1].text == "in" or (row[j + 1].text == "of" and wide)
    return False


def _member_of_earlier(row: Sequence[Token], i: int) -> bool:
    """Whether goods only spell out a group named just before: "the new three of electric cars, batteries and panels"."""
    entry = row[i].entry("product")
    if entry is None:
        return False
    groups = [token.entry("product") for token in row[max(0, i - 14) : i] if not token.is_("number")]
    return any(group is not None and entry.id in group.members for group in groups)


def _wider(row: Sequence[Token], i: int) -> bool:
    """Whether a place only says where the next one lies: "South China's island province of Hainan"."""
    entry = row[i].entry("region")
    if entry is None or entry.kind not in {"area", "country"}:
        return False
    for token in row[i + 1 : i + 6]:
        if token.is_("mark", "number", "level", "change:up", "change:down") or token.of("flow"):
            return False
        other = token.entry("region")
        if other is not None:
            return other.kind in {"province", "city"}
    return False


def _among_them(row: Sequence[Token], i: int) -> bool:
    """Whether a name is only one of those meant: "farm exports, walnuts and grapes among them"."""
    for token in row[i + 1 : i + 6]:
        if token.text == "among them":
            return True
        if token.is_("mark", "number", "level", "change:up", "change:down"):
            return False
    return False


def _pulled(row: Sequence[Token], i: int) -> bool:
    """Whether a name is of what is driven up: "pulled the province's trade growth by 2.6 points"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if row[j].is_("contribution") and not row[j].is_("level", "share", "share_noun"):
            return any(
                token.is_("number") and token.number is not None and token.number.kind == "points"
                for token in row[i : i + 8]
            )
        if row[j].is_("number", "mark"):
            return False
    return False


def _in_bracket_without_number(row: Sequence[Token], i: int) -> bool:
    opened = next((j for j in range(i - 1, -1, -1) if row[j].text in "()"), None)
    if opened is None or row[opened].text != "(":
        return False
    closed = next((j for j in range(i + 1, len(row)) if row[j].text == ")"), len(row))
    return not any(token.is_("number") for token in row[opened:closed])


def _ranks(row: Sequence[Token], i: int, previous: Token | None, following: Token | None, language: Language) -> bool:
    """Whether a place is only where something ranks: "first in the country", "China's largest"."""
    token = row[i]
    entry = token.entry("region")
    country = token.of("place_noun") == "country" or (entry is not None and entry.kind == "country")
    if country and previous is not None and previous.text in {"in", "within", "across"}:
        return not (i < 4)
    if (
        previous is not None
        and previous.text == "of"
        and i > 1
        and row[i - 2].text == "one"
        or (i > 2 and row[i - 2].text == "of" and row[i - 3].text == "one")
    ):
        return True
    if country and previous is not None and previous.text == "of":
        before = next((k for k in range(i - 1, -1, -1) if row[k] is previous), 0)
        return not any(each.of("flow") or each.is_("change:up", "change:down") for each in row[max(0, before - 4) : before])
    superlatives = language.lists["superlatives"]
    nxt = [each.text.rstrip(".") for each in row[i + 1 : i + 3]]
    possessive = country and (token.possessive or token.text == "national")
    return possessive and bool(nxt) and nxt[0] in superlatives and following is not None and not following.of("flow")
