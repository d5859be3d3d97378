"""I106: shares of parts that exclude each other exceed the whole.

What: shares of one whole by kinds of enterprise, by customs regimes, or by partners
that share no country.

Why: each share is right by itself only if together they leave room.

Formula: `sum of lows > 100`.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Henan | total | 2025 | 65.5% | channel=foreign-invested enterprises | metric=share | of=region
... a | Henan | total | 2025 | 52.8% | channel=private enterprises | metric=share | of=region
... ''')
['I106 warning 65.5%']

Stays quiet:

>>> finds('''
... a | Henan | total | 2025 | 65.5% | channel=foreign-invested enterprises | metric=share | of=region
... a | Henan | total | 2025 | 25.8% | channel=private enterprises | metric=share | of=region
... ''')
[]

Guard: no list is taken for exhaustive, so a sum below 100 says nothing; partner groups
that overlap are left out.
"""

CODE = "I106"
TIES = ({"partition"},)
