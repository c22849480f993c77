"""Bytes to text, strictly: BOM, else UTF-8, else GB18030, else a refusal that names the byte.

Never GB18030 first (most Chinese headings in UTF-8 decode as GB18030 without an error, as nonsense), and
never with replacement characters. The whole file is decoded before it is split: the second byte of a GBK
character can be a backslash or a bar. Next: tables.py.
"""

from __future__ import annotations

import codecs

from exchange.imports.refusals import EncodingUnknown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str, encoding: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was in. `encoding`: what the user chose instead of our guess.

    Raises EncodingUnknown with the offset of the first byte that fits neither.
    """
    if encoding:
        return _chosen(data, file, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _chosen(data, file, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as not_utf8:
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError as not_gb:
            # The better guess is the one that got further.
            raise unknown(data, file, max(not_utf8.start, not_gb.start), "UTF-8, GB18030") from not_gb


def unknown(data: bytes, file: str, offset: int, tried: str) -> EncodingUnknown:
    """The refusal that points at byte `offset`; its row is counted by line feeds before it."""
    row = data.count(b"\n", 0, offset) + 1
    return EncodingUnknown(file, offset, f"0x{data[offset]:02X}" if offset < len(data) else "", row, tried)


def utf8_ends_at(data: bytes) -> int | None:
    """Where strict UTF-8 breaks off, None when it does not."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start
    return None


def _chosen(data: bytes, file: str, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as broken:
        raise unknown(data, file, broken.start, encoding) from broken
    except LookupError as nothing:
        raise EncodingUnknown(file, 0, "", 1, encoding) from nothing
