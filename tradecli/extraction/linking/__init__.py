"""From the tokens of a sentence to figures: whose number is it."""
