"""Our own icons: small SVG files tinted in a colour of the theme, sharp at every scale of the screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).with_name("icons")
_RATIOS = (1.0, 2.0)


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


def paint(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Draws the icon into `where`, as vectors."""
    _renderer(name, colour).render(painter, where)


def icon(name: str, colour: str, size: int = 20, *, disabled: str | None = None) -> QIcon:
    """An icon for a button, at one and two pixels a point; `disabled` tints it while the button is off."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        if disabled:
            made.addPixmap(_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (FOLDER / f"{name}.svg").read_text(encoding="ascii").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(source.encode()))


def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Drawn once: a window asks for the same few hundreds of times. Qt drops what it keeps before it ends."""
    key = f"{name} {colour} {size} {ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _drawn(name, colour, size, ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, name, colour, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
