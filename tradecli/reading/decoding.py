"""Bytes of a text file -> its characters, and the encoding that held.

Nothing is guessed where the bytes say what they are: a byte order mark, then
UTF-8, which other encodings hardly ever satisfy by chance. Beyond that two safe
guesses are made and reported: GB 18030 where nearly all characters fall among
those of GB 2312 (most of them in its first level, the common ones), Windows-1252
where the only characters beyond ASCII are typographic marks.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from tradecli.reading.errors import ReadError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KINDS = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa3\xa5\xa9\xae\xb0\xb7\xe9")
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


class Text(NamedTuple):
    """Characters as decoded, line ends untouched, with the encoding; `guessed` where nothing declared it."""

    text: str
    encoding: str
    guessed: bool = False


def decode(raw: bytes, source: str, encoding: str | None = None) -> Text:
    r"""Characters of a file's bytes; raises ReadError for an empty, binary or undecodable one.

    >>> decode("5.4％".encode(), "a.txt").text
    '5.4％'
    >>> decode("广东进出口增长4.4%".encode("gb18030"), "a.txt")
    Text(text='广东进出口增长4.4%', encoding='gb18030', guessed=True)
    """
    if not raw.strip():
        raise ReadError(source, "an empty file")
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise ReadError(source, f"{kind}, not text", "Save its text as .txt or .html first.")
    if encoding:
        return Text(_declared(raw, source, encoding), encoding)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return Text(_declared(raw, source, name).removeprefix("\ufeff"), name)
    if _is_binary(raw):
        raise ReadError(source, "a binary file, not text", "Save its text as .txt or .html first.")
    try:
        return Text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if stated := _CHARSET.search(raw[:2048]):
        name = stated.group(1).decode("ascii").lower()
        return Text(_declared(raw, source, "gb18030" if name in ("gb2312", "gbk") else name), name)
    for name, holds in (("gb18030", _is_chinese), ("cp1252", _is_typographic)):
        if holds(raw):
            return Text(raw.decode(name), name, guessed=True)
    raise ReadError(source, f"not UTF-8 at byte {at}", "Name its encoding, for instance --encoding gb18030 or big5.")


def _declared(raw: bytes, source: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        raise ReadError(source, f"no encoding {encoding!r}", "Try --encoding utf-8, gb18030, big5 or cp1252.") from None
    except UnicodeDecodeError as error:
        raise ReadError(source, f"not {encoding} at byte {error.start}", "Try another --encoding.") from None


def _is_binary(raw: bytes) -> bool:
    head = raw[:65536]
    return b"\0" in raw or len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 100


def _is_chinese(raw: bytes) -> bool:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    pairs = [pair for char in text if ord(char) > 127 and len(pair := char.encode("gb18030"))]
    known = [pair for pair in pairs if len(pair) == 2 and 0xA1 <= pair[0] <= 0xF7 and pair[1] >= 0xA1]
    common = [pair for pair in known if pair[0] <= 0xD7]
    return len(known) > 0.98 * len(pairs) and len(common) > 0.9 * len(pairs)


def _is_typographic(raw: bytes) -> bool:
    beyond = [byte for byte in raw if byte > 127]
    return len(beyond) < len(raw) / 10 and _TYPOGRAPHY.issuperset(beyond)
