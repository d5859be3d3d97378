r"""X103: the headline contradicts the text.

What: as X102, with one of the two numbers in the first line.

Why: headlines are written by others, later, and in a hurry.

Formula: as X101.

Fires:

>>> from tradecli.checks.examples import told
>>> told('Trade tops 55.5 trillion yuan\nIt was 5.55 trillion yuan.',
...      'Zhejiang | total | 2025 | 55.5 trillion yuan', 'Zhejiang | total | 2025 | 5.55 trillion yuan')
['X103 warning 55.5 trillion yuan']

Stays quiet:

>>> told('Trade tops 5 trillion yuan\nIt was 5.55 trillion yuan.',
...      'Zhejiang | total | 2025 | 5 trillion yuan | bound=gt', 'Zhejiang | total | 2025 | 5.55 trillion yuan')
[]

Guard: a round number in a headline ("over 5 trillion") leaves room; a difference that no slip explains is information.
"""

CODE = "X103"
NAMES = True
