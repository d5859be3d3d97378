"""I101: exports and imports do not make the total.

What: a total, exports and imports of one place, partner, product and period.

Why: the three are printed side by side, and a slip in one shows in the sum.

Formula: `[X.low + M.low, X.high + M.high]` and `[T.low, T.high]` are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2025 | 620.4 billion yuan
... a | Xinjiang | exports | 2025 | 460.7 billion yuan
... a | Xinjiang | imports | 2025 | 59.6 billion yuan
... ''')
['I101 error 460.7 billion yuan']

Stays quiet where rounding explains the difference, here 520.3 against 520.4:

>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | exports | 2025 | 460.7 billion yuan
... a | Xinjiang | imports | 2025 | 59.6 billion yuan
... ''')
[]

Guard: "exports" of one product are held only against the imports of that product.
"""

CODE = "I101"
TIES = ({"flows"},)
