"""What the checks do, as pages and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradecli.checks import Check, checks, get

if TYPE_CHECKING:
    import pandas as pd


def pages(codes: Sequence[str]) -> str:
    """The pages of checks (none named: all), one below the other; raises UnknownCheck."""
    return "\n\n".join(each.page.strip() + "\n" for each in _chosen(codes))


def table(codes: Sequence[str], severities: Mapping[str, str]) -> pd.DataFrame:
    """One row a check (none named: all): code, name, severity, title, page; raises UnknownCheck."""
    import pandas as pd

    from tradecli.checks.engine import severity_of

    rows = [
        (each.code, each.name, severity_of(each.code, severities), each.title, each.page) for each in _chosen(codes)
    ]
    return pd.DataFrame(rows, columns=["code", "name", "severity", "title", "page"])


def _chosen(codes: Sequence[str]) -> list[Check]:
    return [get(code) for code in codes] or list(checks().values())
