"""X101: two sources differ on one quantity.

What: two statements of one quantity (region, flow, partner, product, channel, metric,
period, base, terms, whole of a share, unit all alike) whose intervals are disjoint.

Why: the plainest sign that a reporter, a translator or an editor slipped. A copy of an
article, or a near-verbatim sentence, is the same voice and proves nothing.

Formula: `[a.low, a.high]` and `[b.low, b.high]` have no number in common. With loose
intervals (one whole last digit either way) it is an error, with strict ones (half a
last digit) a warning.

Fires on a power of ten:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | China | total | 2025 | 4.547 trillion yuan
... b | China | total | 2025 | 45.47 trillion yuan
... c | China | total | 2025 | 45.47 trillion yuan | sentence=China traded more than ever.
... ''')
['X101 error 4.547 trillion yuan']

Stays quiet where rounding explains it:

>>> finds('''
... a | Zhejiang | exports | 2025 | 4.19 trillion yuan
... b | Zhejiang | exports | 2025 | 4.2 trillion yuan
... ''')
[]

Guard: growth of trade with one partner is no growth of trade; goods are not services,
yuan not dollars, a city not its province: all of that is part of the quantity. Names
that the lexicon lacks compare within one source only.
"""

CODE = "X101"
