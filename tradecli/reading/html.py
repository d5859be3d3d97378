"""Saved web pages: the article's text without menus and footers, by trafilatura."""

from __future__ import annotations

import re
from typing import Any

from tradecli.model import Article
from tradecli.reading import metadata
from tradecli.reading.decoding import Text
from tradecli.reading.errors import ReadError

SUFFIXES = (".html", ".htm", ".xhtml")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(document: Text, source: str) -> Article:
    """The article; its text is the page's title and body, and offsets count in that text.

    Nothing is fetched: links, frames and pictures stay unread. Raises ReadError
    where trafilatura is missing or finds no article on the page.
    """
    try:
        import trafilatura
    except ImportError:
        raise ReadError(source, "a web page needs trafilatura", 'pip install "tradecli[html]"') from None
    page: Any = trafilatura.bare_extraction(
        document.text,
        include_comments=False,
        include_tables=True,
        favor_precision=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = (page.text or "").strip() if page else ""
    if not page or not body:
        raise ReadError(source, "no article on this web page", "Save its text as .txt instead.")
    title = " ".join((page.title or "").split())
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    day = _DAY.match(page.date or "")
    return metadata.article(
        source,
        text,
        title=title,
        date=day.group() if day else "",
        publisher=page.sitename or "",
    )
