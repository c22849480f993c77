"""Qt as the program uses it: Chinese is drawn, its warnings fail a test, its wrapper loses no reference."""

from __future__ import annotations

import subprocess
import sys

import pytest

from exchange import fonts


def test_chinese_and_emoji_are_drawn_by_the_shipped_fonts(qapp):
    from PySide6.QtGui import QFont, QFontMetrics, QTextLayout

    font = QFont()
    font.setFamilies(list(fonts.FAMILIES))
    assert all(QFontMetrics(font).inFontUcs4(ord(character)) for character in "晨配¥①")
    layout = QTextLayout("晨𠮷🍉", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    used = [run.rawFont().familyName() for run in layout.glyphRuns()]
    assert sorted(used) == sorted(fonts.FAMILIES)
    assert all(0 not in run.glyphIndexes() for run in layout.glyphRuns()), "a box was drawn"


def test_bold_is_the_shipped_bold_face(qapp):
    from PySide6.QtGui import QFont, QRawFont

    font = QFont(fonts.FAMILIES[0])
    font.setBold(True)
    assert QRawFont.fromFont(font).weight() == 700


def test_a_warning_of_qt_fails_the_test(pytester_program):
    assert "1 failed" in pytester_program("from PySide6.QtCore import qWarning\ndef test_a():\n    qWarning('no')\n")


def test_a_warning_of_python_fails_the_test(pytester_program):
    assert "1 failed" in pytester_program("import warnings\ndef test_a():\n    warnings.warn('no')\n")


@pytest.fixture
def pytester_program(tmp_path, pytestconfig):
    """A function: runs a test file of its own under the project's settings and returns what pytest printed."""

    def run(source: str) -> str:
        (tmp_path / "test_a.py").write_text(source)
        command = [sys.executable, "-m", "pytest", "-n0", "-q", "-c", str(pytestconfig.inipath), str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout

    return run


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 None is immortal")
def test_a_call_into_qt_loses_no_reference_to_none(qapp):
    """PySide6 6.12.0 lost one with every void call on Python 3.11, and the program died after minutes."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    label.setText("once")
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100
