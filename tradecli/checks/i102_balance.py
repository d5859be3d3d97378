"""I102: exports less imports do not make the balance.

What: a balance (surplus or deficit) beside exports, imports or the total.

Why: the balance is the number that headlines carry, and its sign is easily lost.

Formula: `[X.low - M.high, X.high - M.low]` and `[B.low, B.high]` are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | China | exports | 2025 | $3.77 trillion
... a | China | imports | 2025 | $2.58 trillion
... a | China | balance | 2025 | $1.91 trillion
... ''')
['I102 error $1.91 trillion']

Stays quiet:

>>> finds('''
... a | China | exports | 2025 | $3.77 trillion
... a | China | imports | 2025 | $2.58 trillion
... a | China | balance | 2025 | $1.19 trillion
... ''')
[]

Guard: one product and one currency; a balance of goods and services together is a
quantity of its own.
"""

CODE = "I102"
TIES = ({"balance"}, {"balance", "flows"})
