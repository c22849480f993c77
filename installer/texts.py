"""Collects the sentences of the source for translation, takes translations in, checks and compiles them.

`python -m installer.texts extract | add FILE.json | check | compile`. English stands in the source
through `_`, `N_`, `ngettext` and `N_plural`; the Chinese is complete or `check` says what is missing.
Next: catalogue.py for the file's form, domain/common/sentences for how a sentence is spoken.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from installer.catalogue import (
    MO,
    PO,
    ROOT,
    Message,
    Translations,
    locked,
    mo_bytes,
    placeholders,
    read_po,
    write_mo,
    write_po,
)

SPEAKING = ("main.py", "desktop", "devices", "domain", "exchange", "workers")
# Which arguments of which call are texts, as Babel wants it.
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2), "N_plural": (1, 2)}


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: done; 1: something is missing or wrong, and was named; 2: wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m installer.texts", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="put the new sentences of the source into the catalogue")
    extract.add_argument("--prune", action="store_true", help="drop translations the source no longer uses")
    extract.set_defaults(run=lambda given: extract_texts(given.prune))
    add = commands.add_parser("add", help='take translations in: {"English": "中文", "one\\u0000many": "中文"}')
    add.add_argument("file", type=Path)
    add.set_defaults(run=lambda given: add_texts(given.file))
    commands.add_parser("check", help="name what is missing").set_defaults(run=lambda _: check_texts())
    commands.add_parser("compile", help="make the .mo").set_defaults(run=lambda _: compile_texts())
    given = parser.parse_args(arguments)
    return int(given.run(given))


def extract_texts(prune: bool) -> int:
    with locked():
        known = read_po()
        spoken = set(messages_of_source())
        new = spoken - known.keys()
        unused = known.keys() - spoken
        kept = {message: text for message, text in known.items() if not (prune and message in unused)}
        save(kept | dict.fromkeys(new, ""))
    print(f"{len(spoken)} sentences, {len(new)} new, {len(unused)} unused" + (" (dropped)" if prune and unused else ""))
    return 0


def add_texts(file: Path) -> int:
    """Takes the file's pairs in; pairs whose placeholders disagree are refused by name, the others are taken."""
    given = {Message(*key.split("\0")): text for key, text in json.loads(file.read_text(encoding="utf-8")).items()}
    wrong = [complaint for message, text in given.items() for complaint in faults(message, text)]
    good = {message: text for message, text in given.items() if not any(faults(message, text))}
    with locked():
        known = read_po()
        for message in good:
            if known.get(message, "") not in ("", good[message]):
                print(f"changed: {message}: {known[message]} > {good[message]}")
        save(known | good)
    print(f"{len(good)} taken")
    print("".join(f"refused: {complaint}\n" for complaint in wrong), end="")
    return 1 if wrong else 0


def check_texts() -> int:
    complaints = list(complaints_about(set(messages_of_source()), read_po()))
    if MO.read_bytes() != mo_bytes(read_po()):
        complaints.append(f"{MO.name} is not made from {PO.name}: run `make texts`")
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} faults" if complaints else "Every sentence has its Chinese.")
    return 1 if complaints else 0


def compile_texts() -> int:
    with locked():
        save(read_po())
    return 0


def save(translations: Translations) -> None:
    write_po(translations)
    write_mo(translations)


def complaints_about(spoken: set[Message], translations: Translations) -> Iterator[str]:
    """One line for each sentence of the source that a Chinese reader would not get right."""
    for message in sorted(spoken):
        text = translations.get(message, "")
        if not text:
            yield f"no Chinese: {message}"
        yield from faults(message, text)


def faults(message: Message, text: str) -> Iterator[str]:
    """What is wrong with one translation: braces that do not match, or other placeholders than the English."""
    if not text:
        return
    wanted = placeholders(message.many or message.one)
    found = placeholders(text)
    if wanted is None or found is None:
        yield f"braces do not match: {message} > {text}"
    elif wanted != found:
        names = ", ".join(sorted(wanted ^ found))
        yield f"placeholders differ ({names}): {message} > {text}"


def messages_of_source() -> Iterator[Message]:
    """Every text of the source that is marked for translation, file by file."""
    from babel.messages.extract import extract

    for path in python_files():
        with path.open("rb") as file:
            for _line, found, _comments, _context in extract("python", file, KEYWORDS, (), {"encoding": "utf-8"}):
                texts = found if isinstance(found, tuple) else (found,)
                if all(texts):
                    yield Message(*texts)


def python_files() -> list[Path]:
    found: list[Path] = []
    for place in SPEAKING:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


if __name__ == "__main__":
    sys.exit(main())
