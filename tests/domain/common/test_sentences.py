"""Every error and every word about a row ends in a sentence of its own, in both languages, with its facts in it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import CheckConstraint

from domain.common import sentences
from domain.common.errors import DatabaseProblem, DomainError, Notice, Refusal, RuleBroken
from domain.common.sentences import in_language, sentence, vocabulary
from tests.architecture.source import called_name, python_files, shown, tree

BASES = (DomainError, Refusal, DatabaseProblem)


def templates() -> dict[str, str]:
    return dict(sentences._templates())


def errors_of_the_program() -> list[type[DomainError]]:
    """Every error class of domain, exchange and workers that can be raised: it has a code of its own."""
    for name in ("domain", "exchange", "workers"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    return sorted(_below(DomainError), key=lambda error: error.code)


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in error.__subclasses__():
        if "code" in child.__dict__:
            yield child
        yield from _below(child)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_error_has_its_sentence_and_the_sentence_only_its_facts():
    errors = errors_of_the_program()
    assert len(errors) > 30
    known = templates()
    silent = [error.code for error in errors if error.code not in known]
    assert not silent
    wrong = {
        error.code: placeholders(known[error.code]) - {field.name for field in fields(error)}
        for error in errors
        if is_dataclass(error) and placeholders(known[error.code]) - {field.name for field in fields(error)}
    }
    assert not wrong


def test_no_two_errors_share_a_code():
    codes = [error.code for error in errors_of_the_program()]
    assert len(codes) == len(set(codes))


def notices_of_source() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, code, fact names) of every Notice.of("code", ...); names None where they are handed on as **facts."""
    for path in python_files("domain", "exchange", "workers"):
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and called_name(node) == "of" and node.args):
                continue
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            code = node.args[0]
            if not (isinstance(owner, ast.Name) and owner.id == "Notice" and isinstance(code, ast.Constant)):
                continue
            names = {keyword.arg for keyword in node.keywords if keyword.arg}
            handed_on = any(keyword.arg is None for keyword in node.keywords)
            yield f"{shown(path)}:{node.lineno}", str(code.value), None if handed_on else names


def test_every_word_about_a_row_has_its_sentence_with_just_its_facts():
    known, faults = templates(), []
    found = list(notices_of_source())
    assert len(found) > 30
    for where, code, names in found:
        if code not in known:
            faults.append(f"{where} {code}: no sentence")
        elif names is not None and placeholders(known[code]) - names:
            faults.append(f"{where} {code}: {placeholders(known[code]) - names} not given")
    assert not faults


SAMPLES = {"at": datetime(2026, 5, 25, 20, tzinfo=UTC), "cutoff": datetime(2026, 5, 25, 20, tzinfo=UTC),
           "delivery": date(2026, 5, 26)}  # fmt: skip


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_every_sentence_can_be_spoken(language):
    """Filled with facts, no name of one is left in braces and no fact is lost; the Chinese is Chinese."""
    for code, template in templates().items():
        names = sorted(placeholders(template))
        facts = {name: 1250 if name.endswith("_fen") else SAMPLES.get(name, f"<{name}>") for name in names}
        with in_language(language):
            told = sentence(Notice(code, tuple(facts.items())))
        assert not re.search(r"\{[a-z_]+\}", told), code
        assert all(str(value) in told for value in facts.values() if isinstance(value, str)), (code, told)
        if language == "zh_CN":
            assert any("\u4e00" <= ch <= "\u9fff" for ch in told), (code, told)


def test_a_rule_with_a_sentence_of_its_own_is_a_rule_of_the_database():
    from domain.common.columns import Record
    from domain.common.guards import declared
    from domain.common.schema import load_stages

    load_stages()
    rules = {guard.name for guard in declared()} | {"foreign_key"}
    for table in Record.metadata.tables.values():
        rules |= {str(named.name) for named in (*table.constraints, *table.indexes)}
        rules |= {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
    spoken = {code.removeprefix("rule_") for code in templates() if code.startswith("rule_") and code != "rule_broken"}
    assert spoken
    assert spoken <= rules


def test_a_rule_without_a_sentence_of_its_own_is_told_by_its_name():
    with in_language("en"):
        assert "“ck_product_units_positive”" in sentence(RuleBroken("ck_product_units_positive"))
        assert "frozen in a snapshot" in sentence(RuleBroken("frozen_order_stays"))


def test_an_unknown_code_still_tells_its_facts():
    assert sentence(Notice.of("brand_new", row=7, name="李娜")) == "brand_new: row 7, name 李娜"


def test_facts_are_told_as_people_read_them():
    with in_language("en"):
        assert "12.50" in sentence(Notice.of("refund_above_paid", order="A1", refunded_fen=2000, paid_fen=1250))
        told = sentence(Notice.of("after_planned_cutoff", order="A1", cutoff=datetime(2026, 5, 25, 12, tzinfo=UTC)))
        assert "2026-05-25 20:00" in told
        assert "cut off" in sentence(Notice.of("cycle_not_open", cycle="0525", state="cut"))


def test_a_fact_with_braces_is_only_a_fact():
    with in_language("en"):
        assert "{0} {person}" in sentence(Notice.of("not_found", what="order", name="{0} {person}"))


def test_a_thread_may_speak_another_language_than_the_process():
    sentences.use_language("en")
    with in_language("zh_CN"):
        assert sentences.language() == "zh_CN"
    assert sentences.language() == "en"
    sentences.use_language("tlh")
    assert sentences.language() == "en"


def test_every_word_of_a_state_machine_has_its_word_for_people():
    from domain.common.people import Right
    from domain.common.schema import legal_moves

    states = {move[end] for move in legal_moves() for end in ("from_state", "to_state")}
    assert states - {"building"} <= set(vocabulary.STATES)
    assert {right.value for right in Right} <= set(vocabulary.RIGHTS)


def test_every_act_that_needs_a_reason_has_its_word():
    from tests.architecture.source import ROOT

    acts = set()
    for path in (ROOT / "domain").rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called_name(node) in ("ReasonNeeded", "_need"):
                acts |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    assert acts
    assert acts <= set(vocabulary.ACTS)
