"""S106: a part is larger than the part that holds it.

What: a city against its province, a product against its group, one partner of a product
against that product.

Why: as S102, where the whole is a part itself.

Formula: `P.low > W.high` along a chain of the lexicon.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Ningbo | total | 2025 | 14.6 trillion yuan | partner=ASEAN
... a | Zhejiang | total | 2025 | 869.07 billion yuan | partner=ASEAN
... ''')
['S106 error 14.6 trillion yuan']

Stays quiet:

>>> finds('''
... a | Ningbo | total | 2025 | 1.46 trillion yuan
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... ''')
[]

Guard: turnover of a market is no trade of its city.
"""

CODE = "S106"
TIES = ({"nested"}, {"nested", "flows"}, {"nested", "part"})
