"""G105: a change of a share does not fit the shares.

What: a share, its change in points, and the levels that give last year's share.

Why: points and percent of a share are easily confused.

Formula: `[s1 - d]` and `[P0 / W0]` are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Sichuan | total | 2025 | 60.7% | channel=processing trade | metric=share | of=region
... a | Sichuan | total | 2025 | 65.6 points | channel=processing trade | metric=share_change | unit=pp
... ''')
['G105 warning 60.7%']

Stays quiet:

>>> finds('''
... a | Sichuan | total | 2025 | 60.7% | channel=processing trade | metric=share | of=region
... a | Sichuan | total | 2025 | 5.6 points | channel=processing trade | metric=share_change | unit=pp
... ''')
[]

Guard: only where one share of that quantity is stated.
"""

CODE = "G105"
TIES = ({"points"}, {"points", "share"}, {"points", "share", "growth"}, {"points", "share", "growth", "flows"})
