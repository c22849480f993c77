"""The label in hand: its picture as it will be printed, how it stands, and what may be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.badges import Badge, Mark
from desktop.widgets.buttons import PLAIN, PRIMARY, Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.layouts import clear, holder, scrolled
from desktop.widgets.lettering import Size
from desktop.widgets.theme import tokens
from domain.common.sentences import _

if TYPE_CHECKING:
    from desktop.views.printing.model import InHand

EDGE, HIGHEST = 7, 330


class LabelView(QWidget):
    """A label on its paper, dot for dot, as large as the room allows. Paper is white in every theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._shape = (60, 40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_label(self, image: QImage | None, width_mm: int, height_mm: int, name: str) -> None:
        """Another label; None while it is drawn."""
        self.image, self._shape = image, (width_mm, height_mm)
        self.setAccessibleName(name)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the label is at this width."""
        wide, high = self._shape
        self.setFixedHeight(min(HIGHEST, round((self.width() - 2 * EDGE) * high / wide) + 2 * EDGE))

    def sizeHint(self) -> QSize:
        return QSize(300, 210)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = tokens(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paper = self._paper()
        painter.setPen(QPen(QColor(theme.line_strong), 1))
        painter.setBrush(QColor("#FFFFFF") if self.image is not None else QColor(theme.sunken))
        painter.drawRoundedRect(paper.adjusted(-5.5, -5.5, 5.5, 5.5), 7, 7)
        if self.image is not None:
            ratio = self.devicePixelRatioF()
            size = QSize(round(paper.width() * ratio), round(paper.height() * ratio))
            smooth = self.image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            painter.drawImage(paper, smooth)
        painter.end()

    def _paper(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        wide, high = self._shape
        scale = min(room.width() / wide, room.height() / high)
        paper = QRectF(0, 0, wide * scale, high * scale)
        paper.moveCenter(room.center())
        return paper


class LabelPane(Card):
    """`wanted(act)` of an act's key."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badge = Badge()
        self.title = ElidedLabel(bold=True)
        self.picture = LabelView()
        self.about = ElidedLabel(size=Size.SMALL, tone="mute")
        self.sentence = Label(wrap=True)
        self.problems = Label(size=Size.SMALL, tone="careful", wrap=True)
        self.buttons: dict[str, Button] = {}
        self._acts = QVBoxLayout()
        self._acts.setSpacing(8)
        body = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.badge)
        body.addLayout(head)
        body.addWidget(self.picture)
        for label in (self.about, self.sentence):
            body.addWidget(label)
        body.addSpacing(4)
        body.addLayout(self._acts)
        body.addWidget(self.problems)
        body.addStretch(1)
        self.column.addWidget(scrolled(holder(body, margins=(16, 12, 14, 14), gap=8)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_label(self, hand: InHand | None, *, is_asking: bool) -> None:
        """The label in hand, None for none; `is_asking`: its first act is the one primary button of the page."""
        self.title.setText(hand.title if hand else _("No label is chosen"))
        self.about.setText(hand.about if hand else "")
        self.badge.show_mark(Mark(hand.tone, hand.state) if hand else None)
        self.sentence.setText(hand.sentence if hand else "")
        self.sentence.setVisible(bool(hand and hand.sentence))
        self.sentence.set_tone(hand.tone.value if hand and hand.wants_word else "ink_2")
        self.picture.setVisible(hand is not None)
        if hand is None:
            self.picture.show_label(None, 60, 40, "")
            self.show_problems(())
        self._show_acts(hand.acts if hand else (), is_asking)

    def _show_acts(self, acts: tuple[tuple[str, str], ...], is_asking: bool) -> None:
        kinds = [PRIMARY if is_asking and not at else PLAIN for at in range(len(acts))]
        shown = [
            (key, button.text().replace("&&", "&"), button.property("kind")) for key, button in self.buttons.items()
        ]
        if shown == [(key, word, kind) for (key, word), kind in zip(acts, kinds, strict=True)]:
            return  # the focus stays on its button
        had_focus = next((key for key, button in self.buttons.items() if button.hasFocus()), "")
        clear(self._acts)
        self.buttons = {}
        for (key, word), kind in zip(acts, kinds, strict=True):
            button = Button(kind)
            button.setText(word)
            button.clicked.connect(partial(self._on_clicked, key))
            self._acts.addWidget(button)
            self.buttons[key] = button
        if had_focus in self.buttons:
            self.buttons[had_focus].setFocus()

    def _on_clicked(self, key: str, _checked: bool = False) -> None:
        self.wanted.emit(key)

    def show_problems(self, sentences: tuple[str, ...]) -> None:
        """What of the label has no room or no character."""
        self.problems.setText("\n".join(sentences))
        self.problems.setVisible(bool(sentences))
