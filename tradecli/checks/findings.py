"""From root causes to findings: one for each culprit, with everything that speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tradecli.analysis.quantities import LEVELS
from tradecli.checks import checks, wording
from tradecli.checks.case import evidence
from tradecli.checks.repairs import repair
from tradecli.checks.rootcause import Cause, contradictions
from tradecli.model import Finding

if TYPE_CHECKING:
    from tradecli.analysis.identities import World
    from tradecli.analysis.propagate import Conflict, Network
    from tradecli.analysis.quantities import Statement
    from tradecli.model import Evidence, Repair

FAMILIES = "XISGUTARJ"
CARRIED = ("carried", "context")
"""Rules of linking that take what a figure is about from beyond its clause."""
ESTIMATES = {"revision": "a band for revised figures of the year before", "exchange": "an exchange rate within 5%"}


def of_cause(
    cause: Cause, statements: Sequence[Statement], world: World, network: Network, late: bool = False
) -> list[Finding]:
    """Findings of one cause; the network must hold with its first explanation taken out.

    `late` leaves out the search for further evidence.
    """
    blamed = {claim for explanation in cause.explanations for claim in explanation}
    found = []
    for culprit in cause.explanations[0]:
        own = [conflict for conflict in cause.conflicts if culprit in conflict.claims]
        others = sorted({claim for conflict in own for claim in conflict.claims} & blamed - {culprit})
        rivals = [claim for claim in others if any(claim in e for e in cause.explanations if culprit not in e)]
        found.append(_finding(culprit, own, rivals, statements, world, network, late))
    return found


def _finding(
    culprit: int,
    known: Sequence[Conflict],
    rivals: Sequence[int],
    statements: Sequence[Statement],
    world: World,
    network: Network,
    late: bool,
) -> Finding:
    statement = statements[culprit]
    variable = network.claims[culprit].variable
    expected = network.bounds[2 * variable], network.bounds[2 * variable + 1]
    further = [] if late else contradictions(network, culprit, _rates(world, network))
    conflicts = _distinct([*further, *known])
    coded = sorted(
        ((wording.code_of(each, world, statements), each) for each in conflicts),
        key=lambda pair: (
            pair[0] == wording.JOINT,
            len(pair[1].claims),
            _rank(pair[0]),
            -wording.gap(pair[1], statement)[0],
            pair[1].claims,
        ),
    )
    coded = _plain(coded)
    code, first = coded[0]
    mended = repair(statement, *expected)
    rivals = _rivals(statement, rivals, coded, statements, mended)
    related = _related(culprit, coded, statements)
    relative, units = wording.gap(first, statement)
    also = sorted({other for other, _ in coded} | _slip(mended))
    alternatives = tuple(_evidence(statements[rival], "may be the wrong one instead") for rival in rivals)
    kinds = {world.ties[tie].kind for tie in first.ties}
    return Finding(
        code=code,
        severity="error",
        message=_message(code, culprit, first, coded, statements, mended, bool(rivals)),
        key=statement.quantity._replace(scope="").words(),
        primary=_evidence(statement, ""),
        related=tuple(related),
        arithmetic=wording.arithmetic(first, world),
        gap=relative,
        gap_units=units,
        repair=mended,
        alternatives=alternatives,
        also=tuple(each for each in also if each != code),
        fingerprint=wording.fingerprint(
            code,
            [statement.quantity, *(statements[rival].quantity for rival in rivals)],
            [statement.figure.quote, *(statements[rival].figure.quote for rival in rivals)],
        ),
        expected=expected,
        needs=(
            *(text for kind, text in ESTIMATES.items() if kind in kinds),
            *_doubts([statement, *(statements[rival] for rival in rivals)]),
        ),
    )


def _plain(coded: Sequence[tuple[str, Conflict]]) -> list[tuple[str, Conflict]]:
    """The shortest conflicts; joint ones only where there is no other."""
    plain = [each for each in coded if each[0] != wording.JOINT] or list(coded)
    shortest = min(len(conflict.claims) for _, conflict in plain)
    return [each for each in plain if len(each[1].claims) == shortest]


def _rivals(
    statement: Statement,
    rivals: Sequence[int],
    coded: Sequence[tuple[str, Conflict]],
    statements: Sequence[Statement],
    mended: Repair | None,
) -> list[int]:
    """Statements that may be wrong instead.

    Several numbers of one source hang together, so one source alone outvotes no other
    one, unless it weighs more: without a slip that explains the difference it stays
    either/or.
    """
    direct = {claim for claim in coded[0][1].claims if statements[claim] is not statement}
    if rivals:
        return [claim for claim in rivals if claim in direct] or list(rivals)
    if mended is not None or coded[0][0] != "X101":
        return []
    own = wording.sources_of(statement)
    witnesses = {claim for _, conflict in coded for claim in conflict.claims if statements[claim] is not statement}
    voices = {wording.sources_of(statements[claim]) for claim in witnesses}
    heavier = any(statements[claim].weight > statement.weight for claim in direct)
    return sorted(direct) if len(voices) == 1 and not own & next(iter(voices)) and not heavier else []


def _doubts(suspects: Sequence[Statement]) -> list[str]:
    """Why it may be the reading, and not the source, that is wrong."""
    found = []
    for figure in (each.figure for each in suspects):
        if figure.note:
            found.append(f"the reading of {figure.quote}: {figure.note}")
        elif figure.rule in CARRIED:
            found.append(f"what {figure.quote} is about, which an earlier sentence says")
    return list(dict.fromkeys(found))


def _slip(mended: Repair | None) -> set[str]:
    """The check that a repair's kind belongs to."""
    return {code for code, check in checks().items() if mended is not None and mended.kind in check.slips}


def _rank(code: str) -> tuple[int, str]:
    """Place of a code among several: the plainest contradictions first."""
    return FAMILIES.find(code[0]), code


def _rates(world: World, network: Network) -> Callable[[int], bool]:
    """Whether a claim is about a rate, and no amount."""
    return lambda claim: world.quantities[network.claims[claim].variable].metric not in LEVELS


def _distinct(conflicts: Sequence[Conflict]) -> list[Conflict]:
    return list({conflict.claims: conflict for conflict in reversed(conflicts)}.values())[::-1]


def _evidence(statement: Statement, message: str, code: str = "") -> Evidence:
    return evidence(statement.figure, *statement.strict, message, code)


def _related(culprit: int, coded: Sequence[tuple[str, Conflict]], statements: Sequence[Statement]) -> list[Evidence]:
    """Every other statement of the conflicts once, under the first check that brings it in."""
    seen: dict[int, Evidence] = {}
    for code, conflict in coded:
        for claim in conflict.claims:
            if claim != culprit and claim not in seen:
                statement = statements[claim]
                words = statement.quantity._replace(scope="").words()
                copies = sorted(wording.sources_of(statement) - {statement.figure.source})
                words += f"; the same words in {wording.listed(copies)}" if copies else ""
                seen[claim] = _evidence(statement, words, code)
    own = statements[culprit].figure.source
    codes = {code: place for place, (code, _) in enumerate(reversed(coded))}
    order = sorted(seen.values(), key=lambda each: (-codes[each.code], each.source != own))
    return order


def _message(
    code: str,
    culprit: int,
    first: Conflict,
    coded: Sequence[tuple[str, Conflict]],
    statements: Sequence[Statement],
    mended: Repair | None,
    open_choice: bool,
) -> str:
    statement = statements[culprit]
    words, quote = statement.quantity._replace(scope="").words(), wording.spoken(statement.figure)
    same = [claim for each, conflict in coded if each == code for claim in conflict.claims if claim != culprit]
    quotes = wording.listed(
        [
            wording.spoken(statements[claim].figure)
            for claim in (same if len(first.claims) <= 2 else first.claims)
            if claim != culprit
        ]
    )
    if code in ("X101", "X102", "X103", "A102"):
        sources = {source for claim in same for source in wording.sources_of(statements[claim])}
        where = "elsewhere in the same source"
        if code == "X101":
            where = "in another source" if len(sources) == 1 else f"in {len(sources)} other sources"
        text = f"{words} is {quote} here, {quotes} {where}"
    elif not quotes:
        text = f"{words} cannot be {quote}"
    else:
        text = f"{words} is {quote}, but {_says(code)}: {quotes}"
    if open_choice:
        text += "; either may be the wrong one"
    if mended is not None:
        text += f" (slip: {mended.message})"
    return text


def _says(code: str) -> str:
    """The check's title as a clause: `a part is larger than its whole`."""
    check = checks().get(code)
    return check.title.partition(": ")[2].rstrip(".") if check else "it does not fit"
