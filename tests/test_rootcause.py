"""Propagation with reasons, hitting sets and the linear program, against slow and simple ones."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tradecli.analysis.propagate import Claim, Conflict, Network, minimal, part_of
from tradecli.analysis.ties import Hull, Linear, Product
from tradecli.checks.rootcause import Budget, cheapest, connected, diagnose

VARIABLES = 5
INF = math.inf


def ties(draw):
    found = []
    for _ in range(draw(st.integers(1, 5))):
        a, b, c = draw(st.permutations(range(VARIABLES)))[:3]
        kind = draw(st.sampled_from(["sum", "part", "share", "hull"]))
        if kind == "sum":
            found.append(Linear("sum", (a, b, c), (1.0, 1.0, -1.0)))
        elif kind == "part":
            found.append(Linear("part", (a, b), (1.0, -1.0), -INF, 0.0))
        elif kind == "share":
            found.append(Product("share", a, b, c))
        else:
            found.append(Hull("hull", a, (b, c)))
    return found


@st.composite
def networks(draw):
    claims = []
    for _ in range(draw(st.integers(2, 8))):
        low = draw(st.integers(0, 60))
        claims.append(Claim(draw(st.integers(0, VARIABLES - 1)), float(low), float(low + draw(st.integers(1, 20)))))
    return Network([(0.0, INF)] * VARIABLES, ties(draw), claims)


def same(network: Network) -> Network:
    return Network(network.domains, network.ties, network.claims)


def holds(network: Network, claims) -> bool:
    again = same(network)
    again.assert_claims(sorted(claims))
    return again.run() is None


@settings(max_examples=150, deadline=None)
@given(networks())
def test_minimal_conflict_is_one_and_minimal(network):
    network.assert_claims(range(len(network.claims)))
    empty = network.run()
    if empty is None:
        return
    conflict = minimal(network, empty)
    assert not holds(network, conflict.claims)
    for claim in conflict.claims:
        rest = [each for each in conflict.claims if each != claim]
        small = part_of(network, conflict.ties, rest)
        small.assert_claims(range(len(rest)))
        assert small.run() is None


@settings(max_examples=150, deadline=None)
@given(networks(), st.sets(st.integers(0, 7)))
def test_taking_back_is_as_never_said(network, out):
    out = {claim for claim in out if claim < len(network.claims)}
    network.assert_claims(range(len(network.claims)))
    network.run()
    network.retract(out)
    empty = network.run()
    fresh = same(network)
    fresh.assert_claims(claim for claim in range(len(network.claims)) if claim not in out)
    again = fresh.run()
    if not (network.settled and fresh.settled):
        return
    assert (empty is None) == (again is None)
    if empty is None:
        for mine, theirs in zip(network.bounds, fresh.bounds, strict=True):
            assert mine == theirs or abs(mine - theirs) <= 1e-4 * max(1.0, abs(mine), abs(theirs))


@settings(max_examples=100, deadline=None)
@given(networks())
def test_every_explanation_suffices_and_none_is_cheaper(network):
    causes = diagnose(network, Budget(None)).causes
    everything = set(range(len(network.claims)))
    if holds(network, everything):
        assert causes == ()
        return
    for pick in itertools.islice(itertools.product(*(cause.explanations for cause in causes)), 20):
        assert holds(network, everything - {claim for claims in pick for claim in claims})
    size = sum(len(cause.explanations[0]) for cause in causes)
    for smaller in itertools.combinations(sorted(everything), size - 1):
        assert not holds(network, everything - set(smaller))


@given(st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=6))
def test_cheapest_hitting_sets_are_all_there(sets):
    network = Network([(0.0, 1.0)] * 7, [], [Claim(number, 0.0, 1.0) for number in range(7)])
    conflicts = [Conflict(tuple(sorted(each)), ()) for each in sets]
    hitting = [
        set(pick)
        for size in range(8)
        for pick in itertools.combinations(range(7), size)
        if all(set(pick) & each for each in sets)
    ]
    least = min(len(each) for each in hitting)
    assert {frozenset(each) for each in cheapest(network, conflicts, 1000)} == {
        frozenset(each) for each in hitting if len(each) == least
    }


def test_conflicts_are_grouped_by_what_they_share():
    conflicts = [Conflict((0, 1), ()), Conflict((2, 3), ()), Conflict((1, 4), ())]
    assert [[each.claims for each in group] for group in connected(conflicts)] == [[(0, 1), (1, 4)], [(2, 3)]]


def test_a_cycle_that_only_a_program_sees():
    from tradecli.checks.examples import report

    found = report(
        """
        a | China | total | 2025 | 4.1%
        a | China | exports | 2025 | 6.1%
        a | China | imports | 2025 | 2.1%
        a | China | total | 2024 | 43.85 trillion yuan
        a | China | exports | 2024 | 32.45 trillion yuan
        """
    ).findings
    assert [each.code for each in found] in (["J101"], ["G102"])
    assert len(found[0].alternatives) >= 2


def test_time_limit_keeps_the_conflicts():
    from tests.bench.flag import made
    from tradecli.checks.engine import LATE, flag
    from tradecli.frames import to_frame
    from tradecli.lexicon import Lexicon

    lexicon = Lexicon.load()
    figures, slipped = made(lexicon, 400, rate=0.03)
    report = flag(to_frame(figures), lexicon=lexicon, time_limit=0.0)
    assert LATE in report.notes
    named = {(each.source, each.start) for f in report.findings for each in (f.primary, *f.alternatives)}
    assert len(named & slipped) >= 0.9 * len(slipped)
