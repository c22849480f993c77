"""The system's own dialogs for files and folders, opened without holding anything up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from domain.common.sentences import _


def choose_files(over: QWidget, then: Callable[[Sequence[Path]], object]) -> QFileDialog:
    """Asks for order files; `then` is called with what was chosen."""
    dialog = QFileDialog(over, _("Choose order files"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [_("Order files") + " (*.xlsx *.xls *.xlsm *.csv *.txt *.tsv *.html *.htm)", _("All files") + " (*)"]
    )
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    return _open(dialog)


def choose_folder(over: QWidget, start: Path, then: Callable[[Path], object]) -> QFileDialog:
    """Asks for a folder; `then` is called with it."""
    dialog = QFileDialog(over, _("Choose a folder"), str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    return _open(dialog)


def choose_new_file(over: QWidget, name: str, then: Callable[[Path], object]) -> QFileDialog:
    """Asks where a new file goes; `then` is called with it."""
    dialog = QFileDialog(over, _("Choose a place for the file"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    return _open(dialog)


def show_folder(folder: Path) -> None:
    """Opens the folder in the system's file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _open(dialog: QFileDialog) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
