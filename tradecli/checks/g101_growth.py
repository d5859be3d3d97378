"""G101: a growth rate does not fit the two levels.

What: the level, its growth rate, and the level a year before.

Why: the three come from two releases, and one may be of another quantity; see G112 for an
earlier level from another source.

Formula: `[L1.low, L1.high] / [1 + g.low, 1 + g.high]` and the earlier level, give or
take the revision band, are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... a | Zhejiang | total | 2025 | 5.4%
... a | Zhejiang | total | 2024 | 4.5 trillion yuan
... ''')
['G101 warning 5.4%']

Stays quiet:

>>> finds('''
... a | China | total | 2025 | 45.47 trillion yuan
... a | China | total | 2025 | 3.8%
... a | China | total | 2024 | 43.85 trillion yuan
... ''')
[]

Guard: rates are on the revised base: half a percent for all China and whole years, two
percent else, five before it is more than a warning.
"""

CODE = "G101"
TIES = ({"growth"}, {"growth", "revision"}, {"growth", "increment"}, {"growth", "increment", "revision"}, {"revision"})
