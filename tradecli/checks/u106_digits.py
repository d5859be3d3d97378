"""U106: a slip of one digit explains a contradiction.

What: as U101, for neighbouring digits swapped, a digit changed, lost or doubled.

Why: numbers are typed by hand.

Formula: one such edit meets the leave-one-out interval, which is narrower than 2
percent, and differs by more than rounding.

Fires:

>>> from tradecli.checks.examples import report
>>> report('''
... a | Xinjiang | total | 2025 | 502.4 billion yuan
... b | Xinjiang | total | 2025 | 520.4 billion yuan
... c | Xinjiang | total | 2025 | 520.4 billion yuan | sentence=Elsewhere.
... ''').findings[0].also
('U106',)

Stays quiet:

>>> report('''
... a | Xinjiang | total | 2025 | 52 billion yuan
... b | Xinjiang | total | 2025 | 57.4 billion yuan
... ''').findings[0].also
()

Guard: numbers of fewer than three digits have too many neighbours.
"""

CODE = "U106"
SLIPS = ("digit",)
