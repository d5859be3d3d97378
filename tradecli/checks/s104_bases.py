"""S104: a year before, the part was larger than the whole.

What: growth and levels of a part and of its whole.

Why: levels of this year fit, but a rate of growth is wrong: dividing by it shows.

Formula: `P1.low / (1 + gP.high) > W1.high / (1 + gW.low)`.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | 19.9%
... a | Xinjiang | total | 2025 | 458.4 billion yuan | partner=Belt and Road
... a | Xinjiang | total | 2025 | 1.47% | partner=Belt and Road
... ''')
['S104 error 19.9%']

Stays quiet:

>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | 19.9%
... a | Xinjiang | total | 2025 | 458.4 billion yuan | partner=Belt and Road
... a | Xinjiang | total | 2025 | 14.7% | partner=Belt and Road
... ''')
[]

Guard: the bases of one article are both as revised, so no band is needed between them.
"""

CODE = "S104"
TIES = (
    {"growth", "part"},
    {"growth", "parts"},
    {"growth", "nested"},
    {"growth", "part", "revision"},
    {"growth", "share", "part"},
    {"growth", "part", "flows"},
)
