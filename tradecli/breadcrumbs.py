"""The line of a page that shows the way to it."""

from __future__ import annotations

import re

_STEP = r"[A-Z][^/\d.,]{1,30}"
_WAY = re.compile(rf"\w\s?-?(?:>{{1,2}}|[»›])\s?\w|\w\s\"\s\w|^{_STEP}(?:\s/\s{_STEP}){{2,}}$")
"""A lone quotation mark between words is what folding leaves of "»"."""


def is_breadcrumb(text: str) -> bool:
    """Whether a line is the way to a page: "Home > News", "Markets / Rubber / China".

    >>> [is_breadcrumb(line) for line in ("Home > News", "Markets / Rubber / China", "Exports/imports up 5%")]
    [True, True, False]
    """
    return _WAY.search(text) is not None
