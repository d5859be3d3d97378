"""S103: parts that exclude each other are together larger than the whole.

What: provinces against China, partners without a common country, kinds of enterprise or
customs regimes.

Why: each part alone may fit while all together do not.

Formula: `sum of lows > W.high`.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Henan | total | 2025 | 500 billion yuan | channel=private enterprises
... a | Henan | total | 2025 | 450.5 billion yuan | channel=foreign-invested enterprises
... a | Henan | total | 2025 | 778.3 billion yuan
... ''')
['S103 error 778.3 billion yuan']

Stays quiet:

>>> finds('''
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Guangdong | total | 2025 | 5 trillion yuan | partner=RCEP
... a | Guangdong | total | 2025 | 5.66 trillion yuan | partner=Belt and Road
... ''')
[]

Guard: groups of partners that overlap are never added up, nor cities, some of which lie
in others.
"""

CODE = "S103"
TIES = ({"parts"}, {"parts", "members"}, {"parts", "part"}, {"parts", "flows"}, {"parts", "nested"})
