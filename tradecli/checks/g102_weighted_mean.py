"""G102: growth of the total does not lie between growth of exports and of imports.

What: three growth rates of one place and period, and the levels where they are stated.

Why: the total is the sum of the two, so its growth is their mean, weighted by last year.

Formula: `gT.high < min(gX.low, gM.low)` or `gT.low > max(gX.high, gM.high)`; with
levels, the bases must add up as well.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | China | total | 2025 | 8.3%
... a | China | exports | 2025 | 6.1%
... a | China | imports | 2025 | 0.5%
... ''')
['G102 error 6.1%']

Stays quiet:

>>> finds('''
... a | China | total | 2025 | 3.8%
... a | China | exports | 2025 | 6.1%
... a | China | imports | 2025 | 0.5%
... ''')
[]

Guard: all three of one product, partner and currency.
"""

CODE = "G102"
TIES = ({"mean"}, {"growth", "flows"}, {"growth", "flows", "revision"}, {"growth", "mean"}, {"growth", "flows", "mean"})
