"""Tables and bounds from figures: statements, quantities, identities, ranking, comparing, deriving."""
