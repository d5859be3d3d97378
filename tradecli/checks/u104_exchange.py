"""U104: amounts in yuan and in dollars imply an impossible exchange rate.

What: one level in two currencies.

Why: the second amount is converted by the writer, and its scale or currency slips.

Formula: `[CNY / USD]` lies outside the yearly averages of the period, give or take five
percent.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | $94.7 billion
... ''')
['U104 warning 520.4 billion yuan']

Stays quiet:

>>> finds('''
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... a | Xinjiang | total | 2025 | $74.7 billion
... ''')
[]

Guard: outlets convert at the rate of the day, the month or the year; the table is
`configs/exchange.yaml`.
"""

CODE = "U104"
TIES = ({"exchange"},)
