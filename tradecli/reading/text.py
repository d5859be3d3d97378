"""Plain text and Markdown: the text as it stands is the article."""

from __future__ import annotations

from tradecli.model import Article
from tradecli.reading import metadata
from tradecli.reading.decoding import Text

SUFFIXES = (".txt", ".md", ".markdown")


def read(document: Text, source: str) -> Article:
    """The article; offsets of figures count in the text as it stands in the file."""
    return metadata.article(source, document.text)
