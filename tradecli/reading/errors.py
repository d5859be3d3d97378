"""What stops one source from being read; the others are still read."""

from __future__ import annotations


class ReadError(ValueError):
    """A source that cannot be read; `source` names it, the message is one line with the way out."""

    def __init__(self, source: str, what: str, how: str = "") -> None:
        """Say of which source what is wrong, and how to go on."""
        super().__init__(f"{what} ({source})." + (f" {how}" if how else ""))
        self.source = source
