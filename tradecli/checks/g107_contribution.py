"""G107: a share of the increment does not fit the increments.

What: a province's contribution to national growth in percent, levels and growth of both.

Why: contributions are computed by the reporter, often from other periods.

Formula: `[dP.low / dW.high, dP.high / dW.low]` and `[c.low, c.high]` are disjoint, `d`
being level less base.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Guangdong | total | 2025 | 4.4%
... a | Guangdong | total | 2025 | 44.1% | metric=contribution
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | total | 2025 | 3.8%
... ''')
['G107 warning 44.1%']

Stays quiet:

>>> finds('''
... a | Guangdong | total | 2025 | 9.49 trillion yuan
... a | Guangdong | total | 2025 | 4.4%
... a | Guangdong | total | 2025 | 24.1% | metric=contribution
... b | China | total | 2025 | 45.47 trillion yuan
... b | China | total | 2025 | 3.8%
... ''')
[]

Guard: provinces against all China only; of a city the whole is not clear.
"""

CODE = "G107"
TIES = (
    {"contribution"},
    {"contribution", "increment"},
    {"contribution", "growth"},
    {"contribution", "growth", "increment"},
    {"contribution", "growth", "increment", "flows"},
)
