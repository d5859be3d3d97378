"""`tradecli derive`: what nobody states but follows."""

from __future__ import annotations

from tradecli.cli.options import Common

EXAMPLES = ""


def command(common: Common) -> int:
    """Figures that nobody states but that follow from others, with bounds and the quotes they follow from."""
    return 0
