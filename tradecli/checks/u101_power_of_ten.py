"""U101: a slip of a power of ten explains a contradiction.

What: the suspect of another finding, and what all else leaves open for its quantity.

Why: scales differ between languages, so a factor of ten is the commonest slip.

Formula: the number times 10, 100, 1000 or their inverse meets the leave-one-out
interval, which is narrower than 20 percent; where that interval only says "at least",
the smallest such number that reaches it.

Fires:

>>> from tradecli.checks.examples import report
>>> report('''
... a | China | total | 2025 | 4.547 trillion yuan
... b | China | total | 2025 | 45.47 trillion yuan
... ''').findings[0].also
('U101',)

Stays quiet:

>>> report('''
... a | China | total | 2025 | 41.17 trillion yuan
... b | China | total | 2025 | 45.47 trillion yuan
... ''').findings[0].also
()

Guard: it comes with another finding, never by itself, and is a suggestion.
"""

CODE = "U101"
SLIPS = ("power of ten",)
