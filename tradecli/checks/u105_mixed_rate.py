"""U105: amounts in yuan and in dollars add up only at an impossible exchange rate.

What: exports, imports and their total, a balance or a share, some of them in yuan and some
in dollars.

Why: a table is put together from two releases, and one amount slips on the way.

Formula: the identity, each amount converted at the yearly averages of the period give or
take five percent, is disjoint from what is stated.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Ningbo | total | 2025 | 1.4 trillion yuan
... a | Ningbo | exports | 2025 | 900 billion yuan
... a | Ningbo | imports | 2025 | $94.7 billion
... ''')
['U105 warning 900 billion yuan']

Stays quiet:

>>> finds('''
... a | Ningbo | total | 2025 | 1.4 trillion yuan
... a | Ningbo | exports | 2025 | 900 billion yuan
... a | Ningbo | imports | 2025 | $69.7 billion
... ''')
[]

Guard: as wide as U104: outlets convert at the rate of the day, the month or the year, and
two releases at two rates.
"""

CODE = "U105"
TIES = (
    {"exchange", "flows"},
    {"exchange", "share"},
    {"exchange", "balance"},
    {"exchange", "flows", "balance"},
    {"exchange", "flows", "share"},
    {"exchange", "growth", "revision"},
)
