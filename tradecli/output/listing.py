"""What the lexicon knows, as a table."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tradecli.lexicon import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.lexicon import Entry, Lexicon


def listing(
    lexicon: Lexicon, words: Sequence[str] = (), fields: Sequence[str] = (), kinds: Sequence[str] = ()
) -> pd.DataFrame:
    """One row an entry: field, id, kind, name, other names by language, zone, parent, members.

    `words` keeps the entries that hold one of them in an id or a name; `fields`
    and `kinds` keep what they name. Raises UnknownName for a field or kind that
    no entry has.
    """
    import pandas as pd

    fields = [_known("field", each, (entry.field for entry in lexicon.entries)) for each in fields]
    kinds = [_known("kind", each, (entry.kind for entry in lexicon.entries)) for each in kinds]
    rows = [
        _row(entry)
        for entry in lexicon.entries
        if (not fields or entry.field in fields)
        and (not kinds or entry.kind in kinds)
        and (not words or _holds(entry, words))
    ]
    columns = ["field", "id", "kind", "name", "names", "zone", "parent", "hs", "members"]
    return pd.DataFrame(rows, columns=columns)


def _row(entry: Entry) -> tuple[str, ...]:
    names = [name for name in entry.all_names() if name != entry.name]
    lists = ["; ".join(each) for each in (dict.fromkeys(names), entry.hs, entry.members)]
    return (entry.field, entry.id, entry.kind, entry.name, lists[0], entry.zone, entry.parent, *lists[1:])


def _holds(entry: Entry, words: Iterable[str]) -> bool:
    names = [entry.id.casefold(), *(name.casefold() for name in entry.all_names())]
    return any(word.casefold() in name for word in words for name in names)


def _known(what: str, text: str, known: Iterable[str]) -> str:
    every = list(dict.fromkeys(known))
    if text.lower() in every:
        return text.lower()
    raise UnknownName(what, text, difflib.get_close_matches(text.lower(), every, n=3) or every[:3])
