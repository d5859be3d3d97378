"""S101: a share does not fit its part and its whole.

What: a share in percent, the part and the whole, all three of one period and flow.

Why: shares are computed from unrounded tables, so a part or a whole that was copied
wrongly no longer divides to the printed share.

Formula: `[P.low / W.high, P.high / W.low]` and `[s.low, s.high]` are disjoint.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | total | 2025 | 5.55 trillion yuan
... b | Zhejiang | total | 2025 | 12.2% | metric=share | of=China
... c | China | total | 2025 | 40.47 trillion yuan
... ''')
['S101 error 12.2%']

Stays quiet where rounding explains it, here 12.95 percent printed as 12.9:

>>> finds('''
... a | Xinjiang | total | 2025 | 67.4 billion yuan | partner=ASEAN
... a | Xinjiang | total | 2025 | 12.9% | partner=ASEAN | metric=share | of=region
... a | Xinjiang | total | 2025 | 520.4 billion yuan
... ''')
[]

Guard: only where the fields name the whole; services are no share of goods; both
amounts are taken in one currency.
"""

CODE = "S101"
TIES = ({"share"}, {"share", "flows"})
