"""G112: the level a year before that a growth rate implies is not the one published then.

What: a level and its growth rate, and the level that another source gave a year before.

Why: growth is on the earlier year as revised since, so some distance is right; more than a
revision explains points to another quantity, or to a slip in one of the three.

Formula: `[L1.low, L1.high] / [1 + g.low, 1 + g.high]` and the published level, give or take
the revision band, are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... a | Zhejiang | total | 2025 | 5.4%
... b | Zhejiang | total | 2024 | 4.5 trillion yuan
... ''')
['G112 warning 5.4%']

Stays quiet:

>>> finds('''
... a | China | total | 2025 | 45.47 trillion yuan
... a | China | total | 2025 | 3.8%
... b | China | total | 2024 | 43.85 trillion yuan
... ''')
[]

Guard: half a percent for all China and whole years, two percent else. A special case of
G101, whose three numbers one source gives.
"""

CODE = "G112"
NAMES = True
