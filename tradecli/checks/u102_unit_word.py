"""U102: a slip between the scales of two languages explains a contradiction.

What: as U101, for factors of ten thousand (万) and its inverse.

Why: "5203.7 billion" for 5203.7亿, or a lost 万, is off by a fixed factor.

Formula: as U101, with the factors 10000 and 1/10000.

Fires:

>>> from tradecli.checks.examples import report
>>> report('''
... a | China | total | 2025 | 4547 million yuan
... b | China | total | 2025 | 45.47 trillion yuan
... c | China | total | 2025 | 45.47 trillion yuan | sentence=Elsewhere.
... ''').findings[0].also
('U102',)

Stays quiet:

>>> report('''
... a | China | total | 2025 | 4447 million yuan
... b | China | total | 2025 | 45.47 trillion yuan
... ''').findings[0].also
()

Guard: as U101; the slip of one Chinese scale into an English one is a factor of ten and
counts there.
"""

CODE = "U102"
SLIPS = ("unit word",)
