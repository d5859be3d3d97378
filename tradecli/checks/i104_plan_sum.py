"""I104: the years of a plan do not fit its sum.

What: an amount for several years together and amounts of single years within.

Why: sums over a plan are rounded and one-sided, so only their parts show a slip.

Formula: `sum of years low > sum high`; all years known: the two are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2021/2025 | 1.71 trillion yuan
... a | Xinjiang | total | 2025 | 5.204 trillion yuan
... ''')
['I104 error 1.71 trillion yuan']

Stays quiet:

>>> finds('''
... a | Xinjiang | total | 2021/2025 | 1.71 trillion yuan | bound=gt
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... ''')
[]

Guard: years get two percent for later revision; "exceeded" leaves the sum open above.
"""

CODE = "I104"
TIES = ({"plan"}, {"plan", "flows"}, {"plan", "growth"})
