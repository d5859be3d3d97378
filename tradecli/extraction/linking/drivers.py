"""What a sentence only says to have driven its subject."""

from __future__ import annotations

from collections.abc import Sequence

from tradecli.extraction.language import Language
from tradecli.extraction.mentions import Token


def is_driven(words: Sequence[Token], language: Language) -> bool:
    """Whether words open with what drove something: "boosted by demand", "led by cars", "weighed down by steel"."""
    if len(words) < 2 or words[0].text.lower() not in language.sets["driven"]:
        return False
    by = 1 + (len(words) > 2 and words[1].text in language.sets["particles"])
    return words[by].text.split(" ")[0] in language.sets["by"]
