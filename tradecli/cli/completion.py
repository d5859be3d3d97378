"""What a shell offers when a name is half typed; no pandas, so that it answers at once."""

from __future__ import annotations

from collections.abc import Callable


def names(field: str, kinds: tuple[str, ...] = ()) -> Callable[[str], list[str]]:
    """Names of the lexicon that begin as typed; without `kinds`, of every kind."""

    def complete(incomplete: str) -> list[str]:
        from tradecli.lexicon import Lexicon

        typed = incomplete.casefold()
        entries = (entry for entry in Lexicon.load().entries if entry.field == field)
        known = (entry.name for entry in entries if not kinds or entry.kind in kinds)
        return [incomplete + name[len(incomplete) :] for name in known if name.casefold().startswith(typed)]

    return complete


def choices(*known: str) -> Callable[[str], list[str]]:
    """Words of a fixed list that begin as typed.

    >>> choices("growth", "value")("gr")
    ['growth']
    """

    def complete(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete.lower())]

    return complete
