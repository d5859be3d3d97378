"""I103: the members of a group do not add up to it.

What: a group of regions (a sum that a sentence lists, or an area of the lexicon with
disjoint members) and the members that are stated.

Why: a sum is copied from another table than its members.

Formula: all members known: `[sum low, sum high]` and `[G.low, G.high]` are disjoint;
else `sum low > G.high`.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Jiangsu + Zhejiang | total | 2025 | 9.5 trillion yuan
... a | Jiangsu | total | 2025 | 5.95 trillion yuan
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... ''')
['I103 error 5.95 trillion yuan']

Stays quiet:

>>> finds('''
... a | Jiangsu + Zhejiang | total | 2025 | 11.5 trillion yuan
... a | Jiangsu | total | 2025 | 5.95 trillion yuan
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... ''')
[]

Guard: members that are not stated count as anything from zero up; areas whose members
overlap are no sum.
"""

CODE = "I103"
TIES = ({"members"}, {"members", "part"}, {"members", "nested"}, {"members", "flows"})
