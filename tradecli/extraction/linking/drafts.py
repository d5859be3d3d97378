"""What linking works on: the scene of one sentence, and figures before they are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tradecli.extraction.language import Language
from tradecli.extraction.linking.context import NOTHING, Context, Fields, Topic, Value
from tradecli.extraction.linking.lists import NameList
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.linking.preferences import Reading
from tradecli.extraction.linking.spans import Span
from tradecli.extraction.mentions import Token
from tradecli.lexicon import Lexicon

Own = dict[str, Reading]
"""For each field the best name of a number's own words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is written down: a number, what it measures, whose it is."""

    token: Token
    measure: Measure
    fields: Fields
    of: str
    base: str
    terms: str
    rule: str
    note: str = ""
    own: frozenset[str] = frozenset()
    """The fields that its own words name."""
    prior: bool = False
    """Whether it is only what another figure is compared with, so that its time is not handed on."""
    since: Value = NOTHING
    """The time of the figure that it is compared with, for what is told next."""
    readings: tuple[tuple[str, Reading], ...] = ()


Host = Draft | int | None
"""What a bracketed number belongs to: a draft, or the place of a name."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything about one sentence that the choice of fields looks at."""

    row: Sequence[Token]
    lists: Sequence[NameList]
    roles: Mapping[int, str]
    context: Context
    topic: Topic
    language: Language
    lexicon: Lexicon
    paragraph: int
    item: bool = False
    """Whether it is an item of a list."""
    asides: frozenset[int] = frozenset()
    """Places of words between commas that only describe the subject."""
    interleaved: Mapping[int, tuple[NameList, int]] = field(default_factory=dict)
    """For the first figure of each name that a list deals out name by name: the list, and which name it is."""

    @property
    def new_paragraph(self) -> bool:
        """Whether the figures before stand in another paragraph."""
        return self.paragraph != self.context.paragraph


@dataclass(frozen=True, slots=True)
class Case:
    """One number of a sentence with all that bears on its fields."""

    scene: Scene
    span: Span
    at: int
    """Place of the number."""
    own: Own
    anchor: Draft | None
    """The figure that it goes on from."""
    host: Host
    in_run: Draft | None
    """The figure before it in the same run."""
