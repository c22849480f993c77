"""An import's answer as JSON and back: codes and facts are stored, sentences are made when somebody reads them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.common.codes import text_without_phones
from domain.common.errors import Notice
from domain.ordering.words import CrossCheck, ImportAnswer, RowNotice

NOTICES = ("warnings", "held", "problems")
COUNTS = [
    "source",
    "files",
    "orders",
    "lines",
    "pieces",
    "amount_fen",
    "lines_amount_fen",
    "new",
    "unchanged",
    "changed",
    "vanished",
    "cancelled",
]


def as_body(answer: ImportAnswer) -> dict[str, Any]:
    """The stored form of an answer."""
    body: dict[str, Any] = {name: getattr(answer, name) for name in COUNTS}
    for name in NOTICES:
        body[name] = [_notice_body(notice) for notice in getattr(answer, name)]
    body["cross_check"] = [[c.what, c.said, c.found, c.where] for c in answer.cross_check]
    return body


def _notice_body(notice: RowNotice) -> list[Any]:
    facts = [[name, _plain(value)] for name, value in notice.reason.facts]
    text, value = text_without_phones(notice.text), text_without_phones(notice.value)
    return [notice.row, notice.reason.code, facts, text, notice.file, notice.sheet, notice.column, value]


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return {"moment": value.isoformat()}
    return text_without_phones(value) if isinstance(value, str) else value


def answer_from(body: dict[str, Any]) -> ImportAnswer:
    """The answer of its stored form."""
    parts: dict[str, Any] = {name: body[name] for name in COUNTS}
    for name in NOTICES:
        parts[name] = tuple(_notice_from(item) for item in body[name])
    parts["cross_check"] = tuple(CrossCheck(*item) for item in body["cross_check"])
    return ImportAnswer(**parts)


def _notice_from(item: list[Any]) -> RowNotice:
    row, code, facts, text, file, sheet, column, value = item
    reason = Notice(code, tuple((name, _back(fact)) for name, fact in facts))
    return RowNotice(row, reason, text, file, sheet, column, value)


def _back(value: object) -> object:
    if isinstance(value, dict) and "moment" in value:
        return datetime.fromisoformat(str(value["moment"]))
    return value
