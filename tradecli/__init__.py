"""Reads trade figures out of articles, ranks and compares them, and flags what does not agree."""

__version__ = "0.1.0"
