"""S102: a part is larger than its whole.

What: trade of a city against its province, of a province against China, with one
partner against the world, of one product or channel against all.

Why: no rounding and no revision makes a part exceed its whole; mostly a power of ten
was lost in the whole or won in the part.

Formula: `P.low > W.high`; a share above 100 percent is the same.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | China | total | 2025 | 4.547 trillion yuan
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... ''')
['S102 error 4.547 trillion yuan']

Stays quiet for growth rates, and for partners that overlap each other:

>>> finds('''
... a | Guangdong | total | 2025 | 1 trillion yuan | partner=ASEAN | bound=gt
... a | Guangdong | total | 2025 | 3.66 trillion yuan | partner=Belt and Road
... a | Guangdong | total | 2025 | 4 trillion yuan
... ''')
[]

Guard: services and the turnover of markets are no part of trade in goods.
"""

CODE = "S102"
TIES = ({"part"}, {"part", "flows"})
