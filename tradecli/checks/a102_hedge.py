"""A102: a hedge contradicts the number beside it.

What: as X102, within one sentence, where one of the numbers is hedged.

Why: "over 30 percent ... reaching 29.8": one of the two is not what the source had.

Formula: as X101.

Fires:

>>> from tradecli.checks.examples import finds
>>> finds('''
... a | Zhejiang | exports | 2025 | 30% | metric=share | of=China | bound=gt | partner=ASEAN | sentence=S. | line=2
... a | Zhejiang | exports | 2025 | 28.2% | metric=share | of=China | partner=ASEAN | sentence=S. | line=2
... ''')
['A102 warning 28.2%']

Stays quiet:

>>> finds('''
... a | Zhejiang | exports | 2025 | 30% | metric=share | of=China | bound=gt | partner=ASEAN | sentence=S. | line=2
... a | Zhejiang | exports | 2025 | 30.2% | metric=share | of=China | partner=ASEAN | sentence=S. | line=2
... ''')
[]

Guard: "nearly a third (27%)" is two roundings of one number.
"""

CODE = "A102"
NAMES = True
