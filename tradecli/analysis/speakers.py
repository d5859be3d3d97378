"""Who says something about each quantity, and with whose voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tradecli.analysis.statements import Statements, codes, groups
from tradecli.analysis.voices import voices

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.int64]

FEW = 50
"""Up to this many sources of a quantity near copies are looked for; among more, one copy decides nothing."""
SHORT = 60


class Speakers(NamedTuple):
    """One element a source of a quantity; `voice` is the same for sources that count once.

    `of_row` is the element to which each statement belongs.
    """

    quantity: Codes
    source: Codes
    voice: Codes
    of_row: Codes


def speakers_of(said: Statements) -> Speakers:
    """The speakers behind the statements; a voice is the number of the earliest of its sources."""
    import numpy as np

    of_row = codes([said.quantity, said.source])
    first = np.unique(of_row, return_index=True)[1]
    quantity, source = said.quantity[first], said.source[first]
    voice = source.copy()
    several = np.bincount(quantity)
    for _, rows in groups(said.quantity, np.flatnonzero((several > 1) & (several <= FEW))):
        some = said.frame.iloc[rows]
        published = [each or "9999" for each in some["published"]]
        names = zip(published, said.source[rows].tolist(), some["start"].tolist(), some["sentence"], strict=True)
        same = voices([(name, sentence, start) for _, name, start, sentence in sorted(names)])
        pairs = of_row[rows]
        voice[pairs] = [same[name] for name in said.source[rows].tolist()]
    many = np.flatnonzero((several > FEW)[said.quantity])
    if len(many):
        voice[np.unique(of_row[many])] = _exact(said, of_row, many)
    return Speakers(quantity, source, voice, of_row)


def _exact(said: Statements, of_row: Codes, rows: Codes) -> Codes:
    """Voices of speakers, where only a sentence that is the same word by word makes two of them one."""
    import numpy as np

    some = said.frame.iloc[rows]
    length = some["sentence"].str.len().to_numpy()
    start = np.where(length >= SHORT, -1, some["start"].to_numpy())
    sentence = codes([said.quantity[rows], some["sentence"], start])
    sentence = np.where(length > 0, sentence, sentence.max() + 1 + of_row[rows])
    speaker = np.unique(of_row[rows], return_inverse=True)[1]
    own = np.full(int(speaker.max()) + 1, np.iinfo("int64").max)
    np.minimum.at(own, speaker, sentence)
    first = np.full(int(own.max()) + 1, np.iinfo("int64").max)
    source = np.zeros_like(own)
    source[speaker] = said.source[rows]
    np.minimum.at(first, own, source)
    voice: Codes = first[own]
    return voice
