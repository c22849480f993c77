"""Walks through every scene of the pictures and says what does not stand whole, is not translated, or has no name.

Also a program: `python -m tests.desktop.looks SCALE` walks at another scale of the screen and prints what is wrong.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop.app import Opening, make_application, make_frame
from desktop.pictures import pause, wait_until_quiet
from desktop.pictures.door_scenes import GATE_SCENES, RECEIVING_SCENES
from desktop.pictures.hall_scenes import PICKING_SCENES
from desktop.pictures.printing_scenes import PRINTING_SCENES
from desktop.pictures.route_scenes import ROUTE_SCENES
from desktop.pictures.scenes import EMPTY_SCENES, NIGHT_SCENES, Scene, Set
from desktop.pictures.stage import Stage, make_stage
from desktop.settings import Settings
from desktop.shell.window import SMALLEST
from desktop.widgets.buttons import PRIMARY, Tab
from desktop.widgets.cards import INSET, StageCard
from desktop.widgets.key_bar import KeyBar
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.sheet import Sheet
from desktop.widgets.station_part import StationPart
from desktop.widgets.tables import Table
from tests.desktop.words import said

USUAL = (1366, 768)
WAYS = (("zh_CN", SMALLEST), ("en", SMALLEST), ("en", USUAL))
"""Language and size of the window. English words are the longer ones: what fits them at the usual size fits Chinese."""
SOME = frozenset(
    {"today", "orders-inspector", "import-problems", "cutoff", "late", "papers", "shortcuts", "drafts", "routes"}
)
Look = Callable[[QWidget], Iterator[str]]


def walk(folder: Path, look: Look, *, only: frozenset[str] | None = None) -> list[str]:
    """What `look` finds in each scene, in every way of WAYS, as “scene language size: fault”."""
    make_application()
    stage = make_stage(folder, None)
    found = _play(EMPTY_SCENES, stage.empty, stage, look, only)
    found += _play(NIGHT_SCENES, stage.night, stage, look, only)
    found += _play(ROUTE_SCENES, stage.routes, stage, look, only)
    found += _play(PICKING_SCENES, stage.hall, stage, look, only)
    found += _play(RECEIVING_SCENES, stage.dock, stage, look, only)
    found += _play(GATE_SCENES, stage.gate, stage, look, only)
    return [*found, *_play(PRINTING_SCENES, stage.printing, stage, look, only)]


def _play(scenes: tuple[Scene, ...], place: Path, stage: Stage, look: Look, only: frozenset[str] | None) -> list[str]:
    scenes = tuple(scene for scene in scenes if only is None or scene.name in only)
    if not scenes:
        return []
    settings = Settings(theme="light", language="zh_CN", person=stage.person, station=stage.station)
    settings.last_cycle, settings.papers_folder = stage.code, str(stage.night.parent / "papers")
    frame = make_frame(settings)
    opening = Opening(frame, str(place))
    frame.window.show()
    opening.open()
    found: list[str] = []
    try:
        wait_until_quiet(frame)
        assert opening.parts is not None
        players = Set(frame, opening.parts, stage, lambda: wait_until_quiet(frame), lambda ms: pause(frame, ms))
        for scene in scenes:
            # A sheet speaks the language it was opened in, and nobody can change that while it is open.
            frame.appearance.choose_language("zh_CN")
            scene.play(players)
            wait_until_quiet(frame)
            found += _look_in_every_way(scene.name, players, look)
            players.clear()
    finally:
        opening.close()
        frame.window.close()
        frame.window.deleteLater()
    return found


def _look_in_every_way(name: str, players: Set, look: Look) -> list[str]:
    found = []
    window = players.frame.window
    for language, size in WAYS:
        players.frame.appearance.choose_language(language)
        window.resize(*size)
        players.wait()
        found += [f"{name} {language} {size[0]}x{size[1]}: {fault}" for fault in look(window)]
    return found


def does_not_fit(window: QWidget) -> Iterator[str]:
    """Texts that need more room than they have."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 0:
            yield from (f"{type(widget).__name__} {text!r}" for text in _clipped(widget))


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, StageCard):
        cut = [text for text, needed in widget.texts() if needed > widget.width() - INSET]
        yield from (text for text in cut if widget.window().width() > SMALLEST[0] or text not in widget.toolTip())
    elif isinstance(widget, StationPart):
        widget.grab()  # what it had to shorten is known when it is drawn
        yield from widget.cut
    elif isinstance(widget, ElidedLabel):
        return
    elif isinstance(widget, KeyBar):
        if widget.typed.geometry().right() >= widget.width():
            yield " ".join(button.text() for button in widget.buttons.values())
    elif isinstance(widget, QLabel):
        yield from _clipped_label(widget)
    elif isinstance(widget, (QPushButton, Tab)):
        if widget.sizeHint().width() > widget.width() + 1:
            yield widget.text()
    elif isinstance(widget, QComboBox):
        needed = QFontMetricsF(widget.font()).horizontalAdvance(widget.currentText())
        if not widget.isEditable() and needed > widget.width() - 34:
            yield widget.currentText()
    elif isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QComboBox):
        needed = QFontMetricsF(widget.font()).horizontalAdvance(widget.placeholderText())
        if needed > widget.width() - 16:
            yield widget.placeholderText()
    elif isinstance(widget, Table) and widget.model() is not None:
        columns = [at for at in range(widget.model().columnCount()) if not widget.isColumnHidden(at)]
        for at in columns:
            if widget.columnWidth(at) < widget.title_width(at) - 4:
                yield str(widget.model().headerData(at, Qt.Orientation.Horizontal))


def _clipped_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 2:
            yield label.text()
        return
    metrics = QFontMetricsF(label.font())
    if metrics.horizontalAdvance(label.text()) > room.width() + 1.5 or metrics.height() > room.height() + 1.5:
        yield label.text()


def is_not_translated(window: QWidget) -> Iterator[str]:
    """Texts that stand in the source's English although the window speaks Chinese."""
    from domain.common.sentences import language

    if language() != "zh_CN":
        return
    english = _english()
    for text, widget in said(window):
        if text in english:
            yield f"{type(widget).__name__} {text!r}"


@functools.cache
def _english() -> frozenset[str]:
    from installer.catalogue import read_po

    return frozenset(
        form for message, text in read_po().items() for form in (message.one, message.many) if form and form != text
    )


def has_no_name(window: QWidget) -> Iterator[str]:
    """Buttons and fields that nobody can name who does not see them."""
    for widget in window.findChildren(QWidget):
        is_button = isinstance(widget, (QAbstractButton, QToolButton))
        is_field = isinstance(widget, (QLineEdit, QPlainTextEdit, QComboBox))
        inner = isinstance(widget.parent(), (QComboBox,)) or widget.objectName().startswith("qt_")
        if not widget.isVisible() or inner or not (is_button or is_field):
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not name:
            yield f"{type(widget).__name__} {widget.objectName()}"


def shows_a_phone(window: QWidget) -> Iterator[str]:
    """Whole mobile numbers on the screen, outside the text a person pasted."""
    import re

    phone = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
    for text, _widget in said(window):
        if phone.search(text):
            yield text
    for table in window.findChildren(QTableView):
        model = table.model()
        if table.isVisible() and model is not None:
            cells = (
                str(model.index(row, at).data() or "")
                for row in range(min(40, model.rowCount()))
                for at in range(model.columnCount())
            )
            yield from (cell for cell in cells if phone.search(cell))


def has_two_primary_buttons(window: QWidget) -> Iterator[str]:
    """More than one button that wants to be pressed; of what lies over the window, the sheet alone counts."""
    sheet = next((each for each in window.findChildren(Sheet) if each.isVisible()), window)
    found = [
        each.text() for each in sheet.findChildren(QPushButton) if each.isVisible() and each.property("kind") == PRIMARY
    ]
    if len(found) > 1:
        yield ", ".join(found)


def everything(window: QWidget) -> Iterator[str]:
    """All of it."""
    looks = (
        ("clipped", does_not_fit),
        ("english", is_not_translated),
        ("nameless", has_no_name),
        ("phone", shows_a_phone),
        ("primary", has_two_primary_buttons),
    )
    for word, look in looks:
        yield from (f"{word} {fault}" for fault in look(window))


def main(scale: str) -> int:
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_SCALE_FACTOR"] = "offscreen", scale
    with tempfile.TemporaryDirectory() as folder:
        found = walk(Path(folder), does_not_fit, only=SOME)
        sys.stdout.write("".join(f"{fault}\n" for fault in found))
        QApplication.processEvents()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
