"""Prints answers: with --json exactly one object on stdout, else short lines for people. Refusals go to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.common.clock import iso_text
from domain.common.errors import DomainError
from domain.common.sentences import sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's JSON object, the same for people as lines, and whether all is well (else exit code 1)."""

    body: dict[str, Any]
    lines: Iterable[str] = field(default=())
    is_well: bool = True


def print_answer(answer: Answer, *, as_json: bool) -> int:
    """Writes the answer; the exit code."""
    if as_json:
        print(to_json(answer.body))
    else:
        for line in answer.lines:
            print(line)
    return 0 if answer.is_well else 1


def print_refusal(refusal: DomainError, *, as_json: bool) -> int:
    """Writes the refusal's sentence (as JSON on stdout, else on stderr); exit code 1."""
    words = sentence(refusal)
    if as_json:
        facts = {name: value for name, value in refusal.facts().items() if name not in ("code", "sentence")}
        print(to_json({"error": {"code": refusal.code, "sentence": words, **facts}}))
    else:
        print(words, file=sys.stderr)
    return 1


def to_json(body: object) -> str:
    """One line of JSON: moments ISO 8601 with zone, paths as text."""
    return json.dumps(body, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return iso_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    return str(value)


def say(words: str) -> None:
    """Progress and asides: stderr, so that stdout carries the answer alone."""
    print(words, file=sys.stderr, flush=True)
