"""Article -> figures."""

from tradecli.extraction.article import Extraction, extract

__all__ = ["Extraction", "extract"]
