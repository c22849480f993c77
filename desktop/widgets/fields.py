"""Fields of a form: the name above, the field, and below it the sentence when what stands there cannot be."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.widgets.lettering import Size, font


class Field(QWidget):
    """A named field; `complain` shows why its content cannot be taken."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "clear")
        self.content = content
        self.name = Label(size=Size.SMALL, tone="ink_2")
        self.complaint = Label(size=Size.SMALL, tone="wrong", wrap=True)
        self.complaint.hide()
        content.setFont(font(Size.BODY))
        self.name.setBuddy(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (self.name, content, self.complaint):
            column.addWidget(widget)

    def say(self, name: str) -> None:
        """The field's name, on the screen and for who cannot see it."""
        self.name.setText(name)
        self.content.setAccessibleName(name)

    def complain(self, sentence: str) -> None:
        """Why the content cannot be taken; an empty sentence takes it back."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
        self.content.setProperty("wrong", bool(sentence))
        self.content.style().unpolish(self.content)
        self.content.style().polish(self.content)


class LineEdit(QLineEdit):
    """A line of text in the desk's size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font(Size.BODY))
