"""G108: points added to growth do not fit the part's growth.

What: percentage points that a province adds to national growth, levels and growth of both.

Why: as G107, in points.

Formula: `[dP.low / W0.high, dP.high / W0.low]` and `[p.low, p.high]` are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Guangdong | total | 2025 | 4.4%
... a | Guangdong | total | 2025 | 4.9 points | metric=contribution | unit=pp
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | total | 2025 | 3.8%
... ''')
['G108 warning 4.9 points']

Stays quiet:

>>> finds('''
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Guangdong | total | 2025 | 4.4%
... a | Guangdong | total | 2025 | 0.9 points | metric=contribution | unit=pp
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | total | 2025 | 3.8%
... ''')
[]

Guard: as G107.
"""

CODE = "G108"
TIES = ({"pull"}, {"pull", "growth"}, {"pull", "increment"}, {"pull", "growth", "increment"})
