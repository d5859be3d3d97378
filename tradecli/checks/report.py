"""What `flag` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from tradecli.model import Finding

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures could be held against others at all."""

    figures: int
    checkable: int
    never: tuple[str, ...] = ()
    """Those that nothing else speaks to, as `source:line:column quote`."""
    open: int = 0
    """Figures that leave open what they are about, so that nothing can be compared."""


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, worst first, with what could be checked."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    notes: tuple[str, ...] = ()
    hidden: int = 0
    """Findings left out by `select`, `ignore`, an ignore entry or a baseline."""
    aside: tuple[tuple[str, int], ...] = ()
    """(source, start) of figures compared with nothing: forecasts, yearly averages, sentences read wrongly."""
    unread: tuple[str, ...] = ()
    """What was wrong with the inputs that could not be read: nothing in them was checked."""

    def count(self, severity: str) -> int:
        """Number of findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def worst(self) -> str:
        """The gravest severity among the findings, or an empty text."""
        return max((finding.severity for finding in self.findings), key=SEVERITIES.index, default="")

    def doubted(self) -> list[tuple[str, int]]:
        """(source, start) of figures that nothing should be built on: suspects, and those set aside."""
        grave = [finding for finding in self.findings if finding.severity != "info"]
        suspects = {(each.source, each.start) for f in grave for each in (f.primary, *f.alternatives)}
        return sorted(suspects.union(self.aside))

    def to_frame(self) -> pd.DataFrame:
        """One row a finding: flat, related figures joined by `; `."""
        import pandas as pd

        return pd.DataFrame([_row(finding) for finding in self.findings], columns=list(COLUMNS))


COLUMNS = (
    *("code", "severity", "message", "source", "line", "column", "start", "end", "quote", "low", "high"),
    *("key", "expected_low", "expected_high", "gap", "gap_units", "related", "alternatives", "also"),
    *("repair", "repair_value", "needs", "arithmetic", "fingerprint"),
)


def _row(finding: Finding) -> dict[str, object]:
    primary = finding.primary
    expected = finding.expected or (None, None)
    return {
        **{name: getattr(finding, name) for name in ("code", "severity", "message", "key", "gap", "gap_units")},
        **{
            name: getattr(primary, name)
            for name in ("source", "line", "column", "start", "end", "quote", "low", "high")
        },
        "expected_low": expected[0],
        "expected_high": expected[1],
        "related": "; ".join(f"{each.source}:{each.line}:{each.column} {each.quote}" for each in finding.related),
        "alternatives": "; ".join(
            f"{each.source}:{each.line}:{each.column} {each.quote}" for each in finding.alternatives
        ),
        "also": " ".join(finding.also),
        "repair": finding.repair.message if finding.repair else "",
        "repair_value": finding.repair.value if finding.repair else None,
        "needs": "; ".join(finding.needs),
        "arithmetic": finding.arithmetic,
        "fingerprint": finding.fingerprint,
    }
