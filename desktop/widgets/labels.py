"""Labels: plain text always (a buyer's name never runs as markup), in the sizes of lettering.py."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.widgets.lettering import Size, font


class Label(QLabel):
    """Plain text. `tone` is "", "ink_2", "mute" or a Tone's value; wraps when asked to."""

    def __init__(
        self,
        text: str = "",
        *,
        size: Size = Size.BODY,
        bold: bool = False,
        tone: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size, bold=bold))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Another tone; the style sheet is asked again."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class Wrapped(Label):
    """Some lines of one width, as high as they need; for places that ask for the size before the width is known."""

    def __init__(self, width: int, **look: object) -> None:
        super().__init__("", wrap=True, **look)  # type: ignore[arg-type]
        self.setFixedWidth(width)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setFixedHeight(max(0, self.heightForWidth(self.width())))


class ElidedLabel(Label):
    """One line shortened by … where there is no room; the whole text is then its hint."""

    def __init__(self, text: str = "", *, middle: bool = False, **look: object) -> None:
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        super().__init__("", **look)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text.replace("\n", " "))
        self._hint()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(int(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def _hint(self) -> None:
        self.setToolTip(self.text() if self._shown() != self.text() else "")

    def _shown(self) -> str:
        return QFontMetricsF(self.font()).elidedText(self.text(), self._mode, self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())
        painter.end()


def hairline(parent: QWidget | None = None) -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame(parent)
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line
