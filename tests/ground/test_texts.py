"""Every sentence has its Chinese, and the catalogue's tools keep what people gave them."""

from __future__ import annotations

import ast
import gettext
import json
import subprocess
import sys

import pytest

from installer import catalogue, texts
from installer.catalogue import Message


def test_every_sentence_of_the_program_has_its_chinese():
    spoken = set(texts.messages_of_source())
    assert spoken
    assert not list(texts.complaints_about(spoken, catalogue.read_po()))


def test_no_marked_text_is_overlooked_however_its_call_is_written():
    """The collector reads one call at a time: a text marked inside another marked call would be lost on readers."""
    found = {text for message in texts.messages_of_source() for text in (message.one, message.many)}
    assert not [where for where, text in marked_texts() if text not in found]


def marked_texts():
    """(file and line, text) of every literal given to a marking call, by the source's own syntax tree."""
    for path in texts.python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in texts.KEYWORDS:
                for given in node.args[:2] if texts.KEYWORDS[node.func.id] else node.args[:1]:
                    if isinstance(given, ast.Constant):
                        yield f"{path.relative_to(texts.ROOT)}:{node.lineno}", given.value


def test_the_compiled_catalogue_is_made_from_the_written_one():
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(catalogue.read_po())


def test_the_written_catalogue_is_in_its_one_form(tmp_path):
    catalogue.write_po(catalogue.read_po(), tmp_path / "again.po")
    assert (tmp_path / "again.po").read_bytes() == catalogue.PO.read_bytes()


AWKWARD = {
    Message("plain"): "普通",
    Message('quotes " and \\ backslash'): '引号 " 和 \\ 反斜杠',
    Message("two\nlines\n"): "两\n行\n",
    Message("\nfirst empty"): "\n首行空",
    Message("tab\tand {name}"): "制表\t{name}",
    Message("{count} order", "{count} orders"): "{count} 个订单",
    Message("not yet"): "",
}


def test_awkward_texts_survive_writing_and_reading(tmp_path):
    catalogue.write_po(AWKWARD, tmp_path / "a.po")
    assert catalogue.read_po(tmp_path / "a.po") == AWKWARD


def test_gettext_speaks_what_was_compiled(tmp_path):
    catalogue.write_mo(AWKWARD, tmp_path / "a.mo")
    with (tmp_path / "a.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.gettext("two\nlines\n") == "两\n行\n"
    assert spoken.ngettext("{count} order", "{count} orders", 1) == "{count} 个订单"
    assert spoken.gettext("not yet") == "not yet"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (Message("{count} of {total}"), "{count}"),
        (Message("{count} of {total}"), "{count} 共 {all}"),
        (Message("{count} of {total}"), "{count} 共 {total"),
        (Message("one order", "{count} orders"), "一些订单"),
    ],
)
def test_a_translation_with_other_placeholders_is_named(message, text):
    assert list(texts.faults(message, text))


def test_a_missing_translation_is_named():
    assert list(texts.complaints_about({Message("new")}, {})) == ["no Chinese: new"]


@pytest.fixture
def own_catalogue(tmp_path, monkeypatch):
    """The tools write into a catalogue of the test's own."""
    po = tmp_path / "zh_CN" / "daybreak.po"
    for name, path in (("PO", po), ("MO", po.with_suffix(".mo"))):
        monkeypatch.setattr(catalogue, name, path)
        monkeypatch.setattr(texts, name, path)
    for function, value in (
        ("locked", (po,)),
        ("read_po", (po,)),
        ("write_po", (po,)),
        ("write_mo", (po.with_suffix(".mo"),)),
    ):
        monkeypatch.setattr(getattr(catalogue, function), "__defaults__", value, raising=False)
    return po


def test_several_people_add_at_once_and_nothing_is_lost(tmp_path):
    """Eight processes add into one catalogue at the same time."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from installer import catalogue, texts\n"
        "from installer.catalogue import *\n"
        "po = Path(sys.argv[1])\n"
        "for number in range(5):\n"
        "    with locked(po):\n"
        "        write_po(read_po(po) | {Message(f'{sys.argv[2]} {number}'): '好'}, po)\n"
    )
    po = tmp_path / "folder" / "a.po"
    root = catalogue.ROOT
    people = [subprocess.Popen([sys.executable, "-c", program, str(po), str(who)], cwd=root) for who in range(4)]
    assert [person.wait() for person in people] == [0] * 4
    assert len(catalogue.read_po(po)) == 20


def test_adding_refuses_the_wrong_pairs_by_name_and_takes_the_others(own_catalogue, tmp_path, capsys):
    given = {"Open": "打开", "{count} bag\0{count} bags": "{count} 袋", "{wrong}": "错"}
    (tmp_path / "given.json").write_text(json.dumps(given), encoding="utf-8")
    assert texts.main(["add", str(tmp_path / "given.json")]) == 1
    assert "refused: placeholders differ (wrong)" in capsys.readouterr().out
    assert catalogue.read_po(own_catalogue) == {
        Message("Open"): "打开",
        Message("{count} bag", "{count} bags"): "{count} 袋",
    }


def test_collecting_keeps_translations_the_source_does_not_use_yet(own_catalogue):
    catalogue.write_po({Message("for a window that is being written"): "尚未使用"}, own_catalogue)
    assert texts.main(["extract"]) == 0
    assert Message("for a window that is being written") in catalogue.read_po(own_catalogue)
    assert texts.main(["extract", "--prune"]) == 0
    assert Message("for a window that is being written") not in catalogue.read_po(own_catalogue)
