"""The foot of a station: its keys as big buttons, what is being typed, and a word about control codes.

A button here never takes the keyboard: the station keeps it, so that every key means the same all the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.widgets.lettering import Size, font
from desktop.widgets.station_part import LEFT, StationPart
from desktop.widgets.theme import tokens

HEIGHT = 84
KEY_HEIGHT = 52
PAD = 14
LEAST_TYPED, MOST_TYPED = 150, 260


@dataclass(frozen=True, slots=True)
class StationKey:
    """A key of the station: its name on the keyboard, what it does, whether it does it now; one may be `first`."""

    key: str
    name: str
    word: str
    enabled: bool = True
    first: bool = False


class KeyButton(QAbstractButton):
    """“F2 缺货”, large enough for a glove."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = StationKey("", "", "")
        self._zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_face(self, face: StationKey, zoom: float) -> None:
        """What it says now."""
        self.face, self._zoom = face, zoom
        self.setText(f"{face.name} {face.word}")
        self.setEnabled(face.enabled)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(font(Size.TITLE, bold=True)).horizontalAdvance(self.face.name)
        word = QFontMetricsF(font(Size.TITLE)).horizontalAdvance(self.face.word)
        return QSize(round((2 * PAD + name + 10 + word) * self._zoom) + 1, round(KEY_HEIGHT * self._zoom))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._zoom, self._zoom)
        room = QRectF(0, 0, self.width() / self._zoom, self.height() / self._zoom)
        first = self.face.first and self.isEnabled()
        ground = theme.accent if first else theme.sunken if self.isDown() else theme.panel
        painter.setPen(
            QPen(QColor(theme.accent if first else theme.line_strong if self.isEnabled() else theme.line), 1)
        )
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        key = theme.on_accent if first else theme.accent if self.isEnabled() else theme.mute
        word = theme.on_accent if first else theme.ink if self.isEnabled() else theme.mute
        bold, plain = font(Size.TITLE, bold=True), font(Size.TITLE)
        painter.setFont(bold)
        painter.setPen(QColor(key))
        painter.drawText(room.adjusted(PAD, 0, 0, 0), int(LEFT), self.face.name)
        left = PAD + QFontMetricsF(bold).horizontalAdvance(self.face.name) + 10
        painter.setFont(plain)
        painter.setPen(QColor(word))
        painter.drawText(room.adjusted(left, 0, 0, 0), int(LEFT), self.face.word)
        painter.end()


class Typed(StationPart):
    """What a person types at the station: a quantity or a code. It has no focus to lose and takes no scan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=KEY_HEIGHT)
        self.text, self.hint = "", ""

    def set_zoom(self, zoom: float) -> None:
        super().set_zoom(zoom)
        self.setMinimumWidth(round(LEAST_TYPED * zoom))
        self.setMaximumWidth(round(MOST_TYPED * zoom))

    def show_text(self, text: str, hint: str) -> None:
        """What is typed so far; the hint stands there while nothing is."""
        if (text, hint) == (self.text, self.hint):
            return
        self.text, self.hint = text, hint
        self.setAccessibleName(text or hint)
        self.update()

    def draw(self, painter: QPainter, room: QRectF) -> None:
        theme = tokens()
        painter.setPen(QPen(QColor(theme.accent if self.text else theme.line_strong), 2 if self.text else 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)
        inner = room.adjusted(14, 0, -12, 0)
        if not self.text:
            self.write(painter, inner, self.hint, theme.mute, Size.STATION_SMALL, Size.LARGE, Size.BODY)
            return
        tail = self.text[-24:]
        wide = self.write(painter, inner, tail, theme.ink, Size.FIGURE, Size.STATION, Size.STATION_SMALL, bold=True)
        painter.fillRect(QRectF(inner.left() + wide + 3, room.center().y() - 14, 2, 28), QColor(theme.accent))


class KeyBar(QFrame):
    """`pressed(key)` when a key's button is pressed by hand."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.buttons: dict[str, KeyButton] = {}
        self.typed = Typed()
        self._zoom = 1.0
        self._faces: tuple[StationKey, ...] = ()
        self._shown: tuple[tuple[StationKey, ...], float] = ((), 0.0)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self.typed, 8)
        self.set_zoom(1.0)

    def set_zoom(self, zoom: float) -> None:
        """Another size of the window."""
        self._zoom = zoom
        self.setFixedHeight(round(HEIGHT * zoom))
        self._row.setContentsMargins(round(28 * zoom), 0, round(28 * zoom), 0)
        self._row.setSpacing(round(10 * zoom))
        self.typed.set_zoom(zoom)
        self.show_keys(self._faces)

    def show_keys(self, faces: Sequence[StationKey]) -> None:
        """The keys from left to right."""
        if (tuple(faces), self._zoom) == self._shown:
            return
        self._shown = (tuple(faces), self._zoom)
        self._faces = tuple(faces)
        for at, face in enumerate(self._faces):
            if face.key not in self.buttons:
                self._add(face.key, at)
            self.buttons[face.key].show_face(face, self._zoom)
        for key, button in self.buttons.items():
            button.setVisible(key in {face.key for face in self._faces})

    def _add(self, key: str, at: int) -> None:
        button = KeyButton()
        button.clicked.connect(lambda _checked=False: self.pressed.emit(key))
        self.buttons[key] = button
        self._row.insertWidget(at, button)
