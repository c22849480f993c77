"""The one style sheet: surfaces, controls and tables by their `role` property. No font stands here (lettering.py)."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from desktop.widgets.tokens import Tokens

# Controls 6 px round, cards 8 px, hairlines 1 px, no shadows.
_SHEET = Template("""
QWidget { color: $ink; }
QToolTip { background: $panel; color: $ink; border: 1px solid $line_strong; padding: 4px 6px; }

*[role="page"] { background: $ground; }
*[role="clear"] { background: transparent; }
*[role="bar"] { background: $panel; border: 0; border-bottom: 1px solid $line; }
*[role="foot"] { background: $panel; border: 0; border-top: 1px solid $line; }
*[role="rail"] { background: $rail; border: 0; }
*[role="card"] { background: $panel; border: 1px solid $line; border-radius: 8px; }
*[role="hairline"] { background: $line; border: 0; }
*[role="careful"] { background: $careful_soft; border: 0; border-radius: 6px; }
*[role="wrong"] { background: $wrong_soft; border: 0; border-radius: 6px; }
*[role="right"] { background: $right_soft; border: 0; border-radius: 6px; }
*[role="running"] { background: $accent_soft; border: 0; border-radius: 6px; }
*[role="plain"] { background: $sunken; border: 0; border-radius: 6px; }
*[role="sheet"] { background: $panel; border: 1px solid $line_strong; border-radius: 8px; }

QLabel { background: transparent; }
QLabel[tone="ink_2"] { color: $ink_2; }
QLabel[tone="mute"] { color: $mute; }
QLabel[tone="running"] { color: $accent; }
QLabel[tone="right"] { color: $right; }
QLabel[tone="careful"] { color: $careful; }
QLabel[tone="wrong"] { color: $wrong; }
QLabel[tone="rail"] { color: $rail_ink; }

QPushButton { background: $panel; color: $accent; border: 1px solid $line_strong; border-radius: 6px;
  padding: 0 14px; min-height: 30px; max-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; max-height: 28px; }
QPushButton:disabled { color: $mute; border-color: $line; background: $panel; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $mute; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled { color: $mute; }
QPushButton[kind="wrong"] { color: $wrong; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $sunken; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit, QComboBox {
  background: $panel; border: 1px solid $line_strong; border-radius: 6px; padding: 0 10px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit, QComboBox { min-height: 30px; max-height: 30px; }
QPlainTextEdit { padding: 8px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus, QTimeEdit:focus,
QComboBox:focus { border: 2px solid $accent; padding: 0 9px; min-height: 28px; max-height: 28px; }
QPlainTextEdit:focus { padding: 7px 5px; max-height: 16777215px; }
QLineEdit:disabled, QComboBox:disabled { color: $mute; background: $sunken; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $wrong; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; image: none; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox { padding-right: 24px; }
QPushButton::menu-indicator { image: none; width: 0; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
  border: 0; padding: 0; background: transparent; min-height: 0; max-height: 16777215px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line_strong; outline: 0;
  selection-background-color: $accent_soft; selection-color: $ink; }

QMenu { background: $panel; border: 1px solid $line_strong; padding: 5px; }
QMenu::item { padding: 7px 28px 7px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $mute; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }

QAbstractItemView { background: $panel; border: 0; outline: 0; alternate-background-color: $panel; }
QTableView { gridline-color: transparent; }
QTableView[framed="true"] { border: 1px solid $line; border-radius: 8px; }
QHeaderView { background: $panel; border: 0; }
QHeaderView::section { background: $panel; color: $mute; border: 0; border-bottom: 1px solid $line; padding: 0 12px; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::section:focus { color: $accent; }

QScrollArea, QStackedWidget { border: 0; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 4px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $line_strong; border-radius: 4px; min-width: 32px; }
QScrollBar::handle:hover { background: $mute; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $sunken; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSplitter::handle { background: transparent; }
""")


def style_sheet(theme: Tokens) -> str:
    """The sheet in the colours of a theme."""
    return _SHEET.substitute(asdict(theme))
