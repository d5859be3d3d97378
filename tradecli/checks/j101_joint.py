"""J101: several statements contradict each other only all together.

What: statements that no single check above covers, tied by several kinds of equations.

Why: a chain of shares, rates and sums can be impossible though each pair of numbers fits.

Formula: propagated bounds cross, or a linear program of all statements and ties has no
solution; the statements named are a smallest such set.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | exports | 2025 | 4.19 trillion yuan
... a | Zhejiang | exports | 2025 | 15.5% | metric=share | of=China
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | balance | 2025 | 2.5 trillion yuan
... ''')
['J101 error 15.5%']

Stays quiet:

>>> finds('''
... a | Zhejiang | exports | 2025 | 4.19 trillion yuan
... a | Zhejiang | exports | 2025 | 15.5% | metric=share | of=China
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | balance | 2025 | 8.5 trillion yuan
... ''')
[]

Guard: the more statements, the likelier that one was read wrongly: all are named as
possible culprits.
"""

CODE = "J101"
NAMES = True
