"""Tables pasted as text -> drafts of figures.

A header says what each column holds, the labels on the left whose row it is, the
caption what holds for all. A number whose flow, unit or measure none of them
names gives no figure: a wrong figure is worse than a missed one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tradecli.extraction import numbers
from tradecli.extraction.cells import Entry, entries
from tradecli.extraction.grids import Cell, Table, find
from tradecli.extraction.headings import NO_HEADING, Heading, Unit, joined, read
from tradecli.extraction.language import Language
from tradecli.extraction.layout import Column, Sheet, sheet
from tradecli.extraction.linking.context import NOTHING, Fields, Topic, Value
from tradecli.extraction.linking.link import Draft
from tradecli.extraction.linking.measures import Measure
from tradecli.extraction.mentions import Token
from tradecli.extraction.periods import Calendar, year_of
from tradecli.lexicon import Lexicon

__all__ = ["Table", "figures", "find"]
