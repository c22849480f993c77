"""Every verdict has its sentence, and every fact the sentence needs comes with it."""

from __future__ import annotations

import ast

from domain.common.sentences.picking import TEMPLATES
from domain.dispatch.words import LoadVerdict
from domain.picking.words import Verdict
from tests.architecture.source import ROOT, tree


def test_every_verdict_has_its_sentence():
    of_dispatch = {verdict.value for verdict in LoadVerdict}
    spoken = {code.removeprefix("scan_") for code in TEMPLATES if code.startswith("scan_")}
    assert {verdict.value for verdict in Verdict} - of_dispatch <= spoken


def test_every_other_sentence_of_a_scan_is_told_somewhere():
    told = set()
    for path in (ROOT / "domain" / "picking" / "rules").glob("*.py"):
        told |= {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    others = {code for code in TEMPLATES if code.startswith("scan_")} - {f"scan_{one.value}" for one in Verdict}
    assert others
    assert others <= told
