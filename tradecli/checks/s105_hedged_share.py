"""S105: a hedged share does not fit its part and its whole.

What: "over half", "nearly 60 percent" beside the part and the whole.

Why: as S101, but the hedge leaves room, so it is a warning at most.

Formula: `[P.low / W.high, P.high / W.low]` and the interval of the hedge are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | 176.69 billion yuan | partner=Central Asia
... a | Xinjiang | total | 2025 | 50% | partner=Central Asia | metric=share | of=region | bound=gt
... ''')
['S105 warning 50%']

Stays quiet:

>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | 276.69 billion yuan | partner=Central Asia
... a | Xinjiang | total | 2025 | 50% | partner=Central Asia | metric=share | of=region | bound=gt
... ''')
[]

Guard: "nearly" is the tenth below, "about" five percent either way.
"""

CODE = "S105"
NAMES = True
