"""I105: months, quarters and the year to date do not fit each other.

What: amounts of one quantity for periods that lie in each other.

Why: reports of month and of year to date stand side by side, and one is taken for the
other.

Formula: a part of a period above the whole (beyond the band for revisions), or parts
that cover it and do not add up.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2024-01/2024-09 | 322.39 billion yuan
... b | Xinjiang | total | 2024-01/2024-10 | 262.79 billion yuan
... ''')
['I105 error 322.39 billion yuan']

Stays quiet:

>>> finds('''
... a | Xinjiang | total | 2024-01/2024-07 | 253.3 billion yuan
... b | Xinjiang | total | 2024-01/2024-10 | 362.79 billion yuan
... ''')
[]

Guard: two percent for revisions of earlier months.
"""

CODE = "I105"
TIES = ({"periods"}, {"periods", "flows"})
