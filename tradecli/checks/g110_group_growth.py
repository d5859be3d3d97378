"""G110: growth of a group lies outside the growth of all its members.

What: growth rates of a group and of every one of its disjoint members.

Why: a group's growth is a mean of its members'.

Formula: `gG.low > max(g.high)` or `gG.high < min(g.low)`.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Jiangsu + Zhejiang | total | 2025 | 9.3%
... a | Jiangsu | total | 2025 | 6%
... a | Zhejiang | total | 2025 | 5.4%
... ''')
['G110 error 6%']

Stays quiet:

>>> finds('''
... a | Yangtze River Delta | total | 2025 | 6.3%
... a | Zhejiang | total | 2025 | 5.4%
... a | Anhui | total | 2025 | 17.3%
... ''')
[]

Guard: where a member is unknown, nothing is said.
"""

CODE = "G110"
TIES = ({"group mean"},)
