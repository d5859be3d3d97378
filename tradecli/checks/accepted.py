"""Findings that someone has looked at: ignore entries with a reason and a date, and baselines.

Sources are never written to, so what is accepted stands elsewhere: in `ignore:` of a
`tradecli.yaml`, or in a baseline file, a list of fingerprints. An entry that no
longer applies is reported, so that the list stays short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradecli.checks.report import Report
    from tradecli.model import Finding

KEYS = ("code", "fingerprint", "reason", "until")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings of a code (or beginning of one), or with a fingerprint, that are accepted until a day."""

    code: str = ""
    fingerprint: str = ""
    reason: str = ""
    until: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is meant."""
        return finding.code.startswith(self.code) and finding.fingerprint.startswith(self.fingerprint)

    def __str__(self) -> str:
        """The entry as a note names it."""
        return " ".join(filter(None, (self.code, self.fingerprint[:12])))


def entry(item: str | Mapping[str, object]) -> Accepted:
    """One entry of `ignore:`, a code or a mapping; raises ValueError for what is neither.

    >>> entry("X1").code, entry({"code": "U104", "reason": "spot rate", "until": "2026-12-31"}).until
    ('X1', '2026-12-31')
    >>> entry({"reason": "no idea"})
    Traceback (most recent call last):
    ValueError: an ignore entry needs `code` or `fingerprint`
    """
    if isinstance(item, str):
        return Accepted(code=item.strip().upper())
    if unknown := sorted(set(item) - set(KEYS)):
        raise ValueError(f"an ignore entry knows {', '.join(KEYS)}, not {unknown[0]!r}")
    found = Accepted(**{key: str(item.get(key) or "").strip() for key in KEYS})
    if not (found.code or found.fingerprint):
        raise ValueError("an ignore entry needs `code` or `fingerprint`")
    if not found.reason:
        raise ValueError(f"the ignore entry {found} needs a `reason`")
    if found.until and not _DAY.match(found.until):
        raise ValueError(f"`until` of an ignore entry is a day like 2026-12-31, not {found.until!r}")
    return replace(found, code=found.code.upper())


def without(report: Report, entries: Sequence[Accepted], today: str) -> Report:
    """The report without accepted findings, with a note on each entry that is over or covers nothing.

    `today` is a day as `YYYY-MM-DD`.
    """
    holding = [each for each in entries if not each.until or each.until >= today]
    over = [each for each in entries if each not in holding]
    kept = tuple(finding for finding in report.findings if not any(each.covers(finding) for each in holding))
    idle = [each for each in holding if not any(each.covers(finding) for finding in report.findings)]
    notes = [f"the ignore entry {each} ended on {each.until}" for each in over]
    notes += [f"the ignore entry {each} covers nothing" for each in idle]
    hidden = report.hidden + len(report.findings) - len(kept)
    return replace(report, findings=kept, notes=(*report.notes, *notes), hidden=hidden)


def written(report: Report) -> str:
    """The report's findings as a baseline file."""
    rows = [
        {"fingerprint": finding.fingerprint, "code": finding.code, "message": finding.message}
        for finding in sorted(report.findings, key=lambda each: (each.code, each.fingerprint))
    ]
    return json.dumps({"baseline": rows}, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> list[Accepted]:
    """Entries of a baseline file; raises ValueError for what is none."""
    try:
        rows = json.loads(text)["baseline"]
        return [Accepted(code=row["code"], fingerprint=row["fingerprint"]) for row in rows]
    except (KeyError, TypeError, json.JSONDecodeError):
        raise ValueError("this is no baseline that `flag --write-baseline` wrote") from None


def fresh(report: Report, baseline: Iterable[Accepted]) -> Report:
    """The report without findings of a baseline; baselines grow stale without notes."""
    old = {each.fingerprint for each in baseline}
    kept = tuple(finding for finding in report.findings if finding.fingerprint not in old)
    return replace(report, findings=kept, hidden=report.hidden + len(report.findings) - len(kept))
