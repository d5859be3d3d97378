"""G104: a multiple fits the levels only when read as "to n times".

What: "increased by 3.7 times" beside two levels.

Why: translations confuse "by n times" (plus 100n percent) and "to n times".

Formula: the rate contradicts what else is stated, and 100 percentage points less do not.

Fires:

>>> from tradecli.checks.examples import report
>>> report('''
... a | Shanghai | exports | 2025 | 374.4 million yuan | product=surgical robots
... a | Shanghai | exports | 2024 | 101.2 million yuan | product=surgical robots | sentence=Last year.
... a | Shanghai | exports | 2025 | 3.7 times | product=surgical robots | value=370 | unit=% | metric=growth
... ''').findings[0].also
('G104',)

Stays quiet:

>>> report('''
... a | Shanghai | exports | 2025 | 3.7 times | product=surgical robots | value=370 | unit=% | metric=growth
... ''').findings
()

Guard: no levels, no verdict.
"""

CODE = "G104"
SLIPS = ("multiple",)
