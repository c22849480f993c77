"""The Chinese catalogue as a file: read, written in one fixed form, compiled for gettext.

The form has no dates, line numbers or tool names, and is sorted, so that a diff shows sentences
alone and two people's additions merge. texts.py is the command line over it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "domain/common/locale/zh_CN/LC_MESSAGES/daybreak.po"
MO = PO.with_suffix(".mo")
MO_MAGIC = 0x950412DE
HEADER = "Language: zh_CN\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """An English text as it stands in the source; `many` is empty unless it counts something."""

    one: str
    many: str = ""

    def __str__(self) -> str:
        return f"{self.one} | {self.many}" if self.many else self.one


Translations = dict[Message, str]


def read_po(path: Path = PO) -> Translations:
    """Every message of the file with its translation ("" where there is none or it is marked fuzzy)."""
    from babel.messages.pofile import read_po as read

    if not path.exists():
        return {}
    found: Translations = {}
    with path.open("rb") as file:
        for entry in read(file, locale="zh_CN", abort_invalid=True):
            if entry.id:
                message = Message(*entry.id) if isinstance(entry.id, (list, tuple)) else Message(entry.id)
                text = entry.string[0] if isinstance(entry.string, (list, tuple)) else entry.string
                found[message] = "" if entry.fuzzy else text or ""
    return found


def write_po(translations: Mapping[Message, str], path: Path = PO) -> None:
    """Writes the file anew, sorted by the English text; the same translations give the same bytes."""
    blocks = [f'msgid ""\nmsgstr {quoted(HEADER)}\n']
    for message, text in sorted(translations.items()):
        if message.many:
            blocks.append(
                f"msgid {quoted(message.one)}\nmsgid_plural {quoted(message.many)}\nmsgstr[0] {quoted(text)}\n"
            )
        else:
            blocks.append(f"msgid {quoted(message.one)}\nmsgstr {quoted(text)}\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(blocks), encoding="utf-8", newline="\n")


def quoted(text: str) -> str:
    """The text as a string of the format; a text of several lines gets a line of its own for each."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    first, *rest = escaped.split("\n")
    if not rest:
        return f'"{first}"'
    lines = [f"{line}\\n" for line in (first, *rest[:-1])] + ([rest[-1]] if rest[-1] else [])
    return '""\n' + "\n".join(f'"{line}"' for line in lines)


def write_mo(translations: Mapping[Message, str], path: Path = MO) -> None:
    path.write_bytes(mo_bytes(translations))


def mo_bytes(translations: Mapping[Message, str]) -> bytes:
    """The catalogue in the binary form gettext reads (GNU gettext manual, "The Format of GNU MO Files").

    Untranslated messages are left out, so that gettext falls back to the English text.
    """
    pairs = {"": HEADER}
    for message, text in translations.items():
        if text:
            pairs["\0".join(filter(None, (message.one, message.many)))] = text
    encoded = sorted((source.encode(), text.encode()) for source, text in pairs.items())
    count, head = len(encoded), 28
    offset = head + 16 * count
    tables: list[bytes] = []
    strings: list[bytes] = []
    for column in (0, 1):
        for pair in encoded:
            tables.append(struct.pack("<II", len(pair[column]), offset))
            strings.append(pair[column] + b"\0")
            offset += len(pair[column]) + 1
    header = struct.pack("<7I", MO_MAGIC, 0, count, head, head + 8 * count, 0, offset)
    return header + b"".join(tables) + b"".join(strings)


def placeholders(text: str) -> frozenset[str] | None:
    """The names in braces; None when the braces do not match."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


@contextmanager
def locked(path: Path = PO) -> Iterator[None]:
    """Keeps everybody else out while the files change. The folder itself is the lock: nothing is left behind."""
    import os

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows: a folder cannot be locked there, and one person works at a time
        yield
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
