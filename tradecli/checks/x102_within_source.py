"""X102: one source states one quantity in two ways.

What and why: as X101, but within one source, so that the reader can see both numbers
on one page: a title against its text, a lead against a table.

Formula: as X101.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... a | Zhejiang | total | 2025 | 5.15 trillion yuan
... ''')
['X102 error 5.15 trillion yuan']

Stays quiet on a threshold beside the amount:

>>> finds('''
... a | Zhejiang | exports | 2025 | 4.19 trillion yuan
... a | Zhejiang | exports | 2025 | 4 trillion yuan | bound=gt
... ''')
[]

Guard: which of the two is wrong, one source alone can't tell, so both are named. In an
article that was read from its text it is only information unless a slip explains it, as
for all checks of numbers: the text rarely contradicts itself, the reading does.
"""

CODE = "X102"
